"""Other words for the keys of a catalog, so that a message can name the key that is meant."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

_WORDS: Mapping[str, str] = {
    "code": "id error_id error_code err_code errcode errno number num key slug",
    "title": "message msg text error_message error_msg short_message summary heading label",
    "detail": "message msg text long_message long_text full_message explanation info",
    "http_status": "status http_code status_code http http_status_code response_code",
    "name": "constant const symbol identifier enum",
    "causes": "cause reason reasons why",
    "solutions": "solution resolution resolutions remedy remediation action fix how_to_fix",
    "links": "url urls href docs doc_url docs_url documentation see_also",
    "params": "parameters parameter placeholders variables args arguments values",
    "retry": "retryable retriable is_retryable can_retry transient",
    "fault": "blame responsible source",
    "severity": "level priority",
    "products": "product service services component components",
    "notes": "note comment comments internal_notes",
    "tags": "labels keywords categories category",
    "audience": "visibility access scope",
    "since": "added added_in introduced introduced_in since_version",
    "retired": "removed removed_in obsolete",
    "examples": "sample samples",
    "related": "related_codes similar",
    "errors": "entries codes error_codes items messages catalog list",
    "ranges": "groups group sections modules namespaces",
    "id": "name catalog_name key",
    "language": "lang locale",
}
"""By the key that errcat knows, what other catalogs call it, in snake case."""
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def synonym(key: str, known: Collection[str], used: Iterable[str]) -> str:
    """Return the key of *known* that *key* is another word for, or "" if there is none.

    A key that is among *used* is not meant: `message` beside a `title` is the `detail`.
    """
    word = _HUMP.sub("_", key).replace("-", "_").lower()
    taken = set(used)
    for name, words in _WORDS.items():
        if name in known and name not in taken and word in words.split():
            return name
    return ""
