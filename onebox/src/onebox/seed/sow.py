"""Brings the seed's shops onto a market; what is there already stays as people left it.

Safe to run twice and to go on after an interruption: a shop is found by its slug, a product by
its article numbers, and each POST carries a key that makes its repetition harmless.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from onebox.seed.client import RefusedError
from onebox.seed.files import StockedShop
from onebox.seed.market import FoundProduct, Person
from onebox.seed.progress import Counting
from onebox.seed.proofs import answers_of
from onebox.seed.shapes import SeedProduct, SeedShop

AT_ONCE = 8
NOT_OURS = (403, 404)
WAITING = "in_review"


class NameTakenError(Exception):
    """The market gave a shop another slug than the files expect; it stays an empty draft."""


@dataclass
class Report:
    """What happened, counted; `refusals` are the market's own words."""

    shops_made: int = 0
    products_made: int = 0
    products_found: int = 0
    left_alone: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Handover:
    slug: str
    owner: Person
    email: str


@dataclass(frozen=True)
class Sower:
    """`until`: the last day of the mandates; `window`: article numbers to put on sale last, so
    that they stand first among the newest."""

    advisor: Person
    counting: Counting
    until: date
    window: Sequence[str] = ()
    operator: Person | None = None
    """Who looks at goods that the market looks at first."""
    report: Report = field(default_factory=Report)
    _held_back: dict[str, str] = field(default_factory=dict)

    async def sow(self, shops: Sequence[StockedShop], handovers: Sequence[Handover] = ()) -> Report:
        """All shops, eight at a time, the fullest first so that no long one ends alone."""
        waiting = sorted(shops, key=lambda stocked: len(stocked.products))
        try:
            async with asyncio.TaskGroup() as gardeners:
                for _ in range(AT_ONCE):
                    gardeners.create_task(self._work_off(waiting))
        except BaseExceptionGroup as failed:
            raise failed.exceptions[0] from failed
        for sku in self.window:
            await self._put_into_the_window(sku)
        for handover in handovers:
            await self._hand_over(handover)
        return self.report

    async def _work_off(self, waiting: list[StockedShop]) -> None:
        while waiting:
            stocked = waiting.pop()
            try:
                await self._fill(stocked)
            except RefusedError as refused:
                self._note(stocked.shop.slug, refused)
            except NameTakenError as taken:
                self.report.refusals.append(str(taken))

    def _note(self, slug: str, refused: RefusedError) -> None:
        """A shop whose owner has withdrawn the advisor's mandate is no failure."""
        if refused.status in NOT_OURS:
            self.report.left_alone.append(slug)
        else:
            self.report.refusals.append(f"{slug}: {refused}")

    async def _fill(self, stocked: StockedShop) -> None:
        slug = stocked.shop.slug
        shop = await self.advisor.find_shop(slug)
        if shop is None:
            shop = await self._create(stocked)
        known = {
            sku: product async for product in self.advisor.products_of(slug) for sku in product.skus
        }
        for product in stocked.products:
            await self._place(slug, product, known)
            self.counting.done(stocked.shop.name)
        if shop["status"] == "draft":
            await self.advisor.obtain_mandate(slug, stocked.shop.name, self.until)
            await self._show_proofs(stocked.shop)
            await self.advisor.open_shop(slug)
            for key, reason in stocked.shop.refused.items():
                await self.advisor.refuse_proof(slug, key, reason)

    async def _show_proofs(self, shop: SeedShop) -> None:
        lines = await self.advisor.checklist_of(shop.slug)
        if answers := answers_of(shop, lines, self.until):
            await self.advisor.answer_checklist(shop.slug, answers)

    async def _create(self, stocked: StockedShop) -> dict[str, object]:
        slug = stocked.shop.slug
        shop = await self.advisor.create_shop(stocked.shop.body(), key=f"seed-{slug}")
        if shop["slug"] != slug:
            raise NameTakenError(f"{slug}: the market calls it {shop['slug']}")
        self.report.shops_made += 1
        return shop

    async def _place(self, slug: str, product: SeedProduct, known: dict[str, FoundProduct]) -> None:
        found = next((known[sku] for sku in product.skus if sku in known), None)
        try:
            if found is None:
                key = f"seed-{slug}-{product.skus[0]}"
                product_id = await self.advisor.create_product(slug, product.body(), key)
                self.report.products_made += 1
                await self._publish(product_id, product)
                return
            self.report.products_found += 1
            # A draft is a product whose publishing was interrupted; withdrawn is somebody's will.
            if found.status in {"draft", WAITING}:
                await self._publish(found.id, product)
        except RefusedError as refused:
            if refused.status in NOT_OURS:
                raise
            self.report.refusals.append(f"{slug}: {product.title}: {refused}")

    async def _publish(self, product_id: str, product: SeedProduct) -> None:
        if product.skus[0] in self.window:
            self._held_back[product.skus[0]] = product_id
        else:
            await self._put_on_sale(product_id)
        if product.said is not None:
            await self.advisor.say(product_id, product.said)

    async def _put_on_sale(self, product_id: str) -> None:
        status = await self.advisor.publish(product_id)
        if status == WAITING and self.operator is not None:
            await self.operator.approve(product_id)

    async def _put_into_the_window(self, sku: str) -> None:
        if sku not in self._held_back:
            return
        try:
            await self._put_on_sale(self._held_back[sku])
        except RefusedError as refused:
            self._note(sku, refused)

    async def _hand_over(self, handover: Handover) -> None:
        shop = await self.advisor.find_shop(handover.slug)
        if shop is None or shop.get("stage") != "preparing":
            return
        try:
            code = await self.advisor.prepare_handover(handover.slug, handover.email)
            await handover.owner.accept_handover(code, self.until)
        except RefusedError as refused:
            self._note(handover.slug, refused)
