"""RTF: text, tables, notes; deleted and hidden text, field codes, headers and footers go to the ledger.

The control words are those of the Rich Text Format Specification 1.9.1. Chinese programs write characters as ``\\u``
escapes with a fallback, or as pairs of bytes whose code page is declared wrongly as often as not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from policyminer.model import PolicyMinerError, Removed
from policyminer.read.draft import Draft, Reading, paragraph_locator
from policyminer.read.rtf_table import Levels, RowPlan, Rows
from policyminer.read.rtf_words import ASIDE, BLOCK_ENDS, CHARSETS, PAGES, READ_THROUGH, SIGNS, SKIPPED
from policyminer.read.unpack import damaged

MEDIA_TYPE = "application/rtf"
DEEPEST_TABLE = 20  # tables inside each other; deeper ones are taken for one
DEEPEST = 5_000  # groups inside each other; office programs stay below a hundred

_TOKEN = re.compile(
    r"""\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]? | \\'(?P<hex>[0-9a-fA-F]{2}) | \\(?P<sign>[^a-zA-Z])
      | (?P<brace>[{}]) | (?P<text>[^\\{}\r\n]+) | [\r\n]+ | \\""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Group:
    """What a pair of braces scopes: where its text goes and how its bytes are read."""

    target: str = "text"  # text, note, skip, fonts, or a reason of the ledger
    codec: str | None = None
    fallback: int = 1  # characters that stand for a \u escape in older programs
    deleted: bool = False
    hidden: bool = False
    label: bool = False  # the printed number of a list item


@dataclass(slots=True)
class _State:
    """The walk over one file."""

    draft: Draft = field(default_factory=Draft)
    group: _Group = field(default_factory=_Group)
    stack: list[_Group] = field(default_factory=list)
    fonts: dict[int, str] = field(default_factory=dict)
    font: int = 0
    page: str | None = None
    pending: bytearray = field(default_factory=bytearray)
    units: list[int] = field(default_factory=list)  # UTF-16 of \u escapes
    skip: int = 0  # fallback characters still to come
    optional: bool = False
    texts: dict[str, list[str]] = field(default_factory=dict)
    in_table: bool = False
    cells: list[str] = field(default_factory=list)
    plan: RowPlan = field(default_factory=RowPlan)
    rows: Rows = field(default_factory=Rows)
    inner: Levels = field(default_factory=Levels)
    outer_plan: RowPlan | None = None  # while the plan of a row inside a cell is read
    paragraphs: int = 0
    tables: int = 0
    notes: list[str] = field(default_factory=list)


def read_rtf(data: bytes, where: str) -> Reading:
    """Read an RTF document. Raises ``PolicyMinerError``: ``damaged_file``, ``empty_file``, ``unpacks_too_large``."""
    source = data.decode("latin-1")
    state = _State()
    position = 0
    while found := _TOKEN.match(source, position):
        position = found.end()
        if found["text"]:
            _add_bytes(state, found["text"])
        elif found["hex"]:
            _add_bytes(state, chr(int(found["hex"], 16)))
        elif found["brace"]:
            if not _brace(state, found["brace"], where):
                break
        elif found["sign"]:
            _sign(state, found["sign"])
        elif found["word"]:
            number = int(found["number"]) if found["number"] else None
            if found["word"] == "bin":
                position += max(number or 0, 0)
            else:
                _word(state, found["word"], number)
    _finish(state)
    if not state.draft.blocks:
        raise PolicyMinerError("empty_file", "the document holds no text", where, "remove it")
    if state.stack:
        state.draft.warnings.append("the file was cut off: groups are not closed")
    return state.draft.finish(MEDIA_TYPE, state.page)


def _brace(state: _State, brace: str, where: str) -> bool:
    """Open or close a group; false at the end of the document."""
    _flush(state)
    state.skip = 0
    state.optional = False
    if brace == "{":
        if len(state.stack) >= DEEPEST:
            raise PolicyMinerError("unpacks_too_large", "groups are nested too deep", where, "save it again as DOCX")
        state.stack.append(state.group)
        return True
    if not state.stack:
        raise damaged("a group is closed that was never opened", where)
    ended, state.group = state.group, state.stack.pop()
    if ended.target != state.group.target:
        _close(state, ended.target)
    return bool(state.stack)


