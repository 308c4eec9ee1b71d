"""Texts contain no secrets or personal data.

A text that was written during a real incident may contain data of that incident: the address of a
person or a server, a stack trace, a password, a key. A catalog is public, and so is its history.
Example addresses are allowed: example.com, example.org and the like, 192.0.2.1, 198.51.100.1,
203.0.113.1, 2001:db8::1; so are 127.0.0.1, 0.0.0.0 and the private networks as such (10.0.0.0/8).
So are the addresses of roles (support@, sales@, noreply@ and the like) and those that stand for any
(user@, you@, name@), because they name no person.

The option `allowed` lists other texts that are published on purpose.
```yaml fail
- code: "10007"
  name: UNEXPECTED_ERROR
  title: Unexpected error
  detail: An unexpected error occurred, ask jane.doe@acme-corp.com.
```

```yaml fail
- code: "10007"
  name: UNEXPECTED_ERROR
  title: Unexpected error
  detail: The database 10.12.0.7 does not answer.
```

```yaml fail
- code: "10007"
  name: UNEXPECTED_ERROR
  title: Unexpected error
  detail: 'The call failed: https://api.example.com/v2?password=hunter22.'
```

```yaml pass
- code: "10007"
  name: UNEXPECTED_ERROR
  title: Unexpected error
  detail: Send `password=...` from 192.0.2.1, or write to support@example.com.
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from errcat.findings import Problem
from errcat.linting import texts
from errcat.linting.rule import Context, Rule
from errcat.model import Catalog

_EMAIL = r"(?<![A-Za-z0-9._%+-])(?P<local>[A-Za-z0-9._%+-]+)@(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"
_IPV4 = r"(?<![\w.])(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?:/[0-9]{1,2})?(?![\w]|\.[0-9])"
_IPV6 = r"(?<![\w:.])(?=[0-9A-Fa-f:]*[0-9])[0-9A-Fa-f:]{6,39}(?:/[0-9]{1,3})?(?![\w:])"
_KEYS = r"""(?x)
    (?<![A-Za-z0-9])(?: (?:AKIA|ASIA)[0-9A-Z]{16} | (?:sk|rk)_(?:live|test)_[0-9A-Za-z]{8,}
      | sk-[A-Za-z0-9_-]{20,} | gh[pousr]_[0-9A-Za-z]{30,} | github_pat_\w{30,}
      | glpat-[\w-]{20,} | xox[abeoprs]-[\w-]{10,} | AIza[\w-]{35} | SG\.[\w-]{16,}\.[\w-]{16,}
      | KEY[0-9A-F]{24,}(?:_\w+)? )
  | (?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*
  | -----BEGIN[ ][A-Z ]*PRIVATE[ ]KEY"""
_BEARER = r"(?i)\b(?:bearer|basic)\s+(?=[A-Za-z._~+/-]*[0-9])[A-Za-z0-9._~+/=-]{16,}"
_PASSWORD = r"""(?ix)(?:\b|_)(?:passwords?|passwd|pwd|passphrase|secret|token|api[_-]?key)
    =["']?(?![<{\[$%(]|\.\.|\*|x{3}|your|my|string|value|true|false|null|none)[^\s"'&,;.<>`]{4,}"""
_TRACE = r"""(?xm)
    Traceback[ ]\(most[ ]recent[ ]call | \bFile[ ]"[^"\n]+",[ ]line[ ][0-9]
  | \bat[ ][\w.$<>/]+\([\w./-]+:[0-9]+(?::[0-9]+)?\) | \bat[ ]\S+[ ]in[ ]\S+:line[ ][0-9]
  | \bException[ ]in[ ]thread[ ]" | \bgoroutine[ ][0-9]+[ ]\[ | \bpanic:[ ]runtime[ ]error"""
_SIGNS = (
    "@",
    *(
        "akia",
        "asia",
        "aiza",
        "eyj",
        "key0",
        "key=",
        "_live_",
        "_test_",
        "sk-",
        "glpat-",
        "xox",
        "sg.",
    ),
    *(
        "ghp_",
        "gho_",
        "ghu_",
        "ghs_",
        "ghr_",
        "github_pat_",
        "-----begin",
        "bearer",
        "basic",
    ),
    *("passwd=", "password=", "passwords=", "passphrase=", "pwd=", "secret=", "token="),
    *("traceback", "goroutine", "panic:", ":line", '",'),
)
"""What a word of a text with a secret contains, in lower case."""
_FORMS = (r"\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]", r":[0-9a-f]{0,4}:", r":[0-9]+\)")
"""The same for numbers; each starts with one character that is quick to find."""
_SCHEMES = ("bearer", "basic")
"""Of HTTP authentication (RFC 9110, section 11.1): plain words, unless a token follows."""
_TOKEN = 16
"""The least length of a token."""
_EXAMPLE_HOSTS = (
    r"(?i)(?:.*\.)?(?:example(?:\.(?:com|org|net|edu))?|test|invalid|localhost)"
)
_ROLES = texts.word_set(
    "abuse accounts admin administrator alerts api apis billing bugs business care careers",
    "company compliance contact customer customers data dev developer developers devrel docs",
    "enquiries enterprise feedback finance hello help helpdesk hi info inquiries integrations",
    "issues it legal mail mailer marketing me media no-reply no noreply donotreply notifications",
    "office openapi orders partner partners partnership payments platform postmaster press",
    "privacy product reply root sales security service services site success support team tech",
    "technical ticket tickets tools webmaster",
    "any address bar email example firstname foo lastname local me myname name recipient sample",
    "sender some someone somebody test user username xxx you your your-name yourname",
)
"""The words of addresses that belong to no person: of roles, and of examples."""
_SECRET_KINDS = (("a key", _KEYS), ("a token", _BEARER), ("a password", _PASSWORD))


def check(catalog: Catalog, context: Context) -> Iterator[Problem]:
    """Yield secrets, each once for every text that contains it."""
    words = context.texts.vocabulary.lower()
    signs = [sign for sign in _SIGNS if sign in words]
    signs += {match[0] for form in _FORMS for match in re.finditer(form, words)}
    if not _tokens(context.texts.words):
        signs = [sign for sign in signs if sign not in _SCHEMES]
    if not signs:
        return
    suspects = frozenset(
        word
        for word in context.texts.words
        if any(sign in word.lower() for sign in signs)
    )
    allowed = frozenset(map(str, context.options["allowed"]))
    for text in context.texts.every(texts.using(suspects), *texts.ALL):
        for what, shown in dict.fromkeys(_secrets(text.text)):
            if shown not in allowed:
                yield text.problem(
                    f"{text.field} contains {what}: {shown}",
                    value=shown,
                    hint="remove it; if it was real, treat it as disclosed",
                )


def _tokens(words: Iterable[str]) -> bool:
    """Tell whether some word could be a token: long, and with a digit."""
    return any(len(word) >= _TOKEN and any(map(str.isdigit, word)) for word in words)


def _secrets(text: str) -> Iterator[tuple[str, str]]:
    """Yield the secrets in *text*: the kind of each, and the part of it that may be shown."""
    for match in re.finditer(_EMAIL, text):
        if not _impersonal(match["local"], match["host"]):
            yield "an e-mail address", match[0]
    for match in re.finditer(_IPV4, text):
        before = text[max(0, match.start() - 12) : match.start()].rstrip().lower()
        if not before.endswith(("version", " v", "release")) and _real(match[0]):
            yield "an IP address", match[0]
    for match in re.finditer(_IPV6, text):
        if _real(match[0]):
            yield "an IP address", match[0]
    for what, form in _SECRET_KINDS:
        for match in re.finditer(form, text):
            yield what, f"{match[0][:12]}..."
    trace = re.search(_TRACE, text)
    if trace:
        yield "a stack trace", trace[0]


def _impersonal(local: str, host: str) -> bool:
    """Tell whether an e-mail address is that of a role, or stands for any."""
    if re.fullmatch(_EXAMPLE_HOSTS, host):
        return True
    words = re.split(r"[._-]", local.lower())
    return _ROLES.issuperset(words) or local.lower() in _ROLES


def _real(address: str) -> bool:
    """Tell whether *address* belongs to a machine, and is not reserved for documentation."""
    from ipaddress import ip_interface, ip_network  # slow to import, and seldom needed

    try:
        interface = ip_interface(address)
    except ValueError:
        return False
    network = interface.network
    if "/" in address and interface.ip == network.network_address:
        return not network.is_private and network.prefixlen > 0
    if interface.ip.is_loopback or interface.ip.is_unspecified:
        return False
    if interface.ip.is_multicast or str(interface.ip).startswith("255."):
        return False
    return not any(
        block.version == interface.version and interface.ip in block
        for block in map(ip_network, _DOCUMENTED)
    )


_DOCUMENTED = (
    "192.0.2.0/24",
    "198.51.100.0/24",
    "203.0.113.0/24",
    "2001:db8::/32",
    "3fff::/20",
)
"""RFC 5737, RFC 3849 and RFC 9637."""

RULE = Rule(
    __name__,
    __doc__,
    check,
    group="texts",
    severity="warning",
    options={
        "allowed": {
            "type": "array",
            "items": {"type": "string"},
            "description": "Texts that are published on purpose, such as an address.",
            "default": [],
        }
    },
)
