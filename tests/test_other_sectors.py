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
        ("丘北县残联理事长周青海出席。", [("周青海", "理事长", "丘北县残联")]),
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
        ("建成长三角特色水产品加工配送基地6个。", "长三角特色水产品加工配送基地"),
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
    text = "11月27日，旗人大常委会主任周青海带队到香山镇、道老杜苏木了解草原防火，旗人大常委会办公室主任陈国强陪同。\n\n扎鲁特旗人大常委会办公室主办\n"
    result = mined(text)
    assert (result.metadata.issuer, result.metadata.region) == ("扎鲁特旗人大常委会办公室", "150526")
    assert people(text)[0] == ("周青海", "主任", "扎鲁特旗人大常委会")
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


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("考察组来登封考察，在日照召开座谈会。", ["登封市", "日照市"]),
        ("考察组对巫山和登封两地作了比较。", ["巫山县", "登封市"]),
        ("工程师在日照充足的坡地查看，与日照时数比较。", []),
        ("专家对封禅与登封碑刻作了说明。", []),
    ],
)
def test_short_names_that_are_words_too(sentence: str, wanted: list[str]) -> None:
    text = "登封市、日照市赴巫山县学习考察\n\n2023-08-16 09:00\n\n{}\n"
    assert [name for _, name in named(sentence, "region", text)] == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("由锦州市公安局太和分局处理。", ["锦州市公安局太和分局"]),
        ("锦州市公安局和市教育局派员。", ["锦州市公安局", "锦州市教育局"]),
        ("由锦州市公安局交警和治安分局处理。", ["锦州市公安局"]),
    ],
)
def test_branches_of_the_police(sentence: str, wanted: list[str]) -> None:
    text = "锦州市民政局关于做好救助工作的通知\n\n各县区民政局：\n\n{}\n\n锦州市民政局\n2024年3月5日\n"
    assert [name for _, name in named(sentence, "agency", text)] == wanted


def test_how_many_copies_were_printed() -> None:
    text = _NOTICE.format("宣传册共印80份。") + "丘北县民政局办公室 2024年3月5日印发\n（共印60份）\n"
    assert [q.low for q in mined(text).quantities] == [80]


def test_who_came_to_our_county_does_not_own_its_roads() -> None:
    text = "督导组一行来我县检查农村公路\n\n2021-10-18 11:22\n\n10月14日，省交通运输厅副总工林国强来我县检查。全县县乡道路里程达963公里。\n"
    assert [q.subject for q in mined(text).quantities] == [None]


def test_townships_that_were_looked_at() -> None:
    assert named("督导组实地查看了双龙营镇、天星乡翻浆路。", "region") == [("双龙营镇", "双龙营镇"), ("天星乡", "天星乡")]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("丘北县领导周玉祥、周可求、杨卫民出席。", [("周玉祥", "领导", "丘北县"), ("周可求", "领导", "丘北县"), ("杨卫民", "领导", "丘北县")]),
        ("该县领导高度重视。", []),
        ("详细了解退役军人养老金接续情况。", []),
        ("退役军人吴国强正在登记。", [("吴国强", "退役军人", None)]),
    ],
)
def test_leaders_of_a_place_and_words_that_are_no_names(sentence: str, wanted: list[tuple[str, str, str | None]]) -> None:
    assert people(_NOTICE.format(sentence)) == wanted


@pytest.mark.parametrize(
    ("lead", "kind", "issuer"),
    [
        ("竹溪网消息 12月30日，年度确认工作圆满完成。", "news", "竹溪网"),
        ("全县菜价平稳。这是9月6日，记者从市场监管局了解到的。", "news", None),
        ("网络消息安全专项检查工作已经完成。", "other", None),
    ],
)
def test_words_of_the_press(lead: str, kind: str, issuer: str | None) -> None:
    meta = mined(lead + "工作人员逐村走访，逐户登记。\n").metadata
    assert (meta.doc_type, meta.issuer) == (kind, issuer)


def test_since_a_day_is_no_event_of_that_day() -> None:
    text = "丘北县召开双拥工作会议\n\n2019-07-25\n\n7月23日，丘北县召开双拥工作会议。\n\n自4月2日县退役军人服务中心揭牌以来，登记有序进行。\n"
    assert [e.date_from for e in mined(text).events] == [date(2019, 7, 23)]


