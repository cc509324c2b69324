"""Two thousand lines of ordinary official prose that name no region, person or university: none may be found.

The lines are put together from clauses with a fixed seed. The words are chosen for what they hide: surnames at the
beginning (方案, 马上, 金融), characters and stems of places (合作, 资源, 和平, 长治), 大学 that is none (大学习).
"""

from __future__ import annotations

import random

import pytest

from helpers_find import make_document, rules
from policyminer.pipeline import mine

LINES, PER_DOCUMENT = 2000, 100


def _words(text: str) -> list[str]:
    return text.split()


SUBJECTS = _words(
    """
    各级各部门 有关单位 项目组 工作专班 基层干部 广大群众
    农技人员 牵头单位 责任部门 窗口人员 驻点干部 行业协会 龙头企业
    村级组织 社区网格员 一线职工 青年志愿者 退役军人 监测机构 评估专家
    承办单位 施工方 经营主体 合作社 种粮大户 家庭农场 医务人员
    公安机关 金融机构 高校毕业生 大学生志愿者 中小企业 民营企业 党员干部
    督导组 联络员 负责同志 各类学校 名师团队 班主任 教研员
    师范生 家长代表 党支部书记 园区管委会 平台企业 养老机构 托育机构
    文艺骨干 安全员 河长 林长 田长 巡查员 调解员 法律顾问
    """
)
ADVERBS = _words(
    """
    扎实 稳步 全面 持续 深入 统筹 积极 主动 及时 合力 协同 分类 精准 马上 常态化 高标准 严格 有序 加快 着力 切实 充分
    不断 进一步 大力 全程 全员 同步 定期 逐项 率先 认真 广泛 有效 始终 坚决 科学 规范 依法 从严 因地制宜地 实打实地
    """
)
VERBS = _words(
    """
    推进 落实 完善 优化 加强 健全 做好 开展 强化 抓好 推动 组织 实施 提升 深化 巩固 拓展 规范 整合 盘活 宣传 部署 谋划
    建设 保障 支持 培育 打造 发展 探索 推广 总结 督促 检查 评估 解决 化解 排查 整治 改善 补齐 对接 服务 引导 扩大
    """
)
OBJECTS = _words(
    """
    资源共享 合作机制 和平稳定环境 长治久安基础 平安建设 乡村振兴 城乡融合发展 县域经济 县域医共体 市场监管 市区路网
    山区教育 山区道路 高新技术应用 高新产业 新城片区功能
    老城更新 沿河绿化 江河湖库治理 海绵设施 河东西两侧管网 东西部协作
    南北通道 东部片区布局 中部地带交通 西部大开发任务
    黄河流域生态保护 长江大保护 民族团结进步教育 科教兴国战略 民主法治建设
    富民产业 兴业惠民举措 安居工程 康养服务 阳光采购 清廉建设
    安全生产 金融服务 方案论证 任务分解 马路市场整治 高质量发展
    白色污染治理 黄标车淘汰 石漠化治理 钱款拨付 龙舟赛事 花卉产业
    田间管理 池塘改造 万亩良田 史料整理 程序公开 计划编制
    严管厚爱机制 于民便利的举措 成果转化 明察暗访 常规检查 时间节点管理
    平台运维 连片整治 武装工作 毛绒玩具产业 江鲜保护 宋锦传承
    大学习大讨论活动 大学生就业 大学英语竞赛 老年大学课程 学科教研
    校园安全 大学毕业生创业 学院式培训 研究生支教 教联体运行
    家校共育 课后服务 学前教育 职业技能培训 图书流转 劳动教育
    美育浸润 体质监测 心理健康辅导 校车管理 师资配备 学位供给
    """
)
PLACES_NOT = _words(
    """
    全县 全区 全市 全省 我县 我市 本辖区 各乡镇 各街道 城区 郊区
    山区 库区 牧区 老区 灾区 园区 社区 校区 景区 矿区 片区
    边远地区 革命老区 沿线村庄 各试点校 城乡接合部 中心城区 集镇
    村组 田间地头 生产一线 东部地区 中西部地区 北方地区 沿海地区
    """
)
TAILS = _words(
    """
    取得明显成效 形成工作合力 确保任务见底 压实各方责任 群众满意度持续提升 见到实效 不留死角 做到底数清、情况明
    打通最后一公里 让数据多跑路 实现闭环管理 为长远发展打下基础 得到一致好评 有力支撑大局 守住安全底线 逐步走上正轨
    防止一哄而上 切实减轻基层负担 营造浓厚氛围 何时完成何时销号 高效办成一件事 全力以赴抓落实
    """
)
TITLES = _words(
    """
    书记 主任 校长 局长 院长 科长 站长 组长 队长 会长 所长 教授 研究员 老师
    """
)
ACTS = _words(
    """
    要深入一线 应带头示范 任组长 负总责 亲自部署 具体落实
    牵头协调 定期听课 列席会议 签字背书 轮流值班 全程参与 和副职分工负责
    向群众述职 与专家会商 必须履职尽责 每月调度 高度重视
    """
)
COUNTS = [
    "12个",
    "近300名",
    "两批",
    "6.5%",
    "3万余元",
    "24小时",
    "一系列",
    "十余场",
    "半年",
    "三级",
    "百余户",
    "1.2万亩",
]


