"""Whose record a value belongs to: 学校, 我县, 全区, 该区, 双方 and the silent subject."""

from __future__ import annotations

from itertools import chain

import regex

from policyminer.bind.actors import WHOLE, Owner, clause_opener, head_of_list, near_actor, owner_before, owner_named
from policyminer.bind.context import Context, Scope
from policyminer.find import Amount, Name
from policyminer.find.regions import visitors
from policyminer.patterns import rx

#: 高于全省平均水平, 居全省地市州第一: what the value is compared with
_COMPARED = regex.compile(
    r"的?(?:平均|均值|同期|总体)|[^,。;]{2,14}?(?:评选|大赛|比赛|竞赛|评比|展评|评价|考核)(?:活动)?中|[“\"]|(?:首[个家批例]|唯一|最[美佳大]|示范|先进)|(?:各?(?:市|县|区|地市|市州|地市州|县市区|同类)?(?:排名|排位|综合)?)(?:第[一二三四五六七八九十\d]|前[列茅一二三四五六七八九十\d]|首位|榜首)"
)
#: 参加全省技能大赛, 在全市率先: among whom the owner did something
_AMONG = regex.compile(r"(?:参加|参与|入选|荣获|获|获评|被评为|被授予|成为|位?居|列|走在|举办|承办|举行|覆盖|遍布|走进|走遍|辐射|分布在)(?:了)?$")
_TREASURY = regex.compile(r"(?<![\u4e00-\u9fff])(?P<level>[省市县区])(?:级)?财政(?!厅|局|部)")
_SCHOOL_SELF = regex.compile(r"我校|该校|本校|(?<![\u4e00-\u9fff])学校|(?<=[由为向据从到在经])学校|这所[^,。;]{0,4}?学校|学校(?=[现共]?有|占地)")
#: two that were named before: any, schools, places
_BOTH = regex.compile(r"双方|两校|两地")
_BOTH_TYPES = {
    "双方": ("university", "school", "region", "agency"),
    "两校": ("university", "school"),
    "两地": ("region",),
}


#: 全国预计发送旅客…: nobody's record, not 居全国第3位 or 获全国奖项
_NATION = regex.compile(
    r"(?:^|,)(?:其中,?|目前,?|当前,?|今年,?|去年,?|预计)?全国(?:各地|共有?|累计|预计|平均|现有|已有?|\d|[\u4e00-\u9fff]{2,12}?(?:达到?|为|共|预计|超过?|约))(?![^\d]*(?:奖|第|前列|称号))"
)


def subject_of(context: Context, amount: Amount) -> Owner | None:
    """Whom the value is about, or none when the document does not tell."""
    sentence = context.outline.sentence(amount.start)
    clause_start = max(context.outline.clause(amount.start)[0], sentence[0])
    scope = context.scope_at(amount.start)
    left = context.folded[clause_start : amount.start]
    wide = context.folded[sentence[0] : amount.start]
    under = owner_before(context, clause_start, amount) or _who_says(context, amount)
    if under:
        return under
    actor = near_actor(context, amount)
    if actor:
        return actor
    if WHOLE.search(left[-2:]) and (whose := _by_scope_word(context, left, amount)):
        return whose  # 与我州28所学校结对
    opener = clause_opener(context, amount, sentence[0])
    if opener:
        return opener
    nation = _NATION.search(left)
    if nation and not context.names_in(clause_start + nation.end(), amount.start, "region", "agency", "university"):
        return None
    for words in (left, wide):
        named = _by_scope_word(context, words, amount)
        if named:
            return named
    if scope and scope.kind == "article" and scope.subjects:
        actor = _actor(context, clause_start, amount)
        return actor or owner_named(_first(scope), "article")
    if scope and scope.kind == "item":
        return _item_subject(context, scope, amount)
    owner = _document_subject(context, amount, sentence[0], scope)
    return None if owner and (_above_own(context, owner) or _of_own_body(context, wide, owner)) else owner


_OURS_IN_SPEECH = regex.compile(r"我(?P<level>[校县市区州旗省])(?!域)")
_TELLS_IT = regex.compile(r"(?:表示|说|介绍|讲述|告诉|坦言|感慨|透露)")


def _who_says(context: Context, amount: Amount) -> Owner | None:
    """“我校修订制度28项。”某中学校长某某说: what is told in quotation marks with 我校 or 我县 is of the body of who tells it."""
    paragraph, folded = context.paragraph(amount.start), context.folded
    opened = folded.rfind("“", paragraph.start, amount.start)
    if opened < 0:
        return None
    closed = folded.find("”", amount.end, paragraph.end) if folded.find("”", opened, amount.start) < 0 else -1
    ours = _OURS_IN_SPEECH.search(folded, opened, closed) if closed > 0 else None
    if ours is None:
        return None
    says = _TELLS_IT.search(folded, closed, context.outline.statement(closed + 1)[1])
    if says is None:
        return None
    types = ("school", "university") if ours["level"] == "校" else ("agency", "region")
    teller = next((n for n in reversed(context.names_in(closed, says.start(), *types)) if n.end <= says.start()), None)
    return Owner(_region_of(teller), "actor", teller.start, teller.end) if teller else None


