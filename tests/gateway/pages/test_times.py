"""When a shop takes orders, said behind its counter; selling rounds at the market's desk."""

from typing import Any

from tests.gateway.pages.fake_market import FakeMarket, refusal
from tests.gateway.pages.fake_times import PICKUP, ROUND, SHOP, TIMES
from tests.gateway.pages.goods import BREAD
from tests.gateway.pages.house import Browser, Outline

HERE = "/theke/baeckerei-morgenroth/bestellzeiten"
RULES = "/shops/baeckerei-morgenroth/ordering-rules"
DESK = "/betrieb/runden"
FILLED = {
    "version": "3", "minimum": "15,50", "per_window": "6", "days_ahead": "14", "cutoff": "16:00",
    "accept_within_minutes": "90",
    "windows-0-until_day": "we", "windows-0-until": "18", "windows-0-collect_day": "fr",
    "windows-0-begin": "16:00", "windows-0-end": "18:00", "windows-0-label": "Altmarkt",
    "also_in_hours": "1",
}  # fmt: skip
A_ROUND = {
    "name": "Freitagsrunde", "text": "", "opens_at": "2026-11-20T08:00",
    "closes_at": "2026-11-20T20:00", "producers": SHOP["id"], "pickups-0-name": "Michaeliskirche",
    "pickups-0-start": "2026-11-27T16:00", "pickups-0-end": "2026-11-27T18:00",
}  # fmt: skip


def sent(market: FakeMarket, method: str) -> list[Any]:
    return [call for call in market.calls if call.method == method]


async def test_the_shop_sees_what_customers_will_see(market: FakeMarket, baker: Browser) -> None:
    market.finding["pickup_times"] = TIMES
    page = Outline((await baker.get(HERE)).text)

    assert "Freitag, 27. November" in page.text
    assert "16:00\N{EN DASH}18:00, Stand <b>" in page.text
    assert "Mindestbestellwert: 15,50" in page.text
    assert page.value("minimum") == "15,50"
    assert page.value("windows-0-begin") == "16:00"
    assert "Freitagsrunde" in page.text


async def test_all_of_it_is_said_at_once(market: FakeMarket, baker: Browser) -> None:
    answer = await baker.post(HERE, FILLED, follow=False)

    (call,) = sent(market, "PUT")
    assert (call.path, call.headers) == (RULES, {"If-Match": '"3"'})
    assert call.payload == {
        "minimum": 1550, "per_window": 6, "days_ahead": 14, "cutoff": "16:00",
        "windows": [{"until_day": "we", "until": "18:00", "collect_day": "fr", "begin": "16:00",
                     "end": "18:00", "label": "Altmarkt", "on_holidays": False}],
        "also_in_hours": True, "accept_within_minutes": 90, "in_rounds": False,
        "only_in_rounds": False, "round_products": [], "delivery_window": None,
    }  # fmt: skip
    assert answer.headers["location"] == HERE


async def test_the_hours_of_the_own_round_are_said_and_shown(
    market: FakeMarket, baker: Browser
) -> None:
    page = Outline((await baker.get(HERE)).text)
    assert page.value("delivery_window-begin") == "17:00"

    hours = {"delivery_window-begin": "9", "delivery_window-end": "11:30"}
    await baker.post(HERE, FILLED | hours)
    broken = await baker.post(HERE, FILLED | {"delivery_window-begin": "9:00"})

    (call,) = sent(market, "PUT")
    assert call.payload["delivery_window"] == {"begin": "09:00", "end": "11:30"}
    assert broken.status == 422


async def test_what_is_no_time_is_said_beside_it_and_nothing_is_lost(
    market: FakeMarket, baker: Browser
) -> None:
    broken = FILLED | {"windows-0-begin": "abends", "minimum": "viel", "windows-0-until_day": ""}

    answer = await baker.post(HERE, broken)

    page = Outline(answer.text)
    assert answer.status == 422
    assert sent(market, "PUT") == []
    assert page.all("input", id="windows-0-begin")[0]["aria-invalid"] == "true"
    assert page.all("a", href="#windows-0-until_day")
    assert (page.value("minimum"), page.value("windows-0-label")) == ("viel", "Altmarkt")


async def test_what_the_service_refuses_is_said_beside_the_field(
    market: FakeMarket, baker: Browser
) -> None:
    market.refuse[f"PUT {RULES}"] = refusal(422, "invalid", ("windows[0].end", "Zu kurz."))

    page = Outline((await baker.post(HERE, FILLED)).text)

    assert "Fenster 1, bis: Zu kurz." in page.text
    assert page.all("input", id="windows-0-end")[0]["aria-invalid"] == "true"


