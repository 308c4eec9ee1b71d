"""TypeScript: the codes as constants, a type of them, and what the catalog says of each.

`ErrorCode` is an object of constants and the type of their values; an exhaustive `switch` over
it compiles, and one that misses a code does not. `isErrorCode` and `parseErrorCode` tell whether
a value from a response is a code that this file knows; one that is newer is a value of
`AnyErrorCode`. `ERROR_INFO` holds name, title, detail, range, HTTP statuses and whether to
retry. Where the catalog says what an error response looks like, `codesIn(body)` finds the codes
in a decoded one, whatever it is. The file needs nothing at run time, and a bundler leaves out
what is not used.

- `style`: `const` (the object), `enum`, `union` (a type of the values, and no names) or `consts`
  (a constant a code). An enum cannot be erased, so it is no choice with `erasableSyntaxOnly`.
- `texts`: `inline`; `file` for `ERROR_INFO` in a file of its own beside the other (`errors.ts` and
  `errors_info.ts`), which imports nothing; or `none`.
- `retired`: `keep` retired codes until the catalog's next major version, or `drop` them.

Codes that are deprecated or retired, and old names (`aliases`), are `@deprecated`: an editor
strikes them out.
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
    """Yield the file of the codes, and that of the texts if they are to be apart.

    Raises:
        ErrcatError: a code or name cannot be what it would have to be in TypeScript.

    """
    file = prepared(catalog, options)
    yield File("errors.ts", "".join(codes_file(file)))
    if options.texts == "file":
        yield File("_info.ts", "".join(info_file(file)))


def verify(catalog: Catalog, options: Options, files: Sequence[File]) -> str:
    """Return how the files differ from the catalog; "" if they hold that and no more."""
    return difference(prepared(catalog, options), [file.text for file in files])


GENERATOR = Generator(
    __name__,
    __doc__,
    generate,
    options=Options,
    suffix=".ts",
    verify=verify,
    aliases=("typescript",),
    styles=(TS_KEY, TS_MEMBER, TS_CONST),
)
