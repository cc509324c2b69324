# ruff: noqa: E501 - a case reads best on one line
"""What stands above a text and what its first words tell: rows of an information table, datelines, the kind of an untitled text."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers_find import make_document, rules
from policyminer.model import Metadata
from policyminer.pipeline import mine

_PROSE = "各乡镇要把春季造林作为当前要务，逐块落实地块和责任人，按旬调度进度，确保栽一片、活一片、成一片。"


def about(text: str) -> Metadata:
    return mine(make_document(text), rules()).metadata


def test_rows_of_an_information_table_in_bars() -> None:
    text = (
        "索引号: | 00451/2021-0032 | 组配分类: | 应急管理 |\n发布机构: | 石门县人民政府 | 主题分类: | 林业 |\n"
        "名称: | 【预案】石门县森林防火应急预案 | 文号: | 无 |\n成文日期: | 发布日期: | 2021-03-04 | |\n生效日期: | 废止日期: |\n" + _PROSE
    )
    found = about(text)
    assert (found.title, found.doc_type, found.issuer) == ("石门县森林防火应急预案", "plan", "石门县人民政府")
    assert (found.doc_number, found.date_issued, found.date_published) == (None, None, date(2021, 3, 4))
    assert not [d for d in mine(make_document(text), rules()).dates]


def test_a_row_without_colons() -> None:
    text = (
        "文件名称 | 石门县人民政府关于表彰造林先进单位的通报 | 公开目录: | 县政府文件 |\n公开责任部门 | 县政府办公室 | 成文日期: | 2021年03月02日 |\n"
        "文号 | 石政函〔2021〕6号 | 公开日期: | 2021-03-04 10:20 |\n石门县人民政府关于表彰造林先进单位的通报\n各乡镇人民政府：\n" + _PROSE
    )
    found = about(text)
    assert (found.doc_type, found.doc_number) == ("notice", "石政函〔2021〕6号")
    assert found.issuer == "石门县人民政府", "the title names in full whom the table names in short"
    assert (found.date_issued, found.date_published) == (date(2021, 3, 2), date(2021, 3, 4))


def test_a_table_of_the_text_is_no_information_table() -> None:
    text = f"石门县造林任务分解表\n\n{_PROSE}\n\n乡镇 | 任务（亩） | 责任人 |\n石门县 | 1200 | 局长 |\n"
    assert len([m for m in mine(make_document(text), rules()).mentions if m.text == "石门县"]) == 2


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2021-03-04", date(2021, 3, 4)),
        ("04.03.2021  00:14", date(2021, 3, 4)),
        ("林学院 2021年03月04日 报道 浏览次数:", date(2021, 3, 4)),
        ("2021-03-04    来源:湖南林业网    编辑:", date(2021, 3, 4)),
        ("2021-03-04 新闻网", date(2021, 3, 4)),
    ],
)
def test_the_day_below_a_title(line: str, day: date) -> None:
    text = f"石门县春季造林开工\n\n{line}\n\n3月2日，石门县在夹山镇举行春季造林开工仪式，县林业局、夹山镇负责人参加。{_PROSE}"
    found = about(text)
    assert (found.date_published, found.date_issued, found.doc_type) == (day, None, "news")
    assert found.issuer not in ("新闻网", "来源")
    assert [str(d.date_from) for d in mine(make_document(text), rules()).dates] == ["2021-03-02"]


def test_every_posted_item_has_its_day() -> None:
    item = "{}\n\n2021-03-04\n\n{}，石门县林业局在夹山镇开展造林检查，逐块核对地块和责任人。\n\n"
    text = item.format("石门县检查春季造林", "3月2日") + item.format("石门县再查春季造林", "3月3日") + item.format("石门县总结春季造林", "3月4日")
    assert [str(d.date_from) for d in mine(make_document(text), rules()).dates] == ["2021-03-02", "2021-03-03", "2021-03-04"]


def test_a_day_under_the_text_is_that_of_the_signature() -> None:
    found = about(f"关于做好春季造林工作的通知\n\n各乡镇人民政府：\n\n{_PROSE}\n\n石门县林业局\n2021-03-04\n")
    assert (found.date_issued, found.date_published) == (date(2021, 3, 4), None)


def test_a_signature_with_a_figure_nought() -> None:
    assert about(f"关于做好春季造林工作的通知\n\n各乡镇人民政府：\n\n{_PROSE}\n\n石门县林业局\n二0一一年三月四日\n").date_issued == date(2011, 3, 4)


def test_the_head_of_a_newspaper_page() -> None:
    found = about(f"2021年03月04日\n\n第A03版:要闻\n\n造林队进山栽树忙\n\n本报讯 3月2日，石门县林业局组织造林队进山。{_PROSE}")
    assert (found.title, found.date_published) == ("造林队进山栽树忙", date(2021, 3, 4))


def test_number_and_rubric_are_no_part_of_a_title() -> None:
    text = f"石政办发〔2021〕6号 石门县人民政府办公室关于做好造林工作的通知\n\n石门县人民政府办公室关于做好造林工作的通知\n\n石政办发〔2021〕6号          2021-03-02\n\n各乡镇人民政府：\n\n{_PROSE}"
    found = about(text)
    assert (found.title, found.doc_number) == ("石门县人民政府办公室关于做好造林工作的通知", "石政办发〔2021〕6号")
    assert not mine(make_document(text), rules()).citations
    assert about(f"【总结】石门县林业局2020年工作总结\n{_PROSE}").title == "石门县林业局2020年工作总结"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("各乡镇人民政府：\n\n近期，我局对各地造林情况进行了检查。现将有关情况通报如下：\n\n一、基本情况\n\n" + _PROSE, "notice"),
        ("石门林业学校创建于1958年，是一所公办中等专业学校。现有在校生1200人。\n" + _PROSE, "summary"),
        ("2020年，石门县林业局围绕增绿增收，各项工作成绩明显。\n一、主要工作\n" + _PROSE, "summary"),
        ("为进一步推进造林绿化，提升造林质量。3月2日，石门县林业局召开了造林现场会。" + _PROSE, "news"),
        ("首届林业技能大赛总决赛将于3月2日至4日在石门县举行，20支队伍参加。", "news"),
        ("湖南林业网3月2日电 据石门县林业局报告，全县造林1200亩。" + _PROSE, "news"),
        # a plan or an opinion without its title
        ("到2025年，全县森林覆盖率达到70%。\n一、总体要求\n" + _PROSE, "other"),
        ("石门县位于湖南省北部，辖27个乡镇。\n" + _PROSE, "other"),
        ("各乡镇要在3月2日前完成造林任务。" + _PROSE, "other"),
    ],
)
def test_the_kind_of_a_text_without_a_title(text: str, kind: str) -> None:
    assert about(text).doc_type == kind


def test_the_paper_of_a_dateline_issues() -> None:
    assert about("湖南林业网3月2日电 据石门县林业局报告，全县造林1200亩。" + _PROSE).issuer == "湖南林业网"
    assert about("本网讯 3月2日，石门县林业局组织造林队进山。" + _PROSE).issuer is None


def test_the_partner_of_a_university_is_not_its_region() -> None:
    text = "我校与{}签署造林合作协议\n\n林学院 2021年03月04日 报道 浏览次数:\n\n本网讯 3月2日，我校与{}签署造林合作协议。" + _PROSE
    assert about(text.format("石门县人民政府", "石门县人民政府")).region is None
    county = "石门县举行造林开工仪式\n\n石门县林业局 2021年03月04日\n\n3月2日，石门县举行造林开工仪式。" + _PROSE
    assert about(county).region == "430726"


@pytest.mark.parametrize("nothing", ["null", "NULL", "None", "undefined", "——", "无", "\u3000"])
def test_what_sites_print_for_nothing_is_no_value(nothing: str) -> None:
    document = make_document("石门县春季造林工作方案\n" + _PROSE)
    told = {"issuer": nothing, "doc_number": nothing, "date_published": "2021-03-04", "source": nothing}
    found = mine(replace(document, metadata=told), rules()).metadata
    assert (found.doc_number, found.date_published) == (None, date(2021, 3, 4))
    assert found.issuer == about("石门县春季造林工作方案\n" + _PROSE).issuer


def test_a_letter_without_a_title_hands_out_a_plan() -> None:
    title = "石门县“十四五”林业发展规划"
    letter = f"各乡镇人民政府，县直各部门：\n《{title}》已经县政府审议通过，现印发给你们，请认真组织实施。\n石门县人民政府办公室\n2021年3月4日\n"
    found = about(letter + title + "\n一、总体要求\n" + _PROSE)
    assert (found.title, found.doc_type, found.issuer) == (title, "plan", "石门县人民政府办公室")
    assert about(letter + "附件另发。\n").title is None


@pytest.mark.parametrize(("word", "kind"), [("方案", "plan"), ("计划", "plan"), ("办法", "measures")])
def test_an_untitled_text_says_what_it_makes(word: str, kind: str) -> None:
    assert about(f"为加快我县造林步伐，根据有关要求，结合石门实际，特制定本{word}。\n一、总体要求\n" + _PROSE).doc_type == kind


@pytest.mark.parametrize("line", ["□常德晚报记者 周启明 通讯员 龚立群", "■ 记者 周启明", "本报记者 周启明 通讯员 龚立群"])
def test_who_reports_is_no_title(line: str) -> None:
    found = about(f"{line}\n\n近日，记者走进石门县林场。石门县今年造林3万亩。\n")
    assert (found.title, found.doc_type) == (None, "news")
    assert about(f"石门县春季造林见闻\n{line}\n\n近日，记者走进石门县林场。\n").title == "石门县春季造林见闻"


def test_untitled_news_of_lately() -> None:
    text = "为深化校地合作，近日，学校党委书记周启明一行赴石门县调研造林工作。调研组走访了两个林场。\n"
    assert about(text).doc_type == "news"


def test_years_and_a_number_at_the_end_of_a_title() -> None:
    plan = "石门县造林三年行动计划（2021—2023年）"
    text = f"标 题： 石门县人民政府关于印发{plan}的通知（石政发〔2021〕6号）\n发文字号：石政发〔2021〕6号\n各乡镇人民政府：\n现将计划印发给你们。\n{plan}\n到2023年，造林9万亩。\n"
    result = mine(make_document(text), rules())
    assert result.metadata.title == f"石门县人民政府关于印发{plan}的通知"
    assert [q.text for q in result.quantities] == ["9万亩"], "the years of a title are no quantity"


def test_years_behind_the_name_of_a_plan_are_no_date() -> None:
    text = "石门县林业局关于印发方案的通知\n各乡镇：\n现将石门县林业技术员培养方案（2021-2023年）印发给你们。2022年，培训技术员90人。\n石门县林业局\n2021年3月4日\n"
    assert [d.text for d in mine(make_document(text), rules()).dates] == ["2022年", "2021年3月4日"]


def test_untitled_news_of_several_days() -> None:
    assert about("6月5-7日，副校长周启明率专家团队一行赴石门县调研造林工作。\n").doc_type == "news"


def test_news_taken_from_a_site_and_news_that_open_with_an_order() -> None:
    title = "石门县抓好春季造林 促进林业发展\n"
    assert about(title + "据云岭新闻网 为加快造林，石门县组织开展义务植树。\n").doc_type == "news"
    assert about(title + "按照市林业局的要求，2023年9月26日石门县林业局召开造林工作会。\n").doc_type == "news"


def test_a_menu_in_bars_is_no_title() -> None:
    menu = "要闻    |    原创    |    视界    |    林业    |    专题"
    text = f"{menu}\n石门县林场与农学院签约\n2021-12-07 18:59:14来源: 云岭在线编辑: 周启明责编: 龚立群\n\n12月7日，石门县林场与农学院签约。\n"
    found = about(text)
    assert (found.title, found.issuer) == ("石门县林场与农学院签约", "云岭在线")
    table = "石门县造林任务表\n乡镇 | 任务 | 完成 | 占比 | 备注\n夹山 | 300亩 | 280亩 | 93% | 无\n"
    assert about(table).title == "石门县造林任务表"


def test_a_source_with_the_name_of_its_writer() -> None:
    text = "石门县林场举行签约仪式\n来源：石门县委宣传部 周启明 2021-01-14 15:06\n\n1月13日，石门县林场举行签约仪式。\n"
    assert about(text).issuer == "石门县委宣传部"


@pytest.mark.parametrize(
    ("head", "title", "day"),
    [
        ("横峰县召开春耕生产现场会 2024-03-05", "横峰县召开春耕生产现场会", "2024-03-05"),
        ("横峰县召开春耕生产现场会　2024年3月5日 09:30", "横峰县召开春耕生产现场会", "2024-03-05"),
        ("横峰县召开春耕生产现场会 发布时间：2024-03-05 09:30", "横峰县召开春耕生产现场会", "2024-03-05"),
    ],
)
def test_a_headline_with_its_day_on_one_line(head: str, title: str, day: str) -> None:
    about = mine(make_document(f"{head}\n\n5日，现场会在葛源镇召开，全县八十人参加，与会人员察看了育秧大棚。\n"), rules()).metadata
    assert (about.title, str(about.date_published)) == (title, day)
