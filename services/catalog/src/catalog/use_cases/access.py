"""The beginning of every change of a product: found, locked, and the actor's to change."""

from uuid import UUID

from marketkit.db import Session
from marketkit.errors import ForbiddenError, NotFoundError

from catalog.domain.errors import NoSuchProductError
from catalog.domain.product import Product
from catalog.domain.rights import (
    Action,
    Actor,
    MandateEndedError,
    NotInMandateError,
    check_may_edit_all,
)
from catalog.domain.shop import Shop
from catalog.store import products, shops
from catalog.use_cases.ports import Surroundings


async def product_to_change(
    session: Session,
    product_id: UUID,
    actor: Actor,
    around: Surroundings,
    action: Action | None = Action.PRODUCTS,
) -> tuple[Product, Shop, str]:
    """The product, locked, its shop, and the role in which the actor may do this to it.

    None as action: only that the actor may do something here; the caller asks for the rights
    themselves, once it is known which ones the change takes.
    A stranger learns of a product only if it is on sale: 404 for a draft, 403 for a public one.
    """
    product = await products.get(session, product_id, lock=True)
    shop = await shops.get_by_id(session, product.shop_id)
    try:
        role = check_may_edit_all(actor, shop, [action] if action else [], around.clock.now())
    except NotFoundError as error:
        raise NoSuchProductError from error
    except (NotInMandateError, MandateEndedError):
        raise
    except ForbiddenError as error:
        if product.is_published or shop.role_of(actor.id):
            raise
        raise NoSuchProductError from error
    return product, shop, role
