"""What the page calls things, in Chinese and English.

Tables and columns have the titles of ``publish/schema.py``; ``assets/labels.json`` adds what the schema does not
name: buttons, values of columns, provinces, and English names of columns where the name itself does not say it.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from policyminer.publish.schema import TABLES


def labels() -> dict[str, Any]:
    """All labels: ``{"ui", "values", "provinces", "tables": {name: {"zh", "en", "columns": {name: {…}}}}}``.

    Every label is ``{"zh", "en"}``; those of columns and tables also have ``about_zh`` and ``about_en``.
    """
    own: dict[str, Any] = json.loads(asset("labels.json"))
    english = own.pop("columns")
    tables = {
        table.name: {
            "zh": table.title_zh,
            "en": english.get(table.name, _words(table.name)),
            "about_zh": table.zh,
            "about_en": table.en,
            "columns": {
                c.name: {
                    "zh": c.title_zh,
                    "en": english.get(f"{table.name}.{c.name}", english.get(c.name, _words(c.name))),
                    "about_zh": c.zh,
                    "about_en": c.en,
                }
                for c in table.columns
            },
        }
        for table in TABLES.values()
    }
    return {**own, "tables": tables}


def asset(name: str) -> str:
    """The text of a file in ``assets/``."""
    return (files("policyminer.page") / "assets" / name).read_text(encoding="utf-8")


def _words(name: str) -> str:
    """A column's name as words: ``date_issued`` is Date issued."""
    return name.replace("_", " ").capitalize()
