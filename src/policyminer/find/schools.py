"""Named schools and kindergartens: the word for a school, and left of it whatever can be part of a name."""

from __future__ import annotations

from collections.abc import Sequence

import regex
import rjieba

from policyminer.find.protect import Spans
from policyminer.find.scene import Name, Scene
from policyminer.rules.gazetteer import Gazetteer

_SUFFIX = regex.compile(
    r"""(?:(?:第[一二三四五六七八九十\d]{1,3}|实验|外国语|中心|希望|附属|直属|高级|初级|完全|职业|特殊教育|九年一贯制|十二年一贯制|双语|机关|中等职业|职业技术|中等专业|技工|师范|卫生|体育运动|艺术|聋哑|盲人|培智|启智|民族|寄宿制|国际)*
    (?:中学|小学|学校|幼儿园|高中|初中|职高|职业中专|中专|技校|教学点|保育院|中心校|完小|高小|附中|附小|附幼|职教中心|职业教育中心|职校)
    |(?<=[\u4e00-\u9fff])第?[一二三四五六七八九十]{1,3}(?:高(?![中新等级校速铁层度峰楼])|中(?![、,，]?[一二三四五六七八九十]中全会|全会|心|学|小学|等|国|央|部|西|东|间)|小(?!学|时|组|康|微|企)|幼(?!儿))
    |(?<=[\u4e00-\u9fff])(?:实小|中心小))
    (?:(?:教育)?集团)?(?:[\u4e00-\u9fff]{2,8}?(?:校区|分校|分园|园区(?=[、,。])|校部))?""",
    regex.X,
)
_BARE_SUFFIX = regex.compile(r"(?:中学|小学|学校|幼儿园|高中|初中|职高|职业中专|中专|技校|教学点|保育院|中心校|完小|高小|职校|职业学校|职业技术学校|特殊教育学校|技工学校|师范学校|中等职业学校|中等专业学校|附中|附小|寄宿制学校|九年一贯制学校|十二年一贯制学校|初级中学|高级中学|完全中学|民族学校|国际学校|双语学校|艺术学校|职业高中|体育运动学校|卫生学校|中心小学|中心学校|附属小学|附属中学|附属幼儿园|附属学校|民族中学|民族小学|希望小学|机关幼儿园)")
_GENERIC = frozenset(
    """试点 成员 薄弱 农村 乡村 乡镇 城镇 城区 县城 城市 县域 区域 优质 普通 公办 民办 义务教育 义务 教育 全日制 寄宿 寄宿制 中等 职业 职业技术 技工 初级 高级 中心 完全 九年 一贯制 一贯 示范 特色 标准化 规范化 规范
    现代化 重点 新建 品牌 名优 领航 龙头 牵头 结对 帮扶 受援 支援 受帮扶 被帮扶 联盟 集团 集团化 片区 学区 共同体 教联体 联合体 教研 协作 合作 高质量 优秀 先进 文明 绿色 平安 智慧 数字 数字化 校园 足球 篮球
    体育 艺术 科技 传统 中小 大 中 小 普惠性 普惠 公立 私立 附属 配套 小区 村级 镇级 省级 市级 县级 区级 国家级 乡 镇 村 省 直属 省属 市属 县属 局属 所属 市管 办 办学 师范 师范类 非 高等 高等学校 本科 专科 高职 各级 各类 其他
    其它 相关 有关 部分 全部 同类 同级 邻近 相邻 边远 偏远 山区 民族 少数民族 贫困 基层 城乡 中西部 东部 西部 双语 定点 实习 实践 基地 挂职 目标 培育 创建 建设 项目 教学 联办 特殊教育 特殊 中职 技工 普高 综合 高中 初中 小学 中学
    幼儿园 幼儿 学前 中小学 大中小 大中小学 小规模 规模 大班额 超大 样板 标杆 名校 名 实验 一类 二类 样本 课题 承办 主办 受训 培训 参训 参与 参加 申报 首批 第一批 第二批 入选 获评 党员 党建 家长 社区 街道 园区 企业 农民 工读 专门 红色
    希望工程 革命 老区 革命老区 民族地区 地区 牧区 库区 矿区 郊区 老 新 旧 好 强 弱 乡镇中心 城郊 本地 改扩建 扩建 改建 改 扩 迁建 在建 续建 进修 当地 辖区 属地 周边 附近 对口 乡 村小 联合 教科研 教科 科研 师生 思政 心理 劳动 美育 德育 语言 文字 语言文字 安全 健康
    健康促进 卫生 交通 国防 国防教育 人工智能 人工 智能 中华 优秀传统文化 传统文化 文化 非遗 书香 阳光 冬奥 奥林匹克 冰雪 排球 田径 武术 游泳 书法 戏曲 音乐 美术 全国 全省 全市 全县 全区 全镇 指导 管理 保护 服务 监督 研究 发展 学历 组织 宣传 办班 开齐 开足 深入 年度 上级 下级 主管 主体 全体 直管 县 区 市 州 旗 团队 单位 高校 院校 行动 提质 协同 计划 工程 制 级 类 型""".split()
)
_LEVEL_PREFIX = regex.compile(r"[省市县区州镇乡旗]")
_HAN_RUN = regex.compile(r"[\u4e00-\u9fff]+$")
_LIST_LEFT = regex.compile(r"[、和与及]$")
_NAMELIKE_EXPERIMENT = regex.compile(r"(?:实验|中心|外国语|第[一二三四五六七八九十]{1,3}|机关)(?:小学|中学|学校|幼儿园|初级中学|高级中学|初中|高中)")
#: cores that name a class of schools whatever stands before
_CLASS_CORE = regex.compile(r"(?:[个名所]|教联体|共同体|联合体|集团|联盟|联体|[属直]|所[大中]?|所属|各级|类型|[我该全各本每][省市县区校镇乡地州旗])$|^[我该各每本型性化类级等]")
MAX_CORE = 12


