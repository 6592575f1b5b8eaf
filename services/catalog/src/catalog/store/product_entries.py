"""The shop's own list of its goods, kept with each change."""

from collections.abc import Collection, Sequence
from uuid import UUID

import asyncpg
from marketkit.db import Session

from catalog.domain.list_words import lexemes
from catalog.domain.product import Product
from catalog.domain.region import Region
from catalog.store.wide import connection_of

PLENTY = 1_000_000
"""Stands for what is made on order: it never runs out."""
_PUT = """
    INSERT INTO product_entry (product_id, shop_id, title, status, category, price, stock,
        incomplete, reduced_until, confirmed_at, updated_at, words)
    SELECT product_id, shop_id, lower(title), status, category, price, 0, incomplete,
        reduced_until, confirmed_at, updated_at, array_to_tsvector(string_to_array(words, ' '))
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::integer[],
        $7::boolean[], $8::timestamptz[], $9::timestamptz[], $10::timestamptz[], $11::text[])
        AS fresh (product_id, shop_id, title, status, category, price, incomplete,
            reduced_until, confirmed_at, updated_at, words)
    ON CONFLICT (product_id) DO UPDATE SET title = excluded.title, status = excluded.status,
        category = excluded.category, price = excluded.price, incomplete = excluded.incomplete,
        reduced_until = excluded.reduced_until, confirmed_at = excluded.confirmed_at,
        updated_at = excluded.updated_at, words = excluded.words
"""
_COUNT = f"""
    UPDATE product_entry SET stock = summed.stock
    FROM (
        SELECT product_id,
            sum(CASE WHEN on_order OR available IS NULL THEN {PLENTY} ELSE available END) AS stock
        FROM variant WHERE product_id = ANY($1::uuid[]) GROUP BY product_id
    ) AS summed
    WHERE product_entry.product_id = summed.product_id
        AND product_entry.stock IS DISTINCT FROM summed.stock
"""  # noqa: S608 -- a number of our own


async def keep(
    session: Session, products: Sequence[Product], incomplete: Collection[UUID], region: Region
) -> None:
    """`incomplete`: products that something stands between and their sale."""
    on = await connection_of(session)
    await on.execute(
        _PUT,
        [product.id for product in products],
        [product.shop_id for product in products],
        [product.title for product in products],
        [product.status.value for product in products],
        [product.category for product in products],
        [min((v.sold_at for v in product.variants), default=0) for product in products],
        [product.id in incomplete for product in products],
        [
            max((v.promo_until for v in product.variants if v.promo_until), default=None)
            for product in products
        ],
        [product.confirmed_at for product in products],
        [product.updated_at for product in products],
        [_words(product, region) for product in products],
    )
    await count(on, [product.id for product in products])


async def count(on: asyncpg.Connection, product_ids: Collection[UUID]) -> None:
    """Sum up again what there is of each."""
    await on.execute(_COUNT, list(product_ids))


def _words(product: Product, region: Region) -> str:
    texts = [product.title, region.categories[product.category].names["de"]]
    for variant in product.variants:
        texts += (variant.label, variant.sku, variant.ean)
    return lexemes(product.shop_id, texts)
