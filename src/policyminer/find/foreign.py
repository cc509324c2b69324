"""Names written in characters that stand for sounds: 古特雷斯, 安东尼奥·科斯塔, 买买提·艾力; and what lies abroad."""

from __future__ import annotations

import regex

from policyminer.find.scene import word_across

#: characters that names are transcribed with and that few words of every day and few given names hold
_TELLING = (
    "阿埃艾昂奥巴鲍贝彼伯勃博布茨达戴蒂迪杜厄恩尔菲费芬弗夫佛盖戈葛哈赫亨霍基吉杰喀卡凯坎柯科克肯库夸奎莱赖朗勒雷莉"
    "鲁伦罗洛玛迈曼蒙米姆穆莫默纳娜奈瑙内妮涅纽努诺欧帕派潘佩蓬珀普奇契恰茹萨塞桑瑟莎什斯丝索塔泰坦特提廷托娃瓦韦沃乌"
    "耶扎詹兹佐嘎孜吐买旦措仁央珠贡罕赛苏"
)
#: characters that serve for it as well, and stand in many other words
_ALSO = (
    "爱安白班邦保本比毕别宾查昌丹德登邓丁顿多俄法凡范丰冯福甘冈哥格根古瓜圭海汉豪黑洪侯胡华惠加贾简金康考孔拉兰劳黎里利丽"
    "连廉列林琳留龙隆卢露马芒梅门孟密敏明木南尼宁农庞培彭皮平琼丘荣儒瑞若撒森沙尚申圣施史舒松唐陶汤腾通图万旺威维"
    "魏温文翁武卜京叶西希席夏香肖谢欣休许雅亚扬伊易因英尤约泽珍朱祖才力江东卓尖增次堆色逊"
)
SOUNDS = frozenset(_TELLING + _ALSO)
TELLING = frozenset(_TELLING)
#: and behind a dot, where names of Xinjiang have them
_BEHIND_DOT = SOUNDS | frozenset("牙甫麦肉热依吾如则合汗玉素拜衣再那孜")
_LONGEST = 9
#: 某某·阿不都克力木: 不 and 都 stand for sounds in few names
_ABDUL = regex.compile(r"阿不都|阿不力|阿不来|艾不都")
_PART = regex.compile(r"[\u4e00-\u9fff]{1,3}(?=[,。;:、)\n ]|$)")
#: companies, prizes and places that bear a name: 希尔顿酒店
_NO_PERSON = regex.compile(r"[\u4e00-\u9fff]{0,2}(?:酒店|公司|集团|大学|学院|奖(?!励)|基金|广场|杯|公园|大道|街|学校|中心|市|州|县|区|国|岛|省|大桥|主义|制|式|群岛|半岛)")


def sounds_end(folded: str, start: int, sounds: frozenset[str] = SOUNDS) -> int:
    """End of the run of characters for sounds that begins at ``start``, less a word that only begins in it."""
    end = start
    while end < len(folded) and end - start < _LONGEST and folded[end] in sounds:
        end += 1
    if end - start > 2 and len(word_across(folded, end)) == 2:
        end -= 1  # 普京|加快
    return end


def telling(folded: str, start: int, end: int) -> int:
    """How many characters of a range tell that it writes sounds."""
    return sum(char in TELLING for char in folded[start:end])


def dotted_end(folded: str, start: int) -> int:
    """End of a name of several parts whose first part begins at ``start``, or ``start``.

    >>> text = "买买提·艾力介绍"
    >>> text[:dotted_end(text, 0)]
    '买买提·艾力'
    """
    dot = folded.find("·", start, start + _LONGEST + 1)
    if dot <= start or not all("\u4e00" <= char <= "\u9fff" for char in folded[start:dot]):
        return start
    end = start
    while folded[dot : dot + 1] == "·":
        given = _ABDUL.match(folded, dot + 1)
        part = sounds_end(folded, given.end() if given else dot + 1, _BEHIND_DOT)
        if part == dot + 1:
            other = _PART.match(folded, dot + 1)
            if other is None:
                break
            part = other.end()
        end = dot = part
    return end


def dotted_names(folded: str) -> list[tuple[int, int]]:
    """Ranges of names of several parts that nothing but their characters tells."""
    found: list[tuple[int, int]] = []
    dot = folded.find("·")
    while dot >= 0:
        start = dot
        while start > 0 and dot - start < _LONGEST and folded[start - 1] in SOUNDS:
            start -= 1
        end = dotted_end(folded, start) if start < dot else dot
        if end > dot + 1 and telling(folded, start, end) > 2 and end - start > 4 and not _NO_PERSON.match(folded, end):
            found.append((start, end))
        dot = folded.find("·", max(end, dot + 1))
    return found


def abroad_before(folded: str, position: int, places: frozenset[str], reach: int = 0) -> bool:
    """Whether a country or city abroad is written before ``position``, at most ``reach`` characters further left.

    >>> places = frozenset(["阿富汗"])
    >>> abroad_before("据阿富汗教育部称", 4, places), abroad_before("我国教育部", 2, places)
    (True, False)
    """
    for end in range(position, max(position - reach, 0) - 1, -1):
        if end < position and not "\u4e00" <= folded[end] <= "\u9fff":
            return False
        if any(folded[end - size : end] in places for size in range(2, 8) if end >= size):
            return True
    return False
