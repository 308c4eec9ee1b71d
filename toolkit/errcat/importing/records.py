"""Trees of plain data -> tables: lists of records, maps by code, and nests of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from errcat.importing.codes import could_be_code
from errcat.importing.columns import is_field_name
from errcat.importing.extracting import (
    KEY,
    VALUE,
    Cell,
    Doubt,
    Extract,
    Group,
    Row,
    Skipped,
    Table,
)
from errcat.importing.trees import Node, bare, plain

_MOST, _FEW = 0.6, 4


def tables(root: Node) -> Extract:
    """Return every list or map of errors in a tree, and what is neither."""
    walk = _Walk()
    walk.visit(root, None, "")
    located, doubts = _with_paths(walk)
    return Extract(tuple(located), tuple(walk.skipped), tuple(doubts))


def _with_paths(walk: _Walk) -> tuple[list[Table], list[Doubt]]:
    """Return the tables; where words repeat as keys of several nests, with the whole path as key."""
    counts = Counter(
        row.cells[KEY].text
        for table in walk.tables
        for row in table.rows
        if KEY in row.cells
    )
    groups = {table.group for table in walk.tables if table.group}
    repeated = [key for key, count in counts.items() if count > 1]
    if (
        len(groups) <= 1
        or not repeated
        or any(char.isdigit() for key in repeated for char in key)
    ):
        return walk.tables, []
    tables = [
        table._replace(rows=tuple(_pathed(row, path) for row in table.rows))
        for table, path in zip(walk.tables, walk.paths, strict=True)
    ]
    message = f"'{repeated[0]}' occurs under several keys; the code is the whole path, such as "
    first = next(row for table in tables for row in table.rows if KEY in row.cells)
    code = first.cells[KEY].text
    return tables, [Doubt(first.line, code, "code", message + f"'{code}'")]


def _pathed(row: Row, path: tuple[str, ...]) -> Row:
    if KEY not in row.cells or not path:
        return row
    cell = row.cells[KEY]
    key = ".".join([*path, cell.text])
    return row._replace(cells={**row.cells, KEY: Cell(key, cell.line)})


class _Walk:
    """What has been found on the way through a tree."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.paths: list[tuple[str, ...]] = []
        """The keys above each table, without those that hold everything."""
        self._path: list[str] = []
        self.skipped: list[Skipped] = []

    def visit(self, node: Node, group: Group | None, name: str) -> None:
        """Take the tables out of what is below *node*."""
        before = len(self.tables)
        self._visit(node, group, name)
        self.paths += [tuple(self._path)] * (
            len(self.tables) - max(before, len(self.paths))
        )

    def _visit(self, node: Node, group: Group | None, name: str) -> None:
        if node.is_scalar:
            self._skip(node, name, "it belongs to no list or map of errors")
        elif node.items:
            self._list(node, group, name)
        elif node.members:
            self._mapping(node, group)

    def _skip(self, node: Node, name: str, reason: str) -> None:
        self.skipped.append(Skipped(node.line, bare(name) or "value", reason))

    def _list(self, node: Node, group: Group | None, name: str) -> None:
        records = [item for item in node.items if item.members]
        rows = [item for item in node.items if item.items]
        texts = [item for item in node.items if item.is_scalar]
        if len(records) >= _MOST * len(node.items) and _are_records(records):
            self.tables.append(
                Table(tuple(_row(record, {}) for record in records), group)
            )
            rest = [*rows, *texts]
        elif len(rows) >= _MOST * len(node.items):
            self.tables.append(_matrix(rows, group))
            rest = [*records, *texts]
        elif len(texts) >= _MOST * len(node.items) and _are_codes(texts):
            text_rows = (Row({VALUE: _cell(item)}, item.line) for item in texts)
            self.tables.append(Table(tuple(text_rows), group, headed=False))
            rest = [*records, *rows]
        else:
            rest = []
            for item in node.items:
                self.visit(item, group, name)
        for item in rest:
            self._skip(item, name, "it is unlike the other items of its list")

    def _mapping(self, node: Node, group: Group | None) -> None:
        if _is_record(node) and not group and _has_code(node):
            self.tables.append(Table((_row(node, {}),), group))
            return
        kinds = {key: _kind(child) for key, child in node.members.items()}
        by_code = [key for key in kinds if kinds[key] == "record"]
        texts = [key for key in kinds if kinds[key] == "scalar"]
        if by_code:
            rows = (_keyed(key, node.members[key]) for key in by_code)
            self.tables.append(Table(tuple(rows), group))
        if texts and self._is_map(node, texts, by_code):
            rows = (_keyed(key, node.members[key]) for key in texts)
            self.tables.append(Table(tuple(rows), group))
            texts = []
        for key in texts:
            self._skip(node.members[key], key, "it belongs to no list or map of errors")
        for key, kind in kinds.items():
            if kind == "nest":
                child = node.members[key]
                wraps = len(node.members) == 1
                self._path += [] if wraps else [bare(key)]
                self.visit(child, Group(bare(key), child.line), key)
                del self._path[len(self._path) - (not wraps) :]

    @staticmethod
    def _is_map(node: Node, texts: list[str], by_code: list[str]) -> bool:
        """Tell whether keys with one value each are codes with their texts, not metadata."""
        if any(is_field_name(bare(key)) for key in texts) and not all(
            any(char.isdigit() for char in key) for key in texts
        ):
            named = sum(is_field_name(bare(key)) for key in texts)
            if named * 2 >= len(texts):
                return False
        codes = sum(could_be_code(bare(key)) for key in texts)
        nests = sum(not child.is_scalar for child in node.members.values())
        return codes >= _MOST * len(texts) and (len(texts) > nests or bool(by_code))


