"""Every rule runs to completion.

A rule that crashes has reported nothing, which does not mean that nothing is wrong. The finding
names the rule so that its authors can fix it; all other rules have run.
"""

from __future__ import annotations

from errcat.linting.rule import Rule

RULE = Rule(__name__, __doc__, group="errcat", preset="minimal")
