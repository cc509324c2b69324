"""Real saved pages, which this project may not carry: the test runs where somebody unpacked them."""

from __future__ import annotations

import os
from pathlib import Path
from statistics import mean

import pytest

from helpers_saved import Score, saved_pages, score


@pytest.fixture(scope="module")
def scores() -> list[Score]:
    """The scores of all pages below the folder that ``POLICYMINER_SAVED_PAGES`` names."""
    folder = os.environ.get("POLICYMINER_SAVED_PAGES", "")
    found = [score(saved) for saved in saved_pages(Path(folder))] if folder else []
    if not found:
        pytest.skip("POLICYMINER_SAVED_PAGES names no folder with the packages of tests/saved_pages.toml")
    return found


def test_the_article_is_read_and_little_else(scores: list[Score]) -> None:
    assert mean(one.recall for one in scores) >= 0.95
    assert mean(one.precision for one in scores) >= 0.95


@pytest.mark.parametrize("field", ["title", "date"])
def test_titles_and_dates_are_right(scores: list[Score], field: str) -> None:
    said = [value for one in scores if (value := getattr(one, field)) is not None]
    assert sum(said) >= 0.95 * len(said)
