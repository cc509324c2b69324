# ruff: noqa: E501 - a case reads best on one line
"""Papers of other sectors: who works with whom, townships of herders, ranks behind a comma, months of a year, rates and what is counted."""

from __future__ import annotations

from datetime import date

import pytest

from helpers_find import make_document, rules
from policyminer.model import Result
from policyminer.pipeline import mine

_NOTICE = "丘北县民政局关于做好救助工作的通知\n\n各乡镇人民政府：\n\n{}\n\n丘北县民政局\n2024年3月5日\n"
_SUMMARY = "丘北县民政局2024年工作总结\n\n{}\n"


def mined(text: str) -> Result:
    return mine(make_document(text), rules())


def named(sentence: str, kind: str, text: str = _NOTICE) -> list[tuple[str, str]]:
    whole = text.format(sentence)
    start = whole.index(sentence)
    return [(m.text, m.name) for m in mined(whole).mentions if m.type == kind and start <= m.start < start + len(sentence)]


def people(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(m.text, m.role, m.org) for m in mined(text).mentions if m.type == "person"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("丘北县民政局会同公安局、司法局走访敬老院。", ["丘北县民政局", "丘北县公安局", "丘北县司法局"]),
        ("县林草局积极主动协调水利局、财政局筹措经费。", ["丘北县林草局", "丘北县水利局", "丘北县财政局"]),
        ("县民政局联合乡镇政府排查。", ["丘北县民政局"]),
        ("县民政局联合开展排查。", ["丘北县民政局"]),
        # a zone that no table holds is no district, and a building is no body
        ("由港区管委会承办。", []),
        ("推介会在丘北县行政中心召开。", []),
        ("丘北县疾病预防控制中心派员。", ["丘北县疾病预防控制中心"]),
    ],
)
def test_who_works_with_a_body(sentence: str, wanted: list[str]) -> None:
    assert [name for _, name in named(sentence, "agency")] == wanted


_BANNER = "常胜赴白音华镇调研护林防火\n\n{}\n"


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("6月12日，工作组赴白音华镇、乌兰哈达苏木调研，并走进罕乌拉苏木看望牧民。", ["白音华镇", "乌兰哈达苏木", "罕乌拉苏木"]),
        ("6月12日，工作组在宝日勿苏镇和查干诺尔苏木召开座谈会。", ["宝日勿苏镇", "查干诺尔苏木"]),
        ("6月12日，工作组走访两个苏木，各苏木乡镇作了汇报。", []),
        ("6月12日，展馆收下苏木家具一套，另有花梨苏木材若干。", []),
    ],
)
def test_townships_of_herders(sentence: str, wanted: list[str]) -> None:
    assert [name for _, name in named(sentence, "region", _BANNER)] == wanted


def test_a_body_of_a_banner_is_not_that_of_the_state() -> None:
    text = _BANNER.format("6月12日，旗长常胜赴白音华镇调研。旗生态环境分局、林草局负责人陪同，国家林草局专家随行。")
    assert [m.name for m in mined(text).mentions if m.type == "agency"] == ["国家林草局"]


def test_a_mining_district_that_was_is_no_part_of_a_longer_name() -> None:
    assert named("工作组到红山梁东矿区查看尾矿库。", "region") == []


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("丘北县水务局党组书记、局长，二级调研员林国强带队。", [("林国强", "党组书记、局长，二级调研员", "丘北县水务局")]),
        ("丘北县水务局副局长林国强，一级主任科员陈素梅参加。", [("林国强", "副局长", "丘北县水务局"), ("陈素梅", "一级主任科员", "丘北县水务局")]),
        ("麦盖提县县委副书记、滨海援疆指挥部指挥丁立新陪同。", [("丁立新", "县委副书记、滨海援疆指挥部指挥", "麦盖提县")]),
        ("丘北县妇联副主席玄素梅陪同。", [("玄素梅", "副主席", "丘北县妇联")]),
        # the name of a province inside a name, and one that is none
        ("丘北县残联理事长吴青海出席。", [("吴青海", "理事长", "丘北县残联")]),
        ("丘北县委书记向青海捐赠物资。", []),
        ("丘北县委书记从江西带回树苗。", []),
    ],
)
def test_posts(sentence: str, wanted: list[tuple[str, str, str]]) -> None:
    assert people(_NOTICE.format(sentence)) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("今年1-6月份保障农村低保430户。", (date(2023, 1, 1), date(2023, 6, 30))),
        ("在动态管理下1-9月新增低保对象81户。", (date(2023, 1, 1), date(2023, 9, 30))),
        ("去年3—5月发放补贴20万元。", (date(2022, 3, 1), date(2022, 5, 31))),
    ],
)
def test_months_of_the_year_of_an_account(sentence: str, wanted: tuple[date, date]) -> None:
    result = mined("2023年民政工作总结\n\n" + sentence + "\n")
    assert (result.quantities[0].date_from, result.quantities[0].date_to) == wanted


