"""What the shop's people see of a product beyond what everyone sees, and what waits for a look."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from marketkit.db import Database
from marketkit.errors import ForbiddenError, NotFoundError

from catalog.domain.errors import NoSuchProductError
from catalog.domain.gates.approval import approvals_needed
from catalog.domain.rights import Actor, check_inside
from catalog.queries.pages import Page, decode, encode
from catalog.store import products, reviews, shops, undos
from catalog.store.answers import moment, to_json
from catalog.store.product_documents import with_shop
from catalog.use_cases.gate import load_gate
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.undo import UNDO_FOR

_QUEUE = """
    SELECT review.id, review.reasons, review.asked_at, document.body, card.card
    FROM product_review review
    JOIN product_document document ON document.product_id = review.product_id
    JOIN shop_document card ON card.shop_id = review.shop_id
    WHERE review.decision IS NULL AND ($1::uuid IS NULL OR review.id > $1)
    ORDER BY review.id LIMIT $2
"""
_TEMPLATES = """
    SELECT document.body, card.card, product.id FROM product
    JOIN product_document document ON document.product_id = product.id
    JOIN shop_document card ON card.shop_id = product.shop_id
    WHERE product.shop_id = $1 AND product.template AND ($2::uuid IS NULL OR product.id > $2)
    ORDER BY product.id LIMIT $3
"""


async def read_editing(product_id: UUID, actor: Actor, around: Surroundings) -> Mapping[str, Any]:
    """All statements, what is still owed, the last look and the way back. 404 for strangers."""
    now = around.clock.now()
    async with around.db.session() as session:
        product = await products.get(session, product_id)
        shop = await shops.get_by_id(session, product.shop_id)
        try:
            check_inside(actor, shop, now)
        except (ForbiddenError, NotFoundError) as error:
            raise NoSuchProductError from error
        assert actor.id is not None
        owed = (await load_gate(session, shop, around)).gaps(product)
        back = await undos.latest(session, product.id, product.version, actor.id, now - UNDO_FOR)
        return {
            "product_id": product.id,
            "version": product.version,
            "details": dict(product.details),
            "template": product.template,
            "owed": [{"field": one.field, "message": one.message} for one in owed],
            "looked_at_first": list(approvals_needed(product, around.region).values()),
            "review": await reviews.latest(session, product.id),
            "undo": back and {"id": back["id"], "until": back["made_at"] + UNDO_FOR},
        }


async def review_queue(db: Database, limit: int, cursor: str | None) -> Page[bytes]:
    """What waits, oldest first: the question beside the product's own answer."""
    at = decode(cursor)
    rows = await db.pool.fetch(_QUEUE, at[1] if at else None, limit + 1)
    return _page(rows, limit, _question)


async def templates(
    slug: str, actor: Actor, around: Surroundings, limit: int, cursor: str | None
) -> Page[bytes]:
    """The shop's patterns, oldest first."""
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
        check_inside(actor, shop, around.clock.now())
    at = decode(cursor)
    rows = await around.db.pool.fetch(_TEMPLATES, shop.id, at[1] if at else None, limit + 1)
    return _page(rows, limit, lambda row: with_shop(row["body"], row["card"]))


def _page(
    rows: Sequence[Any], limit: int, write: Callable[[Mapping[str, Any]], bytes]
) -> Page[bytes]:
    shown = rows[:limit]
    following = encode("", shown[-1]["id"]) if len(rows) > limit else None
    return Page([write(row) for row in shown], following)


def _question(row: Mapping[str, Any]) -> bytes:
    asked = {"reasons": list(row["reasons"].values()), "asked_at": moment(row["asked_at"])}
    product = with_shop(row["body"], row["card"])
    return to_json(asked)[:-1] + b',"product":' + product + b"}"
