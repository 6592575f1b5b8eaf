"""The second half of an import: everything it says, in one transaction, or nothing."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from marketkit.clock import new_id
from marketkit.db import Session, outbox
from marketkit.errors import InvalidError

from catalog.domain.errors import SkuTakenError
from catalog.domain.imports.job import Job, JobState
from catalog.domain.product import Picture, Product, ProductStatus
from catalog.domain.rights import Action, Actor, check_may_edit_all
from catalog.store import (
    activity,
    import_pictures,
    import_undo,
    imports,
    products,
    reviews,
    shops,
)
from catalog.store.wide import connection_of
from catalog.use_cases import apply_product
from catalog.use_cases.counts import counts_of
from catalog.use_cases.gate import Gate, load_gate
from catalog.use_cases.imports.importing import Importing
from catalog.use_cases.imports.plan import blank, with_pictures
from catalog.use_cases.keep import keep_products
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.product_form import ProductChanges, ProductForm
from catalog.use_cases.put_on_sale import shelve

_AT_ONCE = 100


class OutdatedError(Exception):
    """The shop's goods are no longer those that the preview was made from."""


async def apply_import(job: Job, importing: Importing) -> None:
    """Raises OutdatedError when the preview no longer holds, LeaseLostError, and DomainErrors."""
    around = importing.around
    try:
        async with around.db.session() as session:
            await _apply(session, job, importing)
    except (SkuTakenError, InvalidError) as error:
        raise OutdatedError from error
    # The events were written on the way, so that they need not all be held.
    around.db.outbox_written()


async def _apply(session: Session, job: Job, importing: Importing) -> None:
    around = importing.around
    shop = await shops.get_by_id(session, job.shop_id)
    now = around.clock.now()
    actor = Actor(job.account_id, frozenset(job.roles), job.account_name)
    role = check_may_edit_all(actor, shop, rights_of(job), now)
    on = await connection_of(session)
    pictures = {
        entry: Picture(new_id(), it.name, it.width, it.height, "", it.fingerprint)
        for entry, it in (await import_pictures.of_job(on, job.id)).items()
    }
    # All of them first, and in one order, so that two imports cannot wait for each other.
    await products.lock(session, await imports.touched(on, job.id))
    gate = await load_gate(session, shop, around)
    after, done = 0, 0
    while todo := await imports.todo(on, job.id, after, _AT_ONCE):
        step = _Step(session, job, actor, gate, around, pictures, now)
        await step.take(todo)
        after, done = todo[-1][0], done + len(todo)
        await imports.progress(around.db, job, done, job.counts.get("products", done))
        await asyncio.sleep(0)
    activity.note(
        session, actor, shop.id, role=role, at=now, action="import.applied",
        subject=job.file_name, changes={"products": [0, done]},
    )  # fmt: skip
    await session.flush()
    await imports.let_go(
        on, job, state=JobState.DONE.value, applied_at=now, updated_at=now, done=done, total=done
    )


def rights_of(job: Job) -> set[Action]:
    """What the rows of the preview need, as they were counted there."""
    return {action for action in Action if job.counts.get(f"needs_{action.value}")}


class _Step:
    """A few products of the import: applied, saved, told, and remembered for taking it back."""

    def __init__(  # noqa: PLR0913, PLR0917 -- all that every step of one import shares
        self,
        session: Session,
        job: Job,
        actor: Actor,
        gate: Gate,
        around: Surroundings,
        pictures: dict[str, Picture],
        now: datetime,
    ) -> None:
        self._session = session
        self._job = job
        self._actor = actor
        self._shop = gate.shop
        self._gate = gate
        self._around = around
        self._pictures = pictures
        self._now = now
        self._asked: dict[UUID, dict[str, str]] = {}

    async def take(self, todo: Sequence[tuple[int, dict[str, Any], UUID | None]]) -> None:
        ids = [product_id for _, _, product_id in todo if product_id]
        known = await products.get_many(self._session, ids) if ids else {}
        counts: dict[UUID, int | None] = {}
        pairs: list[tuple[Product | None, Product]] = []
        for _number, what, product_id in todo:
            before = known.get(product_id) if product_id else None
            if (before.version if before else 0) != what["version"]:
                raise OutdatedError
            product, said = self._changed(before, what)
            counts |= counts_of(product, said.variants)
            pairs.append((before, product))
        await keep_products(
            self._session, [product for _, product in pairs], self._shop, self._around, counts
        )
        if self._asked:
            await reviews.ask(self._session, self._shop.id, self._asked, self._now, self._actor.id)
        on = await connection_of(self._session)
        await import_undo.remember(on, self._job.id, pairs)
        await outbox.write(on, self._session.events)
        self._session.events.clear()

    def _changed(
        self, before: Product | None, what: dict[str, Any]
    ) -> tuple[Product, ProductChanges]:
        form = (ProductChanges if before else ProductForm).model_validate(what["form"])
        start = before
        if start is None:
            assert isinstance(form, ProductForm)
            start = blank(form, self._shop, self._now)
        product = apply_product.apply(start, form, self._shop, self._around.region, self._now)
        shown = [self._pictures[entry] for entry in what["pictures"] if entry in self._pictures]
        return self._on_sale(with_pictures(product, shown)).changed(self._now), form

    def _on_sale(self, product: Product) -> Product:
        """Where that was wished and nothing is missing: published, or waiting for a look.

        In one version with the rest.
        """
        if not self._job.publish or product.status is not ProductStatus.DRAFT:
            return product
        if self._gate.gaps(product):
            return product
        shelved, needed = shelve(product, self._actor, self._around.region, self._now)
        if shelved.status is ProductStatus.IN_REVIEW:
            self._asked[product.id] = needed
        return replace(shelved, version=product.version)
