"""Who may use the routes that are about no one thing; those about one are in `access_table.py`."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.orders.market import Market
from tests.orders.ordering import owner_of
from tests.support.asgi import AsgiClient
from tests.support.tokens import a_token

DOCUMENT = Path(__file__).parents[3] / "docs" / "openapi" / "orders.json"
TABLE = """
GET  /operations/commission          operator
PUT  /operations/commission          operator
GET  /operations/commission/history  operator
POST /operations/commission/preview  operator
GET  /operations/money/fees          operator
GET  /operations/money               operator
GET  /operations/money/failures      operator
GET  /operations/payments            operator
GET  /operations/retention           operator
GET  /goodwill                       operator
GET  /invoices                       operator
GET  /invoices/waiting               operator
GET  /withdrawals/overdue            operator
GET  /withdrawals/unmatched          operator
GET  /withdrawals/rejected           operator
GET  /silent-orders                  operator advisor
GET  /rounds/all                     operator advisor
GET  /rounds/producers               operator advisor
POST /rounds                         operator advisor
GET  /my/export                      operator advisor owner resident
GET  /my/invoices                    operator advisor owner resident
GET  /my/orders                      operator advisor owner resident
GET  /my/quotes                      operator advisor owner resident
GET  /my/retention                   operator advisor owner resident
GET  /recalls/affected               operator owner
GET  /rounds                         operator advisor owner resident guest
GET  /delivery-rounds                operator advisor owner resident guest
GET  /pickup-points                  operator advisor owner resident guest
POST /arrivals
POST /carts                          operator advisor owner resident guest
POST /withdrawals                    operator advisor owner resident guest
"""
ROWS = [(f"{line.split()[0]} {line.split()[1]}", set(line.split()[2:]))
        for line in TABLE.strip().splitlines()]  # fmt: skip
RULES: dict[str, Any] = {"rules": [], "valid_from": "2027-01-01"}
BODIES: Mapping[str, Any] = {
    "PUT /operations/commission": RULES,
    "POST /operations/commission/preview": {"rules": []},
    # Somebody else's parcels arrive for nobody.
    "POST /arrivals": {"shop_order_ids": ["00000000-0000-4000-8000-000000000000"]},
    "POST /carts": {},
    "POST /rounds": {
        "name": "Runde",
        "opens_at": "2026-11-21T08:00:00+01:00",
        "closes_at": "2026-11-22T08:00:00+01:00",
        "producers": [],
        "pickups": [],
    },
    "POST /withdrawals": {"name": "Anna", "contract": "Z-1", "receipt_to": "anna@example.org"},
}
QUERIES = {"/goodwill": "number=Z-2026-000001", "/recalls/affected": "product_id={product}"}
REFUSED = {401, 403, 404}


def test_every_such_route_stands_in_the_table() -> None:
    paths = orjson.loads(DOCUMENT.read_bytes())["paths"]
    described = {
        f"{method.upper()} {path.removeprefix('/api/v1')}"
        for path, methods in paths.items()
        for method in methods
        if "{" not in path
    }

    assert described <= {route for route, _ in ROWS}


@pytest.mark.parametrize(("route", "allowed"), ROWS, ids=[route for route, _ in ROWS])
async def test_only_who_is_meant_gets_through(
    client: AsgiClient, market: Market, route: str, allowed: set[str]
) -> None:
    shop = await market.shop()
    await market.offer(shop)
    product = await market.database.pool.fetchval("SELECT product_id FROM offer")
    people = {
        "operator": client.as_(a_token("operator")),
        "advisor": client.as_(a_token("advisor")),
        "owner": owner_of(client, shop),
        "resident": client.as_(a_token("resident")),
        "guest": client,
    }
    method, path = route.split()
    query = QUERIES.get(path, "").format(product=product)

    statuses = {
        name: (
            await person.request(
                method,
                f"/api/v1{path}?{query}",
                json=BODIES.get(route),
                headers={"Idempotency-Key": name},
            )
        ).status
        for name, person in people.items()
    }

    assert {name for name, status in statuses.items() if status not in REFUSED} == allowed, statuses
    assert statuses["guest"] == 401 or "guest" in allowed
    assert all(statuses[name] < 500 for name in people)
