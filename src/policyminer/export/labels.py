"""Labels of columns and values, all from the one schema (``publish.columns``), in Chinese or English."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from policyminer.export.sheets import Sheet
from policyminer.publish.columns import Column
from policyminer.publish.schema import TABLES

Language = Literal["zh", "en"]

#: ``actual 已成、target 目标`` in a Chinese description: the values of a column with their meaning.
_VALUE = re.compile(r"(?<![\w.])([a-z][a-z_]*) ([\u4e00-\u9fff][^、，；。]*)")
#: ``同 quantities.bound``: the values are those of another column.
_SAME_AS = re.compile(r"同 (\w+)\.(\w+)$")
#: A list that ends so names only some of its values.
_OPEN = "等"
BOOLEAN = {"zh": {0: "否", 1: "是"}, "en": {0: "no", 1: "yes"}}


def value_meanings(column: Column) -> dict[str, str]:
    """The values a text column can hold with their Chinese meaning; empty when it is free text or an open list.

    >>> from policyminer.publish.schema import TABLES
    >>> columns = {c.name: c for c in TABLES["quantities"].columns}
    >>> value_meanings(columns["status"])
    {'actual': '已成', 'target': '目标', 'rule': '规定', 'other': '其他'}
    >>> value_meanings(columns["measure"]), value_meanings(columns["dimension"])
    ({}, {})
    """
    if column.type != "string":
        return {}
    same = _SAME_AS.search(column.zh)
    if same:
        return value_meanings(next(c for c in TABLES[same[1]].columns if c.name == same[2]))
    found = dict(_VALUE.findall(column.zh))
    return {} if len(found) < 2 or column.zh.endswith(_OPEN) else found


def value_codes(sheet: Sheet, column: Column) -> dict[str, int]:
    """Whole numbers, from 1, for the values of a column: those the schema names in its order, then others in use.

    Empty for free text.
    """
    named = value_meanings(column)
    if not named:
        return {}
    others = sorted(sheet.distinct(column.name) - set(named))
    return {value: code for code, value in enumerate([*named, *others], start=1)}


def code_labels(sheet: Sheet, column: Column, lang: Language) -> Mapping[int, str]:
    """Number and label of every value of a column that is written as numbers: lists of values, yes and no, ids."""
    if column.type == "bool":
        return BOOLEAN[lang]
    if column.name in sheet.codes:
        return sheet.codes[column.name]
    named = value_meanings(column)
    codes = value_codes(sheet, column)
    return {code: named.get(value, value) if lang == "zh" else value for value, code in codes.items()}


def column_label(column: Column, lang: Language) -> str:
    """What a column means, in one line.

    >>> from policyminer.publish.schema import TABLES
    >>> column_label(TABLES["documents"].columns[7], "zh"), column_label(TABLES["documents"].columns[7], "en")
    ('发文机关，照原文', 'issuing body as written')
    """
    if lang == "en":
        return column.en
    return column.zh if column.zh.startswith(column.title_zh) else f"{column.title_zh}：{column.zh}"
