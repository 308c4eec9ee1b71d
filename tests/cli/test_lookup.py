"""`errcat explain` and `errcat list` as a user runs them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.lookup import shop
from tests.support import ROOT, catalog_text, run, write_tree

CONFIG = 'catalogs = ["shop.json"]\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Make a project with the shop."""
    return write_tree(tmp_path, {"shop.json": shop.text(), "errcat.toml": CONFIG})


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (["explain", "1001"], 0, ""),
        (["explain", "code-unique"], 0, ""),
        (
            ["explain", "1999"],
            2,
            "errcat: '1999' matches no code, name or rule; it would be in the",
        ),
        (
            ["explain", "1001", "1999"],
            2,
            "errcat: '1999' matches no code, name or rule",
        ),
        (["explain"], 2, "errcat: missing argument 'CODE...'"),
        (
            ["explain", "--history", "1001"],
            2,
            "errcat: missing argument 'CODE...'; write --history after the codes",
        ),
        (
            ["explain", "-", "--catalog", "-"],
            2,
            "errcat: standard input cannot be both",
        ),
        (
            ["explain", "1", "--catalog", "none.json"],
            2,
            "errcat: none.json: no such file",
        ),
        (["explain", "1", "--catalog", "errcat.toml"], 2, "errcat: errcat.toml"),
        (["explain", "1001", "--history=x"], 2, "errcat: shop.json: not in a git repo"),
        (["list"], 0, ""),
        (["list", "zzzzzz"], 0, "errcat: no entry matches"),
        (["list", "walet"], 0, "errcat: no text has 'walet'; searched for 'wallet'"),
        (["list", "--range", "cart"], 2, "errcat: unknown range 'cart'; did you mean"),
        (
            ["list", "--status", "teapot"],
            2,
            "errcat: --status: 'teapot' is not an HTTP",
        ),
        (["list", "--summary"], 0, ""),
        (["list", "x", "--summary"], 2, "errcat: --summary counts whole catalogs"),
        (["list", "--against", "v1"], 2, "errcat: --against needs --summary"),
    ],
)
def test_a_lookup_ends_with(
    args: list[str], code: int, message: str, project: Path
) -> None:
    ran = run(*args, cwd=project)
    assert ran.code == code, ran.err
    last = (ran.err.strip().splitlines() or [""])[-1]
    assert last.startswith(message), ran.err
    assert bool(last) == bool(message)


def test_a_term_that_is_unknown_does_not_hide_the_others(project: Path) -> None:
    ran = run("explain", "1999", "1001", cwd=project)
    assert ran.out.startswith("1001 CART_EMPTY  The cart is empty\n")


def test_a_body_on_standard_input_is_explained(project: Path) -> None:
    body = '{"errors": [{"code": "1001", "detail": "Cart 7 is empty."}]}'
    ran = run("explain", "-", cwd=project, stdin=body)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("1001 CART_EMPTY")
    assert "  Cart 7 is empty.\n" in ran.out
    assert run("explain", "-", cwd=project, stdin="\x80").code == 2


def test_a_bundle_needs_no_configuration_and_no_clone(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    away = tmp_path_factory.mktemp("away")
    made = run(
        "gen",
        "json",
        "-o",
        str(away / "errors.json"),
        "--audience",
        "internal",
        cwd=project,
    )
    assert made.code == 0, made.err
    ran = run("explain", "GIFT_SPENT", "--catalog", "errors.json", cwd=away)
    assert (ran.code, ran.err) == (0, "")
    assert "Owner          team-carts\n" in ran.out
    assert run("list", "gift", "--catalog", "errors.json", cwd=away).code == 0
    piped = run(
        "list",
        "gift",
        "--catalog",
        "-",
        cwd=away,
        stdin=(away / "errors.json").read_text(),
    )
    assert "GIFT_SPENT" in piped.out


def test_a_catalog_with_errors_is_used_and_named(project: Path) -> None:
    broken = catalog_text([{"code": "1", "title": "One"}, {"code": "2", "title": 7}])
    write_tree(project, {"shop.json": broken})
    for command in (["explain", "1"], ["list"]):
        ran = run(*command, cwd=project)
        assert ran.code == 0
        assert "One" in ran.out
        assert ran.err.startswith("errcat: shop.json has errors")
        assert run(*command, "--quiet", cwd=project).err == ""


@pytest.mark.parametrize(
    "header",
    [
        {"code": {"order": "text"}},
        {"ranges": [{"name": "auth", "prefix": "auth.", "owner": "team-auth"}]},
    ],
)
def test_text_codes_without_names_are_looked_up(header: object, tmp_path: Path) -> None:
    rows = [
        {"code": "auth.expired", "title": "The token has expired"},
        {"code": "auth.missing", "title": "No token"},
        {"code": "rate_limited", "title": "Too many requests"},
    ]
    assert isinstance(header, dict)
    write_tree(tmp_path, {"c.json": catalog_text(rows, **header)})
    args = ("--catalog", "c.json")
    assert "No token" in run("explain", "auth.missing", *args, cwd=tmp_path).out
    assert "Too many" in run("explain", "RateLimited", *args, cwd=tmp_path).out
    assert "auth.expired" in run("list", "tokn expired", *args, cwd=tmp_path).out
    summary = run("list", "--summary", *args, cwd=tmp_path)
    assert (summary.code, summary.err) == (0, "")
    missing = run("explain", "auth.mising", *args, cwd=tmp_path)
    assert (missing.code, "did you mean 'auth.missing" in missing.err) == (2, True)


def test_the_catalog_of_this_repository_is_looked_up() -> None:
    """What it has is checked where it is known; here, that nothing is in the way."""
    ran = run("explain", "40001", "--report", "json", cwd=ROOT)
    assert json.loads(ran.out)["explanations"][0]["name"] == "NOT_ROUTABLE"
    listed = json.loads(run("list", "--report", "json", cwd=ROOT).out)["entries"]
    assert len(listed) == 211


def test_no_text_is_a_command_in_a_github_workflow(tmp_path: Path) -> None:
    entry_ = {
        "code": "1",
        "name": "A",
        "title": "::error::t",
        "detail": "::add-mask::x",
    }
    write_tree(tmp_path, {"c.json": catalog_text([entry_])})
    ran = run(
        "explain", "1", "--catalog", "c.json", cwd=tmp_path, GITHUB_ACTIONS="true"
    )
    lines = [line.strip() for line in ran.out.splitlines()]
    assert "| ::add-mask::x" in lines
    assert [line for line in lines if line.startswith("::")] == []
