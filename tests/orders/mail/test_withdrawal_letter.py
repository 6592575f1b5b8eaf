"""The receipt is proof: what was declared, and the minute in which it came."""

from uuid import UUID

import pytest
from orders.domain.codes import withdrawal_token
from orders.mail import MailConfig
from orders.mail.writer import OrderMailWriter
from orders.store.mails import DueMail

from tests.orders.market import SECRET, Market
from tests.orders.ordering import order
from tests.orders.withdrawing import declare, two_shops
from tests.support.asgi import AsgiClient


async def letters(market: Market) -> dict[str, str]:
    """Subject and text of each mail that waits about a withdrawal, by kind."""
    config = MailConfig(
        sender="markt@example.org",
        sender_name="Regionalmarkt",
        public_url="https://markt.example",
        guest_token_secret=SECRET,
    )
    writer = OrderMailWriter(market.database, config, market.clock)
    rows = await market.database.pool.fetch("SELECT * FROM mail WHERE withdrawal_id IS NOT NULL")
    written = [(row["kind"], await writer.write(DueMail.read(row))) for row in rows]
    return {kind: f"{one.subject}\n{one.text}" for kind, one in written}


@pytest.mark.parametrize(
    ("language", "at", "declared"),
    [
        (
            "de",
            "Freitag, 20.\N{NO-BREAK SPACE}November 2026, 09:00:00 Uhr",
            "Hiermit widerrufe ich",
        ),
        ("en", "Friday, 20\N{NO-BREAK SPACE}November 2026, 09:00:00", "I hereby withdraw"),
    ],
)
async def test_the_receipt_names_content_day_and_time(
    client: AsgiClient, market: Market, language: str, at: str, declared: str
) -> None:
    placed, _ = await two_shops(client, market)
    number = placed.body["number"]
    made = (
        await declare(
            client, contract=number, statement="Nur die {Eier}.", language=language,
            ordered_on="2026-11-19",
        )
    ).json()  # fmt: skip

    receipt = (await letters(market))["withdrawal_receipt"]

    for part in (at, declared, number, "Nur die {Eier}.", "19.11.2026", made["number"]):
        assert part in receipt
    key = withdrawal_token(SECRET, UUID(made["id"]))
    assert key != made["token"]
    assert f"https://markt.example/widerruf/{made['id']}?token={key}" in receipt


async def test_each_shop_reads_of_its_own_part_only(client: AsgiClient, market: Market) -> None:
    bakery = await market.shop("baeckerei", email="baeckerei@example.org")
    farm = await market.shop("hof", email="hof@example.org")
    bread, eggs = await market.offer(bakery), await market.offer(farm)
    placed = await order(client, (bakery, bread, 2), (farm, eggs, 1))
    await declare(client, contract=placed.body["shop_orders"][0]["number"])

    told = (await letters(market))["shop_withdrawal"]

    assert "/theke/baeckerei/widerrufe" in told
    assert "Hof" not in told
    to = await market.database.pool.fetchval(
        "SELECT to_address FROM mail WHERE kind = 'shop_withdrawal'"
    )
    assert to == "baeckerei@example.org"


async def test_who_only_knows_a_name_does_not_read_what_was_ordered(
    client: AsgiClient, market: Market
) -> None:
    placed, _ = await two_shops(client, market)
    title = placed.body["shop_orders"][0]["lines"][0]["title"]
    known = {"name": "anna beispiel", "receipt_to": "fremd@example.org"}
    await declare(client, contract=placed.body["number"], **known)

    receipt = (await letters(market))["withdrawal_receipt"]

    assert placed.body["number"] in receipt
    assert title not in receipt


async def test_what_matches_no_order_is_receipted_too(client: AsgiClient, market: Market) -> None:
    await declare(client, contract="Zwei Brote vom Sonnabend")

    receipt = (await letters(market))["withdrawal_receipt"]

    assert "Zwei Brote vom Sonnabend" in receipt
    assert "für die ganze Bestellung" in receipt
