"""Find and load rule folders; one resolver for a checkout and for an installed wheel."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from policyminer.literals import Matcher, matcher
from policyminer.model import PolicyMinerError
from policyminer.rules.gazetteer import Gazetteer

if TYPE_CHECKING:
    from policyminer.rules.finder import TemplateFinder
    from policyminer.rules.instruments import CueFinder
    from policyminer.rules.packs import CompiledRule, Pack

#: stands for every pack among the wanted ones
ALL_PACKS = "all"


def shipped_rules() -> Path:
    """The folder of the rules that come with the program: inside the wheel, or `rules/` of a checkout."""
    package = Path(__file__).resolve().parents[1]
    for candidate in (package / "_rules", package.parents[1] / "rules"):
        if candidate.is_dir():
            return candidate
    raise PolicyMinerError("rules_missing", "the shipped rules are not there", str(package), "reinstall policyminer")


def _table(path: Path, columns: Sequence[str]) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        missing = [c for c in columns if c not in (reader.fieldnames or ())]
        if missing:
            raise PolicyMinerError("bad_rules", f"column missing: {', '.join(missing)}", str(path))
        yield from reader


def _factor(row: dict[str, str]) -> Decimal:
    try:
        return Decimal(row["factor"])
    except InvalidOperation:
        raise PolicyMinerError(
            "bad_rules", f"{row['form']}: the factor {row['factor']!r} is no number", "units.csv"
        ) from None


def _words(path: Path) -> Iterator[str]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise PolicyMinerError("bad_rules", f"not UTF-8: {error}", str(path), "save it as UTF-8") from None
    for line in text.splitlines():
        if not line.startswith("#"):
            yield from line.split()


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A row of ``units.csv``: a written form, its canonical unit, the factor to it and its dimension."""

    form: str
    unit: str
    factor: Decimal
    dimension: str
    kind: str


