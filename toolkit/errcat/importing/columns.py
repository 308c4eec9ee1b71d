"""Columns -> fields: what a column holds, by its name and by its content, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from errcat.importing.codes import (
    NOTHING,
    could_be_code,
    looks_like_code,
    parse,
    unquoted,
)
from errcat.importing.extracting import KEY, VALUE, Table, listed
from errcat.importing.reports import LIKELY, SURE, UNSURE
from errcat.naming import words

GROUP = "group"
"""The field of a column that says which part of the product an error belongs to."""
FIELDS = listed(
    "code name title detail description causes solutions notes http_status severity retry fault"
    " audience tags links since aliases deprecated"
)

_NAMES: Mapping[str, str] = {
    "code": "code;error code;err code;errcode;errno;error number;error no;error id;err id;error nr"
    ";sqlstate;result code;return code;response code;ret code;retcode;reason code;fault code"
    ";api code;exception code;message code;msg code;message id;msgid;code number;error codes;codes"
    ";fehlercode;fehlernummer;code erreur;code d erreur;codigo;codigo de error;codice;codice errore"
    ";错误码;错误代码;返回码;状态码;代码;エラーコード;コード;код;код ошибки;kod;foutcode",
    "code?": "id;identifier;key;no;nr;number;num;#;value;status code;status;error;type;error type"
    ";slug;errorcode value;wert;exit code;numeric code;int value",
    "name": "name;constant;constant name;symbol;symbolic name;enum;enum name;enumerator;error name"
    ";macro;const;identifier name;mnemonic;condition name;variable;exception;exception name"
    ";konstante;nombre;nom;名称;varname",
    "title": "title;message;msg;text;summary;short description;short message;error message"
    ";error text;err msg;errmsg;label;meaning;error title;message text;default message;reason phrase"
    ";phrase;headline;caption;template;user message;msgstr;titel;meldung;nachricht;fehlermeldung"
    ";titre;mensaje;mensagem;messaggio;titulo;titolo;错误信息;错误消息;消息;提示;メッセージ;сообщение",
    "detail": "detail;details;long message;full message;error detail;error details;message detail"
    ";einzelheiten;detalle;detalhe",
    "description": "description;desc;explanation;long description;information;info;definition;notice;notes;note"
    ";comment;comments;remarks;error description;what it means;doc;documentation;about;body"
    ";when it occurs;beschreibung;erklarung;bedeutung;descripcion;descricao;descrizione"
    ";说明;描述;含义;错误描述;説明;内容;описание;omschrijving",
    "causes": "cause;causes;possible cause;possible causes;reason;reasons;why;probable cause"
    ";common cause;common causes;ursache;ursachen;causa;causas;原因",
    "solutions": "solution;solutions;resolution;resolutions;action;actions;fix;remedy;what to do"
    ";recommended action;recommendation;how to fix;how to resolve;how to fix it;suggested action"
    ";next steps;troubleshooting;mitigation;workaround;corrective action;user action;suggestion;hint"
    ";losung;abhilfe;massnahme;solucion;soluzione;解决方案;解决办法;处理建议;対処;対処方法;решение",
    "notes": "internal notes;internal note;internal comment",
    "http_status": "http status;http status code;http code;http;status code;http statuses"
    ";http response code;http response;status;httpstatus;statuscode;response status;http状态码"
    ";httpステータス",
    "severity": "severity;level;log level;loglevel;gravity;criticality;schweregrad;级别",
    "retry": "retry;retryable;retriable;can retry;is retryable;should retry;retry policy",
    "fault": "fault;blame;who",
    "audience": "audience;visibility",
    "tags": "tags;labels;keywords",
    "links": "link;links;url;doc url;docs url;documentation url;docs;more info;help url;see;href"
    ";documentation link;reference",
    "since": "since",
    "aliases": "aliases;alias;old names",
    "deprecated": "deprecated;deprecation",
    "group": "range;group;category;module;component;class;domain;area;section;service;subsystem"
    ";package;product;feature;kategorie;bereich;模块;分类",
}
_LANGUAGES = frozenset(
    listed(
        "en de fr es it pt zh cn ja jp ko kr ru nl pl tr sv da fi nb no cs hu ar he uk vi th id"
    )
)
_VAGUE = frozenset(listed("level text string value info field list"))
_SEVERITIES = frozenset(listed("error warning info fatal critical notice debug warn"))
_LEADS = ("error", "err", "api", "the")
_TEXTS = ("title", "detail", "description")
_MANY, _HALF, _SOME = 0.8, 0.5, 0.3
_ENOUGH = 0.5


class Guess(NamedTuple):
    """The field of one column, how sure that is, and why a column has none."""

    column: str
    field: str
    confidence: str
    reason: str = ""


@cache
def _known() -> dict[str, str]:
    """Return the field by the name of a column; `code?` is a code if nothing better is."""
    fields: dict[str, str] = {}
    for field, names in _NAMES.items():
        for name in names.split(";"):
            fields.setdefault(name, field)
    return fields


@cache
def _spelled(column: str) -> tuple[str, str]:
    """Return the words of a column's name in lower case, and the language at their end."""
    text = column.rpartition("/")[2] if column.startswith("/") else column
    text = re.sub(r"\(.*?\)|[*`_:]+$", "", text)
    parts = [word.lower() for word in words(text)] if text.isascii() else []
    if not parts:
        folded = " ".join(words(text)).lower() if _is_latin(text) else ""
        return folded or text.strip().casefold(), ""
    language = ""
    if len(parts) > 1 and parts[-1] in _LANGUAGES and parts != ["error", "no"]:
        language = parts.pop()
    return " ".join(parts), language


