"""Pickup points and rounds: at the operator's desk, at a counter, on the way, in an order."""

from typing import Any

from tests.gateway.pages.fake_market import FakeMarket
from tests.gateway.pages.fake_ways import POINT, SATURDAY, TOUR
from tests.gateway.pages.goods import an_id
from tests.gateway.pages.house import Browser, Outline
from tests.gateway.pages.test_shopping import filled, with_two_shops

DESK = "/betrieb/abholorte"
COUNTER = "/theke/baeckerei-morgenroth"


def sent(market: FakeMarket, method: str, path: str) -> Any:
    return next(c.payload for c in market.calls if c.method == method and path in c.path)


async def an_order(browser: Browser) -> None:
    await with_two_shops(browser)
    await browser.post("/kasse", await filled(browser))


async def test_the_operator_sees_and_makes_points(market: FakeMarket, operator: Browser) -> None:
    page = (await operator.get(DESK)).text
    form = {
        "name": "Dorfgemeinschaftshaus Kayna", "postal_code": "06724", "place": "Kayna",
        "hours": "Fr 16:00-18:00", "position": "50,99, 12,24", "temperatures": "cool_7",
        "capacity": "30", "attended": "1", "active": "1",
    }  # fmt: skip

    await operator.post(f"{DESK}/ort", form)

    assert "DZZ am Altmarkt" in page
    assert "Elsteraue-Runde" in page
    made = sent(market, "PUT", "/pickup-points/dorfgemeinschaftshaus-kayna")
    assert (made["lat"], made["lon"], made["capacity"]) == (50.99, 12.24, 30)
    assert (made["attended"], made["pay_there"]) == (True, False)
    assert made["temperatures"] == ["cool_7"]


async def test_a_point_can_be_changed(market: FakeMarket, operator: Browser) -> None:
    page = Outline((await operator.get(f"{DESK}?ort=dzz")).text)

    assert page.value("hours") == "Sa 15:00-18:00"
    assert page.value("slug") == "dzz"
    assert market


async def test_the_operator_makes_rounds(market: FakeMarket, operator: Browser) -> None:
    form = {
        "name": "Forst-Runde", "postal_codes": "06712 06724, 06722", "weekday": "tu",
        "starts": "16:00", "ends": "19:00", "cutoff_hours": "30", "fee": "4,50",
        "free_from": "60", "active": "1", "driver": "hof",
    }  # fmt: skip

    await operator.post(f"{DESK}/tour", form)

    made = sent(market, "PUT", "/delivery-rounds/forst-runde")
    assert made["postal_codes"] == ["06712", "06724", "06722"]
    assert made["driver"] == "hof"
    assert (made["fee"]["amount"], made["free_from"]["amount"]) == (450, 6000)


async def test_nobody_else_keeps_them(baker: Browser, browser: Browser) -> None:
    assert (await baker.get(DESK)).status == 403
    assert "/anmelden" in str((await browser.get(DESK, follow=False)).headers)


async def test_a_shop_says_on_which_days_it_brings_where(
    market: FakeMarket, baker: Browser
) -> None:
    page = (await baker.get(f"{COUNTER}/abholorte")).text
    form = {f"tage-{POINT}": "fr", f"vorlauf-{POINT}": "12", "touren": TOUR,
            f"ausgabe-{POINT}": "1", "fahrer": TOUR}  # fmt: skip

    await baker.post(f"{COUNTER}/abholorte", form)

    assert "DZZ am Altmarkt" in page
    body = sent(market, "PUT", "/bringing")
    assert body == {
        "points": {POINT: {"days": ["fr"], "lead_hours": 12, "with_host": True}},
        "tours": [TOUR],
        "with_driver": [TOUR],
    }


async def test_the_days_list_names_points_and_doors(
    market: FakeMarket, baker: Browser, browser: Browser
) -> None:
    await an_order(browser)
    part = next(iter(market.orders.values()))["shop_orders"][0]
    part["status"] = "ready"

    page = (await baker.get(f"{COUNTER}/touren")).text
    await baker.post(f"{COUNTER}/touren/{part['id']}/zugestellt", {})

    assert "DZZ am Altmarkt" in page
    assert "Dorfstraße 4" in page
    assert "Zugestellt" in page
    assert part["status"] == "handed_over"


async def test_the_host_ticks_what_is_there_and_hands_it_out(
    market: FakeMarket, baker: Browser
) -> None:
    here, paid = f"{COUNTER}/ausgabe", an_id("paid")

    page = Outline((await baker.get(here)).text)
    there = await baker.post(f"{here}/da", {"order": paid, "tag": "2026-11-20"})
    wrong = await baker.post(f"{here}/{paid}/uebergeben", {"pickup_code": "XXXX"})
    done = await baker.post(f"{here}/{paid}/uebergeben",
                            {"pickup_code": "k7 m2", "age_checked": "1"})  # fmt: skip

    assert "Molkerei : 2 Bestellungen, die der Laden selbst ausgibt" in page.text
    assert "Noch nicht bezahlt: Hof <b>" in page.text
    assert len(page.all("input", name="pickup_code")) == 2
    assert "Verkaufsrunde Freitagsrunde" in page.text
    assert "Notiert: Es ist da." in there.text
    assert "Der Code passt nicht." in wrong.text
    assert "Übergeben." in done.text
    given = [call.payload for call in market.calls if call.path.endswith("/hand-out")]
    assert given == [{"pickup_code": "XXXX"}, {"pickup_code": "K7M2", "age_checked": True}]


