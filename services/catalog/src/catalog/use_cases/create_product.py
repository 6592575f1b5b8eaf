"""A product is written down; nobody sees it before it is published."""

from uuid import UUID

from marketkit.clock import new_id

from catalog.domain import audit
from catalog.domain.product import Product
from catalog.domain.rights import Action, Actor, check_may_edit_all
from catalog.domain.shop import Shop
from catalog.domain.slugs import slugify
from catalog.store import activity, shops
from catalog.store.kept_answers import KeyClaim
from catalog.use_cases import apply_product
from catalog.use_cases.counts import counts_of
from catalog.use_cases.keep import keep_product
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.product_form import ProductForm


async def create_product(
    slug: str, form: ProductForm, actor: Actor, key: str | None, around: Surroundings
) -> UUID:
    """A draft. The same key again answers the product it made before."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
        role = check_may_edit_all(actor, shop, _needed(form), around.clock.now())
        assert actor.id is not None
        claim = KeyClaim(session, actor.id, f"products:{shop.id}", key) if key else None
        if claim:
            request = form.model_dump_json(exclude_unset=True).encode()
            if earlier := await claim.earlier(request, around.clock.now()):
                return earlier
        product = _new_product(form, shop, around)
        counts = counts_of(product, form.variants)
        await keep_product(session, product, shop, around, counts)
        activity.note(
            session, actor, shop.id, role=role, at=product.created_at, action="product.created",
            subject=product.title, changes=audit.diff_product(None, product),
        )  # fmt: skip
        if claim:
            await claim.keep(product.id)
        return product.id


def _needed(form: ProductForm) -> set[Action]:
    """The first price is part of a new product; what is there has to be counted."""
    counts = any(variant.says_stock for variant in form.variants)
    return {Action.PRODUCTS, Action.STOCK} if counts else {Action.PRODUCTS}


def _new_product(form: ProductForm, shop: Shop, around: Surroundings) -> Product:
    now = around.clock.now()
    blank = Product(
        id=new_id(),
        shop_id=shop.id,
        slug=slugify(form.title),
        title=form.title,
        category=form.category,
        created_at=now,
        updated_at=now,
    )
    return apply_product.apply(blank, form, shop, around.region, now).changed(now)