class Rules:
    """All rule data of a list of folders, each part loaded when it is first used.

    ``wanted`` names optional packs to use as well (``all``: every one). Pickles as its folders and is loaded anew where
    it arrives.
    """

    def __init__(self, folders: Sequence[Path], wanted: Sequence[str] = ()) -> None:
        self.folders = tuple(folders)
        self.wanted = tuple(wanted)
        self._lexicons: dict[str, frozenset[str]] = {}

    def __reduce__(self) -> tuple[type[Rules], tuple[tuple[Path, ...], tuple[str, ...]]]:
        return Rules, (self.folders, self.wanted)

    def _files(self, relative: str) -> list[Path]:
        return [f / relative for f in self.folders if (f / relative).is_file()]

    @cached_property
    def plain_words(self) -> frozenset[str]:
        """Words that are no names: those that end a name and ordinary nouns."""
        return self.lexicon("boundary_words") | self.lexicon("ordinary_words")

    @cached_property
    def plain_stems(self) -> frozenset[str]:
        """Plain words, and pairs of characters that open a longer one (师范 of 师范学校)."""
        return self.plain_words | {word[:2] for word in self.plain_words if len(word) > 3}

    def lexicon(self, name: str) -> frozenset[str]:
        """The words of ``lexicons/NAME.txt`` over all folders."""
        if name not in self._lexicons:
            self._lexicons[name] = self._read_lexicon(name)
        return self._lexicons[name]

    def _read_lexicon(self, name: str) -> frozenset[str]:
        return frozenset(word for path in self._files(f"lexicons/{name}.txt") for word in _words(path))

    @cached_property
    def fingerprint(self) -> str:
        """A hash of every rule file, by name and content, and of the packs in use."""
        digest = hashlib.sha256(",".join(pack.name for pack in self.packs).encode())
        for folder in self.folders:
            for path in sorted(folder.rglob("*")):
                if path.is_file() and path.suffix in (".toml", ".csv", ".txt"):
                    digest.update(path.relative_to(folder).as_posix().encode())
                    digest.update(hashlib.sha256(path.read_bytes()).digest())
        return digest.hexdigest()

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Regions, zones, universities and agencies."""
        return Gazetteer(self.folders)

    @cached_property
    def provinces(self) -> frozenset[str]:
        """Names and short names of provinces."""
        return frozenset(name for name, group in self.gazetteer.full.items() for e in group if e.kind == "province")

    @cached_property
    def region_characters(self) -> tuple[tuple[str, str], ...]:
        """(adcode, character) of the one-character short forms."""
        return tuple(
            (r["id"], r["character"])
            for p in self._files("gazetteers/region_characters.csv")
            for r in _table(p, ("id", "character"))
        )

    @cached_property
    def characters(self) -> dict[str, str]:
        """Character of a document number -> adcode of its province."""
        return {char: code for code, char in self.region_characters if code.endswith("0000")}

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Short names of regions that are ordinary words."""
        return self.lexicon("common_words")

    @cached_property
    def surnames(self) -> frozenset[str]:
        """Family names, single and double."""
        return frozenset(r["surname"] for p in self._files("gazetteers/surnames.csv") for r in _table(p, ("surname",)))

    @cached_property
    def agency_endings(self) -> tuple[tuple[str, str, str], ...]:
        """(ending, level, kind) of bodies of a region, longest first."""
        rows = {
            (r["ending"], r["level"], r["kind"])
            for p in self._files("gazetteers/agency_patterns.csv")
            for r in _table(p, ("ending", "level", "kind"))
        }
        return tuple(sorted(rows, key=lambda r: (-len(r[0]), r)))

    @cached_property
    def number_idioms(self) -> Matcher:
        """Matcher of fixed expressions that hold a number (三会一课, 千方百计)."""
        words = sorted(self.lexicon("number_idioms"))
        return matcher(words, longest=True)

    @cached_property
    def document_codes(self) -> frozenset[str]:
        """Agency codes of document numbers (赣教基字, 国办发)."""
        return frozenset(r["code"] for p in self._files("gazetteers/docnumber_codes.csv") for r in _table(p, ("code",)))

    @cached_property
    def units(self) -> tuple[UnitRow, ...]:
        """The unit table; a later folder overrides a form."""
        rows = {
            r["form"]: r
            for p in self._files("units.csv")
            for r in _table(p, ("form", "unit", "factor", "dimension", "kind"))
        }
        return tuple(UnitRow(r["form"], r["unit"], _factor(r), r["dimension"], r["kind"]) for r in rows.values())

    @cached_property
    def packs(self) -> tuple[Pack, ...]:
        """The rule packs in use: of all folders, without the optional ones that nobody asked for.

        Raises ``PolicyMinerError`` (``unknown_pack``) for a wanted pack that is not there.
        """
        from policyminer.rules.packs import load_packs

        packs = load_packs(self.folders)
        unknown = sorted(set(self.wanted) - {p.name for p in packs} - {ALL_PACKS})
        if unknown:
            names = ", ".join(p.name for p in packs)
            raise PolicyMinerError("unknown_pack", "there is no such rule pack", unknown[0], f"one of {names}")
        used = tuple(p for p in packs if not p.optional or p.name in self.wanted or ALL_PACKS in self.wanted)
        for pack in used:
            pack.compile()
        return used

    @cached_property
    def indicators_by_unit(self) -> dict[str, TemplateFinder]:
        """Indicator rules of the packs in use by the canonical unit they take."""
        from policyminer.rules.finder import TemplateFinder

        table: dict[str, list[CompiledRule]] = {}
        for pack in self.packs:
            for rule in pack.rules:
                for unit in rule.units:
                    table.setdefault(unit, []).append(rule)
        return {unit: TemplateFinder(rules) for unit, rules in table.items()}

    @cached_property
    def stock_codes(self) -> frozenset[str]:
        """Codes of the indicators that count what there is at a time, not what a time added."""
        return frozenset(rule.rule.id for pack in self.packs for rule in pack.rules if rule.rule.stock)

    @cached_property
    def occasions(self) -> dict[str, CompiledRule]:
        """Words for what a notice may call to (培训, 大赛), with the rule that counts who comes."""
        return {word: rule for pack in self.packs for rule in pack.rules for word in rule.rule.occasion}

    @cached_property
    def cues(self) -> CueFinder:
        """The cues of all policy instruments of the packs in use."""
        from policyminer.rules.instruments import CueFinder

        return CueFinder(tuple(i for pack in self.packs for i in pack.instruments))

    def validate(self) -> None:
        """Load every part now, so that a fault in a rule file is met before any document is.

        Raises ``PolicyMinerError`` (``bad_rules``, ``bad_gazetteer``) naming file, id and field.
        """
        for folder in self.folders:
            stray = sorted(path.name for path in folder.glob("*.toml") if path.name != "expectations.toml")
            if stray:
                raise PolicyMinerError(
                    "bad_rules",
                    f"pack file outside a pack folder: {', '.join(stray)}",
                    str(folder),
                    "move it into a folder of its own, as in PACK/indicators.toml",
                )
        for name in sorted({path.stem for folder in self.folders for path in folder.glob("lexicons/*.txt")}):
            self.lexicon(name)
        _ = (
            self.packs,
            self.gazetteer,
            self.units,
            self.region_characters,
            self.surnames,
            self.agency_endings,
            self.document_codes,
        )

    def region_parent(self, adcode: str) -> str | None:
        """Adcode of the region above ``adcode``, or none."""
        entry = self.gazetteer.region(adcode)
        return entry.parent or None if entry else None


def load_rules(folders: Sequence[str | Path] = (), packs: Sequence[str] = ()) -> Rules:
    """Load the shipped rules and, on top of them, ``folders`` in order (later ones add or override).

    ``packs`` names optional packs to use as well.

    Raises ``PolicyMinerError`` (``rules_missing``) when a folder is not there.
    """
    extra = [Path(f) for f in folders]
    for folder in extra:
        if not folder.is_dir():
            raise PolicyMinerError(
                "rules_missing", "no such rule folder", str(folder), "give a folder that holds gazetteers/ or packs"
            )
    return Rules((shipped_rules(), *extra), packs)
