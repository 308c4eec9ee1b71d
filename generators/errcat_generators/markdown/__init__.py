"""Markdown: a page for every range or every code, and an index page, for a documentation site.

An entry shows its facts (name, HTTP statuses, retry, products and others), its texts with paragraphs,
bullets, `code` and links, its page (`pages/<code>.md`, for which errcat needs `errcat[pages]`), and then causes, solutions, operations, cases, parameters, examples and links.
Fields that the catalog leaves out are not shown. The front matter holds the title of the page and
its description.

- `pages`: `range` (a page for every range; the default) or `code` (a page for every code, in a
  folder for its range). Codes without a range are in `other`; more than 200 of them are split into
  pages such as `other-1000-to-1099` or `other-a`. On the page of a range, every code is an anchor:
  `general.md#10001`. Set `docs_url` to an address that ends in `#{code}`.
- `flavor`: `commonmark` (`.md`, for GitHub, MkDocs and most other tools; the default) or `mdx`
  (`.mdx`, for Mintlify and Docusaurus). MDX pages have no top heading, because the site adds one,
  and link to other pages without the file extension. In Docusaurus, leave `trailingSlash` unset so
  that these links work.

The page of a range named index, readme or other, or of a code named index or readme, gets a file
name that starts with `x-`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from errcat import Catalog, File, Generator
from errcat_generators.markdown._options import Options
from errcat_generators.markdown._pages import body, front_matter
from errcat_generators.markdown._site import site_of
from errcat_generators.markdown._verifying import difference

__all__ = ["GENERATOR", "Options", "generate", "verify"]


def generate(catalog: Catalog, options: Options) -> Iterator[File]:
    """Yield the index, then the pages in the order of the ranges.

    Raises:
        ErrcatError: two entries have the same code.

    """
    site = site_of(catalog, options)
    for page in site.pages:
        blocks = (front_matter(page, site), *body(page, site))
        yield File(
            f"{page.path}{site.ending}", "\n\n".join(filter(None, blocks)) + "\n"
        )


def verify(catalog: Catalog, options: Options, files: Sequence[File]) -> str:
    """Return how headings, anchors, links or HTML differ from the catalog; "" if none do."""
    return difference(site_of(catalog, options), files)


GENERATOR = Generator(
    __name__,
    __doc__,
    generate,
    options=Options,
    suffix="",
    single=False,
    verify=verify,
    styles=(),
)
