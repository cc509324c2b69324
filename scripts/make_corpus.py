"""Write a corpus of many small documents, to measure what a run costs: invented figures, real names of places.

The same arguments write the same bytes. ``--changed`` rewrites every so many-th document with other figures, as a
night does.

    python scripts/make_corpus.py FOLDER 100000
    python scripts/make_corpus.py FOLDER 100000 --changed 0.01
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

GAZETTEERS = Path(__file__).resolve().parents[1] / "rules" / "gazetteers"
PER_FOLDER = 1_000

#: Paragraphs of the genre; ``{n0}`` to ``{n3}`` are figures, ``{month}`` and ``{day}`` a date of ``{year}``.
PARAGRAPHS = (
    "截至{year}年{month}月底，{county}共有义务教育学校{n0}所，其中乡村学校{n1}所；在岗教师{n2}名，比上年增加{n3}名。",
    "{year}年{month}月{day}日，{university}与{county}教育局在{county}举行签约仪式，双方约定三年内选派{n1}名骨干教师驻校帮扶，"
    "建设名师工作室{n3}个。",
    "全年举办教师培训{n3}期，培训教师{n2}人次，送教下乡{n1}场，{n0}所学校的教研组长参加。",
    "力争到{later}年底，{county}建成教育集团{n3}个，集团化办学覆盖率达到{share}%以上，每年接收师范生实习不少于{n1}人次。",
    "县财政安排专项经费{n0}万元，其中用于教师培训的占{share}%，用于教研基地建设的{n1}万元。",
    "{university}{n3}个学科的{n1}名教师走进{county}的{n0}所农村初中，上示范课{n1}节，开设专题讲座{n3}场，{n2}余名教师到场。",
    "会议要求，各乡镇中心学校要在{month}月底前完成自查，整改问题{n1}个，对进展缓慢的{n3}所学校由县教育局约谈校长。",
    "{county}人民政府要把乡村教师周转宿舍列入年度实事，{later}年前新建{n1}套，改造{n0}套，优先安排支教教师入住。",
    "调研组在{county}走访学校{n3}所，召开座谈会{n3}场，回收问卷{n2}份，梳理出课程开设不齐、教研力量分散等{n1}个问题。",
    "各学校要把师德师风放在首位，健全值班、请销假和考核制度，遇有重要情况及时报告县教育局，不得迟报漏报。",
    "{county}坚持问题导向，把校长队伍和教研队伍一起抓，把课堂教学和课后服务一起抓，乡村学校的面貌有了明显变化。",
    "有家长反映，过去孩子上学路远，如今学校办到了家门口，宿舍暖和，饭菜可口，教师也愿意留下来，心里踏实多了。",
    "下一步，要继续完善协同机制，畅通沟通渠道，及时总结可推广的做法，让帮扶的成果真正落到每一间教室、每一名学生身上。",
    "{year}年{month}月，{county}教育局在{university}举办乡村校长研修班，围绕学校管理、课程建设和家校协同开展交流。",
    "实习支教学生由{university}统一派出，每批{n1}人，为期一学期；{year}年两批共{n0}人，分布在{n3}个乡镇。",
)
#: Kinds of documents: title, opening, issuer.
KINDS = (
    (
        "关于做好{year}年乡村教育帮扶工作的通知",
        "各乡镇中心学校、县直各学校：\n\n根据《{county}教育振兴行动实施方案》（教发〔{year}〕{n1}号），现就有关事项通知如下。",
        "{county}教育局",
    ),
    ("{county}校地结对共建{year}年工作总结", "一年来，{county}扎实推进校地结对，取得阶段成效。", "{county}教育局"),
    ("{county}教育振兴行动实施方案", "为提升县域教育质量，结合{county}实际，制定本方案。", "{county}人民政府"),
    ("{county}教育工作简报", "近期各地各校工作动态摘编如下。", "{county}教育局办公室"),
    ("{university}赴{county}开展帮扶", "本报讯　{month}月{day}日，{university}工作队抵达{county}。", "{university}"),
)


@dataclass(frozen=True, slots=True)
class Names:
    """Provinces with one of their counties, and universities."""

    counties: Sequence[tuple[str, str]]
    universities: Sequence[str]


def read_names() -> Names:
    """Names of the shipped gazetteers."""
    regions = _rows("regions.csv")
    names = {row["id"]: row["name"] for row in regions}
    counties = [
        (names[row["id"][:2] + "0000"], row["name"])
        for row in regions
        if row["name"].endswith("县") and not row["valid_to"] and row["id"][:2] + "0000" in names
    ]
    return Names(counties, [row["name"] for row in _rows("universities.csv")])


def _rows(file: str) -> list[dict[str, str]]:
    with (GAZETTEERS / file).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def document(number: int, version: int, names: Names) -> str:
    """Document ``number``, 150 to 400 characters; another ``version`` has other figures in the same words."""
    words = random.Random(f"words {number}")
    figures = random.Random(f"figures {number} {version}")
    province, county = words.choice(names.counties)
    year = words.randint(2019, 2025)
    fixed = {
        "county": county,
        "university": words.choice(names.universities),
        "year": year,
        "later": year + words.randint(1, 5),
    }
    title, opening, issuer = words.choice(KINDS)
    lines = [title, province + county, opening, *words.sample(PARAGRAPHS, words.randint(2, 4)), issuer]
    filled = []
    for line in lines:
        values = {f"n{i}": figures.randint(2, high) for i, high in enumerate((180, 60, 900, 12))}
        values |= {"month": words.randint(1, 12), "day": words.randint(1, 28), "share": figures.randint(40, 95)}
        filled.append(line.format(**fixed, **values))
    return "\n\n".join(filled) + f"\n{year}年{words.randint(1, 12)}月{words.randint(1, 28)}日\n"


def write(folder: Path, count: int, changed: float | None) -> int:
    """Write ``count`` documents, or the changed share of them anew; return how many were written."""
    names = read_names()
    every = round(1 / changed) if changed else 1
    written = 0
    for number in range(0, count, every):
        path = folder / f"{number // PER_FOLDER:05d}" / f"{number:08d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document(number, 1 if changed else 0, names), encoding="utf-8")
        written += 1
    return written


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("count", type=int)
    parser.add_argument("--changed", type=float, help="write only this share anew, such as 0.01, with other figures")
    args = parser.parse_args()
    print(f"{write(args.folder, args.count, args.changed)} documents written below {args.folder}")


if __name__ == "__main__":
    main()
