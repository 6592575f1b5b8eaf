"""Carts and their lines; prices, stock and shops come along from the view `sellable`."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from marketkit.pickup.away import away_from

from orders.domain.cart import Cart, Line, Offer, Shop, Wish


class Connection(Protocol):
    """A pool, a connection or a transaction: whatever answers queries."""

    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...


# A new cart need not wait for the disk: a power cut may lose the last half second of them, and
# whoever holds the id of a lost one begins with an empty cart. An order made of it waits.
_CREATE = """
    WITH hurry AS MATERIALIZED (
        SELECT set_config('synchronous_commit', 'off', true)
    ), l AS (
        SELECT w.*, offer.price AS price_seen
        FROM unnest($3::uuid[], $4::integer[])
            WITH ORDINALITY AS w (variant_id, quantity, position)
        JOIN offer USING (variant_id) JOIN shop_copy USING (shop_id)
    ), new_cart AS (
        INSERT INTO cart (id, account_id)
        SELECT $1, $2 FROM hurry WHERE (SELECT count(*) FROM l) = cardinality($3::uuid[])
        RETURNING id
    ), new_lines AS (
        INSERT INTO cart_line (cart_id, variant_id, quantity, price_seen, position)
        SELECT new_cart.id, l.variant_id, l.quantity, l.price_seen, l.position FROM l, new_cart
    )
    SELECT l.quantity, l.price_seen, v.* FROM l JOIN sellable v USING (variant_id)
    ORDER BY l.position
"""
_LOAD = """
    SELECT c.account_id, c.version, c.order_id, c.held_until, line.*,
        CASE WHEN c.held_until IS NOT NULL THEN (
            SELECT h.quantity FROM hold h
            WHERE h.order_id = c.id AND h.variant_id = line.variant_id AND h.state = 'held'
        ) END AS held,
        CASE WHEN $2 THEN (SELECT nextval('order_number')) END AS sequence
    FROM cart c
    LEFT JOIN LATERAL (
        SELECT l.quantity, l.price_seen, l.position, v.*
        FROM cart_line l JOIN sellable v USING (variant_id) WHERE l.cart_id = c.id
    ) AS line ON true
    WHERE c.id = $1
    ORDER BY line.position, line.variant_id
"""
_PRODUCT = """
    SELECT 1 AS quantity, price AS price_seen, v.* FROM sellable v
    WHERE product_id = $2 AND shop_id = $1
"""
_LOCK = "SELECT id FROM cart WHERE id = $1 FOR UPDATE"
_KNOWN = "SELECT variant_id FROM sellable WHERE variant_id = ANY($1::uuid[])"
_TOUCH = "UPDATE cart SET version = version + 1, updated_at = now() WHERE id = $1"
_PUT = """
    INSERT INTO cart_line (cart_id, variant_id, quantity, price_seen, position)
    SELECT $1, w.variant_id, w.quantity, offer.price, w.position + $4
    FROM unnest($2::uuid[], $3::integer[]) WITH ORDINALITY AS w (variant_id, quantity, position)
    JOIN offer USING (variant_id)
    ON CONFLICT (cart_id, variant_id) DO UPDATE SET quantity = excluded.quantity
"""
_KEEP_ONLY = "DELETE FROM cart_line WHERE cart_id = $1 AND variant_id <> ALL($2::uuid[])"
_REMOVE = "DELETE FROM cart_line WHERE cart_id = $1 AND variant_id = $2"
_LAST = "SELECT coalesce(max(position), 0) FROM cart_line WHERE cart_id = $1"
_CONFIRM = """
    UPDATE cart_line l SET price_seen = o.price FROM offer o
    WHERE l.cart_id = $1 AND o.variant_id = l.variant_id AND l.price_seen <> o.price
"""
_OPEN_CARTS = """
    SELECT id FROM cart WHERE account_id = $1 AND order_id IS NULL AND id <> $2
    ORDER BY id FOR UPDATE
"""
_TAKE_OVER = "UPDATE cart SET account_id = $2 WHERE id = $1"
_MERGE = """
    INSERT INTO cart_line (cart_id, variant_id, quantity, price_seen, position)
    SELECT DISTINCT ON (variant_id) $1, variant_id, quantity, price_seen, position + 1000
    FROM cart_line WHERE cart_id = ANY($2::uuid[])
    ORDER BY variant_id, quantity DESC
    ON CONFLICT (cart_id, variant_id)
    DO UPDATE SET quantity = greatest(cart_line.quantity, excluded.quantity)
