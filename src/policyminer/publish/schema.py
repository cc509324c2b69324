"""The published tables: every column, its type and what it means. The one source of truth.

Field metadata carries ``title_zh`` (a short Chinese title), ``zh`` and ``en`` (descriptions), so that a Parquet file
explains itself. A column that is ``required`` is never null; a text column is never empty.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import pyarrow as pa

from policyminer.model import PolicyMinerError

#: Arrow types by the short names used below.
TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "int32": pa.int32(),
    "float64": pa.float64(),
    "date32": pa.date32(),
    "bool": pa.bool_(),
    "list<string>": pa.list_(pa.string()),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``type`` is a key of ``TYPES``; ``required`` means never null."""

    name: str
    type: str
    title_zh: str
    zh: str
    en: str
    required: bool = False

    @property
    def field(self) -> pa.Field:
        """The Arrow field with its descriptions."""
        about = {"title_zh": self.title_zh, "zh": self.zh, "en": self.en}
        return pa.field(self.name, TYPES[self.type], nullable=not self.required, metadata=about)


@dataclass(frozen=True, slots=True)
class Table:
    """One table: ``ids`` are the columns that together name a row or point to another table's row."""

    name: str
    title_zh: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    ids: tuple[str, ...]

    @property
    def column_names(self) -> tuple[str, ...]:
        """Column names in order."""
        return tuple(c.name for c in self.columns)


def _must(name: str, type_: str, title_zh: str, zh: str, en: str) -> Column:
    return Column(name, type_, title_zh, zh, en, required=True)


def _doc_id() -> Column:
    return _must("doc_id", "string", "文档编号", "由相对路径算出", "id of the document, made from its path")


def _span(what_zh: str, what_en: str) -> tuple[Column, Column]:
    return (
        _must(
            "start", "int32", "起点", f"{what_zh}在 documents.text 中的起点（字符）", f"first character of {what_en}"
        ),
        _must("end", "int32", "终点", f"{what_zh}的终点（不含）", f"one past the last character of {what_en}"),
    )


def _text(what_zh: str, what_en: str) -> Column:
    return _must(
        "text", "string", "原文", f"{what_zh}的原文，等于 text[start:end]", f"{what_en} as written, text[start:end]"
    )


def _rule() -> Column:
    return _must("rule", "string", "规则", "得出本行的规则名", "the rule that produced the row")


def _period(what_zh: str, what_en: str) -> tuple[Column, Column]:
    return (
        Column(
            "date_from",
            "date32",
            "起始日",
            f"{what_zh}起始日（含），空为不限",
            f"first day of {what_en}, null when open",
        ),
        Column(
            "date_to", "date32", "截止日", f"{what_zh}截止日（含），空为不限", f"last day of {what_en}, null when open"
        ),
    )


_DOCUMENTS = Table(
    "documents",
    "文档",
    "每份输入文件一行，读取失败的也在内",
    "one row per input document, also those that failed",
    (
        _doc_id(),
        _must(
            "path", "string", "路径", "相对输入目录的路径，以 / 分隔", "path relative to the input root, /-separated"
        ),
        Column("sha256", "string", "校验值", "文件内容的 SHA-256", "SHA-256 of the file's bytes"),
        Column("media_type", "string", "文件类型", "按内容识别的媒体类型", "media type, told from the content"),
        Column("encoding", "string", "编码", "文本编码", "text encoding"),
        Column("title", "string", "标题", "文档自身的标题", "the document's own title"),
        Column(
            "doc_type",
            "string",
            "文种",
            "plan 方案、opinion 意见、bulletin 简报等",
            "kind: plan, opinion, bulletin, notice …",
        ),
        Column("issuer", "string", "发文机关", "发文机关，照原文", "issuing body as written"),
        Column("region", "string", "行政区划", "发文机关所辖区划代码（六位）", "adcode the issuer governs or serves"),
        Column("doc_number", "string", "发文字号", "文档自身的发文字号", "its own document number"),
        Column("issue_number", "int32", "期号", "简报期号", "issue number of a bulletin"),
        Column("date_issued", "date32", "成文日期", "成文或印发日期", "date of issue"),
        Column("date_published", "date32", "发布日期", "网上发布日期", "date of publication on the web"),
        Column("chars", "int32", "字符数", "text 的字符数", "length of text in characters"),
        Column("text", "string", "正文", "冻结的全文，一切位置以此为准", "the frozen text that all offsets refer to"),
        _must(
            "status", "string", "状态", "ok 正常、partial 有缺损、failed 失败", "ok, partial (content lost) or failed"
        ),
        Column("error_code", "string", "错误代码", "失败原因的代码", "stable code of the failure"),
        Column("error", "string", "错误说明", "失败原因的说明", "what went wrong"),
        _must("warnings", "list<string>", "警告", "读取时的警告", "what the reader warned about"),
        _must("pilots", "list<string>", "试点", "文中称为试点的实体", "entities that the document calls a pilot"),
    ),
    ("doc_id",),
)

