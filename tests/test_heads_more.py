# ruff: noqa: E501 - a case reads best on one line
"""Heads and feet as saved pages leave them: frames of papers, search boxes, keys we do not know, days that lost their 年 and 月."""

from __future__ import annotations

from datetime import date

import pytest

from helpers_find import make_document, rules
from policyminer.model import Metadata, Result
from policyminer.pipeline import mine

_PROSE = "各乡镇要把春季造林作为当前要务，逐块落实地块和责任人，按旬调度进度，确保栽一片、活一片、成一片。"


def result(text: str) -> Result:
    return mine(make_document(text), rules())


def about(text: str) -> Metadata:
    return result(text).metadata


@pytest.mark.parametrize("key", ["资讯来源", "消息来源", "供图单位", "录入人员"])
def test_a_key_we_do_not_know_before_the_day_of_publication(key: str) -> None:
    text = f"石门县春季造林开工\n\n{key}：县林场   发布时间：2021-03-04 08:15:00\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}"
    found = result(text)
    assert (found.metadata.date_published, found.metadata.doc_type) == (date(2021, 3, 4), "news")
    assert [str(d.date_from) for d in found.dates] == ["2021-03-02"]


def test_a_sentence_with_a_day_behind_a_colon_stays_text() -> None:
    found = result(f"石门县春季造林情况通报\n\n会议决定：开工仪式提前 发布时间：另行通知。\n\n{_PROSE}\n\n石门县林业局\n2021年3月4日\n")
    assert found.metadata.date_published is None
    assert found.metadata.date_issued == date(2021, 3, 4)


@pytest.mark.parametrize("sizes", ["放大 缩小 默认", "2 上一篇 下一篇 4 放大 缩小 默认", "放大+ 缩小- 默认"])
def test_the_frame_of_an_electronic_newspaper(sizes: str) -> None:
    text = (
        "2021年3月4日 星期四\n\n标题导航\n\n慈利县来我县考察造林 岳阳市启动护鸟行动 全县森林防火会议召开\n\n石门日报\n\n"
        f"{sizes}\n\n全县春季造林现场会召开\n\n3月2日，石门县在夹山镇召开春季造林现场会。{_PROSE}"
    )
    found = result(text)
    assert (found.metadata.title, found.metadata.date_published) == ("全县春季造林现场会召开", date(2021, 3, 4))
    assert (found.metadata.doc_type, found.metadata.issuer) == ("news", "石门日报")
    assert "慈利县" not in {m.text for m in found.mentions}


def test_a_text_about_a_paper_has_no_frame() -> None:
    found = result(f"石门县造林通讯\n\n{_PROSE}\n\n读者可在网页上放大缩小默认字号。\n\n3月2日，慈利县派人来访。{_PROSE}")
    assert "慈利县" in {m.text for m in found.mentions}


@pytest.mark.parametrize("box", ["精确检索\n开始检索", "高级检索 全文检索", "||||", "（资料图片，仅供参考）", "(相关资料图)"])
def test_what_stands_above_is_no_title(box: str) -> None:
    text = f"{box}\n\n石门县人民政府关于加快林下经济发展的意见\n石政发〔2021〕6号\n\n各乡镇人民政府：\n\n{_PROSE}\n\n石门县人民政府\n2021年3月4日\n"
    found = about(text)
    assert (found.title, found.doc_type) == ("石门县人民政府关于加快林下经济发展的意见", "opinion")
    assert (found.issuer, found.doc_number) == ("石门县人民政府", "石政发〔2021〕6号")


def test_notes_of_a_database_are_not_the_document() -> None:
    text = (
        "石门县人民政府关于加快林下经济发展的意见\n石政发〔2014〕6号\n\n某法库提示：根据2019年5月6日慈利县人民政府关于文件清理的通知（慈政发〔2019〕8号），继续有效\n\n"
        f"各乡镇人民政府：\n\n{_PROSE}到2020年，林下经济产值达到3亿元。\n"
    )
    found = result(text)
    assert [d.text for d in found.dates] == ["到2020年"]
    assert not found.citations


