"""Whose record a value belongs to: 学校, 我县, 全区, 该区, 双方 and the silent subject."""

from __future__ import annotations

import regex

from policyminer.bind.context import Context, Scope
from policyminer.find import Amount, Name
from policyminer.patterns import rx

# 全省, 我县, 该区, 区财政, 县域内: a scope word and the level it names
_SCOPE_WORD = regex.compile(
    r"(?:全|我|该|本|[^\u4e00-\u9fff]|^)(?P<level>[省市县区州镇乡旗盟])(?:域|内|财政|里|级|直|属|教育|委|政府)?|(?P<nation>全国|我国)"
)
_WHOLE = regex.compile(r"(?P<word>全|我|该|本)(?P<level>[省市县区州镇乡旗])(?!域[\u4e00-\u9fff]{1,4}体)")
_TREASURY = regex.compile(r"(?<![\u4e00-\u9fff])(?P<level>[省市县区])(?:级)?财政(?!厅|局|部)")
_SCHOOL_SELF = regex.compile(r"(?:我校|该校|本校|学校)")
_BOTH = regex.compile(r"(?:双方|两校|两地)")
_UNDER = regex.compile(r"^(?:及其|其|所)?所?(?:辖|属)")


def subject_of(context: Context, amount: Amount, code: str | None) -> str | None:
    """Canonical name of whom the value is about, or none when the document does not tell."""
    sentence = context.outline.sentence(amount.start)
    clause_start = max(context.outline.clause(amount.start)[0], sentence[0])
    scope = context.scope_at(amount.start)
    left = context.folded[clause_start : amount.start]
    wide = context.folded[sentence[0] : amount.start]
    under = _owner_before(context, clause_start, amount)
    if under:
        return under
    actor = _near_actor(context, amount)
    if actor:
        return actor
    for words in (left, wide):
        named = _by_scope_word(context, words, amount, scope)
        if named:
            return named
    if scope and scope.kind == "article" and scope.subjects:
        actor = _actor(context, clause_start, amount)
        return actor or _first(scope, amount)
    if scope and scope.kind == "item":
        return _item_subject(context, scope, amount)
    return _document_subject(context, amount, sentence[0], clause_start, scope, code)


def _owner_before(context: Context, clause_start: int, amount: Amount) -> str | None:
    """某市教育局及其所辖三个县: the region of the body right before 所辖."""
    before = context.folded[max(clause_start, amount.start - 6) : amount.start]
    if not rx.search(r"(?:所辖|下辖|辖)$", before):
        return None
    names = context.names_in(clause_start, amount.start, "region")
    return names[-1].name if names else None


_OBJECT_OF = regex.compile(r"(?:[到在与和向为对赴从由给及跟同]|来自|支持|帮扶|深入|走进|前往|对口|其中|聘请)$")
_DOES = regex.compile(
    r"(?:[也还各已将共再均]|累计|分别|现有|共有|计划|拟|再|又|先后|20\d\d年|今年|目前)*(?:(?:选派|派出|派|承担|安排|新建|改扩建|建成|建立|举办|开展|组织|培训|接收|承接|投入|设立|打造|组建|成立|聘请|遴选|选聘|拨付|下达|列支|召开|获|荣获|评选|推荐|招收|筹集)[\u4e00-\u9fff]{0,10})?"
)
_SHARED = regex.compile(r"分别")


def _near_actor(context: Context, amount: Amount) -> str | None:
    """Who stands right before the verb and the number: 南阳师范学院选派14名, 定西市160名; 甲区、乙区分别新建3所、4所."""
    folded = context.folded
    statement = context.outline.statement(amount.start)
    names = [
        n
        for n in context.names_in(statement[0], amount.start)
        if n.type in ("university", "agency", "region", "school") and n.end <= amount.start and n.end - n.start > 1
    ]
    if not names:
        return None
    last = max(names, key=lambda n: (n.end, n.start - n.end))
    between = folded[last.end : amount.start]
    shared = _distributed(context, amount, names, between)
    if shared:
        return shared
    if (
        len(between) > 16
        or not _DOES.fullmatch(between)
        or _OBJECT_OF.search(folded[max(0, last.start - 2) : last.start])
    ):
        return None
    if not between and amount.dimension in ("orgs", "objects"):
        return None  # 甲学院、乙大学两所高校: the number sums up the names
    if last.type == "school" and context.scene.metadata.doc_type != "news":
        return None
    first = last
    while True:
        # 陇东学院、河西学院各承担200名: the first of a list stands for it
        previous = next(
            (n for n in names if n.end == first.start - 1 and folded[n.end] in "、和与" and n.type == first.type), None
        )
        if previous is None:
            return first.name if first is not last and "各" in between else last.name
        first = previous


