"""The shop's people, or its advisor, change a product."""

from uuid import UUID

from catalog.domain import audit
from catalog.domain.rights import Actor, check_may_edit_all
from catalog.store import activity
from catalog.use_cases import apply_product
from catalog.use_cases.access import product_to_change
from catalog.use_cases.counts import counts_of
from catalog.use_cases.keep import keep_product
from catalog.use_cases.needed import actions_for
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.product_form import ProductChanges
from catalog.use_cases.put_on_sale import still_on_sale
from catalog.use_cases.undo import remember
from catalog.use_cases.versions import check_version


async def change_product(
    product_id: UUID,
    form: ProductChanges,
    actor: Actor,
    expected: int | None,
    around: Surroundings,
) -> None:
    """Apply what was sent; what is on sale must stay fit for sale."""
    async with around.db.session() as session:
        before, shop, role = await product_to_change(session, product_id, actor, around, None)
        check_version(before.version, expected)
        now = around.clock.now()
        changed = apply_product.apply(before, form, shop, around.region, now)
        if changed == before:
            return
        needed = actions_for(before, changed, counted=any(v.says_stock for v in form.variants))
        check_may_edit_all(actor, shop, needed, now)
        product = changed.changed(now)
        if changed.is_published:
            product = await still_on_sale(session, product, shop, actor, around)
        counts = counts_of(product, form.variants)
        await keep_product(session, product, shop, around, counts)
        await remember(session, actor, "changed", [(before, product)], now)
        activity.note(
            session, actor, shop.id, role=role, at=now, action="product.changed",
            subject=product.title, changes=audit.diff_product(before, product),
        )  # fmt: skip
