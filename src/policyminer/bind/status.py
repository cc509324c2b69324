"""Done, planned or a standing norm: the status of a value, and what decided it.

Cues are read in the order of what they can override: the clause and its statement, then the heading above, then the
kind of document.
"""

from __future__ import annotations

from dataclasses import dataclass

import regex

from policyminer.bind.context import Context
from policyminer.bind.period import leading_date
from policyminer.find import Amount
from policyminer.find.dates import Found
from policyminer.outline import Paragraph
from policyminer.patterns import rx

_FUTURE = regex.compile(
    r"(?:力争|争取(?!到|社会|(?!年|在|于|早|尽|20)[^,。;\d]{0,10}(?:资金|项目|经费|补助|投资|支持|资源|贷款|债券|名额|指标))|(?<!完成[^,。;]{0,8})计划(?:再|在|于|用|安排|新|实施|投|联合|共同|选派|培训|开展|组织)|(?<![动度务培体生育划])计划(?:种植|播种|新?建设|改造|招[聘收]|引进|推广|培育|造林|总?投资|完成|发展|发放|资助|救助|打造|创建|购置|筹集|\d)|(?<![虚模草])拟(?!定|订|人|态|合)|将(?![^,。;]{2,20}(?:予以了|进行了)|近|该|其|全|在校|学校|学生|教师|原|所有|部分|\d)|预计|(?<!完成[^,。;]{0,8})目标(?!任务完成)|确保|实现.{0,4}目标|打算|预期|应(?:当|该)|商定(?:先)?)"
)
#: 2030年在校生将达到: a forecast, also under 现状
_FORECAST = regex.compile(r"将(?:会)?(?:达到?|增至|增加到|增长到|升至|上升到|降至|下降到|超过|突破)")
_DONE = regex.compile(r"(?:已(?!有)|了(?!解)|累计|截至|完毕|先后)")
#: 驻校时间最长已满3年: how long it was, not how long it has to be
_HAS_LASTED = regex.compile(r"(?:最短|最长|仅满|已满|已达|(?P<coming>将)?历时|(?<=[,。;])连续)(?:已满|已|达|为|仅)?$")
#: 开展了为期3天的…: how long it was
_HELD_FOR = regex.compile(r"(?:了|完成)为期$")
_FLIPPED = regex.compile(
    r"(?:这一步|该项|此项|目前|现|均|全部)?已(?:经)?(?:全部|基本|如期)?(?:完成|实现|达到|达成|建成)"
)
_PLAN_HEAD = regex.compile(r"(?:下一步|下步|打算|目标|安排|计划|思路|部署|要求|展望|要点|工作建议|对策|任务(?!完成))")
_LOOKING_BACK = regex.compile(r"截至|已(?!有)|年来|以来|(?<![由从比])现有|(?<![由从比])目前")
_DEADLINE = regex.compile(
    r"(?:到“?(?:20\d\d年(?!的(?:$|[约近超\d]))|十[一二三四五]五)|20\d\d年(?:\d{1,2}月)?底?前|年底前|力争|第[二三四]步|(?:\d+|[一二两三四五六])年内|“?十[一二三四五]五”?期间)"
)
_PLANS = ("plan", "opinion", "notice", "measures")
#: 尚未达到20人, 没有完成300户: what did not happen is neither done nor planned
_DENIED = regex.compile(
    r"(?:尚未|还未|仍未|未能|没有|并未|并没有|从未)(?:得到|达到|完成|实现|超过|突破|拨付|获得|投入|配备|建成|开展|安排|组织|落实|收到|形成|培训|选派)?(?:到|过)?[^,。;:、\d]{0,8}$"
)


