"""What a sentence says of a university and its partner: the words for signing, support, bases and joint work."""

from __future__ import annotations

import regex

from policyminer.patterns import rx

SIGNED = regex.compile(r"签(?:订|署|约|下)|签字仪式|续签")
#: 与8所高校签订协议: not with those named before
_UNNAMED = regex.compile(r"[与同和](?:\d{1,3}|[一二三四五六七八九十两]{1,3})(?:余|多)?所[^,。;]{0,10}(?:高校|院校|大学)$")
_BASE_BEHIND = regex.compile(r"[^,。;]{0,12}(?:实习|实践|见习|实训)[^,。;]{0,6}(?:基地|点)")
BASE = regex.compile(
    r"(?:实习|实践|见习|实训)[\u4e00-\u9fff]{0,6}(?:基地(?!(?:的|有关|相关|学校)?(?:领导|负责|代表|老师|教师|同学|同志))|点)|(?:实习|实践|见习)学校|实习基地|师范生[^,。;]{0,30}实习|入校实习"
)
SUPPORT = regex.compile(
    r"结对(?!率)|帮扶|定点扶贫|挂职|支教|培训|指导(?!教师|老师|思想|意见|单位|小组|员)|(?<!会务|技术|赛事|后勤)支持(?![^,。;]{0,6}表示[^,。;]{0,4}感谢)|援助|托管|送教|选派|派出(?!单位|机构|所)|派驻|对口(?!安排|就业|专业|招生|升学|衔接|办学)|驻校|跟岗|讲座|示范课|听课|评课|听评课|送课|把脉|同台授课|诊断|科技副校长|受聘(?!仪式)|聘任|送去|授课(?!教师)|开进|捐赠|接收[^,。;]{2,16}(?:研修|跟岗|进修|访学)|(?:到|赴|深入|前往)[^,。;]{2,16}调研|调研(?=[^,。;]{0,10}(?:指导|活动|研究))|志愿服务"
)
JOINT = regex.compile(
    r"共建|联合教研|联合开展|合作(?!高校|学校|院校)|共同(?:建设|开展|推进|打造|组建|签|举办|实施|构建|研)|携手|教研联合体|教研共同体|协同推进|校地合作|一体化共同体|交换(?:了)?意见|教研交流|联合(?:举办|实施|申报|组建|开|成立|制定|在|培养)|联合[^,。;]{2,30}开展[^,。;]{0,16}教研|[与同和][^,。;]{2,16}组建|双方(?:就|将|围绕|共同)|对接(?!情况)"
)
UNION = regex.compile(r"教研(?:共同|联合)体")
#: 在课题研究、教师培训等方面深化合作: fields of cooperation
_FIELDS = regex.compile(r"[^,。;]{0,20}等(?:多个|诸多)?(?:方面|领域)")
_TITLES = regex.compile(r"《[^《》]*》")
#: 希望通过共建实践基地: nobody has said so yet
_HOPED = regex.compile(r"(?:希望|期待|期盼|盼望)[^。;]*$")
#: 签署校企合作共建实践基地协议: shared with a company
_WITH_FIRMS = regex.compile(r"(?:校企|公司|企业)[^,。;]*$")
#: “校地合作发展首席顾问”聘书: what somebody is called
_HONOUR = regex.compile(r"“[^“”]{2,24}”(?=聘书|称号|荣誉|证书|奖)")
#: 对口帮扶办公室: the name of who does it, not that it is done
_OFFICE = regex.compile(r"(?:对口|结对|托管)?(?:帮扶|支援|支教|合作|共建)(?:工作)?(?:办公室|办(?![学事理法公好])|领导小组|工作专班|处(?=处长|副处长)|处(?![处于理在]))")


def relations(text: str) -> list[tuple[str, int]]:
    """The relations a sentence speaks of, each with the position of its cue."""
    found: list[tuple[str, int]] = []
    text = _TITLES.sub(lambda m: "《" + "·" * (len(m.group()) - 2) + "》", text)  # 签订《共建协议》
    text = _HONOUR.sub(lambda m: "·" * len(m.group()), text)
    text = _OFFICE.sub(lambda m: "·" * len(m.group()), text)
    signing = SIGNED.search(text)
    if signing and _UNNAMED.search(text, max(text.rfind(mark, 0, signing.start()) for mark in ",;。") + 1, signing.start()):
        signing = None
    if signing:
        found.append(("signing", signing.start()))
    base = BASE.search(text)
    if base and not _HOPED.search(text[: base.start()]) and not _WITH_FIRMS.search(text[: base.end()]):
        found.append(("base", base.start()))
    for cue in JOINT.finditer(text):
        # 签订合作协议 is a signing, 共建实习基地 a base, neither a joint work of its own; 合作签字仪式 tells of both
        of_signing = signing and signing.group() != "签字仪式" and (cue.group() in ("合作", "校地合作", "共同签", "对接") or "交换" in cue.group())
        of_base = cue.group() == "共建" and (
            _BASE_BEHIND.match(text, cue.end(), cue.end() + 30) or (signing and text[: cue.start()].endswith("基地") and text.startswith("协议", cue.end()))
        )
        if not of_signing and not of_base:
            found.append(("joint", cue.start()))
            break
    support = next((m for m in SUPPORT.finditer(text) if not _FIELDS.match(text, m.end())), None)
    if support and not rx.search(r"(?:主办|承办).{0,40}培训", text):
        found.append(("support", support.start()))
    return found
