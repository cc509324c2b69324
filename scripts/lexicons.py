"""Rebuild the word lists that are derived from jieba's dictionary (MIT): python scripts/lexicons.py

`boundary_words.txt`: frequent verbs, prepositions, conjunctions and pronouns; none of them stands inside a name.
`surname_words.txt`: ordinary words that begin with a family name (高度, 安排, 任期): no person is read there.
`ordinary_words.txt`: all other frequent words that are no proper names: a school's own name is none of them.
"""

from __future__ import annotations

import csv
from pathlib import Path

import jieba

RULES = Path(__file__).resolve().parents[1] / "rules"
# verbs by tag that do stand in names of schools and bodies
IN_NAMES = set(
    "实验 希望 创新 振兴 胜利 团结 奋斗 进步 启明 育才 和平 建设 发展 教育 培训 研究 管理 保护 服务 监督 指导 开发 合作 协作 联合 统计 审计 监察 检察 规划 "
    "体育 卫生 组织 宣传 统战 信访 应急 救助 保障 监管 执法 改革 开放 进修 继续 教学 教研 考试 招生 测评 评估 督导 信息 交流 培养 援助 长征 光明 起航 启航 "
    "远航 向阳 致远 明德 立德 树人 求实 博爱 崇文 尚德 思源 育英 育红 育苗 振华 建国 兴华 康复 启智 文化 旅游 通过 达标".split()
)
# ordinary words that schools are named after
IN_SCHOOL_NAMES = IN_NAMES | set(
    "红星 红旗 光明 朝阳 东方 阳光 新华 解放 前进 东风 工农 红军 长江 黄河 五一 八一 青年 少年 春蕾 春晖 晨光 曙光 东升 凤凰 金山 银海 青山 绿水 白云 蓝天 星光 星火 火炬 先锋 先进 英才 "
    "英雄 群英 群星 群力 民主 民生 人民 大众 友谊 友好 同心 同德 明珠 珍珠 桃园 桃李 杏坛 杏林 枫叶 梅花 兰花 莲花 荷花 牡丹 芙蓉 翠竹 青松 松柏 香樟 银杏 天台 天使 太阳 月亮 彩虹 海洋 海港 港湾 "
    "江南 江北 河东 河西 城东 城西 城南 城北 城关 东关 西关 南关 北关 东门 西门 南门 北门 中山 中华 复兴 光华 光荣 求是 求真 求索 至善 厚德 博文 博学 笃学 弘毅 励志 立志 自强 勤奋 诚信 仁爱 慈善 "
    "爱心 爱国 爱民 安居 和谐 幸福 康乐 快乐 未来 明天 世纪 新世纪 时代 新时代 锦绣 锦程 前程 鹏程 鸿鹄 龙门 金桥 石桥 高桥 板桥 大桥 新桥 水口 渡口 码头 铁路 矿务局 钢铁 油田 农场 林场 机床 水电 华侨".split()
)
TAGS = {"v", "p", "c", "d", "r", "vd", "ud", "ul", "uj", "uv", "uz", "f", "m", "y", "zg"}
EXTRA = "到 在 向 对 为 由 从 与 和 及 以及 同 跟 或 等 的 了 是 有 将 把 被 让 给 往 赴 至 于 以 其 各 该 本 我 全 每 名 所 个 位 家 名为 例如 比如 来自 前往 走进 深入 选派 聘请 结对 包括 依托 牵头 承办 主办 协办 参训 参会 受援 被 经 按 并 但 而 则 也 还 又 再 均 都 共 仅 只 已 曾 正 即 如 因 故 且 若 非 不 未 无 校长 教师 老师 学生 园长 书记 主任 教授 委员 同志 代表 专家 骨干".split()


def main() -> None:
    entries: dict[str, tuple[int, str]] = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, tag = line.split(" ")
        entries[word] = (int(count), tag)
    boundary = {w for w, (n, t) in entries.items() if t in TAGS and len(w) == 2 and n >= 150 and w not in IN_NAMES and "\u4e00" <= w[0] <= "\u9fff"}
    write("boundary_words", boundary | set(EXTRA), (__doc__ or "").splitlines()[2])
    ordinary = {w for w, (n, t) in entries.items() if t[:2] not in ("nr", "ns", "nt", "nz") and 2 <= len(w) <= 4 and n >= 60 and w not in IN_SCHOOL_NAMES and "\u4e00" <= w[0] <= "\u9fff"}
    write("ordinary_words", ordinary - boundary, (__doc__ or "").splitlines()[4])
    with (RULES / "gazetteers" / "surnames.csv").open(encoding="utf-8") as handle:
        surnames = {row["surname"] for row in csv.DictReader(handle)}
    words = {w for w, (n, t) in entries.items() if len(w) in (2, 3) and n >= (8 if len(w) == 2 else 30) and t[:2] not in ("nr", "ns", "nz") and w[0] in surnames}
    write("surname_words", words, (__doc__ or "").splitlines()[3])


def write(name: str, words: set[str], about: str) -> None:
    rows = sorted(words)
    lines = [f"# {about} Derived from jieba's dictionary (MIT) by scripts/lexicons.py."]
    lines += [" ".join(rows[i : i + 40]) for i in range(0, len(rows), 40)]
    (RULES / "lexicons" / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
