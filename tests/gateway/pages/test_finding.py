"""How a search was understood: chips, and choices with how much they would show."""

from urllib.parse import parse_qsl, urlsplit

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.fake_search import VILLAGE
from tests.gateway.pages.finding_steps import hrefs, look
from tests.gateway.pages.house import Browser


async def test_chips_name_each_filter_and_remove_it(browser: Browser) -> None:
    page = await look(
        browser,
        "/suche?q=brot&place=Zeitz&radius_km=10&available=true&category=brot&sort=price"
        "&collect=2026-11-28&von=2&diet=vegan",
    )

    assert "Ort: Zeitz, 10 km" in page.text.replace("\xa0", " ")
    assert "Tag: Sonnabend, 28. November" in page.text
    assert "Preis: ab 2,00" in page.text
    kept = "q=brot&category=brot&collect=2026-11-28&von=2&available=true&diet=vegan&sort=price"
    assert f"/suche?{kept}" in hrefs(page)
    for gone in ("category", "collect", "von", "available", "diet"):
        rest = [href for href in hrefs(page) if gone not in dict(parse_qsl(urlsplit(href).query))]
        assert any("sort=price" in href for href in rest), gone


async def test_all_filters_go_at_once(browser: Browser) -> None:
    page = await look(browser, "/suche?q=brot&available=true&diet=vegan&sort=price")

    assert "/suche?q=brot&sort=price" in hrefs(page, "clear")


async def test_one_of_two_shops_can_be_dropped(browser: Browser) -> None:
    page = await look(browser, "/suche?shop=baeckerei-morgenroth&shop=ziegenhof-schnaudertal")

    assert {"/suche?shop=baeckerei-morgenroth", "/suche?shop=ziegenhof-schnaudertal"} <= hrefs(page)
    assert "Laden: Bäckerei Morgenroth" in page.text


async def test_what_was_read_from_the_words_can_be_taken_back(
    market: FakeMarket, browser: Browser
) -> None:
    market.finding = {"understood": {
        "text": "brot",
        "place": {"name": "Zeitz", "words": "zeitz", "radius_km": 10},
        "collect": {"day": "2026-11-28", "words": "samstag"},
        "deliver_to": None,
    }}  # fmt: skip

    page = await look(browser, "/suche?q=brot+Samstag+zeitz&available=true")

    assert "Tag: Sonnabend, 28. November verstanden" in page.text
    assert "Ort: Zeitz, 10 km verstanden" in page.text.replace("\xa0", " ")
    assert {"/suche?q=brot+zeitz&available=true", "/suche?q=brot+Samstag&available=true"} <= hrefs(
        page, "read"
    )
    assert "/suche?q=brot+Samstag+zeitz&available=true&literal=true" in hrefs(page, "clear")


async def test_diets_and_offers_that_were_read_can_be_taken_back_one_by_one(
    market: FakeMarket, browser: Browser
) -> None:
    market.finding = {"understood": {
        "text": "brot",
        "diets": [{"key": "gluten_free", "words": "ohne Gluten"},
                  {"key": "of tomorrow", "words": "brot"}],
        "traits": [{"key": "offer", "words": "im Angebot"}],
    }}  # fmt: skip

    page = await look(browser, "/suche?q=brot+ohne+Gluten+im+Angebot")

    assert "Ernährung: glutenfrei verstanden" in page.text
    assert "Nur: im Angebot verstanden" in page.text
    assert hrefs(page, "read") == {"/suche?q=brot+im+Angebot", "/suche?q=brot+ohne+Gluten"}


async def test_words_that_cannot_be_told_apart_are_taken_literally(
    market: FakeMarket, browser: Browser
) -> None:
    market.read_place = "Kayna"

    page = await look(browser, "/suche?q=brot+keina")

    assert "/suche?q=brot+keina&literal=true" in hrefs(page, "read")


async def test_choices_say_how_much_they_would_show(browser: Browser) -> None:
    page = await look(browser, "/suche?q=e")

    assert "heute 3" in page.text
    assert "So. 22. 0" in page.text
    assert "vegan (2)" in page.text
    assert "Bäckerei Morgenroth (3)" in page.text
    assert "von 1,20" in page.text
    assert page.all("label", class_="pill none")


async def test_a_choice_without_hits_can_still_be_taken_back(browser: Browser) -> None:
    page = await look(browser, "/suche?q=e&diet=lactose_free&collect=2026-11-22")

    [tick] = page.all("input", id="diet-lactose_free")
    [day] = page.all("input", id="collect-2026-11-22")
    assert "checked" in tick
    assert "checked" in day
    assert "disabled" not in tick | day


async def test_the_branch_one_stands_on_is_open(browser: Browser) -> None:
    inside = await look(browser, "/kategorie/brot")
    outside = await look(browser, "/suche?category=handwerk_manufaktur&q=e")

    assert "checked" in inside.all("input", id="category-brot")[0]
    assert inside.all("input", id="category-backwaren")
    assert not outside.all("input", id="category-brot")


async def test_the_form_holds_everything_that_was_asked(browser: Browser) -> None:
    page = await look(
        browser, "/suche?q=brot&place=Kayna&radius_km=7&von=2,50&deliver_to=06712&literal=true"
    )

    assert page.value("place") == "Kayna"
    assert page.value("von") == "2,50"
    assert page.value("deliver_to") == "06712"
    assert page.value("literal") == "true"
    assert "selected" in page.all("option", value="7")[0]
    assert page.all("input", id="q")[0]["form"] == "suche"
    assert page.all("select", id="sort")[0]["form"] == "suche"


async def test_a_village_without_any_shows_what_there_is_around(
    market: FakeMarket, browser: Browser
) -> None:
    page = await look(browser, f"/suche?q=brot&place={VILLAGE}")

    assert f"In {VILLAGE} selbst gibt es dazu gerade nichts" in page.text
    assert f"Ort: {VILLAGE}, 15 km" in page.text.replace("\xa0", " ")
    assert "Roggenmischbrot" in page.text
    asked = [call.query.get("radius_km") for call in market.calls if call.path == "/search"]
    assert asked == [None, 15]


async def test_nothing_around_either_leads_on_as_before(
    market: FakeMarket, browser: Browser
) -> None:
    page = await look(browser, f"/suche?q=gibtsnicht&place={VILLAGE}")

    assert "Dazu haben wir nichts gefunden" in page.text
    assert "selbst gibt es" not in page.text
