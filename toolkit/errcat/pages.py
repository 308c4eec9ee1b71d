"""Pages for readers in CommonMark: what is in them, and the page as harmless Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from errcat.errors import ExtraMissing
from errcat.text import (
    markdown_code,
    markdown_fence,
    markdown_start,
    markdown_target,
    markdown_words,
)

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

Link = Callable[[str], str]
"""Gives the address of the entry of a code; empty if there is no such entry."""
_TOP, _DEEPEST = 3, 6
"""The level of the highest headings of a page, and that of the lowest in Markdown."""
_ENTRY = r"(?:\./)?([^/#?]+)\.md"
_REFERENCE = r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]"
_INDENT = 4
"""How far the content of a list item is indented: CommonMark and Python-Markdown agree on it."""
_MARKERS = (("*", "."), ("-", ")"))
"""Of bullets and numbers: two lists in a row are one unless their markers differ."""
_BREAKS = {"softbreak": " ", "hardbreak": "<br />"}
_ALIGNED = {
    "text-align:left": ":--",
    "text-align:right": "--:",
    "text-align:center": ":-:",
}


class Part(NamedTuple):
    """A link or a tag in a page."""

    text: str
    line: int
    """From 1: the line on which its paragraph begins."""


@cache
def _parser(*, html: bool) -> MarkdownIt:
    try:
        from markdown_it import MarkdownIt  # an extra, which only pages need
    except ImportError:
        raise ExtraMissing("pages", "pages need the package markdown-it-py") from None
    return MarkdownIt("commonmark", {"html": html}).enable("table")


def _tree(text: str, *, html: bool = False) -> SyntaxTreeNode:
    parser = _parser(html=html)
    from markdown_it.tree import SyntaxTreeNode  # as above

    return SyntaxTreeNode(parser.parse(text))


def html_in(text: str) -> Iterator[Part]:
    """Yield the raw HTML of a page.

    Raises:
        ExtraMissing: markdown-it-py is not installed.

    """
    for node, line in _walk(_html_tree(text)):
        if node.type in {"html_block", "html_inline"}:
            yield Part(node.content.strip(), line)


def links_in(text: str) -> Iterator[Part]:
    """Yield the targets of the links and images of a page, and references without a target.

    Raises:
        ExtraMissing: markdown-it-py is not installed.

    """
    for node, line in _walk(_html_tree(text)):
        if node.type in {"link", "image"}:
            yield Part(_href(node), line)
        elif node.type == "text":
            for reference in re.findall(_REFERENCE, node.content):
                yield Part(reference, line)


def linked_code(href: str) -> str:
    """Return the code of the entry that a link such as `40301.md` names; empty if it names none."""
    from urllib.parse import unquote  # slow to import, and only pages need it

    match = re.fullmatch(_ENTRY, href)
    return unquote(match[1]) if match else ""


def page_markdown(text: str, link: Link) -> str:
    """Return a page as Markdown that is harmless in CommonMark and in MDX.

    There is no HTML but `<br />`; images become links, and links to other schemes than https, http
    and mailto become text. Headings start at the third level.

    Raises:
        ExtraMissing: markdown-it-py is not installed.

    """
    tree = _tree(text)
    levels = [int(node.tag[1]) for node in tree.children if node.type == "heading"]
    writer = _Writer(link, _TOP - min(levels, default=_TOP))
    return "\n".join(writer.blocks(tree.children))


def _html_tree(text: str) -> SyntaxTreeNode:
    return _tree(text, html=True)


def _walk(node: SyntaxTreeNode, line: int = 1) -> Iterator[tuple[SyntaxTreeNode, int]]:
    """Yield *node* and everything in it, each with the line on which its block begins."""
    if not node.is_root and node.map:
        line = node.map[0] + 1
    yield node, line
    for child in node.children:
        yield from _walk(child, line)


def _href(node: SyntaxTreeNode) -> str:
    return str(node.attrs.get("src" if node.type == "image" else "href", ""))


class _Writer:
    """Writes the nodes of a page as Markdown."""

    def __init__(self, link: Link, shift: int) -> None:
        self._link = link
        self._shift = shift
        self._blocks: Mapping[str, Callable[[SyntaxTreeNode], list[str]]] = {
            "heading": self._heading,
            "paragraph": lambda node: [markdown_start(self._line(node))],
            "fence": lambda node: markdown_fence(node.content[:-1], node.info),
            "code_block": lambda node: markdown_fence(node.content[:-1]),
            "blockquote": self._quote,
            "bullet_list": self._list,
            "ordered_list": self._list,
            "table": self._table,
            "hr": lambda _: ["___"],
        }

    def blocks(
        self, nodes: Sequence[SyntaxTreeNode], *, tight: bool = False
    ) -> list[str]:
        """Return the lines of *nodes*, with an empty line between blocks unless *tight*."""
        lines: list[str] = []
        for node in nodes:
            if lines and not (tight and node.type.endswith("list")):
                lines.append("")
            lines += self._blocks[node.type](node)
        return lines

    def _heading(self, node: SyntaxTreeNode) -> list[str]:
        level = min(_DEEPEST, max(_TOP, int(node.tag[1]) + self._shift))
        return [f"{'#' * level} {self._line(node)}".rstrip()]

    def _quote(self, node: SyntaxTreeNode) -> list[str]:
        lines = self.blocks(node.children) or [""]
        return [f"> {line}" if line else ">" for line in lines]

    def _list(self, node: SyntaxTreeNode) -> list[str]:
        paragraphs = [
            child
            for item in node.children
            for child in item.children
            if child.type == "paragraph"
        ]
        tight = all(child.hidden for child in paragraphs)
        lines: list[str] = []
        number = int(node.attrs.get("start", 1))
        bullet, end = _MARKERS[_lists_before(node) % 2]
        for index, item in enumerate(node.children):
            ordered = node.type == "ordered_list"
            marker = f"{number + index}{end}" if ordered else bullet
            if lines and not tight:
                lines.append("")
            lines += _item(marker, self.blocks(item.children, tight=tight))
        return lines

    def _table(self, node: SyntaxTreeNode) -> list[str]:
        rows = [row.children for part in node.children for row in part.children]
        aligned = [
            _ALIGNED.get(str(cell.attrs.get("style")), "---") for cell in rows[0]
        ]
        head, *body = [[self._line(cell, cell=True) for cell in row] for row in rows]
        return [f"| {' | '.join(row)} |" for row in (head, aligned, *body)]

    def _line(self, node: SyntaxTreeNode, *, cell: bool = False) -> str:
        """Return the text in a block on one line."""
        inline = (child for part in node.children for child in part.children)
        return self._inline(list(inline), cell=cell).strip()

    def _inline(
        self, nodes: Sequence[SyntaxTreeNode], *, cell: bool, linked: bool = False
    ) -> str:
        return "".join(self._piece(node, cell=cell, linked=linked) for node in nodes)

    def _piece(self, node: SyntaxTreeNode, *, cell: bool, linked: bool) -> str:
        if node.type == "text":
            return markdown_words(node.content)
        if node.type == "code_inline":
            return markdown_code(node.content, cell=cell) or " "
        if node.type in _BREAKS:
            return _BREAKS[node.type]
        inner = self._inline(
            node.children, cell=cell, linked=linked or node.type == "link"
        )
        if node.type in {"link", "image"}:
            return self._linked(node, inner, linked=linked)
        mark = "**" if node.type == "strong" else "*"
        return f"{mark}{inner}{mark}" if inner.strip() else inner

    def _linked(self, node: SyntaxTreeNode, inner: str, *, linked: bool) -> str:
        href = _href(node)
        code = linked_code(href)
        target = self._link(code) if code else markdown_target(href)
        return f"[{inner}]({target})" if target and inner and not linked else inner


def _lists_before(node: SyntaxTreeNode) -> int:
    """Return how many lists of the same kind stand right before *node*."""
    before, count = node.previous_sibling, 0
    while before is not None and before.type == node.type:
        before, count = before.previous_sibling, count + 1
    return count


def _item(marker: str, lines: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a list item, indented below its marker."""
    width = max(_INDENT, len(marker) + 1)
    first, *others = lines or [""]
    yield f"{marker.ljust(width)}{first}".rstrip()
    yield from (f"{' ' * width}{line}" if line else "" for line in others)
