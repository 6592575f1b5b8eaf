"""Appointments, rooms and the calendar feed."""

import asyncio
from datetime import timedelta
from typing import Any

import icalendar
import pytest
from catalog.http.case_shapes import ComingShape
from catalog.http.shapes import ListOf

from tests.catalog.conftest import Market, ok
from tests.catalog.http.cases.conftest import Team


def studio(start: str = "10:00", end: str = "12:00", **changes: Any) -> dict[str, Any]:
    return {
        "kind": "photo_studio",
        "starts_at": f"2026-11-25T{start}:00+01:00",
        "ends_at": f"2026-11-25T{end}:00+01:00",
    } | changes


async def test_the_studio_is_given_once(team: Team, path: str) -> None:
    other = f"/api/v1/cases/{(await team.open(name='Töpferei am Wehr'))['id']}"
    first = await team.berta.post(f"{path}/appointments", json=studio())

    taken = await team.carl.post(f"{other}/appointments", json=studio("11:00", "13:00"))
    after = await team.carl.post(f"{other}/appointments", json=studio("12:00", "13:00"))
    elsewhere = await team.carl.post(f"{other}/appointments", json=studio(kind="makerspace"))

    assert (first.status, after.status, elsewhere.status) == (204, 204, 204)
    assert (taken.status, taken.json()["code"]) == (409, "room_taken")
    assert taken.json()["detail"] == (
        "Das Fotostudio ist am 25.11.2026 von 10:00 bis 12:00 Uhr schon für "
        "Korbflechterei Sonntag vergeben."
    )


async def test_of_many_who_want_the_studio_at_once_one_gets_it(team: Team) -> None:
    cases = [await team.open(name=f"Betrieb {number}") for number in range(4)]

    answers = await asyncio.gather(
        *(team.berta.post(f"/api/v1/cases/{c['id']}/appointments", json=studio()) for c in cases)
    )

    assert sorted(answer.status for answer in answers) == [204, 409, 409, 409]


async def test_the_same_appointment_twice_at_once_is_one(team: Team, path: str) -> None:
    keyed = team.berta.with_headers(idempotency_key="a-1")

    answers = await asyncio.gather(
        *(keyed.post(f"{path}/appointments", json=studio()) for _ in range(3))
    )

    assert {answer.status for answer in answers} == {204}
    assert len((await team.look(path[-36:]))["appointments"]) == 1


async def test_moved_cancelled_and_planned_again(team: Team, path: str) -> None:
    one = (await team.berta.post(f"{path}/appointments", json=studio())).headers["location"]
    later = {"ends_at": "2026-11-25T14:00:00+01:00"}

    assert (await team.carl.patch(one, json=later)).status == 204
    stale = await team.berta.with_headers(if_match='"1"').patch(one, json={"state": "held"})
    assert (await team.berta.patch(one, json={"state": "cancelled"})).status == 204
    settled = await team.berta.patch(one, json={"place": "anderswo"})
    other = await team.berta.post(f"{path}/appointments", json=studio())
    back = await team.berta.patch(one, json={"state": "planned"})

    assert stale.status == 412
    assert settled.json()["code"] == "appointment_settled"
    assert other.status == 204
    assert back.json()["code"] == "room_taken"


async def test_an_impossible_time_is_named(team: Team, path: str) -> None:
    async def fields(**changes: Any) -> list[str]:
        answer = await team.berta.post(f"{path}/appointments", json=studio(**changes))
        assert answer.status == 422
        return [error["field"] for error in answer.json()["errors"]]

    assert await fields(end="09:00") == ["ends_at"]
    assert await fields(starts_at="0001-01-01T00:00:00+14:00") == ["starts_at"]
    assert await fields(ends_at="9999-12-31T23:59:59-12:00") == ["ends_at"]
    assert await fields(starts_at="2026-11-25T10:00:00") == ["starts_at"]
    assert await fields(kind="workshop") == ["title"]


