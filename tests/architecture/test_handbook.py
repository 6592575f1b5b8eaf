"""The handbook shows pictures that are there, and names pages that there are."""

import re
from pathlib import Path

import pytest
from gateway.pages.routes import routes
from starlette.routing import BaseRoute, Match

from tools.take_pictures import FOLDER, MOST_BYTES, PICTURES

BOOK = Path(__file__).parents[2] / "docs" / "handbuch"
CHAPTERS = sorted(BOOK.glob("*.md"))
_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
_ADDRESS = re.compile(r"`(/[^`]*)`")


def _shown() -> list[tuple[str, str]]:
    return [found for page in CHAPTERS for found in _PICTURE.findall(page.read_text())]


def test_each_picture_that_is_shown_is_there_and_the_other_way_round() -> None:
    shown = {BOOK / path for _, path in _shown()}

    assert shown == set(FOLDER.iterdir())
    assert {path.stem for path in shown} == {picture.name for picture in PICTURES}


def test_each_picture_says_what_it_shows_and_is_light() -> None:
    assert all(len(words) > 10 for words, _ in _shown())
    assert all(path.stat().st_size < MOST_BYTES for path in FOLDER.iterdir())


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda path: path.stem)
def test_each_page_that_is_named_exists(chapter: Path) -> None:
    *pages, _everything_else = routes()

    for address in _ADDRESS.findall(chapter.read_text()):
        assert _leads_somewhere(address.replace("{laden}", "ein-laden"), pages), address


def _leads_somewhere(path: str, pages: list[BaseRoute]) -> bool:
    asked = {"type": "http", "method": "GET", "path": path, "root_path": "", "headers": []}
    return any(page.matches(asked)[0] is Match.FULL for page in pages)
