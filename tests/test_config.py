"""The configuration says what it may, and a slip in it is told at its line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from errcat import config
from errcat.errors import ConfigInvalid, VersionTooOld
from tests.support import catalog_text, entry, run, write_tree


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('catalog = ["a"]\n', 1, "unknown key 'catalog'; did you mean 'catalogs'?"),
        ('catalogs = "a"\n', 1, 'catalogs: must be a list, not the text "a"'),
        ('\nfail-on = "eror"\n', 2, "did you mean 'error'?"),
        ('[rules]\ncode-unique = "of"\n', 2, "did you mean 'off'?"),
        ("[[outputs]]\ntarget = 'python'\n", 1, "missing key 'output'"),
        ("a = [\n", 2, "invalid TOML"),
        ("a = 1\na = 2\n", 2, "invalid TOML: Cannot overwrite a value"),
    ],
)
def test_a_slip_is_told_with_its_line(
    text: str, line: int, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "errcat.toml"
    path.write_text(text)
    with pytest.raises(ConfigInvalid) as caught:
        config.read(str(path))
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{path}:{line}:")


@pytest.mark.parametrize("required", [">=0.3", ">=0.2.1", ">=1.0", ">=0.10"])
def test_an_older_errcat_stops_at_a_configuration_that_requires_a_newer_one(
    required: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "__version__", "0.2.0rc1")
    path = tmp_path / "errcat.toml"
    path.write_text(f'catalogs = []\nrequired-version = "{required}"\nunknown = 1\n')
    with pytest.raises(VersionTooOld) as caught:
        config.read(str(path))
    assert str(caught.value) == (
        f"{path}:2:1: errcat 0.2.0rc1 is too old: required-version is '{required}';"
        " update errcat"
    )
    assert caught.value.exit_code == 2


@pytest.mark.parametrize("required", [">=0.2", ">=0.2.0", ">=0.1.9", ">=0.0"])
def test_a_configuration_for_this_errcat_or_an_older_one_is_read(
    required: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config, "__version__", "0.2.0")
    path = tmp_path / "errcat.toml"
    path.write_text(f'required-version = "{required}"\ncatalogs = ["a"]\n')
    assert config.read(str(path)).catalogs == ("a",)


@pytest.mark.parametrize("required", ['"0.2"', '">=1"', '"~=0.2"', '">=0.2,<1"', "0.2"])
def test_any_other_form_of_required_version_is_invalid(
    required: str, tmp_path: Path
) -> None:
    path = tmp_path / "errcat.toml"
    path.write_text(f"required-version = {required}\n")
    with pytest.raises(ConfigInvalid, match="required-version: "):
        config.read(str(path))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            '[rules]\ntitle-csae = "off"\n',
            "2:1: unknown rule 'title-csae'; did you mean 'title-case'?",
        ),
        (
            '\nselect = ["titels"]\n',
            "2:12: unknown rule or group 'titels'; did you mean 'titles'?",
        ),
        (
            "[rules]\ntitle-length = {mots = 3}\n",
            "2:17: rules.title-length.mots: unknown key 'mots'",
        ),
        (
            '[rules.title-case]\nstyle = "loud"\n',
            '2:1: rules.title-case.style: "loud" is not one of',
        ),
        ('[[overrides]]\nrules = {title = "off"}\n', "2:10: unknown rule 'title'"),
    ],
)
def test_a_rule_that_is_not_there_ends_the_run(
    settings: str, said: str, tmp_path: Path
) -> None:
    write_tree(
        tmp_path, {"errcat.toml": settings, "c.json": catalog_text([entry("1")])}
    )
    ran = run("validate", "c.json", cwd=tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"errcat: errcat.toml:{said}")


def test_pyproject_is_read_only_where_it_speaks_of_errcat(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(tmp_path, {"pyproject.toml": "[tool.other]\nx = [1,\n", ".git/x": ""})
    monkeypatch.chdir(tmp_path)
    assert config.find() == config.Config()


def test_the_nearest_configuration_upwards_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_tree(
        tmp_path,
        {
            "pyproject.toml": '[tool.errcat]\ncatalogs = ["c"]\n',
            "sub/deep/x": "",
            "sub/.git/x": "",
            "own/errcat.toml": 'catalogs = ["d"]\n',
        },
    )
    monkeypatch.chdir(tmp_path / "own")
    assert config.find().catalogs == ("d",)
    monkeypatch.chdir(tmp_path)
    assert config.find().path("c") == "c"
    monkeypatch.chdir(tmp_path / "sub" / "deep")
    assert config.find() == config.Config()
    (tmp_path / "sub" / ".git" / "x").unlink()
    (tmp_path / "sub" / ".git").rmdir()
    found = config.find()
    assert os.path.samefile(os.path.dirname(found.path("c")) or ".", tmp_path)


def test_overrides_hold_for_their_codes_only(tmp_path: Path) -> None:
    catalog = catalog_text(
        [*(entry(code, title="") for code in ("10", "20", "30")), entry("40")]
    )
    settings = (
        'catalogs = ["c.json"]\n[rules]\ntitle-present = "warning"\n'
        '[[overrides]]\ncodes = ["15-25"]\nrules = {title-present = "error"}\n'
        '[[overrides]]\ncodes = ["30"]\nrules = {title-present = "off"}\n'
    )
    write_tree(tmp_path, {"errcat.toml": settings, "c.json": catalog})
    out = run("validate", "--report", "concise", cwd=tmp_path).out
    assert [line.split(" ")[1:3] for line in out.splitlines()[:-1]] == [
        ["warning:", "10"],
        ["error:", "20"],
    ]


def test_rules_are_selected_and_ignored_by_name_and_by_group(tmp_path: Path) -> None:
    catalog = catalog_text([entry("2", title=""), entry("1")])
    write_tree(tmp_path, {"c.json": catalog})

    def rules(settings: str) -> set[str]:
        style = '[rules]\ncode-sorted = {style = "sorted"}\n'
        (tmp_path / "errcat.toml").write_text(settings + style)
        lines = run(
            "validate", "c.json", "--report", "concise", "--quiet", cwd=tmp_path
        ).out
        return {line.rpartition("(")[2].rstrip(")") for line in lines.splitlines()}

    assert rules('select = ["codes"]\n') == {"code-sorted"}
    assert rules('select = ["title-present"]\n') == {"title-present"}
    assert rules('ignore = ["titles", "details"]\n') == {"code-sorted"}
    assert rules('ignore = ["code-sorted", "details"]\n') == {"title-present"}
