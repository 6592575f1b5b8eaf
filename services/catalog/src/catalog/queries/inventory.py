"""The shop's own list of its goods: searched, sifted, sorted, paged in both directions.

Every question is answered from one index, from where the page begins: twenty thousand goods take
no longer than two hundred.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

import asyncpg

from catalog.domain.list_words import question
from catalog.domain.rights import Action, Actor, check_may_edit_all
from catalog.domain.shop import Shop
from catalog.queries.pages import decode, encode, moment_in, number_in
from catalog.store import shops
from catalog.store.product_documents import with_shop
from catalog.use_cases.ports import Surroundings

MOST_COUNTED: Final = 1000
STALE_AFTER: Final = timedelta(days=7)
Sort = Literal["title", "price", "updated", "stock"]
_COLUMNS: Final[Mapping[Sort, tuple[str, str]]] = {
    "title": ("title", "text"),
    "price": ("price", "integer"),
    "updated": ("updated_at", "timestamptz"),
    "stock": ("stock", "integer"),
}
_SOLD_OUT: Final = "(stock = 0) IS TRUE"
"""Said as its index says it: `stock = 0` alone would look better served by the order of stock."""
_CARD = "SELECT card FROM shop_document WHERE shop_id = $1"
_BODIES = "SELECT product_id, body FROM product_document WHERE product_id = ANY($1::uuid[])"


@dataclass(frozen=True, slots=True)
class Wanted:
    q: str | None = None
    status: str | None = None
    category: str | None = None
    out: bool = False
    stale: bool = False
    reduced: bool = False
    incomplete: bool = False
    sort: Sort = "title"
    descending: bool = False
    limit: int = 25
    cursor: str | None = None
    backwards: bool = False
    """The cursor stands behind the page, not before it."""


@dataclass(frozen=True, slots=True)
class Inventory:
    items: Sequence[bytes]
    following: str | None
    previous: str | None
    total: int
    """At most `MOST_COUNTED` + 1, which means: more than that."""


async def list_inventory(
    slug: str, wanted: Wanted, actor: Actor, around: Surroundings
) -> Inventory:
    """For the people of the shop, and whoever may act for it."""
    now = around.clock.now()
    async with around.db.session() as session:
        shop = await shops.get(session, slug)
    check_may_edit_all(actor, shop, (Action.PRODUCTS,), now)
    where, values = conditions(wanted, shop, around, now)
    async with around.db.pool.acquire() as on:
        rows, more = await _page(on, wanted, where, values)
        total = await on.fetchval(counting(where), *values)
        items = await _bodies(on, shop, [row["product_id"] for row in rows])
    before, after = _neighbours(wanted, more=more)
    return Inventory(
        items,
        _cursor(rows[-1]) if rows and after else None,
        _cursor(rows[0]) if rows and before else None,
        total,
    )


def conditions(
    wanted: Wanted, shop: Shop, around: Surroundings, now: datetime
) -> tuple[str, list[Any]]:
    """Only what is asked for stands in the query, so that the planner sees what it is about."""
    parts, values = ["shop_id = $1"], [shop.id]

    def also(text: str, value: Any) -> None:
        values.append(value)
        parts.append(text.format(f"${len(values)}"))

    asked = question(shop.id, wanted.q) if wanted.q else None
    branch = sorted(around.region.branch(wanted.category)) if wanted.category else None
    for text, value in (
        ("words @@ {}::text::tsquery", asked),
        ("status = {}", wanted.status),
        ("category = ANY({}::text[])", branch),
        ("reduced_until IS NOT NULL AND reduced_until > {}", now if wanted.reduced else None),
        (
            "confirmed_at IS NOT NULL AND confirmed_at < {}",
            now - STALE_AFTER if wanted.stale else None,
        ),
    ):
        if value is not None:
            also(text, value)
    parts += [
        name for name, on in ((_SOLD_OUT, wanted.out), ("incomplete", wanted.incomplete)) if on
    ]
    return " AND ".join(parts), values


def paging(wanted: Wanted, where: str, count: int) -> str:
    """The statement of one page; `count` values stand in `where` already."""
    column, kind = _COLUMNS[wanted.sort]
    downwards = wanted.descending is not wanted.backwards
    direction, sign = ("DESC", "<") if downwards else ("ASC", ">")
    begins = ""
    if wanted.cursor:
        begins = f"AND ({column}, product_id) {sign} (${count + 2}::{kind}, ${count + 3}::uuid)"
    return f"""
        SELECT product_id, {column} AS value FROM product_entry WHERE {where} {begins}
        ORDER BY {column} {direction}, product_id {direction}
        LIMIT ${count + 1}
    """  # noqa: S608 -- names and numbers of our own


def counting(where: str) -> str:
    return (
        f"SELECT count(*) FROM (SELECT FROM product_entry WHERE {where} "  # noqa: S608 -- ours
        f"LIMIT {MOST_COUNTED + 1}) AS counted"
    )


async def _page(
    on: asyncpg.Connection, wanted: Wanted, where: str, values: list[Any]
) -> tuple[list[asyncpg.Record], bool]:
    begins = _begins(wanted)
    rows = await on.fetch(paging(wanted, where, len(values)), *values, wanted.limit + 1, *begins)
    shown = list(rows[: wanted.limit])
    if wanted.backwards:
        shown.reverse()
    return shown, len(rows) > wanted.limit


def _begins(wanted: Wanted) -> tuple[Any, ...]:
    at = decode(wanted.cursor)
    if at is None:
        return ()
    match wanted.sort:
        case "title":
            return at
        case "updated":
            return moment_in(at[0]), at[1]
        case _:
            return number_in(at[0]), at[1]


def _neighbours(wanted: Wanted, *, more: bool) -> tuple[bool, bool]:
    """Whether there is a page before, and one after."""
    if wanted.backwards:
        return more, True
    return wanted.cursor is not None, more


def _cursor(row: asyncpg.Record) -> str:
    value = row["value"]
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return encode(text, row["product_id"])


async def _bodies(on: asyncpg.Connection, shop: Shop, ids: list[UUID]) -> list[bytes]:
    card: bytes = await on.fetchval(_CARD, shop.id)
    bodies = {row["product_id"]: row["body"] for row in await on.fetch(_BODIES, ids)}
    return [with_shop(bodies[product_id], card) for product_id in ids]
