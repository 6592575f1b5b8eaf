"""The directory follows the shops: new versions once, old ones never."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from marketkit.contracts import ShopChanged
from marketkit.contracts.catalog import ClosureState, DeliveryState, SpecialDayState
from marketkit.db import Database
from search.domain.directory import ShopDirectory
from search.store.shops import ShopReader
from search.use_cases.keep_directory import DirectoryKeeper

from tests.search.shelf import BAKERY, FARM
from tests.search.telling import shop_changed, tell
from tests.support.databases import Templates

HOURS = "Mo-Fr 08:00-18:00; Sa 08:00-12:00"


class Noon:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, 11, tzinfo=UTC)


@pytest.fixture
async def database(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("search:migrations") as opened:
        yield opened


class Kept:
    """A keeper with what it has published."""

    def __init__(self, database: Database) -> None:
        self.published: list[ShopDirectory] = []
        reader = ShopReader(database.pool)
        self.keeper = DirectoryKeeper(reader, Noon(), self.published.append)

    async def look(self) -> ShopDirectory:
        await self.keeper.step()
        return self.published[-1]


def full(version: int = 1, **changes: Any) -> ShopChanged:
    facts: dict[str, Any] = {
        "kind": "Bäckerei",
        "tagline": "Seit 1921",
        "story": "Vier Generationen.",
        "street": "Markt 1",
        "opening_hours": HOURS,
        "preparation_minutes": 90,
        "picture": "brot",
        "closures": (ClosureState.model_validate({"from": "2026-12-24", "to": "2027-01-04"}),),
        "special_days": (SpecialDayState(day=date(2026, 11, 29), spans=(("10:00", "14:00"),)),),
        "delivery": DeliveryState(postal_codes=("06712",), fee=300, days=("sa",)),
    }
    return shop_changed(BAKERY, version, **(facts | changes))


async def test_all_that_the_catalogue_tells_comes_back(database: Database) -> None:
    await tell(database, full())

    shop = (await Kept(database).look()).get(BAKERY.slug)

    assert shop is not None
    assert (shop.kind, shop.tagline, shop.street) == ("Bäckerei", "Seit 1921", "Markt 1")
    assert (shop.story, shop.picture, shop.image_url) == ("Vier Generationen.", "brot", None)
    assert (shop.opening_hours, shop.preparation_minutes) == (HOURS, 90)
    assert shop.away.closures[0].last.isoformat() == "2027-01-04"
    assert shop.away.special_days[0].spans == (("10:00", "14:00"),)
    assert shop.delivery is not None
    assert (shop.delivery.fee, shop.delivery.days) == (300, ("sa",))


async def test_rows_from_before_have_defaults(database: Database) -> None:
    await tell(database, full())
    await database.pool.execute(
        "UPDATE shop_snapshot SET doc = doc - '{kind,tagline,story,street,picture,image_url,"
        "opening_hours,preparation_minutes,closures,special_days,delivery}'::text[]"
    )

    shop = (await Kept(database).look()).get(BAKERY.id)

    assert shop is not None
    assert (shop.opening_hours, shop.preparation_minutes, shop.delivery) == ("", 60, None)


async def test_older_and_repeated_states_change_nothing(database: Database) -> None:
    await tell(database, full(version=3))
    kept = Kept(database)
    first = await kept.look()

    await tell(database, full(version=3), full(version=2, status="paused"))

    assert await kept.look() is first
    assert len(kept.published) == 1


async def test_each_change_makes_a_new_directory(database: Database) -> None:
    await tell(database, full(), shop_changed(FARM))
    kept = Kept(database)
    first = await kept.look()

    await tell(database, full(version=2, status="paused"))
    second = await kept.look()

    assert second.version > first.version
    assert first.get(BAKERY.id) is not None, "who holds it still reads the same"
    assert second.get(BAKERY.id) is None
    assert second.get(FARM.id) is first.get(FARM.id)
