"""The stages import downwards only, nothing swallows errors, files stay readable."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "policyminer"
FILES = sorted(PACKAGE.rglob("*.py"))
LONGEST = 450

_BASE = {"model", "folding", "patterns", "literals", "labels", "collector"}
#: What each folder or module of the package may import besides itself. Data flows read, outline, find, bind; ``words``
#: counts words; ``pipeline`` strings them together; ``publish`` writes results, ``run`` drives it all from ``cli``.
ALLOWED: dict[str, set[str]] = {
    "model": set(),
    "folding": set(),
    "patterns": set(),
    "literals": set(),
    "labels": set(),
    "collector": set(),
    "rules": _BASE,
    "read": _BASE,
    "outline": _BASE,
    "find": _BASE | {"rules", "outline", "words.segment"},
    "bind": _BASE | {"rules", "outline", "find", "words.segment"},
    "words": _BASE | {"rules"},
    "pipeline": _BASE | {"rules", "outline", "find", "bind", "words.terms"},
    "publish": _BASE | {"rules"},
    "export": _BASE | {"rules", "publish"},
    "statistics": _BASE | {"rules", "publish", "words"},
    "plots": {"model"},
    "review": _BASE | {"publish", "annotations"},
    "annotations": _BASE | {"publish"},
    "evaluate": _BASE | {"publish", "annotations"},
    "coverage": _BASE | {"publish", "words"},
    "explain": _BASE | {"rules", "read", "outline", "find", "bind", "pipeline", "publish"},
    "page": {"model", "publish"},
    "run": _BASE
    | {
        "rules", "read", "pipeline", "publish", "export", "review", "annotations", "evaluate", "coverage", "explain",
        "page",
    },
    "cli": {
        "model", "run", "publish", "export", "review", "annotations", "evaluate", "coverage", "rules", "page",
        "statistics",
    },
    "__main__": {"cli"},
}
#: Modules that are a way in from outside, like the command line, and so may import later stages than their folder.
WAYS_IN: dict[str, set[str]] = {"words.spacy_bridge": {"pipeline", "publish.load", "read.text"}}
#: Libraries that only these parts may import.
HOMES: dict[str, set[str]] = {
    "pyarrow": {"publish", "export"},
    "pandas": {"publish", "export", "statistics", "page"},
    "openpyxl": {"export"},
    "pyreadstat": {"export"},
    "duckdb": {"export"},
    "altair": {"plots"},
    "vl_convert": {"plots"},
    "networkx": {"statistics", "page"},
    "rapidfuzz": {"statistics"},
    "scipy": {"statistics"},
    "sklearn": {"statistics"},
    "selectolax": {"read"},
    "lxml": {"read"},
    "pypdfium2": {"read"},
    "rapidocr": {"read"},
    "opencc": {"read"},
    "PIL": {"read"},
    "xlrd": {"read"},
    "pydantic": {"rules"},
    "ahocorasick_rs": {"literals"},
    "jieba": {"words"},
    "rjieba": {"words"},
    "spacy": {"words"},
    "typer": {"cli"},
    "rich": {"run"},
    "jinja2": {"page"},
    "fsspec": {"read"},
    "dask": {"run"},
    "distributed": {"run"},
}
TOO_LONG: set[str] = set()


@dataclass(frozen=True)
class Import:
    """``source`` imports ``target``, both without the leading ``policyminer.``; ``typing``: for type checks only."""

    source: str
    target: str
    line: int
    typing: bool

    def __str__(self) -> str:
        return f"{self.source} (line {self.line}) imports {self.target}"


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _targets(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert not node.level, "imports inside the package are absolute"
        for alias in node.names:
            whole = f"{node.module}.{alias.name}"
            yield whole if whole.removeprefix("policyminer.") in MODULES else str(node.module)


MODULES = {name_of(path) for path in FILES}


@cache
def imports(path: Path) -> tuple[tuple[str, int, bool], ...]:
    """(module, line, only for type checks) of every import of a file, also those inside functions."""
    guarded = {
        id(inner)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for part in node.body
        for inner in ast.walk(part)
    }
    return tuple(
        (target, node.lineno, id(node) in guarded)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for target in dict.fromkeys(_targets(node))
    )


def own_imports() -> list[Import]:
    """Every import of the package's own modules."""
    return [
        Import(name_of(path), target.removeprefix("policyminer").lstrip("."), line, typing)
        for path in FILES
        for target, line, typing in imports(path)
        if target.split(".")[0] == "policyminer"
    ]


