"""Shell completion: what errcat offers, and that bash, zsh and fish insert it."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import catalog_text, entry, run, write_tree

CONFIG = """\
catalogs = ["errors.json"]

[targets.pages]
templates = "templates"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a folder with a catalog of two codes and a target."""
    text = catalog_text(
        [
            entry("1001", title="Not\tfound, or gone"),
            entry("1002", title=""),
            entry("7"),
        ],
        ranges=[{"name": "low", "from": "1", "to": "9", "owner": "team-a"}],
    )
    return write_tree(
        tmp_path / "project", {"errcat.toml": CONFIG, "errors.json": text}
    )


def offered(folder: Path, line: str) -> dict[str, str]:
    """Return what zsh would be offered after *line*, with the meanings."""
    words = line.split(" ")
    env = {
        "_ERRCAT_COMPLETE": "zsh_complete",
        "COMP_WORDS": line,
        "COMP_CWORD": str(len(words) - 1),
    }
    ran = run(cwd=folder, **env)
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines() if ran.out.strip() else []
    triples = zip(lines[::3], lines[1::3], lines[2::3], strict=True)
    return {
        value if kind == "plain" else f"<{kind}>": meaning
        for kind, value, meaning in triples
    }


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("errcat bre", ["breaking"]),
        ("errcat gen py", ["python"]),
        ("errcat gen pa", ["pages"]),
        ("errcat rule code-uniq", ["code-unique", "code-unique-across"]),
        ("errcat rule code-reu", ["code-reused"]),
        ("errcat validate --report json", ["json", "jsonl"]),
        ("errcat validate err", ["<file>", "errors.json"]),
        ("errcat breaking --against @l", ["<file>", "@latest"]),
        ("errcat retire 100", ["1001", "1002"]),
        ("errcat rename --catalog errors.json 7", ["7"]),
        ("errcat deprecate 7 --replaced-by 1001", ["1001"]),
        ("errcat explain 100", ["1001", "1002"]),
        ("errcat explain ERROR_10", ["ERROR_1001", "ERROR_1002"]),
        ("errcat explain code-reu", ["code-reused"]),
        ("errcat explain x --catalog missing.json 1", []),
        ("errcat list --range lo", ["low"]),
        ("errcat list --owner te", ["team-a"]),
        ("errcat list --catalog errors.json --range l", ["low"]),
        ("errcat list --missing cau", ["causes"]),
        ("errcat validate --fail-on w", ["warning"]),
        ("errcat validate --prune", ["--prune-baseline"]),
        ("errcat gen --output x", ["<file>"]),
        ("errcat schema con", ["config"]),
        ("errcat init x", ["<file>"]),
        ("errcat no-such-command x", []),
        ("errcat retire --catalog missing.json 1", []),
        ("errcat gen --config missing.toml py", []),
    ],
)
def test_what_fits_is_offered(line: str, values: list[str], project: Path) -> None:
    assert list(offered(project, line)) == values


def test_an_offer_comes_with_its_meaning_on_one_line(project: Path) -> None:
    assert offered(project, "errcat retire 100") == {
        "1001": "Not found, or gone",
        "1002": "ERROR_1002",
    }
    assert offered(project, "errcat rule code-unique-a") == {
        "code-unique-across": "No two catalogs use the same code."
    }


@pytest.mark.parametrize(
    "line", ["errcat ", "errcat gen ", "errcat retire 1", "errcat x "]
)
def test_an_invalid_configuration_prints_nothing_into_the_command_line(
    line: str, project: Path
) -> None:
    (project / "errcat.toml").write_text("catalogs = 1\n")
    offered(project, line)


def test_codes_are_offered_from_a_catalog_with_findings(project: Path) -> None:
    rows = [entry("1001"), entry("1001", name="OTHER")]
    (project / "errors.json").write_text(catalog_text(rows))
    assert list(offered(project, "errcat retire 1")) == ["1001"]


# --- in the shells themselves ----------------------------------------------------------------

LINES = {
    "errcat bre": "breaking",
    "errcat gen pyt": "gen python",
    "errcat rule code-reu": "rule code-reused",
    "errcat validate erro": "validate errors.json",
    "errcat retire 1002": "retire 1002",
    "errcat validate --report sa": "validate --report sarif",
}
SCRIPT = """\
#!/bin/sh
if [ -z "$_ERRCAT_COMPLETE" ]; then
  echo "$*" >>"$ERRCAT_LOG"
else
  exec "$ERRCAT_PYTHON" -m errcat
fi
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Return an environment in which `errcat` completes, but only logs its arguments if called."""
    script = write_tree(tmp_path / "bin", {"errcat": SCRIPT}) / "errcat"
    script.chmod(0o755)
    return {
        **os.environ,
        "ERRCAT_LOG": str(tmp_path / "log"),
        "ERRCAT_PYTHON": sys.executable,
        "HOME": str(tmp_path),
        "PATH": f"{script.parent}{os.pathsep}{os.environ['PATH']}",
        "PS1": "ready> ",
        "PYTHONUTF8": "1",
        "TERM": "dumb",
    }


def typed(
    shell: list[str], text: str, folder: Path, environment: dict[str, str]
) -> str:
    """Type *text* into a shell on a terminal, and return what it shows until it ends."""
    ours, theirs = pty.openpty()
    started = subprocess.Popen(
        shell,
        cwd=folder,
        env=environment,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    shown = b""
    try:
        while b"ready> " not in shown:
            shown += os.read(ours, 65536)
        os.write(ours, text.encode())
        while chunk := os.read(ours, 65536):
            shown += chunk
    except OSError:  # Linux ends a terminal with an error
        pass
    os.close(ours)
    started.wait()
    return shown.decode(errors="replace")


@pytest.mark.tools
@pytest.mark.parametrize(
    ("shell", "setup"),
    [
        (["bash", "--norc", "--noprofile", "-i"], ""),
        (["zsh", "-f", "-i"], "autoload -Uz compinit && compinit -u\n"),
    ],
    ids=["bash", "zsh"],
)
def test_a_tab_inserts_the_only_offer(
    shell: list[str], setup: str, project: Path, environment: dict[str, str]
) -> None:
    assert shutil.which(shell[0]), f"{shell[0]} is not installed; see .ci/setup"
    source = f'eval "$(_ERRCAT_COMPLETE={shell[0]}_source errcat)"\n'
    lines = "".join(f"{line}\t\n" for line in LINES)
    shown = typed(shell, f"{setup}{source}{lines}exit\n", project, environment)
    log = Path(environment["ERRCAT_LOG"])
    assert log.exists(), shown
    logged = [line.rstrip() for line in log.read_text().splitlines()]
    assert logged == list(LINES.values()), shown


@pytest.mark.tools
def test_fish_offers_what_fits(project: Path, environment: dict[str, str]) -> None:
    assert shutil.which("fish"), "fish is not installed; see .ci/setup"
    source = "_ERRCAT_COMPLETE=fish_source errcat | source\n"
    asked = "".join(f"complete -C {line!r}\n" for line in LINES)
    done = subprocess.run(
        ["fish", "--no-config", "-c", source + asked],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    values = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    assert values == [line.rpartition(" ")[2] for line in LINES.values()], done.stderr