_SECTIONS = Table(
    "sections",
    "篇章结构",
    "文档提纲的一个节点：篇、条、段、项、注、印发栏等",
    "a node of the document's outline",
    (
        _doc_id(),
        _must("section_id", "string", "节点编号", "节点编号", "id of the node"),
        Column("parent_id", "string", "上级节点", "上级节点编号，顶层为空", "the node above, null at the top"),
        _must("ordinal", "int32", "次序", "同级中的次序", "position among its siblings"),
        _must(
            "kind",
            "string",
            "类别",
            "article 文章、heading 标题、paragraph 段、item 项、note 注、imprint 印发栏、table 表等",
            "kind of node",
        ),
        _must("level", "int32", "层级", "层级，顶层最小", "depth in the outline"),
        Column("label", "string", "序号", "编号原文，如 一、（二）", "its number as written"),
        Column("heading", "string", "标题", "节点标题", "heading text"),
        *_span("节点", "the node"),
    ),
    ("doc_id", "section_id", "parent_id"),
)

_TOKENS = Table(
    "tokens",
    "词频",
    "一份文档中一个不同的词",
    "a distinct word of a document",
    (
        _doc_id(),
        _must("word", "string", "词", "词或完整的实体名", "the word, or a whole entity name"),
        Column("pos", "string", "词性", "结巴词性标记，未知为空", "part of speech in jieba's tag set, null if unknown"),
        _must("count", "int32", "次数", "在本文档中的次数", "occurrences in the document"),
        _must("tf", "float64", "词频", "次数除以本文档总词数", "count divided by all words of the document"),
        _must(
            "tfidf",
            "float64",
            "TF-IDF",
            "tf ×（ln((1+N)/(1+df))+1），N 为有词的文档数，df 为含该词的文档数",
            "tf * (ln((1+N)/(1+df)) + 1); N documents with words, df of them with this word",
        ),
    ),
    ("doc_id", "word"),
)

_MENTIONS = Table(
    "mentions",
    "实体提及",
    "文中出现的一个名称：高校、学校、地区、机构或人",
    "a named entity",
    (
        _doc_id(),
        *_span("名称", "the name"),
        _text("名称", "the name"),
        _must(
            "type",
            "string",
            "类型",
            "university 高校、school 学校、region 地区、agency 机构、person 人物",
            "type of the entity",
        ),
        _must("name", "string", "规范名", "规范名称", "canonical name"),
        _must("entity_id", "string", "实体编号", "指向 entities", "points to entities"),
        Column("adcode", "string", "区划代码", "六位行政区划代码", "six-digit administrative code"),
        Column("role", "string", "职务", "人物职务，照原文", "a person's role as written"),
        Column("org", "string", "单位", "人物所属机构的规范名", "canonical name of a person's organisation"),
        _rule(),
    ),
    ("doc_id", "entity_id"),
)

_ENTITIES = Table(
    "entities",
    "实体",
    "全部语料中的一个规范实体",
    "a canonical entity of the whole corpus",
    (
        _must("entity_id", "string", "实体编号", "实体编号", "id of the entity"),
        _must(
            "type",
            "string",
            "类型",
            "university 高校、school 学校、region 地区、agency 机构、person 人物",
            "type of the entity",
        ),
        _must("name", "string", "规范名", "规范名称", "canonical name"),
        Column("adcode", "string", "区划代码", "六位行政区划代码", "six-digit administrative code"),
        Column("parent", "string", "上级区划", "上级行政区划代码", "adcode of the region above"),
        _must("pilot", "bool", "试点", "是否被称为试点县、区、校", "named a pilot county, district or school"),
        _must("documents", "int32", "文档数", "出现的文档数", "documents that name it"),
        _must("mentions", "int32", "提及数", "出现的总次数", "mentions in all documents"),
        _must(
            "source", "string", "来源", "gazetteer 名录、learned 文中习得", "gazetteer, or learned from the documents"
        ),
    ),
    ("entity_id",),
)

