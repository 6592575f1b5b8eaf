"""Gives the advisor a caseload, and the market a promotion and a report to decide on.

Safe to run twice: a case that has left the first contact was worked on and stays as it is, and
what has no such trace carries a key that makes its repetition harmless.
"""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from onebox.seed.client import RefusedError
from onebox.seed.happenings import CasesFile, SeedCase, SeedNotice, SeedPromotion, ShopInCare
from onebox.seed.market import Person
from onebox.seed.sow import Report

JsonObject = dict[str, Any]


@dataclass(frozen=True)
class Caseload:
    advisor: Person
    owner: Person
    today: date
    report: Report

    async def fill(self, wanted: CasesFile) -> None:
        for number, case in enumerate(wanted.cases):
            await self._noted(case.name, self._open(case, f"seed-case-{number}"))
        for shop in wanted.shops:
            await self._noted(shop.slug, self._care(shop))
        for promotion in wanted.promotions:
            await self._noted(promotion.sku, self._promote(promotion))
        for notice in wanted.notices:
            await self._noted(notice.sku, self._give_notice(notice))

    async def _noted(self, name: str, work: Awaitable[None]) -> None:
        try:
            await work
        except RefusedError as refused:
            self.report.refusals.append(f"{name}: {refused}")

    async def _open(self, case: SeedCase, key: str) -> None:
        made = await self.advisor.post("/api/v1/cases", case.body(self.today), key=key)
        if made["stage"] != "contact":
            return
        path = f"/api/v1/cases/{made['id']}"
        if case.note:
            await self.advisor.tell(f"{path}/notes", {"text": case.note}, key=f"{key}-note")
        for number, appointment in enumerate(case.appointments):
            body = appointment.body(self.today)
            await self.advisor.tell(f"{path}/appointments", body, key=f"{key}-{number}")
        await self._move(case, made, path)

    async def _move(self, case: SeedCase, made: JsonObject, path: str) -> None:
        if case.drop is not None:
            await self.advisor.post(f"{path}/move", {"stage": "dropped"} | case.drop.model_dump())
        elif case.street:
            made = await self.advisor.post(f"{path}/shop", {"street": case.street})
            if case.stage == "review":
                await self.advisor.prepare_handover(made["shop"]["slug"], case.contact.email)
        elif case.stage != made["stage"]:
            await self.advisor.post(f"{path}/move", {"stage": case.stage})

    async def _care(self, shop: ShopInCare) -> None:
        found = await self.advisor.get(f"/api/v1/cases/of-shop/{shop.slug}")
        path = f"/api/v1/cases/{found['id']}"
        if found["stage"] != "live" or found["next_step"]:
            return
        if shop.next_step:
            await self.advisor.patch(path, shop.body(self.today))
        if shop.stage != "live":
            await self.advisor.post(f"{path}/move", {"stage": shop.stage})

    async def _promote(self, wanted: SeedPromotion) -> None:
        product = await self._find(wanted.shop, wanted.sku)
        if product is None:
            return
        path = f"/api/v1/products/{product['id']}/promotions"
        if (await self.owner.get(path))["items"]:
            return
        variant = product["variants"][0]
        amount = variant["price"]["amount"] * (100 - wanted.percent) // 100
        price = {"amount": amount, "currency": "EUR"}
        reduced = {"id": variant["id"], "price": price}
        ends_at = (datetime.now(UTC) + timedelta(days=wanted.days)).isoformat()
        await self.owner.post(path, {"variants": [reduced], "ends_at": ends_at})

    async def _give_notice(self, wanted: SeedNotice) -> None:
        product = await self._find(wanted.shop, wanted.sku)
        if product is None:
            return
        said = wanted.model_dump(include={"reason", "explanation", "name", "email"})
        body = said | {"subject": f"product:{product['id']}", "good_faith": True}
        guest = Person(self.owner.client, "")
        await guest.post("/api/v1/notices", body, key=f"seed-notice-{wanted.sku}")

    async def _find(self, slug: str, sku: str) -> JsonObject | None:
        async for product in self.advisor.products_of(slug):
            if sku in product.skus and product.status == "published":
                return await self.advisor.get(f"/api/v1/products/{product.id}")
        return None