def _close(state: _State, target: str) -> None:
    """Hand over what a destination held."""
    text = "".join(state.texts.pop(target, [])) if target != "text" else ""
    if target == "note":
        state.notes.append(text.strip())
    elif target in ASIDE.values():
        state.draft.remove(target, text, _here(state) if target == "field_code" else None)
    elif target == "picture":
        state.draft.removed.append(Removed("picture", 0, None, _here(state)))


def _sign(state: _State, sign: str) -> None:
    if sign == "*":
        state.optional = True
    elif sign in "\\{}":
        _add_bytes(state, sign)
    elif sign in "\r\n":
        _word(state, "par", None)
    else:
        _flush(state)
        _add_text(state, {"~": " ", "_": "-"}.get(sign, ""))


def _word(state: _State, word: str, number: int | None) -> None:
    """Obey a control word."""
    if word == "u" and number is not None:
        if state.skip == 0 and state.pending:
            _flush_bytes(state)
        state.units.append(number & 0xFFFF)
        state.skip = state.group.fallback
        return
    _flush(state)
    state.skip = 0
    optional, state.optional = state.optional, False
    if _destination(state, word, optional) or _property(state, word, number) or _table(state, word, number):
        return
    if word == "tab" and state.group.label:
        return  # between the number of a list item and its text
    if word in SIGNS:
        _add_text(state, SIGNS[word])
    elif word in BLOCK_ENDS:
        if state.group.target != "text":
            _add_text(state, "\n")
        elif state.in_table or state.cells:
            state.texts.setdefault("text", []).append("\n")
        else:
            _end_paragraph(state)


def _destination(state: _State, word: str, optional: bool) -> bool:
    """Whether the word opens a destination, or an unknown optional one that is to be skipped."""
    if state.group.target == "skip":
        return True
    if word == "fonttbl":
        target = "fonts"
    elif word == "pict":
        target = "picture"
    elif word == "footnote":
        target = "note"
    elif word in ASIDE:
        target = ASIDE[word]
    elif word in SKIPPED or (optional and word not in READ_THROUGH):
        target = "skip"
    else:
        return False
    state.group = replace(state.group, target=target)
    return True


def _property(state: _State, word: str, number: int | None) -> bool:
    """Character properties and code pages."""
    group = state.group
    if word == "uc":
        state.group = replace(group, fallback=min(max(number or 0, 0), 16))
    elif word == "ansicpg":
        state.page = PAGES.get(number or 0, f"cp{number}" if number in range(1250, 1259) else None)
    elif word in ("f", "deff"):
        state.font = number or 0
        state.group = replace(group, codec=state.fonts.get(state.font))
    elif word == "fcharset" and group.target == "fonts":
        if number in CHARSETS:
            state.fonts[state.font] = CHARSETS[number]
    elif word == "deleted":
        state.group = replace(group, deleted=number != 0)
    elif word == "v":
        state.group = replace(group, hidden=number != 0)
    elif word in ("listtext", "pntext"):
        state.group = replace(group, label=True)
    elif word == "plain":
        state.group = replace(group, deleted=False, hidden=False, codec=None)
    else:
        return False
    return True


def _table(state: _State, word: str, number: int | None) -> bool:
    """Rows and cells."""
    if state.group.target != "text":
        return False
    if word == "pard":
        state.in_table = False
    elif word == "intbl":
        if not state.in_table:
            _end_loose_text(state)
        state.in_table = True
    elif word == "trowd":
        state.plan = RowPlan()
    elif word in ("clvmgf", "clvmrg"):
        state.plan.merge = "first" if word == "clvmgf" else "rest"
    elif word == "cellx":
        state.plan.edges.append(number or 0)
        state.plan.merges.append(state.plan.merge)
        state.plan.merge = ""
    elif word == "cell":
        text = "".join(state.texts.pop("text", []))
        state.cells.append((state.inner.close(state.rows) + text).strip())
    elif word == "row":
        if state.cells:
            state.rows.rows.append((state.cells, state.plan))
            state.cells = []
    else:
        return _inner_table(state, word, number)
    return True