#: the levels above that of 我市, 我县
_ABOVE = {"市": ("省", "自治区"), "州": ("省", "自治区")} | dict.fromkeys("县区旗", ("省", "自治区", "市"))


def _above_own(context: Context, owner: Owner) -> bool:
    """Whether a document that speaks of 我市 without saying which names only what lies above: it is not theirs."""
    level = context.unnamed_level
    above = _ABOVE.get(level or "", ())
    # 省交通运输厅 came to 我县
    lies_above = bool(above) and (owner.name.endswith(above) or owner.name.startswith((*above, *visitors(context.scene))))
    return lies_above and owner.source in ("title", "sentence", "document")


# 我院共派出9人: a hospital, a company that the text does not name
_OWN_BODY = regex.compile(r"(?:(?<!自)我|(?<![基根资成样版日])本)(?:院|公司|中心|集团|行|社|站)(?![士长级区我业])")


def _of_own_body(context: Context, words: str, owner: Owner) -> bool:
    """Whether the sentence tells of the body that writes, and the owner is only somebody whom it names."""
    guessed = owner.source in ("title", "sentence") or (owner.source == "document" and not context.scene.metadata.issuer)
    told = _OWN_BODY.search(words) or _OWN_BODY.match(context.scene.metadata.title or "")  # 我院赴某县…
    return guessed and told is not None



def _by_scope_word(context: Context, words: str, amount: Amount) -> Owner | None:
    """全县, 该区, 区财政 in ``words``, which end at the quantity."""
    base = amount.start - len(words)
    matches = [
        m
        for m in WHOLE.finditer(words)
        if not _COMPARED.match(words, m.end()) and not (m["word"] == "全" and _AMONG.search(words, 0, m.start()))
    ]
    if matches:
        match = matches[-1]
        level = match["level"]
        if level in ("镇", "乡", "街道"):
            return _last_town(context, amount.start, level)
        name = (
            _told_of(context, amount, level, match["word"])
            or _opener_of_item(context, amount, level)
            or context.home_region(level)
            or context.region_name(level, amount.start)
        )
        if name:
            return Owner(name, "scope_word", base + match.start(), base + match.end())
    body = _that_body(context, words, base, amount)
    if body:
        return body
    treasury = _TREASURY.search(words)
    name = context.region_name(treasury["level"], amount.start) if treasury else None
    return Owner(name, "scope_word", base + treasury.start(), base + treasury.end()) if treasury and name else None


#: 该局, 该中心: the body named last in the paragraph
_THAT_BODY = regex.compile(r"该(?P<end>局|委|中心|馆|站|院|厅|支队|大队)(?![级长区域校])")


def _that_body(context: Context, words: str, base: int, amount: Amount) -> Owner | None:
    match = next(iter(_THAT_BODY.finditer(words)), None)
    if match is None:
        return None
    start = context.paragraph(amount.start).start
    named = [n for n in context.names_in(start, base + match.start(), "agency") if n.name.endswith((match["end"], "分局"))]
    body = named[-1] if named else context.last_name(base + match.start(), "agency", "", match["end"])
    return Owner(body.name, "scope_word", base + match.start(), base + match.end()) if body else None


def _told_of(context: Context, amount: Amount, level: str, word: str) -> str | None:
    """该市, and 全市 in news whose paragraph opens with a city: the city, also where one of its level is above it."""
    paragraph = context.paragraph(amount.start)
    named = [n for n in context.names_in(paragraph.start, amount.start, "region") if n.name.endswith(level)]
    if not named:
        return None
    if word == "该":
        return named[-1].name
    opens = named[0].start - paragraph.start <= _OPENING and named[0].kind == "county"
    return named[0].name if word == "全" and opens and context.scene.metadata.doc_type == "news" else None


#: characters before the name that opens a paragraph
_OPENING = 4


def _opener_of_item(context: Context, amount: Amount, level: str) -> str | None:
    """全市 in an item that opens with a city below the one that issues the bulletin: 某市举办…，全市已有…."""
    item = context.scene.item_at(amount.start)
    if item is None:
        return None
    first = next(iter(context.names_in(item.start, amount.start, "region", "university", "agency")), None)
    if first is None or first.kind != "county" or not first.name.endswith(level):
        return None
    return first.name if first.start < context.outline.sentence(item.start)[1] else None


