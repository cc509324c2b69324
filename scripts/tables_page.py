"""Write the generated part of docs/tables.md anew from the schema: `python scripts/tables_page.py`."""

from __future__ import annotations

from pathlib import Path

from policyminer.publish.schema import TABLES, describe

PAGE = Path(__file__).resolve().parents[1] / "docs" / "tables.md"
BEGIN, END = "| table | 中文 | one row is |", "## Notes"


def generated() -> str:
    """The list of tables and a section for each; columns that a table shares with `quantities` are not repeated."""
    lines = [BEGIN, "| --- | --- | --- |"]
    for name, table in TABLES.items():
        lines.append(f"| [`{name}`](#{name}) | {table.title_zh} | {table.en.removeprefix('one row per ')} |")
    for name in TABLES:
        lines += ["", *_section(name)]
    return "\n".join(lines) + "\n\n"


def _section(name: str) -> list[str]:
    table = describe(name)
    ids = ", ".join(f"`{i}`" for i in table["ids"])
    about = f"{table['title_zh']}：{table['zh']} / {table['en']}." + (f" Ids: {ids}." if ids else "")
    lines = [f"## {name}", "", about, ""]
    columns = table["columns"]
    if name == "indicators":
        shared = {c["name"] for c in describe("quantities")["columns"]}
        lines += ["All columns of [`quantities`](#quantities) (`code` is never null here), and:", ""]
        columns = [c for c in columns if c["name"] not in shared]
    lines += ["| column | type | null | 含义 | meaning |", "| --- | --- | --- | --- | --- |"]
    for c in columns:
        null = "never" if c["required"] else "yes"
        meaning = c["zh"] if c["zh"].startswith(c["title_zh"]) else f"{c['title_zh']}：{c['zh']}"
        lines.append(f"| `{c['name']}` | `{c['type']}` | {null} | {meaning} | {c['en']} |")
    return lines


def page(text: str) -> str:
    """The page with its generated part replaced."""
    begin, end = text.index(BEGIN), text.index(END)
    return text[:begin] + generated() + text[end:]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
