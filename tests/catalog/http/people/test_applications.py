"""A business asks to come, and becomes one case, however often the button is pressed."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from catalog.store import applications

from tests.catalog.conftest import Market, ok

FORM = {
    "name": "Hofladen Kayna", "kind": "farm", "place": "Kayna", "contact": "Ute Sommer",
    "email": "ute@example.org", "phone": "034426 1234", "sells": "Eier und Honig",
}  # fmt: skip
PATH = "/api/v1/applications"


async def test_an_application_becomes_a_case_that_waits(market: Market) -> None:
    answers = await asyncio.gather(*(market.guest.post(PATH, json=FORM) for _ in range(4)))

    assert {answer.status for answer in answers} == {202}
    rows = await market.db.pool.fetch("SELECT * FROM advisor_case")
    assert [(row["name"], row["stage"], row["origin"], row["advisor_id"]) for row in rows] == [
        ("Hofladen Kayna", "contact", "application", None)]  # fmt: skip
    assert rows[0]["occasion"] == "Eier und Honig"
    people = await market.db.pool.fetch("SELECT name, email FROM case_contact")
    assert [tuple(row) for row in people] == [("Ute Sommer", "ute@example.org")]
    mails = await market.db.pool.fetch("SELECT kind, to_address FROM mail")
    assert [tuple(row) for row in mails] == [("application_received", "ute@example.org")]


async def test_another_business_is_another_case_but_the_same_address_gets_one_mail(
    market: Market,
) -> None:
    ok(await market.guest.post(PATH, json=FORM), 202)
    ok(await market.guest.post(PATH, json=FORM | {"name": "Imkerei Kayna"}), 202)

    assert await market.db.pool.fetchval("SELECT count(*) FROM advisor_case") == 2
    assert await market.db.pool.fetchval("SELECT count(*) FROM mail") == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"kind": "bank"}, "kind"),
        ({"sells": ""}, "sells"),
        ({"email": "", "phone": ""}, "email"),
        ({"email": "ute"}, "email"),
    ],
)
async def test_what_is_missing_is_said_at_its_field(
    market: Market, changes: dict[str, Any], field: str
) -> None:
    refused = await market.guest.post(PATH, json=FORM | changes)

    assert refused.status == 422
    assert refused.json()["errors"][0]["field"] == field
    assert await market.db.pool.fetchval("SELECT count(*) FROM advisor_case") == 0


async def test_one_address_may_apply_ten_times_an_hour(market: Market) -> None:
    here = market.guest.with_headers(x_forwarded_for="203.0.113.9")
    answers = await asyncio.gather(
        *(here.post(PATH, json=FORM | {"name": f"Betrieb {number}"}) for number in range(12))
    )

    assert sorted(answer.status for answer in answers) == [*[202] * 10, 429, 429]
    refused = next(answer for answer in answers if answer.status == 429)
    assert refused.json()["code"] == "too_many_applications"
    assert "in einer Stunde" in refused.json()["detail"]
    assert await market.db.pool.fetchval("SELECT count(*) FROM advisor_case") == 10
    done = next(number for number, answer in enumerate(answers) if answer.status == 202)
    ok(await here.post(PATH, json=FORM | {"name": f"Betrieb {done}"}), 202)
    elsewhere = market.guest.with_headers(x_forwarded_for="203.0.113.10")
    ok(await elsewhere.post(PATH, json=FORM), 202)
    market.clock.at += timedelta(hours=2)
    ok(await here.post(PATH, json=FORM | {"name": "Später"}), 202)


async def test_where_an_application_came_from_is_not_kept_in_the_clear(market: Market) -> None:
    here = market.guest.with_headers(x_forwarded_for="203.0.113.9")
    ok(await here.post(PATH, json=FORM), 202)

    row = await market.db.pool.fetchrow("SELECT * FROM application")

    assert row is not None
    assert len(row["sender"]) == 16
    assert "203.0.113.9" not in str(dict(row))
    async with market.db.session() as session:
        await applications.forget_senders(session, market.clock.at + timedelta(days=1))
    assert await market.db.pool.fetchval("SELECT sender FROM application") is None
