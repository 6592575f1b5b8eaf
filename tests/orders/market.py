"""A small market for tests: shops, offers and stock, told by the catalogue's own events."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from marketkit.clock import new_id
from marketkit.contracts import (
    ProductChanged,
    ShopChanged,
    StaffChanged,
    StaffMember,
    StockCounted,
    VariantState,
)
from marketkit.db import Database
from orders.region.datev import load_chart
from orders.region.deposits import load_deposits
from orders.region.retention import load_retention
from orders.region.vat import load_vat
from orders.use_cases import take_over_catalog as take
from orders.use_cases.context import Context

from tests.support.databases import Templates

SECRET = b"a secret that is only used in tests"
REGION = Path(__file__).parents[2] / "regions" / "zeitz"


@dataclass
class FixedClock:
    at: datetime = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
    """A Friday morning."""

    def now(self) -> datetime:
        return self.at


@dataclass(frozen=True)
class AShop:
    id: UUID
    slug: str
    owner: UUID


@dataclass
class Market:
    """One database with a context on it, and short words for what tests need."""

    database: Database
    context: Context
    clock: FixedClock
    versions: dict[UUID, int] = field(default_factory=dict)

    def _next(self, aggregate: UUID) -> int:
        self.versions[aggregate] = self.versions.get(aggregate, 0) + 1
        return self.versions[aggregate]

    async def shop(self, slug: str = "baeckerei", **changes: Any) -> AShop:
        shop = AShop(new_id(), slug, new_id())
        await self.change_shop(shop, **changes)
        async with self.database.transaction() as tx:
            staff = (StaffMember(account_id=shop.owner, role="owner"),)
            await take.take_staff(
                tx, StaffChanged(version=1, shop_id=shop.id, shop_slug=slug, staff=staff)
            )
        return shop

    async def change_shop(self, shop: AShop, **changes: Any) -> None:
        state: dict[str, Any] = {
            "slug": shop.slug,
            "name": shop.slug.title(),
            "status": "live",
            "postal_code": "06712",
            "place": "Zeitz",
            "lat": 51.05,
            "lon": 12.13,
            "opening_hours": "Mo-Sa 07:00-18:00",
            "preparation_minutes": 60,
        } | changes
        event = ShopChanged(version=self._next(shop.id), shop_id=shop.id, **state)
        async with self.database.transaction() as tx:
            await take.take_shop(tx, event)

    async def offer(
        self, shop: AShop, *, on_hand: int = 10, price: int = 480, deposit: int = 0,
        on_order: bool = False,
    ) -> UUID:  # fmt: skip
        """A product with one variant; answers the variant's id."""
        product_id, variant_id = new_id(), new_id()
        await self.change_product(shop, product_id, variant_id, price=price, deposit=deposit)
        async with self.database.transaction() as tx:
            await take.take_count(
                tx,
                StockCounted(
                    version=1,
                    variant_id=variant_id,
                    product_id=product_id,
                    shop_id=shop.id,
                    on_hand=None if on_order else on_hand,
                    on_order=on_order,
                ),
            )
        return variant_id

    async def change_product(
        self, shop: AShop, product_id: UUID, variant_id: UUID, *, price: int, deposit: int = 0
    ) -> None:
        variant = VariantState(
            variant_id=variant_id, sku="1", price=price, vat_class="de_reduced", deposit=deposit
        )
        event = ProductChanged(
            version=self._next(product_id),
            product_id=product_id,
            shop_id=shop.id,
            shop_slug=shop.slug,
            title="Roggenbrot",
            slug="roggenbrot",
            category="brot",
            category_path=("lebensmittel", "brot"),
            profile="lebensmittel",
            published_at=self.clock.now(),
            variants=(variant,),
        )
        async with self.database.transaction() as tx:
            await take.take_product(tx, event)

    async def product_of(self, variant_id: UUID) -> UUID:
        product_id: UUID = await self.database.pool.fetchval(
            "SELECT product_id FROM offer WHERE variant_id = $1", variant_id
        )
        return product_id

    async def stock(self, variant_id: UUID) -> tuple[int, int]:
        """On hand, reserved."""
        row = await self.database.pool.fetchrow(
            "SELECT on_hand, reserved FROM stock WHERE variant_id = $1", variant_id
        )
        return row["on_hand"], row["reserved"]

    async def events(self, event_type: str) -> list[Any]:
        rows = await self.database.pool.fetch(
            "SELECT payload FROM outbox WHERE type = $1 ORDER BY seq", event_type
        )
        return [row["payload"] for row in rows]

    def with_(self, **changes: Any) -> "Market":
        """The same market with another adapter or setting."""
        return replace(self, context=replace(self.context, **changes))


def checkout_body(shops: Sequence[AShop], **changes: Any) -> dict[str, Any]:
    """A checkout for pickup on Saturday at ten, paid there."""
    body: dict[str, Any] = {
        "contact": {"name": "Anna Beispiel", "email": "anna@example.org", "phone": None},
        "slots": {str(shop.id): "2026-11-21T10:00:00+01:00" for shop in shops},
        "payment": "pickup",
    }
    return body | changes


@asynccontextmanager
async def open_market(databases: Templates, *, pool_size: int = 10) -> AsyncIterator[Market]:
    clock = FixedClock()
    async with databases.url("orders:migrations") as url:
        database = await Database.open(
            url, pool_size=pool_size, leaves_sessions_clean=True, finds_by_index=True
        )
        context = Context(
            database=database,
            guest_token_secret=SECRET,
            order_prefix="ZZ",
            time_to_pay=timedelta(minutes=45),
            clock=clock,
            vat=load_vat(REGION),
            deposits=load_deposits(REGION),
            chart=load_chart(REGION),
            retention=load_retention(REGION),
        )
        try:
            yield Market(database, context, clock)
        finally:
            await database.close()