async def test_what_comes_is_listed_for_all(team: Team, path: str, market: Market) -> None:
    visit = {"kind": "shop_visit", "starts_at": "2026-11-23T10:00:00+01:00",
             "ends_at": "2026-11-23T11:00:00+01:00", "place": "Kayna"}  # fmt: skip
    await team.berta.post(f"{path}/appointments", json=studio())
    await team.berta.post(f"{path}/appointments", json=visit)

    page = ok(await team.carl.get("/api/v1/cases/appointments", query={"limit": 1}))
    ListOf[ComingShape].model_validate(page)
    query = {"limit": 1, "cursor": page["next"]}
    rest = ok(await team.carl.get("/api/v1/cases/appointments", query=query))
    kinds = [item["kind"] for item in (*page["items"], *rest["items"])]
    mine = ok(await team.carl.get("/api/v1/cases/appointments", query={"advisor": "me"}))
    market.clock.at += timedelta(days=4)
    left = ok(await team.carl.get("/api/v1/cases/appointments"))["items"]

    assert kinds == ["shop_visit", "photo_studio"]
    assert (mine["items"], [item["kind"] for item in left]) == ([], ["photo_studio"])


async def feed_of(team: Team) -> str:
    made = ok(await team.berta.post("/api/v1/cases/calendar"), 201)
    secret: str = made["url_path"].removeprefix("/kalender/").removesuffix(".ics")
    return f"/api/v1/calendars/{secret}"


async def test_the_feed_names_the_business_and_nobody(
    team: Team, path: str, market: Market
) -> None:
    more = {"participants": "Ilse Sonntag", "place": "bei Ilse, 034426 1234"}
    one = (await team.berta.post(f"{path}/appointments", json=studio(**more))).headers["location"]
    feed = await feed_of(team)

    answer = await market.guest.get(feed)

    (event,) = icalendar.Calendar.from_ical(answer.body).walk("VEVENT")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert str(event["SUMMARY"]) == "Fotostudio: Korbflechterei Sonntag"
    assert str(event["UID"]) == f"{one[-36:]}@regionalmarkt"
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)
    assert "Ilse" not in answer.text
    assert "034426" not in answer.text


async def test_the_feed_is_asked_cheaply_and_tells_of_cancelling(
    team: Team, path: str, market: Market
) -> None:
    one = (await team.berta.post(f"{path}/appointments", json=studio())).headers["location"]
    feed = await feed_of(team)
    first = await market.guest.get(feed)
    market.clock.at += timedelta(hours=1)

    same = await market.guest.get(feed, headers={"if-none-match": first.headers["etag"]})
    await team.berta.patch(one, json={"state": "cancelled"})
    after = await market.guest.get(feed, headers={"if-none-match": first.headers["etag"]})

    (event,) = icalendar.Calendar.from_ical(after.body).walk("VEVENT")
    assert (same.status, same.body, after.status) == (304, b"", 200)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", 1)
    assert str(event["UID"]) == f"{one[-36:]}@regionalmarkt"


async def test_a_new_address_ends_the_old_one(team: Team, market: Market) -> None:
    old, new = await feed_of(team), await feed_of(team)
    row = await market.db.pool.fetchrow("SELECT * FROM calendar_feed")

    assert (await market.guest.get(old)).status == 404
    assert (await market.guest.get(new)).status == 200
    assert row is not None
    assert new.rsplit("/", 1)[1] not in str(dict(row))
    assert ok(await team.berta.get("/api/v1/cases/calendar"))["created_at"]
    assert (await team.berta.delete("/api/v1/cases/calendar")).status == 204
    assert (await market.guest.get(new)).status == 404
    assert (await market.client().post("/api/v1/cases/calendar")).status == 403


async def test_the_feed_is_ones_own_cases_only(team: Team, path: str, market: Market) -> None:
    feed = await feed_of(team)
    await team.berta.post(f"{path}/appointments", json=studio())
    ok(await team.carl.post(f"{path}/take-over"))

    assert b"VEVENT" not in (await market.guest.get(feed)).body


@pytest.mark.parametrize("page", ["/api/v1/cases/board", "/api/v1/cases/calendar"])
async def test_the_feed_sleeps_ninety_days_after_the_last_visit(
    team: Team, market: Market, page: str
) -> None:
    """Nobody tells the catalogue that somebody no longer advises: they stop coming."""
    feed = await feed_of(team)
    market.clock.at += timedelta(days=60)
    ok(await team.berta.get(page))
    ok(await team.berta.get(page))
    market.clock.at += timedelta(days=89)
    ok(await team.carl.get(page))

    still = await market.guest.get(feed)
    market.clock.at += timedelta(days=2)
    asleep = await market.guest.get(feed)

    assert (still.status, asleep.status) == (200, 404)
    assert asleep.json()["code"] == "feed_not_found"
    assert (await market.client().get(page)).status == 403
    assert (await market.guest.get(feed)).status == 404
    ok(await team.berta.get(page))
    assert (await market.guest.get(feed)).status == 200
