"""What the catalogue says of a product beyond its words, kept and read back."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from marketkit.contracts.catalog import AllergenState
from marketkit.db import Database
from search.domain.document import ProductSnapshot
from search.store.snapshots import SnapshotReader

from tests.search.telling import product_changed, shop_changed, tell
from tests.support.databases import Templates

FACTS: dict[str, Any] = {
    "allergens": (
        AllergenState(key="milk", state="contains"),
        AllergenState(key="gluten", state="free_confirmed"),
    ),
    "details": {"lactose_free": "true"},
    "age": 18,
    "temperature": "cool",
}


@pytest.fixture
async def database(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("search:migrations") as opened:
        yield opened


async def the_product(database: Database) -> ProductSnapshot:
    [change] = await SnapshotReader(database.pool).changed_since(0, 10)
    assert change.snapshot is not None
    return change.snapshot.product


async def test_facts_come_back_however_often_they_are_told(database: Database) -> None:
    event = product_changed("Roggenbrot", 2, **FACTS)
    await tell(database, shop_changed(), event, event, product_changed("Roggenbrot", 1))

    product = await the_product(database)

    assert product.allergens == {"milk": "contains", "gluten": "free_confirmed"}
    assert product.details == {"lactose_free": "true"}
    assert (product.age, product.temperature, product.profile) == (18, "cool", "food_loose")


async def test_products_told_before_there_were_facts_have_none(database: Database) -> None:
    await tell(database, shop_changed(), product_changed("Roggenbrot", **FACTS))
    await database.pool.execute(
        "UPDATE product_snapshot SET doc = doc - "
        "'{allergens,details,age,profile,temperature}'::text[]"
    )

    product = await the_product(database)

    assert (product.allergens, product.details) == ({}, {})
    assert (product.age, product.temperature, product.profile) == (None, None, "")
