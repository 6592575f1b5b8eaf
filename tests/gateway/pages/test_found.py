"""What was found: how good the answer is, pages, ways out of nothing, hostile words."""

from typing import Any

import pytest

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.fake_search import a_shop_hit
from tests.gateway.pages.finding_steps import hrefs, look
from tests.gateway.pages.goods import BREAD, SHOPS, a_hit, euros
from tests.gateway.pages.house import Browser, Outline

HOSTILE = '"><script>alert(1)</script><img src=x onerror=y>'


async def test_a_corrected_word_is_said_and_can_be_had_as_typed(
    market: FakeMarket, browser: Browser
) -> None:
    market.finding = {"corrected": "kartoffeln", "hits": [a_hit(BREAD)], "total": 1}

    page = await look(browser, "/suche?q=kartofeln&available=true")

    assert "Gezeigt wird „kartoffeln“." in page.text
    assert "Stattdessen nach „kartofeln“ suchen" in page.text
    assert page.all("a", href="/suche?q=kartofeln&available=true&literal=true")


async def test_an_ambiguous_word_offers_its_other_meaning(
    market: FakeMarket, browser: Browser
) -> None:
    market.finding = {"meanings": [{"name": "Eierkuchen", "q": "eierkuchen"}]}

    page = await look(browser, "/suche?q=e&available=true")

    assert "Meinten Sie auch: Eierkuchen" in page.text
    assert "/suche?q=eierkuchen&available=true" in hrefs(page)


async def test_shops_stand_above_their_goods(market: FakeMarket, browser: Browser) -> None:
    market.finding = {"shops": [a_shop_hit(SHOPS["baeckerei-morgenroth"])]}

    text = (await browser.get("/suche?q=e")).text
    later = (await browser.get("/suche?q=e&page=2")).text

    assert text.index('id="ls"') < text.index('class="hit"')
    assert "2 passende Waren" in text
    assert "/suche?q=e&amp;shop=baeckerei-morgenroth" in text
    assert 'id="ls"' not in later


@pytest.mark.parametrize(
    ("finding", "words"),
    [
        ({"relaxed": True}, "zu einem Teil Ihrer Worte"),
        ({"degraded": True}, "einfacheren Fassung"),
        ({"total": 1000, "total_is_exact": False}, "Mehr als 1.000 Treffer."),
        ({"total": 1}, "Ein Treffer."),
        ({"total": 2345}, "2.345 Treffer."),
        ({"understood": {"text": "e", "place": {"name": "Kayna", "words": "kayna"}}},
         "Rund um Kayna haben wir dazu nichts gefunden."),
        ({"understood": {"text": "e", "collect":
            {"day": "2026-11-22", "words": "sonntag", "applied": False}}},
         "Mit „sonntag“ haben wir nichts gefunden."),
        ({"understood": {"text": "e", "diets":
            [{"key": "gluten_free", "words": "ohne gluten", "applied": False}]}},
         "Mit „ohne gluten“ haben wir nichts gefunden."),
        ({"understood": {"text": "e", "price_to": {"amount": 500, "words": "unter 5 euro"}}},
         "Preis: bis 5,00"),
    ],
)  # fmt: skip
async def test_how_good_the_answer_is_is_said(
    market: FakeMarket, browser: Browser, finding: dict[str, Any], words: str
) -> None:
    market.finding = finding

    assert words in (await look(browser, "/suche?q=e")).text


@pytest.mark.parametrize(
    ("collect_from", "words"),
    [("2026-11-20", "heute abholbar, noch 9"), ("2026-11-21", "ab morgen abholbar"),
     ("2026-11-23", "Abholung ab Montag, 23. November"), (None, "vorrätig")],
)  # fmt: skip
async def test_a_hit_says_when_it_can_be_collected(
    market: FakeMarket, browser: Browser, collect_from: str | None, words: str
) -> None:
    market.finding = {"hits": [a_hit(BREAD) | {"collect_from": collect_from}]}

    assert words in (await look(browser, "/suche?q=e")).text


async def test_a_hit_says_why_it_stands_there(market: FakeMarket, browser: Browser) -> None:
    reasons = [{"key": "name", "words": "„Brot“ steht im Namen"}]
    market.finding = {"hits": [a_hit(BREAD) | {"why": reasons, "excerpt": "Mit <mark>Brot</mark>"}]}

    answer = await browser.get("/suche?q=brot")

    assert "„Brot“ steht im Namen" in answer.text
    assert "Mit <mark>Brot</mark>" in answer.text
    assert "/so-sortieren-wir" in answer.text


async def test_pages_of_results_keep_the_question(browser: Browser) -> None:
    page = await look(browser, "/suche?q=e&available=true&diet=vegan")

    [further] = page.all("a", rel="next")
    assert further["href"] == "/suche?q=e&available=true&diet=vegan&page=2"


async def test_the_last_page_one_can_turn_to_says_so(market: FakeMarket, browser: Browser) -> None:
    market.finding = {"total": 1000, "total_is_exact": False, "pages": 40}

    page = await look(browser, "/suche?q=e&page=40")

    assert "Weiter blättern wir nicht" in page.text
    assert page.all("a", rel="next") == []
    assert page.all("a", rel="prev")[0]["href"] == "/suche?q=e&page=39"


