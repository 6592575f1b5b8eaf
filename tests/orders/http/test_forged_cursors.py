"""What we did not write into a cursor or a query is refused, never an error of ours."""

import base64
from uuid import UUID

import pytest

from tests.orders.market import AShop, Market
from tests.orders.ordering import owner_of
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

LISTS = (
    "orders", "invoices", "statement?month=2026-11", "quotes", "payouts",
)  # fmt: skip
OPERATOR = (
    "rounds/all", "silent-orders", "pickup-points", "delivery-rounds", "operations/money",
    "operations/commission/history", "withdrawals/overdue",
)  # fmt: skip
SOME_ID = str(UUID(int=7))
"""The same for every worker of a test run: ids of tests are made from it."""
DAYS = ("orders?day={}", "tours?day={}")


def forged(*parts: str) -> str:
    return base64.urlsafe_b64encode("|".join(parts).encode()).decode().rstrip("=")


CURSORS = [
    forged("\0"),
    forged("0001-01-01T00:00:00+14:00", SOME_ID),
    forged("9999-12-31T23:59:59-14:00", SOME_ID),
    forged("2026-11-20T08:00:00", SOME_ID),
    forged("9999-12-31T23:59:59-14:00", "1"),
    forged("x", "y"),
    forged("\0", "\0"),
]


@pytest.fixture
async def shop(market: Market) -> AShop:
    return await market.shop()


@pytest.mark.parametrize("cursor", CURSORS)
async def test_a_forged_cursor_is_refused(client: AsgiClient, shop: AShop, cursor: str) -> None:
    owner, operator = owner_of(client, shop), client.as_(a_token("operator"))
    paths = [(owner, f"shops/{shop.slug}/{path}") for path in LISTS]
    paths += [(operator, path) for path in OPERATOR]

    for who, path in paths:
        mark = "&" if "?" in path else "?"
        answer = await who.get(f"/api/v1/{path}{mark}cursor={cursor}")
        known = path in {"pickup-points", "delivery-rounds", "operations/money"}
        assert answer.status == 422 or (known and answer.status == 200), (path, answer.text)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
async def test_a_day_is_one_of_ours(client: AsgiClient, shop: AShop, day: str) -> None:
    for path in DAYS:
        answer = await owner_of(client, shop).get(f"/api/v1/shops/{shop.slug}/{path.format(day)}")
        assert answer.status == 422, (path, answer.text)


async def test_what_cannot_be_stored_cannot_be_looked_for(client: AsgiClient, shop: AShop) -> None:
    operator = client.as_(a_token("operator"))

    found = await operator.get("/api/v1/goodwill?number=ZZ%00-1")
    papers = await owner_of(client, shop).get(f"/api/v1/shops/{shop.slug}/invoices?q=%00")

    assert (found.status, papers.status) == (422, 422)


async def test_a_round_costs_what_can_be_counted(client: AsgiClient, shop: AShop) -> None:
    operator = client.as_(a_token("operator"))
    body = {
        "name": "Runde", "postal_codes": ["06712"], "weekday": "tu", "starts": "16:00",
        "ends": "19:00", "fee": {"amount": 10**12, "currency": "EUR"},
    }  # fmt: skip

    assert (await operator.put("/api/v1/delivery-rounds/r", json=body)).status == 422
