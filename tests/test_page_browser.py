"""The report page in a browser: every view, filters, marks and rows that lead to each other, review, hostile text.

An installed Chromium is driven; none is downloaded.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from helpers_report import copies, make_tables, table
from policyminer.page.build import build

sync_api = pytest.importorskip("playwright.sync_api", reason='needs playwright: pip install "policyminer[dev]"')

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
VIEWS = ("overview", "indicators", "events", "network", "regions", "progress", "checks")
#: Shown by name in place of themselves.
HIDDEN = {"\u202e": "U+202E", "\u202c": "U+202C", "\u200b": "U+200B"}


def chromium() -> str | None:
    named = [shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")]
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    cached = [
        str(path)
        for path in sorted(cache.glob("chromium*/chrome-linux*/*"))
        if path.name in ("chrome", "headless_shell")
    ]
    return next((path for path in [*named, *cached] if path), None)


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    program = chromium()
    if program is None:
        pytest.skip("no Chromium is installed (looked for chromium, google-chrome and the cache of playwright)")
    with sync_api.sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield running
        running.close()


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tables(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="module")
def report(out: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(out, tmp_path_factory.mktemp("pages") / "report.html").page


#: The page draws a moment after its address has changed. (Its content policy forbids `wait_for_function`.)
SETTLED = """() => new Promise((done, fail) => {
  const end = Date.now() + 8000;
  const look = () => {
    if (document.documentElement.dataset.address === location.hash) done();
    else if (Date.now() > end) fail(new Error(`${location.hash} is not drawn`));
    else setTimeout(look, 10);
  };
  look();
})"""


class Reader:
    """A page with what went wrong on it and what it tried to fetch."""

    def __init__(self, page: Any, file: Path) -> None:
        self.page, self.address = page, file.as_uri()
        self.wrong: list[str] = []
        page.set_default_timeout(8000)
        page.on("console", lambda message: self.wrong.append(message.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("request", lambda r: r.url.startswith(("file:", "data:", "blob:")) or self.wrong.append(r.url))
        page.goto(self.address)

    def open(self, hash_: str) -> Any:
        self.page.goto(f"{self.address}#/{hash_}")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page shows what its address says."""
        self.page.evaluate(SETTLED)

    def rows(self) -> int:
        self.settle()
        return int(re.sub(r"\D", "", re.split("／|of| ", self.page.inner_text(".rows-count"))[0]))


@pytest.fixture
def reader(browser: Any, report: Path) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="zh-CN", accept_downloads=True)
    yield (found := Reader(context.new_page(), report))
    context.close()
    assert found.wrong == []


def document_id(out: Path, part: str) -> str:
    (found,) = [d["doc_id"] for d in table(out, "documents") if part in d["path"]]
    return str(found)


def text_of(out: Path, doc_id: str) -> str:
    (found,) = [d["text"] for d in table(out, "documents") if d["doc_id"] == doc_id]
    return str(found)


def numbered(out: Path, name: str, doc_id: str) -> list[tuple[int, dict[str, Any]]]:
    """The rows of a document with their numbers in the table."""
    return [(i, row) for i, row in enumerate(table(out, name)) if row["doc_id"] == doc_id]


def shown(text: str) -> str:
    for character, name in HIDDEN.items():
        text = text.replace(character, name)
    return text


SPOTTED = "[...CSS.highlights.get('spot')].map(range => range.toString())"


def test_every_view_opens_and_says_how_many(reader: Reader, out: Path) -> None:
    page = reader.open("overview")
    tiles = page.locator(".tile-card b").all_inner_texts()
    names = ("documents", "indicators", "events", "partnerships", "progress")
    assert tiles[:5] == [str(len(table(out, name))) for name in names]
    doubtful = [c for c in table(out, "checks") if c["verdict"] in ("warn", "fail")]
    assert tiles[5:] == [str(len(doubtful)), "1"]
    assert "empty_file" in page.inner_text(".failures")
    for view in VIEWS[1:]:
        page.click(f".tabs a[href='#/{view}']")
        page.locator(f".tabs a[aria-current][href='#/{view}']").wait_for()
        assert page.locator(".tabs a[aria-current]").count() == 1
        assert page.locator("#main table, #main svg").count() > 0, view
    assert page.title().startswith("核对")