def find_schools(scene: Scene, regions: Sequence[Name], universities: Sequence[Name]) -> list[Name]:
    """Names of schools; ``regions`` and ``universities`` may begin a school's name."""
    folded = scene.folded
    boundary = scene.rules.lexicon("boundary_words")
    ordinary = boundary | scene.rules.lexicon("ordinary_words") | _GENERIC
    starts: dict[int, Name] = {n.end: n for n in [*regions, *universities]}
    found: list[tuple[int, int, bool]] = []  # start, end, needs support
    for match in _SUFFIX.finditer(folded):
        if scene.protected.titles.overlaps(*match.span()):
            continue
        start, end = _bounds(scene, match, starts, boundary, ordinary, scene.rules.gazetteer)
        if start is None:
            continue
        needs = _needs_support(folded, start, end, starts, scene.rules.provinces)
        if needs is not None:
            found.append((start, end, needs))
    return _settle(scene, found)


def _bounds(scene: Scene, match: regex.Match[str], starts: dict[int, Name], boundary: frozenset[str], ordinary: frozenset[str], gazetteer: Gazetteer) -> tuple[int | None, int]:
    """Start of the name whose last word is ``match``, or none when no name can stand here."""
    folded = scene.folded
    suffix_start, end = match.span()
    run = _HAN_RUN.search(folded[max(0, suffix_start - 26) : suffix_start])
    left = suffix_start - (len(run.group()) if run else 0)
    # the last region or university inside the run begins the name, unless a boundary word stands between
    anchor = next((position for position in range(suffix_start, left - 1, -1) if position in starts), None)
    walk_from = anchor if anchor is not None else left
    core_start = _walk(folded, walk_from, suffix_start, boundary if anchor is not None else ordinary)
    if anchor is not None and core_start != anchor:
        between = folded[anchor:suffix_start]
        name_like = 2 <= len(between) <= 4 and not regex.search(r"[的在到和与对为由是各有及等所新改扩]", between)
        core_start = anchor if name_like and not all(w in _GENERIC for w in rjieba.cut(between)) else _walk(folded, anchor, suffix_start, ordinary)
    core_start = _take_in(folded, core_start, left if anchor is None else anchor, suffix_start, match.group(), boundary, gazetteer)
    if core_start is None:
        return None, end
    if core_start == suffix_start and anchor is None and _LEVEL_PREFIX.match(folded, core_start - 1) and not regex.match(r"[\u4e00-\u9fff]", folded[core_start - 2 : core_start - 1].strip("和与及由在到对于从")):
        core_start -= 1
    if anchor is not None and core_start == anchor:
        name = starts[anchor]
        if name.type == "university":
            return (name.start if regex.search(r"附|实验|分校|中学|小学|幼儿园", match.group()) and "附" in folded[name.end : end] else None), end
        if name.kind == "province" and suffix_start == anchor and not match.group().startswith(("实验", "第", "外国语")):
            return None, end
        return name.start, end
    return core_start, end


