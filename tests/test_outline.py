# ruff: noqa: E501 - a case reads best on one line
"""How a document is laid out: what it says about itself, what is body, and how its parts nest."""

from __future__ import annotations

from datetime import date

import pytest

from helpers_find import cases, make_document, rules
from policyminer.model import Metadata, Result, Section
from policyminer.outline import lay_out
from policyminer.pipeline import mine

#: Cases that the program gets wrong, and how.
KNOWN = {
    "bracketed-full-width": "the label is folded, (三), and so stays in the heading: （三）强化保障",
}


def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def about(text: str) -> Metadata:
    return mined(text).metadata


def sections(text: str, *kinds: str) -> list[Section]:
    return [s for s in mined(text).sections if not kinds or s.kind in kinds]


def quotes(text: str, *kinds: str) -> list[str]:
    return [text[s.start : s.end] for s in sections(text, *kinds)]


def paragraphs(text: str) -> list[str]:
    """Paragraphs as the finders read them: without broken lines, padding and marks of bold."""
    outline, _ = lay_out(make_document(text), "d")
    return [outline.view.text[p.start : p.end] for p in outline.paragraphs]


BODY = "各乡镇中心学校要把控辍保学作为头等大事，逐人建立台账，按月核对学籍，做到不漏一户、不落一人。"

BULLETIN = """甘南藏族自治州控辍保学工作简报

第 27 期

甘南藏族自治州教育局办公室    2022年11月8日

【牧区动态】

★10月25日，夏河县教育局在拉卜楞镇召开送教上门座谈会。会议听取了三个教学点的汇报，商定下月走访牧户。

★10月28日，碌曲县中学举办寄宿制学校后勤培训班。来自七所学校的后勤人员参加培训。

报：州委、州政府。
送：各县（市）教育局。
"""

