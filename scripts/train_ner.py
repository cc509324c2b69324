"""Train a small named-entity recogniser on mined mentions, and score it on documents annotated by hand.

What the rules find in one corpus is the training data (nobody annotated anything); the score is against gold files of
other documents. A tok2vec of spaCy on the words of jieba, on the processor, with fixed seeds: a few minutes.

    python scripts/train_ner.py [--train corpus] [--test tests/heldout tests/fresh] [--epochs 30] [--save DIR]
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy
import spacy
from rich.console import Console
from rich.table import Table
from spacy.language import Language
from spacy.scorer import Scorer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed

from policyminer import read, to_docbin
from policyminer.annotations.gold import read_gold
from policyminer.run.batch import run

ROOT = Path(__file__).resolve().parents[1]
SEED = 13
#: Ends of what is learnt from at once: a sentence, or a line.
_ENDS = re.compile(r"[。；！？\n]")
#: A piece is cut behind the next end once it has this many characters.
_PIECE = 60
#: Pieces of an update: with few documents many small steps learn more than few large ones.
_BATCH = 8
#: Words of jieba, whose beginnings and ends (大学, 中学, 教育局) tell a small network more than characters do.
_WORDS = {"nlp": {"tokenizer": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "jieba"}}}


def mined(sources: list[Path]) -> list[Doc]:
    """The documents with the mentions that the rules find, one token for each character."""
    with tempfile.TemporaryDirectory() as folder:
        run([str(source) for source in sources], folder)
        return list(to_docbin(folder, tokens="characters").get_docs(spacy.blank("zh").vocab))


def annotated(folders: list[Path]) -> list[Doc]:
    """Documents with the mentions of their gold files; of mentions that overlap the longest."""
    nlp = spacy.blank("zh")
    docs = []
    for folder in folders:
        for path in sorted((folder / "gold").glob("*.json")):
            gold = read_gold(path)
            doc = nlp.make_doc(read(folder / gold["doc"]).text)
            spans = (doc.char_span(m["start"], m["end"], m["type"]) for m in gold["mentions"])
            doc.ents = filter_spans([span for span in spans if span is not None])
            docs.append(doc)
    return docs


def pieces(doc: Doc) -> Iterator[Doc]:
    """A document in pieces of a sentence or more, never cut inside an entity."""
    start = 0
    for end in [m.end() for m in _ENDS.finditer(doc.text)] + [len(doc.text)]:
        span = doc.char_span(start, end, alignment_mode="contract")
        whole = not any(e.start_char < end < e.end_char for e in doc.ents)
        if span is not None and whole and (end - start >= _PIECE or end == len(doc.text)):
            yield span.as_doc()
            start = end


def train(docs: list[Doc], epochs: int, console: Console) -> Language:
    """A pipeline with one ``ner``, trained on the documents."""
    fix_random_seed(SEED)
    nlp = spacy.blank("zh", config=_WORDS)
    nlp.add_pipe("ner")
    examples = [
        Example(nlp.make_doc(piece.text), Doc(nlp.vocab).from_bytes(piece.to_bytes()))
        for doc in docs
        for piece in pieces(doc)
        if piece.text.strip()
    ]
    optimizer = nlp.initialize(lambda: examples)
    shuffle = random.Random(SEED)
    for epoch in range(1, epochs + 1):
        shuffle.shuffle(examples)
        losses: dict[str, float] = {}
        for at in range(0, len(examples), _BATCH):
            nlp.update(examples[at : at + _BATCH], sgd=optimizer, drop=0.2, losses=losses)
        console.print(f"epoch {epoch}: {len(examples)} pieces, loss {losses['ner']:.0f}")
    return nlp


def score(nlp: Language, docs: list[Doc]) -> dict[str, tuple[float, float, float, int]]:
    """Precision, recall, F1 and number of gold entities by type, exact spans, the whole under ``all``."""
    found = Scorer.score_spans([Example(nlp(doc.text), doc) for doc in docs], "ents")
    counts = {label: sum(e.label_ == label for d in docs for e in d.ents) for label in found["ents_per_type"]}
    rows = {label: (row["p"], row["r"], row["f"], counts[label]) for label, row in found["ents_per_type"].items()}
    total = (found["ents_p"], found["ents_r"], found["ents_f"], sum(counts.values()))
    return dict(sorted(rows.items())) | {"all": total}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", nargs="+", type=Path, default=[ROOT / "corpus"], help="documents to mine")
    parser.add_argument(
        "--test", nargs="+", type=Path, default=[ROOT / "tests/heldout", ROOT / "tests/fresh"], help="with gold/ inside"
    )
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--save", type=Path, help="write the trained pipeline here")
    args = parser.parse_args()
    console = Console(width=100)
    numpy.random.seed(SEED)
    started = time.perf_counter()
    docs, held_out = mined(args.train), annotated(args.test)
    nlp = train(docs, args.epochs, console)
    rules = spacy.blank("zh")
    rules.add_pipe("policyminer", config={"retokenize": False})
    table = Table(title=f"{len(docs)} documents mined, {len(held_out)} annotated ones to test, {args.epochs} epochs")
    for column in ("entity", "gold", "P", "R", "F1", "rules F1"):
        table.add_column(column, justify="left" if column == "entity" else "right")
    taught = score(rules, held_out)
    for label, (p, r, f, gold) in score(nlp, held_out).items():
        table.add_row(label, str(gold), f"{p:.3f}", f"{r:.3f}", f"{f:.3f}", f"{taught[label][2]:.3f}")
    console.print(table)
    console.print(f"{time.perf_counter() - started:.0f} s")
    if args.save:
        nlp.to_disk(args.save)


if __name__ == "__main__":
    main()
