"""The operator's words, on a page without any script."""

import pytest
from gateway.pages import catalogue
from starlette.types import ASGIApp

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.fake_words import CAKE, OWN
from tests.gateway.pages.house import Browser, Outline

HERE = "/betrieb/woerter"


@pytest.fixture
def operator(app: ASGIApp) -> Browser:
    return Browser(app, {"sid": "betrieb@example.org"})


@pytest.mark.parametrize("language", catalogue.LANGUAGES)
async def test_the_page_names_everything(app: ASGIApp, language: str) -> None:
    browser = Browser(app, {"sid": "betrieb@example.org", "sprache": language})

    answer = await browser.get(HERE)

    page = Outline(answer.text)
    assert answer.status == 200, answer.text
    assert len(page.all("h1")) == 1
    assert "words." not in page.text
    assert "<b>weg</b>" not in answer.text
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    labelled = {label.get("for") for label in page.all("label")}
    unseen = {"hidden", "radio"}
    assert not [f for f in page.all("input")
                if f.get("type") not in unseen and f.get("id") not in labelled]  # fmt: skip
    if language == "de":
        for words in ("4 Leute, 7 Suchen, 6 davon ohne Treffer", "3 Waren, steckt darin",
                      "brötchen = semmel", "Aus den Regeln der Region", "30 Regeln"):  # fmt: skip
            assert words in page.text


async def test_only_operators_come_here(app: ASGIApp) -> None:
    assert (await Browser(app, {"sid": "beratung@example.org"}).get(HERE)).status == 403
    assert "Anmelden" in (await Browser(app, {}).get(HERE)).text


@pytest.mark.parametrize(
    ("form", "sent"),
    [
        (
            {"words": "Quetsche, pflaume;", "way": "two"},
            {"words": ["Quetsche", "pflaume"], "finds": [], "two_way": True},
        ),
        (
            {"words": "gebäck", "finds": "kuchen,kekse", "way": "one"},
            {"words": ["gebäck"], "finds": ["kuchen", "kekse"], "two_way": False},
        ),
        (
            {"words": "zwiebelplatz", "chosen": "zwiebel", "finds": "", "way": "one"},
            {"words": ["zwiebelplatz"], "finds": ["zwiebel"], "two_way": False},
        ),
        (
            {"words": "zwiebelplatz", "chosen": "zwiebel", "finds": "kuchen", "way": "two"},
            {"words": ["zwiebelplatz", "kuchen"], "finds": [], "two_way": True},
        ),
        ({}, {"words": [], "finds": [], "two_way": False}),
    ],
)
async def test_what_is_typed_becomes_a_rule(
    operator: Browser, market: FakeMarket, form: dict[str, str], sent: dict[str, object]
) -> None:
    answer = await operator.post(HERE, form)

    assert "Die Regel gilt gleich für alle." in answer.text
    assert [call.payload for call in market.calls if call.method == "POST"] == [sent]


async def test_a_refusal_stands_beside_the_field_and_nothing_typed_is_lost(
    operator: Browser, market: FakeMarket
) -> None:
    message = "„pfannkuchen“ und „eierkuchen“ sind zweierlei."
    market.refuse["POST /search/synonyms"] = refusal(422, "invalid", ("words", message))

    answer = await operator.post(HERE, {"words": "pfannkuchen, eierkuchen", "way": "two"})

    page = Outline(answer.text)
    assert answer.status == 422
    assert message in page.text
    field = next(f for f in page.all("input") if f.get("id") == "words")
    assert (field["value"], field["aria-invalid"]) == ("pfannkuchen, eierkuchen", "true")


async def test_rules_are_taken_back_and_proposals_turned_down(
    operator: Browser, market: FakeMarket
) -> None:
    removed = await operator.post(f"{HERE}/{OWN}/entfernen", {})
    dismissed = await operator.post(f"{HERE}/vorschlaege/{CAKE}/ablehnen", {})

    assert "Die Regel ist entfernt." in removed.text
    assert "nicht mehr vorgeschlagen" in dismissed.text
    assert [(call.method, call.path) for call in market.calls if call.method != "GET"] == [
        ("DELETE", f"/search/synonyms/{OWN}"),
        ("POST", f"/search/synonyms/proposals/{CAKE}/dismiss"),
    ]


async def test_search_and_pages_go_along(operator: Browser, market: FakeMarket) -> None:
    await operator.get(f"{HERE}?q=semmel&cursor=weiter&ab=mehr")

    queries = {call.path: call.query for call in market.calls}
    assert queries["/search/synonyms"] == {"q": "semmel", "limit": 24, "cursor": "weiter"}
    assert queries["/search/synonyms/proposals"] == {"limit": 10, "cursor": "mehr"}
