"""Rule packs and gazetteers: data that an analyst edits, checked when loaded."""

from __future__ import annotations

from policyminer.rules.load import Rules, load_rules

__all__ = ["Rules", "load_rules"]
