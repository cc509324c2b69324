"""The tables of facts: quantities, indicators, events, partnerships, checks."""

from __future__ import annotations

from policyminer.publish.columns import Column, Table, doc_id, must, period, review, rule, span, text


def _source(of: str, title_zh: str, zh: str, en: str) -> tuple[Column, Column, Column]:
    """What an attribute was read from: the kind of evidence, and where its words stand."""
    return (
        Column(f"{of}_source", "string", f"{title_zh}依据", f"{title_zh}得自：{zh}", f"what gave the {of}: {en}"),
        Column(f"{of}_start", "int32", f"{title_zh}依据起点", "依据词句的起点，无词句为空", "where those words begin"),
        Column(f"{of}_end", "int32", f"{title_zh}依据终点", "依据词句的终点（不含）", "where those words end"),
    )


_QUANTITY_COLUMNS = (
    doc_id(),
    must("quantity_id", "string", "数量编号", "数量编号", "id of the quantity"),
    *span("数量", "the quantity"),
    text("数量", "the quantity"),
    must("low", "float64", "下值", "数值，区间取小值，已乘倍率", "the number, the lower one of a range, scale applied"),
    must("high", "float64", "上值", "数值，区间取大值", "the number, the higher one of a range"),
    must(
        "bound",
        "string",
        "界限",
        "exact 确数、over 超过、at_least 不少于、under 不足、at_most 不超过、about 约",
        "how the number is bounded",
    ),
    must("unit", "string", "单位", "规范单位", "canonical unit"),
    must(
        "dimension",
        "string",
        "量纲",
        "persons objects orgs events money 等",
        "dimension: persons, objects, orgs, events, money …",
    ),
    Column("measure", "string", "所计之物", "所计或所量之物，照原文", "the counted or measured thing as written"),
    must(
        "status", "string", "性质", "actual 已成、target 目标、rule 规定、other 其他", "actual, target, rule or other"
    ),
    Column("code", "string", "指标代码", "指标代码", "indicator code"),
    Column("subject", "string", "主体", "数值所属的地区、高校、学校或机构", "whose record the value belongs to"),
    Column("per", "string", "分母", "比率的分母，照原文", "denominator of a rate as written"),
    *period("数值所涉时间", "the time the value is about"),
    Column("section_id", "string", "所在节点", "指向 sections", "points to sections"),
    rule(),
    Column(
        "scope",
        "string",
        "累计或当期",
        "cumulative 累计、period 当期、added 新增，未说明为空",
        "cumulative for a running total, period for what a time saw, added for an increase",
    ),
    Column("coverage", "string", "范围", "涵盖范围，照原文，如 全县、本校", "whom it covers as written"),
    Column(
        "change",
        "string",
        "变化",
        "rise 增长、fall 下降、to 增减后的水平，非变化量为空",
        "rise or fall of an amount by which something changes, to for the level reached",
    ),
    Column("part_of", "string", "所属总数", "其中项所属总数的数量编号", "quantity_id of the total it is a part of"),
    Column("duplicate_of", "string", "重复于", "所重复的数量编号", "quantity_id of the value it repeats"),
    *_source(
        "subject",
        "主体",
        "actor 句中行为者、scope_word 全县等、sentence 句、article 文章、item 条目、title 标题、document 文档、"
        "row 表格行、column 表格列",
        "actor, scope_word, sentence, article, item, title, document, or row or column of a table",
    ),
    *_source(
        "status",
        "性质",
        "words 词句、deadline 期限、norm 规定、heading 标题、genre 文种、whole 总数",
        "words, deadline, norm, heading, genre or whole",
    ),
    *_source(
        "period",
        "时间",
        "sentence 句、item 条目、lead 导语、heading 标题、whole 总数、cell 表头或行名、title 题名中的年份",
        "sentence, item, lead, heading, whole, cell (header or label in a table), or title (the year that the document "
        "is an account of)",
    ),
)

QUANTITIES = Table(
    "quantities",
    "数量",
    "一个带单位的数",
    "a number with its unit",
    (*_QUANTITY_COLUMNS, *review()),
    ("doc_id", "quantity_id", "section_id"),
)

INDICATORS = Table(
    "indicators",
    "指标",
    "带指标代码的数量，并入所在文档的信息",
    "a quantity with a code, joined with its document",
    (
        *(must(c.name, c.type, c.title_zh, c.zh, c.en) if c.name == "code" else c for c in _QUANTITY_COLUMNS),
        must("indicator", "string", "指标", "指标中文名", "Chinese name of the indicator"),
        Column("task", "string", "任务", "所属行动任务", "line of the programme that it informs"),
        Column(
            "adcode",
            "string",
            "区划代码",
            "主体的区划代码；主体不是行政区时为该处所述地区的代码",
            "adcode of the subject; when it is no region, of the region this place of the document is about",
        ),
        Column("university", "string", "高校", "相关高校", "the university concerned"),
        must("evidence", "string", "依据", "所在句子", "the sentence"),
        Column("title", "string", "文档标题", "文档标题", "title of the document"),
        Column("issuer", "string", "发文机关", "发文机关", "issuing body"),
        Column("date_issued", "date32", "成文日期", "成文日期", "date of issue"),
        must("path", "string", "路径", "文档路径", "path of the document"),
        *review(),
    ),
    ("doc_id", "quantity_id", "section_id"),
)

