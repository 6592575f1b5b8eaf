"""A shop's goods, and all else it owns, read piece by piece to be taken along."""

from collections.abc import AsyncIterator, Mapping
from typing import Any, Final
from uuid import UUID

from catalog.domain.product import Picture, Product
from catalog.domain.rights import Action, Actor, check_is_owner, check_may_edit_all
from catalog.domain.shop import Shop
from catalog.store import products, shops
from catalog.use_cases.ports import Surroundings

_AT_ONCE: Final = 200
_IDS = """
    SELECT product_id, title FROM product_entry
    WHERE shop_id = $1 AND ($2::text IS NULL OR (title, product_id) > ($2, $3::uuid))
    ORDER BY title, product_id LIMIT $4
"""
_DETAILS = """
    SELECT DISTINCT jsonb_object_keys(details) AS key FROM product WHERE shop_id = $1
"""
_PAGE = """
    SELECT * FROM ({query}) AS page WHERE $2::text IS NULL OR position > $2::text
    ORDER BY position LIMIT 1000
"""
# What the shop owns beside its goods: only its own words and facts, no keys, no notes of others.
TABLES: Final[Mapping[str, tuple[tuple[str, ...], str]]] = {
    "preise.csv": (
        ("sku", "product", "price", "offered", "valid_from", "valid_to"),
        (
            "SELECT lpad(period.id::text, 20, '0') AS position, variant.sku, "
            "product.title AS product, period.price, period.offered, period.valid_from, "
            "period.valid_to FROM price_period period "
            "JOIN variant ON variant.id = period.variant_id "
            "JOIN product ON product.id = variant.product_id WHERE variant.shop_id = $1"
        ),
    ),
    "leute.csv": (
        ("name", "role"),
        "SELECT account_id::text AS position, name, role FROM staff WHERE shop_id = $1",
    ),
    "protokoll.csv": (
        ("at", "by", "role", "action", "subject", "changes"),
        (
            "SELECT id::text AS position, at, account_name AS by, role, action, subject, "
            "changes::text AS changes FROM activity WHERE shop_id = $1"
        ),
    ),
    "nachweise.csv": (
        ("kind", "number", "state", "valid_until"),
        "SELECT kind AS position, kind, number, state, valid_until FROM proof WHERE shop_id = $1",
    ),
    "rechtstexte.csv": (
        ("kind", "version", "text"),
        (
            "SELECT md5(to_jsonb(legal_text)::text) AS position, "
            "to_jsonb(legal_text) ->> 'kind' AS kind, "
            "to_jsonb(legal_text) ->> 'version' AS version, "
            "to_jsonb(legal_text) ->> 'text' AS text FROM legal_text WHERE shop_id = $1"
        ),
    ),
}
_RELATIONS: Final = {"rechtstexte.csv": "legal_text"}
"""Files whose table not every market has."""


async def shop_to_export(
    slug: str, actor: Actor, around: Surroundings, *, everything: bool = False
) -> Shop:
    """Goods may be taken along by whoever may edit them; everything by the owner alone."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
    role = check_may_edit_all(actor, shop, (Action.PRODUCTS,), around.clock.now())
    if everything:
        check_is_owner(role)
    return shop


async def statements_used(shop: Shop, around: Surroundings) -> set[str]:
    return {row["key"] for row in await around.db.pool.fetch(_DETAILS, shop.id)}


async def goods(shop: Shop, around: Surroundings) -> AsyncIterator[list[Product]]:
    """All of them by title, a few at a time; withdrawn ones too, they are the shop's as well."""
    title: str | None = None
    after: UUID | None = None
    while True:
        rows = await around.db.pool.fetch(_IDS, shop.id, title, after, _AT_ONCE)
        if not rows:
            return
        async with around.db.session() as session:
            found = await products.get_many(session, [row["product_id"] for row in rows])
        yield [found[row["product_id"]] for row in rows if row["product_id"] in found]
        title, after = rows[-1]["title"], rows[-1]["product_id"]


async def table(
    name: str, shop: Shop, around: Surroundings
) -> AsyncIterator[list[Mapping[str, Any]]]:
    """Rows of one of `TABLES`, a thousand at a time."""
    _, query = TABLES[name]
    statement, after = _PAGE.format(query=query), None
    while True:
        rows = await around.db.pool.fetch(statement, shop.id, after)
        if not rows:
            return
        yield [dict(row) for row in rows]
        after = rows[-1]["position"]


async def tables_there(around: Surroundings) -> list[str]:
    """Those of `TABLES` that this market keeps."""
    there = []
    for name in TABLES:
        relation = _RELATIONS.get(name)
        if relation is None or await around.db.pool.fetchval("SELECT to_regclass($1)", relation):
            there.append(name)
    return there


async def picture_bytes(picture: Picture, around: Surroundings) -> bytes | None:
    """In the largest size there is."""
    return await around.files.read(f"{picture.name}-1280.webp")