def _inner_table(state: _State, word: str, number: int | None) -> bool:
    """Rows and cells of a table inside a cell."""
    if word == "itap":
        text = "".join(state.texts.pop("text", []))
        state.texts["text"] = [state.inner.enter(min(max(number or 1, 1), DEEPEST_TABLE), text)]
    elif word == "nestcell":
        state.inner.end_cell("".join(state.texts.pop("text", [])))
    elif word == "nesttableprops":
        state.outer_plan = state.plan
    elif word == "nestrow":
        state.inner.end_row(state.plan)
        state.plan, state.outer_plan = state.outer_plan or RowPlan(), None
    else:
        return False
    return True


def _end_loose_text(state: _State) -> None:
    """Text before the first cell of a table that no paragraph mark ended; in a cell a line break ends it."""
    text = "".join(state.texts.get("text", []))
    if not state.cells and not state.rows.rows and text.strip() and not text.endswith("\n"):
        _end_paragraph(state)


def _add_bytes(state: _State, text: str) -> None:
    """Text of the file: bytes of a code page, but for those that only stand for a \\u escape."""
    if state.skip:
        cut = min(state.skip, len(text))
        state.skip -= cut
        text = text[cut:]
    if text:
        if state.units:
            _flush(state)
        state.pending += text.encode("latin-1")


def _flush(state: _State) -> None:
    """Decode what waits: escapes first, they came first."""
    if state.units:
        units, state.units = state.units, []
        raw = b"".join(unit.to_bytes(2, "little") for unit in units)
        _add_text(state, raw.decode("utf-16-le", "replace"))
    _flush_bytes(state)


def _flush_bytes(state: _State) -> None:
    if not state.pending:
        return
    raw, state.pending = bytes(state.pending), bytearray()
    if raw.isascii():
        _add_text(state, raw.decode("ascii"))
        return
    # A declared Western code page is most often a wrong one; what decodes as GB 18030 throughout is Chinese.
    declared = state.group.codec or state.page or "gb18030"
    for codec in dict.fromkeys((declared if declared != "cp1252" else "gb18030", "gb18030", "cp1252")):
        try:
            _add_text(state, raw.decode(codec))
            return
        except (UnicodeDecodeError, LookupError):
            continue
    _add_text(state, raw.decode("gb18030", "replace"))


def _add_text(state: _State, text: str) -> None:
    group = state.group
    if group.target in ("skip", "fonts", "picture") or not text:
        return
    target = group.target
    if target in ("text", "note") and (group.deleted or group.hidden):
        target = "deleted_text" if group.deleted else "hidden"
    state.texts.setdefault(target, []).append(text)


def _here(state: _State) -> str:
    return paragraph_locator(state.paragraphs + 1)


def _end_paragraph(state: _State) -> None:
    """Write a paragraph; a table that ended before it comes first."""
    text = "".join(state.texts.pop("text", []))
    if not text.strip() and not state.rows.rows:
        return
    _end_table(state)
    for reason in ("deleted_text", "hidden"):
        state.draft.remove(reason, "".join(state.texts.pop(reason, [])), _here(state))
    if text.strip():
        state.draft.add(text, locator=_here(state))
        state.paragraphs += 1


def _end_table(state: _State) -> None:
    if state.rows.rows:
        state.tables += state.rows.write(state.draft, state.tables + 1, _here(state))


def _finish(state: _State) -> None:
    """Write what no mark ended, then the notes."""
    _flush(state)
    if held := state.inner.close(state.rows):
        state.texts["text"] = [held, *state.texts.get("text", [])]
    if state.cells or state.rows.nested.get(len(state.rows.rows)):
        state.rows.rows.append((state.cells, state.plan))
        state.cells = []
    _end_paragraph(state)
    _end_table(state)
    for reason in ("deleted_text", "hidden"):
        state.draft.remove(reason, "".join(state.texts.pop(reason, [])), _here(state))
    for number, note in enumerate(filter(None, state.notes), 1):
        state.draft.add(note, locator=f"脚注{number}")
