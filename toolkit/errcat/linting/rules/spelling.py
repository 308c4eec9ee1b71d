"""The texts have no misspelled words.

A misspelled title is copied into tickets, searches and names, and stays there when it is mended
here. errcat knows some hundreds of misspellings that are common in the texts of errors, and nothing
else: what it reports is one. It looks at the titles, details and descriptions of catalogs in
English. Its mending is a proposal, which is not taken without being asked for, because a client may
compare the text.

The option `words` lists words that are right here. The option `command` names a program that is
asked too: `typos` or `codespell`, whichever you have installed.

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
from errcat.linting.rules import _texts
from errcat.linting.rules._misspellings import RIGHT
from errcat.linting.running import Context, Rule
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
"""What a line of the program's output says: where, which word, and what it should be."""


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield a problem a misspelled word, once for each text it is in."""
    allowed = {str(word).lower() for word in context.options["words"]}
    english = catalog.language[:2].lower() == "en"
    wrong = _wrong(_texts.texts(catalog).vocabulary, allowed) if english else set[str]()
    told: set[tuple[str, str]] = set()
    if wrong:
        form = _form(wrong)
        holds = _texts.holding(wrong)
        for each in _texts.every(
            catalog, lambda text: holds(text.lower()), *_texts.ALL
        ):
            for word in dict.fromkeys(re.findall(form, _prose(each.text))):
                told.add((str(each.where), word))
                yield _misspelled(each, word, RIGHT[word.lower()])
    if context.options["command"]:
        for each, word, right in _asked(catalog, context.options["command"]):
            if (str(each.where), word) not in told and word.lower() not in allowed:
                told.add((str(each.where), word))
                yield _misspelled(each, word, right)


def _wrong(vocabulary: str, allowed: set[str]) -> set[str]:
    """Return the misspellings in *vocabulary*, which has punctuation around and in its words."""
    lower = vocabulary.lower()
    words = set(lower.translate(_MARKS).split())
    # Those with a mark in them are few, and no words any more.
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


def _misspelled(text: _texts.Text, word: str, right: str) -> Problem:
    right = _cased(right, word)
    mended = re.sub(_form([word])[4:], lambda _: right, text.text)
    return text.problem(
        f"'{word}' in {text.field} is misspelled",
        value=word,
        hint=f"write '{right}'",
        changes=(Change(text.where, mended),),
        safe=False,
    )


def _cased(right: str, like: str) -> str:
    """Return *right* in capitals, or with a capital, as *like* is."""
    if like.isupper() and len(like) > 1:
        return right.upper()
    return right[:1].upper() + right[1:] if like[:1].isupper() else right


# --- the program of the option `command` ----------------------------------------------------


def _asked(catalog: Catalog, command: str) -> Iterator[tuple[_texts.Text, str, str]]:
    """Yield what the program finds: the text, the word, and what it should be.

    Raises:
        OptionInvalid: errcat does not know how to ask it, or it is not installed, or it fails.

    """
    if command not in _COMMANDS:
        known = " and ".join(f"'{name}'" for name in _COMMANDS)
        raise OptionInvalid(
            "rules.spelling.command", f"'{command}' is not one of {known}"
        )
    lines: list[str] = []
    holders: list[_texts.Text] = []
    for each in _texts.every(catalog, bool, *_texts.ALL):
        for line in _prose(each.text).splitlines():
            lines.append(line)
            holders.append(each)
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
            hint = "install it, or take the option away"
            reason = (
                f"the program '{command}' cannot be started ({error.strerror}): {hint}"
            )
            raise OptionInvalid("rules.spelling.command", reason) from None
    if done.returncode not in _DONE[command]:
        said = " ".join(done.stderr.split())[:200]
        reason = f"'{command}' failed with exit code {done.returncode}: {said}"
        raise OptionInvalid("rules.spelling.command", reason)
    return done.stdout


_DONE: Mapping[str, tuple[int, ...]] = {"codespell": (0, 65), "typos": (0, 2)}
"""The exit codes that say that the program has done its work."""

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
            "description": "Words that are right here, whatever a dictionary says.",
            "default": [],
        },
        "command": {
            "enum": ["", "typos", "codespell"],
            "description": "A spell checker to ask too: typos or codespell, if installed.",
            "default": "",
        },
    },
)