def _distributed(context: Context, amount: Amount, names: list[Name], between: str) -> str | None:
    """The k-th owner of a 分别 list for its k-th number."""
    folded = context.folded
    mark = folded.rfind("分别", context.outline.statement(amount.start)[0], amount.start)
    if mark < 0 or "," in folded[mark : amount.start] or ";" in folded[mark : amount.start]:
        return None
    owners: list[Name] = []
    edge = mark
    for name in sorted(names, key=lambda n: -n.end):
        if name.end == edge and name.type in ("region", "university", "school", "agency"):
            owners.insert(0, name)
            edge = name.start - 1 if folded[name.start - 1 : name.start] in ("、", "和", "与") else -1
    before = [a for a in context.amounts_in(mark, amount.start) if a.end <= amount.start]
    del between
    return owners[len(before)].name if len(owners) > 1 and len(before) < len(owners) else None


def _by_scope_word(context: Context, words: str, amount: Amount, scope: Scope | None) -> str | None:
    matches = list(_WHOLE.finditer(words))
    if matches:
        match = matches[-1]
        level = match["level"]
        if level in "镇乡":
            return _last_town(context, amount.start, level)
        name = context.home_region(level) or context.region_name(level, amount.start)
        if name:
            return name
    treasury = _TREASURY.search(words)
    if treasury:
        return context.region_name(treasury["level"], amount.start)
    return None


def _last_town(context: Context, position: int, level: str) -> str | None:
    towns = [n for n in context.names_in(0, position, "region") if n.kind == "town" and n.name.endswith(level)]
    return towns[-1].name if towns else None


def _actor(context: Context, clause_start: int, amount: Amount) -> str | None:
    """A university, agency or region that opens the clause: 某大学选派12名教师."""
    names = context.names_in(clause_start, amount.start, "university", "agency", "region")
    for name in names:
        if context.folded[clause_start : name.start] in ("", "其中", "例如", "如") and not context.folded.startswith(
            ("、", "与", "和"), name.end
        ):
            return name.name
    return None


def _first(scope: Scope, amount: Amount) -> str:
    universities = [n for n in scope.subjects if n.type == "university"]
    regions = [n for n in scope.subjects if n.type == "region"]
    del amount
    return (universities or regions or list(scope.subjects))[0].name


def _item_subject(context: Context, scope: Scope, amount: Amount) -> str | None:
    """In a bulletin item: who opens the sentence, else the region or university of its headline."""
    names = [
        n
        for n in context.names_in(scope.start, amount.start, "region", "university", "agency")
        if not _is_venue(context, n)
    ]
    near = [n for n in names if n.end <= amount.start and n.type == "region" and amount.start - n.end <= 12]
    if near and rx.fullmatch(r"[^,。;]{0,12}", context.folded[near[-1].end : amount.start]):
        return near[-1].name
    heads = [n for n in scope.subjects if n.type in ("region", "university") and not _is_venue(context, n)]
    if heads:
        return heads[0].name
    hosts = [n for n in names if n.type in ("agency", "university")]
    return _region_of(context, hosts[0]) if hosts else context.home_name(amount.start)


def _region_of(context: Context, host: Name) -> str:
    """The region whose body acts (陕西省教育厅 → 陕西省), where the document or its home names that region."""
    match = (
        rx.match(r".+?(?:自治[区州县旗]|[省市县区州盟旗])(?![省市县区州])", host.name)
        if host.type == "agency"
        else None
    )
    if match and len(match.group()) < len(host.name):
        return match.group()
    return host.name


def _is_venue(context: Context, name: Name) -> bool:
    before = context.folded[max(0, name.start - 1) : name.start]
    return before == "在" and (
        name.end - name.start == 1
        or rx.match(r"[^,。;]{0,4}(?:召开|举行|举办|开班)", context.folded[name.end : name.end + 8]) is not None
    )


def _document_subject(
    context: Context, amount: Amount, sentence_start: int, clause_start: int, scope: Scope | None, code: str | None
) -> str | None:
    """In a plan, summary, report or news item."""
    kind = context.scene.metadata.doc_type
    home = context.home_name(amount.start)
    if kind == "news":
        actors = [
            n
            for n in context.names_in(sentence_start, amount.start)
            if n.type in ("university", "region", "agency", "school")
        ]
        if _SCHOOL_SELF.search(context.folded[sentence_start : amount.start]):
            universities = [n for n in context.names_in(0, amount.start, "university")]
            if universities:
                return universities[-1].name
        main = scope.subjects if scope else ()
        towns = [n for n in main if n.kind == "town"]
        if towns:
            return towns[0].name
        if main:
            chosen = [n for n in main if n.type in ("university", "region")] or list(main)
            return chosen[0].name
        return actors[0].name if actors else home
    issuer_school = [n for n in (scope.subjects if scope else ()) if n.type in ("university", "school")]
    if issuer_school and not home:
        return issuer_school[0].name
    listed = _list_of_regions(context, sentence_start, amount)
    if listed:
        return listed
    return home or (scope.subjects[0].name if scope and scope.subjects else None)


def _list_of_regions(context: Context, sentence_start: int, amount: Amount) -> str | None:
    """东湖区、西湖区…各自组建: distributive lists take their first member."""
    if (
        "各自" not in context.folded[sentence_start : amount.start]
        and "分别" not in context.folded[sentence_start : amount.start]
    ):
        return None
    regions = context.names_in(sentence_start, amount.start, "region")
    return regions[0].name if len(regions) > 1 else None