def _is_latin(text: str) -> bool:
    return all(char < "\u0250" for char in text)


def field_of(column: str) -> str:
    """Return the field that a column's name stands for, `code?` if it may be; empty if unknown."""
    field = _exact_field(column)
    if field:
        return field
    name, known = _spelled(column)[0], _known()
    last = name.rpartition(" ")[2]
    return known.get(last, "") if "." in column else _ending(name, known)


def _exact_field(column: str) -> str:
    """Return what `field_of` does, of names that are known as a whole."""
    name = _spelled(column)[0]
    known = _known()
    if name in known:
        return known[name]
    if "." in column and column.rpartition(".")[2].lower() in _LANGUAGES:
        return _exact_field(column.rpartition(".")[0])
    for lead in _LEADS:
        rest = name.removeprefix(f"{lead} ")
        if rest != name and rest in known:
            return known[rest]
    return ""


def _ending(name: str, known: Mapping[str, str]) -> str:
    """Return the field of the last words of a long name, or of the first of two."""
    parts = name.split(" ")
    ends = [" ".join(parts[at:]) for at in range(1, len(parts))]
    if parts[1:] and parts[1:] == parts[-1:] and parts[-1] in _VAGUE:
        ends = [parts[0]]
    if not _is_latin(name):
        ends = [name[at:] for at in range(1, len(name) - 1)]
    field = next((known[end] for end in ends if end in known), "")
    return "code?" if field == "code" else field


def is_field_name(text: str, field: str = "") -> bool:
    """Tell whether a text is what a column of errors, or the one for *field*, may be called."""
    known = _exact_field(text)
    return known.rstrip("?") == field if field else bool(known)


# --- content -----------------------------------------------------------------------------------


class _Content(NamedTuple):
    """What the cells of a column look like: shares from 0 to 1 of those that are not empty."""

    filled: int
    codes: float
    codish: float
    distinct: float
    statuses: float
    identifiers: float
    words: float


_STATUS = re.compile(r"[1-5][0-9]{2}").fullmatch
_IDENTIFIER = re.compile(r"[A-Za-z_$][A-Za-z0-9_$]*").fullmatch


def _content(texts: Sequence[str]) -> _Content:
    given = [text for text in texts if text and text.casefold() not in NOTHING]
    count = len(given) or 1
    bare = [unquoted(text) for text in given]
    codes = sum(bool(parse(text).codes) for text in bare)
    return _Content(
        len(given),
        codes / count,
        sum(map(looks_like_code, bare)) / count,
        len(set(bare)) / count,
        sum(_STATUS(text) is not None for text in bare) / count,
        sum(_IDENTIFIER(text) is not None for text in bare) / count,
        sum(len(text.split()) for text in given) / count,
    )


