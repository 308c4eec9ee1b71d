"""Made-up histories: two versions of a catalog, and what has really happened between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from typing import NamedTuple

from errcat.model import Catalog, Entry, Retirement

NOUNS = [
    "account",
    "address",
    "application",
    "balance",
    "batch",
    "call",
    "campaign",
    "carrier",
    "certificate",
    "channel",
    "conference",
    "connection",
    "country",
    "credential",
    "currency",
    "device",
    "domain",
    "endpoint",
    "fax",
    "file",
    "gateway",
    "header",
    "invoice",
    "key",
    "limit",
    "mailbox",
    "message",
    "network",
    "number",
    "order",
    "payload",
    "payment",
    "profile",
    "queue",
    "recording",
    "region",
    "request",
    "resource",
    "route",
    "schedule",
    "sender",
    "session",
    "signature",
    "subscription",
    "template",
    "token",
    "user",
    "voucher",
    "webhook",
    "zone",
]
STATES = [
    "blocked",
    "busy",
    "closed",
    "corrupt",
    "disabled",
    "duplicated",
    "empty",
    "expired",
    "frozen",
    "incomplete",
    "locked",
    "malformed",
    "missing",
    "outdated",
    "pending",
    "revoked",
    "stale",
    "suspended",
    "unreachable",
    "unsupported",
]
VERBS = [
    "activate",
    "archive",
    "assign",
    "cancel",
    "charge",
    "create",
    "decode",
    "delete",
    "deliver",
    "encrypt",
    "fetch",
    "forward",
    "import",
    "merge",
    "open",
    "parse",
    "refund",
    "release",
    "renew",
    "resolve",
    "restore",
    "sign",
    "transfer",
    "verify",
]
SHAPES = (
    "The {noun} of this {other} is {state}",
    "Cannot {verb} the {noun} of the {other}",
    "Invalid {noun} in the {other}",
    "No {noun} was found for this {other}",
    "Too many {noun} changes while the {other} is {state}",
    "Unknown {noun} {other}",
    "{state} {noun}: {verb} the {other} first",
    "{noun} limit of {{count}} reached, {verb} one {other}",
    "Only an administrator can {verb} this {noun}",
)
SIZE = 80
REPORTED_ALONE = {"code-reused", "retired-code-reused"}


class Texts(NamedTuple):
    """What an error says: it moves as a whole."""

    title: str
    detail: str


class History(Random):
    """Makes an old and a new catalog by one seed, and keeps the truth: rules by code."""

    def __init__(self, seed: int) -> None:
        super().__init__(seed)
        self.telling = self.random() < 0.6
        """Whether names are made from titles, and not from codes."""
        self.detailed = self.random() < 0.5
        self.used: set[str] = set()
        codes = [str(10001 + 3 * number) for number in range(SIZE)]
        self.old = [self.entry(code) for code in codes]
        self.new = {entry.code: [entry] for entry in self.old}
        self.truth: set[tuple[str, str]] = set()
        self.untouched = self.sample(codes, len(codes))
        self.free = iter(range(20000, 99999))

    def texts(self, unlike: str = "") -> Texts:
        """Return a title and a detail that no entry had yet, with hardly a word of *unlike*."""
        while True:
            noun, other = self.sample(NOUNS, 2)
            title = self.choice(SHAPES).format(
                noun=noun,
                other=other,
                state=self.choice(STATES),
                verb=self.choice(VERBS),
            )
            title = title[0].upper() + title[1:]
            shared = set(title.split()) & set(unlike.split())
            if title not in self.used and len(shared) <= 1:
                self.used.add(title)
                reason = f"It cannot {self.choice(VERBS)} a {self.choice(NOUNS)}."
                return Texts(title, f"{title}. {reason}" if self.detailed else "")

    def name(self, code: str, title: str) -> str:
        """Return the name of an entry, by the habit of the catalog."""
        if not self.telling:
            return f"ERROR_{code}"
        return "_".join(re.findall("[A-Za-z]+", title)).upper()

    def entry(self, code: str, texts: Texts | None = None) -> Entry:
        """Return an entry for *code*."""
        title, detail = texts or self.texts()
        return Entry(code, self.name(code, title), title, detail)

    def take(self) -> Entry:
        """Return an entry that has not changed yet."""
        return self.new[self.untouched.pop()][0]

    def code(self) -> str:
        """Return a code that no entry had yet."""
        return str(next(self.free))

    def is_now(self, code: str, entry: Entry, *rules: str) -> None:
        """Let *entry* stand under *code*, which *rules* should report."""
        if code in self.new and not REPORTED_ALONE & set(rules):
            titles = (self.new[code][0].title, entry.title)
            before, after = (set(re.findall(r"{\w+}", title)) for title in titles)
            rules += ("placeholders-changed",) if before != after else ()
        self.new[code] = [entry._replace(code=code)]
        self.truth.update((rule, code) for rule in rules)

    def retitled(self, entry: Entry, title: str, *rules: str) -> None:
        """Give *entry* another title and, if names follow titles, another name."""
        name = self.name(entry.code, title)
        renamed = ("identifier-changed",) if name != entry.name else ()
        changed = entry._replace(title=title, name=name)
        self.is_now(entry.code, changed, *renamed, *rules)

    def catalogs(self) -> tuple[Catalog, Catalog]:
        """Return both versions."""
        new = [entry for entries in self.new.values() for entry in entries]
        return Catalog("made", entries=tuple(self.old)), Catalog(
            "made", entries=tuple(new)
        )


# --- what happens ----------------------------------------------------------------------------


def reworded(history: History) -> None:
    """Replace one or two words of a title."""
    entry = history.take()
    words = entry.title.split()
    places = [at for at, word in enumerate(words) if word.isalpha()]
    for at in history.sample(places, 1 if len(words) < 5 else 2):
        words[at] = history.choice(NOUNS + VERBS)
    title = " ".join(words)
    if title not in history.used:
        history.used.add(title)
        history.retitled(entry, title, "title-changed")


def misspelled(history: History) -> None:
    """Correct two letters of a title that were swapped."""
    entry = history.take()
    at = history.randrange(len(entry.title) - 4)
    swapped = entry.title[at + 1] + entry.title[at]
    title = entry.title[:at] + swapped + entry.title[at + 2 :]
    if swapped.isalpha() and title.casefold() != entry.title.casefold():
        history.retitled(entry, title, "title-changed")


def respelled(history: History) -> None:
    """Change case and punctuation."""
    entry = history.take()
    title = entry.title.title() if "{" not in entry.title else f"{entry.title}."
    changed = entry._replace(title=title)
    history.is_now(entry.code, changed, "title-reformatted")


def renamed_terminology(history: History) -> None:
    """Replace one word in every title and name, as `host` became `server`."""
    word = history.choice(NOUNS)
    pattern = re.compile(rf"\b{word}\b", re.IGNORECASE)
    codes = [
        code for code in history.untouched if pattern.search(history.new[code][0].title)
    ]
    if len(codes) < 3:
        return
    for code in codes:
        history.untouched.remove(code)
        entry = history.new[code][0]
        title = pattern.sub(f"{word}ling", entry.title)
        title = title[0].upper() + title[1:]
        history.retitled(entry, title, "title-changed")


def rotated(history: History) -> None:
    """Give the errors of some codes to each other."""
    entries = [history.take() for _ in range(history.randrange(2, 7))]
    for entry, other in zip(entries, [*entries[1:], entries[0]], strict=True):
        moved = history.entry(entry.code, Texts(other.title, other.detail))
        history.is_now(entry.code, moved, "code-reused")


def inserted(history: History) -> None:
    """Put a new error before others, which all move to the next code."""
    entries = [history.take() for _ in range(history.randrange(2, 6))]
    texts = [Texts(entry.title, entry.detail) for entry in entries]
    for entry, now in zip(entries, [history.texts(), *texts[:-1]], strict=True):
        history.is_now(entry.code, history.entry(entry.code, now), "code-reused")
    code = history.code()
    history.is_now(code, history.entry(code, texts[-1]), "entry-added")


def replaced(history: History) -> None:
    """Write name and texts anew: nothing shows whether it is the same error."""
    entry = history.take()
    rules = ("meaning-unclear", "identifier-changed", "title-changed")
    now = history.entry(entry.code, history.texts(unlike=entry.title))
    history.is_now(entry.code, now, *(rules if history.telling else rules[2:]))


def explained(history: History) -> None:
    """Write the title anew, and keep the name."""
    entry = history.take()
    now = history.entry(entry.code)._replace(name=entry.name)
    history.is_now(entry.code, now, "title-changed")


def narrowed(history: History) -> None:
    """Reword a title; the old one goes to a new code."""
    entry = history.take()
    history.retitled(entry, f"{entry.title} during import", "title-changed")
    code = history.code()
    added = history.entry(code, Texts(entry.title, entry.detail))
    history.is_now(code, added, "entry-added")


def renumbered(history: History) -> None:
    """Give an error another code."""
    entry, code = history.take(), history.code()
    del history.new[entry.code]
    name = entry.name if history.telling else f"ERROR_{code}"
    if history.telling and history.random() < 0.5:
        name = f"{name}_NOW"
    renamed = ("identifier-changed",) if name != entry.name else ()
    history.is_now(code, entry._replace(name=name), "entry-renumbered", *renamed)


def split(history: History) -> None:
    """Retire a code for two new ones."""
    entry, codes = history.take(), (history.code(), history.code())
    retired = entry._replace(retired=Retirement("2.0.0", replaced_by=codes))
    history.is_now(entry.code, retired, "entry-split")
    for code in codes:
        history.is_now(code, history.entry(code))


def doubled(history: History) -> None:
    """Give a code to a second error; the first may be reworded, too."""
    entry = history.take()
    if history.random() < 0.5:
        changed = entry._replace(title=f"{entry.title} again")
        history.is_now(entry.code, changed, "title-changed")
    second = history.entry(entry.code)
    second = second._replace(name=f"{second.name}_TOO")
    history.new[entry.code].insert(history.randrange(2), second)
    history.truth |= {("code-duplicated", entry.code), ("entry-added", entry.code)}


def renamed(history: History) -> None:
    """Change a name, and keep the texts."""
    entry = history.take()
    name = "_".join(history.sample(NOUNS, 2)).upper()
    aliases = (entry.name,) if history.random() < 0.5 else ()
    rule = "identifier-aliased" if aliases else "identifier-changed"
    history.is_now(entry.code, entry._replace(name=name, aliases=aliases), rule)


def brought_back(history: History) -> None:
    """Use a retired code again, for the same or for another error."""
    entry = history.take()
    old = history.old.index(entry)
    history.old[old] = entry._replace(retired=Retirement("1.0.0"))
    if history.random() < 0.5:
        history.is_now(entry.code, entry, "entry-restored")
    else:
        now = history.entry(entry.code, history.texts(unlike=entry.title))
        history.is_now(entry.code, now, "retired-code-reused")


def filled(history: History) -> None:
    """Add a value to a title."""
    entry = history.take()
    changed = entry._replace(title=f"{entry.title}: {{value}}")
    history.is_now(entry.code, changed, "placeholders-changed", "title-changed")


def came_and_went(history: History) -> None:
    """Remove one error, and add another."""
    entry, code = history.take(), history.code()
    del history.new[entry.code]
    history.truth.add(("entry-removed", entry.code))
    history.is_now(code, history.entry(code), "entry-added")


EVENTS: tuple[Callable[[History], None], ...] = (
    renamed_terminology,
    reworded,
    misspelled,
    respelled,
    rotated,
    inserted,
    replaced,
    explained,
    narrowed,
    renumbered,
    split,
    doubled,
    renamed,
    brought_back,
    filled,
    came_and_went,
)


def histories(count: int) -> Iterator[History]:
    """Yield histories in which every event happens, each in a different order."""
    for seed in range(count):
        history = History(seed)
        first, *events = EVENTS
        first(history)
        for event in history.sample(events * 2, 2 * len(events)):
            if len(history.untouched) > max(8, SIZE // 10):
                event(history)
        yield history
