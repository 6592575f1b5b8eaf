"""Somebody opens a shop of their own, without an advisor."""

from marketkit.errors import ConflictError, UnauthenticatedError

from catalog.domain.cases.stages import ShopStep
from catalog.domain.rights import Actor
from catalog.domain.shop import Shop
from catalog.store import shops
from catalog.store.kept_answers import KeyClaim
from catalog.use_cases.cases.follow_shop import follow_shop
from catalog.use_cases.create_shop import add_shop
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.shop_form import ShopForm

MOST_DRAFTS = 3


class TooManyDraftsError(ConflictError):
    code = "too_many_drafts"
    message = "Du hast schon mehrere Läden im Entwurf. Mach zuerst einen davon fertig."


async def open_own_shop(
    form: ShopForm, actor: Actor, key: str | None, around: Surroundings
) -> Shop:
    """A draft of which the actor is the owner. The same key again answers the same shop."""
    if actor.id is None:
        raise UnauthenticatedError
    async with around.db.session() as session:
        claim = KeyClaim(session, actor.id, "own-shops", key) if key else None
        if claim:
            request = form.model_dump_json(exclude_unset=True).encode()
            if earlier := await claim.earlier(request, around.clock.now()):
                return await shops.get_by_id(session, earlier)
        if await shops.drafts_owned(session, actor.id) >= MOST_DRAFTS:
            raise TooManyDraftsError
        shop = await add_shop(session, form, actor, around, own=True)
        await follow_shop(session, shop, ShopStep.CREATED, actor, around)
        if claim:
            await claim.keep(shop.id)
        return shop