EVENTS = Table(
    "events",
    "事件",
    "有日期的事件",
    "a dated event",
    (
        doc_id(),
        must("event_id", "string", "事件编号", "事件编号", "id of the event"),
        *span("条目", "the item"),
        text("条目", "the item"),
        must(
            "type",
            "string",
            "类型",
            "meeting 会议、training 培训、signing 签约、visit 调研走访、ceremony 启动揭牌、activity 其他活动",
            "type of the event",
        ),
        *period("事件", "the event"),
        must("participants", "list<string>", "参与方", "参与方的规范名", "canonical names of those who took part"),
        Column("place", "string", "地点", "地区或场所", "region or venue"),
        Column("adcode", "string", "区划代码", "地点的区划代码", "adcode of the place"),
        rule(),
        must("hosts", "list<string>", "主办方", "参与方中的主办、承办者", "those of the participants that hold it"),
        Column(
            "attendance", "float64", "参加人数", "参加人数，区间取小值", "how many took part, the lower one of a range"
        ),
        Column("attendance_id", "string", "人数编号", "参加人数的数量编号", "quantity_id of that number"),
        *review(),
    ),
    ("doc_id", "event_id"),
)

PARTNERSHIPS = Table(
    "partnerships",
    "合作关系",
    "高校与地区、学校或机构的合作",
    "a university working with a region, school or agency",
    (
        doc_id(),
        must("university", "string", "高校", "高校规范名", "canonical name of the university"),
        must("partner", "string", "合作方", "合作方规范名", "canonical name of the partner"),
        must("partner_type", "string", "合作方类型", "region 地区、school 学校、agency 机构", "type of the partner"),
        must(
            "relation",
            "string",
            "关系",
            "signing 签约、support 支持帮扶、base 基地、joint 共建合作",
            "kind of relation",
        ),
        *span("依据", "the evidence"),
        must("evidence", "string", "依据", "所在句子", "the sentence"),
        *review(),
    ),
    ("doc_id",),
)

INSTRUMENTS = Table(
    "instruments",
    "政策工具",
    "一个分句所用的政策工具（供给型、环境型、需求型）",
    "the policy instrument a clause names",
    (
        doc_id(),
        *span("分句", "the clause"),
        text("分句", "the clause"),
        must(
            "kind",
            "string",
            "类型",
            "supply 供给型、environment 环境型、demand 需求型",
            "supply, environment or demand, after Rothwell and Zegveld",
        ),
        must("instrument", "string", "工具代码", "政策工具代码", "code of the instrument"),
        must("name", "string", "工具", "政策工具名称", "Chinese name of the instrument"),
        must("cue", "string", "线索", "据以判定的词句，照原文", "the words that decided"),
        must("cue_start", "int32", "线索起点", "线索在 documents.text 中的起点", "first character of the cue"),
        must("cue_end", "int32", "线索终点", "线索的终点（不含）", "one past the last character of the cue"),
        must("also", "list<string>", "兼有", "同一分句兼及的其他工具", "other instruments the clause speaks of"),
        Column("section_id", "string", "所在节点", "指向 sections", "points to sections"),
        rule(),
    ),
    ("doc_id", "section_id"),
)

CHECKS = Table(
    "checks",
    "核对",
    "对文档自身数字的勾稽核对",
    "an arithmetic or consistency check on the document's own figures",
    (
        doc_id(),
        must("kind", "string", "类别", "核对类别", "kind of check"),
        *span("核对对象", "what is checked"),
        Column("expected", "string", "应为", "推算值", "what the other figures give"),
        Column("found", "string", "实为", "文中值", "what the document says"),
        Column("ok", "bool", "相符", "是否相符，无法判断为空", "whether they agree, null when undecidable"),
        must("detail", "string", "说明", "核对说明", "explanation"),
        must(
            "verdict",
            "string",
            "结论",
            "pass 相符、warn 存疑、fail 不符、undecided 无法判断",
            "pass, warn (they differ, look), fail (both cannot be right) or undecided",
        ),
        Column(
            "expected_start",
            "int32",
            "应为起点",
            "推算所据词句的起点，无则为空",
            "where the figures behind expected begin",
        ),
        Column("expected_end", "int32", "应为终点", "推算所据词句的终点（不含）", "where they end"),
        Column("found_start", "int32", "实为起点", "文中值的起点，无则为空", "where the document says found"),
        Column("found_end", "int32", "实为终点", "文中值的终点（不含）", "where that ends"),
    ),
    ("doc_id",),
)

