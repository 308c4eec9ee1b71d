"""Tell where in a document of HTML, XML or Markdown an encoded text stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from errcat.generating.templating.values import Made

_KEPT = 2000
"""How much text before a value matters: a tag, or a line."""
_VALUE = "\x1a"
"""Stands for an encoded text."""
_ELEMENTS = r"(?i)<(?P<closing>/?)(?P<name>script|style)\b"
_FENCE = r"(?m)^ {0,3}(?:`{3}|~{3})"
_TAG = r"<[A-Za-z][^<>]*$"
_ATTRIBUTE = r"""([^\s"'=<>/]+)\s*=\s*(?:(["'])((?:(?!\2).)*))?$"""
_URLS = frozenset(
    ("action", "cite", "data", "formaction", "href", "poster", "src", "xlink:href")
)
_CODE = frozenset(("srcdoc", "style"))
_SCRIPTS = frozenset(("json_str", "script_str", "ts_str"))


class Context(NamedTuple):
    """What the template's own text before a value has opened."""

    recent: str = ""
    element: str = ""
    """`script` or `style`."""
    comment: str = ""
    """What ends the comment that is open."""
    fenced: bool = False
    """Whether a fenced code block of Markdown is open."""

    def then(self, text: str) -> Context:
        """Return the context after *text* of the template."""
        element = self.element
        for tag in re.finditer(_ELEMENTS, text):
            element = "" if tag["closing"] else tag["name"].lower()
        whole = self.recent + text
        fences = len(re.findall(_FENCE, text))
        return Context(
            whole[-_KEPT:],
            element,
            _open_comment(text, self.comment),
            self.fenced != bool(fences % 2),
        )

    def past(self) -> Context:
        """Return the context after a value."""
        return self._replace(recent=self.recent + _VALUE)


def _open_comment(text: str, closing: str) -> str:
    at = 0
    while True:
        if closing:
            at = text.find(closing, at)
            if at < 0:
                return closing
            at, closing = at + len(closing), ""
        match = re.compile(r"<!--|\{/\*").search(text, at)
        if match is None:
            return ""
        at, closing = match.end(), "-->" if match[0] == "<!--" else "*/"


def misplaced_in_markup(value: Made, context: Context, extension: str) -> str:
    """Return why *value* must not stand in *context*."""
    if extension not in (".htm", ".html", ".md", ".mdx", ".svg", ".xml"):
        return ""
    last, field = value.filters[-1], value.field
    if last == "comment":
        inside = context.comment or context.element
        return "" if inside else "a comment must stand between <!-- and -->"
    if context.comment:
        return f"in a comment, use {{{{ {field} | comment('') }}}}"
    if context.element and extension in (".htm", ".html"):
        return _in_element(value, context.element)
    if last == "script_str":
        return f"'script_str' is for <script> elements; use {{{{ {field} | html }}}}"
    if extension in (".md", ".mdx") and (reason := _in_markdown(value, context)):
        return reason
    tag = re.search(_TAG, context.recent)
    outer = "md_attr" if extension in (".md", ".mdx") else "html"
    return _in_tag(value, tag[0], outer) if tag else ""


def _in_element(value: Made, element: str) -> str:
    if element == "style":
        return "catalog text is not allowed in a <style> element"
    if value.filters[-1] == "script_str":
        return ""
    return f"in a <script> element, use {{{{ {value.field} | script_str }}}}"


def _in_markdown(value: Made, context: Context) -> str:
    last, field = value.filters[-1], value.field
    line = context.recent.rpartition("\n")[2]
    if re.search(r"\]\([^)]*$", line):
        return f"for a link, use {{{{ text | md_link({field}) }}}}"
    if line.endswith("`") and not context.fenced:
        return f"for code, use {{{{ {field} | md_code }}}} without backticks"
    if re.search(_TAG, context.recent) and last in (
        "markdown",
        "md_code",
        "md_link",
        "mdx",
    ):
        return f"in a tag, use {{{{ {field} | md_attr }}}}"
    return ""


def _in_tag(value: Made, tag: str, outer: str) -> str:
    """Return why *value* must not stand in a tag, which begins with *tag*."""
    match = re.search(_ATTRIBUTE, tag, re.DOTALL)
    if match is None or not match[2]:
        return "in a tag, catalog text needs to be the value of an attribute in quotes"
    name = match[1].lower()
    if name in _CODE:
        return f"catalog text is not allowed in the attribute '{name}'"
    if name.startswith("on") and not _SCRIPTS & set(value.filters):
        return (
            f"'{name}' holds a script; use {{{{ {value.field} | json_str | {outer} }}}}"
        )
    if name in _URLS and not match[3].strip() and "url" not in value.filters:
        return f"'{name}' holds a URL; use {{{{ {value.field} | url | {outer} }}}}"
    return ""