async def test_the_last_change_is_taken_back(market: FakeMarket, baker: Browser) -> None:
    await baker.post(f"{HERE}/zurueck", {"version": "3"})
    await baker.post(f"{HERE}/zurueck", {"version": "2"})

    (call,) = sent(market, "PUT")
    assert (call.payload["minimum"], call.payload["windows"]) == (0, [])
    assert (call.payload["cutoff"], call.headers) == (None, {"If-Match": '"3"'})


async def test_a_round_is_planned_with_its_places(market: FakeMarket, operator: Browser) -> None:
    answer = await operator.post(f"{DESK}/neu", A_ROUND, follow=False)

    (call,) = [call for call in sent(market, "POST") if call.path == "/rounds"]
    assert call.key
    assert call.payload["opens_at"] == "2026-11-20T08:00:00+01:00"
    assert call.payload["producers"] == [{"shop_id": SHOP["id"], "products": None}]
    (pickup,) = call.payload["pickups"]
    assert (pickup["name"], pickup["id"]) == ("Michaeliskirche", None)
    assert answer.headers["location"] == DESK


async def test_an_end_before_the_start_is_said_at_the_end(
    market: FakeMarket, operator: Browser
) -> None:
    words = ("closes_at", "Das Ende muss nach dem Anfang liegen.")
    market.refuse["POST /rounds"] = refusal(422, "invalid", words)

    page = Outline((await operator.post(f"{DESK}/neu", A_ROUND)).text)

    assert page.all("input", id="closes_at")[0]["aria-invalid"] == "true"
    assert page.value("name") == "Freitagsrunde"


async def test_a_round_keeps_what_the_form_does_not_touch(
    market: FakeMarket, operator: Browser
) -> None:
    page = Outline((await operator.get(f"{DESK}/{ROUND}")).text)
    form = {f["name"]: f["value"] for f in page.all("input") if f.get("type") != "checkbox"}

    chosen = {"producers": SHOP["id"], f"products-{SHOP['id']}": BREAD["id"]}
    await operator.post(f"{DESK}/{ROUND}", form | chosen)

    (call,) = sent(market, "PUT")
    assert call.headers == {"If-Match": '"2"'}
    assert call.payload["pickups"] == [PICKUP]
    assert call.payload["producers"] == [{"shop_id": SHOP["id"], "products": [BREAD["id"]]}]


async def test_copied_and_closed_in_one_step_each(market: FakeMarket, operator: Browser) -> None:
    copied = await operator.post(f"{DESK}/{ROUND}/kopieren", {"key": ROUND}, follow=False)
    closed = await operator.post(f"{DESK}/{ROUND}/schliessen", follow=False)

    paths = [(call.path, call.key) for call in sent(market, "POST")]
    assert (f"/rounds/{ROUND}/copy", ROUND) in paths
    assert f"/rounds/{ROUND}/close" in [path for path, _ in paths]
    assert copied.headers["location"] == f"{DESK}/{ROUND}"
    assert closed.headers["location"] == DESK


async def test_only_the_markets_people_plan_rounds(baker: Browser, browser: Browser) -> None:
    assert (await baker.get(DESK)).status == 403
    assert (await baker.post(f"{DESK}/neu", A_ROUND)).status == 403
    assert (await browser.get(DESK, follow=False)).status == 303
    assert (await browser.get("/runden")).status == 200


async def test_the_shops_page_says_what_the_cart_will_say(
    market: FakeMarket, browser: Browser
) -> None:
    """Not what its opening hours alone would let one hope."""
    market.finding["pickup_times"] = TIMES

    shop = Outline((await browser.get("/laden/baeckerei-morgenroth")).text)
    product = Outline((await browser.get(f"/produkt/{BREAD['id']}/{BREAD['slug']}")).text)

    assert "Mindestbestellwert: 15,50" in shop.text
    assert "Fr. 27.11." in shop.text
    assert "Fr. 20.11." not in shop.text
    assert "Freitag, 27. November" in product.text
    asked = [call.query for call in market.calls if call.path.endswith("/pickup-times")]
    assert asked[-1] == {"product_id": BREAD["id"]}


async def test_while_orders_are_down_the_hours_speak(market: FakeMarket, browser: Browser) -> None:
    market.down.add("orders")

    page = Outline((await browser.get("/laden/baeckerei-morgenroth")).text)

    assert "Fr. 20.11." in page.text
