"""The public API is exactly what `errcat/__init__.py` says."""

from __future__ import annotations

import inspect

import errcat


def test_every_public_name_can_be_had_and_is_documented() -> None:
    for name in errcat.__all__:
        value = getattr(errcat, name)
        if inspect.isclass(value) or inspect.isfunction(value):
            assert inspect.getdoc(value), name


def test_the_list_is_sorted_and_complete() -> None:
    assert sorted(errcat.__all__) == list(errcat.__all__)
    assert set(dir(errcat)) >= set(errcat.__all__)
    public = {name for name in vars(errcat) if not name.startswith("_")}
    modules = {name for name in public if inspect.ismodule(vars(errcat)[name])}
    assert public - modules - {"annotations", "Any", "TYPE_CHECKING"} <= set(
        errcat.__all__
    )


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(errcat, "nothing")
