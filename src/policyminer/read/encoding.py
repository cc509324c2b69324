"""Bytes to text: which encoding a Chinese document is written in, and the decoding itself.

Detection looks at a bounded window around the first byte that is not UTF-8; decoding is done once, on the whole.
The order of the tests was chosen on 4,128 strings of known encoding, short ones among them: byte order mark, strict
UTF-8, UTF-16 without a mark, UTF-8 with a few broken sequences, then GB 18030 against Big5 by the share of characters
that are common in Chinese prose. Python's ``gb2312`` and ``gbk`` are never used: they fail on 镕 and on the euro sign,
and GB 18030 reads everything they read.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from policyminer.model import PolicyMinerError

WINDOW = 16 * 1024  # bytes looked at by the detector: enough for a verdict, 1–2 ms

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "utf-32-le"),  # before UTF-16-LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030", "gb18030"),
)

# Common characters of official and news prose; those with the same form in both scripts stand in both classes.
_BOTH = (
    "的一是不了在人有我他大中上主之到以全部就用年生可家社日和利地月市法理天已自分行建小本式制使工同力下法公主要"
    "人民政府通知各年月日一二三四五六七八九十第元件教育部省市教文局及其化成之科技高校小中等作用合作能目方面保全安"
    "全重大定立本地持提升力性基本以及成果完善意思想指心位置明交流企加强推出入入行事行政特色城共享管理申表示名首先"
    "依照水平引更加等因此后前后由向所得相互信息果任何正式此平台命令最也而多度力至者日常口上半期改治公告附件主任"
)
SIMPLIFIED = (
    "这个来们说为国会时对学发经后动级县区实体务关进业员组织规划设备开结构党领导师资训练义标准监督检查责应当办单"
    "处总书记长门问题无产业农村乡镇医疗卫术质量积极现点线网络视频数据据联东华与书万亿种类优创项目团队双费财补贴济环"
    "区县实队员扩围选职调级务导汇节间话让从认识见观计设许论证评试课读谈请讲谢变还过运边达远连选递遗适"
)
TRADITIONAL = (
    "這個來們說為國會時對學發經後動級縣區實體務關進業員組織規劃設備開結構黨領導師資訓練義標準監督檢查責應當辦單"
    "處總書記長門問題無產業農村鄉鎮醫療衛術質量積極現點線網絡視頻數據據聯東華與書萬億種類優創項目團隊雙費財補貼濟環"
    "區縣實隊員擴圍選職調級務導匯節間話讓從認識見觀計設許論證評試課讀談請講謝變還過運邊達遠連選遞遺適"
)
_PUNCTUATION = "，。、；：“”（）《》「」"
_IS_SIMPLIFIED = re.compile(f"[{_BOTH}{SIMPLIFIED}{_PUNCTUATION}]")
_IS_TRADITIONAL = re.compile(f"[{_BOTH}{TRADITIONAL}{_PUNCTUATION}]")
_IS_COMMON = re.compile(f"[{_BOTH}{SIMPLIFIED}{TRADITIONAL}{_PUNCTUATION}]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_THREE_BYTES = re.compile(r"[\u0800-\U0010ffff]")
_BEYOND_UTF_8 = re.compile(r"[\x00\ud800-\udfff]")

# UTF-16 read as UTF-16 holds over a third of common characters, chance hits stay under 0.02.
COMMON_IN_UTF_16 = 0.15
# More broken sequences than this share of the multi-byte ones: it is no damaged UTF-8 but another encoding.
BROKEN_IN_UTF_8 = 0.25
# Korean or Japanese bytes read as GB 18030 hold fewer common characters than this, Chinese prose twice as many.
HARDLY_CHINESE = 0.2
# A Latin text with some bytes of another encoding is readable all the same.
STRAY_BYTES = 0.05
_HIGH_BYTES = bytes(range(0x80, 0x100))
# A Chinese encoding that cannot read this share of the characters is the wrong one.
BROKEN_AT_ALL = 0.20


@dataclass(frozen=True, slots=True)
class Decoded:
    """Decoded text without its byte order mark; ``replaced`` counts U+FFFD put in for what could not be read."""

    text: str
    encoding: str
    replaced: int
    doubtful: bool = False

    @property
    def warnings(self) -> tuple[str, ...]:
        """A sentence when something was replaced, one when the encoding is in doubt."""
        found: list[str] = []
        if self.replaced:
            found.append(f"{self.replaced} unreadable byte sequence(s) replaced by U+FFFD, decoding as {self.encoding}")
        if self.doubtful:
            found.append(f"read as {self.encoding}, but hardly a character is common in Chinese; check the encoding")
        return tuple(found)


def decode(data: bytes, where: str = "", hint: str | None = None) -> Decoded:
    """Decode ``data`` whole; newlines are left as they are, NUL and lone surrogates become U+FFFD.

    ``hint`` is a declared charset (of a META tag); it only breaks ties, since declared charsets are often wrong.
    Raises ``PolicyMinerError`` ``undecodable`` when no Chinese encoding reads the bytes.

    >>> decode("深入推进教联体建设".encode("gbk")).encoding
    'gb18030'
    >>> decode("深入推进教联体建设".encode()).encoding
    'utf-8'
    """
    for mark, name, codec in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], codec, name)
    if b"\0" not in data:
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            window = _window(data, error.start)
        else:
            codec = "gb18030" if _is_gb_by_chance_utf_8(data, text) else "utf-8"
            return _decode_as(data, codec, codec) if codec != "utf-8" else Decoded(text, codec, 0)
    else:
        window = data[:WINDOW]
    codec_found = _detect(window, hint)
    if codec_found is None:
        raise PolicyMinerError(
            "undecodable",
            "the bytes are not Chinese text in UTF-8, UTF-16, GB 18030 or Big5",
            where,
            "save the file as UTF-8",
        )
    decoded = _decode_as(data, codec_found, codec_found)
    legacy = codec_found in ("gb18030", "big5hkscs")
    return replace(decoded, doubtful=legacy and common_share(decoded.text[:WINDOW]) < HARDLY_CHINESE)


def _is_gb_by_chance_utf_8(data: bytes, text: str) -> bool:
    """学院学前 in GBK is also valid UTF-8, four Cyrillic and Hebrew letters: short strings of two-byte characters."""
    if text.isascii() or len(data) > 200 or _THREE_BYTES.search(text):
        return False
    gb_text, broken = _try(data, "gb18030")
    return not broken and common_share(gb_text) >= 0.5


def common_share(text: str) -> float:
    """The share of common Chinese characters among the characters beyond ASCII, 0 to 1.

    >>> common_share("教育部的通知，") > 0.9 > 0.1 > common_share("鏁欒偛閮ㄧ殑閫氱煡")
    True
    """
    foreign = len(_NOT_ASCII.findall(text))
    return len(_IS_COMMON.findall(text)) / foreign if foreign else 0.0


def _window(data: bytes, first_bad: int) -> bytes:
    """A slice around the first byte that is not UTF-8, cut at line ends where a character surely begins."""
    start = max(0, first_bad - WINDOW // 4)
    if start:
        newline = data.rfind(b"\n", start, first_bad)
        start = newline + 1 if newline >= 0 else first_bad
    return data[start : start + WINDOW]


def _try(window: bytes, codec: str) -> tuple[str, int]:
    """The window read with ``codec`` and how many sequences it could not read; a cut last character is forgiven."""
    decoder = codecs.getincrementaldecoder(codec)("replace")
    text = decoder.decode(window)
    return text, text.count("\ufffd")


def _detect(window: bytes, hint: str | None) -> str | None:
    """The name of the codec for ``window``, or None when nothing fits."""
    gb_text, gb_broken = _try(window, "gb18030")
    gb_common = common_share(gb_text)
    # Two thousand characters of UTF-16 without one NUL would be without a newline or a digit.
    may_be_utf_16 = len(window) < 4096 or b"\0" in window
    for codec in ("utf-16-le", "utf-16-be") if may_be_utf_16 else ():
        share = _utf_16_share(window, codec)
        if share > COMMON_IN_UTF_16 and share > gb_common:
            return codec
    if b"\0" in window[:512] and (codec_by_nul := _utf_16_by_nul(window)):
        return codec_by_nul
    utf_8_text, broken = _try(window, "utf-8")
    whole = len(_NOT_ASCII.findall(utf_8_text)) - broken
    wide = len(_THREE_BYTES.findall(utf_8_text)) - broken  # chance hits in GBK text are two bytes long
    if wide > whole // 2 and (broken <= BROKEN_IN_UTF_8 * whole or _is_damaged_utf_8(utf_8_text, gb_common)):
        return "utf-8"
    if found := _gb_or_big5(window, gb_text, gb_broken, hint):
        return found
    stray = len(window) - len(window.translate(None, _HIGH_BYTES))
    return "utf-8" if stray < STRAY_BYTES * len(window) else None


def _is_damaged_utf_8(text: str, gb_common: float) -> bool:
    """Short UTF-8 with a broken byte: its characters are common ones, those of the GB reading are not."""
    return common_share(text) > max(1.5 * gb_common, 0.25)


def _utf_16_share(window: bytes, codec: str) -> float:
    """How much of the window is common Chinese when read as UTF-16, 0 when it does not decode cleanly."""
    text, broken = _try(window, codec)
    if broken > len(text) // 100:
        return 0.0
    return len(_IS_COMMON.findall(text)) / max(1, len(text) - text.count(" ") - text.count("\n"))


def _utf_16_by_nul(window: bytes) -> str | None:
    """UTF-16 of mostly Latin text shows as NULs in every other place."""
    half = max(1, len(window) // 2)
    even, odd = window[::2].count(0) / half, window[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    if even > 0.4 and odd < 0.05:
        return "utf-16-be"
    return None


def _gb_or_big5(window: bytes, gb_text: str, gb_broken: int, hint: str | None) -> str | None:
    """GB 18030 or Big5 with the Hong Kong supplement, whichever reads as more ordinary Chinese."""
    big5_text, big5_broken = _try(window, "big5hkscs")
    candidates = (
        ("gb18030", _score(gb_text, gb_broken, _IS_SIMPLIFIED), gb_broken, gb_text),
        ("big5hkscs", _score(big5_text, big5_broken, _IS_TRADITIONAL), big5_broken, big5_text),
    )
    hinted = canonical_name(hint)
    ranked = sorted(candidates, key=lambda c: (-c[1], c[0] != hinted, c[0] != "gb18030"))
    name, _, broken, text = ranked[0]
    beyond_ascii = len(_NOT_ASCII.findall(text))
    return name if broken <= BROKEN_AT_ALL * max(1, beyond_ascii) else None


def _score(text: str, broken: int, common: re.Pattern[str]) -> float:
    """Common characters minus unreadable ones, per character beyond ASCII."""
    foreign = len(_NOT_ASCII.findall(text)) or 1
    return (len(common.findall(text)) - 3 * broken) / foreign


def canonical_name(charset: str | None) -> str | None:
    """The codec to use for a declared charset: gb2312, gbk → gb18030, big5 → big5hkscs; None when unknown.

    >>> canonical_name("GB2312"), canonical_name("x-nonsense")
    ('gb18030', None)
    """
    if not charset:
        return None
    try:
        name = codecs.lookup(charset.strip()).name
    except (LookupError, ValueError):
        return None
    return {"gb2312": "gb18030", "gbk": "gb18030", "hz": "gb18030", "big5": "big5hkscs", "cp950": "big5hkscs"}.get(
        name, name
    )


def _decode_as(data: bytes, codec: str, name: str) -> Decoded:
    """Decode the whole; what cannot be read, NUL and lone surrogates become U+FFFD and are counted."""
    try:
        text, replaced = data.decode(codec), 0
    except UnicodeDecodeError:
        text = data.decode(codec, "replace")
        # U+FFFD that stand in the file itself are few enough to be counted with the rest.
        replaced = text.count("\ufffd")
    text, unwanted = _BEYOND_UTF_8.subn("\ufffd", text)
    return Decoded(text, name, replaced + unwanted)
