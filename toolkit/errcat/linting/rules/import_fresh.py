"""The catalog agrees with the sources that it is imported from.

A catalog that is older than its source misses codes, or describes them in words that are no longer
true. `errcat check` reads the sources in `[[tool.errcat.imports]]` and reports every difference;
`errcat import` takes the changes over, and `errcat import --check` shows them. An entry that no
source has any more must be retired by hand: `errcat retire CODE`.
"""

from __future__ import annotations

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="errcat", preset="minimal")