DERIVED = Table(
    "derived",
    "推算",
    "文中没有写明、由文中数值推算出的数",
    "a value that follows from stated ones by a formula",
    (
        doc_id(),
        must("derived_id", "string", "推算编号", "推算编号", "id of the derived value"),
        *span("所据数值", "the figures it follows from"),
        must(
            "kind",
            "string",
            "类别",
            "share 总数乘比例、product 单位数乘个数",
            "share of a whole, or product of a rate and a count",
        ),
        must("formula", "string", "算式", "所据数值的原文与算法", "the figures as written and what is done with them"),
        must("low", "float64", "下值", "数值，区间取小值", "the number, the lower one of a range"),
        must("high", "float64", "上值", "数值，区间取大值", "the number, the higher one of a range"),
        must("bound", "string", "界限", "同 quantities.bound", "as quantities.bound"),
        must("unit", "string", "单位", "规范单位", "canonical unit"),
        Column("measure", "string", "所计之物", "所计之物，照原文", "the counted thing as written"),
        must("status", "string", "性质", "同所据的首个数量", "that of the quantity it leads from"),
        Column("code", "string", "指标代码", "同所据的首个数量", "that of the quantity it leads from"),
        Column("subject", "string", "主体", "同所据的首个数量", "that of the quantity it leads from"),
        *period("数值所涉时间", "the time the value is about"),
        must("sources", "list<string>", "所据数量", "所据数量的编号", "ids of the quantities it follows from"),
    ),
    ("doc_id", "derived_id", "sources"),
)

PROGRESS = Table(
    "progress",
    "进度",
    "一项目标与同一指标、主体、单位的实际值对照",
    "a target with the actual values of the same indicator, subject and unit",
    (
        doc_id(),
        must("quantity_id", "string", "目标编号", "目标的数量编号", "quantity_id of the target"),
        must("code", "string", "指标代码", "指标代码", "indicator code"),
        must("indicator", "string", "指标", "指标中文名", "Chinese name of the indicator"),
        must("subject", "string", "主体", "目标所属的地区、高校、学校或机构", "whose target it is"),
        Column("adcode", "string", "区划代码", "同 indicators.adcode", "as indicators.adcode"),
        must("unit", "string", "单位", "规范单位", "canonical unit"),
        Column("per", "string", "分母", "比率的分母，照原文", "denominator of a rate as written"),
        Column("measure", "string", "目标所计之物", "目标所计之物，照原文", "what the target counts, as written"),
        must("target_low", "float64", "目标下值", "目标值，区间取小值", "the target, the lower one of a range"),
        must("target_high", "float64", "目标上值", "目标值，区间取大值", "the target, the higher one of a range"),
        must("target_bound", "string", "目标界限", "同 quantities.bound", "as quantities.bound"),
        Column("set_on", "date32", "提出日期", "提出目标的文档的日期", "date of the document that sets it"),
        Column("deadline", "date32", "期限", "目标期限", "last day for the target"),
        Column("baseline_id", "string", "基期编号", "基期值的数量编号", "quantity_id of the baseline"),
        Column(
            "baseline_measure",
            "string",
            "基期所计之物",
            "基期值所计之物，照原文",
            "what the baseline counts, as written",
        ),
        Column(
            "baseline",
            "float64",
            "基期值",
            "提出目标时已有的实际值",
            "last actual value up to the day the target was set",
        ),
        Column("baseline_on", "date32", "基期日", "基期值所指之日", "the day the baseline stands for"),
        Column("last_id", "string", "最新编号", "最新实际值的数量编号", "quantity_id of the latest actual value"),
        Column(
            "last_measure",
            "string",
            "最新所计之物",
            "最新值所计之物，照原文",
            "what the latest value counts, as written",
        ),
        Column(
            "last_low", "float64", "最新下值", "提出目标后的最新实际值", "latest actual value after the target was set"
        ),
        Column("last_high", "float64", "最新上值", "最新实际值，区间取大值", "the same, the higher one of a range"),
        Column("last_on", "date32", "最新日", "最新实际值所指之日", "the day the latest value stands for"),
        Column(
            "gap",
            "float64",
            "差距",
            "目标下值减最新值（无则减基期值）",
            "target_low less the latest value, else the baseline",
        ),
        Column(
            "reached",
            "bool",
            "达成",
            "最新值是否达到目标，无最新值为空",
            "whether the latest value meets it, null without one",
        ),
    ),
    ("doc_id", "quantity_id", "baseline_id", "last_id"),
)
