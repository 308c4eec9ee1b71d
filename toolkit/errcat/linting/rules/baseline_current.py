"""The baseline holds what is still to be found.

A finding in the baseline that has been mended would let the same fault come back unseen. The
baseline only shrinks: `errcat validate --prune-baseline` takes out what is mended.
"""

from __future__ import annotations

from errcat.findings import WARNING
from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="errcat", severity=WARNING)
