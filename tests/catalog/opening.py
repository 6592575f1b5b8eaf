"""A shop that is open, whatever it still has to show; and the surroundings of use cases."""

from pathlib import Path

from catalog.settings import CatalogSettings
from catalog.store import prices, shops
from catalog.use_cases.keep import keep_shop
from catalog.use_cases.ports import Surroundings
from catalog.wiring import surroundings
from pydantic import SecretStr

from tests.catalog.conftest import REGION, Market


def surroundings_of(market: Market, folder: Path) -> Surroundings:
    told = CatalogSettings(
        database_url=SecretStr("postgresql://handed-in"),
        region_dir=REGION,
        media_dir=folder,
        link_secret=SecretStr("l" * 32),
    )
    return surroundings(told, market.db, market.clock)


async def open_up(slug: str, around: Surroundings) -> None:
    """What opening does once everything that is asked for is there."""
    async with around.db.session() as session:
        shop = (await shops.get(session, slug, lock=True)).open(around.clock.now())
        await keep_shop(session, shop, around)
        await prices.reoffer(session, shop.id, shop.updated_at, public=True)
