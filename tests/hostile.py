"""Texts that break something somewhere: whatever is made from a catalog must survive them."""

from __future__ import annotations

from errcat.testing.hostile import HOSTILE

__all__ = ["HOSTILE"]
