"""Every quantity with all that is bound to it: code, status, subject, time, rate, and how it relates to the others."""

from __future__ import annotations

from dataclasses import replace

from policyminer.bind.cells import (
    code_of_cell,
    measure_of_cell,
    parts_of_totals,
    period_of_cell,
    status_of_cell,
    subject_of_cell,
)
from policyminer.bind.change import change_of
from policyminer.bind.context import Context
from policyminer.bind.indicators import code_of, in_brackets, inherited_code, is_part
from policyminer.bind.period import period_of
from policyminer.bind.qualify import measure_of, per_of
from policyminer.bind.quotas import quota_code
from policyminer.bind.refer import subject_of
from policyminer.bind.relate import coverage_of, part_of, scope_of
from policyminer.bind.repeat import find_duplicates
from policyminer.bind.rows import Rows
from policyminer.bind.status import Judgement, status_of
from policyminer.find import Amount
from policyminer.model import Indicator, Quantity
from policyminer.rules.packs import CompiledRule


def bind_quantities(context: Context, rows: Rows) -> tuple[list[Quantity], list[Indicator]]:
    """All quantities in reading order, and those of them that have a code."""
    coded: list[CompiledRule | None] = []
    quantities: list[Quantity] = []
    for index, amount in enumerate(context.findings.amounts):
        earlier = context.findings.amounts[index - 1] if index else None
        coded.append(_code(context, index, coded))
        part = earlier is not None and is_part(context, earlier, amount)
        quantities.append(_quantity(context, rows, index, amount, coded[-1], quantities[-1] if part else None))
    quantities = _related(context, quantities)
    return quantities, [
        _indicator(context, rows, quantity, rule, amount)
        for quantity, rule, amount in zip(quantities, coded, context.findings.amounts, strict=True)
        if rule is not None
    ]


def _code(context: Context, index: int, coded: list[CompiledRule | None]) -> CompiledRule | None:
    """The rule of a quantity: by its cell, its sentence, or what it is a part of."""
    amount = context.findings.amounts[index]
    cell = context.findings.cells.get(amount.start)
    if cell is not None:
        return code_of_cell(context, cell, amount) or quota_code(context, amount, cell)
    rule = code_of(context, amount)
    if rule is None or rule.rule.stock:
        rule = quota_code(context, amount, None) or rule
    bracket = index > 0 and in_brackets(context, context.findings.amounts[index - 1], amount)
    if rule is None or rule.rule.priority < 0 or bracket:
        return inherited_code(context, index, coded, rule) or rule
    return rule


def _related(context: Context, quantities: list[Quantity]) -> list[Quantity]:
    """The same with parts and repetitions marked."""
    wholes, duplicates = part_of(context) | parts_of_totals(context), find_duplicates(context, quantities)
    return [
        replace(q, part_of=quantities[wholes[i]].quantity_id if i in wholes else None, duplicate_of=duplicates.get(i))
        if i in wholes or i in duplicates
        else q
        for i, q in enumerate(quantities)
    ]


def _quantity(
    context: Context, rows: Rows, index: int, amount: Amount, rule: CompiledRule | None, whole: Quantity | None
) -> Quantity:
    """One quantity with everything bound to it; a part (其中…) has the status and rate of its ``whole``."""
    code = rule.rule.id if rule else None
    cell = context.findings.cells.get(amount.start)
    per = cell.per if cell else per_of(context, amount)
    norm, stock = bool(rule and rule.rule.norm), bool(rule and rule.rule.stock)
    judged = status_of_cell(context, cell) if cell else status_of(context, amount, per, norm, code)
    if whole is not None and whole.dimension == amount.dimension:
        judged, per = Judgement(whole.status, "whole"), per or whole.per
    start, end, text = rows.span(amount.start, amount.end)
    dated = period_of_cell(cell) if cell else period_of(context, amount, judged.status, stock, code, per)
    owner = subject_of_cell(context, amount, cell) if cell else subject_of(context, amount)
    subject_start, subject_end = rows.words(owner.start, owner.end) if owner else (None, None)
    status_start, status_end = rows.words(judged.start, judged.end)
    period_start, period_end = rows.words(dated.start, dated.end)
    return Quantity(
        quantity_id=f"{rows.doc_id}:q{index:04d}",
        start=start,
        end=end,
        text=text,
        low=amount.low,
        high=amount.high,
        bound=amount.bound,
        unit=amount.unit,
        dimension=amount.dimension,
        measure=(measure_of_cell(context, cell) or None) if cell else measure_of(context, amount),
        status=judged.status,
        code=code,
        subject=owner.name if owner else None,
        per=per,
        date_from=dated.date_from,
        date_to=dated.date_to,
        section_id=rows.section(start),
        rule=f"{rule.pack}.{rule.rule.id}" if rule else amount.rule,
        scope=scope_of(context, amount),
        coverage=coverage_of(context, amount),
        change=change_of(context, amount),
        subject_source=owner.source if owner else None,
        subject_start=subject_start,
        subject_end=subject_end,
        status_source=judged.source,
        status_start=status_start,
        status_end=status_end,
        period_source=dated.source,
        period_start=period_start,
        period_end=period_end,
    )


def _indicator(context: Context, rows: Rows, quantity: Quantity, rule: CompiledRule, amount: Amount) -> Indicator:
    subject = context.by_name.get(quantity.subject or "")
    chain = context.findings.entities.chain_at(amount.start)
    adcode = subject.adcode if subject and subject.type == "region" else chain[-1] if chain else None
    university = quantity.subject if subject and subject.type == "university" else None
    cell = context.findings.cells.get(amount.start)
    evidence = cell.evidence if cell else rows.sentence(amount.start)
    return Indicator(quantity, rule.rule.name, rule.rule.task, adcode, university, evidence)
