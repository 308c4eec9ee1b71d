"""TypeScript: the codes as constants and as a type, with the catalog entry of each.

`ErrorCode` is both an object of constants and the type of their values: a `switch` that handles
every code compiles, and one that misses a code does not. `isErrorCode` and `parseErrorCode` check
whether a value from a response is a known code; `AnyErrorCode` is the type of known codes and of
codes newer than the file. `ERROR_INFO` holds name, title, detail, range, HTTP statuses and whether
to retry. If the catalog describes its error responses (`envelope`), `codesIn(body)` returns the
codes in a decoded response body and never throws. The file has no dependencies, and bundlers can
remove the parts that are not used.

- `style`: `const` (an object; the default), `enum`, `union` (only a type of the values, without
  names) or `consts` (one constant per code). With the compiler option `erasableSyntaxOnly`, do not
  use `enum`. An `enum` counts as a closed output: a new code is a warning in `errcat breaking`.
- `texts`: `inline` (the default); `file` to put `ERROR_INFO` in a second file without imports
  (`errors_info.ts` beside `errors.ts`); or `none`.
- `retired`: `keep` retired codes until the next major version of the catalog (the default), or
  `drop` them.

Deprecated and retired codes and old names (`aliases`) are marked `@deprecated`, so that editors
strike them through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from errcat import Catalog, File, Generator
from errcat.naming import TS_CONST, TS_KEY, TS_MEMBER
from errcat_generators.ts._emitting import codes_file, info_file
from errcat_generators.ts._options import Options
from errcat_generators.ts._prepared import prepared
from errcat_generators.ts._verifying import difference

__all__ = ["GENERATOR", "Options", "generate", "verify"]


def generate(catalog: Catalog, options: Options) -> Iterator[File]:
    """Yield the file of the codes, and with `texts=file` the file of the texts.

    Raises:
        ErrcatError: a code or name cannot be represented in TypeScript.

    """
    file = prepared(catalog, options)
    yield File("errors.ts", "".join(codes_file(file)))
    if options.texts == "file":
        yield File("_info.ts", "".join(info_file(file)))


def verify(catalog: Catalog, options: Options, files: Sequence[File]) -> str:
    """Return how the files differ from the catalog; "" if they match exactly."""
    return difference(prepared(catalog, options), [file.text for file in files])


GENERATOR = Generator(
    __name__,
    __doc__,
    generate,
    options=Options,
    suffix=".ts",
    verify=verify,
    closed=lambda options: options.style == "enum",
    aliases=("typescript",),
    styles=(TS_KEY, TS_MEMBER, TS_CONST),
)