def test_a_hint_of_the_text_itself_stays() -> None:
    found = result(f"石门县春季造林问答\n\n{_PROSE}\n\n提示：2021年3月底前完成整地的农户可领取补助。\n\n{_PROSE}")
    assert [d.text for d in found.dates] == ["2021年3月底前"]


@pytest.mark.parametrize(("line", "day"), [("202136", date(2021, 3, 6)), ("20210306", date(2021, 3, 6)), ("20211231", date(2021, 12, 31)), ("2021111", None)])
def test_a_signature_whose_day_lost_its_words(line: str, day: date | None) -> None:
    found = about(f"关于做好春季造林工作的通知\n\n各乡镇人民政府：\n\n{_PROSE}\n\n石门县林业局\n\n{line}\n")
    assert (found.issuer, found.date_issued) == ("石门县林业局", day)


def test_a_signature_without_a_day() -> None:
    assert about(f"春季造林工作情况汇报\n\n一、工作开展情况\n\n{_PROSE}\n\n石门县林业局\n").issuer == "石门县林业局"


def test_a_body_in_a_list_at_the_end_signs_nothing() -> None:
    assert about(f"春季造林工作情况汇报\n\n一、工作开展情况\n\n{_PROSE}\n\n参加单位：\n\n石门县林业局\n").issuer is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("对县政协三届二次会议第18号提案办理情况的意见", "reply"),
        ("关于县人大第6号建议会办意见", "reply"),
        ("关于加强人大代表建议和政协提案办理工作的意见", "opinion"),
        ("关于做好2021年春季造林工作的意见", "opinion"),
    ],
)
def test_what_is_told_to_a_proposal_is_a_reply(title: str, kind: str) -> None:
    assert about(f"{title}\n\n县林长办：\n\n{_PROSE}\n\n石门县林业局\n2021年3月4日\n").doc_type == kind


@pytest.mark.parametrize("front", ["", "石门县第十七届人民代表大会第一次会议文件（8）\n", "县第十七届人民代表大会第一次会议文件\n"])
def test_a_government_report_below_the_papers_of_the_congress(front: str) -> None:
    text = (
        f"{front}政府工作报告\n——2021年12月9日在石门县第十七届人民代表大会第一次会议上\n县人民政府县长 李青山\n各位代表：\n"
        f"现在，我代表县人民政府向大会报告工作，请予审议。\n{_PROSE}一年来，全县造林3万亩。\n"
    )
    found = result(text)
    assert (found.metadata.title, found.metadata.doc_type) == ("政府工作报告", "report")
    assert (found.metadata.date_issued, found.metadata.issuer) == (date(2021, 12, 9), "石门县人民政府")
    assert ("一年来", date(2020, 12, 9), date(2021, 12, 9)) in [(d.text, d.date_from, d.date_to) for d in found.dates]


def test_the_subtitle_of_an_article_is_not_the_delivery_of_a_report() -> None:
    text = (
        "乡村振兴工作简报\n\n第 6 期\n\n石门县农业农村局    2021年3月4日\n\n小茶叶做成大产业\n——夹山镇茶叶合作社调查\n\n"
        f"{_PROSE}\n\n守好一片林\n——南北镇护林员侧记\n\n{_PROSE}\n"
    )
    assert [s.heading for s in result(text).sections if s.kind == "article"] == ["小茶叶做成大产业", "守好一片林"]


def test_the_name_of_a_site_between_the_source_and_its_rights() -> None:
    text = f"石门县春季造林开工\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}\n来源：石门新闻网\n慈利县人民政府信息办公室\n慈利在线版权所有\n"
    found = result(text)
    assert "慈利县" not in {m.text for m in found.mentions}
    assert found.metadata.doc_type == "news"


@pytest.mark.parametrize("front", ["本报石门讯 ", "本报夹山镇讯（通讯员 李青山）", "石门在线、石门客户端讯 "])
def test_where_a_report_comes_from(front: str) -> None:
    assert about(f"{front}3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}").doc_type == "news"


