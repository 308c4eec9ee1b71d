"""The exit code of every kind of run, as a shell sees it: real processes, one table."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support import catalog_text, entry, one_of_each, write_tree

HEAD = 'catalogs = ["c.json"]\n'
OUTPUT = HEAD + '[[outputs]]\ntarget = "json"\noutput = "o.json"\n'
BASE: dict[str, str | bytes] = {
    "c.json": catalog_text([entry("1"), entry("2")]),
    "bad.json": catalog_text([entry("1", title=""), entry("2"), entry("2", name="B")]),
    "less.json": catalog_text([entry("1")]),
    "fixable.json": catalog_text([entry("1", title="One  thing")]),
    "warned.json": catalog_text([entry("1", title="Gone wrong ")]),
    "huge.json": '{"errcat": 1, "id": "e", "x-a": 0.4e99999999999999999999}',
    "deep.json": '{"errcat": 1, "id": "e", "x-a": ' + "[" * 100_000,
    "digits.json": '{"errcat": 1, "id": "e", "x-a": ' + "9" * 5000 + "}",
    "surrogate.json": '{"errcat": 1, "id": "e", "x-a": "\\ud800"}',
    "latin.json": b'{"errcat": 1, "id": "\xe9"}',
    "later.yaml": "errcat: 2\nid: e\n",
    "unmarked.yaml": "id: e\n",
    "folder/catalog.yaml": "errcat: 1\nid: e\n",
    "folder/notes.yaml": "errors: []\n",
    "errcat.toml": HEAD,
    "output.toml": OUTPUT,
    "broken.toml": "catalogs = [",
    "nested.toml": "x = " + "[" * 5000,
    "versions.json": catalog_text([entry("1", since="9" * 5000 + ".0.0")]),
    "quote.csv": 'code,title\n1,"' + "x" * 500_000,
    "unknown.toml": "catalogues = []\n",
    "norule.toml": HEAD + '[rules]\nnothing = "off"\n',
    "noplugin.toml": HEAD + 'plugins = ["acme_missing"]\n',
    "module.toml": HEAD + 'plugins = ["os"]\n',
    "package.toml": HEAD + 'plugins = ["json"]\n',
    "empty.toml": HEAD + 'plugins = [""]\n',
    "relative.toml": HEAD + 'plugins = [".x"]\n',
    "crash.toml": HEAD + 'plugins = ["acme_crash"]\n',
    "leave.toml": HEAD + 'plugins = ["acme_leave"]\n',
    "wrong.toml": HEAD + 'plugins = ["acme_wrong"]\n',
    "rule.toml": HEAD + 'plugins = ["acme_rule"]\n',
    "outside.toml": HEAD + 'baseline = "../../x.json"\n',
    "absolute.toml": HEAD + 'baseline = "/x.json"\n',
    "noutput.toml": OUTPUT.replace('"json"', '"jsn"'),
    "program.toml": OUTPUT.replace('"json"', '"own"').replace("o.json", "o")
    + '[targets.own]\ncommand = ["false"]\n',
    "nobase.toml": HEAD + 'baseline = "c.json"\n',
    "lib/acme_crash/__init__.py": "1 / 0\n",
    "lib/acme_leave/__init__.py": "raise SystemExit(0)\n",
    "lib/acme_wrong/__init__.py": "",
    "lib/acme_wrong/rules/__init__.py": "",
    "lib/acme_wrong/rules/nothing.py": "",
    "lib/acme_rule/__init__.py": "",
    "lib/acme_rule/rules/__init__.py": "",
    "lib/acme_rule/rules/crashes.py": (
        "from errcat import Rule\n"
        "def check(catalog, context):\n    raise ValueError('no')\n"
        "RULE = Rule(__name__, 'It crashes.', check, group='titles')\n"
    ),
    "bug/sitecustomize.py": "import errcat.config as c\nc.find = lambda x: 1 / 0\n",
    "wait/click.py": (
        "import os, signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
    ),
    "int/sitecustomize.py": (
        "import errcat.config as c, os, signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "c.find = lambda x: os.kill(os.getpid(), signal.SIGINT)\n"
    ),
    "term/sitecustomize.py": (
        "import errcat.config as c, os, signal\n"
        "c.find = lambda x: os.kill(os.getpid(), signal.SIGTERM)\n"
    ),
}


class Situation(NamedTuple):
    """A command line of a shell, and what comes of it."""

    code: int
    command: str
    said: str = ""
    """A part of what goes to standard output or standard error."""
    env: Mapping[str, str] = {}


BUG, WAIT, INT, TERM = ({"PYTHONPATH": name} for name in ("bug", "wait", "int", "term"))
FULL = ">/dev/full"
SITUATIONS = [
    # 0: clean
    Situation(0, "errcat --help", "Usage: errcat"),
    Situation(0, "errcat --version", "errcat "),
    Situation(0, "errcat validate --help", "Usage: errcat validate"),
    Situation(0, "errcat validate", "no findings"),
    Situation(0, "errcat validate - < c.json", "no findings"),
    Situation(0, "errcat validate warned.json --fail-on error", "1 warning"),
    Situation(0, "errcat validate --quiet"),
    Situation(0, "errcat rule", "code-unique"),
    Situation(0, "errcat rule code-unique", "Every code"),
    Situation(0, "errcat gen json", '"errors"'),
    Situation(
        0, "errcat gen --config output.toml && errcat gen --check --config output.toml"
    ),
    Situation(0, "errcat diff bad.json", "example against bad.json"),
    Situation(0, "errcat diff c.json c.json", "no difference"),
    Situation(0, "errcat breaking --against c.json", "no difference"),
    Situation(0, "errcat check", "Breaking changes: not checked: not in a git"),
    Situation(0, "errcat check --against c.json", "no difference"),
    Situation(0, "errcat validate --quiet <&-"),
    Situation(0, "errcat validate 2>&-", "no findings"),
    Situation(0, "errcat validate --quiet >&-"),
    Situation(0, "errcat validate <&- 2>&-", "no findings"),
    Situation(0, "errcat gen json -o x.json 2>/dev/full"),
    Situation(0, "errcat gen json -o x.json <&- >&- 2>&-"),
    # 1: findings, drift, a break
    Situation(1, "errcat validate bad.json", "code-unique"),
    Situation(1, "errcat validate warned.json", "title-whitespace"),
    Situation(1, "errcat validate bad.json 2>&-", "code-unique"),
    Situation(1, "errcat validate bad.json --quiet", "code-unique"),
    Situation(
        1, "errcat validate huge.json", "the exponent of the number is too large"
    ),
    Situation(1, "errcat validate deep.json", "nesting-shallow"),
    Situation(1, "errcat validate digits.json", "a number is too long"),
    Situation(1, "errcat validate surrogate.json", "half a surrogate pair"),
    Situation(1, "errcat validate latin.json", "not valid UTF-8"),
    Situation(1, "errcat validate unmarked.yaml --fail-on error", "file-read"),
    Situation(1, "errcat validate folder --fail-on error", "file-read"),
    Situation(1, "errcat validate --config noutput.toml", "did you mean 'json'?"),
    Situation(1, "errcat validate - < bad.json", "code-unique"),
    Situation(1, "errcat validate fixable.json --diff", "+"),
    Situation(1, "errcat gen json --catalog bad.json", "nothing was written"),
    Situation(1, "errcat gen json --catalog bad.json 2>&-"),
    Situation(1, "errcat gen json --catalog folder", "file-read"),
    Situation(1, "errcat gen --check --config output.toml", "out of date: o.json"),
    Situation(1, "errcat breaking less.json --against c.json", "1 error"),
    Situation(1, "errcat check bad.json", "code-unique"),
    Situation(1, "errcat check less.json --against c.json", "entry-removed"),
    Situation(1, "errcat check --config output.toml", "output-fresh"),
    # 2: could not run
    Situation(2, "errcat check - < c.json", "standard input"),
    Situation(2, "errcat check --against v9", "not in a git repository"),
    Situation(2, "errcat check --config program.toml", "false"),
    Situation(2, f"errcat check {FULL}", "No space left on device"),
    Situation(2, "errcat", "Usage: errcat"),
    Situation(2, "errcat validte", "did you mean 'validate'?"),
    Situation(2, "errcat validate --nothing", "no such option"),
    Situation(2, "errcat validate nowhere", "no such file or folder"),
    Situation(2, "errcat validate later.yaml", "format version 2"),
    Situation(2, "errcat validate --config nowhere.toml", "no such file or folder"),
    Situation(2, "errcat validate --config broken.toml", "invalid TOML"),
    Situation(2, "errcat validate --config unknown.toml", "catalogues"),
    Situation(2, "errcat validate --config norule.toml", "unknown rule 'nothing'"),
    Situation(2, "errcat validate --config nested.toml", "nested too deep"),
    Situation(1, "errcat validate versions.json", "since"),
    Situation(2, "errcat import quote.csv -o made", "quote.csv:2: not CSV"),
    Situation(2, "errcat import nested.toml -o made", "nested too deep"),
    Situation(2, "errcat validate --config noplugin.toml", "is not installed"),
    Situation(2, "errcat validate --config module.toml", "plugin os: is not a plugin"),
    Situation(
        2, "errcat validate --config package.toml", "plugin json: is not a plugin"
    ),
    Situation(2, "errcat validate --config empty.toml", "plugin"),
    Situation(2, "errcat validate --config relative.toml", "plugin .x"),
    Situation(2, "errcat validate --config crash.toml", "ZeroDivisionError"),
    Situation(2, "errcat validate --config leave.toml", "ends the program"),
    Situation(2, "errcat validate --config wrong.toml", "holds no Rule"),
    Situation(2, "errcat validate --config rule.toml", "the rule crashes crashed"),
    Situation(
        2, "errcat validate --config outside.toml", "baseline: '../../x.json' is not"
    ),
    Situation(
        2, "errcat validate --config absolute.toml", "baseline: '/x.json' is not"
    ),
    Situation(2, "errcat validate --config nobase.toml", "not an errcat baseline"),
    Situation(2, "errcat --help --config module.toml --nothing", "no such option"),
    Situation(2, "errcat validate --report nothing", "unknown report"),
    Situation(2, "errcat validate --report json:c.json/x", "c.json/x"),
    Situation(2, "errcat validate --fail-on never", "invalid value"),
    Situation(2, "errcat validate --against v9", "not in a git repository"),
    Situation(2, "errcat rule nothing", "unknown rule"),
    Situation(2, "errcat gen pyhton", "did you mean 'python'?"),
    Situation(2, "errcat gen", "nothing to generate"),
    Situation(2, "errcat gen python --set nothing=1", "has no such option"),
    Situation(2, "errcat gen --config program.toml", "false"),
    Situation(2, "errcat gen markdown", "--output"),
    Situation(2, "errcat diff nowhere c.json", "not in a git repository"),
    Situation(2, "errcat breaking bad.json --against deep.json", "cannot be compared"),
    Situation(2, f"errcat validate {FULL}", "No space left on device"),
    Situation(2, f"errcat validate bad.json {FULL}", "No space left on device"),
    Situation(2, f"errcat gen json {FULL}", "No space left on device"),
    Situation(2, f"errcat rule {FULL}", "No space left on device"),
    Situation(2, f"errcat --help {FULL}", "No space left on device"),
    Situation(2, "errcat validate nowhere 2>/dev/full"),
    Situation(2, "errcat validate --nothing 2>/dev/full"),
    Situation(2, "errcat 2>/dev/full"),
    Situation(2, f"errcat validate bad.json {FULL} 2>/dev/full"),
    Situation(2, "errcat validate nowhere 2>&-"),
    Situation(2, "errcat validate >&-", "standard output"),
    Situation(2, "errcat --version >&-", "Bad file descriptor"),
    Situation(2, "errcat validate - <&-", "-: cannot be read"),
    Situation(2, "errcat validate - <&- >&- 2>&-"),
    # 70: a bug in errcat
    Situation(70, "errcat validate", "bug in errcat", BUG),
    Situation(70, "errcat validate --debug", "Traceback", BUG),
    Situation(70, "errcat validate 2>/dev/full", "", BUG),
    # 130, 141, 143: ended from outside
    Situation(130, "errcat validate", "", WAIT),
    Situation(130, "errcat validate", "", INT),
    Situation(130, "errcat validate 2>&-", "", INT),
    Situation(141, "{ sleep 0.3; errcat rule; echo $? >&2; } | true", "141"),
    Situation(
        141, "{ sleep 0.3; errcat validate bad.json; echo $? >&2; } | true", "141"
    ),
    Situation(141, "{ sleep 0.3; errcat --help; echo $? >&2; } | true", "141"),
    Situation(143, "errcat validate", "", TERM),
    Situation(143, "errcat check", "", TERM),
    Situation(143, "errcat gen json -o x.json", "", TERM),
]


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every file of the table, outside of any repository."""
    return write_tree(tmp_path_factory.mktemp("situations"), BASE)


