"""What a folder lacks to be a project: the files to write, and what to add to those that exist."""

from __future__ import annotations

import json
import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from errcat.config import OWN_FILE, SHARED_FILE, Config
from errcat.editing.attributes import lines_for, with_block
from errcat.editing.installing import ATTRIBUTES
from errcat.editing.settings import Setting, catalogs_line, with_settings
from errcat.errors import RequestInvalid
from errcat.linting.habits import measured
from errcat.linting.rule import ANY
from errcat.linting.toolchain import STYLE, Toolchain
from errcat.loading.sources import Raw, Source, folder_of
from errcat.starting import documents
from errcat.starting.origins import is_path, origin
from errcat.starting.surroundings import (
    GITHUB,
    GITHUB_FOLDER,
    GITLAB,
    GITLAB_FILE,
    NONE,
    Surroundings,
)
from errcat.writing import write_all

if TYPE_CHECKING:
    from errcat.importing.planning import Plan as Import

HOOKS_FILE = ".pre-commit-config.yaml"
WORKFLOWS = f"{GITHUB_FOLDER}/workflows"
_FOLDERS = ("errors", "error-catalog", "errcat-catalog")
"""The folders for a new catalog, of which the first that is free is taken."""

Lacks: TypeAlias = Callable[[str], str]
"""Returns what a file with this text lacks, "" if nothing."""


class CatalogFiles(NamedTuple):
    """The files of a new catalog, by their paths in its folder."""

    files: Mapping[str, str]
    imported: Import | None = None
    """The import that they come from; None for an example."""


NewCatalog: TypeAlias = Callable[[str, str], CatalogFiles]
"""Returns a new catalog; takes its folder, as seen from the working folder, and its id."""


class StartFile(NamedTuple):
    """A file of a project: what it is for, and its text if nothing is at its path."""

    path: str
    """Below the root of the surroundings."""
    purpose: str
    text: str
    exists: bool = False
    missing: str = ""
    """What the existing file lacks; "" if nothing."""
    advice: str = "add"
    """What to do with `missing`."""


class Setup(NamedTuple):
    """The files of a new project, in memory."""

    around: Surroundings
    files: tuple[StartFile, ...]
    notes: tuple[str, ...]
    """What a person has to decide."""
    commands: tuple[tuple[str, str], ...]
    """Commands to try in the folder, and what they do."""
    imported: Import | None = None
    """The import of the catalog, whose report shows what was guessed and left out."""

    def path(self, file: StartFile) -> str:
        """Return the path of a file as seen from the working folder."""
        return os.path.normpath(os.path.join(self.around.root, file.path))

    def write(self) -> tuple[StartFile, ...]:
        """Write the files that do not exist, all or none, and return them.

        Raises:
            OutputRefused: a path leads through a symbolic link, or a file has appeared since.
            WriteFailed: the operating system reports an error.

        """
        new = tuple(file for file in self.files if not file.exists)
        texts = [(file.path, file.text) for file in new]
        write_all(self.around.root, texts, lambda _path, _content: False)
        return new


class Choices(NamedTuple):
    """What the user decides, so that errcat does not guess it."""

    ci: str = ""
    """github, gitlab or none."""
    install: str = ""
    """What pip installs to get errcat."""
    sources: tuple[str, ...] = ()
    """What to import instead of an example."""


def plan(
    around: Surroundings,
    config: Config,
    tools: Toolchain,
    choices: Choices,
    new_catalog: NewCatalog,
) -> Setup:
    """Return the files that *around* lacks to be a project.

    *config* is the configuration that the folder has; an empty one becomes the configuration of
    *tools*. *new_catalog* is called if there is no catalog yet.

    Raises:
        RequestInvalid: sources are to be imported, and there is a catalog.

    """
    catalogs = config.catalogs or around.catalogs
    imported, entries = None, dict[str, str]()
    if catalogs and choices.sources:
        raise _update_instead(around, catalogs[0], choices.sources)
    if not catalogs:
        folder = _free(around)
        texts, imported = new_catalog(_shown(around, folder), around.id)
        entries = _entries(around, folder, texts)
        catalogs = (folder,)
    configuration = _configuration(around, config, tools, catalogs, entries)
    files = [
        configuration,
        *(StartFile(path, "catalog", text) for path, text in entries.items()),
        _schema(around),
        _attributes(around, tools, catalogs),
        *_automation(around, configuration.path, choices),
    ]
    notes = (*_notes(around, choices), *_editor_notes(around, catalogs, bool(entries)))
    commands = tuple(_commands(around, config, catalogs))
    return Setup(around, tuple(files), notes, commands, imported)


