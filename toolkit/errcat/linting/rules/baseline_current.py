"""Every finding in the baseline still occurs.

A row of the baseline that stays after its finding was fixed would hide the same problem if it came
back. The baseline only shrinks: `errcat validate --prune-baseline` removes the findings that are
fixed.
"""

from __future__ import annotations

from errcat.findings import WARNING
from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="errcat", severity=WARNING)