def _within(module: str, parts: set[str]) -> bool:
    return any(module == part or module.startswith(part + ".") for part in parts)


def test_every_part_of_the_package_has_its_place() -> None:
    assert {name.split(".")[0] for name in MODULES} - {""} == set(ALLOWED)
    assert len(own_imports()) > 100
    assert set(WAYS_IN) <= MODULES


def test_stages_import_only_earlier_ones() -> None:
    astray = []
    for one in own_imports():
        home = one.source.split(".")[0]
        if one.source and one.target:
            allowed = ALLOWED[home] | {home} | WAYS_IN.get(one.source, set())
            if not _within(one.target, allowed):
                astray.append(str(one))
    assert astray == []


def test_nobody_imports_from_the_root() -> None:
    assert [str(one) for one in own_imports() if not one.target] == []


def test_no_module_imports_itself_through_others() -> None:
    """Imports inside functions count, those for type checks only do not."""
    graph: dict[str, set[str]] = {}
    for one in own_imports():
        if not one.typing and one.source:
            graph.setdefault(one.source, set()).add(one.target)
    done: set[str] = set()

    def visit(module: str, path: tuple[str, ...]) -> None:
        assert module not in path, " -> ".join((*path[path.index(module) :], module))
        if module not in done:
            for target in sorted(graph.get(module, ())):
                visit(target, (*path, module))
            done.add(module)

    for module in sorted(graph):
        visit(module, ())


@pytest.mark.parametrize("library", HOMES)
def test_a_library_is_used_in_its_place_only(library: str) -> None:
    users = {name_of(path) for path in FILES for target, _, _ in imports(path) if target.split(".")[0] == library}
    assert users
    assert sorted(user for user in users if not _within(user, HOMES[library])) == []


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, policyminer\n"
        "heavy = ('pandas', 'pyarrow', 'jieba', 'rjieba', 'spacy', 'regex', 'numpy', 'lxml', 'pypdfium2')\n"
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _swallows(node: ast.AST) -> bool:
    """``except …: pass`` (or ``...``), a bare ``except:``, and ``suppress(Exception)``."""
    if isinstance(node, ast.ExceptHandler):
        idle = all(isinstance(s, ast.Pass) or (isinstance(s, ast.Expr) and _is_constant(s)) for s in node.body)
        return idle or node.type is None
    broad = {"Exception", "BaseException"}
    return (
        isinstance(node, ast.Call)
        and ast.unparse(node.func).split(".")[-1] == "suppress"
        and any(ast.unparse(argument) in broad for argument in node.args)
    )


def _is_constant(statement: ast.Expr) -> bool:
    return isinstance(statement.value, ast.Constant)


def test_no_error_is_swallowed() -> None:
    assert [f"{name_of(p)}:{node.lineno}" for p in FILES for node in ast.walk(tree(p)) if _swallows(node)] == []  # type: ignore[attr-defined]
    for bad in ("pass", "...", "'never mind'"):
        assert any(map(_swallows, ast.walk(ast.parse(f"try:\n    f()\nexcept ValueError:\n    {bad}"))))
    assert any(map(_swallows, ast.walk(ast.parse("with suppress(Exception):\n    f()"))))


def _file_params() -> list[object]:
    reason = f"longer than {LONGEST} lines"
    return [
        pytest.param(
            path, id=name_of(path) or "root", marks=pytest.mark.xfail(strict=True, reason=reason) if long else ()
        )
        for path in FILES
        for long in [path.relative_to(PACKAGE).as_posix() in TOO_LONG]
    ]


@pytest.mark.parametrize("path", _file_params())
def test_a_file_can_be_read_in_ten_minutes(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST
