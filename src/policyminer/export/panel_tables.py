"""The tables of a panel and what their columns mean."""

from __future__ import annotations

from collections.abc import Sequence

from policyminer.export.panel_values import Variable
from policyminer.publish.columns import Column, Table, doc_id, must, period

#: Columns of a panel of regions behind the year.
REGION_COLUMNS = ("level", "parent", "parent_name")

_AXIS_TITLES = {"region": "地区", "university": "高校", "subject": "主体"}
_KINDS_ZH = {
    "flow": "当年",
    "stock": "年末存量",
    "added": "当年新增",
    "total": "累计",
    "level": "水平",
    "target": "目标",
}
_KINDS_EN = {
    "flow": "in the year",
    "stock": "stock, last told of the year",
    "added": "added in the year",
    "total": "running total, last told of the year",
    "level": "rate, share or level, last told of the year",
    "target": "target for the year",
}
_KINDS = "、".join(f"{kind} {zh}" for kind, zh in _KINDS_ZH.items())


def panel_table(axis: str, variables: Sequence[Variable]) -> Table:
    """The wide table: numbers and names of the unit, the year, then a column for each variable."""
    title = _AXIS_TITLES[axis]
    number_zh = "区划代码的数值" if axis == "region" else "在本面板中的序号，随语料而变；跨文件合并用 key"
    number_en = "the adcode as a number" if axis == "region" else "place in this panel; merge other data by key"
    columns = [
        must(f"{axis}_id", "int32", f"{title}编号", number_zh, f"number of the {axis} for xtset: {number_en}"),
        must(axis, "string", title, f"{title}名称", f"name of the {axis}"),
        must("key", "string", "标识", "区划代码或实体编号", "adcode or entity id"),
        must("year", "int32", "年份", "年份", "year"),
    ]
    if axis == "region":
        columns += [
            Column(
                "level",
                "string",
                "层级",
                "province 省级、prefecture 地级、county 县级",
                "province, prefecture or county",
            ),
            Column("parent", "string", "上级代码", "上级行政区划代码", "adcode of the region above"),
            Column("parent_name", "string", "上级", "上级行政区划", "name of the region above"),
        ]
    columns += [
        Column(
            v.name,
            "float64",
            v.indicator,
            f"{_measured(v)}，{_KINDS_ZH[v.kind]}",
            f"{v.code} in {_measured(v)}, {_KINDS_EN[v.kind]}",
        )
        for v in variables
    ]
    en = f"a {axis} and a year; every {axis} has every year"
    return Table("panel", "面板", f"一个{title}的一年，各{title}年份齐全", en, tuple(columns), (f"{axis}_id", "year"))


def _measured(variable: Variable) -> str:
    return f"{variable.unit}/{variable.per}" if variable.per else variable.unit


CELLS = Table(
    "panel_cells",
    "面板依据",
    "面板中每个有值的格及其所据的数量",
    "a cell of the panel with the quantities it rests on",
    (
        must("id", "int32", "编号", "面板第一列", "first column of the panel"),
        must("key", "string", "标识", "区划代码或实体编号", "adcode or entity id"),
        must("unit_name", "string", "名称", "地区、高校或主体名称", "name of the region, university or subject"),
        must("year", "int32", "年份", "年份", "year"),
        must("variable", "string", "变量", "面板的列名", "column of the panel"),
        must("code", "string", "指标代码", "指标代码", "indicator code"),
        must("indicator", "string", "指标", "指标中文名", "Chinese name of the indicator"),
        must("unit", "string", "单位", "规范单位", "canonical unit"),
        Column("per", "string", "分母", "比率的分母，照原文", "denominator of a rate as written"),
        must("kind", "string", "类别", _KINDS, "flow, stock, added, total, level or target"),
        must("low", "float64", "下值", "面板中的值，区间取小值", "the value of the panel, of ranges the lower end"),
        must("high", "float64", "上值", "区间取大值", "the same, of ranges the higher end"),
        must("how", "string", "合并", "single 唯一、last 最后、longest 最长时段、sum 相加", "how values were joined"),
        must("year_from", "string", "年份依据", "period 数值时间、document 文档日期", "period or document"),
        must("differ", "bool", "有异", "同一时间另有不同数值", "another value was told for the same time"),
        must("measures", "list<string>", "所计之物", "所计之物，照原文；用 sum 前宜看", "what is counted, as written"),
        must("bounds", "list<string>", "界限", "所据数量的界限", "bounds of the quantities"),
        must("quantity_ids", "list<string>", "所据数量", "所据数量的编号", "ids of the quantities"),
        must("doc_ids", "list<string>", "所据文档", "所据文档的编号", "ids of their documents"),
    ),
    ("key", "year", "variable", "quantity_ids"),
)  # fmt: skip

LEFT_OUT = Table(
    "panel_left_out",
    "面板未用",
    "未进入面板的指标值及其原因",
    "a value of indicators that is not in the panel, and why",
    (
        doc_id(),
        must("quantity_id", "string", "数量编号", "数量编号", "id of the quantity"),
        must("reason", "string", "原因", "未用的原因，见 docs/exports.md", "why; the words are in docs/exports.md"),
        Column("subject", "string", "主体", "数值所属的地区、高校、学校或机构", "whose record the value belongs to"),
        Column("adcode", "string", "区划代码", "同 indicators.adcode", "as indicators.adcode"),
        must("code", "string", "指标代码", "指标代码", "indicator code"),
        must("indicator", "string", "指标", "指标中文名", "Chinese name of the indicator"),
        must("low", "float64", "下值", "数值，区间取小值", "the number, the lower one of a range"),
        must("high", "float64", "上值", "数值，区间取大值", "the number, the higher one of a range"),
        must("unit", "string", "单位", "规范单位", "canonical unit"),
        Column("per", "string", "分母", "比率的分母，照原文", "denominator of a rate as written"),
        *period("数值所涉时间", "the time the value is about"),
        must("text", "string", "原文", "数量的原文", "the quantity as written"),
    ),
    ("doc_id", "quantity_id"),
)
