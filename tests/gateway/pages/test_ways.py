"""How and when: a plan over all shops, another choice for one, a way to the door."""

from typing import Any

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.fake_ways import POINT, SATURDAY, TOUR
from tests.gateway.pages.goods import SHOPS
from tests.gateway.pages.house import Browser, Outline
from tests.gateway.pages.test_shopping import with_two_shops

BAKERY, DAIRY = (shop["id"] for shop in list(SHOPS.values())[:2])


async def the_page(browser: Browser) -> Outline:
    await with_two_shops(browser)
    return Outline((await browser.get("/kasse")).text)


def the_form(page: Outline, **more: str) -> dict[str, str]:
    return {
        "key": page.value("key"), "cart": page.value("cart"), "payment": "pickup",
        "contact-name": "Ruth Albrecht", "contact-phone": "03441 1234",
        **{select["name"]: "" for select in page.all("select")},
    } | more  # fmt: skip


def plans_of(page: Outline) -> list[dict[str, Any]]:
    """Without the choice of one's own."""
    found = [each for each in page.all("input") if each.get("name") == "plan"]
    return [each for each in found if not each["value"].startswith("eigene|")]


def ticked(page: Outline) -> str:
    (found,) = (
        each for each in page.all("input") if each.get("name") == "plan" and "checked" in each
    )
    return str(found["value"])


def sent(market: FakeMarket) -> Any:
    return next(call.payload for call in market.calls if call.path.endswith("/checkout"))


async def test_the_best_free_plan_is_ticked_and_nothing_that_costs(browser: Browser) -> None:
    page = await the_page(browser)

    ticked = [found for found in plans_of(page) if "checked" in found]
    assert len(plans_of(page)) == 2
    assert len(ticked) == 1
    assert f"point:{POINT}@{SATURDAY}" in ticked[0]["value"]
    assert "1 Stopp" in page.text
    assert "DZZ am Altmarkt" in page.text


async def test_a_plan_is_ordered_as_it_was_shown(market: FakeMarket, browser: Browser) -> None:
    page = await the_page(browser)

    await browser.post("/kasse", the_form(page, plan=plans_of(page)[0]["value"]))

    ways = sent(market)["ways"]
    assert len(ways) == 2
    assert {way["point_id"] for way in ways.values()} == {POINT}
    assert "address" not in sent(market)


async def test_one_shop_may_be_chosen_otherwise(market: FakeMarket, browser: Browser) -> None:
    page = await the_page(browser)
    name = next(found["name"] for found in page.all("select"))
    own = {name: "2026-11-21T10:00:00+01:00"}

    await browser.post("/kasse", the_form(page, plan=plans_of(page)[0]["value"], **own))

    assert sent(market)["slots"] == {name.removeprefix("slot-"): "2026-11-21T10:00:00+01:00"}
    assert len(sent(market)["ways"]) == 1


async def test_with_a_time_of_ones_own_the_plan_is_no_longer_ticked(
    market: FakeMarket, browser: Browser
) -> None:
    page = await the_page(browser)
    plan = plans_of(page)[0]["value"]
    name = next(found["name"] for found in page.all("select"))
    form = the_form(page, plan=plan) | {name: "2026-11-21T10:00:00+01:00"}

    shown = Outline((await browser.post("/kasse/zusammenfassung", form)).text)
    again = the_form(shown, plan=ticked(shown)) | {name: form[name]}
    shown_again = Outline((await browser.post("/kasse/zusammenfassung", again)).text)
    back = Outline((await browser.post("/kasse/zusammenfassung", again | {name: ""})).text)
    await browser.post("/kasse", again)

    assert "Eigene Zeiten" in shown.text
    assert ticked(page) == plan
    assert ticked(shown) == ticked(shown_again) == f"eigene|{plan}"
    assert ticked(back) == plan, "the plan holds again when no shop is chosen otherwise"
    assert sent(market)["slots"] == {name.removeprefix("slot-"): "2026-11-21T10:00:00+01:00"}
    assert len(sent(market)["ways"]) == 1, "the other shop goes as planned"


async def test_what_a_shop_hands_over_elsewhere_is_collected_there(
    market: FakeMarket, browser: Browser
) -> None:
    page = await the_page(browser)
    await browser.post("/kasse", the_form(page, plan=plans_of(page)[0]["value"]))
    (order_id,) = market.orders
    first, *_ = market.orders[order_id]["shop_orders"]
    first["fulfilment"] = {"way": "shop", "hint": "Stand auf dem Altmarkt"}
    first["shop"] |= {"street": "Rahnestraße 4", "pickup_note": "Klingel am Hof"}

    text = Outline((await browser.get(f"/bestellung/{order_id}?token=gast-geheimnis")).text).text

    assert "Stand auf dem Altmarkt" in text
    assert "Klingel am Hof" not in text


async def test_what_is_brought_goes_to_the_address(market: FakeMarket, browser: Browser) -> None:
    page = await the_page(browser)
    home = {"address-street": "Dorfstraße 4", "address-postal_code": "06729",
            "address-place": "Elsteraue"}  # fmt: skip
    form = the_form(page, plan=plans_of(page)[1]["value"], **home)

    looked = Outline((await browser.post("/kasse/zusammenfassung", form)).text)
    await browser.post("/kasse", form)

    assert "Lieferung:" in looked.text
    assert "4,50" in looked.text
    assert sent(market)["address"]["street"] == "Dorfstraße 4"
    assert {way["tour_id"] for way in sent(market)["ways"].values()} == {TOUR}


async def test_without_an_address_no_fee_is_claimed(browser: Browser) -> None:
    page = await the_page(browser)
    form = the_form(page, plan=plans_of(page)[1]["value"])

    looked = Outline((await browser.post("/kasse/zusammenfassung", form)).text)

    assert "bitte oben die Adresse angeben" in looked.text
    assert "bitte oben eine Zeit wählen" not in looked.text


async def test_where_no_debit_is_possible_the_page_says_why(browser: Browser) -> None:
    page = await the_page(browser)

    assert "Eine Lastschrift geht diesmal nicht" in page.text
    assert "Sonnabend, 21. November" in page.text
    assert "mit Karte oder Handy" in page.text


async def test_a_shop_without_a_choice_is_named(browser: Browser) -> None:
    page = await the_page(browser)

    answer = await browser.post("/kasse", the_form(page))

    assert answer.status == 422
    assert "Bitte eine Zeit wählen." in answer.text


async def test_a_made_up_plan_is_no_outage(market: FakeMarket, browser: Browser) -> None:
    page = await the_page(browser)
    odd = f"x=1|{BAKERY}=point:nein@gestern|{DAIRY}=door:@"

    await browser.post("/kasse", the_form(page, plan=odd))

    assert {"way": "shop", "start": "gestern"} in sent(market)["ways"].values()


async def test_in_english_too(browser: Browser) -> None:
    await with_two_shops(browser)

    page = Outline((await browser.get("/kasse?lang=en")).text)

    assert "Fewest trips" in page.text


async def test_the_cart_says_how_far_things_are_brought_before_anybody_orders(
    browser: Browser,
) -> None:
    await with_two_shops(browser)

    text = Outline((await browser.get("/korb")).text).text

    assert text.count("Abholung auch hier: DZZ am Altmarkt.") == 2
    assert text.count("Lieferung nach 06712, 06729.") == 2
