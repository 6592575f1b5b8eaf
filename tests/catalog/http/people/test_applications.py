"""A business asks to come, and becomes one case, however often the button is pressed."""

import asyncio
from typing import Any

import pytest

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
