"""Python: an enum of the codes, with the catalog entry of each.

`ErrorCode` is a `StrEnum`, or an `IntEnum` if the API sends codes as numbers. The docstring of a
member holds its title and detail. `ErrorCode.parse` reads a code from a response and returns None
for a code that is newer than the file. `.info` holds name, title, detail, range, HTTP statuses and
whether to retry. If the catalog describes its error responses (`envelope`), `codes_in(body)`
returns the codes in a decoded response body and never raises. The file needs Python 3.11 or newer
and no other package.

- `docstrings`: `plain` (the text as written; the default), `rst` (for Sphinx) or `none`.
- `wire`: how the API sends codes in JSON: as the `catalog` says (the default), as `string` or as
  `integer`.
- `python`: the oldest Python version to support, 3.11 (the default), 3.10 or 3.9. Below 3.11, an
  enum of texts derives from `(str, Enum)`; below 3.10, type hints use `Optional`.
- `metadata`: `inline` (the default), or `none` for the enum without entries.
- `fields`: the fields of `.info` besides the code. Default: name, title, range, detail,
  http_statuses and retry. Also available: description, causes, solutions, fault, severity,
  channels, products, tags, since, life, replaced_by, docs_url.
- `groups`: the names of ranges as a `literal` type (the default), as an `enum`, or `none`.
- `exceptions`: `none` (the default), or an exception class for every range (`group`) or every code
  (`code`). All derive from `ApiError`, which holds code, entry and detail.
- `retired`: `keep` retired codes until the next major version of the catalog (the default), or
  `drop` them.

Old names (`aliases`) remain available as attributes of the enum. If ruff mistakes a code for a
hard-coded password, ignore S105 in the generated file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from errcat import Catalog, File, Generator
from errcat.naming import PYTHON_CLASS, PYTHON_MEMBER
from errcat_generators.python._emitting import module
from errcat_generators.python._options import Options
from errcat_generators.python._prepared import prepared
from errcat_generators.python._verifying import difference

__all__ = ["GENERATOR", "Options", "generate", "verify"]


def generate(catalog: Catalog, options: Options) -> Iterator[File]:
    """Yield the file.

    Raises:
        ErrcatError: a code or name cannot be represented in Python, or two options contradict
            each other.

    """
    yield File("errors.py", "".join(module(prepared(catalog, options))))


def verify(catalog: Catalog, options: Options, files: Sequence[File]) -> str:
    """Return how the file differs from the catalog; "" if it matches exactly."""
    return difference(prepared(catalog, options), files[0].text)


GENERATOR = Generator(
    __name__,
    __doc__,
    generate,
    options=Options,
    verify=verify,
    styles=(PYTHON_MEMBER, PYTHON_CLASS),
)
