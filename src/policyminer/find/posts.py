"""Posts of people: what stands before a name and is one, and what only leads to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import regex

from policyminer.find.near import literals
from policyminer.find.personal_names import NAME_THEN_ROLE, OFFICES
from policyminer.find.scene import Name
from policyminer.folding import fold
from policyminer.patterns import rx

#: posts that only states and organizations abroad have, or that lead to their people
ABROAD = "总统|首相|议长|外长|防长|财长|外相|国王|女王|王储|大使|总领事|总干事|国务卿|高级专员|参议员|众议员"
HEAD = rf"(?:(?:第一)?副?(?:{OFFICES})|董事长|调研员|督导员|常委|督学|教研员|博士|院士|导师|首席专家|特级教师|党组成员|班主任|辅导员|(?<!总)支书(?!记)|负责人|总督学|专员|党委委员|校务委员|专职委员|带头人|主持人|讲师|法官|检察官|主任科员|(?:(?<=[省市县区乡镇村]级)|(?<=总))(?:河长|湖长|林长|路长|田长)(?!制)|总工程师|总规划师|总会计师|总工|副?总指挥|副?指挥长|(?<=指挥部)副?指挥(?!员)|{ABROAD}|发言人|(?<=督学|专家|政府)顾问)"
#: what people are who hold no office; a name behind one of these needs more to tell it from a word
_WEAK_HEAD = "(?:教师|老师|教练|学生|同学|小记者|学子|研究生|大学生|毕业生|选手|运动员|家长|村民|居民|市民|牧民|渔民|农户|农民|茶农|果农|菜农|大户|农艺师|畜牧师|兽医师?|会计师|经济师|统计师|技师|药师|律师|讲解员|宣讲员|护林员|保育员|企业家|退役军人|退伍军人|退役士兵|老兵|军属|优抚对象|残疾人|护理员|村医|农技员|社工|司机|驾驶员|店主|种植户|养殖户|贫困户|脱贫户|低保户|医生|医师|护士|患者|员工|职工|工人|工程师|技术员|工作人员|技术人员|网格员|指战员|民警|辅警|消防员|战士|干部|队员|志愿者|学员|专家|记者|党员|老人|青年|特派员|传承人|劳动模范|劳模|旗手|标兵|能手|工匠|得主|获得者|创始人|革命家|科学家|教育家|艺术家|作家|诗人|画家|烈士|代表)"
#: 副主任（兼）, 局长（正县级）: between a post and the name
_POST_NOTE = r"(?:\((?:兼|挂职|代理?|[正副]?[厅处科县]级|主持[\u4e00-\u9fff]{0,4}工作)\))?"
POST_THEN_NAME = regex.compile(rf"{HEAD}{_POST_NOTE}(?:同志)?[: ]?")


POSTS = literals(HEAD)
ORDINARY = literals(_WEAK_HEAD)
POSTS_BEHIND = literals(NAME_THEN_ROLE.pattern)

#: what leads to a name without being a post: 以某某同志为核心, 1963年某某同志…
_NO_POST = regex.compile(r".*[以是同在为与和对向于将把被]|.*\d年|.*(?:贯彻|按照|团结|领会|学习)|.*的")
_LEADING = regex.compile(r"(?:并(?=[与同和向对由为])|[(]\d{1,2}[)]|[(](?=[^()]*$)|应邀?|其中|另有|还有|在|由|请|让|听取|会见|时任|现任|[同与和向对](?!外|口)(?=[\u4e00-\u9fff]{3}))+")

#: posts of which a body has several; 局长 has one, and 局长甲和乙 says nothing of 乙
SEVERAL = regex.compile(r"副|教授|研究员|委员|常委|专家|博士|院士|导师|讲师|干部|教研员|督学")
#: the doctrine of a person bears his name: 某某强军思想
DOCTRINE = regex.compile(r"新时代|同志为核心|(?:[\u4e00-\u9fff]{2,4})?思想(?![上工品政])")
#: what a person does who is named again at the head of a clause
SPEAKS = regex.compile(
    r"(?:首先|还|最后|随后|充分|高度|代表[^,。]{2,14}|在[^,。]{2,12}?|对[^,。]{2,20}?|就[^,。]{2,20}?|结合[^,。]{2,12})?(?:指出|强调|表示|要求|介绍|认为|希望|提出|主持|宣布|致辞|致欢迎辞|讲话|通报|宣读|一行|肯定|说[,:道])"
)



#: 甲公司党委书记, 县人民医院院长, 市慈善协会会长: bodies that are no mentions, with the word behind which the post begins
_EMPLOYER = regex.compile(
    r".*(?:公司|集团|企业|工厂|合作社|医院|卫生院|福利院|敬老院|设计院|[^校]馆(?!长)|(?:研究|服务|指导|保健|发展|文化|活动|监测)中心|[^作]协会|学会|商会|联合会|基金会|银行|支行|报社|杂志社|工作站|派出所|(?<!财务)(?<!研究)所(?!长))(?=[\u4e00-\u9fff])"
)
_MANAGER = regex.compile(
    r".*?(?P<post>(?:(?:党委|党组|党总支|党支部)(?:副?书记)?、?)?(?:常务|执行|高级)?副?(?:董事长|总经理|总裁|经理)(?:[兼、].*)?)"
)


def without_employer(role: str) -> str | None:
    """The post behind the name of a company, hospital or society, or none when the role names none of these.

    >>> without_employer("人民医院党委书记"), without_employer("绿源果业总经理"), without_employer("教务处处长")
    ('党委书记', '总经理', None)
    """
    folded = fold(role)
    first = folded.split("、")[0]
    employer = _EMPLOYER.match(first)
    end = employer.end() if employer else 0
    manager = _MANAGER.fullmatch(folded if "经理" in first or "董事长" in first else first, end)
    if manager and manager.start("post") > end:
        end = manager.start("post")
    return role[end:] if 0 < end < len(role) else None


def post_only(role: str) -> str | None:
    """A post without the words that lead to it, or none when nothing is left.

    >>> post_only("应国家主席"), post_only("团结在以"), post_only("中医院)党委副书记")
    ('国家主席', None, '党委副书记')
    """
    if ")" in fold(role) and "(" not in fold(role):
        role = role[fold(role).rfind(")") + 1 :]  # 第一医院(某省中医院)院长
    if _NO_POST.fullmatch(fold(role)):
        return None
    lead = _LEADING.match(fold(role))
    return (role[lead.end() :] if lead else role) or None


#: what is done to people, in front of the word for what they are
_DONE_TO = regex.compile(
    rf".*(?:接受|告诉|看望|慰问|勉励|走访|采访|表彰|奖励|授予|鼓励|叮嘱|帮助|带领|组织|选派|[他她])(?=.*{_WEAK_HEAD}$)"
)


def without_verb(role: str) -> str:
    """What somebody is who holds no office, without the clause before it.

    >>> without_verb("接受校刊小记者"), without_verb("慰问挂职干部"), without_verb("慰问组组长")
    ('校刊小记者', '挂职干部', '慰问组组长')
    """
    lead = _DONE_TO.match(role)
    return role[lead.end() :] if lead else role


def from_country(role: str, places: frozenset[str]) -> str:
    """A post from the last country before it on: what a headline without marks says before is cut.

    >>> from_country("油价再创新高英国首相", frozenset(["英国"])), from_country("中国驻法国大使", frozenset(["法国"]))
    ('英国首相', '中国驻法国大使')
    """
    starts = [at for place in places if (at := role.rfind(place)) > 0 and role[at - 1] not in "驻访赴"]
    return role[max(starts) :] if starts else role


#: 副市长, 市委副书记, 县政府党组成员: posts of the region itself
OF_LEVEL = regex.compile(r"(?:常务)?(?:副|代理?)?(?P<level>自治区(?=副?主席|党委)|[省市县区州旗盟])(?:长(?!期)|副?主席|党委|委(?:常委|副?书记|委员)|(?:人民)?政府(?=副?[秘市县区党调]|党组)|人大|政协|领导)")
#: 副市长、公安某分局局长: posts behind one of the region itself, which need not name it
_LED_BY_REGION = regex.compile(rf"(?<![\u4e00-\u9fff]){OF_LEVEL.pattern}[\u4e00-\u9fff、()]*、$")
_POST_AND = regex.compile(rf"(?:{HEAD})(?<!院士)、$")
#: what may follow the body of a first post up to that of a second one: no employer that is none of our bodies, no name
_FIRST = regex.compile(
    rf"(?!(?!常务|执行|名誉|第一|党|[一二三四]级)[\u4e00-\u9fff]{{1,2}}[^部处室院委组办会局科校系所队站馆心副](?:{OFFICES})、)"
    r"(?!.*(?:公司|集团|医院|学会|协会|商会|联合会|基金会|银行))[\u4e00-\u9fff()、]{2,30}"
)
_OF_REGION = regex.compile(r"[省市县区州旗]?(?:委|政府|人大|政协)|(?:常务)?副?[省市县区州旗]长")


#: characters in front of a post in which the posts before it stand
_POSTS_WITHIN = 40


def holder(folded: str, bodies: Sequence[Name], people: Collection[int]) -> Name | None:
    """The body whose post it is: the one nearest to the name, or that of the first of several posts of one person.

    某市政协副主席、某县委书记李某 is one of the city's; of 副市长、某局局长 no body of the text. ``people`` are the ends of the names that stand before.
    """
    body = max(bodies, key=lambda n: (n.end, n.end - n.start), default=None)
    while body is not None and _POST_AND.search(folded, max(0, body.start - 8), body.start):
        start = body.start
        before = [n for n in bodies if n.end < start and _FIRST.fullmatch(folded, n.end, start) and n.name != "中共中央"]
        told = [n for n in before if n.type in ("agency", "university") or _OF_REGION.match(folded, n.end)]
        alone = [n for n in told if not any(n.end < end <= start for end in people)]
        if not alone:
            return None if _LED_BY_REGION.search(folded, max(0, start - _POSTS_WITHIN), start) else body
        body = max(alone, key=lambda n: (n.end, n.end - n.start))
    return body


#: posts of another body of the same region: 市委副书记 behind 某市政协主席
_OF_LEVEL = regex.compile(r"(?:[省市县区州旗](?:委|政府|人大|政协)|政协|人大|副?[省市县区州旗]长)")


def region_of(body: str | None, post: str) -> str | None:
    """The region whose assembly or committee ``body`` is, when ``post`` is one of another body of a region.

    >>> region_of("云溪市政协", "市委副书记"), region_of("云溪市政协", "副主席"), region_of("云溪市教育局", "副市长")
    ('云溪市', None, None)
    """
    stem = rx.sub(r"(?:政协|人大(?:常委会)?|[市县区州旗]委|纪委|监委)$", "", body or "")
    return stem if body and stem != body and _OF_LEVEL.match(post) else None