@pytest.mark.parametrize("buttons", [" 大字", " 大 中 小", "  评论 分享", " | 收藏 打印", ""])
def test_buttons_behind_the_day_and_hour(buttons: str) -> None:
    found = result(f"石门县春季造林开工\n\n石门日报 2021-03-04 08:07{buttons}\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}")
    assert (found.metadata.date_published, found.metadata.issuer) == (date(2021, 3, 4), "石门日报")
    assert [str(d.date_from) for d in found.dates] == ["2021-03-02"]


@pytest.mark.parametrize("line", ["新闻推荐", "相关推荐：", "猜你喜欢", "热门文章"])
def test_what_stands_behind_is_of_other_pages(line: str) -> None:
    found = result(f"石门县春季造林开工\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}\n\n{line}\n\n慈利县李某一家三代植树，近日受到表彰，记者采访了他们全家五口人的故事，十分感人。\n")
    assert "慈利县" not in {m.text for m in found.mentions}
    assert not [q for q in found.quantities if q.text == "五口"]


def test_a_sentence_about_what_is_recommended_ends_nothing() -> None:
    found = result(f"石门县春季造林开工\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}\n\n推荐阅读活动由慈利县承办，各乡镇要积极参与，认真组织好林业知识的学习和宣传。\n")
    assert "慈利县" in {m.text for m in found.mentions}


@pytest.mark.parametrize("greeting", ["欢迎光临石门林业网!", "石门县林业局欢迎您！", "欢迎访问石门县人民政府门户网站"])
def test_a_greeting_is_no_title(greeting: str) -> None:
    assert about(f"{greeting}\n石门县春季造林开工\n发布时间：2021-03-04\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}").title == "石门县春季造林开工"


def test_a_report_whose_title_the_page_lost() -> None:
    text = (
        "—2021年12月9日在石门县第十七届人民代表大会第一次会议上\n县长 李青山\n各位代表：\n现在，我代表县政府向大会作工作报告，请予审议。\n"
        f"一、2021年工作回顾\n全县造林3万亩。{_PROSE}\n"
    )
    found = result(text)
    assert (found.metadata.title, found.metadata.doc_type, found.metadata.issuer) == (None, "report", "石门县人民政府")
    assert found.metadata.date_issued == date(2021, 12, 9)
    assert [(q.text, str(q.date_from)) for q in found.quantities] == [("3万亩", "2021-01-01")]


def test_a_speech_at_a_congress_is_no_report() -> None:
    text = f"——2021年12月9日在石门县青年联合会第三次会议上\n李青山\n各位委员：\n{_PROSE}\n"
    assert about(text).doc_type != "report"


def test_a_source_ends_at_the_next_key() -> None:
    text = f"石门县春季造林开工\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}\n(新闻来源：石门县融媒体中心 转载：李青山)\n"
    assert about(text).issuer == "石门县融媒体中心"


@pytest.mark.parametrize("byline", ["本报讯（李青山 记者王远山）", "本报石门讯（通讯员李青山 王远山）", "（《今日石门》记者 王远山）"])
def test_who_wrote_it_is_no_person_of_the_text(byline: str) -> None:
    found = result(f"石门县春季造林开工\n\n发布时间：2021-03-04\n\n{byline}3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}")
    assert not [m for m in found.mentions if m.type == "person"]


@pytest.mark.parametrize("lede", ["据悉，", "据了解，", "记者从县林业局获悉，"])
def test_what_was_heard_is_news(lede: str) -> None:
    assert about(f"夹山镇护林员队伍越来越强\n\n{lede}夹山镇现有护林员36名，今年计划再聘8名。{_PROSE}").doc_type == "news"


@pytest.mark.parametrize("line", ["来源：县林业局   2021-03-04 08:15   浏览量：1   | | | |", "信息来源：县林业局　2021年3月4日"])
def test_the_day_behind_a_source(line: str) -> None:
    found = about(f"石门县春季造林开工\n{line}\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}")
    assert (found.date_published, found.issuer) == (date(2021, 3, 4), "县林业局")


