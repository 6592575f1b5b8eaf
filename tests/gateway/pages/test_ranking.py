"""The page that says what decides the order of results: all of it, from the search itself."""

import pytest

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.fake_ranking import told
from tests.gateway.pages.house import Browser

PAGE = "/so-sortieren-wir"


@pytest.mark.parametrize("language", ["de", "en"])
async def test_everything_that_is_declared_is_said(browser: Browser, language: str) -> None:
    text = (await browser.get(f"{PAGE}?lang={language}")).text

    declared = told()
    for group in ("criteria", "fields", "spelling", "meaning", "standing", "sorts"):
        for each in declared[group]:
            assert _escaped(each["name"][language]) in text, each["key"]
    for each in declared["never"]:
        assert _escaped(each[language]) in text
    for each in declared["fields"]:
        assert f'<td class="r">{each["weight"]}</td>' in text


async def test_a_word_can_be_tried(browser: Browser, market: FakeMarket) -> None:
    text = (await browser.get(f"{PAGE}?q=brot")).text

    assert "Ihr Wort steht im Namen" in text
    asked = next(call for call in market.calls if call.path == "/search")
    assert (asked.query["q"], asked.query["explain"], asked.query["per_page"]) == ("brot", True, 5)
    assert "x-searcher" not in asked.headers


async def test_what_is_typed_is_shown_as_text(browser: Browser) -> None:
    text = (await browser.get(f"{PAGE}?q=%3Cb%3Enichts%3C/b%3E")).text

    assert "<b>nichts" not in text
    assert "&lt;b&gt;nichts" in text


async def test_without_the_search_the_page_says_so(browser: Browser, market: FakeMarket) -> None:
    market.down = {"search"}
    answer = await browser.get(PAGE)

    assert answer.status == 200
    assert "Die Suche antwortet gerade nicht" in answer.text
    assert "Wer verkauft" in answer.text


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("'", "&#39;")
