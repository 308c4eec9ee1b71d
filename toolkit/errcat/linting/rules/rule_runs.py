"""Every rule comes to its end.

A rule that crashes has found nothing, which is not the same as nothing being wrong. It is named so
that its authors can mend it; the other rules have run.
"""

from __future__ import annotations

from errcat.linting.running import Rule

RULE = Rule(__name__, __doc__, group="errcat", preset="minimal")