def _both(context: Context, start: int, amount: Amount) -> Owner | None:
    """双方, 两校: the first of the two that the paragraph named last stands for both."""
    word = _BOTH.search(context.folded, start, amount.start)
    if word is None:
        return None
    before = context.names_in(context.paragraph(amount.start).start, word.start(), *_BOTH_TYPES[word.group()])
    last = list({n.name: n for n in before}.values())[-2:]
    return Owner(last[0].name, "scope_word", word.start(), word.end()) if len(last) == 2 else None


def _last_town(context: Context, position: int, level: str) -> Owner | None:
    town = context.last_name(position, "region", "town", level)
    return owner_named(town, "scope_word") if town else None


def _actor(context: Context, clause_start: int, amount: Amount) -> Owner | None:
    """A university, agency or region that opens the clause: 某大学选派12名教师."""
    names = context.names_in(clause_start, amount.start, "university", "agency", "region")
    for name in names:
        if context.folded[clause_start : name.start] in ("", "其中", "例如", "如") and not context.folded.startswith(
            ("、", "与", "和"), name.end
        ):
            return owner_named(name, "actor")
    return None


def _first(scope: Scope) -> Name:
    universities = [n for n in scope.subjects if n.type == "university"]
    regions = [n for n in scope.subjects if n.type == "region"]
    return (universities or regions or list(scope.subjects))[0]


#: characters of a mark or number, and of a day, before who opens an item
_ITEM_LEAD = 12


def _item_subject(context: Context, scope: Scope, amount: Amount) -> Owner | None:
    """In a bulletin item: who opens the sentence, else the region or university of its headline."""
    names = [
        n
        for n in context.names_in(scope.start, amount.start, "region", "university", "agency")
        if not _is_venue(context, n)
    ]
    opening = _opening_university(context, amount)
    if opening:
        return opening
    near = [n for n in names if n.end <= amount.start and n.type == "region" and amount.start - n.end <= 12]
    if near and rx.fullmatch(r"[^,。;]{0,12}", context.folded[near[-1].end : amount.start]):
        return owner_named(head_of_list(context.folded, near, near[-1]), "actor")
    leader = scope.subjects[0] if scope.subjects else None
    if leader and leader.type == "agency" and leader.start - scope.start <= _ITEM_LEAD:
        return Owner(_region_of(leader), "item", leader.start, leader.end)
    heads = [n for n in scope.subjects if n.type in ("region", "university") and not _is_venue(context, n)]
    if context.home_university is not None:
        # a university tells of itself; who is named far below the headline is only somebody whom it names
        edge = context.outline.sentence(scope.start)[1]
        heads = [n for n in heads if n.start < edge]
    if heads:
        return owner_named(heads[0], "item")
    hosts = [n for n in names if n.type in ("agency", "university")]
    if hosts:
        return Owner(_region_of(hosts[0]), "item", hosts[0].start, hosts[0].end)
    return _home(context, amount)


#: 中共某县委, 农工党某市委: what opens the name of a committee before its region
_OF_PARTY = regex.compile(r"^(?:中共|共青团|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟)")


def _region_of(host: Name) -> str:
    """The region whose body acts (陕西省教育厅 → 陕西省), where the document or its home names that region."""
    whole = _OF_PARTY.sub("", host.name)
    match = (
        rx.match(r".+?(?:自治[区州县旗]|[省市县区州盟旗])(?![省市县区州])", whole)
        if host.type == "agency"
        else None
    )
    if match and len(match.group()) < len(whole):
        return match.group()
    return host.name


def _is_venue(context: Context, name: Name) -> bool:
    before = context.folded[max(0, name.start - 1) : name.start]
    return before == "在" and (
        name.end - name.start == 1
        or rx.match(r"[^,。;]{0,4}(?:召开|举行|举办|开班)", context.folded[name.end : name.end + 8]) is not None
    )


def _home(context: Context, amount: Amount) -> Owner | None:
    if context.home_university is not None:
        return owner_named(context.home_university, "document")
    speaking = context.speaking_university or context.home_school
    if speaking is not None:
        return owner_named(speaking, "document")
    name = context.home_name(amount.start)
    return Owner(name, "document") if name else None


def _document_subject(context: Context, amount: Amount, sentence_start: int, scope: Scope | None) -> Owner | None:
    """In a plan, summary, report or news item."""
    home = _home(context, amount)
    main = scope.subjects if scope else ()
    if context.scene.metadata.doc_type == "news":
        told = context.findings.entities.places.told or context.home_university is not None or context.home_is_frequent
        silent = _OF_OURS.search(context.scene.metadata.title or "") and not context.names_in(0, len(context.folded), "university")
        return _news_subject(context, amount, sentence_start, main) or (home if told and not silent else None)
    introduced = context.institution_at(amount.start)
    if introduced is not None:
        return owner_named(introduced, "document")
    schools = [n for n in main if n.type in ("university", "school")]
    if schools and not home:
        return owner_named(schools[0], "title")
    listed = _list_of_regions(context, sentence_start, amount)
    opening = _opening_university(context, amount) if context.scene.metadata.doc_type in ("bulletin", "other") else None
    return listed or opening or home or _both(context, sentence_start, amount) or (owner_named(main[0], "title") if main else None)


