"""Closures over HTTP: planned, joined, taken back, told, and seen on cards."""

import asyncio
from datetime import timedelta

import pytest
from catalog.http.closures import CalendarShape
from marketkit.contracts import ShopChanged

from tests.catalog.conftest import Desk, Market, ok

HOLIDAYS = {"from": "2026-12-24", "to": "2027-01-04", "text": "Betriebsferien"}


async def test_a_closure_is_told_shown_and_kept(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    await desk.go_live()

    calendar = ok(await desk.advisor.post(f"{path}/closures", json=HOLIDAYS), 201)

    CalendarShape.model_validate(calendar)
    assert calendar["closures"] == [HOLIDAYS]
    assert {"day": "2026-12-25", "name": "Erster Weihnachtstag"} in calendar["holidays"]
    assert ok(await market.guest.get(path))["closures"] == [HOLIDAYS]
    (card,) = ok(await market.guest.get("/api/v1/shops"))["items"]
    assert card["closures"] == [HOLIDAYS]
    told = (await market.events(ShopChanged))[-1]
    assert [one.text for one in told.closures] == ["Betriebsferien"]


async def test_the_same_again_and_at_once_is_one_closure(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}/closures"

    await asyncio.gather(*(desk.advisor.post(path, json=HOLIDAYS) for _ in range(4)))
    again = ok(await desk.advisor.post(path, json=HOLIDAYS), 201)

    assert again["closures"] == [HOLIDAYS]
    assert [one.version for one in await market.events(ShopChanged)] == [1, 2]


async def test_several_that_overlap_at_once_become_one(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}/closures"
    parts = [{"from": f"2026-12-{n:02}", "to": f"2026-12-{n + 2:02}"} for n in (10, 12, 14, 16)]

    answers = await asyncio.gather(*(desk.advisor.post(path, json=part) for part in parts))

    assert {answer.status for answer in answers} == {201}
    found = ok(await desk.advisor.get(path))["closures"]
    assert [(one["from"], one["to"]) for one in found] == [("2026-12-10", "2026-12-18")]


async def test_when_it_is_over_it_is_history_without_anybody_acting(
    desk: Desk, market: Market
) -> None:
    path = f"/api/v1/shops/{desk.slug}"
    await desk.go_live()
    ok(await desk.advisor.post(f"{path}/closures", json=HOLIDAYS), 201)
    market.clock.at += timedelta(days=60)

    inside = ok(await desk.advisor.get(f"{path}/closures"))
    outside = ok(await market.guest.get(f"{path}/closures"))
    (card,) = ok(await market.guest.get("/api/v1/shops"))["items"]

    assert (inside["closures"], inside["history"]) == ([], [HOLIDAYS])
    assert outside["history"] == []
    assert card["closures"] == []


async def test_taken_back(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}/closures"
    ok(await desk.advisor.post(path, json=HOLIDAYS), 201)

    first = ok(await desk.advisor.delete(f"{path}/2026-12-24"))
    second = await desk.advisor.delete(f"{path}/2026-12-24")

    assert first["closures"] == []
    assert (second.status, second.json()["code"]) == (404, "closure_not_found")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"from": "2026-12-24"}, "to"),
        ({"from": "2026-12-24", "to": "2026-12-20"}, "to"),
        ({"from": "morgen", "to": "2026-12-20"}, "from"),
        ({"from": "2020-01-01", "to": "2020-01-02"}, "to"),
        ({"from": "9999-12-31", "to": "9999-12-31"}, "from"),
        (HOLIDAYS | {"text": "x" * 121}, "text"),
        (HOLIDAYS | {"until": "2027-01-01"}, "until"),
    ],
)
async def test_what_cannot_be_is_said_at_its_field(
    desk: Desk, body: dict[str, str], field: str
) -> None:
    answer = await desk.advisor.post(f"/api/v1/shops/{desk.slug}/closures", json=body)

    assert answer.status == 422
    assert field in {error["field"] for error in answer.json()["errors"]}


async def test_one_day_with_other_hours(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}/special-days/2026-12-13"
    body = {"spans": [["13:00", "18:00"]], "text": "Advent"}

    for _ in range(2):
        calendar = ok(await desk.advisor.put(path, json=body))
    closed = ok(await desk.advisor.put(path, json={"spans": []}))
    gone = ok(await desk.advisor.delete(path))

    assert calendar["special_days"] == [{"day": "2026-12-13", **body}]
    assert closed["special_days"][0]["spans"] == []
    assert gone["special_days"] == []
    assert (await desk.advisor.delete(path)).status == 404
    assert [one.version for one in await market.events(ShopChanged)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "spans",
    [[["8", "12"]], [["12:00", "08:00"]], [["25:00", "26:00"]],
     [["08:00", "09:00"], ["10:00", "11:00"], ["12:00", "13:00"]], "immer"],
)  # fmt: skip
async def test_hours_that_are_none(desk: Desk, spans: object) -> None:
    path = f"/api/v1/shops/{desk.slug}/special-days/2026-12-13"

    assert (await desk.advisor.put(path, json={"spans": spans})).status == 422


async def test_an_old_copy_is_refused(desk: Desk) -> None:
    path = f"/api/v1/shops/{desk.slug}/closures"

    answer = await desk.advisor.with_headers(if_match='"77"').post(path, json=HOLIDAYS)

    assert answer.status == 412