def _line(pick: random.Random) -> str:
    one = pick.choice
    subject, other = one(SUBJECTS), one(SUBJECTS)
    clauses = [
        lambda: f"{subject}{one(ADVERBS)}{one(VERBS)}{one(OBJECTS)}",
        lambda: f"在{one(PLACES_NOT)}{one(VERBS)}{one(OBJECTS)}",
        lambda: f"{one(ADVERBS)}{one(VERBS)}{one(OBJECTS)}和{one(OBJECTS)}",
        lambda: f"由{subject}与{other}{one(ADVERBS)}{one(VERBS)}{one(OBJECTS)}",
        lambda: f"{one(TITLES)}{one(ACTS)}",
        lambda: f"{subject}{one(TITLES)}{one(ACTS)}",
        lambda: f"{one(OBJECTS)}覆盖{one(COUNTS)}{one(PLACES_NOT)}",
        lambda: f"{one(PLACES_NOT)}{one(VERBS)}{one(OBJECTS)}{one(COUNTS)}",
        lambda: f"把{one(OBJECTS)}作为{one(OBJECTS)}的抓手",
        lambda: f"对{one(OBJECTS)}、{one(OBJECTS)}、{one(OBJECTS)}等工作{one(ADVERBS)}{one(VERBS)}",
        lambda: f"{one(VERBS)}{one(OBJECTS)}，{one(TAILS)}",
        lambda: f"到{one(PLACES_NOT)}{one(VERBS)}{one(OBJECTS)}",
        lambda: f"{subject}、{other}等参加",
        lambda: f"会议要求，{subject}要{one(ADVERBS)}{one(VERBS)}{one(OBJECTS)}",
    ]
    parts = [one(clauses)() for _ in range(pick.randint(1, 3))]
    if pick.random() < 0.5:
        parts.append(one(TAILS))
    return "，".join(parts) + "。"


def _documents() -> list[str]:
    pick = random.Random(20240520)
    lines = [_line(pick) for _ in range(LINES)]
    return ["\n\n".join(lines[i : i + PER_DOCUMENT]) + "\n" for i in range(0, LINES, PER_DOCUMENT)]


@pytest.mark.parametrize("text", _documents(), ids=[f"part-{i:02}" for i in range(LINES // PER_DOCUMENT)])
def test_plain_prose_names_no_region_person_or_university(text: str) -> None:
    result = mine(make_document(text), rules())
    found = [m for m in result.mentions if m.type in ("region", "person", "university")]
    assert [(m.text, m.type, text[max(0, m.start - 8) : m.end + 8]) for m in found] == []


def test_the_lines_differ() -> None:
    lines = [line for text in _documents() for line in text.split("\n\n")]
    assert len(lines) == LINES
    assert len(set(lines)) > 0.99 * LINES
