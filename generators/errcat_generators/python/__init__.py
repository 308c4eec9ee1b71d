"""Python: an enum of the codes, and what the catalog says of each.

`ErrorCode` is a `StrEnum`, or an `IntEnum` where the API's JSON carries codes as numbers.
Every member has its title and detail as docstring; `ErrorCode.parse` reads a code from a
response and returns None for one that is newer than the file; `.info` holds name, title,
detail, range, HTTP statuses and whether to retry. Where the catalog says what an error
response looks like, `codes_in(body)` finds the codes in a decoded one, whatever it is. The
file needs Python 3.11 and nothing else.

- `docstrings`: `plain` (as written; the default), `rst` (for Sphinx) or `none`.
- `wire`: what the API's JSON carries, `string` or `integer`, where it is not what the
  `catalog` says.
- `python`: the oldest Python that is to read the file, 3.11, 3.10 or 3.9. Below 3.11 the
  enum of texts is a `(str, Enum)`, below 3.10 hints are written with `Optional`.
- `metadata`: `inline`, or `none` for the enum alone.
- `fields`: what `.info` holds beside the code: name, title, range, detail, http_statuses
  and retry, unless this names others: description, causes, solutions, fault, severity,
  channels, products, tags, since, life, replaced_by, docs_url.
- `groups`: the names of ranges as a `literal` type, as an `enum`, or `none`.
- `exceptions`: `none`, or a class of exceptions for every range (`group`) or every code
  (`code`), all of them an `ApiError` that holds code, entry and detail.
- `retired`: `keep` retired codes until the catalog's next major version, or `drop` them.

An old name (`aliases`) stays as an attribute of the enum that is the member itself. Where
ruff takes a code for a password because its name speaks of one, ignore S105 in that file.
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
    """Yield the one file.

    Raises:
        ErrcatError: a code or name cannot be what it would have to be in Python, or two
            options contradict each other.

    """
    yield File("errors.py", "".join(module(prepared(catalog, options))))


def verify(catalog: Catalog, options: Options, files: Sequence[File]) -> str:
    """Return how the file differs from the catalog; "" if it holds that and no more."""
    return difference(prepared(catalog, options), files[0].text)


GENERATOR = Generator(
    __name__,
    __doc__,
    generate,
    options=Options,
    verify=verify,
    styles=(PYTHON_MEMBER, PYTHON_CLASS),
)