"""
_DROP = "DELETE FROM cart WHERE id = ANY($1::uuid[])"


async def create(
    on: Connection, cart_id: UUID, account_id: UUID | None, wishes: Sequence[Wish]
) -> tuple[Line, ...]:
    """The lines of the new cart; fewer than wished (and no cart) when an offer is unknown."""
    variants, quantities = _columns(wishes)
    rows = await on.fetch(_CREATE, cart_id, account_id, variants, quantities)
    return tuple(line_from(row) for row in rows)


async def find(on: Connection, cart_id: UUID) -> Cart | None:
    rows = await on.fetch(_LOAD, cart_id, False)
    return cart_from(cart_id, rows) if rows else None


async def find_to_order(on: Connection, cart_id: UUID) -> tuple[Cart, int] | None:
    """The cart and the running number its order will have; a number not used leaves a gap."""
    rows = await on.fetch(_LOAD, cart_id, True)
    return (cart_from(cart_id, rows), rows[0]["sequence"]) if rows else None


async def lines_of_product(on: Connection, shop_id: UUID, product_id: UUID) -> tuple[Line, ...]:
    """As if one of each of its variants lay in a cart."""
    return tuple(line_from(row) for row in await on.fetch(_PRODUCT, shop_id, product_id))


async def lock(on: Connection, cart_id: UUID) -> None:
    """Let nobody else change or order this cart until the transaction ends."""
    await on.fetch(_LOCK, cart_id)


async def unknown(on: Connection, wishes: Sequence[Wish]) -> set[UUID]:
    """Which of the wished variants nobody offers or ever offered."""
    variants, _ = _columns(wishes)
    return set(variants) - {row["variant_id"] for row in await on.fetch(_KNOWN, variants)}


async def put_all(on: Connection, cart_id: UUID, wishes: Sequence[Wish]) -> None:
    """Make the cart hold exactly this; prices that were seen before stay as they were seen."""
    variants, quantities = _columns(wishes)
    await on.fetch(_KEEP_ONLY, cart_id, variants)
    await on.fetch(_PUT, cart_id, variants, quantities, 0)
    await on.fetch(_TOUCH, cart_id)


async def put_one(on: Connection, cart_id: UUID, wish: Wish) -> None:
    if wish.quantity == 0:
        await on.fetch(_REMOVE, cart_id, wish.variant_id)
    else:
        last = (await on.fetch(_LAST, cart_id))[0][0]
        await on.fetch(_PUT, cart_id, [wish.variant_id], [wish.quantity], last)
    await on.fetch(_TOUCH, cart_id)


async def confirm_prices(on: Connection, cart_id: UUID) -> None:
    await on.fetch(_CONFIRM, cart_id)
    await on.fetch(_TOUCH, cart_id)


async def others_of(on: Connection, cart_id: UUID, account_id: UUID) -> list[UUID]:
    """The account's other open carts, locked."""
    return [row["id"] for row in await on.fetch(_OPEN_CARTS, account_id, cart_id)]


async def claim(on: Connection, cart_id: UUID, account_id: UUID) -> None:
    """Make it the account's one open cart; of what lay in others the larger quantity counts."""
    others = await others_of(on, cart_id, account_id)
    if others:
        await on.fetch(_MERGE, cart_id, others)
        await on.fetch(_DROP, others)
    await on.fetch(_TAKE_OVER, cart_id, account_id)
    await on.fetch(_TOUCH, cart_id)


def cart_from(cart_id: UUID, rows: Sequence[Any]) -> Cart:
    head = rows[0]
    lines = tuple(line_from(row) for row in rows) if head["quantity"] is not None else ()
    return Cart(
        cart_id, head["account_id"], head["version"], head["order_id"], lines, head["held_until"]
    )


def line_from(row: Any) -> Line:
    """What the cart itself holds is there for it."""
    endless = row["on_order"] or row["not_counted"]
    offer = Offer(
        variant_id=row["variant_id"],
        product_id=row["product_id"],
        shop_id=row["shop_id"],
        slug=row["product_slug"],
        title=row["title"],
        label=row["label"],
        picture=row["offer_picture"],
        price=row["price"],
        deposit=row["deposit"],
        deposit_kind=row["deposit_kind"],
        batch=row["batch"],
        vat_class=row["vat_class"],
        unit_price=row["unit_price"],
        withdrawn=row["withdrawn"],
        on_order=row["on_order"],
        available=None if endless else row["available"] + (row.get("held") or 0),
        category=row["category"],
        facts=row["offer_facts"],
    )
    return Line(offer, shop_from(row), row["quantity"], row["price_seen"])


def shop_from(row: Any) -> Shop:
    return Shop(
        id=row["shop_id"],
        slug=row["slug"],
        name=row["name"],
        place=row["place"],
        picture=row["shop_picture"],
        status=row["status"],
        opening_hours=row["opening_hours"],
        preparation_minutes=row["preparation_minutes"],
        street=row["street"],
        postal_code=row["postal_code"],
        phone=row["phone"],
        email=row["email"],
        pickup_note=row["pickup_note"],
        away=away_from(row["closures"], row["special_days"]),
        tax_mode=row["tax_mode"],
        delivery=row["delivery"],
        legal=row["legal"],
        lat=row["lat"],
        lon=row["lon"],
        rules=row["rules"],
        imprint=row["imprint"],
    )


def _columns(wishes: Sequence[Wish]) -> tuple[list[UUID], list[int]]:
    return [wish.variant_id for wish in wishes], [wish.quantity for wish in wishes]