#: 如参训人数达到50人, 凡任教满3年的, 对服务满3年的教师: a threshold, not what is done or planned
_CONDITION = regex.compile(
    r"(?:[(][一二三四五六七八九十\d]+[)]|[一二三四五六七八九十][是要])?(?:(?P<if>如果?(?!期|实|何|下)|若|凡是?|一旦|倘若)|对(?!口|接|标|照))[^,。;]{1,24}$"
)
#: 由现有的8个增加到20个, 比2023年的64个多: what was there before
_BASE = regex.compile(r"[由从比较](?:现有|原有|原来|目前|(?P<year>20\d\d)年[底末]?)的?$")
#: a rate by time holds also in a coming year: 2026年起，每年不少于…
_RECURS = regex.compile(r"起[,每]|每(?:年|学年|学期|季度|半年|月|周)")
#: 按照协议，…每年…; 协议明确：…: what two sides promise each other, as news tells it
_AGREED = regex.compile(r"(?:根据|按照|依据|依照|按)[^,。;]{0,12}(?:协议|约定|合同)|(?:协议|合同|双方|三方)(?:明确|约定|商定|规定|议定)")
_BRINGS = regex.compile(r"(?:培养|培育|补充|招聘|引进|新建|建成|建设|建立|打造|组建|立项|评选|完成|累计|新增|培训|举办|开展|邀请)[^,。;:]{0,12}$")
_REACHES = regex.compile(r"(?:满|达到?|超过|不足|低于|高于|少于)[^,。;]{0,4}$")
_BOUNDED = ("不少于", "不低于", "不超过", "只能")
#: 覆盖率达92%以上: to be reached, no norm
_REACHED = regex.compile(r"(?:达|达到|提高到|提升到|提高至|提升至)[^,。;\d]{0,2}\d")
_OF_THOSE = regex.compile(r"(?:及?以上|以下)?的(?!比例|目标|任务|标准)")


