"""How much the page formats lose: annotated texts are rendered, read back, mined and scored against their annotations.

    python scripts/score_formats.py TEXTS GOLD [KIND …]

TEXTS holds plain texts, GOLD their gold files (see ``policyminer evaluate``), whose offsets are moved to the text that
was read. Without kinds all of ``KINDS`` are run; a page of a scan takes some five seconds.
"""

from __future__ import annotations

import difflib
import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import helpers_pages as pages  # noqa: E402
from policyminer.evaluate import evaluate  # noqa: E402
from policyminer.publish.load import load  # noqa: E402
from policyminer.run.batch import run  # noqa: E402

KINDS: dict[str, tuple[str, Callable[[list[str]], bytes]]] = {
    "single": (".pdf", lambda body: pages.pdf(body)),
    "columns": (".pdf", lambda body: pages.pdf(body, columns=2)),
    "heads": (".pdf", lambda body: pages.pdf(body, head="教育文件选编", numbers=True)),
    "tagged": (".pdf", lambda body: pages.tagged_pdf(body)),
    "office": (".pdf", lambda body: pages.office_pdf(body)),
    "hard": (".pdf", lambda body: pages.pdf(body, columns=2, head="教育文件选编", numbers=True, indent=False)),
    "ofd": (".ofd", lambda body: pages.ofd(body)),
    "ofd-heads": (".ofd", lambda body: pages.ofd(body, head="教育文件选编", numbers=True)),
    "scan": (".pdf", lambda body: pages.scanned_pdf(pages.scan(body, dpi=200, turn=0.5), dpi=200)),
    "worn": (".pdf", lambda body: pages.scanned_pdf(pages.worn(pages.scan(body, dpi=200)), dpi=200)),
    "worn-150": (".pdf", lambda body: pages.scanned_pdf(pages.worn(pages.scan(body, dpi=150)), dpi=150)),
}


def main() -> None:
    texts, gold = Path(sys.argv[1]), Path(sys.argv[2])
    stems = sorted(path.stem for path in gold.glob("*.json") if (texts / f"{path.stem}.txt").exists())
    base = score_texts(texts, gold, stems)
    print(f"{'text':10}{base:8.4f}")
    for kind in sys.argv[3:] or KINDS:
        reached, misses = score(kind, texts, gold, stems)
        print(f"{kind:10}{reached:8.4f}{reached - base:+8.4f}", flush=True)
        for miss in misses:
            print("          ", json.dumps(miss, ensure_ascii=False, default=str)[:200])


def score_texts(texts: Path, gold: Path, stems: list[str]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        out, own = Path(folder, "out"), Path(folder, "gold")
        own.mkdir()
        for stem in stems:
            (own / f"{stem}.json").write_bytes((gold / f"{stem}.json").read_bytes())
        run([texts / f"{stem}.txt" for stem in stems], out)
        return headline(out, own)[0]


def score(kind: str, texts: Path, gold: Path, stems: list[str]) -> tuple[float, list[object]]:
    """The headline for one kind, and what was missed."""
    ending, render = KINDS[kind]
    with tempfile.TemporaryDirectory() as folder:
        source, out, moved = Path(folder, "in"), Path(folder, "out"), Path(folder, "gold")
        source.mkdir()
        moved.mkdir()
        for stem in stems:
            lines = (texts / f"{stem}.txt").read_text(encoding="utf-8").splitlines()
            body = [line.strip().replace("**", "") for line in lines if line.strip("* \u3000\t")]
            (source / f"{stem}{ending}").write_bytes(render(body))
        run([source], out, limit=None)
        read = {Path(row.path).stem: row.text or "" for row in load(out, ["documents"])["documents"].itertuples()}
        for stem in stems:
            wanted = json.loads((gold / f"{stem}.json").read_text(encoding="utf-8"))
            wanted["doc"] = f"{stem}{ending}"
            before = (texts / f"{stem}.txt").read_text(encoding="utf-8")
            move(wanted, aligned(before, read[stem]))
            (moved / f"{stem}.json").write_text(json.dumps(wanted, ensure_ascii=False), encoding="utf-8")
        return headline(out, moved)


def headline(out: Path, gold: Path) -> tuple[float, list[object]]:
    evaluation = evaluate(out, gold)
    return float(evaluation.figures()["headline"]["f1"] or 0), list(evaluation.errors)


def aligned(before: str, after: str) -> list[int]:
    """For every offset of ``before`` the offset in ``after``; white space does not count."""
    a = [i for i, char in enumerate(before) if not char.isspace() and char != "*"]
    b = [i for i, char in enumerate(after) if not char.isspace()]
    matcher = difflib.SequenceMatcher(None, [before[i] for i in a], [after[i] for i in b], autojunk=False)
    place = [-1] * (len(before) + 1)
    for block in matcher.get_matching_blocks():
        for i in range(block.size):
            place[a[block.a + i]] = b[block.b + i]
    return place


def move(gold: dict[str, object], place: list[int]) -> None:
    """Put the offsets of all items where their characters went; what is gone is put outside the text."""
    for items in gold.values():
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict) and "start" in item:
                kept = [place[i] for i in range(item["start"], item["end"]) if place[i] >= 0]
                gone = len(place) * 10 + item["start"]
                item["start"], item["end"] = (kept[0], kept[-1] + 1) if kept else (gone, gone + 1)


if __name__ == "__main__":
    main()
