"""An order as it lies in the database, for tests that begin where checkout ends."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from marketkit.clock import new_id
from marketkit.db import Database
from orders.domain.stock import HoldState
from orders.store import holds, orders
from orders.use_cases.ports import RecordedRefunds


@dataclass
class PlacedOrder:
    """Two shops: 4,80 € at the baker's (2 of 10 buns), 6,20 € at the farm (1 of 3 crates)."""

    id: UUID = field(default_factory=new_id)
    shop_orders: tuple[UUID, UUID] = field(default_factory=lambda: (new_id(), new_id()))
    shops: tuple[UUID, UUID] = field(default_factory=lambda: (uuid4(), uuid4()))
    variants: tuple[UUID, UUID] = field(default_factory=lambda: (uuid4(), uuid4()))
    total: int = 1100


QUANTITIES, STOCKS, TOTALS, PRICES = (2, 1), (10, 3), (480, 620), (240, 600)
NAMES = ("Bäckerei Morgenroth", "Hofladen Kayna")


async def place(
    db: Database,
    *,
    online: bool = True,
    language: str = "de",
    email: str | None = "anna@example.org",
    account_id: UUID | None = None,
    slot_start: datetime | None = None,
    created_at: datetime | None = None,
    shops: tuple[UUID, UUID] | None = None,
) -> PlacedOrder:
    order = PlacedOrder(shops=shops) if shops else PlacedOrder()
    number = f"ZZ-2026-{order.id.int % 1_000_000:06d}"
    begin = slot_start or datetime.now(UTC) + timedelta(days=1)
    now = created_at or datetime.now(UTC)
    until = now + timedelta(minutes=45) if online else None
    status = "awaiting_payment" if online else "placed"
    async with db.transaction() as tx:
        await tx.execute(
            """
            INSERT INTO "order" (id, number, cart_id, account_id, status, payment_method,
                contact_name, contact_email, contact_phone, total, created_at, pay_until, language)
            VALUES ($1, $2, $3, $4, $5, $6, 'Anna Köhler', $7, '0170 1234567', $8, $9, $10, $11)
            """,
            order.id, number, uuid4(), account_id, status, "online" if online else "pickup",
            email, order.total, now, until, language,
        )  # fmt: skip
        for place in (0, 1):
            await _part(tx, order, place, number, begin, None if online else now)
            await _hold(tx, order, place, until)
        if online:
            await tx.execute(
                """
                INSERT INTO payment (order_id, method, status, amount, idempotency_key,
                    expires_at, created_at)
                VALUES ($1, 'online', 'pending', $2, $3, $4, $5)
                """,
                order.id, order.total, f"pay-{order.id}", until, now,
            )  # fmt: skip
    return order


async def _part(
    tx: Any, order: PlacedOrder, place: int, number: str, begin: datetime, opened: datetime | None
) -> None:
    total = TOTALS[place]
    shop = {
        "id": str(order.shops[place]), "slug": ("baeckerei-morgenroth", "hofladen-kayna")[place],
        "name": NAMES[place], "place": "Zeitz", "street": "Altmarkt 3", "postal_code": "06712",
        "phone": "03441 123456", "email": f"laden{place}@example.org",
        "pickup_note": "Klingel am Hof", "picture": None,
    }  # fmt: skip
    await tx.execute(
        """
        INSERT INTO shop_order (id, order_id, shop_id, number, status, slot_start, slot_end,
            subtotal, deposit_total, total, pickup_code, shop, opened_at)
        VALUES ($1, $2, $3, $4, 'placed', $5, $6, $7, $8, $9, '123456', $10, $11)
        """,
        order.shop_orders[place], order.id, order.shops[place], f"{number}-{place + 1}", begin,
        begin + timedelta(hours=1), total - place * 20, place * 20, total, shop, opened,
    )  # fmt: skip
    shown = {
        "variant_id": str(order.variants[place]), "product_id": str(uuid4()),
        "title": ("Roggenbrötchen", "Apfelsaft <naturtrüb>")[place], "label": ("", "0,5 l")[place],
        "quantity": QUANTITIES[place], "price": {"amount": PRICES[place], "currency": "EUR"},
        "line_total": {"amount": total - place * 20, "currency": "EUR"},
        "unit_price": {"amount": 480, "currency": "EUR", "per": "kg"} if place == 0 else None,
        "deposit": {"amount": 20, "currency": "EUR"} if place else None,
        "deposit_total": {"amount": 20, "currency": "EUR"} if place else None,
        "vat_class": "reduced", "picture": None,
    }  # fmt: skip
    await tx.execute(
        """
        INSERT INTO order_line (shop_order_id, position, variant_id, product_id, quantity, price,
            deposit, vat_class, shown)
        VALUES ($1, 0, $2, $3, $4, $7, $5, 'reduced', $6)
        """,
        order.shop_orders[place], order.variants[place], uuid4(), QUANTITIES[place], place * 20,
        shown, PRICES[place],
    )  # fmt: skip
    if opened:
        await tx.execute(
            "INSERT INTO history (shop_order_id, version, status, at) VALUES ($1, 1, 'placed', $2)",
            order.shop_orders[place],
            opened,
        )


async def _hold(tx: Any, order: PlacedOrder, place: int, until: datetime | None) -> None:
    await tx.execute(
        """
        INSERT INTO stock (variant_id, product_id, shop_id, on_hand, reserved, version)
        VALUES ($1, $2, $3, $4, $5, 1)
        """,
        order.variants[place], uuid4(), order.shops[place], STOCKS[place], QUANTITIES[place],
    )  # fmt: skip
    await tx.execute(
        "INSERT INTO stock_movement (variant_id, kind, delta) VALUES ($1, 'counted', $2)",
        order.variants[place],
        STOCKS[place],
    )
    await tx.execute(
        """
        INSERT INTO hold (order_id, variant_id, shop_order_id, quantity, state, expires_at)
        VALUES ($1, $2, $3, $4, 'held', $5)
        """,
        order.id, order.variants[place], order.shop_orders[place], QUANTITIES[place], until,
    )  # fmt: skip


async def count_down(db: Database, variant_id: UUID, pieces: int) -> None:
    """Somebody found that there are fewer on the shelf."""
    async with db.transaction() as tx:
        await tx.execute(
            "UPDATE stock SET on_hand = on_hand - $2 WHERE variant_id = $1", variant_id, pieces
        )
        await tx.execute(
            "INSERT INTO stock_movement (variant_id, kind, delta) VALUES ($1, 'corrected', $2)",
            variant_id,
            -pieces,
        )


async def decline(db: Database, order: PlacedOrder, place: int) -> None:
    """One shop cannot deliver: goods go back on sale, the refund is asked for."""
    async with db.transaction() as tx:
        before = await orders.lock(tx, order.id)
        assert before
        part = before.shop_orders[place].decline(reason="Ausverkauft.", at=datetime.now(UTC))
        await orders.save(tx, before, before.with_part(part))
        await holds.give_back(tx, order.id, [part.id], HoldState.RELEASED)
        await RecordedRefunds().request(tx, part, part.total, "Ausverkauft.")


async def hand_over_everything(db: Database, order: PlacedOrder) -> None:
    async with db.transaction() as tx:
        whole = await orders.lock(tx, order.id)
        assert whole
        for part in whole.shop_orders:
            now = datetime.now(UTC)
            before = await orders.lock(tx, order.id)
            assert before
            given = part.accept(at=now).ready(at=now).hand_over(at=now)
            await orders.save(tx, before, before.with_part(given))
            await holds.commit(tx, order.id, part.id)
