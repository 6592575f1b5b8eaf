"""Whether a shop may open."""

from catalog.domain.checklist.owed import owed
from catalog.domain.onboarding import NotReadyError
from catalog.domain.shop import Shop
from catalog.queries.checklist import standings_of
from catalog.use_cases.ports import Surroundings


async def check_ready(shop: Shop, around: Surroundings) -> None:
    """Raise NotReadyError naming all that is missing at once, each at its field."""
    found = await standings_of(around.db.pool, [shop.id], around.today())
    if errors := owed(shop, found.get(shop.id, ())):
        raise NotReadyError(errors=errors)