# (id, text, what the metadata say)
METADATA = [
    (
        "notice-with-number",
        f"临夏回族自治州教育局文件\n临州教发〔2023〕41号\n关于做好寄宿制学校冬季取暖工作的通知\n\n各县（市）教育局：\n{BODY}\n\n临夏回族自治州教育局\n2023年10月9日\n",
        {"doc_type": "notice", "doc_number": "临州教发〔2023〕41号", "date_issued": date(2023, 10, 9), "issuer": "临夏回族自治州教育局"},
    ),
    (
        "number-with-square-brackets",
        f"永靖县人民政府关于印发永靖县学前教育普及普惠行动计划的通知\n永政发[2021]18号\n\n{BODY}\n\n永靖县人民政府\n2021年6月1日\n",
        {"doc_type": "notice", "doc_number": "永政发[2021]18号", "issuer": "永靖县人民政府", "region": "622923", "date_issued": date(2021, 6, 1)},
    ),
    (
        "plan-in-two-lines",
        f"永靖县义务教育优质均衡发展\n三年行动计划（2023—2025年）\n\n{BODY}\n",
        {"doc_type": "plan", "title": "永靖县义务教育优质均衡发展三年行动计划（2023—2025年）", "region": "622923", "doc_number": None},
    ),
    ("date-in-chinese-digits", f"永靖县教育局关于开展校车排查的通知\n\n{BODY}\n\n永靖县教育局\n二〇二二年三月十六日\n", {"date_issued": date(2022, 3, 16), "issuer": "永靖县教育局"}),
    ("opinion", f"关于加强乡村小规模学校建设的实施意见\n\n{BODY}\n", {"doc_type": "opinion"}),
    ("opinion-for-trial", f"关于深化教研制度改革的指导意见（试行）\n\n{BODY}\n", {"doc_type": "opinion"}),
    ("measures", f"永靖县教师交流轮岗管理办法\n\n{BODY}\n", {"doc_type": "measures"}),
    ("measures-provisional", f"永靖县校外培训机构管理细则（暂行）\n\n{BODY}\n", {"doc_type": "measures"}),
    ("summary", f"永靖县教育局2022年工作总结\n\n{BODY}\n", {"doc_type": "summary", "issuer": "永靖县教育局"}),
    ("report", f"永靖县2023年政府工作报告\n\n{BODY}\n", {"doc_type": "report"}),
    ("communique", f"2022年甘肃省教育事业发展统计公报\n\n{BODY}\n", {"doc_type": "communique", "title": "2022年甘肃省教育事业发展统计公报"}),
    ("reply", f"关于县政协第十届二次会议第45号提案的答复\n\n{BODY}\n", {"doc_type": "reply"}),
    ("key-points", f"永靖县教育局2024年工作要点\n\n{BODY}\n", {"doc_type": "plan"}),
    ("no-title", f"{BODY}\n{BODY}\n", {"doc_type": "other", "title": None}),
    ("cited-number-is-not-its-own", f"永靖县教研工作实施方案\n\n为落实《意见》（甘教基〔2020〕9号）精神，制定本方案。\n{BODY}\n", {"doc_number": None, "doc_type": "plan"}),
    ("cited-date-is-not-its-own", f"永靖县教研工作实施方案\n\n全县教研大会于2023年9月8日召开。\n{BODY}\n", {"date_issued": None}),
    (
        "bulletin",
        BULLETIN,
        {
            "doc_type": "bulletin",
            "title": "甘南藏族自治州控辍保学工作简报",
            "issue_number": 27,
            "issuer": "甘南藏族自治州教育局办公室",
            "date_issued": date(2022, 11, 8),
            "region": "623000",
        },
    ),
    ("issue-in-chinese", BULLETIN.replace("第 27 期", "第二十七期"), {"issue_number": 27}),
    ("issue-in-brackets", BULLETIN.replace("第 27 期", "（第27期）"), {"issue_number": 27, "doc_type": "bulletin"}),
    (
        "information-table",
        f"索 引 号：0123/2022-001\n发布机构：永靖县教育局\n生成日期：2022-03-02\n文 号：永教发〔2022〕6号\n标题：永靖县教育局关于开学检查的通知\n发布日期：2022-03-05\n\n永靖县教育局关于开学检查的通知\n\n{BODY}\n",
        {
            "title": "永靖县教育局关于开学检查的通知",
            "issuer": "永靖县教育局",
            "doc_number": "永教发〔2022〕6号",
            "date_issued": date(2022, 3, 2),
            "date_published": date(2022, 3, 5),
        },
    ),
    (
        "keys-and-values-on-their-own-lines",
        f"发文机关：\n永靖县教育局\n成文日期：\n2022年3月2日\n发布日期：\n2022年3月5日\n\n永靖县教育局关于开学检查的通知\n\n{BODY}\n",
        {"issuer": "永靖县教育局", "date_issued": date(2022, 3, 2), "date_published": date(2022, 3, 5)},
    ),
    (
        "info-line-under-the-title",
        f"首页 > 政务公开 > 工作动态\n永靖县教育局全力推进控辍保学\n发布时间：2022-04-07 10:12　来源：永靖县教育局　浏览次数：318\n\n{BODY}\n【打印】【关闭】\n",
        {"title": "永靖县教育局全力推进控辍保学", "date_published": date(2022, 4, 7), "doc_type": "news", "issuer": "永靖县教育局"},
    ),
    (
        "one-line-news",
        f"2023-07-31 15:23，正文：原标题：永靖县百名教师暑期走村入户近日，永靖县组织教师走村入户劝返学生。{BODY}责任编辑：王某",
        {"doc_type": "news", "date_published": date(2023, 7, 31), "title": "永靖县百名教师暑期走村入户", "date_issued": None},
    ),
    (
        "one-line-news-with-its-title-twice",
        f"2023-07-31，正文：原标题：永靖县百名教师走村入户 永靖县百名教师走村入户 暑假开始后，各校教师走村入户劝返学生。{BODY}（来源：永靖县融媒体中心）",
        {"title": "永靖县百名教师走村入户", "date_published": date(2023, 7, 31), "issuer": "永靖县融媒体中心"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), cases(METADATA, KNOWN))
def test_what_a_document_says_about_itself(text: str, wanted: dict[str, object]) -> None:
    found = about(text)
    assert {name: getattr(found, name) for name in wanted} == wanted


# --- broken lines -------------------------------------------------------------------------------------------------

LONG = "★夏河县教育局联合合作市藏族中学开展双语教师教学能力"
# (id, text, the paragraphs read)
BROKEN = [
    ("inside-a-word", f"{LONG}提\n\n升培训。三十名教师参加。\n", [f"{LONG}提升培训。三十名教师参加。"]),
    ("behind-a-comma", "全州共有教学点一百零二个，\n\n在校学生两千余人。\n", ["全州共有教学点一百零二个，在校学生两千余人。"]),
    ("in-a-long-sentence", "今年春季学期，全县共劝返学生四十六人，其中初中二十八\n人，小学十八人。\n", ["今年春季学期，全县共劝返学生四十六人，其中初中二十八人，小学十八人。"]),
    ("marks-of-bold", "**一、总体要求**\n**坚持**育人为本，打造“**校家社**”协同体系。\n", ["一、总体要求", "坚持育人为本，打造“校家社”协同体系。"]),
    ("bold-that-runs-over-the-break", "今年春季学期，全县各级各类学校共劝返学生**四十\n\n六**人，成效明显。\n", ["今年春季学期，全县各级各类学校共劝返学生四十六人，成效明显。"]),
    ("spaces-around-numbers", "全县共有教学点 102 个。\n", ["全县共有教学点102个。"]),
    ("padded-words", "组　长：马　明\n", ["组长:马明".replace(":", "：")]),
    ("names-in-a-list", "组员：马晓明 李建华 王志强\n", ["组员：马晓明 李建华 王志强"]),
    ("full-stop-ends", "全县共有教学点一百零二个。\n在校学生两千余人。\n", ["全县共有教学点一百零二个。", "在校学生两千余人。"]),
    ("heading-below", "今年春季学期，全县共劝返学生四十六人，成效十分明显\n二、存在问题\n", ["今年春季学期，全县共劝返学生四十六人，成效十分明显", "二、存在问题"]),
    ("short-lines-stay", "工作目标\n重点任务\n", ["工作目标", "重点任务"]),
    ("signature-stays", "今年春季学期，全县共劝返学生四十六人，成效十分明显\n2022年3月2日\n", ["今年春季学期，全县共劝返学生四十六人，成效十分明显", "2022年3月2日"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), cases(BROKEN, KNOWN))
def test_broken_lines_are_read_as_one(text: str, wanted: list[str]) -> None:
    assert paragraphs(text) == wanted


def test_a_number_over_a_page_break_is_one_quantity() -> None:
    text = "永靖县控辍保学工作总结\n\n今年春季学期，全县通过逐户走访，共劝返学生1\n\n46 名。\n"
    found = mined(text).quantities
    assert [(q.text, q.low, q.unit) for q in found] == [("1\n\n46 名", 146, "人")]


# --- headings, columns, items -------------------------------------------------------------------------------------


# (id, line, label, heading)
HEADINGS = [
    ("chinese", "一、总体要求", "一", "总体要求"),
    ("with-a-year", "一、2024年重点工作", "一", "2024年重点工作"),
    ("ten", "十二、保障措施", "十二", "保障措施"),
    (
        "bracketed",
        "(三)强化保障。各校要落实责任，按月上报进展，确保各项任务按期完成，年底统一考核验收。",
        "(三)",
        "强化保障",
    ),
    ("digit", "2.加强教研指导", "2", "加强教研指导"),
    ("digit-with-dunhao", "3、加强教研指导", "3", "加强教研指导"),
    ("digit-and-a-year", "4.2023年工作打算", "4", "2023年工作打算"),
    ("bracketed-digit", "(2)加强教研指导", "(2)", "加强教研指导"),
    ("chapter", "第二章 学籍管理", "第二章", "学籍管理"),
    ("bold", "**一、总体要求**", "一", "总体要求"),
]


@pytest.mark.parametrize(("line", "label", "heading"), cases(HEADINGS, KNOWN))
def test_a_numbered_line_is_a_heading(line: str, label: str, heading: str) -> None:
    text = f"永靖县教研工作实施方案\n\n{line}\n{BODY}\n"
    found = sections(text, "heading")
    assert [(s.label, s.heading) for s in found] == [(label, heading)]


@pytest.mark.parametrize(
    "line",
    [
        "1.5万名学生受益，全县教育面貌一新。",
        "3.6%的增幅超过预期。",
        "一、二年级不留书面作业。",
        "2023年全县劝返学生四十六人。",
    ],
)
def test_a_number_at_the_beginning_is_no_label(line: str) -> None:
    assert sections(f"永靖县教研工作实施方案\n\n{line}\n{BODY}\n", "heading") == []


def test_headings_nest_by_their_kind() -> None:
    text = (
        f"永靖县教研工作实施方案\n\n一、目标\n(一)总体目标\n1.第一年\n{BODY}\n(二)具体目标\n{BODY}\n二、措施\n{BODY}\n"
    )
    found = {s.section_id: s for s in sections(text)}
    parents = {s.heading: found[s.parent_id].heading if s.parent_id else None for s in found.values() if s.heading}
    assert len(parents) == 5
    assert parents == {
        "目标": None,
        "总体目标": "目标",
        "第一年": "总体目标",
        "具体目标": "目标",
        "措施": None,
    }
    aims = next(s for s in found.values() if s.heading == "目标")
    assert text[aims.start : aims.end].endswith(f"(二)具体目标\n{BODY}")


def test_chains_are_items_of_their_paragraph() -> None:
    line = "主要做法有三点。一是逐户走访，摸清底数；二是分类帮扶，一人一案；三是严格考核，按月通报。"
    text = f"永靖县教研工作总结\n\n{line}\n"
    found = sections(text, "item")
    assert [(s.label, text[s.start : s.end]) for s in found] == [
        ("一是", "一是逐户走访，摸清底数；"),
        ("二是", "二是分类帮扶，一人一案；"),
        ("三是", "三是严格考核，按月通报。"),
    ]
    assert len({s.parent_id for s in found}) == 1


@pytest.mark.parametrize("phrase", ["有一是一，实事求是。", "统一要求，分步实施。", "二是一个大问题。"])
def test_what_is_no_chain(phrase: str) -> None:
    assert sections(f"永靖县教研工作总结\n\n全县上下通力协作{phrase}\n", "item") == []


def test_columns_and_items_of_a_bulletin() -> None:
    found = sections(BULLETIN)
    assert [s.heading for s in found if s.kind == "heading"] == ["【牧区动态】"]
    items = [s for s in found if s.kind == "item"]
    assert [(s.label, s.heading) for s in items] == [
        ("★", "★10月25日，夏河县教育局在拉卜楞镇召开送教上门座谈会".removeprefix("★")),
        ("★", "10月28日，碌曲县中学举办寄宿制学校后勤培训班"),
    ]
    column = next(s for s in found if s.heading == "【牧区动态】")
    assert {s.parent_id for s in items} == {column.section_id}
    assert BULLETIN[items[0].start : items[0].end].endswith("商定下月走访牧户。")


def test_an_imprint_is_outside_of_all_items() -> None:
    found = sections(BULLETIN, "imprint")
    assert [BULLETIN[s.start : s.end] for s in found] == ["报：州委、州政府。", "送：各县（市）教育局。"]
    assert [s.parent_id for s in found] == [None, None]


def test_an_editors_note_is_a_note() -> None:
    text = BULLETIN.replace(
        "【牧区动态】\n", "编者按：控辍保学贵在坚持。本期刊发两县做法，供各地借鉴。\n\n【牧区动态】\n"
    )
    assert quotes(text, "note") == ["编者按：控辍保学贵在坚持。本期刊发两县做法，供各地借鉴。"]


def test_articles_with_subtitles() -> None:
    first, second = "把教室搬到草场上\n——夏河县送教上门的做法", "让每个孩子都有书读\n——碌曲县控辍保学纪实"
    text = f"甘南藏族自治州控辍保学工作简报\n第 3 期\n甘南藏族自治州教育局办公室 2022年11月8日\n\n{first}\n{BODY}\n一、摸清底数\n{BODY}\n\n{second}\n{BODY}\n\n报：州委。\n"
    found = sections(text, "article")
    assert [s.heading for s in found] == ["把教室搬到草场上", "让每个孩子都有书读"]
    assert text[found[0].start : found[0].end] == f"{first}\n{BODY}\n一、摸清底数\n{BODY}"
    assert text[found[1].start : found[1].end] == f"{second}\n{BODY}"


# --- what a site prints around a document -------------------------------------------------------------------------

PAGE = f"""网站首页
政务公开
办事服务
互动交流
走进永靖
数据开放
您当前的位置：首页 > 政务公开 > 通知公告
永靖县教育局关于开学检查的通知
发布时间：2022-03-05 10:12 来源：永靖县教育局 浏览次数：318
【字体：大 中 小】
【打印】

{BODY}

永靖县教育局
2022年3月2日
【打印】【关闭】
上一篇：永靖县教育局关于放假的通知
相关链接
主办：永靖县人民政府
"""


def test_site_furniture_is_boilerplate() -> None:
    outside = quotes(PAGE, "boilerplate")
    for line in (
        "网站首页",
        "走进永靖",
        "您当前的位置：首页 > 政务公开 > 通知公告",
        "【打印】",
        "【打印】【关闭】",
        "上一篇：永靖县教育局关于放假的通知",
        "主办：永靖县人民政府",
    ):
        assert line in outside, line
    body = [quote for quote in quotes(PAGE) if quote not in outside]
    assert body == ["永靖县教育局关于开学检查的通知", BODY, "永靖县教育局", "2022年3月2日"]


def test_nothing_is_found_in_site_furniture() -> None:
    result = mined(PAGE)
    inside = [(s.start, s.end) for s in result.sections if s.kind == "boilerplate"]
    for rows in (result.mentions, result.quantities, result.dates, result.citations):
        assert [r.text for r in rows if any(a <= r.start < b for a, b in inside)] == []
    assert result.metadata.date_published == date(2022, 3, 5)
    assert result.metadata.issuer == "永靖县教育局"


def test_a_print_button_is_no_column() -> None:
    text = BULLETIN.replace("【牧区动态】", "【打印】\n\n【牧区动态】\n\n【关闭】")
    assert [s.heading for s in sections(text, "heading")] == ["【牧区动态】"]
    assert {"【打印】", "【关闭】"} <= set(quotes(text, "boilerplate"))


def test_the_column_of_a_breadcrumb_is_no_place_of_the_document() -> None:
    text = f"当前位置：首页 > 兰州新区 > 通知\n永靖县教育局关于开学检查的通知\n\n{BODY}\n\n永靖县教育局\n2022年3月2日\n"
    assert "兰州新区" not in [m.text for m in mined(text).mentions]
    assert about(text).region == "622923"


ITEMS = "【县区动态】\n\n★皋兰县召开教研推进会。11月3日，皋兰县召开教研推进会，各学校负责人参加会议。\n"
OFFICE = "甘肃省乡村教育帮扶工作协调小组办公室"


@pytest.mark.parametrize(
    ("head", "foot", "issue"),
    [
        ("2023年第4期\n\n{o}\n\n2023年11月8日", "", 4),
        ("（2023）第4期\n\n{o}\n\n2023年11月8日", "", 4),
        ("第 4 期　　　　{o}　　　　2023年11月8日", "", 4),
        ("2023年11月8日　第4期（总第19期）\n{o}", "", 4),
        ("〔2023〕4期\n{o}      二〇二三年十一月八日", "", 4),
        ("2023第4期\n{o}编印   2023-11-08", "", 4),
        ("2023年第4期（总第19期）\n\n编印：{o}  签发：王立\n编辑：李想\n2023年11月8日", "", 4),
        ("第4期\n\n{o}编", "{o}      2023年11月8日印发", 4),
        ("第4期\n\n{o}编", "共印80份  2023年11月8日", 4),
    ],
)
def test_mastheads_and_imprints_in_any_order(head: str, foot: str, issue: int) -> None:
    text = f"甘肃省乡村教育帮扶工作简报\n\n{head}\n\n{ITEMS}\n送：各市州教育局\n\n{foot}\n".format(o=OFFICE)
    metadata = mine(make_document(text), rules()).metadata
    assert (metadata.title, metadata.doc_type) == ("甘肃省乡村教育帮扶工作简报", "bulletin")
    assert (metadata.issuer, metadata.issue_number, str(metadata.date_issued)) == (OFFICE, issue, "2023-11-08")


def test_a_bulletin_with_its_number_behind_its_name() -> None:
    metadata = mine(make_document(f"靖远县教育工作简报（2023年第4期）\n\n靖远县教育局\n2023年11月8日\n\n{ITEMS}"), rules()).metadata
    assert (metadata.title, metadata.issue_number, metadata.issuer) == ("靖远县教育工作简报", 4, "靖远县教育局")


def test_a_training_of_a_number_is_no_masthead() -> None:
    text = "靖远县教育局2023年工作总结\n\n举办骨干教师培训班第4期，培训教师60人。\n"
    assert mine(make_document(text), rules()).metadata.issue_number is None


@pytest.mark.parametrize(
    ("line", "issuer"),
    [
        ("发布者：科研处发布时间：2022-04-11作者：浏览次数：1189", "科研处"),
        ("发布时间： 2022-04-1120:19作者： 田野来源： 靖远县教育局浏览量：249", "靖远县教育局"),
        ("2022-04-11 科研处", "科研处"),
        ("科研处　2022年04月11日　浏览次数：12", "科研处"),
        ("来源：科研处 时间：2022年04月11日 10:20", "科研处"),
        ("2022年04月11日 09:03:06 | 来源：甘肃省教育厅", "甘肃省教育厅"),
        ("（2022-04-11）", None),
        ("发文时间：2022-04-11 | 阅读：1189次", None),
        ("发布人：田野 | 上传时间：2022-04-11", None),
    ],
)
def test_datelines_of_saved_pages(line: str, issuer: str | None) -> None:
    body = "4月8日上午，兰州城市学院专家到靖远县第一中学开展教研指导，学校负责人参加了座谈。双方就师资培养交换了意见，并商定了下一步安排。"
    result = mine(make_document(f"兰州城市学院专家到靖远县开展教研指导\n\n{line}\n\n{body}\n"), rules())
    assert (result.metadata.doc_type, str(result.metadata.date_published)) == ("news", "2022-04-11")
    assert result.metadata.issuer == issuer
    assert [str(d.date_from) for d in result.dates] == ["2022-04-08"]


def test_an_empty_cell_of_an_information_table_stays_empty() -> None:
    head = "索 引 号: | |\n发布机构: | |\n生效日期: | 2024-10-31 | 废止日期: | |\n文 号: | 所属主题: | 政策文件 |\n"
    body = "为加强乡村教师队伍建设，根据有关规定，结合本县实际，制定本方案，请各单位认真贯彻执行。\n"
    metadata = mine(make_document(f"靖远县乡村教师队伍建设实施方案\n{head}\n{body}"), rules()).metadata
    assert (metadata.issuer, metadata.doc_number, metadata.title) == (None, None, "靖远县乡村教师队伍建设实施方案")


def test_a_title_that_runs_over_lines_inside_another_title() -> None:
    text = "甘肃省教育督导委员会\n关于印发《2023年县域教育履职\n评价报告》的通知\n甘教督〔2024〕1号\n各市州人民政府：\n现将报告印发给你们。\n"
    metadata = mine(make_document(text), rules()).metadata
    assert metadata.title == "甘肃省教育督导委员会关于印发《2023年县域教育履职评价报告》的通知"
    assert (metadata.doc_type, metadata.doc_number) == ("notice", "甘教督〔2024〕1号")
