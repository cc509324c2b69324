"""A new indicator, filled in as far as its name goes."""

from __future__ import annotations

import json

import regex

from policyminer.model import PolicyMinerError
from policyminer.rules.load import ALL_PACKS, load_rules

_ID = regex.compile(r"[a-z][a-z0-9_]*")


def new_indicator(code: str, name: str, unit: str, pack: str = "own") -> str:
    """The text of a pack file with one indicator that passes ``rules check`` as it stands.

    ``name`` is the Chinese noun that is counted (心理辅导室), ``unit`` a canonical unit of ``units.csv`` (间). Raises
    ``PolicyMinerError`` (``bad_rules``) when the code is not free or not an id, the unit unknown or the name no noun.
    """
    rules = load_rules(packs=(ALL_PACKS,))
    if not _ID.fullmatch(code):
        raise PolicyMinerError(
            "bad_rules", "the code is no id", code, "lower-case letters, digits and _: pilot_counties"
        )
    taken = [p.name for p in rules.packs for r in p.rules if r.rule.id == code]
    if taken:
        raise PolicyMinerError("bad_rules", f"the pack {taken[0]} has this code", code, "choose another one")
    forms = [u.form for u in rules.units if u.unit == unit]
    if not forms:
        hint = "a unit of units.csv as 所, 个, 人 or 元, or add a row there"
        raise PolicyMinerError("bad_rules", "there is no such unit", unit, hint)
    if not regex.fullmatch(r"[\u4e00-\u9fff]{2,}", name):
        raise PolicyMinerError("bad_rules", "the name is no Chinese noun of two characters or more", name)
    written = unit if unit in forms else forms[0]
    return _TEMPLATE.format(
        pack=pack,
        code=code,
        name=name,
        noun=_noun(name),
        units=json.dumps([unit], ensure_ascii=False),
        n=written,
    )


def _noun(name: str) -> str:
    """The counted noun of an indicator's name: 心理辅导室数 counts 心理辅导室."""
    return regex.sub(r"(?<=..)(?:个数|数量|数)$", "", name)


_TEMPLATE = """\
# Every field is explained in docs/rules.md; `policyminer rules check --rules DIR` runs the examples.
pack = "{pack}"

[[indicator]]
id = "{code}"
name = "{name}"
en = ""                # English name, for labels
units = {units}
stock = true           # counts what there is, not what a time added
# The sentence with {{n}} for the quantity: ~ a few words, (a|b) a choice, ? optional, … across commas.
patterns = [
  "{{n}}~{noun}",
  "{noun}~{{n}}",
]
veto = []              # words of the clause that forbid the rule
# What must be found, with the quantity in 【】; every pattern needs one.
examples = [
  "全县建成【12{n}】{noun}",
  "新建{noun}共【5{n}】",
  "到2026年，{noun}达到【30{n}】",
]
# What looks alike and must not be taken: replace these with near misses of your own.
counterexamples = [
  "全年举办专题讲座【12次】",
  "全县现有教师【340人】",
]
"""
