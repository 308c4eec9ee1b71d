"""A program makes a target; whatever it does instead is told, and nothing of it runs on."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
import tomllib
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, Draft202012Validator

from errcat.errors import ErrcatError, OptionInvalid
from errcat.generating import processes
from errcat.generating.options import parse_options
from errcat.generating.processes import (
    ProgramFailed,
    ReplyInvalid,
    TargetRefused,
    from_command,
    reply,
    request,
)
from errcat.generating.running import render
from errcat.generating.selection import visible
from errcat.generating.target import File, header
from errcat.loading.bundle import catalog_data
from errcat.model import Catalog, Entry, Suppression
from errcat.testing.conforming import conformance
from errcat.testing.hostile import HOSTILE, hostile_catalog
from errcat.testing.samples import catalogs
from errcat.writing import HEAD, MARK
from errcat_schema import load
from tests.support import ROOT, TELNYX, look, write_tree
from tests.test_docs import fences

SMALL = catalogs()[0]
READABLE = [text for text in HOSTILE if not re.search("[\ud800-\udfff]", text)]
GOOD = {"files": [{"path": "a.txt", "text": "a\n"}]}


def python(*lines: str) -> list[str]:
    return [sys.executable, "-c", "import json, os, sys, time\n" + "\n".join(lines)]


def replying(answer: Any) -> list[str]:
    """Return a program that reads the request, and answers the same to all."""
    text = answer if isinstance(answer, str) else json.dumps(answer)
    return python("sys.stdin.read()", f"sys.stdout.write({text!r})")


def made(
    command: list[str],
    catalog: Catalog = SMALL,
    cwd: str = "",
    timeout: float = 30,
    **options: str,
) -> tuple[File, ...]:
    generator = from_command("own", command, cwd=cwd, timeout=timeout)
    return render(generator, visible(catalog), parse_options(generator, options))


def failure(command: list[str], timeout: float = 30, cwd: str = "") -> ProgramFailed:
    with pytest.raises(ProgramFailed) as caught:
        made(command, timeout=timeout, cwd=cwd)
    error = caught.value
    assert error.exit_code == 2
    begins = f"target 'own': `{shlex.join(command)}` "
    assert str(error).startswith(begins)
    assert str(error).removeprefix(begins).isprintable() or "\ufffd" in str(error)
    return error


def conforms(name: str, data: Any) -> bool:
    """Tell whether *data* conforms to the schema called *name*, in both drafts."""
    drafts: list[Any] = [Draft7Validator, Draft202012Validator]
    found = {bool(draft(load(name)).is_valid(data)) for draft in drafts}
    assert len(found) == 1
    return found.pop()


# --- the request ----------------------------------------------------------------------------


def test_a_program_is_asked_on_stdin_and_answers_on_stdout() -> None:
    echo = python(
        "asked = sys.stdin.read()",
        "files = [{'path': 'asked.json', 'text': asked}]",
        "print(json.dumps({'files': files}))",
    )
    (file,) = made(echo, go_package="errors")
    assert file.path == "asked.json"
    assert json.loads(file.text) == {
        "errcat": 1,
        "target": "own",
        "options": {"go_package": "errors"},
        "header": list(header("own", SMALL)),
        "catalog": catalog_data(SMALL),
    }


@pytest.mark.parametrize("catalog", [*catalogs(), *map(hostile_catalog, READABLE)])
def test_every_request_conforms_to_its_schema(catalog: Catalog) -> None:
    asked = request("own", visible(catalog), {"a": "b"})
    assert conforms("request", asked)
    assert json.loads(json.dumps(asked)) == asked
    assert not conforms("request", {**asked, "more": 1})
    for key in asked:
        assert not conforms("request", {k: asked[k] for k in asked if k != key})


def test_what_is_internal_is_not_asked() -> None:
    entry = Entry("1", "A", notes="secret", lint=Suppression(("x",), "secret"))
    entry = entry._replace(extensions={"x-a": "secret"}, file="/secret")
    hidden = Entry("2", "SECRET", "secret", audience="internal")
    catalog = Catalog(
        "x", entries=(entry, hidden), root="/secret", extensions={"x-b": "secret"}
    )
    asked = json.dumps(request("own", visible(catalog), {}))
    assert "secret" not in asked.lower()


def test_a_program_runs_in_the_folder_of_the_configuration(tmp_path: Path) -> None:
    program = tmp_path / "tools" / "make"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nimport json, os\n"
        "print(json.dumps({'files': [{'path': 'a', 'text': os.getcwd()}]}))\n"
    )
    program.chmod(0o755)
    assert made(["tools/make"], cwd=str(tmp_path)) == (File("a", str(tmp_path)),)


def test_no_shell_reads_the_command() -> None:
    echo = python("print(json.dumps({'files': [{'path': 'a', 'text': sys.argv[1]}]}))")
    hostile = "$(exit 1) `exit 1` ; exit 1 | & > x * ~ 'q' \"q\" \\"
    assert made([*echo, hostile])[0].text == hostile


def test_a_program_need_not_read_what_it_is_asked() -> None:
    big = Catalog("x", entries=(Entry("1", "A", "x" * 1_000_000),))
    answer = python(f"print({json.dumps(GOOD)!r})")
    assert made(answer, big) == (File("a.txt", "a\n"),)


def test_long_requests_and_replies_pass_each_other() -> None:
    """A program that writes before it has read all of the request does not get stuck."""
    long = "x" * 3_000_000
    eager = python(
        f'sys.stdout.write(\'{{"files": [{{"path": "a", "text": "\' + \'y\' * {len(long)})',
        "sys.stdout.flush()",
        "sys.stderr.write('z' * 1000000)",
        "sys.stderr.flush()",
        "sys.stdin.read()",
        "sys.stdout.write('\"}]}')",
    )
    (file,) = made(eager, Catalog("x", entries=(Entry("1", "A", long),)))
    assert file == File("a", "y" * len(long))


# --- the reply ------------------------------------------------------------------------------

REPLIES: list[Any] = [
    GOOD,
    {"files": []},
    {"files": [], "error": "no"},
    {"error": "no"},
    {"files": [{"path": "a", "text": ""}, {"path": "b", "text": "x"}]},
    {},
    {"error": ""},
    {"error": None},
    {"error": 1},
    {"files": None},
    {"files": {}},
    {"files": "x"},
    {"files": ["a"]},
    {"files": [{}]},
    {"files": [{"path": "a"}]},
    {"files": [{"text": "a"}]},
    {"files": [{"path": 1, "text": "a"}]},
    {"files": [{"path": "a", "text": None}]},
    {"files": [{"path": "a", "text": "a", "mode": "x"}]},
    {"files": [], "warnings": []},
    {"error": "no", "files": [1]},
    [],
    None,
    1,
    "x",
]


@pytest.mark.parametrize("data", REPLIES, ids=json.dumps)
def test_a_reply_is_read_if_and_only_if_it_conforms(data: Any) -> None:
    try:
        reply(data)
    except ReplyInvalid:
        assert not conforms("reply", data)
    else:
        assert conforms("reply", data)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("", "replied nothing"),
        (" \n", "replied nothing"),
        ("hello", "replied invalid JSON: Expecting value"),
        ('{"files": []} x', "replied invalid JSON: Extra data"),
        ('{"files": [], "files": []}', "invalid JSON: duplicate key"),
        ("[" * 100_000, "replied invalid JSON: "),
        ("[]", "replied an invalid document: the reply is not an object"),
        ({}, "replied neither `files` nor `error`"),
        ({"error": ""}, "replied an empty `error`"),
        (
            {"file": []},
            "replied an invalid document: unknown key 'file' in the reply; allowed: error and files",
        ),
        (
            {"files": [GOOD["files"][0], 1]},
            "an invalid document: files[1] is not an object",
        ),
        (
            {"files": [{"path": "a"}]},
            "an invalid document: `text` of files[0] is not a string",
        ),
        (
            {"files": [{"path": "a", "text": "\ud800"}]},
            "`text` of files[0] holds a lone surrogate",
        ),
    ],
)
def test_what_is_no_reply_is_told(answer: Any, said: str) -> None:
    assert said in str(failure(replying(answer)))


def test_a_reply_is_utf_8() -> None:
    latin = python('sys.stdout.buffer.write(b\'{"error": "caf\\xe9"}\')')
    assert "replied something that is not UTF-8" in str(failure(latin))
    utf = python('sys.stdout.buffer.write(\'{"error": "caf\\xe9"}\'.encode())')
    with pytest.raises(TargetRefused, match="caf\xe9"):
        made(utf)


def test_an_error_of_the_user_is_told_in_the_words_of_the_program() -> None:
    with pytest.raises(TargetRefused) as caught:
        made(replying({"files": [], "error": "the option `collection` is missing"}))
    assert str(caught.value) == "target 'own': the option `collection` is missing"
    assert caught.value.exit_code == 2


# --- what goes wrong ------------------------------------------------------------------------


def test_a_program_that_is_not_there_is_told(tmp_path: Path) -> None:
    said = failure(["no-such-program"])
    assert str(said) == (
        "target 'own': `no-such-program` could not be started: program"
        " 'no-such-program' not found"
    )
    plain = tmp_path / "plain"
    plain.write_text("not a program")
    assert "could not be started: Permission denied" in str(failure([str(plain)]))
    plain.chmod(0o755)
    assert "could not be started: Exec format error" in str(failure([str(plain)]))
    assert "could not be started: embedded null byte" in str(failure(["a\0b"]))
    said = failure([sys.executable], cwd=f"{tmp_path}/none")
    assert "could not be started: No such file or directory" in str(said)
    with pytest.raises(OptionInvalid, match="target 'own' has an empty command"):
        from_command("own", [], cwd="")


def test_a_crash_is_told_with_the_end_of_what_it_said() -> None:
    crash = python(
        "sys.stderr.write('x' * 100000 + '\\n')",
        "sys.stderr.write('\\n'.join(f'line {n}' for n in range(100)) + '\\n\\n')",
        f"print({json.dumps(GOOD)!r})",
        "sys.exit(3)",
    )
    error = failure(crash)
    assert "failed with exit code 3; stderr: line 92 | " in str(error)
    assert str(error).endswith("line 98 | line 99")
    assert len(error.stderr) < 5000


def test_a_crash_that_says_nothing_is_told_all_the_same() -> None:
    assert str(failure(python("sys.exit(1)"))).endswith("failed with exit code 1")
    killed = failure(python("os.kill(os.getpid(), 9)"))
    assert str(killed).endswith("was killed by SIGKILL")
    odd = failure(python(f"os.kill(os.getpid(), {signal.SIGRTMIN + 1})"))
    assert re.search(r"was killed by signal [0-9]+$", str(odd))


def test_what_a_program_says_beside_a_good_reply_changes_nothing() -> None:
    noisy = python("sys.stderr.write('hm')", f"print({json.dumps(GOOD)!r})")
    assert made(noisy) == (File("a.txt", "a\n"),)


def test_what_is_said_need_not_be_utf_8() -> None:
    crash = python("sys.stderr.buffer.write(b'caf\\xe9 \\x1b[31m')", "sys.exit(1)")
    assert "stderr: caf\ufffd" in str(failure(crash))


def test_a_reply_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "REPLY_LIMIT", 1_000_000)
    endless = python("while True: sys.stdout.write('x' * 65536)")
    assert "replied with more than 64 MiB and was killed" in str(failure(endless))


def gone(pid: int) -> bool:
    """Tell whether the process *pid* has ended, once it has had the time to."""
    for _ in range(200):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


@pytest.mark.parametrize(
    "then",
    [
        "sleep 1000",
        "cat > /dev/null; sleep 1000",
        "exec 0<&- 1>&- 2>&-; sleep 1000",
        "exit 0",
    ],
    ids=["at once", "after reading", "in silence", "by a child that lives on"],
)
def test_a_program_that_takes_too_long_is_ended_with_its_children(
    tmp_path: Path, then: str
) -> None:
    pids = tmp_path / "pids"
    slow = ["sh", "-c", f"sleep 1000 & echo $$ $! > {pids}; {then}"]
    error = failure(slow, timeout=1.5)
    assert "ran for more than 1.5 seconds and was killed; raise its `timeout`" in str(
        error
    )
    assert all(map(gone, map(int, pids.read_text().split())))


ESCAPES = {
    "in a session of its own": "setsid sleep 1000",
    "without an environment": "env -i setsid sleep 1000",
    "twice removed": "setsid sh -c 'setsid sleep 1000 & sleep 1000'",
}
ENDINGS = {
    "success": f"printf %s {shlex.quote(json.dumps(GOOD))}",
    "a failure": "exit 3",
    "the timeout": "sleep 1000",
}


def marked(folder: Path) -> list[int]:
    """Return the living processes that work in *folder*."""
    pids: list[int] = []
    for process in Path("/proc").iterdir():
        if process.name.isdigit() and process.name != str(os.getpid()):
            with suppress(OSError):
                if (process / "cwd").readlink() == folder:
                    pids.append(int(process.name))
    return pids


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets errcat adopt them")
@pytest.mark.parametrize("escape", ESCAPES)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_leaves_the_session_of_a_program_ends_with_it(
    tmp_path: Path, ending: str, escape: str
) -> None:
    here = tmp_path.resolve()
    script = f"({ESCAPES[escape]}) <&- >&- 2>&- & sleep 0.3; {ENDINGS[ending]}"
    command = ["sh", "-c", script]
    if ending == "success":
        assert made(command, cwd=str(here)) == (File("a.txt", "a\n"),)
    else:
        failure(command, timeout=1.5, cwd=str(here))
    assert [pid for pid in marked(here) if not gone(pid)] == []


def test_children_that_errcat_had_before_live_on() -> None:
    with subprocess.Popen(["sleep", "1000"]) as before:
        made(replying(GOOD))
        assert before.poll() is None
        before.kill()


def test_an_interrupt_ends_the_program_too(tmp_path: Path) -> None:
    pid = tmp_path / "pid"
    slow = python(
        "sys.stdin.read()",  # so that the host is in the middle of the conversation
        f"open({str(pid)!r} + '~', 'w').write(str(os.getpid()))",
        f"os.rename({str(pid)!r} + '~', {str(pid)!r})",
        "time.sleep(1000)",
    )
    program = (
        "from tests.test_processes import made\n"
        f"try: made({slow!r})\nexcept KeyboardInterrupt: print('interrupted')\n"
    )
    host = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    while not pid.exists():
        assert host.poll() is None
        time.sleep(0.02)
    host.send_signal(signal.SIGINT)
    assert host.communicate()[0] == b"interrupted\n"
    assert gone(int(pid.read_text()))


def test_an_interrupt_of_the_start_ends_the_program_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    started: list[int] = []

    class Interrupted(subprocess.Popen[bytes]):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            started.append(self.pid)
            signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(subprocess, "Popen", Interrupted)
    before = signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt):
        made(python("time.sleep(1000)"))
    assert all(map(gone, started))
    assert len(started) == 1
    assert signal.getsignal(signal.SIGINT) is before


def test_nothing_is_made_of_a_reply_before_a_crash() -> None:
    with pytest.raises(ErrcatError):
        made(python(f"print({json.dumps(GOOD)!r})", "sys.stdout.flush()", "os.abort()"))


# --- the generator --------------------------------------------------------------------------


def test_a_target_with_a_suffix_is_one_file() -> None:
    command = replying(GOOD)
    single = from_command("own", command, cwd="", suffix=".json")
    folder = from_command("own.v2", command, cwd="")
    assert (single.single, single.suffix, single.name) == (True, ".json", "own")
    assert (folder.single, folder.name) == (False, "own.v2")


@pytest.mark.tools
def test_a_program_in_another_language_takes_the_same_words(tmp_path: Path) -> None:
    program = tmp_path / "make.mjs"
    program.write_text(
        "let asked = '';\n"
        "for await (const piece of process.stdin.setEncoding('utf8')) asked += piece;\n"
        "const { catalog } = JSON.parse(asked);\n"
        "const text = catalog.errors.map((error) => error.title).join('\\u2028');\n"
        "console.log(JSON.stringify({ files: [{ path: 'a', text }] }));\n"
    )
    entries = tuple(
        Entry(str(number), f"E{number}", text)
        for number, text in enumerate(READABLE, 100)
    )
    ((_, text),) = made(
        ["node", "make.mjs"], Catalog("x", entries=entries), f"{tmp_path}"
    )
    # What is empty is left out of the data, and joined as nothing.
    assert text == "\u2028".join(READABLE)


# --- the example of the docs ----------------------------------------------------------------

TARGETS = (ROOT / "docs" / "targets.md").read_text(encoding="utf-8")


def stubs(folder: Path, catalog: Catalog, **options: str) -> Any:
    """Return what the program of the page makes, in a project as the page has it."""
    (program,) = fences(TARGETS, "js")
    (config,) = (each for each in fences(TARGETS, "toml") if "command =" in each)
    table = tomllib.loads(config)["tool"]["errcat"]
    given = table["targets"]["stubs"]
    write_tree(folder, {given["command"][1]: program})
    generator = from_command("stubs", cwd=str(folder), **given)
    configured = {**table["outputs"][0]["options"], **options}
    files = render(generator, visible(catalog), parse_options(generator, configured))
    assert [file.path for file in files] == ["errors.json"]
    assert MARK.encode() in files[0].text.encode()[:HEAD]
    assert files[0].text.endswith("}\n")
    return json.loads(files[0].text)


@pytest.mark.tools
def test_the_program_of_the_docs_makes_a_stub_of_every_error(tmp_path: Path) -> None:
    telnyx = look(TELNYX, rules=()).catalog
    assert telnyx is not None
    made_stubs = stubs(tmp_path, telnyx)
    assert made_stubs["$comment"] == " ".join(header("stubs", visible(telnyx)))
    bodies = [each["response"]["jsonBody"] for each in made_stubs["mappings"]]
    said = [{"title": "", "detail": "", **body["errors"][0]} for body in bodies]
    assert said == [
        {"code": each.code, "title": each.title, "detail": each.detail}
        for each in telnyx.sorted_entries
    ]
    first, *_ = stubs(tmp_path, catalogs()[2])["mappings"]
    assert first["request"] == {"urlPath": "/v2/mock/10001"}
    assert first["response"]["status"] == 403


@pytest.mark.tools
def test_the_program_of_the_docs_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(TargetRefused) as caught:
        stubs(tmp_path, SMALL, base="")
    assert str(caught.value) == (
        "target 'stubs': option `base` is missing: the path of the stubs"
    )


@pytest.mark.tools
def test_the_program_of_the_docs_keeps_the_laws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (program,) = fences(TARGETS, "js")
    module = (
        "from errcat.generating.processes import from_command\n"
        "GENERATOR = from_command('stubs', ['node', 'tools/stubs.mjs'],"
        f" cwd={str(tmp_path)!r}, suffix='.json')\n"
    )
    write_tree(tmp_path, {"tools/stubs.mjs": program, "own_stubs.py": module})
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    generator = import_module("own_stubs").GENERATOR
    options = {"base": "/v2/mock"}
    conformance(generator, catalogs()[2], options=options, module="own_stubs")


@pytest.mark.parametrize("name", ["request", "reply"])
def test_every_key_of_the_protocol_is_in_the_docs(name: str) -> None:
    schema = load(name)
    parts = [schema, *schema.get("definitions", {}).values()]
    for key in (key for part in parts for key in part["properties"]):
        assert f"`{key}`" in TARGETS, key
    assert f"(../schema/errcat_schema/{name}.schema.json)" in TARGETS
