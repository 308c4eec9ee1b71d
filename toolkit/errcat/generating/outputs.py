"""What writing generated files would do: which files change, and which nothing makes any more."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from errcat.generating import manifest
from errcat.generating.jobs import Made
from errcat.generating.manifest import Manifest, Stale, Written
from errcat.generating.running import drift
from errcat.writing import Planned, generated, plan, put, remove


class GenerationResult(NamedTuple):
    """Generated files, how they compare with what is on disk, and what they leave behind."""

    root: str
    """The folder that all of it lies in."""
    made: tuple[Made, ...]
    planned: tuple[Planned, ...]
    """The files, and then the manifest if one is kept."""
    stale: tuple[Stale, ...]
    """The files that errcat wrote and that nothing makes any more."""
    clean: bool
    """Whether writing deletes stale files."""

    @property
    def fresh(self) -> bool:
        """Whether what is on disk is what was generated, with nothing stale beside it."""
        return all(file.fresh for file in self.planned) and not self.unwanted

    @property
    def unwanted(self) -> tuple[Stale, ...]:
        """The stale files that nobody has edited."""
        return tuple(file for file in self.stale if not file.edited)

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
        there already.

        Raises:
            WriteFailed: a file could not be written; none was.

        """
        written = put(self.planned)
        if self.clean:
            remove(self.root, [file.path for file in self.unwanted])
        return written


def outcome(
    root: str,
    made: Sequence[Made],
    targets: Collection[str] | None,
    *,
    listed: bool,
    clean: bool,
) -> GenerationResult:
    """Return what writing *made* below *root* would do.

    *made* is all that *targets* make below *root*; None stands for every target. *listed* tells
    whether a manifest is kept even if nothing makes it necessary, *clean* whether what is stale is
    to go.

    Raises:
        OutputRefused: a file must not be written there.
        ManifestInvalid: the manifest below *root* cannot be understood.

    """
    before = manifest.read(root)
    files = [file for item in made for file in item.placed()]

    def mine(path: str, content: bytes) -> bool:
        return generated(path, content) or manifest.mine(before, path, content)

    planned = plan(root, files, mine)
    makers = [item.job.generator.name for item in made for _ in item.files]
    paths = [path for path, _ in files]
    stale = manifest.stale(root, before, {*paths}, targets)
    now = {
        path: Written(maker, manifest.digest(file.content))
        for path, maker, file in zip(paths, makers, planned, strict=True)
    }
    bare = any(not generated(file.path, file.content) for file in planned)
    if listed or before or bare:
        after = manifest.text({**_left(before, paths, stale, clean=clean), **now})
        planned += plan(root, [(manifest.NAME, after)], lambda _, __: True)
    return GenerationResult(root, tuple(made), planned, tuple(stale), clean)


def _left(
    before: Manifest, made: Sequence[str], stale: Sequence[Stale], *, clean: bool
) -> Manifest:
    """Return what of the manifest stays beside what was made now."""
    edited = {file.path for file in stale if file.edited}
    gone = {file.path for file in stale if clean} | edited
    return {
        path: written
        for path, written in before.items()
        if path not in made and path not in gone
    }
