"""Names of regions, institutions and bodies: one automaton over all full names, a table of short forms."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from policyminer.folding import fold
from policyminer.literals import matcher
from policyminer.model import PolicyMinerError

COLUMNS = ("id", "name", "aliases", "type", "parent", "valid_from", "valid_to", "source")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of a gazetteer; ``kind`` is its type column (province, county, undergraduate, central …).

    ``valid_to`` is the first day on which the name no longer holds.
    """

    id: str
    name: str
    type: str
    kind: str
    parent: str
    valid_from: date | None
    valid_to: date | None

    def holds(self, day: date | None) -> bool:
        """Whether the name is in force on ``day`` (today's names when the day is unknown)."""
        if day is None:
            return self.valid_to is None
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found in a folded text."""

    start: int
    end: int
    surface: str
    entries: tuple[Entry, ...]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.DictReader(handle)
        unknown = set(COLUMNS) ^ set(reader.fieldnames or ())
        if unknown:
            raise PolicyMinerError(
                "bad_gazetteer", f"columns must be {','.join(COLUMNS)}; wrong: {', '.join(sorted(unknown))}", str(path)
            )
        yield from reader


def _day(value: str, path: Path, row: dict[str, str]) -> date | None:
    if not value:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise PolicyMinerError(
            "bad_gazetteer", f"{row['id']} {row['name']}: {error}", str(path), "dates are YYYY-MM-DD"
        ) from None


def _ambiguous(path: Path) -> Iterator[tuple[str, str]]:
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as handle:
            reader = csv.DictReader(handle)
            missing = sorted({"name", "kind"} - set(reader.fieldnames or ()))
            if missing:
                raise PolicyMinerError("bad_gazetteer", f"column missing: {', '.join(missing)}", str(path))
            yield from ((row["name"], row["kind"]) for row in reader)


_TYPES = {"regions": "region", "zones": "region", "universities": "university", "agencies": "agency"}


class Gazetteer:
    """All entries of the gazetteer files of the rule folders, later folders adding or overriding by id and name."""

    def __init__(self, folders: Iterable[Path]) -> None:
        folders = tuple(folders)
        ambiguous = [row for folder in folders for row in _ambiguous(folder / "gazetteers" / "ambiguous_names.csv")]
        phrases = [fold(name) for name, kind in ambiguous if kind == "phrase"]
        self.common_words = frozenset(fold(name) for name, kind in ambiguous if kind == "common_word")
        entries: dict[tuple[str, str, date | None], tuple[Entry, tuple[str, ...]]] = {}
        for folder in folders:
            for stem in _TYPES:
                path = folder / "gazetteers" / f"{stem}.csv"
                for entry, aliases in self.rows_of(path) if path.exists() else ():
                    entries[entry.id, entry.name, entry.valid_from] = (entry, aliases)
        self._index(entries.values(), phrases)

    @staticmethod
    def rows_of(path: Path) -> Iterator[tuple[Entry, tuple[str, ...]]]:
        """Entries of one gazetteer file with their aliases; files of other kinds hold none."""
        kind = _TYPES.get(path.stem)
        if kind is None:
            return
        for row in _rows(path):
            valid = (_day(row[column], path, row) for column in ("valid_from", "valid_to"))
            entry = Entry(row["id"], row["name"], kind, row["type"], row["parent"], *valid)
            yield entry, tuple(a for a in row["aliases"].split("|") if a)

    def _index(self, entries: Iterable[tuple[Entry, tuple[str, ...]]], phrases: Iterable[str]) -> None:
        """Sort names into those matched everywhere (full) and short ones that need support (stems)."""
        self.by_id: dict[str, list[Entry]] = {}
        self.stems: dict[str, list[Entry]] = {}
        self.short_forms: dict[str, list[str]] = {}
        full: dict[str, list[Entry]] = {}
        for entry, aliases in entries:
            self.by_id.setdefault(entry.id, []).append(entry)
            full.setdefault(fold(entry.name), []).append(entry)
            if entry.name.endswith(("自治县", "自治旗", "自治州")):
                # 新平县, 大厂县, 红河州: the everyday form of an autonomous unit
                aliases += tuple(a + entry.name[-1] for a in aliases if len(a) >= 2 and a[-1] not in "县旗州")
            for alias in map(fold, aliases):
                short_region = (
                    entry.type == "region" and entry.kind in ("prefecture", "county") and alias[-1] not in "县旗州"
                )
                if short_region or (len(alias) < 3 and entry.kind != "province"):
                    self.stems.setdefault(alias, []).append(entry)
                    self.short_forms.setdefault(entry.id, []).append(alias)
                elif entry not in full.setdefault(alias, []):
                    full[alias].append(entry)
        self._prefectures: dict[str, list[Entry]] = {}
        for code, group in self.by_id.items():
            self._prefectures.setdefault(code[:2], []).extend(e for e in group if e.kind == "prefecture")
        self.full = {name: tuple(group) for name, group in full.items()}
        for name in phrases:
            self.full[name] = ()  # 科教兴国: nothing inside is a name
        self._names = list(self.full)
        self._automaton = matcher(self._names, longest=True)

    def prefectures(self, provinces: Iterable[str], day: date | None) -> list[Entry]:
        """Prefectures of some provinces in force on ``day``."""
        return [e for code in provinces for e in self._prefectures.get(code[:2], ()) if e.holds(day)]

    def find(self, folded: str) -> list[Hit]:
        """Full names in the text, leftmost and longest, without overlaps."""
        names = self._names
        return [
            Hit(a, b, names[i], self.full[names[i]])
            for i, a, b in self._automaton.find_matches_as_indexes(folded)
            if self.full[names[i]]
        ]

    def region(self, adcode: str | None, day: date | None = None) -> Entry | None:
        """The region with an adcode, under the name it has on ``day``."""
        group = self.by_id.get(adcode or "")
        if not group:
            return None
        return next((e for e in group if e.holds(day)), group[-1])

    def chain(self, adcode: str | None) -> tuple[str, ...]:
        """Adcodes from the province down to ``adcode``.

        Counties run directly by a province have no prefecture between.
        """
        found: list[str] = []
        while adcode and adcode in self.by_id and adcode not in found:
            found.append(adcode)
            adcode = self.by_id[adcode][-1].parent
        return tuple(reversed(found))
