"""Write the gold files of the held-out documents: ``scripts/make_gold.py`` with other folders.

usage: .venv/bin/python tests/heldout/make_gold.py [--lint] [STEM ...]

Every ``tests/heldout/source/STEM.json`` becomes ``tests/heldout/gold/STEM.json``; the document is
``tests/heldout/DOC``.
The text is decoded here (UTF-8, else GB 18030), so that nothing of the program under test takes part.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent / "scripts"))

from make_gold import GoldError, lint, make  # noqa: E402


def document_text(path: Path) -> str:
    """The decoded file, BOM dropped, nothing else changed."""
    raw = path.read_bytes().removeprefix(b"\xef\xbb\xbf")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("gb18030")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("stems", nargs="*", metavar="STEM")
    parser.add_argument("--lint", action="store_true", help="print what a second reader would ask about")
    args = parser.parse_args()
    failed = 0
    for path in [HERE / "source" / f"{s}.json" for s in args.stems] or sorted((HERE / "source").glob("*.json")):
        try:
            source = json.loads(path.read_text(encoding="utf-8"))
            text = document_text(HERE / source["doc"])
            gold = make(source, text)
        except (GoldError, KeyError, OSError, json.JSONDecodeError) as error:
            print(f"{path.stem}: {type(error).__name__}: {error}", file=sys.stderr)
            failed += 1
            continue
        target = HERE / "gold" / path.name
        target.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        counts = ", ".join(f"{len(v)} {k}" for k, v in gold.items() if isinstance(v, list))
        print(f"{path.stem}: {gold['chars']} characters, {counts}")
        for question in lint(source, gold, text) if args.lint else ():
            print(f"  ? {question}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
