"""The tables of what a document is and says: documents, their outline and words, names, dates, citations."""

from __future__ import annotations

from policyminer.publish.columns import Column, Table, doc_id, must, period, review, rule, span, text

DOCUMENTS = Table(
    "documents",
    "文档",
    "每份输入文件一行，读取失败的也在内",
    "one row per input document, also those that failed",
    (
        doc_id(),
        must(
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
        must(
            "status", "string", "状态", "ok 正常、partial 有缺损、failed 失败", "ok, partial (content lost) or failed"
        ),
        Column("error_code", "string", "错误代码", "失败原因的代码", "stable code of the failure"),
        Column("error", "string", "错误说明", "失败原因的说明", "what went wrong"),
        must("warnings", "list<string>", "警告", "读取时的警告", "what the reader warned about"),
        must("pilots", "list<string>", "试点", "文中称为试点的实体", "entities that the document calls a pilot"),
    ),
    ("doc_id",),
)

SECTIONS = Table(
    "sections",
    "篇章结构",
    "文档提纲的一个节点：篇、条、段、项、注、印发栏等",
    "a node of the document's outline",
    (
        doc_id(),
        must("section_id", "string", "节点编号", "节点编号", "id of the node"),
        Column("parent_id", "string", "上级节点", "上级节点编号，顶层为空", "the node above, null at the top"),
        must("ordinal", "int32", "次序", "同级中的次序", "position among its siblings"),
        must(
            "kind",
            "string",
            "类别",
            "article 文章、heading 标题、paragraph 段、item 项、note 注、imprint 印发栏、table 表等",
            "kind of node",
        ),
        must("level", "int32", "层级", "层级，顶层最小", "depth in the outline"),
        Column("label", "string", "序号", "编号原文，如 一、（二）", "its number as written"),
        Column("heading", "string", "标题", "节点标题", "heading text"),
        *span("节点", "the node"),
    ),
    ("doc_id", "section_id", "parent_id"),
)

BLOCKS = Table(
    "blocks",
    "出处",
    "正文一段文字在原文件中的位置；无位置的不列",
    "where a stretch of text stood in the file; stretches without a place are left out",
    (
        doc_id(),
        *span("该段文字", "the stretch"),
        must(
            "kind",
            "string",
            "类别",
            "title 标题、heading 小标题、paragraph 段、cell 单元格、boilerplate 正文外文字等",
            "title, heading, paragraph, cell, boilerplate …",
        ),
        must(
            "locator",
            "string",
            "位置",
            "在原文件中的位置，如 第12段、表2 第4行第3列、p. 3",
            "its place in the file: a paragraph, a table cell, a page",
        ),
    ),
    ("doc_id",),
)

REMOVED = Table(
    "removed",
    "剔除清单",
    "未作正文的内容：导航、广告、页眉页脚、修订删除的文字等",
    "what is no part of the mined text: navigation, advertising, headers and footers, deleted text …",
    (
        doc_id(),
        must("ordinal", "int32", "次序", "在本文档中的次序，从 0 起", "position in the document's list, from 0"),
        must("reason", "string", "原因", "剔除原因，见 docs/reading.md", "why; the words are in docs/reading.md"),
        Column(
            "locator",
            "string",
            "位置",
            "所在位置；text[a:b] 表示仍留在 documents.text 中",
            "where it stood; text[a:b] when it is still in documents.text",
        ),
        must("chars", "int32", "字符数", "剔除的字符数", "characters it holds"),
        Column("text", "string", "内容", "内容的开头（至多 1000 字），脚本等为空", "its beginning, null for scripts"),
    ),
    ("doc_id",),
)

TOKENS = Table(
    "tokens",
    "词频",
    "一份文档中一个不同的词",
    "a distinct word of a document",
    (
        doc_id(),
        must("word", "string", "词", "词或完整的实体名", "the word, or a whole entity name"),
        Column("pos", "string", "词性", "结巴词性标记，未知为空", "part of speech in jieba's tag set, null if unknown"),
        must("count", "int32", "次数", "在本文档中的次数", "occurrences in the document"),
        must("tf", "float64", "词频", "次数除以本文档总词数", "count divided by all words of the document"),
        must(
            "tfidf",
            "float64",
            "TF-IDF",
            "tf ×（ln((1+N)/(1+df))+1），N 为有词的文档数，df 为含该词的文档数",
            "tf * (ln((1+N)/(1+df)) + 1); N documents with words, df of them with this word",
        ),
    ),
    ("doc_id", "word"),
)

MENTIONS = Table(
    "mentions",
    "实体提及",
    "文中出现的一个名称：高校、学校、地区、机构或人",
    "a named entity",
    (
        doc_id(),
        *span("名称", "the name"),
        text("名称", "the name"),
        must(
            "type",
            "string",
            "类型",
            "university 高校、school 学校、region 地区、agency 机构、person 人物",
            "type of the entity",
        ),
        must("name", "string", "规范名", "规范名称", "canonical name"),
        must("entity_id", "string", "实体编号", "指向 entities", "points to entities"),
        Column("adcode", "string", "区划代码", "六位行政区划代码", "six-digit administrative code"),
        Column("role", "string", "职务", "人物职务，照原文", "a person's role as written"),
        Column("org", "string", "单位", "人物所属机构的规范名", "canonical name of a person's organisation"),
        rule(),
        *review(),
    ),
    ("doc_id", "entity_id"),
)

ENTITIES = Table(
    "entities",
    "实体",
    "全部语料中的一个规范实体",
    "a canonical entity of the whole corpus",
    (
        must("entity_id", "string", "实体编号", "实体编号", "id of the entity"),
        must(
            "type",
            "string",
            "类型",
            "university 高校、school 学校、region 地区、agency 机构、person 人物",
            "type of the entity",
        ),
        must("name", "string", "规范名", "规范名称", "canonical name"),
        Column("adcode", "string", "区划代码", "六位行政区划代码", "six-digit administrative code"),
        Column("parent", "string", "上级区划", "上级行政区划代码", "adcode of the region above"),
        must("pilot", "bool", "试点", "是否被称为试点县、区、校", "named a pilot county, district or school"),
        must("documents", "int32", "文档数", "出现的文档数", "documents that name it"),
        must("mentions", "int32", "提及数", "出现的总次数", "mentions in all documents"),
        must(
            "source", "string", "来源", "gazetteer 名录、learned 文中习得", "gazetteer, or learned from the documents"
        ),
    ),
    ("entity_id",),
)

DATES = Table(
    "dates",
    "时间",
    "可落到日历上的时间表达",
    "a time expression that can be placed on the calendar",
    (
        doc_id(),
        *span("表达", "the expression"),
        text("表达", "the expression"),
        *period("所指时间", "the period"),
        Column(
            "precision",
            "string",
            "精度",
            "day 日、week 周、ten_days 旬、month 月、quarter 季度、half 半年、term 学期、year 年、school_year 学年、"
            "plan 五年规划、decade 年代",
            "the unit in which the ends are named: day, week, ten_days, month, quarter, half, term, year …",
        ),
        Column(
            "anchor",
            "string",
            "推算依据",
            "explicit 文字自足、context 承前文日期、document 据成文日期推算；文档无日期而无从推算时为空",
            "explicit: its words suffice; context: a date before it; document: the document's date; null: none",
        ),
        rule(),
        *review(),
    ),
    ("doc_id",),
)

CITATIONS = Table(
    "citations",
    "引用",
    "对另一份文件的引用",
    "a reference to another document",
    (
        doc_id(),
        *span("引用", "the citation"),
        text("引用", "the citation"),
        Column("title", "string", "被引标题", "被引文件标题，不含书名号", "title of the cited document"),
        Column("number", "string", "被引字号", "被引文件字号", "number of the cited document"),
        Column(
            "cited_doc_id",
            "string",
            "被引文档",
            "被引文件在语料中的编号",
            "id of the cited document when in the corpus",
        ),
        *review(),
    ),
    ("doc_id", "cited_doc_id"),
)