def test_a_letter_speaks_for_the_county_it_calls_its_own() -> None:
    text = f"关于征求造林任务意见的函\n\n夹山镇人民政府：\n\n为做好我县造林工作，请于2021年3月9日前将意见反馈至石门县林业局。{_PROSE}\n\n2021年3月4日\n"
    assert about(text).region == "430726"
    other = f"关于征求造林任务意见的函\n\n夹山镇人民政府：\n\n为做好我市造林工作，请于2021年3月9日前将意见反馈至石门县林业局。{_PROSE}\n\n2021年3月4日\n"
    assert about(other).region is None


def test_who_edited_it_between_the_title_and_the_day() -> None:
    text = f"石门县春季造林开工\n\n核稿：李青山 撰稿：王远山 审稿：郝明\n资料来源：县林业局      日期：2021-03-04\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}"
    found = about(text)
    assert (found.title, found.date_published) == ("石门县春季造林开工", date(2021, 3, 4))


def test_the_line_of_a_forum_above_the_title() -> None:
    text = f"本帖最后由 石门林业 于 2021-3-4 09:24 编辑\n石门县春季造林开工\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}"
    found = about(text)
    assert (found.title, found.date_published) == ("石门县春季造林开工", date(2021, 3, 4))


def test_who_gave_it_at_the_foot() -> None:
    text = f"石门县春季造林开工\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}\n石门县林业局造林科 李青山供稿\n"
    found = result(text)
    assert found.metadata.issuer == "石门县林业局造林科"
    assert "石门县林业局造林科" not in {m.text for m in found.mentions}


@pytest.mark.parametrize("line", ["郑重声明：此文内容为本网站转载，目的在于传播更多信息，与慈利县林业局立场无关，请自行核实。", "免责声明：本文图片来自网络，慈利县林业局不承担任何责任，读者如有异议请联系我们删除。"])
def test_disclaimers_are_no_text(line: str) -> None:
    found = result(f"石门县春季造林开工\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}\n{line}\n")
    assert "慈利县林业局" not in {m.text for m in found.mentions}


def test_the_place_of_an_outlet_is_not_the_texts() -> None:
    found = result(f"湖南林业在线石门讯 为激发护林员干劲，共青团石门县委近日组织护林员培训，吸引了100余名学员参加。{_PROSE}")
    assert found.metadata.doc_type == "news"
    assert "湖南" not in {m.text for m in found.mentions}
    assert [(q.text, q.subject) for q in found.quantities] == [("100余名", "石门县")]


@pytest.mark.parametrize("names", ["   王远山", "  李青山 王远山", " 李青山、王远山"])
def test_who_wrote_it_behind_the_day_and_hour(names: str) -> None:
    found = result(f"石门县春季造林开工\n\n2021-03-04 10:53{names}\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}")
    assert (found.metadata.date_published, found.metadata.doc_type) == (date(2021, 3, 4), "news")
    assert [str(d.date_from) for d in found.dates] == ["2021-03-02"]


def test_a_day_and_hour_in_a_timetable_is_text() -> None:
    found = about(f"石门县春季造林培训日程\n\n{_PROSE}\n\n{_PROSE}\n\n{_PROSE}\n\n{_PROSE}\n\n{_PROSE}\n\n{_PROSE}\n\n2021-03-04 10:53 实地观摩\n\n{_PROSE}\n")
    assert found.date_published is None


def test_comments_of_readers_are_no_text() -> None:
    text = f"石门县春季造林开工\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}\n\n评论一下\n评论 0人参与，0条评论\n还没有评论，快来抢沙发吧！\n最新评论\n已有12人参与，点击查看更多精彩评论\n"
    assert not result(text).quantities


def test_the_hour_may_stand_right_behind_the_day() -> None:
    found = result(f"石门县春季造林开工\n\n2021年03月04日08:15　来源：石门日报\n\n3月2日，石门县在夹山镇举行春季造林开工仪式。{_PROSE}")
    assert (found.metadata.date_published, found.metadata.doc_type) == (date(2021, 3, 4), "news")
    assert [str(d.date_from) for d in found.dates] == ["2021-03-02"]
