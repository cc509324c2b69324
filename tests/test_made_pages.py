"""Pages as government sites make them, from our own texts: what is read of the article and of the facts about it."""

from __future__ import annotations

from collections import Counter
from html import escape
from itertools import product
from pathlib import Path
from statistics import mean

import pytest

from helpers_rendered import FORMATS
from helpers_saved import body_of, shared_parts
from policyminer.model import Document
from policyminer.read import read, read_bytes

CORPUS = Path(__file__).resolve().parents[1] / "corpus"
TEXTS = {
    path.stem: text
    for kind in ("plan", "opinion", "notice", "summary")
    for path in sorted(CORPUS.glob(f"{kind}-*.txt"))
    if "发布时间" not in (text := read(path).text)  # one is a page itself, saved as text
}
TEMPLATES = {name: write for name, (ending, write) in FORMATS.items() if ending == "html"}
FACTS = {
    "title": "云岭县教师培训三年行动计划",
    "date_published": "2024-05-20",
    "source": "云岭县教育局",
    "doc_number": "云教发〔2024〕15号",
    "index_number": "011508342/2024-00123",
}


def _by_tags(page: str) -> str:
    day = f"{FACTS['date_published']} 09:30"
    tags = {"ArticleTitle": FACTS["title"], "PubDate": day, "ContentSource": FACTS["source"]}
    told = "".join(f'<meta name="{name}" content="{escape(value)}">' for name, value in tags.items())
    pairs = {"索引号": FACTS["index_number"], "文号": FACTS["doc_number"]}
    cells = "".join(f"<td>{name}：</td><td>{value}</td>" for name, value in pairs.items())
    return page.replace("</head>", f"{told}</head>").replace("<body>", f"<body><table><tr>{cells}</tr></table>", 1)


def _by_table(page: str) -> str:
    pairs = {
        "索 引 号": FACTS["index_number"], "信息名称": FACTS["title"], "文　　号": FACTS["doc_number"],
        "发布日期": FACTS["date_published"], "信息来源": FACTS["source"],
    }  # fmt: skip
    rows = "".join(f"<tr><th>{name}：</th><td>{value}</td></tr>" for name, value in pairs.items())
    return page.replace("<body>", f"<body><table class=xxgk>{rows}</table>", 1)


def _by_lines(page: str) -> str:
    line = f"发布时间：{FACTS['date_published']} 09:30　来源：{FACTS['source']}　"
    line += "浏览次数：<span>35</span>次　【字体：大 中 小】"
    more = f"索引号：{FACTS['index_number']}　文号：{FACTS['doc_number']}"
    return page.replace("<body>", f"<body><h1>{FACTS['title']}</h1><p>{line}</p><p>{more}</p>", 1)


STYLES = {"meta tags": _by_tags, "table": _by_table, "lines": _by_lines}


def _read(text: str, template: str, style: str) -> Document:
    return read_bytes(STYLES[style](TEMPLATES[template](text).decode()).encode(), "page.html")


@pytest.fixture(scope="module")
def pages() -> dict[tuple[str, str, str], Document]:
    assert len(TEXTS) > 5 and len(TEMPLATES) == 5
    return {key: _read(TEXTS[key[0]], *key[1:]) for key in product(TEXTS, TEMPLATES, STYLES)}


def test_the_article_is_read_whole_and_nothing_else(pages: dict[tuple[str, str, str], Document]) -> None:
    scores = [shared_parts(body_of(page), TEXTS[text]) for (text, _, _), page in pages.items()]
    recall, precision = (mean(score) for score in zip(*scores, strict=True))
    print(f"{len(scores)} made pages: recall {recall:.4f}, precision {precision:.4f}")
    assert recall >= 0.99
    assert precision >= 0.99


def test_the_facts_about_the_page_are_read(pages: dict[tuple[str, str, str], Document]) -> None:
    right: Counter[str] = Counter()
    for page in pages.values():
        found = dict(page.metadata) | {"date_published": page.metadata.get("date_published", "")[:10]}
        right.update(name for name, value in FACTS.items() if "".join(found.get(name, "").split()) == value)
    shares = {name: right[name] / len(pages) for name in FACTS}
    print(" ".join(f"{name} {share:.3f}" for name, share in shares.items()))
    assert min(shares.values()) >= 0.95, shares
