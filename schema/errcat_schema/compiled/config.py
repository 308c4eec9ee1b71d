"""Generated from config.schema.json by `python -m errcat_schema.compile`: do not edit."""

# The data can be of any type, and type checkers cannot follow how these functions narrow it.
# mypy: ignore-errors
# pyright: basic, reportOperatorIssue=false

from __future__ import annotations

import re
from typing import Any
from errcat_schema.compiled import Invalid, is_decimal


def _compatibility(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "promise" in data_keys:
            data_keys.remove("promise")
            data__promise = data["promise"]
            if not isinstance(data__promise, (list, tuple)):
                raise Invalid
            data__promise_is_list = isinstance(data__promise, (list, tuple))
            if data__promise_is_list:
                data__promise_len = len(data__promise)
                for data__promise_x, data__promise_item in enumerate(data__promise):
                    if not isinstance(data__promise_item, str):
                        raise Invalid
                    if not (
                        isinstance(data__promise_item, str)
                        and data__promise_item == "wire"
                        or (
                            isinstance(data__promise_item, str)
                            and data__promise_item == "source"
                        )
                        or (
                            isinstance(data__promise_item, str)
                            and data__promise_item == "closed"
                        )
                        or (
                            isinstance(data__promise_item, str)
                            and data__promise_item == "text"
                        )
                        or (
                            isinstance(data__promise_item, str)
                            and data__promise_item == "docs"
                        )
                    ):
                        raise Invalid
        if "removal" in data_keys:
            data_keys.remove("removal")
            data__removal = data["removal"]
            if not isinstance(data__removal, str):
                raise Invalid
            if not (
                isinstance(data__removal, str)
                and data__removal == "never"
                or (
                    isinstance(data__removal, str)
                    and data__removal == "after-deprecation"
                )
                or (isinstance(data__removal, str) and data__removal == "free")
            ):
                raise Invalid
        if "levels" in data_keys:
            data_keys.remove("levels")
            data__levels = data["levels"]
            if not isinstance(data__levels, dict):
                raise Invalid
            data__levels_is_dict = isinstance(data__levels, dict)
            if data__levels_is_dict:
                data__levels_keys = set(data__levels.keys())
                for data__levels_key in data__levels_keys:
                    if data__levels_key not in []:
                        data__levels_value = data__levels.get(data__levels_key)
                        _level(data__levels_value)
        if "closed-targets" in data_keys:
            data_keys.remove("closed-targets")
            data__closedtargets = data["closed-targets"]
            if not isinstance(data__closedtargets, bool):
                raise Invalid
        if "min-deprecation-days" in data_keys:
            data_keys.remove("min-deprecation-days")
            data__mindeprecationdays = data["min-deprecation-days"]
            if (
                not isinstance(data__mindeprecationdays, int)
                and (
                    not (
                        isinstance(data__mindeprecationdays, float)
                        and data__mindeprecationdays.is_integer()
                    )
                )
                or isinstance(data__mindeprecationdays, bool)
            ):
                raise Invalid
            if (
                isinstance(data__mindeprecationdays, (int, float))
                or is_decimal(data__mindeprecationdays)
            ) and (not isinstance(data__mindeprecationdays, bool)):
                if data__mindeprecationdays < 0:
                    raise Invalid
                if data__mindeprecationdays > 36500:
                    raise Invalid
        if data_keys:
            raise Invalid


def _document(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "required-version" in data_keys:
            data_keys.remove("required-version")
            data__requiredversion = data["required-version"]
            if not isinstance(data__requiredversion, str):
                raise Invalid
            if isinstance(data__requiredversion, str):
                if not re.search(
                    "^>=[0-9]+[.][0-9]+([.][0-9]+)?$", data__requiredversion
                ):
                    raise Invalid
        if "catalogs" in data_keys:
            data_keys.remove("catalogs")
            data__catalogs = data["catalogs"]
            if not isinstance(data__catalogs, (list, tuple)):
                raise Invalid
            data__catalogs_is_list = isinstance(data__catalogs, (list, tuple))
            if data__catalogs_is_list:
                data__catalogs_len = len(data__catalogs)
                for data__catalogs_x, data__catalogs_item in enumerate(data__catalogs):
                    if not isinstance(data__catalogs_item, str):
                        raise Invalid
        if "plugins" in data_keys:
            data_keys.remove("plugins")
            data__plugins = data["plugins"]
            if not isinstance(data__plugins, (list, tuple)):
                raise Invalid
            data__plugins_is_list = isinstance(data__plugins, (list, tuple))
            if data__plugins_is_list:
                data__plugins_len = len(data__plugins)
                for data__plugins_x, data__plugins_item in enumerate(data__plugins):
                    if not isinstance(data__plugins_item, str):
                        raise Invalid
        if "preset" in data_keys:
            data_keys.remove("preset")
            data__preset = data["preset"]
            if not isinstance(data__preset, str):
                raise Invalid
            if not (
                isinstance(data__preset, str)
                and data__preset == "minimal"
                or (isinstance(data__preset, str) and data__preset == "recommended")
                or (isinstance(data__preset, str) and data__preset == "strict")
            ):
                raise Invalid
        if "fail-on" in data_keys:
            data_keys.remove("fail-on")
            data__failon = data["fail-on"]
            if not isinstance(data__failon, str):
                raise Invalid
            if not (
                isinstance(data__failon, str)
                and data__failon == "error"
                or (isinstance(data__failon, str) and data__failon == "warning")
                or (isinstance(data__failon, str) and data__failon == "info")
            ):
                raise Invalid
        if "select" in data_keys:
            data_keys.remove("select")
            data__select = data["select"]
            if not isinstance(data__select, (list, tuple)):
                raise Invalid
            data__select_is_list = isinstance(data__select, (list, tuple))
            if data__select_is_list:
                data__select_len = len(data__select)
                for data__select_x, data__select_item in enumerate(data__select):
                    if not isinstance(data__select_item, str):
                        raise Invalid
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
        if "rules" in data_keys:
            data_keys.remove("rules")
            data__rules = data["rules"]
            if not isinstance(data__rules, dict):
                raise Invalid
            data__rules_is_dict = isinstance(data__rules, dict)
            if data__rules_is_dict:
                data__rules_keys = set(data__rules.keys())
                for data__rules_key in data__rules_keys:
                    if data__rules_key not in []:
                        data__rules_value = data__rules.get(data__rules_key)
                        _rule(data__rules_value)
        if "overrides" in data_keys:
            data_keys.remove("overrides")
            data__overrides = data["overrides"]
            if not isinstance(data__overrides, (list, tuple)):
                raise Invalid
            data__overrides_is_list = isinstance(data__overrides, (list, tuple))
            if data__overrides_is_list:
                data__overrides_len = len(data__overrides)
                for data__overrides_x, data__overrides_item in enumerate(
                    data__overrides
                ):
                    _override(data__overrides_item)
        if "targets" in data_keys:
            data_keys.remove("targets")
            data__targets = data["targets"]
            if not isinstance(data__targets, dict):
                raise Invalid
            data__targets_is_dict = isinstance(data__targets, dict)
            if data__targets_is_dict:
                data__targets_keys = set(data__targets.keys())
                for data__targets_key in data__targets_keys:
                    if data__targets_key not in []:
                        data__targets_value = data__targets.get(data__targets_key)
                        _target(data__targets_value)
        if "outputs" in data_keys:
            data_keys.remove("outputs")
            data__outputs = data["outputs"]
            if not isinstance(data__outputs, (list, tuple)):
                raise Invalid
            data__outputs_is_list = isinstance(data__outputs, (list, tuple))
            if data__outputs_is_list:
                data__outputs_len = len(data__outputs)
                for data__outputs_x, data__outputs_item in enumerate(data__outputs):
                    _output(data__outputs_item)
        if "imports" in data_keys:
            data_keys.remove("imports")
            data__imports = data["imports"]
            if not isinstance(data__imports, (list, tuple)):
                raise Invalid
            data__imports_is_list = isinstance(data__imports, (list, tuple))
            if data__imports_is_list:
                data__imports_len = len(data__imports)
                for data__imports_x, data__imports_item in enumerate(data__imports):
                    _import(data__imports_item)
        if "pins" in data_keys:
            data_keys.remove("pins")
            data__pins = data["pins"]
            if not isinstance(data__pins, dict):
                raise Invalid
            data__pins_is_dict = isinstance(data__pins, dict)
            if data__pins_is_dict:
                data__pins_keys = set(data__pins.keys())
                for data__pins_key in data__pins_keys:
                    if data__pins_key not in []:
                        data__pins_value = data__pins.get(data__pins_key)
                        if not isinstance(data__pins_value, str):
                            raise Invalid
                        if isinstance(data__pins_value, str):
                            if not re.search("^sha256:[0-9a-f]{64}$", data__pins_value):
                                raise Invalid
        if "baseline" in data_keys:
            data_keys.remove("baseline")
            data__baseline = data["baseline"]
            if not isinstance(data__baseline, str):
                raise Invalid
        if "default-branch" in data_keys:
            data_keys.remove("default-branch")
            data__defaultbranch = data["default-branch"]
            if not isinstance(data__defaultbranch, str):
                raise Invalid
            if isinstance(data__defaultbranch, str):
                data__defaultbranch_len = len(data__defaultbranch)
                if data__defaultbranch_len < 1:
                    raise Invalid
        if "tag-pattern" in data_keys:
            data_keys.remove("tag-pattern")
            data__tagpattern = data["tag-pattern"]
            if not isinstance(data__tagpattern, str):
                raise Invalid
            if isinstance(data__tagpattern, str):
                data__tagpattern_len = len(data__tagpattern)
                if data__tagpattern_len < 1:
                    raise Invalid
        if "compatibility" in data_keys:
            data_keys.remove("compatibility")
            data__compatibility = data["compatibility"]
            _compatibility(data__compatibility)
        if data_keys:
            raise Invalid


def _import(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["sources", "catalog"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "sources" in data_keys:
            data_keys.remove("sources")
            data__sources = data["sources"]
            if not isinstance(data__sources, (list, tuple)):
                raise Invalid
            data__sources_is_list = isinstance(data__sources, (list, tuple))
            if data__sources_is_list:
                data__sources_len = len(data__sources)
                if data__sources_len < 1:
                    raise Invalid
                for data__sources_x, data__sources_item in enumerate(data__sources):
                    if not isinstance(data__sources_item, str):
                        raise Invalid
                    if isinstance(data__sources_item, str):
                        data__sources_item_len = len(data__sources_item)
                        if data__sources_item_len < 1:
                            raise Invalid
        if "catalog" in data_keys:
            data_keys.remove("catalog")
            data__catalog = data["catalog"]
            if not isinstance(data__catalog, str):
                raise Invalid
            if isinstance(data__catalog, str):
                data__catalog_len = len(data__catalog)
                if data__catalog_len < 1:
                    raise Invalid
        if "format" in data_keys:
            data_keys.remove("format")
            data__format = data["format"]
            if not isinstance(data__format, str):
                raise Invalid
            if isinstance(data__format, str):
                data__format_len = len(data__format)
                if data__format_len < 1:
                    raise Invalid
        if "map" in data_keys:
            data_keys.remove("map")
            data__map = data["map"]
            if not isinstance(data__map, dict):
                raise Invalid
            data__map_is_dict = isinstance(data__map, dict)
            if data__map_is_dict:
                data__map_keys = set(data__map.keys())
                for data__map_key in data__map_keys:
                    if data__map_key not in []:
                        data__map_value = data__map.get(data__map_key)
                        if not isinstance(data__map_value, str):
                            raise Invalid
                        if isinstance(data__map_value, str):
                            data__map_value_len = len(data__map_value)
                            if data__map_value_len < 1:
                                raise Invalid
        if "names-from" in data_keys:
            data_keys.remove("names-from")
            data__namesfrom = data["names-from"]
            if not isinstance(data__namesfrom, (list, tuple)):
                raise Invalid
            data__namesfrom_is_list = isinstance(data__namesfrom, (list, tuple))
            if data__namesfrom_is_list:
                data__namesfrom_len = len(data__namesfrom)
                for data__namesfrom_x, data__namesfrom_item in enumerate(
                    data__namesfrom
                ):
                    if not isinstance(data__namesfrom_item, str):
                        raise Invalid
                    if isinstance(data__namesfrom_item, str):
                        data__namesfrom_item_len = len(data__namesfrom_item)
                        if data__namesfrom_item_len < 1:
                            raise Invalid
        if "operations" in data_keys:
            data_keys.remove("operations")
            data__operations = data["operations"]
            if not isinstance(data__operations, bool):
                raise Invalid
        if data_keys:
            raise Invalid


def _level(data: Any) -> None:
    if not isinstance(data, str):
        raise Invalid
    if not (
        isinstance(data, str)
        and data == "off"
        or (isinstance(data, str) and data == "info")
        or (isinstance(data, str) and data == "warning")
        or (isinstance(data, str) and data == "error")
    ):
        raise Invalid


def _output(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["target", "output"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "target" in data_keys:
            data_keys.remove("target")
            data__target = data["target"]
            if not isinstance(data__target, str):
                raise Invalid
            if isinstance(data__target, str):
                data__target_len = len(data__target)
                if data__target_len < 1:
                    raise Invalid
        if "catalogs" in data_keys:
            data_keys.remove("catalogs")
            data__catalogs = data["catalogs"]
            if not isinstance(data__catalogs, (list, tuple)):
                raise Invalid
            data__catalogs_is_list = isinstance(data__catalogs, (list, tuple))
            if data__catalogs_is_list:
                data__catalogs_len = len(data__catalogs)
                for data__catalogs_x, data__catalogs_item in enumerate(data__catalogs):
                    if not isinstance(data__catalogs_item, str):
                        raise Invalid
        if "output" in data_keys:
            data_keys.remove("output")
            data__output = data["output"]
            if not isinstance(data__output, str):
                raise Invalid
            if isinstance(data__output, str):
                data__output_len = len(data__output)
                if data__output_len < 1:
                    raise Invalid
        if "audience" in data_keys:
            data_keys.remove("audience")
            data__audience = data["audience"]
            if not isinstance(data__audience, str):
                raise Invalid
            if not (
                isinstance(data__audience, str)
                and data__audience == "public"
                or (isinstance(data__audience, str) and data__audience == "partner")
                or (isinstance(data__audience, str) and data__audience == "internal")
            ):
                raise Invalid
        if "options" in data_keys:
            data_keys.remove("options")
            data__options = data["options"]
            if not isinstance(data__options, dict):
                raise Invalid
        if data_keys:
            raise Invalid


def _override(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data__missing_keys = set(["rules"]) - data.keys()
        if data__missing_keys:
            raise Invalid
        data_keys = set(data.keys())
        if "codes" in data_keys:
            data_keys.remove("codes")
            data__codes = data["codes"]
            if not isinstance(data__codes, (list, tuple)):
                raise Invalid
            data__codes_is_list = isinstance(data__codes, (list, tuple))
            if data__codes_is_list:
                data__codes_len = len(data__codes)
                for data__codes_x, data__codes_item in enumerate(data__codes):
                    if (
                        not isinstance(data__codes_item, (str, int))
                        and (
                            not (
                                isinstance(data__codes_item, float)
                                and data__codes_item.is_integer()
                            )
                        )
                        or isinstance(data__codes_item, bool)
                    ):
                        raise Invalid
        if "catalogs" in data_keys:
            data_keys.remove("catalogs")
            data__catalogs = data["catalogs"]
            if not isinstance(data__catalogs, (list, tuple)):
                raise Invalid
            data__catalogs_is_list = isinstance(data__catalogs, (list, tuple))
            if data__catalogs_is_list:
                data__catalogs_len = len(data__catalogs)
                for data__catalogs_x, data__catalogs_item in enumerate(data__catalogs):
                    if not isinstance(data__catalogs_item, str):
                        raise Invalid
        if "rules" in data_keys:
            data_keys.remove("rules")
            data__rules = data["rules"]
            if not isinstance(data__rules, dict):
                raise Invalid
            data__rules_is_dict = isinstance(data__rules, dict)
            if data__rules_is_dict:
                data__rules_keys = set(data__rules.keys())
                for data__rules_key in data__rules_keys:
                    if data__rules_key not in []:
                        data__rules_value = data__rules.get(data__rules_key)
                        _level(data__rules_value)
        if data_keys:
            raise Invalid


def _rule(data: Any) -> None:
    if not isinstance(data, (str, dict)):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "severity" in data_keys:
            data_keys.remove("severity")
            data__severity = data["severity"]
            _level(data__severity)
        for data_key in data_keys:
            if data_key not in ["severity"]:
                data_value = data.get(data_key)
    try:
        if not isinstance(data, str):
            raise Invalid
    except Invalid:
        pass
    else:
        _level(data)


def _target(data: Any) -> None:
    if not isinstance(data, dict):
        raise Invalid
    data_is_dict = isinstance(data, dict)
    if data_is_dict:
        data_keys = set(data.keys())
        if "templates" in data_keys:
            data_keys.remove("templates")
            data__templates = data["templates"]
            if not isinstance(data__templates, str):
                raise Invalid
            if isinstance(data__templates, str):
                data__templates_len = len(data__templates)
                if data__templates_len < 1:
                    raise Invalid
        if "command" in data_keys:
            data_keys.remove("command")
            data__command = data["command"]
            if not isinstance(data__command, (list, tuple)):
                raise Invalid
            data__command_is_list = isinstance(data__command, (list, tuple))
            if data__command_is_list:
                data__command_len = len(data__command)
                for data__command_x, data__command_item in enumerate(data__command):
                    if not isinstance(data__command_item, str):
                        raise Invalid
        if "suffix" in data_keys:
            data_keys.remove("suffix")
            data__suffix = data["suffix"]
            if not isinstance(data__suffix, str):
                raise Invalid
            if isinstance(data__suffix, str):
                data__suffix_len = len(data__suffix)
                if data__suffix_len < 1:
                    raise Invalid
        if "timeout" in data_keys:
            data_keys.remove("timeout")
            data__timeout = data["timeout"]
            if (
                not isinstance(data__timeout, int)
                and (
                    not (
                        isinstance(data__timeout, float) and data__timeout.is_integer()
                    )
                )
                or isinstance(data__timeout, bool)
            ):
                raise Invalid
            if (
                isinstance(data__timeout, (int, float)) or is_decimal(data__timeout)
            ) and (not isinstance(data__timeout, bool)):
                if data__timeout < 1:
                    raise Invalid
        if data_keys:
            raise Invalid


def check_config(data: object) -> None:
    """Raise `Invalid` unless *data* conforms to the schema."""
    _document(data)