_DATES = Table(
    "dates",
    "时间",
    "可落到日历上的时间表达",
    "a time expression that can be placed on the calendar",
    (
        _doc_id(),
        *_span("表达", "the expression"),
        _text("表达", "the expression"),
        *_period("所指时间", "the period"),
        _rule(),
    ),
    ("doc_id",),
)

_QUANTITY_COLUMNS = (
    _doc_id(),
    _must("quantity_id", "string", "数量编号", "数量编号", "id of the quantity"),
    *_span("数量", "the quantity"),
    _text("数量", "the quantity"),
    _must(
        "low", "float64", "下值", "数值，区间取小值，已乘倍率", "the number, the lower one of a range, scale applied"
    ),
    _must("high", "float64", "上值", "数值，区间取大值", "the number, the higher one of a range"),
    _must(
        "bound",
        "string",
        "界限",
        "exact 确数、over 超过、at_least 不少于、under 不足、at_most 不超过、about 约",
        "how the number is bounded",
    ),
    _must("unit", "string", "单位", "规范单位", "canonical unit"),
    _must(
        "dimension",
        "string",
        "量纲",
        "persons objects orgs events money 等",
        "dimension: persons, objects, orgs, events, money …",
    ),
    Column("measure", "string", "所计之物", "所计或所量之物，照原文", "the counted or measured thing as written"),
    _must(
        "status", "string", "性质", "actual 已成、target 目标、rule 规定、other 其他", "actual, target, rule or other"
    ),
    Column("code", "string", "指标代码", "指标代码", "indicator code"),
    Column("subject", "string", "主体", "数值所属的地区、高校、学校或机构", "whose record the value belongs to"),
    Column("per", "string", "分母", "比率的分母，照原文", "denominator of a rate as written"),
    *_period("数值所涉时间", "the time the value is about"),
    Column("section_id", "string", "所在节点", "指向 sections", "points to sections"),
    _rule(),
)

_QUANTITIES = Table(
    "quantities",
    "数量",
    "一个带单位的数",
    "a number with its unit",
    _QUANTITY_COLUMNS,
    ("doc_id", "quantity_id", "section_id"),
)

_INDICATORS = Table(
    "indicators",
    "指标",
    "带指标代码的数量，并入所在文档的信息",
    "a quantity with a code, joined with its document",
    (
        *(_must(c.name, c.type, c.title_zh, c.zh, c.en) if c.name == "code" else c for c in _QUANTITY_COLUMNS),
        _must("indicator", "string", "指标", "指标中文名", "Chinese name of the indicator"),
        Column("task", "string", "任务", "所属行动任务", "line of the programme that it informs"),
        Column(
            "adcode",
            "string",
            "区划代码",
            "主体的区划代码；主体不是行政区时为该处所述地区的代码",
            "adcode of the subject; when it is no region, of the region this place of the document is about",
        ),
        Column("university", "string", "高校", "相关高校", "the university concerned"),
        _must("evidence", "string", "依据", "所在句子", "the sentence"),
        Column("title", "string", "文档标题", "文档标题", "title of the document"),
        Column("issuer", "string", "发文机关", "发文机关", "issuing body"),
        Column("date_issued", "date32", "成文日期", "成文日期", "date of issue"),
        _must("path", "string", "路径", "文档路径", "path of the document"),
    ),
    ("doc_id", "quantity_id", "section_id"),
)

_EVENTS = Table(
    "events",
    "事件",
    "有日期的事件",
    "a dated event",
    (
        _doc_id(),
        _must("event_id", "string", "事件编号", "事件编号", "id of the event"),
        *_span("条目", "the item"),
        _text("条目", "the item"),
        _must(
            "type",
            "string",
            "类型",
            "meeting 会议、training 培训、signing 签约、visit 调研走访、ceremony 启动揭牌、activity 其他活动",
            "type of the event",
        ),
        *_period("事件", "the event"),
        _must("participants", "list<string>", "参与方", "参与方的规范名", "canonical names of those who took part"),
        Column("place", "string", "地点", "地区或场所", "region or venue"),
        Column("adcode", "string", "区划代码", "地点的区划代码", "adcode of the place"),
        _rule(),
    ),
    ("doc_id", "event_id"),
)