def test_a_township_and_how_many_villages_it_has() -> None:
    text = "据统计，深河乡11个行政村共有52名优抚对象，城乡12个社区设有服务站。"
    assert [name for _, name in named(text, "region")] == ["深河乡"]


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("组织6家生产企业和14家作坊参加培训。", "生产企业"),
        ("安排近2千人次严查电鱼毒鱼行为。", "严查电鱼毒鱼行为"),
        ("全乡8个行政村共有老人67名。", "行政村"),
        ("新站，占地200多平方米。", "占地"),
    ],
)
def test_where_the_noun_ends(sentence: str, wanted: str) -> None:
    assert mined(_SUMMARY.format(sentence)).quantities[0].measure == wanted


_CAME = "东山县文旅局到我县考察旅游工作\n\n{}3月4日，东山县文旅局局长林国强一行到我县考察。我县文旅局局长陈素梅、副县长王立新陪同。全县接待游客3万人次。\n"


@pytest.mark.parametrize(("source", "ours"), [("来源：丘北县融媒体中心 2024-03-05\n\n", "丘北县"), ("", None)])
def test_who_came_to_our_county_is_not_it(source: str, ours: str | None) -> None:
    text = _CAME.format(source)
    assert [org for _, _, org in people(text)] == ["东山县文旅局", ours, ours]
    assert [q.subject for q in mined(text).quantities] == [ours]


def test_one_who_goes_elsewhere_tells_of_itself() -> None:
    text = _CAME.format("").replace("到我县考察旅游工作", "赴外地考察旅游工作").replace("到我县考察", "到外地考察")
    assert [q.subject for q in mined(text).quantities] == ["东山县"]


_VISIT = "山东省德州市庆云县到秀山县对接协作工作\n\n2023-10-28 10:00\n\n{}\n"


def test_the_party_of_a_chain_speaks_for_its_last_region() -> None:
    result = mined(_VISIT.format("10月25日，山东省德州市庆云县委常委、副县长罗秋萍率队来秀山县对接协作工作，秀山县教育局陪同。"))
    assert people(_VISIT.format("山东省德州市庆云县委常委、副县长罗秋萍到会。")) == [("罗秋萍", "县委常委、副县长", "庆云县")]
    (event,) = result.events
    assert (event.type, event.place) == ("visit", "秀山土家族苗族自治县")
    assert "庆云县" in event.participants and "山东省德州市庆云县" not in event.participants


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("丘北县援藏干部宋建华汇报。", [("宋建华", "援藏干部", "丘北县")]),
        ("丘北县县级河长王新华巡河。", [("王新华", "县级河长", "丘北县")]),
        ("丘北县河长制王牌工程完工。", []),
    ],
)
def test_who_was_sent_and_who_looks_after_a_river(sentence: str, wanted: list[tuple[str, str, str]]) -> None:
    assert people(_NOTICE.format(sentence)) == wanted


def test_a_class_of_towns_and_villages_is_no_town() -> None:
    assert named("组织镇、村党员干部200余人值守，双龙营镇、天星乡参加。", "region") == [("双龙营镇", "双龙营镇"), ("天星乡", "天星乡")]


def test_from_one_value_to_another() -> None:
    rise, tax = mined(_SUMMARY.format("农民人均纯收入由6310元提高到9840元。税收由1860万元增加至3920万元。")).quantities[::2]
    assert (rise.measure, tax.measure) == ("农民人均纯收入", "税收")


def test_the_county_of_the_sentence_where_two_are_at_home() -> None:
    text = "5月27日，德清县委常委、副县长陈亦平到乌兰考察。乌兰县委书记秦晓岚与客人见面，县人大常委会副主任洛桑才让陪同。座谈会上县政府作了介绍。\n"
    assert ("洛桑才让", "副主任", "乌兰县人大常委会") in people(text)
    assert "县政府" not in [m.text for m in mined(text).mentions if m.type == "agency"]


def test_a_works_is_not_its_city() -> None:
    text = "莱西市、两当县成立劳务工作站\n\n2024-02-26 10:00\n\n2月26日，莱西市在两当县举办招聘会，北京汽车制造厂等4家企业提供岗位300余个。\n"
    assert "北京市" not in {q.subject for q in mined(text).quantities}


@pytest.mark.parametrize(("source", "issuer"), [("河南大小事百家号", None), ("温州日报", "温州日报")])
def test_an_account_on_a_platform_issues_nothing(source: str, issuer: str | None) -> None:
    meta = mined(f"平阳获评全国示范县\n\n时间：2023-04-17 09:08:31 来源：{source}\n\n近日，平阳县被评为全国示范县，全县有示范路6条。\n").metadata
    assert (meta.doc_type, meta.issuer) == ("news", issuer)
    assert meta.region != "410000"
