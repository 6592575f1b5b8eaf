"""What authorities demand: until when, and when it was done."""

import asyncio
from typing import Any

import pytest

from tests.catalog.conftest import ok
from tests.catalog.duties.conftest import Office

PATH = "/api/v1/moderation/takedowns"


def an_order(**changes: Any) -> dict[str, Any]:
    return {
        "source": "authority_order",
        "authority": "Landesamt für Verbraucherschutz",
        "order_number": "LAV 12/2026",
        "subject": "Roggenmischbrot der Bäckerei Morgenroth",
        "received_at": "2026-11-19T15:00:00+01:00",
    } | changes


async def _listed(office: Office) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = ok(await office.operator.get(PATH))["items"]
    return items


async def test_an_order_has_two_working_days(office: Office) -> None:
    """Received on a Thursday, so until Monday; today is Friday."""
    ok(await office.operator.post(PATH, json=an_order()), 201)

    [item] = await _listed(office)

    assert (item["due_on"], item["days_left"], item["overdue"]) == ("2026-11-23", 1, False)


async def test_the_same_order_entered_at_once_is_one(office: Office) -> None:
    answers = await asyncio.gather(*(office.operator.post(PATH, json=an_order()) for _ in range(4)))

    assert len({ok(answer, 201)["id"] for answer in answers}) == 1
    other = await office.operator.post(PATH, json=an_order(subject="Etwas anderes"))
    assert (other.status, other.json()["code"]) == (409, "takedown_number_taken")


async def test_what_is_done_is_done_once(office: Office) -> None:
    order = ok(await office.operator.post(PATH, json=an_order()), 201)
    done = f"{PATH}/{order['id']}/done"

    await asyncio.gather(
        *(office.operator.post(done, json={"note": f"Hand {n}"}) for n in range(3))
    )

    [item] = await _listed(office)
    assert item["done_by"] == "Olga Ordnung"
    assert (item["days_left"], item["overdue"]) == (None, False)
    with pytest.raises(Exception, match="only grows"):
        await office.market.db.pool.execute("DELETE FROM takedown_done")


async def test_what_only_the_maker_says_is_no_order(office: Office) -> None:
    answer = await office.operator.post(PATH, json=an_order(source="maker"))
    assert (answer.status, answer.json()["errors"][0]["field"]) == (422, "source")


async def test_nobody_else_sees_the_log(office: Office) -> None:
    order = ok(await office.operator.post(PATH, json=an_order()), 201)
    done = f"{PATH}/{order['id']}/done"
    for who, status in ((office.guest, 401), (office.owner, 403)):
        assert (await who.post(PATH, json=an_order())).status == status
        assert (await who.post(done, json={})).status == status


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
async def test_an_order_of_no_sensible_year_is_refused(office: Office, at: str) -> None:
    refused = await office.operator.post(PATH, json=an_order(received_at=at))
    order = ok(await office.operator.post(PATH, json=an_order()), 201)
    done = await office.operator.post(f"{PATH}/{order['id']}/done", json={"done_at": at})

    assert [answer.json()["errors"][0]["field"] for answer in (refused, done)] == [
        "received_at", "done_at"]  # fmt: skip
    [item] = await _listed(office)
    assert item["done_at"] is None
