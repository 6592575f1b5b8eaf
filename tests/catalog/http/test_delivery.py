"""The delivery area of a shop over HTTP: said, told, taken back, by whom it may be."""

import asyncio
from typing import Any

import pytest
from catalog.http.shop_shapes import ShopShape
from marketkit.contracts import ShopChanged

from tests.catalog.builders import a_shop
from tests.catalog.conftest import Desk, Market, ok

EURO = {"currency": "EUR"}
TOUR: dict[str, Any] = {
    "postal_codes": ["06712", "06711", "06712"],
    "fee": {"amount": 350} | EURO,
    "free_from": {"amount": 4000} | EURO,
    "minimum": {"amount": 1500} | EURO,
    "days": ["fr", "tu"],
    "note": "Bitte bis Montag bestellen.",
}


async def test_a_tour_is_said_once_and_told_to_the_others(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}"

    said = ok(await desk.advisor.patch(path, json={"delivery": TOUR}))
    again = ok(await desk.advisor.patch(path, json={"delivery": TOUR}))

    assert said["delivery"] == TOUR | {"postal_codes": ["06711", "06712"], "days": ["tu", "fr"]}
    assert again["version"] == said["version"]
    told = (await market.events(ShopChanged))[-1].delivery
    assert told is not None
    assert (told.postal_codes, told.fee, told.free_from) == (("06711", "06712"), 350, 4000)
    assert (told.minimum, told.days) == (1500, ("tu", "fr"))
    log = ok(await desk.advisor.get(f"{path}/activity"))["items"][0]
    assert log["changes"]["delivery.postal_codes"] == [None, "06711, 06712"]


async def test_it_is_public_and_can_be_taken_back(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    ok(await desk.advisor.patch(path, json={"delivery": TOUR}))
    await desk.go_live()
    public = ok(await market.guest.get(path))

    ok(await desk.advisor.patch(path, json={"delivery": None}))

    assert ShopShape.model_validate(public).delivery is not None
    assert ok(await market.guest.get(path))["delivery"] is None
    assert (await market.events(ShopChanged))[-1].delivery is None


async def test_another_step_of_the_profile_leaves_it_alone(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    ok(await desk.advisor.patch(path, json={"delivery": TOUR}))

    after = ok(await desk.advisor.patch(path, json={"tagline": "Frisch gebracht"}))

    assert after["delivery"]["fee"]["amount"] == 350


async def test_of_two_who_change_it_at_once_one_is_told(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    version = ok(await desk.advisor.get(path))["version"]
    guarded = desk.advisor.with_headers(if_match=f'"{version}"')

    answers = await asyncio.gather(
        *(
            guarded.patch(path, json={"delivery": TOUR | {"fee": {"amount": fee} | EURO}})
            for fee in (100, 200)
        )
    )

    assert sorted(answer.status for answer in answers) == [200, 412]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"postal_codes": []}, "delivery.postal_codes"),
        ({"postal_codes": ["10115"]}, "delivery.postal_codes"),
        ({"postal_codes": ["Zeitz"]}, "delivery.postal_codes[0]"),
        ({"fee": {"amount": -1} | EURO}, "delivery.fee.amount"),
        ({"fee": {"amount": 20_000} | EURO}, "delivery.fee"),
        ({"fee": {"amount": 350, "currency": "USD"}}, "delivery.fee.currency"),
        ({"free_from": {"amount": 1000} | EURO}, "delivery.free_from"),
        ({"days": ["montags"]}, "delivery.days[0]"),
        ({"note": "x" * 301}, "delivery.note"),
        ({"radius": 5}, "delivery.radius"),
    ],
)
async def test_what_cannot_be_is_named_and_nothing_is_kept(
    desk: Desk, changes: dict[str, Any], field: str
) -> None:
    path = f"/api/v1/shops/{desk.slug}"

    refused = await desk.advisor.patch(path, json={"delivery": TOUR | changes})

    assert refused.status == 422
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    assert ok(await desk.advisor.get(path))["delivery"] is None


async def test_it_takes_the_mandate_for_the_profile(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    await desk.consent("products", "visibility")
    ok(await desk.advisor.post(f"{path}/go-live"))

    refused = await desk.advisor.patch(path, json={"delivery": TOUR})

    assert refused.status == 403


async def test_a_shop_may_begin_with_it(market: Market) -> None:
    advisor = market.client("advisor")

    made = ok(await advisor.post("/api/v1/shops", json=a_shop(delivery=TOUR)), 201)

    assert made["delivery"]["note"] == TOUR["note"]


async def test_who_takes_the_shop_over_sees_it(desk: Desk, market: Market) -> None:
    ok(await desk.advisor.patch(f"/api/v1/shops/{desk.slug}", json={"delivery": TOUR}))
    link = ok(await desk.advisor.post(f"/api/v1/shops/{desk.slug}/handover"), 201)

    shown = ok(await market.guest.get(f"/api/v1/handovers/{link['code']}"))

    assert shown["preview"]["delivery"]["postal_codes"] == ["06711", "06712"]