def test_there_are_enough_situations() -> None:
    assert len(SITUATIONS) >= 60


def kind(situation: Situation) -> tuple[int, str]:
    """Return the exit code and the command of errcat."""
    words = situation.command.partition("errcat ")[2].split()
    return situation.code, words[0] if words else ""


@pytest.mark.parametrize(
    "situation",
    one_of_each(SITUATIONS, kind),
    ids=[f"{each.code} {each.command}" for each in SITUATIONS],
)
def test_every_situation_earns_its_exit_code(situation: Situation, tree: Path) -> None:
    before = {path: path.read_bytes() for path in tree.glob("*.json")}
    script = f'errcat() {{ "{sys.executable}" -m errcat "$@"; }}\n{situation.command}\n'
    clean = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("GITHUB_", "GIT_"))
    }
    paths = [str(tree / each) for each in situation.env.values()]
    paths += [str(tree / "lib"), os.environ.get("PYTHONPATH", "")]
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tree,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        env={**clean, "PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1"},
    )
    said = done.stdout + done.stderr
    if situation.code == 141:  # the shell's own exit code is that of `true`
        assert (done.returncode, done.stderr.strip()) == (0, "141")
    else:
        assert situation.code == done.returncode, said
    assert situation.said in said
    assert "--debug" in situation.command or "Traceback" not in said
    for path in tree.glob("*.json"):
        if path in before:
            assert before[path] == path.read_bytes(), path
        else:
            path.unlink()


def test_sigterm_leaves_no_temporary_file(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.json": BASE["c.json"]})
    program = (
        "import os, signal, errcat.writing as w\n"
        "real = w.os.replace\n"
        "w.os.replace = lambda *given: os.kill(os.getpid(), signal.SIGTERM)\n"
        "from errcat.__main__ import main\n"
        "main()\n"
    )
    arguments = ["gen", "json", "--catalog", "c.json", "-o", "x.json"]
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (143, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["c.json"]


def test_what_is_registered_for_the_exit_runs_and_is_flushed(tmp_path: Path) -> None:
    write_tree(tmp_path, {"c.json": BASE["bad.json"]})
    program = (
        "import atexit; atexit.register(print, 'bye')\n"
        "from errcat.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "validate", "c.json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "bye")