def _take_in(folded: str, start: int | None, left: int, right: int, suffix: str, boundary: frozenset[str], gazetteer: Gazetteer) -> int | None:
    """Move the start of a name over what its form demands: the stem of 庆安一中, the town of 厚坡镇中心幼儿园, 清水 of 清水坪."""
    if start is None:
        return None
    if regex.fullmatch(r"第?[一二三四五六七八九十]{1,3}[中小高幼]", suffix):
        for size in (4, 3, 2):
            stem = folded[right - size : right]
            if len(stem) == size and any(e.type == "region" for e in gazetteer.stems.get(stem, ())):
                return right - size
        return start
    town = regex.search(r"[\u4e00-\u9fff]{1,5}(?:镇|乡|街道)$", folded[max(0, right - 7) : right])
    if town:
        name = town.group()
        words = rjieba.cut(name)
        last = max((i for i, w in enumerate(words[:-1]) if w in boundary), default=-1)
        name = "".join(words[last + 1 :])
        if len(name) > 2 and name[-2:] not in ("城乡", "乡镇", "城镇", "村镇") and not regex.match(r"[各该全本每乡城名所个]", name):
            return right - len(name)
    if right - start == 1 and start > left:
        before = [w for w in rjieba.cut(folded[left:start]) if w]
        if before and len(before[-1]) == 2 and before[-1] not in boundary and before[-1] not in _GENERIC:
            return start - 2
    return start


def _walk(folded: str, left: int, right: int, boundary: frozenset[str]) -> int | None:
    """Walk left over the words between ``left`` and ``right`` until one that no name contains."""
    if left >= right:
        return right
    tokens = rjieba.cut(folded[left:right])
    position = right
    for token in reversed(tokens):
        if token in boundary or regex.fullmatch(r"[一二两三四五六七八九十百千\d]+[所个家名]?", token) or not regex.fullmatch(r"[\u4e00-\u9fff]+", token):
            break
        if position - (left + 0) <= 0 or right - position + len(token) > MAX_CORE:
            break
        position -= len(token)
    return position


def _needs_support(folded: str, start: int, end: int, starts: dict[int, Name], provinces: frozenset[str]) -> bool | None:
    """False for a name that stands by itself, true for one that needs a fuller form or a list, none for a class."""
    name = folded[start:end]
    region = next((starts[p] for p in range(end - 1, start, -1) if p in starts and starts[p].start == start), None)
    inner = folded[region.end : end] if region else name
    core = _BARE_SUFFIX.sub("", inner)
    if region is not None and region.type == "university":
        return False
    if regex.search(r"(?:党校|驾校|高校|院校|军校|我校|该校|夜校|团校|母校|[大]学校|家长学校|老年学校|所学校|干部学校|行政学校|业余学校|各学校|技工学校$)$", inner) and len(inner) <= 5:
        return None
    if region is None and (core in provinces or _CLASS_CORE.search(core)):
        return None
    if region is None and _NAMELIKE_EXPERIMENT.fullmatch(name):
        return True
    words = [part for w in rjieba.cut(core) for part in ((w[:2], w[2:]) if len(w) == 4 else (w,)) if part]
    while words and (words[0] in _GENERIC or words[0] in ("全", "各", "该", "县", "市", "区")) and region is None:
        if words[0] in ("县", "区", "市", "省", "镇", "乡", "州") and folded[start - 1 : start] not in tuple("各全该本我每设辖属"):
            break
        return None
    if region is not None:
        if not core and not _NAMELIKE_EXPERIMENT.search(inner) and not regex.fullmatch(r"(?:特殊教育|职业技术|技工|中等专业|职业|师范|卫生|高级|初级|民族)?(?:学校|中学|小学|幼儿园|中心校|职教中心|职业教育中心|中心小学|中心学校|高中)", inner):
            return None
        if core and all(w in _GENERIC for w in words) and not regex.search(r"实验|第[一二三四五六七八九十]|外国语|中心", inner):
            return None
        if not core and inner in ("学校", "中学", "小学", "幼儿园", "高中", "初中") and region.kind not in ("town", "county"):
            return None
        return inner in ("学校", "小学", "幼儿园", "高中", "初中", "中专", "教学点")
    if _LEVEL_PREFIX.match(name) and regex.fullmatch(r"[省市县区州镇乡旗](?:直属|直|立)?(?:机关|第[一二三四五六七八九十]{1,3}|实验|外国语|中心|[一二三四五六七八九十])?(?:初级中学|高级中学|中学|小学|幼儿园|学校|职教中心|特殊教育学校|职业高中|职业中专|中|小|幼|实小|初中|高中|职业技术学校)", name):
        if folded[start - 1 : start] in tuple("各全该本我每设辖属县乡城学校社片园"):
            return None
        return len(name) <= 4 and name[-1] not in "中小幼" or name[1:] in ("中学", "小学", "学校", "高中", "初中")
    if not core:
        return True if _NAMELIKE_EXPERIMENT.fullmatch(name) else None
    if all(w in _GENERIC for w in words):
        return True if _NAMELIKE_EXPERIMENT.search(name) and len(core) <= 2 else None
    if regex.fullmatch(r"[一二三四五六七八九十第]+[中小幼]", name) or len(core) < 1:
        return None
    if regex.search(r"[一二三四五六七八九十][中小幼]$", name):
        prefix = regex.sub(r"第?[一二三四五六七八九十]+[中小幼]$", "", name)
        return None if len(prefix) < 2 or len(prefix) > 4 or prefix in _GENERIC or regex.search(r"[之届在的年是其高初]$", prefix) else False
    return False