async def test_beyond_the_last_page_one_is_led_back(market: FakeMarket, browser: Browser) -> None:
    market.finding = {"hits": [], "total": 30, "pages": 2}

    page = await look(browser, "/suche?q=e&page=9")

    assert "So viele Seiten gibt es nicht." in page.text
    assert page.all("a", href="/suche?q=e")


async def test_beyond_the_last_page_of_a_category_nothing_is_to_be_listed(
    market: FakeMarket, browser: Browser
) -> None:
    second = await look(browser, "/kategorie/brot?page=2")
    market.finding = {"hits": [], "total": 30, "pages": 2}
    ninth = await look(browser, "/kategorie/brot?page=9")

    assert not second.all("meta", name="robots")
    assert ninth.all("meta", name="robots")[0]["content"] == "noindex, follow"


async def test_of_several_variants_the_lowest_price_is_said_to_be_that(
    market: FakeMarket, browser: Browser
) -> None:
    hit = a_hit(BREAD)
    market.finding = {"hits": [hit | {"price_is_lowest": True}]}

    listed = await look(browser, "/suche?q=brot")
    card = await look(browser, "/laden/ziegenhof-schnaudertal")

    for page in (listed, card):
        assert "ab 4,80 €" in page.text.replace("\xa0", " ")


@pytest.mark.parametrize(("cents", "said"), [(0, "Preis auf Anfrage"), (4500, "ab 45,00 €")])
async def test_work_one_asks_for_has_no_price_of_goods(
    market: FakeMarket, browser: Browser, cents: int, said: str
) -> None:
    hit = a_hit(BREAD) | {"on_request": True, "price": euros(cents)}
    market.finding = {"hits": [hit]}

    page = await look(browser, "/suche?q=tisch")

    text = page.text.replace("\xa0", " ")
    assert said in text
    assert "auf Anfrage" in text
    assert "0,00 €" not in text.replace("45,00 €", "")
    assert "abholbar" not in text


async def test_who_finds_nothing_is_shown_ways_on(market: FakeMarket, browser: Browser) -> None:
    market.finding = {
        "hits": [], "total": 0, "facets": {"collect": [{"key": "2026-11-23", "count": 4}]}
    }  # fmt: skip

    page = await look(browser, "/suche?q=semmeln&place=Kayna&radius_km=5&collect=today")

    assert "Dazu haben wir nichts gefunden" in page.text
    assert "Mo. 23.11.: 4 Treffer" in page.text
    assert "Wir zählen ohne Namen mit" in page.text
    assert {
        "/suche?q=semmeln&place=Kayna&radius_km=5&collect=2026-11-23",
        "/suche?q=semmeln&place=Kayna&radius_km=10&collect=today",
        "/suche?q=semmeln&collect=today",
        "/suche?q=semmeln",
        "/kategorie/backwaren",
    } <= hrefs(page)


async def test_an_empty_category_says_so_and_offers_its_neighbours(
    market: FakeMarket, browser: Browser
) -> None:
    market.products = {}

    page = await look(browser, "/kategorie/broetchen_semmeln")

    assert "Hier liegt noch nichts" in page.text
    assert {"/kategorie/backwaren", "/kategorie/lebensmittel", "/kategorie/brot"} <= hrefs(page)


async def test_a_place_nobody_knows_is_said_in_words(market: FakeMarket, browser: Browser) -> None:
    market.refuse["GET /search"] = refusal(
        422, "invalid", ("place", "Diesen Ort kennen wir nicht.")
    )

    page = await look(browser, "/suche?q=brot&place=Atlantis")

    assert "Diesen Ort kennen wir nicht." in page.text
    assert page.value("place") == "Atlantis"
    assert "/suche?q=brot" in hrefs(page)


@pytest.mark.parametrize("service", ["search", "catalog"])
async def test_half_a_market_still_has_a_search_page(
    market: FakeMarket, browser: Browser, service: str
) -> None:
    market.down = {service}

    page = await look(browser, "/suche?q=brot&collect=today&diet=vegan")

    assert ("antwortet gerade nicht" in page.text) == (service == "search")
    assert page.all("input", id="diet-vegan")


async def test_hostile_words_stay_words(market: FakeMarket, browser: Browser) -> None:
    market.finding = {
        "hits": [a_hit(BREAD) | {"highlight": f"<mark>Brot</mark>{HOSTILE}",
                                 "excerpt": f"{HOSTILE}<mark>{HOSTILE}</mark>",
                                 "why": [{"key": "x", "words": HOSTILE}]}],
        "shops": [a_shop_hit(SHOPS["baeckerei-morgenroth"], highlight=HOSTILE, tagline=HOSTILE)],
        "corrected": HOSTILE,
        "meanings": [{"name": HOSTILE, "q": HOSTILE}],
        "understood": {"text": "x", "place": {"name": HOSTILE, "words": HOSTILE}},
        "facets": {"shop": [{"key": HOSTILE, "count": 1}], "place": [{"key": HOSTILE, "count": 1}]},
    }  # fmt: skip

    answer = await browser.get(
        "/suche?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&place=%22%3E%3Cimg+src%3Dx+onerror%3Dy%3E"
    )

    page = Outline(answer.text)
    assert answer.status == 200
    assert "<script>" not in answer.text
    assert page.all("img", src="x") == []
    assert "<mark>Brot</mark>" in answer.text
    assert "alert(1)" in page.all("input", id="q")[0]["value"]
