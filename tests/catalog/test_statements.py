"""How many statements things take: the number must not grow with what is stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.catalog.builders import a_product, a_shop, a_variant
from tests.catalog.conftest import Desk, Market, ok


@contextmanager
def counting(market: Market) -> Iterator[list[str]]:
    """The statements that SQLAlchemy sends meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)

    event.listen(market.db.engine.sync_engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(market.db.engine.sync_engine, "before_cursor_execute", note)


async def test_twenty_variants_cost_no_more_statements_than_one(desk: Desk, market: Market) -> None:
    path = f"/api/v1/shops/{desk.slug}/products"
    counts = []
    for number in (1, 20):
        variants = [a_variant(label=f"{n}", on_hand=n) for n in range(number)]
        with counting(market) as statements:
            product = ok(await desk.advisor.post(path, json=a_product(variants=variants)), 201)
            ok(await desk.advisor.post(f"/api/v1/products/{product['id']}/publish"))
        counts.append(len(statements))

    assert counts[1] <= counts[0] + 2


async def test_a_list_costs_the_same_however_long(market: Market) -> None:
    advisor = market.client("advisor")
    counts = []
    for _ in range(3):
        for _ in range(4):
            shop = ok(await advisor.post("/api/v1/shops", json=a_shop()), 201)
            ok(await advisor.post(f"/api/v1/shops/{shop['slug']}/products", json=a_product()), 201)
        with counting(market) as statements:
            ok(await advisor.get("/api/v1/my/shops"))
            ok(await advisor.get(f"/api/v1/shops/{shop['slug']}/products"))
        counts.append(len(statements))

    assert counts[0] == counts[1] == counts[2]
