"""What writing generated files would do: which files change, and which nothing makes any more."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from errcat.generating import manifest
from errcat.generating.jobs import Made
from errcat.generating.manifest import Stale
from errcat.generating.running import drift
from errcat.writing import HEAD, Planned, generated, locked, plan, put, remove


class Ownership(NamedTuple):
    """Which of the files that errcat wrote a run answers for."""

    targets: Collection[str] | None
    """The targets that a run makes completely; None for every target."""
    listed: bool
    """Whether the manifest lists marked files too; unmarked ones are always listed."""


class GenerationResult(NamedTuple):
    """Generated files, how they compare with what is on disk, and what they leave behind."""

    root: str
    """The folder that all of it lies in."""
    made: tuple[Made, ...]
    planned: tuple[Planned, ...]
    """The files, and then the manifest if it lists one of them."""
    stale: tuple[Stale, ...]
    """The files that errcat wrote and that nothing makes any more."""
    clean: bool
    """Whether writing deletes stale files."""
    ownership: Ownership

    @property
    def fresh(self) -> bool:
        """Whether what is on disk is what was generated, with nothing stale beside it."""
        return all(file.fresh for file in self.planned) and not self.stale

    @property
    def unwanted(self) -> tuple[Stale, ...]:
        """The stale files that `--clean` deletes."""
        return tuple(file for file in self.stale if not file.kept)

    def drift(self) -> Iterator[str]:
        """Yield a unified diff from disk to what was generated for every file that differs."""
        for file in self.planned:
            if not file.fresh:
                yield drift(file.path, file.content.decode("utf-8"))
        for stale in self.unwanted:
            yield drift(os.path.join(self.root, stale.path), None)

    def write(self) -> tuple[bool, ...]:
        """Write everything, and delete what is stale if *clean*.

        For each of `planned` the result tells whether it was written; False if just that was
        there already. Runs that write into one folder at once wait for each other.

        Raises:
            WriteFailed: a file could not be written; none was.

        """
        with locked(self.root, create=True):
            # Another run may have added files to the manifest in the meantime.
            now = _outcome(self.root, self.made, self.ownership, clean=self.clean)
            written = put(now.planned)
            if now.clean:
                remove(now.root, [file.path for file in now.unwanted])
        return written


class _Kind(NamedTuple):
    """Files without a mark that a target writes."""

    target: str
    ending: str
    folder: str
    """With a slash at its end; "" for the root."""


def _unmarked_kinds(made: Sequence[Made]) -> set[_Kind]:
    """Return the kinds of files without a mark that *made* has."""
    return {
        _Kind(
            item.job.generator.name,
            os.path.splitext(path)[1],
            _folder(item, path),
        )
        for item in made
        for path, text in item.placed()
        if not generated(path, text.encode("utf-8", "surrogatepass")[:HEAD])
    }


def _folder(item: Made, path: str) -> str:
    """Return the folder that an output has to itself: for a single file, the one that it lies in."""
    if item.job.generator.single:
        return path[: path.rfind("/") + 1]
    return item.output and f"{item.output}/"


def outcome(
    root: str, made: Sequence[Made], ownership: Ownership, *, clean: bool
) -> GenerationResult:
    """Return what writing *made* below *root* would do; *clean* tells whether stale files go.

    Raises:
        OutputRefused: a file must not be written there.
        ManifestInvalid: the manifest below *root* cannot be understood.

    """
    with locked(root):
        return _outcome(root, made, ownership, clean=clean)


def _outcome(
    root: str, made: Sequence[Made], ownership: Ownership, *, clean: bool
) -> GenerationResult:
    before = manifest.read(root)
    files = [file for item in made for file in item.placed()]
    for path, _ in files:
        manifest.check_name(path)

    def mine(path: str, content: bytes) -> bool:
        return path in before or generated(path, content)

    planned = plan(root, files, mine)
    makers = [item.job.generator.name for item in made for _ in item.files]
    kinds = _unmarked_kinds(made)

    def likely(path: str) -> bool:
        target, ending = before[path], os.path.splitext(path)[1]
        return any(
            kind[:2] == (target, ending) and path.startswith(kind.folder)
            for kind in kinds
        )

    now = {
        path: maker
        for (path, _), maker, file in zip(files, makers, planned, strict=True)
        if ownership.listed or path in before or not generated(path, file.content)
    }
    left = manifest.left_over(before, {path for path, _ in files}, ownership.targets)
    stale = manifest.stale(root, left, likely)
    there = {file.path for file in stale}
    gone = {path for path in left if clean or path not in there}
    after = {path: target for path, target in before.items() if path not in gone}
    after.update(now)
    if ownership.listed or now or gone:
        listing = (manifest.NAME, manifest.text(after))
        planned += plan(root, [listing], lambda _, __: True)
    return GenerationResult(root, tuple(made), planned, tuple(stale), clean, ownership)
