"""Texts contain no known misspellings.

A misspelled title is copied into tickets, searches and names, and stays there after it is corrected
here. errcat knows several hundred misspellings that are common in error texts; it reports nothing
else. It checks the titles, details and descriptions of catalogs in English. The fix is unsafe,
because a client may compare the text.

The option `words` lists words that are correct in this catalog. The option `command` runs an
installed spell checker as well: `typos` or `codespell`.
```yaml fail
- code: "10007"
  name: UNEXPECTED_ERROR
  title: Unexpected error
  detail: An unexpected error occured.
```

```yaml pass
- code: "10007"
  name: UNEXPECTED_ERROR
  title: Unexpected error
  detail: An unexpected error occurred, and `occured` is the name of a field.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from errcat.errors import OptionInvalid
from errcat.findings import Change, Problem
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.linting.rules._misspellings import RIGHT
from errcat.model import Catalog

_MARKS = str.maketrans(
    dict.fromkeys(".,;:!?()[]{}<>'\"/|\\+=*&#`-\u2018\u2019\u201c\u201d\u2026", " ")
)
_COMMANDS = {
    "codespell": ("codespell", "--disable-colors", "--builtin", "clear"),
    "typos": ("typos", "--format", "json", "--isolated"),
}
_OUTPUT = {
    "codespell": r"^.*:(?P<line>[0-9]+): (?P<word>\S+) ==> (?P<right>[^,|\n]+)",
    "typos": r'"line_num":(?P<line>[0-9]+),.*"typo":"(?P<word>[^"]+)","corrections":\["(?P<right>[^"]+)"',
}
"""Matches a line of the program's output: the line checked, the word, and its correction."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield misspelled words, each once for every text that contains it."""
    allowed = {str(word).lower() for word in context.options["words"]}
    english = catalog.language[:2].lower() == "en"
    wrong = _wrong(context.texts.vocabulary, allowed) if english else set[str]()
    reported: set[tuple[str, str]] = set()
    if wrong:
        form = _form(wrong)
        holds = texts.holding(wrong)
        for text in context.texts.every(lambda prose: holds(prose.lower()), *texts.ALL):
            for word in dict.fromkeys(re.findall(form, _prose(text.text))):
                reported.add((str(text.where), word))
                yield _misspelled(text, word, RIGHT[word.lower()])
    if context.options["command"]:
        for text, word, right in _command(context, context.options["command"]):
            if (str(text.where), word) in reported or word.lower() in allowed:
                continue
            reported.add((str(text.where), word))
            yield _misspelled(text, word, right)


def _wrong(vocabulary: str, allowed: set[str]) -> set[str]:
    """Return the misspellings in *vocabulary*, which has punctuation around and in its words."""
    lower = vocabulary.lower()
    words = set(lower.translate(_MARKS).split())
    # The few misspellings that contain a mark are searched for in the whole.
    return {
        word
        for word in RIGHT
        if (word in words or (not word.isalpha() and word in lower))
        and word not in allowed
    }


def _form(words: Iterable[str]) -> str:
    return rf"(?i)(?<!\w)(?:{'|'.join(map(re.escape, sorted(words)))})(?!\w)"


def _prose(text: str) -> str:
    return (
        re.sub(r"`[^`\n]+`|\bhttps?://\S+", " ", text)
        if "`" in text or "://" in text
        else text
    )


def _misspelled(text: texts.Text, word: str, right: str) -> Problem:
    right = _cased(right, word)
    corrected = re.sub(_form([word])[4:], lambda _: right, text.text)
    return text.problem(
        f"'{word}' in {text.field} is misspelled",
        value=word,
        hint=f"write '{right}'",
        changes=(Change(text.where, corrected),),
        safe=False,
    )


def _cased(right: str, like: str) -> str:
    """Return *right* with the capitals of *like*."""
    if like.isupper() and len(like) > 1:
        return right.upper()
    return right[:1].upper() + right[1:] if like[:1].isupper() else right


# --- the program of the option `command` ----------------------------------------------------


def _command(context: Context, command: str) -> Iterator[tuple[texts.Text, str, str]]:
    """Yield what the program finds: the text, the word, and its correction.

    Raises:
        OptionInvalid: errcat does not support it, or it is not installed, or it fails.

    """
    if command not in _COMMANDS:
        known = " or ".join(f"'{name}'" for name in _COMMANDS)
        raise OptionInvalid(
            "rules.spelling.command", f"'{command}' is not supported; use {known}"
        )
    lines: list[str] = []
    holders: list[texts.Text] = []
    for text in context.texts.every(bool, *texts.ALL):
        for line in _prose(text.text).splitlines():
            lines.append(line)
            holders.append(text)
    for match in re.finditer(_OUTPUT[command], _run(command, lines), re.MULTILINE):
        number = int(match["line"])
        if number <= len(holders):
            yield holders[number - 1], match["word"], match["right"].strip()


def _run(command: str, lines: Iterable[str]) -> str:
    import os
    import subprocess  # slow to import, and only this option needs it
    from tempfile import TemporaryDirectory

    with TemporaryDirectory(prefix="errcat-") as folder:
        path = os.path.join(folder, "texts.txt")
        with open(
            path, "w", encoding="utf-8", errors="replace", newline="\n"
        ) as stream:
            stream.writelines(f"{line}\n" for line in lines)
        try:
            done = (
                subprocess.run(  # noqa: S603  # one of two known programs, and no shell
                    [*_COMMANDS[command], path],
                    capture_output=True,
                    check=False,
                    encoding="utf-8",
                    errors="replace",
                )
            )
        except OSError as error:
            hint = "install it, or remove the option"
            reason = f"cannot start '{command}' ({error.strerror}); {hint}"
            raise OptionInvalid("rules.spelling.command", reason) from None
    if done.returncode not in _DONE[command]:
        output = " ".join(done.stderr.split())[:200]
        reason = f"'{command}' failed with exit code {done.returncode}: {output}"
        raise OptionInvalid("rules.spelling.command", reason)
    return done.stdout


_DONE: Mapping[str, tuple[int, ...]] = {"codespell": (0, 65), "typos": (0, 2)}
"""The exit codes of a program that has done its work."""

RULE = Rule(
    __name__,
    __doc__,
    check,
    group="texts",
    severity="warning",
    options={
        "words": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Words that are correct in this catalog.",
            "default": [],
        },
        "command": {
            "enum": ["", "typos", "codespell"],
            "description": "A spell checker to run as well: typos or codespell, if installed.",
            "default": "",
        },
    },
)