async def test_the_host_ticks_all_of_a_shop_and_takes_one_back(
    market: FakeMarket, baker: Browser
) -> None:
    here = f"{COUNTER}/ausgabe"
    page = Outline((await baker.get(here)).text)
    shown = [an_id("paid"), an_id("round")]
    assert "Alle 2 von Hof <b> sind da" in page.text
    assert "Am Abholort seit Sa. 21.11., 15:00" in page.text

    form: Any = {"order": [*shown, "unsinn"]}
    await baker.post(f"{here}/da", form)
    back = await baker.post(f"{here}/{an_id('open')}/doch-nicht", {"tag": "2026-11-20"})

    assert sent(market, "POST", "/arrivals") == {"shop_order_ids": shown}
    assert any(call.method == "DELETE" and call.path.endswith(f"{an_id('open')}/arrived")
               for call in market.calls)  # fmt: skip
    assert "Zurückgenommen: Es ist nicht da." in back.text


async def test_where_nobody_hands_out_the_shop_says_what_it_brought(
    market: FakeMarket, baker: Browser, browser: Browser
) -> None:
    await an_order(browser)
    order = next(iter(market.orders.values()))
    part = next(each for each in order["shop_orders"]
                if each["shop"]["slug"] == "baeckerei-morgenroth")  # fmt: skip
    part |= {"status": "ready", "fulfilment": {"way": "point", "name": "DZZ am Altmarkt"}}

    before = Outline((await baker.get(f"{COUNTER}/touren")).text)
    form = {"order": part["id"], "tag": "2026-11-20"}
    after = Outline((await baker.post(f"{COUNTER}/touren/hingebracht", form)).text)
    bought = Outline((await browser.get(f"/bestellung/{order['id']}?token=gast-geheimnis")).text)
    back = Outline((await baker.post(f"{COUNTER}/touren/{part['id']}/doch-nicht")).text)

    assert "Hingebracht" in before.text
    assert "Hingebracht" not in after.text
    assert "Am Abholort seit" in after.text
    assert "Liegt hier für Sie bereit, seit Sa. 21.11., 15:00." in bought.text
    assert "Hingebracht" in back.text


async def test_who_drives_collects_first_and_then_goes_from_door_to_door(
    market: FakeMarket, baker: Browser
) -> None:
    here, both = f"{COUNTER}/fahrt", [an_id("milk"), an_id("bread")]

    page = Outline((await baker.get(here)).text)
    form: Any = {"order": both, "age_checked": "1", "tag": "2026-11-20"}
    done = await baker.post(f"{here}/zugestellt", form)

    assert "Hof <b> : 2 Bestellungen 1 noch nicht gepackt" in page.text
    assert "Molkerei : eine Bestellung, die der Laden selbst bringt" in page.text
    assert "Alle 2 zugestellt" in page.text
    assert len(page.all("input", name="age_checked")) == 1
    assert "Übergeben." in done.text
    brought = [call for call in market.calls if call.path.endswith("/brought")]
    assert [call.path.split("/")[-2] for call in brought] == both
    assert all(call.payload == {"age_checked": True} for call in brought)


async def test_another_day_and_nonsense_are_days_too(baker: Browser) -> None:
    for asked in ("2026-11-25", "gestern", "2026-13-45"):
        assert (await baker.get(f"{COUNTER}/touren?tag={asked}")).status == 200


async def test_a_buyer_moves_a_waiting_part(market: FakeMarket, browser: Browser) -> None:
    await an_order(browser)
    order = next(iter(market.orders.values()))
    order["status"] = "placed"
    part = order["shop_orders"][0]
    here = f"/bestellung/{order['id']}/verlegen/{part['id']}"

    page = (await browser.get(f"{here}?token=gast-geheimnis")).text
    code = f"point:{POINT}@{SATURDAY}"
    await browser.post(here, {"time": code, "token": "gast-geheimnis"})
    refused = await browser.post(here, {"time": "2026-01-01T10:00:00+01:00", "token": "x"})

    assert code in page
    moved = sent(market, "POST", "/move")
    assert moved == {"way": "point", "point_id": POINT, "start": SATURDAY}
    assert refused.status == 422


async def test_what_waits_is_joined_into_fewer_stops(market: FakeMarket, browser: Browser) -> None:
    await an_order(browser)
    order = next(iter(market.orders.values()))
    address = f"/bestellung/{order['id']}?token=gast-geheimnis"

    page = Outline((await browser.get(address)).text)
    form = {"plan": page.value("plan"), "token": "gast-geheimnis"}
    await browser.post(f"/bestellung/{order['id']}/zusammenlegen", form)

    assert "1 statt 2" in page.text
    moves = [call for call in market.calls if call.path.endswith("/move")]
    assert [call.payload["point_id"] for call in moves] == [POINT, POINT]


async def test_the_cart_says_in_how_many_stops(browser: Browser) -> None:
    await with_two_shops(browser)

    assert "In 1 Stopp abholbar" in Outline((await browser.get("/korb")).text).text