def _opening_university(context: Context, amount: Amount) -> Owner | None:
    """今年以来，某大学坚持…，帮扶幼儿园13所: in a bulletin the university that opens the statement did all of it."""
    start = context.outline.statement(amount.start)[0]
    first = next(iter(context.names_in(start, amount.start, "university", "region", "agency", "school")), None)
    if first is None or first.type != "university":
        return None
    lead = context.folded[start : first.start]
    opens = rx.fullmatch(r"(?:[^,。;]{0,14},)?", lead) is not None
    together = context.folded[first.end : first.end + 1] in tuple("与和同、及")
    return owner_named(first, "sentence") if opens and not together else None


def _is_aside(context: Context, name: Name) -> bool:
    """A place where something is held, or the first word in the name of a body, firm or society."""
    if _is_venue(context, name) or context.names_firm(name):
        return True
    return any(other.end > name.end for other in context.names_in(name.start, name.start + 1))


def _news_about(context: Context, main: tuple[Name, ...]) -> Name | None:
    """Whom news is about, of those whom its headline names: no venue, and no region that only opens the name of a firm."""
    main = tuple(n for n in main if not _is_venue(context, n) or any(not _is_aside(context, a) for a in context.named(n.name)))
    main = tuple(n for n in main if not context.names_firm(n)) or main
    main = tuple(n for n in main if not _is_example(context, n))
    towns = (n for n in main if n.kind == "town")
    wide = (n for n in main if n.type in ("university", "region"))
    return next(chain(towns, wide, main), None)


def _news_subject(context: Context, amount: Amount, sentence_start: int, main: tuple[Name, ...]) -> Owner | None:
    """学校 is the university named last; else who the news is about, else who acts in the sentence."""
    if self_named := _SCHOOL_SELF.search(context.folded, sentence_start, amount.start):
        at = max(self_named.start(), sentence_start)
        schools = context.names_in(context.paragraph(amount.start).start, at, "university", "school")
        named_last = schools[-1] if schools else context.last_name(at, "university")
        if named_last:
            return owner_named(named_last, "sentence")
    own = _own_university(context)
    if own is not None:
        return owner_named(own, "title")
    if _OF_OURS.search(context.scene.metadata.title or ""):
        # the school that writes may be named as the source alone, or not at all
        return owner_named(context.home_university, "document") if context.home_university is not None else None
    if main not in context.news_about:
        context.news_about[main] = _news_about(context, main)
    if (about := context.news_about[main]) is not None:
        return owner_named(about, "title")
    named = context.names_in(sentence_start, amount.start, "university", "region", "agency", "school")
    actors = [n for n in named if not _is_example(context, n)]
    return owner_named(actors[0], "sentence") if actors else None


_AND_SO_ON = regex.compile(r"(?:[、和与][\u4e00-\u9fff]{2,12}?){0,4}等\d+(?:余|多)?所(?:[\u4e00-\u9fff]{0,6})(?:高校|院校|大学)")


def _is_example(context: Context, name: Name) -> bool:
    """甲大学、乙大学等48所高校: one of many, of whom nothing is told by itself."""
    return name.type == "university" and _AND_SO_ON.match(context.folded, name.end) is not None


#: 我校被评为…: the school that writes tells of itself
_OF_OURS = regex.compile(r"我[校院](?!医)")


def _own_university(context: Context) -> Name | None:
    """我校与某县签约: the university that writes, where the text names just one."""
    if "我校" not in (context.scene.metadata.title or ""):
        return None
    return context.only_university


def _list_of_regions(context: Context, sentence_start: int, amount: Amount) -> Owner | None:
    """东湖区、西湖区…各自组建: distributive lists take their first member."""
    if (
        "各自" not in context.folded[sentence_start : amount.start]
        and "分别" not in context.folded[sentence_start : amount.start]
    ):
        return None
    words = context.folded[sentence_start : amount.start]
    mark = sentence_start + max(words.rfind("各自"), words.rfind("分别"))
    regions = [n for n in context.names_in(sentence_start, mark, "region") if not rx.search(r"(?:深入|走进|前往|[赴到在])$", context.folded[max(0, n.start - 2) : n.start])]
    return owner_named(regions[0], "sentence") if len(regions) > 1 else None