def _settle(scene: Scene, found: list[tuple[int, int, bool]]) -> list[Name]:
    """Keep what stands by itself or is supported; resolve short forms to the fullest name in the document."""
    folded, text = scene.folded, scene.text
    certain = {folded[a:b] for a, b, needs in found if not needs}
    edges = {b for _, b, needs in found if not needs} | {a for a, _, needs in found if not needs}
    kept: list[tuple[int, int]] = []
    for start, end, needs in found:
        surface = folded[start:end]
        if needs:
            fuller = any(name.endswith(surface) and name != surface for name in certain)
            left, right = folded[start - 1 : start], folded[end : end + 1]
            clean = left in tuple("、,。;:和与及到在对由以“(\n")
            beside = (left in tuple("、和与及") and start - 1 in edges) or (right in tuple("、和与及") and end + 1 in edges)
            grouped = folded.startswith(("教联体", "教育集团", "教育共同体", "集团"), end)
            if not ((clean and fuller) or beside or (clean and grouped) or surface in certain):
                continue
        kept.append((start, end))
        edges |= {start, end}
        certain.add(surface)
    names = {folded[a:b] for a, b in kept}
    out: list[Name] = []
    for start, end in kept:
        if out and start < out[-1].end:
            continue
        surface = folded[start:end]
        fuller = sorted((n for n in names if n != surface and (n.endswith(surface) or _abbreviates(surface, n))), key=len)
        full = fuller[-1] if len(fuller) == 1 or fuller and all(f in fuller[-1] for f in fuller) else surface
        written = text[start:end] if full == surface else full
        out.append(Name(start, end, "school", written, f"learned:school:{written}", "school.suffix"))
    return out


def _abbreviates(short: str, full: str) -> bool:
    """Whether a short form stands for a full name: its characters in order, from the first one on.

    >>> _abbreviates("庆安一中", "庆安县第一中学"), _abbreviates("云师大附小", "云南师范大学附属小学"), _abbreviates("甲县一中", "甲县第二中学")
    (True, True, False)
    """
    if len(short) < 4 or len(short) >= len(full) or short[0] != full[0] or not regex.search(r"(?:第?[一二三四五六七八九十]+|附)[中小高幼]$", short):
        return False
    position = 0
    for char in short:
        position = full.find(char, position) + 1
        if position == 0:
            return False
    return True


def school_spans(names: Sequence[Name]) -> list[tuple[int, int]]:
    """Ranges of school names."""
    return [(n.start, n.end) for n in names]


__all__ = ["Spans", "find_schools", "school_spans"]