def _update_instead(
    around: Surroundings, catalog: str, sources: Sequence[str]
) -> RequestInvalid:
    path = _shown(around, catalog)
    command = shlex.join(["errcat", "import", *sources, "-o", path])
    return RequestInvalid(f"there is a catalog at {path}; to update it, run {command}")


def _free(around: Surroundings) -> str:
    """Return a folder for a new catalog, at which there is nothing."""
    free = (name for name in _FOLDERS if not around.exists(around.inside(name)))
    return next(free, f"{_FOLDERS[-1]}-{around.id}")


def _entries(
    around: Surroundings, folder: str, texts: Mapping[str, str]
) -> dict[str, str]:
    """Return the files of a catalog by their paths, with the line that names the schema."""
    schema = around.inside(documents.SCHEMA_FILE)
    paths = {around.inside(f"{folder}/{name}"): text for name, text in texts.items()}
    return {
        path: documents.with_schema_line(path, text, schema)
        for path, text in paths.items()
    }


def _file(
    around: Surroundings, path: str, purpose: str, text: str, lacks: Lacks
) -> StartFile:
    """Return a file, with what it lacks if it exists."""
    if not around.exists(path):
        return StartFile(path, purpose, text)
    missing = lacks(_read(os.path.join(around.root, path)))
    return StartFile(path, purpose, text, exists=True, missing=missing)


def _read(path: str) -> str:
    try:
        with open(path, encoding="utf-8", errors="replace") as stream:
            return stream.read()
    except OSError:  # a folder, or not readable: nothing is known to be in it
        return ""


def _configuration(
    around: Surroundings,
    config: Config,
    tools: Toolchain,
    catalogs: Sequence[str],
    entries: Mapping[str, str],
) -> StartFile:
    if config.file:
        path = around.inside(os.path.basename(config.file))
        table = "tool.errcat" if os.path.basename(config.file) == SHARED_FILE else ""
        missing = "" if config.catalogs else catalogs_line(table, catalogs, "")
        return StartFile(path, "configuration", "", exists=True, missing=missing)
    if entries:
        raws = (Raw(file, entry.encode()) for file, entry in entries.items())
        sources = [folder_of(around.inside(catalogs[0]), raws)]
    else:
        sources = [tools.read(_shown(around, catalog)) for catalog in catalogs]
    text = documents.configuration(catalogs, around.languages or ("python",))
    habits = _habits(tools, sources)
    if habits:
        text = with_settings(OWN_FILE, text, "", habits)
    return StartFile(around.inside(OWN_FILE), "configuration", text)


def _habits(tools: Toolchain, sources: Sequence[Source]) -> tuple[Setting, ...]:
    """Return the habits of catalogs as settings; nothing is learned from empty ones."""
    settings = measured(tools, sources)
    empty = all(setting.options[STYLE] == ANY for setting in settings)
    return () if empty else settings


def _shown(around: Surroundings, path: str) -> str:
    """Return a path of the folder as seen from the working folder."""
    return os.path.normpath(os.path.join(around.root, around.inside(path)))


def _schema(around: Surroundings) -> StartFile:
    from errcat_schema import load, text  # only a new project needs it

    def lacks(existing: str) -> str:
        try:
            current = json.loads(existing) == load("catalog")
        except ValueError:
            current = False
        return "" if current else f"errcat schema > {documents.SCHEMA_FILE}\n"

    path = around.inside(documents.SCHEMA_FILE)
    file = _file(around, path, "schema, for editors", text("catalog"), lacks)
    return file._replace(advice="it is not the schema of this errcat; run")


def _attributes(
    around: Surroundings, tools: Toolchain, catalogs: Sequence[str]
) -> StartFile:
    """Return .gitattributes as `errcat git install` would write it."""
    lines = [
        line
        for catalog in catalogs
        for line in lines_for(
            os.path.normpath(around.inside(catalog)),
            tools.suffixes,
            folder=not catalog.endswith(tools.suffixes),
        )
    ]

    def lacks(existing: str) -> str:
        present = existing.splitlines()
        return "".join(f"{line}\n" for line in lines if line not in present)

    purpose = "files that git merges entry by entry"
    return _file(around, ATTRIBUTES, purpose, with_block("", lines), lacks)


# --- pre-commit and CI ------------------------------------------------------------------------


