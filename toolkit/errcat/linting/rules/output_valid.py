"""Every configured output can be generated from its catalogs.

`errcat validate` makes the outputs in `[[tool.errcat.outputs]]` in memory, so that `errcat gen` runs
whenever `errcat validate` is clean. The rule reports an unknown target or option, a name that the
target cannot use, and a file that errcat must not overwrite. Targets that are programs of the
project are not run.
"""

from __future__ import annotations

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="errcat", preset="minimal")