def test_indicators_are_filtered_sorted_searched_and_downloaded(reader: Reader, out: Path) -> None:
    rows = table(out, "indicators")
    page = reader.open("indicators")
    assert reader.rows() == len(rows)
    page.select_option("[data-filter=code]", "training_participants")
    page.select_option("[data-filter=status]", "actual")
    wanted = [r for r in rows if r["code"] == "training_participants" and r["status"] == "actual"]
    assert 1 < reader.rows() == len(wanted) < len(rows)
    assert "code=training_participants" in page.url
    page.click("th.num button")
    page.click("th.num button")
    assert page.locator("th.num").get_attribute("aria-sort") == "descending"
    keys = page.locator("tbody tr").evaluate_all("rows => rows.map(r => r.dataset.key)")
    lows = [rows[int(key.split(":")[1])]["low"] for key in keys]
    assert lows == sorted((r["low"] for r in wanted), reverse=True)
    with page.expect_download() as waiting:
        page.click("button.csv")
    lines = list(csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8-sig"))))
    assert [float(line["low"]) for line in lines] == lows
    assert {line["code"] for line in lines} == {"training_participants"}
    page.reload()
    assert reader.rows() == len(wanted)
    page.click("text=清除筛选")
    page.fill("input[type=search]", "没有这样的词")
    page.wait_for_selector("td.empty")
    assert reader.rows() == 0


def test_a_formula_in_a_path_stays_text_in_a_spreadsheet(reader: Reader) -> None:
    page = reader.open("overview")
    with page.expect_download() as waiting:
        page.click("button.csv")
    paths = [r["path"] for r in csv.DictReader(io.StringIO(waiting.value.path().read_text(encoding="utf-8-sig")))]
    assert "'=1+2 <i>hostile&.txt" in paths


def test_a_row_leads_to_its_characters(reader: Reader, out: Path) -> None:
    doc_id = document_id(out, "fujian")
    number, row = numbered(out, "indicators", doc_id)[-1]
    page = reader.open(f"indicators?doc={doc_id}&sort=code.up")
    page.locator(f"tr[data-key='indicators:{number}'] td.wide").click()
    page.wait_for_selector(".doc-text")
    assert page.url.endswith(f"#/doc/{doc_id}?at=indicators%3A{number}")
    mark = page.locator(".m.selected").first
    assert page.locator(".m.selected").evaluate_all("marks => marks.map(m => m.textContent).join('')") == row["text"]
    box = mark.bounding_box()
    assert 60 < box["y"] < 840
    assert row["rule"] in page.inner_text(".detail")
    assert page.locator(".fact[aria-current]").get_attribute("data-key") == f"indicators:{number}"


def test_a_click_in_the_text_opens_its_row(reader: Reader, out: Path) -> None:
    doc_id = document_id(out, "guangxi")
    page = reader.open(f"doc/{doc_id}")
    (number, row), *_ = [(n, r) for n, r in numbered(out, "mentions", doc_id) if r["type"] == "university"]
    page.locator(".doc-text .m-university").first.click()
    assert row["name"] in page.inner_text(".detail h2")
    assert f"mentions%3A{number}" in page.url
    page.keyboard.press("Escape")
    assert "at=" not in page.url
    assert page.locator(".m.selected").count() == 0


@pytest.mark.parametrize("name", ["fujian", "shandong", "hostile"])
def test_marks_cover_exactly_their_characters(reader: Reader, out: Path, name: str) -> None:
    """Also where marks cross, behind characters beyond the first plane, and on a very long line."""
    doc_id = document_id(out, name)
    text = text_of(out, doc_id)
    page = reader.open(f"doc/{doc_id}")
    for key in page.locator(".layer input:not(:checked)").evaluate_all("boxes => boxes.map(b => b.dataset.layer)"):
        page.check(f"[data-layer={key}]")
    lines = page.locator(".doc-text .line").evaluate_all("lines => lines.map(line => line.textContent)")
    assert lines == [shown(line) for line in re.split("\r\n|\r|\n", text)]
    marked = page.evaluate(
        "() => { const found = {}; for (const m of document.querySelectorAll('.doc-text .m'))"
        " (found[m.dataset.mark] ||= []).push(m.textContent); return Object.values(found).map(p => p.join('')); }"
    )
    expected = []
    for table_name in (
        "indicators",
        "quantities",
        "dates",
        "mentions",
        "citations",
        "events",
        "partnerships",
        "derived",
    ):
        coded = table_name == "quantities"
        ranges = [(r["start"], r["end"]) for _, r in numbered(out, table_name, doc_id) if not (coded and r["code"])]
        expected += [shown(re.sub("[\r\n]", "", text[a:b])) for a, b in ranges]
    expected += [shown(text[r["cue_start"] : r["cue_end"]]) for _, r in numbered(out, "instruments", doc_id)]
    checks = [r for _, r in numbered(out, "checks", doc_id) if r["verdict"] != "pass"]
    expected += [shown(re.sub("[\r\n]", "", text[r["start"] : r["end"]])) for r in checks]
    left = [re.fullmatch(r"text\[(\d+):(\d+)\]", str(r["locator"])) for _, r in numbered(out, "removed", doc_id)]
    expected += [shown(re.sub("[\r\n]", "", text[int(m[1]) : int(m[2])])) for m in left if m]
    assert len(expected) > 10
    assert sorted(marked) == sorted(expected)


def test_hostile_text_is_shown_and_does_nothing(reader: Reader, out: Path) -> None:
    doc_id = document_id(out, "hostile")
    page = reader.open(f"doc/{doc_id}")
    assert page.evaluate("window.hacked") is None
    assert page.locator("main img, main b[onmouseover], main script").count() == 0
    assert "<script>window.hacked = 1</script>" in page.inner_text(".doc-text")
    assert page.locator(".control").all_inner_texts() == ["U+202E", "U+202C", "U+200B"]
    number, row = numbered(out, "indicators", doc_id)[-1]
    assert row["start"] > 100_000
    page.goto(f"{reader.address}#/doc/{doc_id}?at=indicators:{number}")
    page.wait_for_selector(".m.selected")
    assert page.evaluate(SPOTTED) == [row["text"]]
    assert 60 < page.locator(".m.selected").first.bounding_box()["y"] < 840
    for view in VIEWS:
        reader.open(view)
        assert page.evaluate("window.hacked") is None


def test_layers_are_switched_and_remembered(reader: Reader, out: Path) -> None:
    page = reader.open(f"doc/{document_id(out, 'guangxi')}")
    assert page.locator(".doc-text .m-region").count() > 2
    page.uncheck("[data-layer=region]")
    assert page.locator(".doc-text .m-region").count() == 0
    assert page.locator(".doc-text .m-university").count() > 0
    page.reload()
    assert not page.is_checked("[data-layer=region]")


def test_the_keyboard_walks_the_facts(reader: Reader, out: Path) -> None:
    doc_id = document_id(out, "fujian")
    page = reader.open(f"doc/{doc_id}")
    page.select_option("[data-filter=facts]", "indicators")
    quotes = [row["text"] for _, row in numbered(out, "indicators", doc_id)]
    page.locator(".doc-text").focus()
    seen = []
    for key in ("j", "j", "j", "k"):
        page.keyboard.press(key)
        seen += page.evaluate(SPOTTED)
    assert seen == [*quotes[:3], quotes[1]]
    page.keyboard.press("r")
    assert page.locator(".detail .verdict.right").get_attribute("aria-pressed") == "true"


def test_words_that_decided_are_shown(reader: Reader, out: Path) -> None:
    doc_id = document_id(out, "fujian")
    text = text_of(out, doc_id)
    rows = numbered(out, "indicators", doc_id)
    number, row = next((n, r) for n, r in rows if r["status_start"] is not None)
    page = reader.open(f"doc/{doc_id}?at=indicators:{number}")
    words = text[int(row["status_start"]) : int(row["status_end"])]
    page.locator(".detail .words", has_text=f"“{words}”").first.click()
    assert page.evaluate(SPOTTED) == [words]


def test_decisions_are_kept_downloaded_and_loaded(reader: Reader, out: Path, tmp_path: Path) -> None:
    doc_id = document_id(out, "shaanxi")
    text = text_of(out, doc_id)
    rows = numbered(out, "indicators", doc_id)
    page = reader.open(f"indicators?doc={doc_id}")
    (first, a), (second, b), (third, c) = rows[:3]
    page.click(f"tr[data-key='indicators:{first}'] .verdict.right")
    page.click(f"tr[data-key='indicators:{second}'] .verdict.wrong")
    page.click(f"tr[data-key='indicators:{third}'] .verdict.corrected")
    page.fill("dialog input[name=value]", "77")
    page.select_option("dialog select[name=status]", "other")
    page.fill("dialog input[name=period_end]", "2024-11-30")
    page.fill("dialog input[name=note]", "见附表")
    page.click("dialog button[type=submit]")
    event, _ = numbered(out, "events", doc_id)[0]
    reader.open(f"doc/{doc_id}?at=events:{event}")
    page.locator(".detail .verdict.wrong").click()
    page.click("#review-menu summary")
    page.click("#download-decisions")
    assert page.inner_text("#review-menu .warning") == "请先填写复核人。"
    page.fill("#review-menu input[type=text]", "甲")
    with page.expect_download() as waiting:
        page.click("#download-decisions")
    assert waiting.value.suggested_filename == "review-甲.json"
    file = json.loads(waiting.value.path().read_text(encoding="utf-8"))
    assert {k: file[k] for k in ("format", "version", "reviewer")} == {
        "format": "policyminer-review",
        "version": 1,
        "reviewer": "甲",
    }
    found = {d["id"]: d for d in file["decisions"]}
    assert [d["decision"] for d in file["decisions"]] == ["right", "wrong", "corrected", "wrong"]
    for d in file["decisions"]:
        assert d["quote"] == text[d["start"] : d["end"]]
        assert d["before"] == text[max(0, d["start"] - 20) : d["start"]]
        assert d["after"] == text[d["end"] : d["end"] + 20]
        assert (d["doc_id"], d["path"]) == (doc_id, "bulletin-shaanxi-dongtai-07.txt")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", d["decided_at"])
    assert set(found) >= {a["quantity_id"], b["quantity_id"], c["quantity_id"]}
    assert found[c["quantity_id"]]["values"] == {"value": 77, "status": "other", "period_end": "2024-11-30"}
    assert found[c["quantity_id"]]["note"] == "见附表"
    page.reload()
    reader.open(f"indicators?doc={doc_id}&review=corrected")
    assert reader.rows() == 1
    again = build(out, tmp_path / "made-anew.html").page
    page.goto(f"{again.as_uri()}#/indicators?review=wrong")
    assert reader.rows() == 1
    page.goto(f"{reader.address}#/indicators?doc={doc_id}&review=corrected")
    page.click("#review-menu summary")
    page.click("#review-menu >> text=清空复核意见")
    page.click("#review-menu >> text=再按一次")
    assert reader.rows() == 0
    kept = tmp_path / "decisions.json"
    kept.write_text(json.dumps(file), encoding="utf-8")
    page.set_input_files("#review-menu input[type=file]", kept)
    page.wait_for_selector("tr[data-key]")
    assert reader.rows() == 1
    kept.write_text("{}", encoding="utf-8")
    page.set_input_files("#review-menu input[type=file]", kept)
    page.wait_for_selector("#review-menu .warning:not([hidden])")


def test_a_review_that_the_tables_hold_is_shown_and_can_be_withdrawn(
    browser: Any, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import policyminer.page.data as data

    loaded = data.load

    def reviewed(*args: Any) -> Any:
        tables = loaded(*args)
        others = [None] * (len(tables["indicators"]) - 1)
        tables["indicators"]["review_status"] = ["wrong", *others]
        tables["indicators"]["machine_values"] = ['{"low": 5.0, "task": null}', *others]
        return tables

    monkeypatch.setattr(data, "load", reviewed)
    reader = Reader(browser.new_page(), build(out, tmp_path / "report.html", language="en").page)
    page = reader.open("indicators")
    row = page.locator("tr[data-key='indicators:0']")
    assert row.locator(".review-wrong").inner_text() == "Wrong"
    row.locator(".verdict.wrong").click()
    assert row.locator(".review-withdrawn").inner_text() == "Withdrawn"
    row.locator(".verdict.right").click()
    assert row.locator(".verdict.right").get_attribute("aria-pressed") == "true"
    (kept,) = json.loads(page.evaluate("localStorage.getItem('policyminer:decisions')")).values()
    assert kept["seen"] == {"low": table(out, "indicators")[0]["low"]}
    row.locator(".verdict.right").click()
    assert row.locator(".review-wrong").count() == 1
    page.close()
    assert reader.wrong == []


def test_a_node_of_the_network_shows_its_partnerships(reader: Reader, out: Path) -> None:
    page = reader.open("network")
    rows = table(out, "partnerships")
    name = rows[0]["university"]
    node = page.locator(f"[data-node='university:{name}']")
    node.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**node=**")
    assert reader.rows() == len([r for r in rows if r["university"] == name]) < len(rows)
    box = page.locator("svg.network").get_attribute("viewBox")
    page.click(".zoom button:first-child")
    assert page.locator("svg.network").get_attribute("viewBox") != box


def test_regions_and_checks_lead_on(reader: Reader, out: Path) -> None:
    page = reader.open("regions")
    page.locator(".bars a").first.click()
    page.wait_for_selector("table.indicators")
    assert "region=" in page.url
    assert 0 < reader.rows() < len(table(out, "indicators"))
    checks = table(out, "checks")
    page = reader.open("checks")
    english = re.compile(r"[a-z]{3,} [a-z]{2,}")
    assert any(english.search(c["detail"] or "") for c in checks)
    told = page.inner_text("tbody")
    for document in table(out, "documents"):
        told = told.replace(document["title"] or "", "")  # one has markup for a title
    assert english.findall(told) == [], "a Chinese page says in Chinese what a check found"
    page.select_option("[data-filter=verdict]", "pass")
    assert reader.rows() == len([c for c in checks if c["verdict"] == "pass"])
    texts = {d["doc_id"]: d["text"] for d in table(out, "documents")}
    number, check = next(
        (i, c) for i, c in enumerate(checks) if c["verdict"] == "pass" and c["found_start"] is not None
    )
    page.locator(f"tr[data-key='checks:{number}'] td.side a").last.click()
    page.wait_for_selector(".doc-text")
    assert page.evaluate(SPOTTED) == [texts[check["doc_id"]][int(check["found_start"]) : int(check["found_end"])]]


def test_the_timeline_and_targets_are_drawn_from_the_rows(reader: Reader, out: Path) -> None:
    page = reader.open("events")
    events = table(out, "events")
    assert page.locator(".event-mark").count() == len([e for e in events if e["date_from"] or e["date_to"]]) > 0
    page.select_option("[data-filter=type]", "meeting")
    assert page.locator(".event-mark").count() == len([e for e in events if e["type"] == "meeting" and e["date_from"]])
    page = reader.open("progress")
    assert page.locator("svg.bullet").count() == min(100, len(table(out, "progress")))
    page.locator("tbody tr td").nth(1).click()
    page.wait_for_selector(".m.selected")


def test_language_light_and_landmarks(browser: Any, report: Path) -> None:
    context = browser.new_context(color_scheme="dark", viewport={"width": 1400, "height": 900})
    reader = Reader(context.new_page(), report)
    page = reader.page
    colour = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(colour)
    page.click("#theme")
    assert page.evaluate(colour) != dark
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    page.click("#language")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.inner_text(".tabs").split() == [
        "Overview",
        "Indicators",
        "Events",
        "Network",
        "Regions",
        "Progress",
        "Checks",
    ]
    page.reload()
    assert "Policy text report" in page.title()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    nameless = page.evaluate(
        "[...document.querySelectorAll('button, a, input, select')].filter(e => !(e.textContent.trim() ||"
        " e.getAttribute('aria-label') || e.closest('label') || e.getAttribute('aria-hidden'))).length"
    )
    assert nameless == 0
    for role in ("header", "nav", "main", "h1"):
        assert page.locator(role).count() >= 1, role
    context.close()
    assert reader.wrong == []


@pytest.mark.parametrize("width", [390, 800])
def test_a_narrow_window_does_not_scroll_sideways(browser: Any, report: Path, out: Path, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    reader = Reader(context.new_page(), report)
    for view in (*VIEWS, f"doc/{document_id(out, 'shandong')}?at=indicators:50"):
        reader.open(view)
        assert reader.page.evaluate("document.documentElement.scrollWidth") <= width, view
    context.close()
    assert reader.wrong == []


def test_printing_shows_all_rows_and_no_controls(reader: Reader, out: Path, tmp_path: Path) -> None:
    rows = len(table(out, "indicators"))
    page = reader.open("indicators")
    assert page.locator("tbody tr").count() == min(rows, 100) < rows
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("tbody tr").count() == rows
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.locator("tbody tr").count() == 100
    page.emulate_media(media="print")
    assert not page.is_visible(".tabs")
    assert not page.is_visible(".filters")
    assert page.is_visible("table.indicators")


def test_pages_beside_the_report_work_from_disk(browser: Any, out: Path, tmp_path: Path) -> None:
    many = copies(out, tmp_path / "many", 20)
    built = build(many, tmp_path / "report.html", budget_mb=5)
    assert len(built.parts) > 1
    context = browser.new_context(viewport={"width": 1400, "height": 900}, accept_downloads=True)
    reader = Reader(context.new_page(), built.page)
    page = reader.open("indicators?code=training_participants")
    last = max((i, r) for i, r in enumerate(table(many, "indicators")) if r["code"] == "training_participants")
    number, row = last
    reader.open(f"indicators?code=training_participants&doc={row['doc_id']}")
    page.click(f"tr[data-key='indicators:{number}'] .verdict.right")
    page.click("#review-menu summary")
    page.fill("#review-menu input[type=text]", "乙")
    with page.expect_download() as waiting:
        page.click("#download-decisions")
    page.click("#review-menu summary")
    (decision,) = json.loads(waiting.value.path().read_text(encoding="utf-8"))["decisions"]
    text = text_of(many, row["doc_id"])
    assert decision["quote"] == text[decision["start"] : decision["end"]]
    assert decision["after"] == text[decision["end"] : decision["end"] + 20]
    page.locator(f"tr[data-key='indicators:{number}'] td.wide").click()
    page.wait_for_selector(".m.selected")
    assert f"/report-docs/{built.parts[-1].name}#/doc/{row['doc_id']}" in page.url
    assert page.evaluate(SPOTTED) == [row["text"]]
    page.click(".crumbs >> text=←")
    page.wait_for_selector(".doc-text")
    page.click(".tabs a:nth-child(2)")
    page.wait_for_selector("table.indicators")
    assert page.url == f"{reader.address}#/indicators"
    first = table(many, "documents")[1]["doc_id"]
    page.goto(f"{reader.address}#/doc/{first}")  # an old address of a page that held the text itself
    page.wait_for_selector(".doc-text")
    assert "report-docs/001.html" in page.url
    context.close()
    assert reader.wrong == []
