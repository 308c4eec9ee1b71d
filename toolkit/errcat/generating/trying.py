"""Whether the configured outputs can be made: a trial in memory, before anybody runs `gen`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from errcat.config import Config, Output, refused
from errcat.errors import ConfigInvalid, ErrcatError, PluginBroken
from errcat.findings import ERROR, Finding, Span
from errcat.generating.jobs import Made, check_claims, jobs_of, make_one
from errcat.generating.outputs import Ownership, outcome
from errcat.generating.target import Generator
from errcat.model import Catalog

RULE = "output-valid"
"""The rule that reports an output that cannot be made."""


class _Trial(NamedTuple):
    """What was tried, and the findings in it."""

    made: tuple[Made, ...] = ()
    findings: tuple[Finding, ...] = ()


def try_outputs(
    config: Config, find: Callable[[str], Generator], catalogs: Mapping[str, Catalog]
) -> tuple[Finding, ...]:
    """Return a finding for each output of *config* that cannot be made from *catalogs*.

    *catalogs* are given by path; outputs from other catalogs are only checked for valid options.
    Programs are not run.

    Raises:
        ConfigInvalid, PluginBroken: the run cannot go on.

    """
    trials = [_tried(output, config, find, catalogs) for output in config.outputs]
    findings = tuple(finding for trial in trials for finding in trial.findings)
    return findings or tuple(_unwritable(config, trials))


def _tried(
    output: Output,
    config: Config,
    find: Callable[[str], Generator],
    catalogs: Mapping[str, Catalog],
) -> _Trial:
    target = config.targets.get(output.target)
    try:
        jobs = [
            job
            for job in jobs_of(output, find(output.target), config)
            if job.catalog in catalogs
        ]
        if target is not None and target.command:
            return _Trial()
        return _Trial(
            tuple(make_one(job, catalogs[job.catalog], verified=False) for job in jobs)
        )
    except (ConfigInvalid, PluginBroken):
        raise
    except ErrcatError as error:
        return _Trial(findings=(_finding(config, output, error),))


def _unwritable(config: Config, trials: list[_Trial]) -> Iterator[Finding]:
    """Yield a finding if the files of *trials* could not be written where they belong."""
    made = [item for trial in trials for item in trial.made]
    try:
        check_claims(made)
        outcome(config.root, made, Ownership(None, listed=True), clean=False)
    except ErrcatError as error:
        yield _finding(
            config, config.outputs[0], error, "the outputs cannot be written"
        )


def _finding(
    config: Config, output: Output, error: ErrcatError, lead: str = ""
) -> Finding:
    lead = lead or f"output '{output.output}' ({output.target}) cannot be generated"
    place = refused(config, "", output.output)
    line, column = place.line or 1, place.column or 1
    return Finding(
        rule=RULE,
        severity=ERROR,
        message=f"{lead}: {error}",
        file=config.file,
        span=Span(line, column, line, column),
        subject=output.output,
        value=str(error),
    )
