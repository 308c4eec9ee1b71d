"""Generated from operations.schema.json by `python -m errcat_schema.compile`: do not edit."""

# The data can be of any type, and type checkers cannot follow how these functions narrow it.
# mypy: ignore-errors
# pyright: basic, reportOperatorIssue=false

from __future__ import annotations

import re
from typing import Any
from errcat_schema.compiled import Invalid, is_decimal


def _document(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["errcat", "operations"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "$schema" in data_keys:
            data_keys.remove("$schema")
            data__schema = data["$schema"]
            if not isinstance(data__schema, str):
                raise Invalid
        if "$comment" in data_keys:
            data_keys.remove("$comment")
            data__comment = data["$comment"]
            if not isinstance(data__comment, str):
                raise Invalid
        if "errcat" in data_keys:
            data_keys.remove("errcat")
            data__errcat = data["errcat"]
            _format_version(data__errcat)
        if "operations" in data_keys:
            data_keys.remove("operations")
            data__operations = data["operations"]
            _operations(data__operations)
        if data_keys:
            raise Invalid


def _format_version(data: Any) -> None:
    if (
        not isinstance(data, (int, str))
        and (not (isinstance(data, float) and data.is_integer()))
        or isinstance(data, bool)
    ):
        raise Invalid
    if isinstance(data, str):
        if not re.search("^1([.][0-9]+)?$", data):
            raise Invalid
    if (isinstance(data, (int, float)) or is_decimal(data)) and (
        not isinstance(data, bool)
    ):
        if data < 1:
            raise Invalid
        if data > 1:
            raise Invalid


def _http_status(data: Any) -> None:
    if (
        not isinstance(data, int)
        and (not (isinstance(data, float) and data.is_integer()))
        or isinstance(data, bool)
    ):
        raise Invalid
    if (isinstance(data, (int, float)) or is_decimal(data)) and (
        not isinstance(data, bool)
    ):
        if data < 100:
            raise Invalid
        if data > 599:
            raise Invalid


def _operation(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["method", "path"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "method" in data_keys:
            data_keys.remove("method")
            data__method = data["method"]
            if not isinstance(data__method, str):
                raise Invalid
            if isinstance(data__method, str):
                data__method_len = len(data__method)
                if data__method_len < 1:
                    raise Invalid
                if data__method_len > 32:
                    raise Invalid
        if "path" in data_keys:
            data_keys.remove("path")
            data__path = data["path"]
            if not isinstance(data__path, str):
                raise Invalid
            if isinstance(data__path, str):
                data__path_len = len(data__path)
                if data__path_len < 1:
                    raise Invalid
                if data__path_len > 2048:
                    raise Invalid
        if "id" in data_keys:
            data_keys.remove("id")
            data__id = data["id"]
            if not isinstance(data__id, str):
                raise Invalid
            if isinstance(data__id, str):
                data__id_len = len(data__id)
                if data__id_len < 1:
                    raise Invalid
                if data__id_len > 512:
                    raise Invalid
        if "codes" in data_keys:
            data_keys.remove("codes")
            data__codes = data["codes"]
            if not isinstance(data__codes, dict):
                raise Invalid
            data__codes_is_dict = isinstance(data__codes, dict)
            if data__codes_is_dict:
                data__codes_keys = set(data__codes.keys())
                for data__codes_key in data__codes_keys:
                    if data__codes_key not in []:
                        data__codes_value = data__codes.get(data__codes_key)
                        _statuses(data__codes_value)
        if data_keys:
            raise Invalid


def _operations(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            _operation(data_item)


def _statuses(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            _http_status(data_item)


def check_operations(data: object) -> None:
    """Raise `Invalid` unless *data* conforms to the schema."""
    _document(data)