_SET_BESIDE = regex.compile(r"(?:\((?:[年全省市县]{0,2}(?:度|年|下达)?)?(?:计划|任务|目标)|计划数|任务数|目标数)(?:数|为|是|:)?$")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A status and where it comes from; the range, in view coordinates, is empty when no words decided.

    ``source``: ``words``, ``deadline``, ``norm`` (a norm by its indicator, unit or rate), ``heading``, ``genre`` (the
    kind of document), ``whole`` (the total it is a part of).
    """

    status: str
    source: str
    start: int = 0
    end: int = 0


def status_of(context: Context, amount: Amount, per: str | None, norm: bool, code: str | None) -> Judgement:
    """``actual``, ``target``, ``rule`` or ``other``, with the words that decided."""
    return _Reading(context, amount, per, norm, code).judge()


def _is_ahead(found: Found) -> bool:
    """Whether a time is one to reach something by: 到2026年底, open at its start."""
    return found.date_from is None and found.date_to is not None


class _Reading:
    """The surroundings of one quantity, read once."""

    def __init__(self, context: Context, amount: Amount, per: str | None, norm: bool, code: str | None) -> None:
        self.context, self.amount, self.per, self.norm, self.code = context, amount, per, norm, code
        self.statement = context.outline.statement(amount.start)
        clause = context.outline.clause(amount.start)
        #: clause, statement and sentence: where each begins, for the ranges of what is found in it
        self.clause = clause[0], max(clause[1], amount.end)
        self.sentence_start = context.outline.sentence(amount.start)[0]
        self.planned = context.genre_at(amount.start) in _PLANS
        self.text = context.folded[self.clause[0] : self.clause[1]]
        self.wide = context.folded[self.statement[0] : amount.start]
        self.before = context.folded[self.sentence_start : amount.start]
        self.after = context.folded[amount.end : min(self.statement[1], amount.end + 30)]

    def judge(self) -> Judgement:
        """The first of the readings that says anything."""
        return self._set_beside() or self._told_done() or self._normed() or self._timed() or self._quota() or self._default()

    def _set_beside(self) -> Judgement | None:
        """完成造林1.7万亩（任务1.4万亩）, 占计划数50万亩的36%: what was set, beside what was done."""
        if self.amount.dimension in ("percent", "points"):
            return None
        beside = _SET_BESIDE.search(self.context.folded, max(self.clause[0], self.amount.start - 12), self.amount.start)
        return self._words("target", beside, 0) if beside else None

    def _told_done(self) -> Judgement | None:
        """What did not happen; a condition; a deadline that the sentence says is met; money that a plan says is paid out."""
        base = _BASE.search(self.context.folded, max(self.clause[0], self.amount.start - 12), self.amount.start)
        day = self.context.scene.day
        if base and not (base["year"] and day and int(base["year"]) > day.year):
            return self._words("actual", base, 0)
        denied = _DENIED.search(self.context.folded[self.clause[0] : self.amount.start])
        if denied and self.amount.dimension != "duration":
            return self._words("other", denied, self.clause[0])
        clause = self.context.folded[self.clause[0] : self.amount.start]
        condition = _CONDITION.match(clause)
        threshold = self.amount.bound != "exact" or _REACHES.search(clause)
        if condition and threshold and (condition["if"] or _OF_THOSE.match(self.after)):
            return self._words("rule", condition, self.clause[0])
        if self._deadline() and (flipped := _FLIPPED.search(self.after)):
            return self._words("actual", flipped, self.amount.end)
        if not self.planned:
            return None
        done = rx.match(r"[^,。;]{0,4}已(?:于|经|全部)", self.after)
        if done:
            return self._words("actual", done, self.amount.end)
        if self.amount.unit != "元" or "标准" in self.wide:
            return None
        paid = rx.search(r"下达|拨付|核拨", self.wide)
        promised = self.per and self.context.scene.metadata.doc_type != "notice"  # 每个工作室拨付5万元
        if paid and not promised:
            return self._words("actual", paid, self.statement[0])
        # a notice that hands out money: 关于下达…资金的通知
        handed_out = rx.search(r"下达|拨付", self.context.scene.metadata.title or "") and not self.per
        return Judgement("actual", "genre") if handed_out else None

    def _normed(self) -> Judgement | None:
        """Norms and durations hold always, unless news tells of one."""
        if self.planned and self.amount.unit in ("岁", "周岁"):
            return Judgement("rule", "norm")  # 男50周岁、女45周岁以下
        if not self.norm and self.amount.dimension != "duration":
            return None
        should = rx.search(r"(?<![响反供效适对相呼感])应(?![急用对届邀聘变战答])|须|不少于|不低于|一般|规定", self.before)
        if not self.planned and self.amount.bound == "at_most" and self.amount.unit == "年" and _FUTURE.search(self.text):
            return self._future(_FUTURE.search(self.text))  # 计划5年内…
        held = None if self.planned or self.per or should else _HELD_FOR.search(self.before)
        if held:
            return self._words("actual", held, self.sentence_start)
        reached = None if self.planned or should else _HAS_LASTED.search(self.before)
        if reached:
            return self._words("target" if reached["coming"] else "actual", reached, self.sentence_start)
        if not self.planned and not should and self.amount.bound == "at_most" and rx.match(r"[^,。;]{0,8}了", self.after):
            return Judgement("actual", "words")  # 半小时内扑灭了
        narrated = self.context.scene.metadata.doc_type == "news" and not self.per and not should
        return Judgement("actual", "genre") if narrated else self._cued("rule", "norm", should)

    def _timed(self) -> Judgement | None:
        """Words of time and intention in the sentence, and rates."""
        led = leading_date(self.context, self.amount) if not _LOOKING_BACK.search(self.before) else None
        if led is not None and _is_ahead(led):
            return Judgement("target", "deadline", led.start, led.end)
        deadline = self._deadline()
        if deadline and not rx.search(r"截至|已(?!有)", self.before):
            status = "actual" if self._is_past(self.context.folded[slice(*deadline)]) else "target"
            return Judgement(status, "deadline", *deadline)
        goal = self._dated_goal()
        if goal is not None:
            return Judgement("target", "deadline", goal.start, goal.end)
        future_here = _FUTURE.search(self.text)
        back = _LOOKING_BACK.search(self.before)
        bounded = any(word in self.text for word in _BOUNDED) and not _LOOKING_BACK.search(self.text)
        if (back or "截至" in self.wide) and not future_here and not self._turns_ahead(back) and not bounded:
            return self._cued("actual", "words", back)
        intends = future_here is not None and future_here.group().startswith(("计划", "拟", "预计"))
        if not intends and not _FORECAST.search(self.text) and rx.search(r"现状|背景|基础(?!教育|建设|设施|性|能力|研究|学科|课程|产业|管理|保障|工程)|基本情况", self.heading) and not rx.search(r"目标|任务", self.heading):
            return Judgement("actual", "heading")
        if self.per and (
            self.planned
            or (rx.search(r"(?:周|月|学期|学年|年|天)$", self.per) and self.per != "年")
            or bounded
            or (self.amount.dimension == "percent" and rx.search(r"每年(?:安排|按|选派|交流|提取|列支|组织)", self.text))
            or "每" in self.per
        ):
            return Judgement("rule", "norm")
        agreed = None if self.planned or future_here or _DONE.search(self.text) else _AGREED.search(self.agreement)
        if agreed:
            return Judgement("rule" if self.per else "target", "words")
        if not self.planned and (future_here or self._future_before()):
            done = _DONE.search(self.text) if not future_here else None
            return self._words("actual", done, self.clause[0]) if done else self._future(future_here)
        return None

    def _quota(self) -> Judgement | None:
        """Bounds, quotas and shares of a plan."""
        least = rx.search(r"不少于|不低于|不得|至少|最少|原则上|不超过", self.text)
        if self.planned and self.amount.bound == "at_least" and not self.per and self.code and self._brought_about():
            return Judgement("target", "genre")
        if self.planned and self.amount.dimension == "percent" and self.amount.bound == "at_least" and not (least or self.per) and _REACHED.search(self.text):
            return Judgement("target", "genre")
        if self.amount.bound in ("at_least", "at_most") and (self.planned or least):
            return self._cued("rule", "norm", least, self.clause[0])
        if not self.planned:
            return None
        quota = rx.search(r"名额|指标|分配(?:计划|方案|情况)", self.wide) or (
            rx.search(r"任务", self.wide) if self.context.scene.metadata.doc_type == "notice" else None
        )
        if self.code == "subsidies" or "名额" in self.heading or quota:
            return self._cued("rule", "norm", quota, self.statement[0])
        reached = rx.search(r"(?:达到|提高|实现|覆盖|增长|纳入)", self.text)
        return Judgement("rule", "norm") if self.amount.dimension == "percent" and not reached else None

    def _brought_about(self) -> bool:
        """补充教师120名以上, 2024年交流不少于180名: what a plan brings about, or dates, is a goal, also with a bound."""
        counted = self.amount.dimension in ("persons", "objects", "orgs", "events")
        dated = any(d.date_to is not None for d in self.context.dates_in(self.clause[0], self.amount.start))
        return counted and (dated or _BRINGS.search(self.context.folded, self.clause[0], self.amount.start) is not None)

    def _default(self) -> Judgement:
        """What is intended, else what the heading and the kind of document are about."""
        future_here = _FUTURE.search(self.text)
        if future_here or (self._future_before() and not _DONE.search(self.text)):
            return self._future(future_here)
        coming = self._coming()
        if coming is not None:
            return Judgement("target", "deadline", coming.start, coming.end)
        kind = self.context.scene.metadata.doc_type
        if (
            kind in ("report", "summary")
            and _PLAN_HEAD.search(self.heading)
            and not rx.search(r"(?:回顾|完成|情况|成效)", self.heading)
        ):
            return Judgement("target", "heading")
        if self.planned:
            return Judgement("actual" if self._existing() or self._of_a_past_year() else "target", "genre")
        return self._cued("actual", "genre", _DONE.search(self.text), self.clause[0])

    @property
    def heading(self) -> str:
        """The headings above, and the run-in heading of the paragraph itself."""
        heads: list[Paragraph] = self.context.outline.governing(self.amount.start)
        own = self.context.paragraph(self.amount.start)
        return " ".join(self.context.folded[p.start : min(p.head_end, p.start + 60)] for p in (own, *heads))

    @property
    def agreement(self) -> str:
        """The paragraph up to the quantity, where what an agreement says may go on over several sentences."""
        return self.context.folded[self.context.paragraph(self.amount.start).start : self.amount.start]

    def _deadline(self) -> tuple[int, int] | None:
        """Where a deadline stands: in the sentence, or in the statement when the sentence has no year of its own."""
        found = _DEADLINE.search(self.before)
        if found:
            return self.sentence_start + found.start(), self.sentence_start + found.end()
        found = _DEADLINE.search(self.wide)
        # 甲工程预计年底前完工;乙工程总投资8645万元: in an account the one has nothing to do with the other
        apart = found and not self.planned and rx.search(r"[,;][^,;]*(?:预计|预期|可望|有望)[^,;]{0,4}$", self.wide[: found.start()])
        if found and not apart and not rx.search(r"20\d\d年", self.before):
            return self.statement[0] + found.start(), self.statement[0] + found.end()
        return None

    def _is_past(self, deadline: str) -> bool:
        """“十三五”期间, 到2020年 in a document of 2022: that time is over."""
        day = self.context.scene.day
        plan = rx.search(r"十([一二三四五])五", deadline)
        year = rx.search(r"20\d\d", deadline)
        # the eleventh five-year plan ended in 2010
        last = 2005 + 5 * ("一二三四五".index(plan[1]) + 1) if plan else int(year.group()) if year else None
        if day is None and last is not None and not self.planned:  # 2007年前 in an account that tells of 2016
            return self.context.latest_year > last
        return day is not None and last is not None and last < day.year

    def _dated_goal(self) -> Found | None:
        """2026年，…不低于90%: in a plan the coming year that opens the sentence makes a goal, whatever bound or rate it has."""
        day, opening = self.context.scene.day, self._opening_year()
        if not self.planned or day is None or opening is None or _RECURS.search(self.before):
            return None
        return opening if opening.date_to is not None and opening.date_to.year > day.year else None

    def _of_a_past_year(self) -> bool:
        """2024年，全县有高中2所: in a plan of 2025 that is how things stand."""
        day, opening = self.context.scene.day, self._opening_year()
        return day is not None and opening is not None and opening.date_to is not None and opening.date_to.year < day.year

    def _opening_year(self) -> Found | None:
        """The year that opens the sentence."""
        dates = [d for d in self.context.dates_in(self.sentence_start, self.amount.start) if d.end <= self.amount.start]
        if not dates or dates[0].precision != "year":
            return None
        lead = self.context.folded[self.sentence_start : dates[0].start]
        return dates[0] if not rx.sub(r"\W|[一二三四五六七八九十]是|其中", "", lead) else None

    def _coming(self) -> Found | None:
        """11月26日…将 without 将: a day after the document's own that the sentence tells before the quantity."""
        day = self.context.scene.day
        if day is None or self.planned:
            return None
        dates = [d for d in self.context.dates_in(self.statement[0], self.amount.start) if d.end <= self.amount.start]
        last = dates[-1] if dates else None
        if last is None or last.date_from is None or last.date_from <= day:
            return None
        # 年末常住人口: a bare word counts from the document's day and may mean the year that it tells of
        return last if rx.search(r"\d", self.context.folded[last.start : last.end]) else None

    def _turns_ahead(self, back: regex.Match[str] | None) -> bool:
        """目前已建成650套，明年计划建设430套，总面积1.5万平方米: the sentence turns to what is planned before the quantity."""
        ahead = self._future_before() if back else None
        return back is not None and ahead is not None and ahead.start() > self.sentence_start + back.end()

    def _existing(self) -> bool:
        """覆盖全县的五个联盟: the count of something the sentence takes for granted."""
        return self.context.folded[self.amount.start - 1 : self.amount.start] == "的" and (
            self.amount.dimension == "objects"
        )

    def _future(self, here: regex.Match[str] | None) -> Judgement:
        if here:
            return self._words("target", here, self.clause[0])
        before = self._future_before()
        return self._words("target", before, 0) if before else Judgement("target", "words")

    def _future_before(self) -> regex.Match[str] | None:
        """A word of intention in the sentence before the quantity; what follows it may be the quantity (将12所)."""
        matches = _FUTURE.finditer(self.context.folded, self.sentence_start, self.clause[1])
        return next((m for m in matches if m.start() < self.amount.start), None)

    def _words(self, status: str, match: regex.Match[str], base: int) -> Judgement:
        return Judgement(status, "words", base + match.start(), base + match.end())

    def _cued(self, status: str, source: str, match: regex.Match[str] | None, base: int | None = None) -> Judgement:
        """A judgement with the words that speak for it, when there are any (by default in the sentence before)."""
        if match is None:
            return Judgement(status, source)
        at = self.sentence_start if base is None else base
        return Judgement(status, "words", at + match.start(), at + match.end())
