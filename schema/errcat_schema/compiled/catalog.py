"""Generated from catalog.schema.json by `python -m errcat_schema.compile`: do not edit."""

# The data can be of any type, and type checkers cannot follow how these functions narrow it.
# mypy: ignore-errors
# pyright: basic, reportOperatorIssue=false

from __future__ import annotations

import re
from typing import Any
from errcat_schema.compiled import Invalid, is_decimal

NoneType = type(None)


def _audience(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if not (
        isinstance(data, str)
        and data == "public"
        or (isinstance(data, str) and data == "partner")
        or (isinstance(data, str) and data == "internal")
    ):
        raise Invalid


def _case(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["id"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "id" in data_keys:
            data_keys.remove("id")
            data__id = data["id"]
            if not isinstance(data__id, str):
                raise Invalid
            if isinstance(data__id, str):
                data__id_len = len(data__id)
                if data__id_len < 1:
                    raise Invalid
                if data__id_len > 64:
                    raise Invalid
        if "http_status" in data_keys:
            data_keys.remove("http_status")
            data__httpstatus = data["http_status"]
            _http_status(data__httpstatus)
        if "title" in data_keys:
            data_keys.remove("title")
            data__title = data["title"]
            if not isinstance(data__title, str):
                raise Invalid
            if isinstance(data__title, str):
                data__title_len = len(data__title)
                if data__title_len > 100000:
                    raise Invalid
        if "detail" in data_keys:
            data_keys.remove("detail")
            data__detail = data["detail"]
            if not isinstance(data__detail, str):
                raise Invalid
            if isinstance(data__detail, str):
                data__detail_len = len(data__detail)
                if data__detail_len > 100000:
                    raise Invalid
        if "description" in data_keys:
            data_keys.remove("description")
            data__description = data["description"]
            if not isinstance(data__description, str):
                raise Invalid
            if isinstance(data__description, str):
                data__description_len = len(data__description)
                if data__description_len > 100000:
                    raise Invalid
        if "retry" in data_keys:
            data_keys.remove("retry")
            data__retry = data["retry"]
            _retry(data__retry)
        if "channel" in data_keys:
            data_keys.remove("channel")
            data__channel = data["channel"]
            _channel(data__channel)
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _catalog(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["errcat", "id"]) - data.keys()
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
        if "id" in data_keys:
            data_keys.remove("id")
            data__id = data["id"]
            _identifier(data__id)
        if "title" in data_keys:
            data_keys.remove("title")
            data__title = data["title"]
            if not isinstance(data__title, str):
                raise Invalid
            if isinstance(data__title, str):
                data__title_len = len(data__title)
                if data__title_len > 100000:
                    raise Invalid
        if "description" in data_keys:
            data_keys.remove("description")
            data__description = data["description"]
            if not isinstance(data__description, str):
                raise Invalid
            if isinstance(data__description, str):
                data__description_len = len(data__description)
                if data__description_len > 100000:
                    raise Invalid
        if "version" in data_keys:
            data_keys.remove("version")
            data__version = data["version"]
            if (
                not isinstance(data__version, (str, int))
                and (
                    not (
                        isinstance(data__version, float) and data__version.is_integer()
                    )
                )
                or isinstance(data__version, bool)
            ):
                raise Invalid
        if "language" in data_keys:
            data_keys.remove("language")
            data__language = data["language"]
            if not isinstance(data__language, str):
                raise Invalid
            if isinstance(data__language, str):
                data__language_len = len(data__language)
                if data__language_len > 100000:
                    raise Invalid
        if "code" in data_keys:
            data_keys.remove("code")
            data__code = data["code"]
            _code_format(data__code)
        if "placeholders" in data_keys:
            data_keys.remove("placeholders")
            data__placeholders = data["placeholders"]
            if not isinstance(data__placeholders, str):
                raise Invalid
            if not (
                isinstance(data__placeholders, str)
                and data__placeholders == "named"
                or (
                    isinstance(data__placeholders, str)
                    and data__placeholders == "numbered"
                )
                or (
                    isinstance(data__placeholders, str)
                    and data__placeholders == "printf"
                )
            ):
                raise Invalid
        if "docs_url" in data_keys:
            data_keys.remove("docs_url")
            data__docsurl = data["docs_url"]
            if not isinstance(data__docsurl, str):
                raise Invalid
            if isinstance(data__docsurl, str):
                data__docsurl_len = len(data__docsurl)
                if data__docsurl_len > 100000:
                    raise Invalid
        if "envelope" in data_keys:
            data_keys.remove("envelope")
            data__envelope = data["envelope"]
            _envelope(data__envelope)
        if "products" in data_keys:
            data_keys.remove("products")
            data__products = data["products"]
            _products(data__products)
        if "defaults" in data_keys:
            data_keys.remove("defaults")
            data__defaults = data["defaults"]
            _defaults(data__defaults)
        if "ranges" in data_keys:
            data_keys.remove("ranges")
            data__ranges = data["ranges"]
            _ranges(data__ranges)
        if "reserved" in data_keys:
            data_keys.remove("reserved")
            data__reserved = data["reserved"]
            _reserved(data__reserved)
        if "operations" in data_keys:
            data_keys.remove("operations")
            data__operations = data["operations"]
            _operations(data__operations)
        if "errors" in data_keys:
            data_keys.remove("errors")
            data__errors = data["errors"]
            if not isinstance(data__errors, (list, tuple)):
                raise Invalid
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _channel(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if not (
        isinstance(data, str)
        and data == "http"
        or (isinstance(data, str) and data == "webhook")
        or (isinstance(data, str) and data == "websocket")
        or (isinstance(data, str) and data == "sip")
        or (isinstance(data, str) and data == "sdk")
    ):
        raise Invalid


def _channels(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            _channel(data_item)


def _code(data: Any) -> None:
    if (
        not isinstance(data, (str, int))
        and (not (isinstance(data, float) and data.is_integer()))
        or isinstance(data, bool)
    ):
        raise Invalid
    if isinstance(data, str):
        data_len = len(data)
        if data_len < 1:
            raise Invalid
        if data_len > 128:
            raise Invalid


def _code_format(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "pattern" in data_keys:
            data_keys.remove("pattern")
            data__pattern = data["pattern"]
            if not isinstance(data__pattern, str):
                raise Invalid
            if isinstance(data__pattern, str):
                data__pattern_len = len(data__pattern)
                if data__pattern_len < 1:
                    raise Invalid
                if data__pattern_len > 1000:
                    raise Invalid
        if "wire_type" in data_keys:
            data_keys.remove("wire_type")
            data__wiretype = data["wire_type"]
            if not isinstance(data__wiretype, str):
                raise Invalid
            if not (
                isinstance(data__wiretype, str)
                and data__wiretype == "string"
                or (isinstance(data__wiretype, str) and data__wiretype == "integer")
            ):
                raise Invalid
        if "order" in data_keys:
            data_keys.remove("order")
            data__order = data["order"]
            if not isinstance(data__order, str):
                raise Invalid
            if not (
                isinstance(data__order, str)
                and data__order == "number"
                or (isinstance(data__order, str) and data__order == "text")
            ):
                raise Invalid
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _defaults(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "audience" in data_keys:
            data_keys.remove("audience")
            data__audience = data["audience"]
            _audience(data__audience)
        if "severity" in data_keys:
            data_keys.remove("severity")
            data__severity = data["severity"]
            _severity(data__severity)
        if "fault" in data_keys:
            data_keys.remove("fault")
            data__fault = data["fault"]
            _fault(data__fault)
        if "retry" in data_keys:
            data_keys.remove("retry")
            data__retry = data["retry"]
            _retry(data__retry)
        if "channels" in data_keys:
            data_keys.remove("channels")
            data__channels = data["channels"]
            _channels(data__channels)
        if "products" in data_keys:
            data_keys.remove("products")
            data__products = data["products"]
            _product_ids(data__products)
        if "http_status" in data_keys:
            data_keys.remove("http_status")
            data__httpstatus = data["http_status"]
            _http_status(data__httpstatus)
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _deprecated(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "since" in data_keys:
            data_keys.remove("since")
            data__since = data["since"]
            if (
                not isinstance(data__since, (str, int))
                and (not (isinstance(data__since, float) and data__since.is_integer()))
                or isinstance(data__since, bool)
            ):
                raise Invalid
        if "reason" in data_keys:
            data_keys.remove("reason")
            data__reason = data["reason"]
            if not isinstance(data__reason, str):
                raise Invalid
            if isinstance(data__reason, str):
                data__reason_len = len(data__reason)
                if data__reason_len > 100000:
                    raise Invalid
        if "replaced_by" in data_keys:
            data_keys.remove("replaced_by")
            data__replacedby = data["replaced_by"]
            _replaced_by(data__replacedby)
        if "sunset" in data_keys:
            data_keys.remove("sunset")
            data__sunset = data["sunset"]
            if (
                not isinstance(data__sunset, (str, int))
                and (
                    not (isinstance(data__sunset, float) and data__sunset.is_integer())
                )
                or isinstance(data__sunset, bool)
            ):
                raise Invalid
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _duration(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if isinstance(data, str):
        if not re.search(
            "^P([0-9]+W|[0-9]+D(T([0-9]+H([0-9]+M)?([0-9]+S)?|[0-9]+M([0-9]+S)?|[0-9]+S))?|T([0-9]+H([0-9]+M)?([0-9]+S)?|[0-9]+M([0-9]+S)?|[0-9]+S))$",
            data,
        ):
            raise Invalid


def _entries_file(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["errcat"]) - data.keys()
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
        if "range" in data_keys:
            data_keys.remove("range")
            data__range = data["range"]
            if not isinstance(data__range, str):
                raise Invalid
            if isinstance(data__range, str):
                data__range_len = len(data__range)
                if data__range_len > 100000:
                    raise Invalid
        if "errors" in data_keys:
            data_keys.remove("errors")
            data__errors = data["errors"]
            if not isinstance(data__errors, (list, tuple)):
                raise Invalid
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _entry_aliases(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            if not isinstance(data_item, str):
                raise Invalid
            if isinstance(data_item, str):
                data_item_len = len(data_item)
                if data_item_len > 100000:
                    raise Invalid


def _entry_cases(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            _case(data_item)


def _entry_causes(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            if not isinstance(data_item, str):
                raise Invalid
            if isinstance(data_item, str):
                data_item_len = len(data_item)
                if data_item_len > 100000:
                    raise Invalid


def _entry_description(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 100000:
            raise Invalid


def _entry_detail(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 100000:
            raise Invalid


def _entry_everywhere(data: Any) -> None:
    if not isinstance(data, bool):
        raise Invalid


def _entry_examples(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            _example(data_item)


def _entry_links(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            _link(data_item)


def _entry_name(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 100000:
            raise Invalid


def _entry_notes(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 100000:
            raise Invalid


def _entry_page(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 100000:
            raise Invalid


def _entry_preview(data: Any) -> None:
    if not isinstance(data, bool):
        raise Invalid


def _entry_related(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            _related_code(data_item)


def _entry_since(data: Any) -> None:
    if (
        not isinstance(data, (str, int))
        and (not (isinstance(data, float) and data.is_integer()))
        or isinstance(data, bool)
    ):
        raise Invalid


def _entry_solutions(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            if not isinstance(data_item, str):
                raise Invalid
            if isinstance(data_item, str):
                data_item_len = len(data_item)
                if data_item_len > 100000:
                    raise Invalid


def _entry_tags(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            if not isinstance(data_item, str):
                raise Invalid
            if isinstance(data_item, str):
                data_item_len = len(data_item)
                if data_item_len > 100000:
                    raise Invalid


def _entry_title(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if isinstance(data, str):
        data_len = len(data)
        if data_len > 100000:
            raise Invalid


def _envelope(data: Any) -> None:
    if not isinstance(data, (str, dict)):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["code"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "code" in data_keys:
            data_keys.remove("code")
            data__code = data["code"]
            _json_pointer(data__code)
        if "title" in data_keys:
            data_keys.remove("title")
            data__title = data["title"]
            _json_pointer(data__title)
        if "detail" in data_keys:
            data_keys.remove("detail")
            data__detail = data["detail"]
            _json_pointer(data__detail)
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid
    try:
        if not isinstance(data, str):
            raise Invalid
    except Invalid:
        pass
    else:
        if not (
            isinstance(data, str)
            and data == "jsonapi"
            or (isinstance(data, str) and data == "problem")
        ):
            raise Invalid


def _example(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "case" in data_keys:
            data_keys.remove("case")
            data__case = data["case"]
            if not isinstance(data__case, str):
                raise Invalid
            if isinstance(data__case, str):
                data__case_len = len(data__case)
                if data__case_len > 100000:
                    raise Invalid
        if "params" in data_keys:
            data_keys.remove("params")
            data__params = data["params"]
            if not isinstance(data__params, dict):
                raise Invalid
            data__params_is_dict = isinstance(data__params, dict)
            if data__params_is_dict:
                data__params_keys = set(data__params.keys())
                for data__params_key in data__params_keys:
                    if data__params_key not in []:
                        data__params_value = data__params.get(data__params_key)
                        if not (
                            isinstance(
                                data__params_value, (str, int, float, bool, NoneType)
                            )
                            or is_decimal(data__params_value)
                        ):
                            raise Invalid
        if "detail" in data_keys:
            data_keys.remove("detail")
            data__detail = data["detail"]
            if not isinstance(data__detail, str):
                raise Invalid
            if isinstance(data__detail, str):
                data__detail_len = len(data__detail)
                if data__detail_len > 100000:
                    raise Invalid
        if "source" in data_keys:
            data_keys.remove("source")
            data__source = data["source"]
            _source(data__source)
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _extension(data: Any) -> None:
    pass


def _fault(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if not (
        isinstance(data, str)
        and data == "caller"
        or (isinstance(data, str) and data == "account")
        or (isinstance(data, str) and data == "service")
        or (isinstance(data, str) and data == "upstream")
    ):
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


def _identifier(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if isinstance(data, str):
        data_len = len(data)
        if data_len < 1:
            raise Invalid
        if data_len > 64:
            raise Invalid
        if not re.search("^[a-z][a-z0-9-]*$", data):
            raise Invalid


def _json_pointer(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if isinstance(data, str):
        if not re.search("^/", data):
            raise Invalid


def _link(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["url"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "title" in data_keys:
            data_keys.remove("title")
            data__title = data["title"]
            if not isinstance(data__title, str):
                raise Invalid
            if isinstance(data__title, str):
                data__title_len = len(data__title)
                if data__title_len > 100000:
                    raise Invalid
        if "url" in data_keys:
            data_keys.remove("url")
            data__url = data["url"]
            if not isinstance(data__url, str):
                raise Invalid
            if isinstance(data__url, str):
                data__url_len = len(data__url)
                if data__url_len < 1:
                    raise Invalid
                if data__url_len > 100000:
                    raise Invalid
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _lint(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["ignore"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "ignore" in data_keys:
            data_keys.remove("ignore")
            data__ignore = data["ignore"]
            if not isinstance(data__ignore, (list, tuple)):
                raise Invalid
            data__ignore_is_list = isinstance(data__ignore, (list, tuple))
            if data__ignore_is_list:
                data__ignore_len = len(data__ignore)
                for data__ignore_x, data__ignore_item in enumerate(data__ignore):
                    if not isinstance(data__ignore_item, str):
                        raise Invalid
                    if isinstance(data__ignore_item, str):
                        data__ignore_item_len = len(data__ignore_item)
                        if data__ignore_item_len > 100000:
                            raise Invalid
        if "reason" in data_keys:
            data_keys.remove("reason")
            data__reason = data["reason"]
            if not isinstance(data__reason, str):
                raise Invalid
            if isinstance(data__reason, str):
                data__reason_len = len(data__reason)
                if data__reason_len > 100000:
                    raise Invalid
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
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


def _param(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "type" in data_keys:
            data_keys.remove("type")
            data__type = data["type"]
            if not isinstance(data__type, str):
                raise Invalid
            if not (
                isinstance(data__type, str)
                and data__type == "string"
                or (isinstance(data__type, str) and data__type == "integer")
                or (isinstance(data__type, str) and data__type == "number")
                or (isinstance(data__type, str) and data__type == "boolean")
                or (isinstance(data__type, str) and data__type == "datetime")
                or (isinstance(data__type, str) and data__type == "date")
                or (isinstance(data__type, str) and data__type == "duration")
                or (isinstance(data__type, str) and data__type == "uri")
                or (isinstance(data__type, str) and data__type == "email")
                or (isinstance(data__type, str) and data__type == "uuid")
            ):
                raise Invalid
        if "description" in data_keys:
            data_keys.remove("description")
            data__description = data["description"]
            if not isinstance(data__description, str):
                raise Invalid
            if isinstance(data__description, str):
                data__description_len = len(data__description)
                if data__description_len > 100000:
                    raise Invalid
        if "sensitive" in data_keys:
            data_keys.remove("sensitive")
            data__sensitive = data["sensitive"]
            if not isinstance(data__sensitive, bool):
                raise Invalid
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _params(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        for data_key in data_keys:
            if data_key not in []:
                data_value = data.get(data_key)
                _param(data_value)


def _product(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "title" in data_keys:
            data_keys.remove("title")
            data__title = data["title"]
            if not isinstance(data__title, str):
                raise Invalid
            if isinstance(data__title, str):
                data__title_len = len(data__title)
                if data__title_len > 100000:
                    raise Invalid
        if "description" in data_keys:
            data_keys.remove("description")
            data__description = data["description"]
            if not isinstance(data__description, str):
                raise Invalid
            if isinstance(data__description, str):
                data__description_len = len(data__description)
                if data__description_len > 100000:
                    raise Invalid
        if "owner" in data_keys:
            data_keys.remove("owner")
            data__owner = data["owner"]
            if not isinstance(data__owner, str):
                raise Invalid
            if isinstance(data__owner, str):
                data__owner_len = len(data__owner)
                if data__owner_len > 100000:
                    raise Invalid
        if "url" in data_keys:
            data_keys.remove("url")
            data__url = data["url"]
            if not isinstance(data__url, str):
                raise Invalid
            if isinstance(data__url, str):
                data__url_len = len(data__url)
                if data__url_len > 100000:
                    raise Invalid
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _product_ids(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            if not isinstance(data_item, str):
                raise Invalid
            if isinstance(data_item, str):
                data_item_len = len(data_item)
                if data_item_len > 100000:
                    raise Invalid


def _products(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        for data_key in data_keys:
            if data_key not in []:
                data_value = data.get(data_key)
                _product(data_value)


def _range(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["name"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "name" in data_keys:
            data_keys.remove("name")
            data__name = data["name"]
            _identifier(data__name)
        if "title" in data_keys:
            data_keys.remove("title")
            data__title = data["title"]
            if not isinstance(data__title, str):
                raise Invalid
            if isinstance(data__title, str):
                data__title_len = len(data__title)
                if data__title_len > 100000:
                    raise Invalid
        if "description" in data_keys:
            data_keys.remove("description")
            data__description = data["description"]
            if not isinstance(data__description, str):
                raise Invalid
            if isinstance(data__description, str):
                data__description_len = len(data__description)
                if data__description_len > 100000:
                    raise Invalid
        if "from" in data_keys:
            data_keys.remove("from")
            data__from = data["from"]
            _code(data__from)
        if "to" in data_keys:
            data_keys.remove("to")
            data__to = data["to"]
            _code(data__to)
        if "prefix" in data_keys:
            data_keys.remove("prefix")
            data__prefix = data["prefix"]
            _code(data__prefix)
        if "width" in data_keys:
            data_keys.remove("width")
            data__width = data["width"]
            if (
                not isinstance(data__width, int)
                and (not (isinstance(data__width, float) and data__width.is_integer()))
                or isinstance(data__width, bool)
            ):
                raise Invalid
            if (isinstance(data__width, (int, float)) or is_decimal(data__width)) and (
                not isinstance(data__width, bool)
            ):
                if data__width < 1:
                    raise Invalid
                if data__width > 64:
                    raise Invalid
        if "owner" in data_keys:
            data_keys.remove("owner")
            data__owner = data["owner"]
            if not isinstance(data__owner, str):
                raise Invalid
            if isinstance(data__owner, str):
                data__owner_len = len(data__owner)
                if data__owner_len > 100000:
                    raise Invalid
        if "docs_url" in data_keys:
            data_keys.remove("docs_url")
            data__docsurl = data["docs_url"]
            if not isinstance(data__docsurl, str):
                raise Invalid
            if isinstance(data__docsurl, str):
                data__docsurl_len = len(data__docsurl)
                if data__docsurl_len > 100000:
                    raise Invalid
        if "everywhere" in data_keys:
            data_keys.remove("everywhere")
            data__everywhere = data["everywhere"]
            if not isinstance(data__everywhere, bool):
                raise Invalid
        if "defaults" in data_keys:
            data_keys.remove("defaults")
            data__defaults = data["defaults"]
            _defaults(data__defaults)
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _ranges(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            _range(data_item)


def _reference(data: Any) -> None:
    if (
        not isinstance(data, (str, int))
        and (not (isinstance(data, float) and data.is_integer()))
        or isinstance(data, bool)
    ):
        raise Invalid
    if isinstance(data, str):
        data_len = len(data)
        if data_len < 1:
            raise Invalid


def _related_code(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["system", "code"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "system" in data_keys:
            data_keys.remove("system")
            data__system = data["system"]
            if not isinstance(data__system, str):
                raise Invalid
            if isinstance(data__system, str):
                data__system_len = len(data__system)
                if data__system_len < 1:
                    raise Invalid
                if data__system_len > 100000:
                    raise Invalid
        if "code" in data_keys:
            data_keys.remove("code")
            data__code = data["code"]
            if (
                not isinstance(data__code, (str, int))
                and (not (isinstance(data__code, float) and data__code.is_integer()))
                or isinstance(data__code, bool)
            ):
                raise Invalid
            if isinstance(data__code, str):
                data__code_len = len(data__code)
                if data__code_len < 1:
                    raise Invalid
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _replaced_by(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            _reference(data_item)


def _reserved(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            _reserved_item(data_item)


def _reserved_item(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "code" in data_keys:
            data_keys.remove("code")
            data__code = data["code"]
            _code(data__code)
        if "from" in data_keys:
            data_keys.remove("from")
            data__from = data["from"]
            _code(data__from)
        if "to" in data_keys:
            data_keys.remove("to")
            data__to = data["to"]
            _code(data__to)
        if "name" in data_keys:
            data_keys.remove("name")
            data__name = data["name"]
            if not isinstance(data__name, str):
                raise Invalid
            if isinstance(data__name, str):
                data__name_len = len(data__name)
                if data__name_len > 100000:
                    raise Invalid
        if "owner" in data_keys:
            data_keys.remove("owner")
            data__owner = data["owner"]
            if not isinstance(data__owner, str):
                raise Invalid
            if isinstance(data__owner, str):
                data__owner_len = len(data__owner)
                if data__owner_len > 100000:
                    raise Invalid
        if "reason" in data_keys:
            data_keys.remove("reason")
            data__reason = data["reason"]
            if not isinstance(data__reason, str):
                raise Invalid
            if isinstance(data__reason, str):
                data__reason_len = len(data__reason)
                if data__reason_len > 100000:
                    raise Invalid
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _retired(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "in" in data_keys:
            data_keys.remove("in")
            data__in = data["in"]
            if (
                not isinstance(data__in, (str, int))
                and (not (isinstance(data__in, float) and data__in.is_integer()))
                or isinstance(data__in, bool)
            ):
                raise Invalid
        if "reason" in data_keys:
            data_keys.remove("reason")
            data__reason = data["reason"]
            if not isinstance(data__reason, str):
                raise Invalid
            if isinstance(data__reason, str):
                data__reason_len = len(data__reason)
                if data__reason_len > 100000:
                    raise Invalid
        if "replaced_by" in data_keys:
            data_keys.remove("replaced_by")
            data__replacedby = data["replaced_by"]
            _replaced_by(data__replacedby)
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _retry(data: Any) -> None:
    if not isinstance(data, (str, dict)):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["when"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "when" in data_keys:
            data_keys.remove("when")
            data__when = data["when"]
            _retry_when(data__when)
        if "after" in data_keys:
            data_keys.remove("after")
            data__after = data["after"]
            _duration(data__after)
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid
    try:
        if not isinstance(data, str):
            raise Invalid
    except Invalid:
        pass
    else:
        _retry_when(data)


def _retry_when(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if not (
        isinstance(data, str)
        and data == "never"
        or (isinstance(data, str) and data == "after_fix")
        or (isinstance(data, str) and data == "backoff")
        or (isinstance(data, str) and data == "after_delay")
    ):
        raise Invalid


def _severity(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if not (
        isinstance(data, str)
        and data == "error"
        or (isinstance(data, str) and data == "warning")
        or (isinstance(data, str) and data == "info")
    ):
        raise Invalid


def _source(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "pointer" in data_keys:
            data_keys.remove("pointer")
            data__pointer = data["pointer"]
            if not isinstance(data__pointer, str):
                raise Invalid
            if isinstance(data__pointer, str):
                data__pointer_len = len(data__pointer)
                if data__pointer_len > 100000:
                    raise Invalid
        if "parameter" in data_keys:
            data_keys.remove("parameter")
            data__parameter = data["parameter"]
            if not isinstance(data__parameter, str):
                raise Invalid
            if isinstance(data__parameter, str):
                data__parameter_len = len(data__parameter)
                if data__parameter_len > 100000:
                    raise Invalid
        if "header" in data_keys:
            data_keys.remove("header")
            data__header = data["header"]
            if not isinstance(data__header, str):
                raise Invalid
            if isinstance(data__header, str):
                data__header_len = len(data__header)
                if data__header_len > 100000:
                    raise Invalid
        for data_key, data_val in data.items():
            if data_key.startswith("x-"):
                if data_key in data_keys:
                    data_keys.remove(data_key)
                _extension(data_val)
        if data_keys:
            raise Invalid


def _statuses(data: Any) -> None:
    if not isinstance(data, (list, tuple)):
        raise Invalid
    data_is_list = isinstance(data, (list, tuple))
    if data_is_list:
        data_len = len(data)
        for data_x, data_item in enumerate(data):
            _http_status(data_item)


_ENTRY = {
    "code": _code,
    "through": _code,
    "name": _entry_name,
    "title": _entry_title,
    "detail": _entry_detail,
    "description": _entry_description,
    "page": _entry_page,
    "causes": _entry_causes,
    "solutions": _entry_solutions,
    "notes": _entry_notes,
    "http_status": _http_status,
    "cases": _entry_cases,
    "retry": _retry,
    "fault": _fault,
    "severity": _severity,
    "audience": _audience,
    "channels": _channels,
    "everywhere": _entry_everywhere,
    "products": _product_ids,
    "params": _params,
    "links": _entry_links,
    "related": _entry_related,
    "tags": _entry_tags,
    "examples": _entry_examples,
    "aliases": _entry_aliases,
    "preview": _entry_preview,
    "deprecated": _deprecated,
    "retired": _retired,
    "since": _entry_since,
    "lint": _lint,
}


def check_entry(data: object) -> None:
    """Raise `Invalid` unless *data* conforms to the definition `entry`."""
    if not isinstance(data, dict):
        raise Invalid
    for key, value in data.items():
        check = _ENTRY.get(key)
        if check is not None:
            check(value)
        elif not key.startswith("x-"):
            raise Invalid
    if "code" not in data:
        raise Invalid


def check_header(data: object) -> None:
    """Raise `Invalid` unless *data* conforms to the definition `catalog`, except for its entries."""
    _catalog(data)


def check_entries_file(data: object) -> None:
    """Raise `Invalid` unless *data* conforms to the definition `entries_file`, except for its entries."""
    _entries_file(data)
