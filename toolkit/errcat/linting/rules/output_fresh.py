"""Every generated file is up to date.

A generated file that is older than its catalog misses codes. `errcat check` makes the outputs in
`[[tool.errcat.outputs]]` in memory and reports files that differ; `errcat gen` writes them, and
`errcat gen --check` shows the differences.
"""

from __future__ import annotations

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="errcat", preset="minimal")