def test_a_length_in_months_is_no_time_of_the_year() -> None:
    assert [d.text for d in mined("2023年民政工作总结\n\n护理员实习历时1-6月。\n").dates] == []


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("查处违法行为31起。", "违法行为"),
        ("全县120个行政村通水率达90%。", "行政村"),
        ("县卫健局等九部门联合印发方案。", None),
        ("开展“重阳”等大型活动3场。", "大型活动"),
        ("粮食总产稳定在12万吨以上。", "粮食总产"),
        ("司法局等14个部门把咨询台搬到现场。", "部门"),
        ("1-10月份支出供养经费20万元。", "支出供养经费"),
        ("建成长三角绿色农产品生产加工供应基地6个。", "长三角绿色农产品生产加工供应基地"),
    ],
)
def test_what_is_counted(sentence: str, wanted: str | None) -> None:
    measure = mined(_SUMMARY.format(sentence)).quantities[0].measure
    assert (measure or "").endswith(wanted or "联合")


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("护理补贴为一级200元/人/月、二级150元/人/月。", ["人/月", "人/月"]),
        ("敬老院建设补助1.5万元/床位。", ["床位"]),
        ("玉米单产450公斤/亩，水稻单产616公斤/亩。", ["亩", "亩"]),
    ],
)
def test_rates_behind_a_stroke(sentence: str, wanted: list[str]) -> None:
    assert [q.per for q in mined(_SUMMARY.format(sentence)).quantities] == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [("救助流浪人员117人次，连续9个月启动价格补贴机制。", "actual"), ("整改工作将历时三个月。", "target"), ("清查工作历时三个月。", "actual")],
)
def test_how_long_it_lasts(sentence: str, wanted: str) -> None:
    assert mined(_SUMMARY.format(sentence)).quantities[-1].status == wanted


_REPORT = "各位代表：\n\n现在，我代表丘北县人民政府，向大会报告政府工作，请予审议。\n\n2023年工作回顾\n\n2023年，在县委坚强领导下，全县上下攻坚克难。完成固定资产投资105亿元，增长11.3%。\n"


def test_a_report_without_title_tells_for_whom_and_of_what_year() -> None:
    result = mined(_REPORT)
    meta = result.metadata
    assert (meta.doc_type, meta.issuer, meta.region) == ("report", "丘北县人民政府", "532626")
    assert {(q.date_from, q.date_to) for q in result.quantities} == {(date(2023, 1, 1), date(2023, 12, 31))}
    assert mined(_REPORT.replace("我代表丘北县人民政府", "我代表全体会员")).metadata.issuer is None


def test_an_account_without_title() -> None:
    lead = "今年以来，我局认真落实上级部署，各项工作稳中有进、稳步提升，群众满意度不断提高。"
    assert mined(f"{lead}\n一、上半年主要指标完成情况\n（一）造林3万亩。\n").metadata.doc_type == "summary"
    assert mined(f"{lead}\n一、排水工程完成面\n（一）造林3万亩。\n").metadata.doc_type != "summary"


@pytest.mark.parametrize(
    ("line", "published", "issuer"),
    [
        ("发布于：2021-10-18 11:22:39", date(2021, 10, 18), None),
        ("来源：丘北县交通运输局  2021-10-19更新", date(2021, 10, 19), "丘北县交通运输局"),
        ("来源：通讯员 林国强 陈素梅", None, None),
    ],
)
def test_lines_under_a_headline(line: str, published: date | None, issuer: str | None) -> None:
    meta = mined(f"督导组来我县检查农村公路\n\n{line}\n\n10月14日上午，副县长林国强陪同督导组来我县检查农村公路，实地查看了双龙营镇路段。\n").metadata
    assert (meta.doc_type, meta.date_published, meta.issuer) == ("news", published, issuer)


def test_who_runs_the_page() -> None:
    text = "11月27日，旗人大常委会主任吴青海带队，先后到香山镇、道老杜苏木，对护林防火工作进行专题调研，旗人大常委会办公室主任陈国强陪同。\n\n扎鲁特旗人大常委会办公室主办\n"
    result = mined(text)
    assert (result.metadata.issuer, result.metadata.region) == ("扎鲁特旗人大常委会办公室", "150526")
    assert people(text)[0] == ("吴青海", "主任", "扎鲁特旗人大常委会")
    assert mined(text.replace("扎鲁特旗人大常委会办公室主办", "本次活动由村民主办")).metadata.issuer is None


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("7月18日，省林业厅核查组到丘北县，就造林工作进行考评。", ["visit"]),
        ("7月18日，市卫健委工作组来丘北县督查健康扶贫工作。", ["visit"]),
        ("7月18日，省考评组召开汇报会，听取造林情况。", ["meeting"]),
        ("7月18日后，考评办法另行制定。", []),
    ],
)
def test_who_came_to_see(sentence: str, wanted: list[str]) -> None:
    text = f"上级来丘北县督查造林工作\n\n发布日期：2021-08-05\n\n{sentence}\n"
    assert [e.type for e in mined(text).events] == wanted


def test_the_hall_of_a_province_that_the_document_names_once() -> None:
    text = "省厅工作组到丘北县开展考评\n\n发布日期：2021-08-05\n\n7月29日，云南省交通运输厅派工作组到丘北县，省厅专家就养护作了指导。\n"
    assert {m.name for m in mined(text).mentions if m.type == "agency"} == {"云南省交通运输厅"}
    both = text.replace("云南省交通运输厅", "云南省交通运输厅、云南省财政厅")
    assert "云南省厅" in {m.name for m in mined(both).mentions if m.text == "省厅"}
