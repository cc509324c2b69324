"""What grows with what: text, documents, memory. Each measure in a process of its own, in CPU seconds.

CPU seconds, because other work on the machine makes a wall clock say little. Run by ``bench.py``.
"""

from __future__ import annotations

import json
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: The text that is multiplied: body lines only, since behind a site's footer a reader would stop.
_TEXT = """
from pathlib import Path
from policyminer.read import read
paths = sorted(p for p in (Path(ROOT) / "corpus").glob("*.txt"))
lines = [line for p in paths for line in read(p).text.splitlines()]
body = "\\n".join(line for line in lines if len(line) >= 40 and line[-1] in "。；") + "\\n"
"""
_ONE = """
from policyminer import load_rules, mine
from policyminer.publish.rows import batches, result_columns
from policyminer.read import read_bytes
rules = load_rules()
warm = read_bytes(body.encode(), "warm.txt")
batches(result_columns(mine(warm, rules)))
data = (body * (SIZE // len(body.encode()) + 1)).encode()[:SIZE].decode("utf-8", "ignore").encode()
began = time.process_time()
result = mine(read_bytes(data, "one.txt"), rules)
batches(result_columns(result))
say(bytes=len(data), characters=len(result.document.text), quantities=len(result.quantities))
"""
_MANY = """
from pathlib import Path
from policyminer.run.batch import run
began = time.process_time()
report = run([SOURCE], OUT, workers=1)
say(documents=report.documents, mined=report.documents - report.reused)
"""
_START = """
began = 0.0
from policyminer import load_rules, mine
from policyminer.read import read_bytes
mine(read_bytes(body.encode(), "one.txt"), load_rules())
say()
"""
_FRAME = """
import json, resource, sys, time
def say(**values):
    with open("/proc/self/status") as status:  # the peak of getrusage is the parent's where that is larger
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
    print(json.dumps(values | {"cpu": time.process_time() - began, "peak": peak / 1024}))
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """A table of figures, ready to be shown."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_markdown(self) -> str:
        """The table as Markdown, its title in front."""
        lines = [f"**{self.title}**", "", "| " + " | ".join(self.columns) + " |"]
        lines.append("| --- |" + " ---: |" * (len(self.columns) - 1))
        return "\n".join(lines + ["| " + " | ".join(row) + " |" for row in self.rows])


def in_a_process(code: str, **names: object) -> dict[str, float]:
    """What a piece of code says of itself, run alone."""
    given = "".join(f"{name} = {value!r}\n" for name, value in ({"ROOT": str(ROOT)} | names).items())
    guarded = "\n".join(f"    {line}" for line in (_FRAME + given + code).splitlines())
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "measure.py"
        script.write_text(f"if __name__ == '__main__':\n{guarded}\n", encoding="utf-8")
        done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def one_document(largest: int) -> Measured:
    """One document of 20 KB up to ``largest`` bytes."""
    rows = []
    for size in (20_000, 200_000, 2_000_000, 20_000_000):
        if size <= largest:
            m = in_a_process(_TEXT + _ONE, SIZE=size)
            mb = m["bytes"] / 1e6
            rows.append((f"{mb:.2f}", f"{m['characters']:,}", f"{m['quantities']:,}", f"{m['cpu']:.2f}",
                         f"{m['cpu'] / mb:.1f}", f"{m['peak']:.0f}"))  # fmt: skip
    columns = ("MB", "characters", "quantities", "CPU s", "CPU s per MB", "peak MiB")
    return Measured("One document that grows", columns, tuple(rows))


def many_documents(most: int) -> Measured:
    """Runs over small documents by number: all, none and one in a hundred mined."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for count in (1, 10, 100, 1_000, 10_000, 100_000):
            if count <= most:
                rows += list(_runs(Path(folder) / str(count), count))
    columns = ("documents", "run", "mined", "CPU s", "CPU ms per document", "peak MiB")
    return Measured("Small documents by number, one process", columns, tuple(rows))


def _runs(folder: Path, count: int) -> Iterator[tuple[str, ...]]:
    source, out = str(folder / "in"), str(folder / "out")
    make = [sys.executable, str(ROOT / "scripts" / "make_corpus.py"), source, str(count)]
    for name, more in (("full", []), ("nothing new", None), ("1 % changed", ["--changed", "0.01"])):
        if more is not None:
            subprocess.run([*make, *more], check=True, capture_output=True)
        m = in_a_process(_MANY, SOURCE=source, OUT=out)
        each = f"{m['cpu'] / count * 1000:.2f}"
        yield f"{count:,}", name, f"{m['mined']:,.0f}", f"{m['cpu']:.1f}", each, f"{m['peak']:.0f}"


def start_up() -> Measured:
    """What is paid once: the command line's help, the first document of a process, the memory of one that mines."""
    first = in_a_process(_TEXT + _START)
    policyminer = "import sys, time; sys.argv = ['policyminer', '--help']\nfrom policyminer.cli import main\n"
    try_help = f"{policyminer}\ntry:\n    main()\nexcept SystemExit:\n    began = 0.0; say()\n"
    shown = in_a_process(try_help)
    rows = (
        ("`policyminer --help`", f"{shown['cpu']:.2f}", f"{shown['peak']:.0f}"),
        ("load the rules, mine one document", f"{first['cpu']:.2f}", f"{first['peak']:.0f}"),
    )
    return Measured("What is paid once in a process", ("", "CPU s", "peak MiB"), rows)


def machine() -> str:
    """The machine and the versions in a line."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    cores = sum(line.startswith("processor") for line in lines)
    models = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = models[0] if models else platform.machine()
    load = Path("/proc/loadavg")
    busy = load.read_text(encoding="utf-8").split()[0] if load.exists() else "unknown"
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {model}, {cores} cores, {platform.system()}, "
        f"Python {platform.python_version()}, pyarrow {version('pyarrow')}; load average when measured {busy}"
    )


def growth(largest: int, most: int) -> Iterator[Callable[[], Measured]]:
    """All measures, each when it is called."""
    yield start_up
    yield lambda: one_document(largest)
    yield lambda: many_documents(most)