def _automation(
    around: Surroundings, configuration: str, choices: Choices
) -> Iterator[StartFile]:
    """Yield the hook, and the job of the CI system."""
    standard = configuration in {OWN_FILE, SHARED_FILE}
    command = documents.check_command("" if standard else configuration)
    install = choices.install or origin()

    def lacking(text: str) -> Lacks:
        return lambda existing: "" if _runs(command, existing) else text

    hook = documents.hook(command, install)
    purpose = "hook; run `pre-commit install` in each clone"
    yield _file(around, HOOKS_FILE, purpose, f"repos:\n{hook}", lacking(hook))
    source = "" if _is_private(around, choices) else _in_ci(around, install)
    ci = choices.ci or around.ci
    if ci == GITHUB:
        job = documents.github_job(command, source)
        path, text = _workflow(around, command), documents.github_workflow(job)
        file = _file(around, path, "CI job", text, lacking(job))
        yield file._replace(advice="add to its jobs")
    if ci == GITLAB:
        job = documents.gitlab_job(command, source)
        yield _file(around, GITLAB_FILE, "CI job", job, lacking(job))


def _runs(command: str, text: str) -> bool:
    """Tell whether *text* runs *command*, with no other configuration."""
    code = re.sub(r"(?:^|\s)#.*", "", text)
    return bool(re.search(rf"{re.escape(command)}(?! --config)(?![\w-])", code))


def _workflow(around: Surroundings, command: str) -> str:
    """Return the workflow that runs *command*, or the one to write."""
    folder = os.path.join(around.root, WORKFLOWS)
    for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
        if _runs(command, _read(os.path.join(folder, name))):
            return f"{WORKFLOWS}/{name}"
    return f"{WORKFLOWS}/errcat.yml"


def _is_private(around: Surroundings, choices: Choices) -> bool:
    """Tell whether errcat was installed from a path that CI does not have."""
    if choices.install or not is_path(origin()):
        return False
    top = os.path.realpath(around.root)
    return os.path.commonpath((top, os.path.realpath(origin()))) != top


def _in_ci(around: Surroundings, install: str) -> str:
    """Return *install* as pip takes it in the root of the repository."""
    if not is_path(install) or not os.path.exists(install):
        return install
    top = os.path.realpath(around.root)
    absolute = os.path.realpath(install)
    if os.path.commonpath((top, absolute)) != top:
        return install
    return f"./{os.path.relpath(absolute, top)}"


# --- what to tell the user --------------------------------------------------------------------


def _notes(around: Surroundings, choices: Choices) -> Iterator[str]:
    ci = choices.ci or around.ci
    if choices.sources:
        yield (
            "if errcat check reports findings that you cannot fix now, put them into a baseline with"
            " `errcat validate --write-baseline`"
        )
    if not choices.ci and ci == NONE:
        yield (
            "no CI job: no remote and no file names GitHub or GitLab;"
            " run `errcat init --ci github` or `--ci gitlab` to write one"
        )
    if ci != NONE and _is_private(around, choices):
        yield (
            f"errcat was installed from {origin()}, which CI cannot access: set the CI variable ERRCAT"
            " to a source that pip can install there, or use --install"
        )


def _editor_notes(
    around: Surroundings, catalogs: Iterable[str], new: bool
) -> Iterator[str]:
    """Yield the line for editors that the files of an existing catalog lack."""
    for catalog in () if new else catalogs:
        file = (
            catalog
            if catalog.endswith((".yaml", ".yml"))
            else f"{catalog}/catalog.yaml"
        )
        text = _read(os.path.join(around.root, around.inside(file)))
        line = documents.with_schema_line(file, "", documents.SCHEMA_FILE).strip()
        if text and documents.MODELINE not in text:
            yield f"editors check {file} if it starts with the line `{line}`"


def _commands(
    around: Surroundings, config: Config, catalogs: Sequence[str]
) -> Iterator[tuple[str, str]]:
    yield "errcat check", "check everything, as the hook and CI do"
    if config.outputs:
        yield "errcat gen", "generate the configured outputs"
    else:
        target = (*around.languages, "python")[0]
        one = f" --catalog {catalogs[0]}" if len(catalogs) > 1 else ""
        yield documents.generate_command(target) + one, "generate code"
    if around.repository:
        yield "errcat git install", "let git merge catalogs entry by entry"
    else:
        yield "errcat rule", "list the rules that catalogs are checked against"