def _kind(node: Node) -> str:
    """Return whether what a key holds is a scalar, a record, or a nest of more."""
    if node.is_scalar:
        return "scalar"
    if node.members:
        return "record" if _is_record(node) else "nest"
    if node.items and len(node.items) <= _FEW and all(i.is_scalar for i in node.items):
        return "record"
    return "nest" if node.items else "scalar"


def _is_record(node: Node) -> bool:
    """Tell whether a mapping is about one error: it has fields by names that are known."""
    known = [key for key in node.members if is_field_name(key)]
    return bool(known) and any(
        node.members[key].is_scalar or _is_texts(node.members[key]) for key in known
    )


def _has_code(node: Node) -> bool:
    return any(
        is_field_name(key, "code") and child.is_scalar
        for key, child in node.members.items()
    )


def _is_texts(node: Node) -> bool:
    """Tell whether a mapping holds one text in several languages, or a list texts alone."""
    children = [*node.members.values(), *node.items]
    return bool(children) and all(child.is_scalar for child in children)


def _are_records(nodes: list[Node]) -> bool:
    return sum(map(_is_record, nodes)) >= _MOST * len(nodes)


def _are_codes(nodes: list[Node]) -> bool:
    return all(could_be_code(str(node.data)) for node in nodes)


def _keyed(key: str, node: Node) -> Row:
    """Return the row of a map: its key, and the fields or the one value below it."""
    cells = {KEY: Cell(bare(key), node.line)}
    if node.members:
        return _row(node, cells)
    if node.items:
        by_position = {str(at): _cell(item) for at, item in enumerate(node.items)}
        return Row({**cells, **by_position}, node.line)
    return Row({**cells, VALUE: _cell(node)}, node.line)


def _row(node: Node, cells: dict[str, Cell]) -> Row:
    return Row({**cells, **dict(_fields(node, ""))}, node.line)


def _fields(node: Node, prefix: str) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of a record; those of a mapping in it are called `outer.inner`."""
    for key, child in node.members.items():
        name = f"{prefix}{bare(key)}"
        if child.members:
            yield from _fields(child, f"{name}.")
        else:
            yield name, _cell(child)


def _cell(node: Node) -> Cell:
    return Cell(plain(node), node.line)


def _matrix(rows: list[Node], group: Group | None) -> Table:
    """Return lists in a list as a table, whose first row may name the columns."""
    first = [str(item.data) for item in rows[0].items]
    headed = bool(first) and sum(map(is_field_name, first)) * 2 >= len(first)
    names = (
        first if headed else [str(at) for at in range(max(len(r.items) for r in rows))]
    )
    table_rows = (
        Row({n: _cell(i) for n, i in zip(names, row.items, strict=False)}, row.line)
        for row in rows[headed:]
    )
    return Table(tuple(table_rows), group, headed=headed)
