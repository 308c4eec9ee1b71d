"""Verify that pages have the headings, anchors and links of the catalog, and no others."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from errcat import Entry, File, html_in
from errcat.text import fragment, mdx, url
from errcat_generators.markdown._entry import page_text
from errcat_generators.markdown._pages import front_matter, group_link
from errcat_generators.markdown._site import Page, Site, title_of

_NO_MARKUP = r"\\[!-/:-@\[-`{-~]|(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)"
"""What Markdown reads as plain characters: escaped ones, and code spans."""
_FENCED = r"^[^`\n]*(`{3,})[^`\n]*$.*?^[ >]*\1$"
_HEADING = r"^ *(?:[-*] +)*(#{1,6}(?: .*)?|=+|--+)$"
_LABELS = (
    *(
        "## Causes",
        "## Solutions",
        "## Operations",
        "## Cases",
        "## Parameters",
        "## Examples",
    ),
    *("## See also", "## Elsewhere"),
)


def difference(site: Site, files: Sequence[File]) -> str:
    """Return which page has wrong headings, anchors, links or HTML; "" if none has."""
    expected = [f"{page.path}{site.ending}" for page in site.pages]
    if [file.path for file in files] != expected:
        return "the set of pages differs"
    known = {page.path for page in site.pages}
    known.update(_place(entry, site) for entry in site.catalog.entries)
    for page, file in zip(site.pages, files, strict=True):
        reason = _difference(page, file.text, site, known)
        if reason:
            return f"{file.path}: {reason}"
    return ""


def _difference(page: Page, text: str, site: Site, known: Collection[str]) -> str:
    front = f"{front_matter(page, site)}\n"
    if not text.startswith(front):
        return "the front matter differs"
    body, wrong = _without_pages(page, text.removeprefix(front), site)
    if wrong:
        return wrong
    bare = re.sub(_NO_MARKUP, "\0", body)
    lines = re.findall(_HEADING, body, re.MULTILINE)
    headings = [line.rstrip() for line in lines if line.rstrip() not in _LABELS]
    if headings != list(_headings(page, site)):
        return "the headings differ"
    tags = [tag for tag in re.findall("<[^>]*>?", bare) if tag != "<br />"]
    if tags != list(_anchors(page, site)):
        return "the anchors differ, or it has HTML"
    if site.mdx and re.search(r"[{}]|^(?:import|export)\b", bare, re.MULTILINE):
        return "it has an MDX expression"
    return _wrong_links(page, bare, site, known)


def _without_pages(page: Page, body: str, site: Site) -> tuple[str, str]:
    """Return *body* without the pages of entries, and what is wrong with one of them."""
    for entry in page.entries if page.group else ():
        block = page_text(entry, page, site)
        if not block:
            continue
        whole = f"\n\n{block}\n"
        if whole not in body or _harmful(block, site):
            return body, f"the page of {entry.label} differs, or has HTML"
        body = body.replace(whole, "\n", 1)
    return body, ""


def _harmful(block: str, site: Site) -> bool:
    """Tell whether the page of an entry holds HTML, or what MDX would run."""
    if not block:
        return False
    if any(tag.text != "<br />" for tag in html_in(block)):
        return True
    bare = re.sub(_FENCED, "", block, flags=re.MULTILINE | re.DOTALL)
    bare = re.sub(_NO_MARKUP, "", bare)
    mdx_only = r"[{}]|^[\s>*-]*(?:import|export)\b"
    return site.mdx and re.search(mdx_only, bare, re.MULTILINE) is not None


def _headings(page: Page, site: Site) -> Iterator[str]:
    if not site.mdx:
        yield f"# {mdx(page.title)}".rstrip()
    if page.group is None:
        yield from (
            f"## {group_link(group, page, site)}".rstrip() for group in site.groups
        )
    elif not site.by_code:
        yield from (f"## {mdx(title_of(entry))}".rstrip() for entry in page.entries)


def _anchors(page: Page, site: Site) -> Iterator[str]:
    if page.group and not site.by_code:
        for entry in page.entries:
            yield from (f'<a id="{fragment(entry.code)}">', "</a>")


def _wrong_links(page: Page, bare: str, site: Site, known: Collection[str]) -> str:
    """Return which link leads nowhere, or that the index does not link every code in order."""
    if "![" in bare:
        return "it has an image"
    hrefs = re.findall(r"\]\(([^\s()]*)", bare)
    places = [_destination(page, href, site) for href in hrefs]
    for href, place in zip(hrefs, places, strict=True):
        if place not in known and not url(href):
            return f"the link to {href} leads nowhere"
    if page.group is not None:
        return ""
    codes = [_place(entry, site) for group in site.groups for entry in group.entries]
    of_codes = {*codes}
    if [place for place in places if place in of_codes] != codes:
        return "it does not link to every code in order"
    return ""


def _place(entry: Entry, site: Site) -> str:
    path = site.places[entry.code]
    return path if site.by_code else f"{path}#{fragment(entry.code)}"


def _destination(page: Page, href: str, site: Site) -> str:
    """Return the path and the fragment that a link on *page* leads to."""
    target, sign, anchor = href.partition("#")
    folder = page.path.rpartition("/")[0]
    if not target:
        path = page.path
    elif target.startswith("../"):
        path = target.removeprefix("../")
    else:
        path = f"{folder}/{target.removeprefix('./')}".lstrip("/")
    return f"{path if site.mdx else path.removesuffix(site.ending)}{sign}{anchor}"