# --- guessing ----------------------------------------------------------------------------------


def guess(table: Table, given: Mapping[str, str]) -> list[Guess]:
    """Return the field of every column; *given* ones, column by field, go before all guesses."""
    columns = list(dict.fromkeys(name for row in table.rows for name in row.cells))
    return _Guessing(table, columns).guesses(given)


class _Guessing:
    """The columns of one table on their way to fields."""

    def __init__(self, table: Table, columns: Sequence[str]) -> None:
        self._table = table
        self._columns = columns
        self._content = {
            column: _content(
                [row.cells[column].text for row in table.rows if column in row.cells]
            )
            for column in columns
        }
        self._found: dict[str, Guess] = {}
        self._fixed: set[str] = set()

    def guesses(self, given: Mapping[str, str]) -> list[Guess]:
        """Return one guess a column, in the order of the columns."""
        wanted = {column: field for field, column in given.items()}
        for column in self._columns:
            field = wanted.get(column, self._table.fields.get(column))
            if field is not None:
                self._set(column, field, SURE, "" if field else "it is not imported")
                self._fixed.add(column)
        if not self._has("code"):
            self._find_code()
        self._find_named()
        self._find_by_content()
        self._settle_texts()
        self._leave_rest()
        return [self._found[column] for column in self._columns]

    def _set(self, column: str, field: str, confidence: str, reason: str = "") -> None:
        self._found[column] = Guess(column, field, confidence, reason)

    def _has(self, field: str) -> bool:
        return any(guess.field == field for guess in self._found.values())

    def _open(self) -> list[str]:
        return [column for column in self._columns if column not in self._found]

    def _find_code(self) -> None:
        scored = [(self._code_score(column), column) for column in self._open()]
        best = max(scored, key=lambda pair: pair[0], default=(0.0, ""))
        if best[0] < _ENOUGH:
            return
        column = best[1]
        named = field_of(column) == "code"
        rivals = [c for score, c in scored if c != column and score > best[0] - 0.1]
        keyed = column == KEY and not rivals
        confidence = SURE if (named or keyed) and not rivals else LIKELY
        self._set(column, "code", confidence)

    def _code_score(self, column: str) -> float:
        """Return how much of a code a column is, by name, form and whether its cells differ."""
        content = self._content[column]
        if content.codes < _HALF:
            return 0
        by_name = {"code": 1.0, "code?": 0.62, "": 0.45}.get(field_of(column), 0.25)
        if column in (KEY, VALUE):
            by_name = 0.66 if column == KEY else 0.5
        only_statuses = content.statuses > _MANY and (
            content.distinct < 1 or field_of(column) == "http_status"
        )
        form = content.codes * 0.4 + content.codish * 0.6
        score = by_name * 0.55 + form * 0.25 + content.distinct**2 * 0.2
        if column in (KEY, VALUE):
            score += self._numbers(column) * 0.15
        return score * (0.5 if only_statuses else 1)

    def _numbers(self, column: str) -> float:
        """Return the share of plain numbers in a column, unless they repeat, as statuses do."""
        if self._content[column].distinct < 1:
            return 0
        cells = [
            row.cells[column].text for row in self._table.rows if column in row.cells
        ]
        return sum(text.lstrip("-").isdigit() for text in cells) / (len(cells) or 1)

    def _find_named(self) -> None:
        """Give every column whose name is known its field; those called like a field first."""
        languages = self._languages()
        for column in sorted(self._open(), key=lambda c: _spelled(c)[0] not in FIELDS):
            field, language = field_of(column), _language(column)
            if language and languages.get(field, language) != language:
                reason = f"its texts are in another language ({language})"
                self._set(column, "", SURE, reason)
            elif field not in ("code", ""):
                self._take(column, field)

    def _take(self, column: str, field: str) -> None:
        if field == "code?":
            field = self._second_code(column)
        if field == GROUP and self._severities(column) > _HALF:
            field = "severity"
        if field == "name":
            self._take_name(column)
        elif field == "http_status" and self._content[column].statuses < _SOME:
            self._take_status(column)
        elif field and not self._has(field):
            self._set(column, field, SURE)
        elif field in _TEXTS:
            self._take_free(column, LIKELY)

    def _severities(self, column: str) -> float:
        """Return the share of words for a severity in a column."""
        cells = [
            row.cells[column].text.lower()
            for row in self._table.rows
            if column in row.cells
        ]
        return sum(text in _SEVERITIES for text in cells) / (len(cells) or 1)

    def _take_free(self, column: str, confidence: str) -> None:
        """Give a column with texts the first field for texts that no other has."""
        free = [field for field in _TEXTS if not self._has(field)]
        if free:
            self._set(column, free[0], confidence)

    def _languages(self) -> dict[str, str]:
        """Return for each text that comes in several languages the one to take."""
        languages: dict[str, list[str]] = {}
        for column in self._open():
            if language := _language(column):
                languages.setdefault(field_of(column), []).append(language)
        return {
            f: "en" if "en" in spoken else spoken[0] for f, spoken in languages.items()
        }

    def _second_code(self, column: str) -> str:
        """Return what a column such as `status` or `type` is beside the one with the code."""
        content = self._content[column]
        if content.statuses > _HALF:
            return "http_status"
        return "name" if self._looks_named(column) else ""

    def _looks_named(self, column: str) -> bool:
        content = self._content[column]
        return content.identifiers > _MANY and content.distinct > _MANY

    def _take_name(self, column: str) -> None:
        content = self._content[column]
        named = content.identifiers > _MANY and content.distinct >= _HALF
        if named and not self._has("name"):
            self._set(column, "name", SURE)
        elif content.words > 1 and not self._has("title"):
            self._set(column, "title", LIKELY)
        elif content.words > 1:
            self._take_free(column, LIKELY)

    def _take_status(self, column: str) -> None:
        cells = [
            row.cells[column].text for row in self._table.rows if column in row.cells
        ]
        starts = sum(
            bool(re.match(r"[1-5][0-9xX]{2}\b", text)) for text in cells if text
        )
        if starts and not self._has("http_status"):
            self._set(column, "http_status", LIKELY)

    def _find_by_content(self) -> None:
        """Give columns without a known name a field by what is in them."""
        for column in self._open():
            content = self._content[column]
            named = column not in (KEY, VALUE) and self._table.headed
            if not content.filled or (named and field_of(column)):
                continue
            named_key = content.identifiers > _MANY and content.distinct >= _HALF
            if column == KEY and named_key and not self._has("name"):
                self._set(column, "name", LIKELY)
            elif named:
                continue
            elif content.statuses > _MANY and not self._has("http_status"):
                self._set(column, "http_status", LIKELY)
            elif self._identifies(column) and not self._has("name"):
                self._set(column, "name", LIKELY)
            else:
                self._take_free(column, SURE if column == VALUE else LIKELY)

    def _identifies(self, column: str) -> bool:
        return self._looks_named(column) and self._content[column].codish > _HALF

    def _settle_texts(self) -> None:
        """Make the only text of a table the title, as the format has it: one text per error."""
        if self._has("title"):
            return
        for role in ("detail", "description"):
            for column, guess in self._found.items():
                if guess.field == role and column not in self._fixed:
                    self._set(column, "title", LIKELY)
                    return

    def _leave_rest(self) -> None:
        for column in self._open():
            field = field_of(column).rstrip("?")
            reason = (
                f"another column is the {field}" if field else "its name is not known"
            )
            self._set(column, "", UNSURE, reason)


def _language(column: str) -> str:
    if "." in column and column.rpartition(".")[2].lower() in _LANGUAGES:
        return column.rpartition(".")[2].lower()
    return _spelled(column)[1]


def is_header(texts: Iterable[str]) -> bool:
    """Tell whether the cells of a row are names of columns, as a header has them."""
    given = [text for text in texts if text]
    known = [text for text in given if is_field_name(text)]
    return bool(known) and len(known) * 2 >= len(given) and not all(map(_codish, given))


def _codish(text: str) -> bool:
    return could_be_code(text) and any(char.isdigit() for char in text)
