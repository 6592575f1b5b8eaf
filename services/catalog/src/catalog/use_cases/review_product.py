"""Somebody of the market has looked at a product: it goes on sale, or back with a reason."""

from typing import Annotated
from uuid import UUID

from marketkit.db import Session
from marketkit.errors import ConflictError, ForbiddenError, UnauthenticatedError
from pydantic import AfterValidator

from catalog.domain import audit
from catalog.domain.product import Product, ProductStatus
from catalog.domain.rights import Actor
from catalog.store import activity, mails, products, reviews, shops
from catalog.use_cases.keep import keep_product
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.put_on_sale import put_on_sale
from catalog.use_cases.texts import Form, Paragraphs

_SHORTEST = 10


class NotInReviewError(ConflictError):
    code = "not_in_review"
    message = "Dieses Produkt wartet nicht auf eine Freigabe."


def _telling(text: str) -> str:
    if len(text) < _SHORTEST:
        message = "Schreib dem Laden in einem Satz, warum es so nicht geht."
        raise ValueError(message)
    return text


class RefusalForm(Form):
    """The statement of reasons the shop gets to read (Art. 17 DSA)."""

    reason: Annotated[Paragraphs, AfterValidator(_telling)]


def check_is_operator(actor: Actor) -> None:
    if actor.id is None:
        raise UnauthenticatedError
    if "operator" not in actor.roles:
        raise ForbiddenError


async def approve_product(product_id: UUID, actor: Actor, around: Surroundings) -> None:
    """On sale. Already there: nothing happens."""
    check_is_operator(actor)
    async with around.db.session() as session:
        before = await _waiting(session, product_id)
        if before.is_published:
            return
        shop = await shops.get_by_id(session, before.shop_id)
        product = await put_on_sale(session, before, shop, actor, around)
        await _keep(session, before, product, actor, around, action="product.approved")


async def refuse_product(
    product_id: UUID, form: RefusalForm, actor: Actor, around: Surroundings
) -> None:
    """A draft again, with the reason. Refused already: nothing happens."""
    check_is_operator(actor)
    async with around.db.session() as session:
        before = await _waiting(session, product_id, again=ProductStatus.DRAFT)
        if before.status is ProductStatus.DRAFT:
            return
        now = around.clock.now()
        await reviews.decide(session, [product_id], "refused", now, actor.id, form.reason)
        product = before.send_back(now)
        said = form.reason
        await _keep(
            session, before, product, actor, around, action="product.refused", statement=said
        )


async def _waiting(
    session: Session, product_id: UUID, again: ProductStatus = ProductStatus.PUBLISHED
) -> Product:
    """The product, locked, that waits or has been decided so before."""
    product = await products.get(session, product_id, lock=True)
    if product.status is ProductStatus.IN_REVIEW:
        return product
    last = await reviews.latest(session, product_id)
    decided = {ProductStatus.PUBLISHED: "approved", ProductStatus.DRAFT: "refused"}[again]
    if product.status is not again or last is None or last["decision"] != decided:
        raise NotInReviewError
    return product


async def _keep(  # noqa: PLR0913 -- what was, what is, by whom, and what the shop is told
    session: Session, before: Product, product: Product, actor: Actor, around: Surroundings,
    *, action: str, statement: str = "",
) -> None:  # fmt: skip
    shop = await shops.get_by_id(session, product.shop_id)
    await keep_product(session, product, shop, around, {})
    activity.note(
        session, actor, shop.id, role="operator", at=product.updated_at, action=action,
        subject=product.title, changes=audit.diff_product(before, product),
    )  # fmt: skip
    if shop.email:
        await mails.queue(
            session,
            kind=action.replace(".", "_"),
            to=shop.email,
            dedupe_key=f"{action}:{product.id}:{product.version}",
            facts={"shop": shop.name, "product": product.title, "reason": statement},
            shop_id=shop.id,
        )