_PARTNERSHIPS = Table(
    "partnerships",
    "合作关系",
    "高校与地区、学校或机构的合作",
    "a university working with a region, school or agency",
    (
        _doc_id(),
        _must("university", "string", "高校", "高校规范名", "canonical name of the university"),
        _must("partner", "string", "合作方", "合作方规范名", "canonical name of the partner"),
        _must("partner_type", "string", "合作方类型", "region 地区、school 学校、agency 机构", "type of the partner"),
        _must(
            "relation",
            "string",
            "关系",
            "signing 签约、support 支持帮扶、base 基地、joint 共建合作",
            "kind of relation",
        ),
        *_span("依据", "the evidence"),
        _must("evidence", "string", "依据", "所在句子", "the sentence"),
    ),
    ("doc_id",),
)

_CITATIONS = Table(
    "citations",
    "引用",
    "对另一份文件的引用",
    "a reference to another document",
    (
        _doc_id(),
        *_span("引用", "the citation"),
        _text("引用", "the citation"),
        Column("title", "string", "被引标题", "被引文件标题，不含书名号", "title of the cited document"),
        Column("number", "string", "被引字号", "被引文件字号", "number of the cited document"),
        Column(
            "cited_doc_id",
            "string",
            "被引文档",
            "被引文件在语料中的编号",
            "id of the cited document when in the corpus",
        ),
    ),
    ("doc_id", "cited_doc_id"),
)

_CHECKS = Table(
    "checks",
    "核对",
    "对文档自身数字的勾稽核对",
    "an arithmetic or consistency check on the document's own figures",
    (
        _doc_id(),
        _must("kind", "string", "类别", "核对类别", "kind of check"),
        *_span("核对对象", "what is checked"),
        Column("expected", "string", "应为", "推算值", "what the other figures give"),
        Column("found", "string", "实为", "文中值", "what the document says"),
        Column("ok", "bool", "相符", "是否相符，无法判断为空", "whether they agree, null when undecidable"),
        _must("detail", "string", "说明", "核对说明", "explanation"),
    ),
    ("doc_id",),
)

#: Every table by name, in the order of the contract.
TABLES: dict[str, Table] = {
    t.name: t
    for t in (
        _DOCUMENTS,
        _SECTIONS,
        _TOKENS,
        _MENTIONS,
        _ENTITIES,
        _DATES,
        _QUANTITIES,
        _INDICATORS,
        _EVENTS,
        _PARTNERSHIPS,
        _CITATIONS,
        _CHECKS,
    )
}

#: Columns that only the whole corpus can fill, by table; ``entities`` is made from nothing else.
CORPUS_COLUMNS: dict[str, tuple[str, ...]] = {"tokens": ("tfidf",), "citations": ("cited_doc_id",)}

#: Tables that a single document fills.
DOCUMENT_TABLES: tuple[str, ...] = tuple(name for name in TABLES if name != "entities")


@cache
def arrow_schema(name: str) -> pa.Schema:
    """The published Arrow schema of a table."""
    table = TABLES[name]
    about = {"table": name, "title_zh": table.title_zh, "zh": table.zh, "en": table.en, "ids": ",".join(table.ids)}
    return pa.schema([c.field for c in table.columns], metadata=about)


@cache
def part_schema(name: str) -> pa.Schema:
    """The schema of what one document gives: the published one without the columns of the corpus."""
    left_out = CORPUS_COLUMNS.get(name, ())
    return pa.schema([c.field for c in TABLES[name].columns if c.name not in left_out])


def table_names(name: str | None = None) -> tuple[str, ...]:
    """All tables, or the one that is named. Raises ``PolicyMinerError`` (``unknown_table``)."""
    if name is None:
        return tuple(TABLES)
    if name not in TABLES:
        raise PolicyMinerError("unknown_table", "there is no such table", name, "one of " + ", ".join(TABLES))
    return (name,)


def describe(name: str) -> dict[str, Any]:
    """A table as plain data, for ``policyminer schema --json``."""
    table = TABLES[name]
    columns = [
        {"name": c.name, "type": c.type, "required": c.required, "title_zh": c.title_zh, "zh": c.zh, "en": c.en}
        for c in table.columns
    ]
    about = {"name": name, "title_zh": table.title_zh, "zh": table.zh, "en": table.en, "ids": list(table.ids)}
    return {**about, "columns": columns}
