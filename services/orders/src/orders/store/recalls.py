"""Which orders a recall concerns, and whether their buyers know."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol
from uuid import UUID

from marketkit.contracts import RecallPublished
from marketkit.db import Transaction

KIND: Final = "recall_notice"

# Words and end come from the newest version; whether to write to buyers from any version that asks
# for it, because messages may come in any order.
_PUT = """
    INSERT INTO recall (
        id, version, mail_version, number, batch, sold_from, sold_to, words, ended
    ) VALUES ($1, $2::bigint, CASE WHEN $9 THEN $2::bigint ELSE 0 END, $3, $4, $5, $6, $7, $8)
    ON CONFLICT (id) DO UPDATE SET
        version = greatest(recall.version, excluded.version),
        mail_version = greatest(recall.mail_version, excluded.mail_version),
        words = CASE WHEN recall.version < excluded.version
            THEN excluded.words ELSE recall.words END,
        ended = recall.ended OR excluded.ended
    RETURNING ended
"""
_PRODUCTS = """
    INSERT INTO recall_product (recall_id, position, product_id, variant_id, shop_id)
    SELECT $1, position, product_id, variant_id, shop_id
    FROM unnest($2::uuid[], $3::uuid[], $4::uuid[])
        WITH ORDINALITY AS p (product_id, variant_id, shop_id, position)
    ON CONFLICT DO NOTHING
"""
# A line that does not say its batch may be of any: better one mail too many.
_LINES = """
    SELECT DISTINCT r.id AS recall_id, so.id AS shop_order_id, so.order_id, so.shop_id,
        l.position, l.quantity
    FROM recall r
    JOIN recall_product p ON p.recall_id = r.id
    JOIN order_line l ON l.product_id = p.product_id
        AND (p.variant_id IS NULL OR l.variant_id = p.variant_id)
    JOIN shop_order so ON so.id = l.shop_order_id
    JOIN "order" o ON o.id = so.order_id
    WHERE so.status NOT IN ('declined', 'cancelled')
        AND (r.sold_from IS NULL
            OR (o.created_at AT TIME ZONE 'Europe/Berlin')::date >= r.sold_from)
        AND (r.sold_to IS NULL OR (o.created_at AT TIME ZONE 'Europe/Berlin')::date <= r.sold_to)
        AND (r.batch = '' OR lower(coalesce(l.shown ->> 'batch', '')) IN ('', lower(r.batch)))
"""
_KEEP = """
    INSERT INTO recall_order (recall_id, shop_order_id, order_id, shop_id, quantity)
    SELECT recall_id, shop_order_id, order_id, shop_id, sum(quantity)
    FROM ({lines}) found
    GROUP BY recall_id, shop_order_id, order_id, shop_id
    ON CONFLICT DO NOTHING
"""
_FIND_BY_RECALL = _KEEP.format(lines=_LINES + " AND r.id = $1")
_FIND_BY_ORDER = (
    _KEEP.format(lines=_LINES + " AND NOT r.ended AND so.order_id = ANY($1::uuid[])")
    + " RETURNING recall_id"
)
# An order that is looked at while a recall is being taken down waits until the recall can be seen.
_TAKING = "SELECT pg_advisory_xact_lock(7240115)"
_LOOKING = "SELECT pg_advisory_xact_lock_shared(7240115)"
# Each address once for each version, whatever it has bought how often.
_QUEUE = """
    INSERT INTO mail (id, kind, order_id, recall_id, to_address, dedupe_key)
    SELECT DISTINCT ON (lower(o.contact_email)) gen_random_uuid(), $2, o.id, r.id,
        o.contact_email, $2 || ':' || r.id || ':' || r.mail_version || ':'
            || encode(sha256(convert_to(lower(o.contact_email), 'UTF8')), 'hex')
    FROM recall r
    JOIN recall_order ro ON ro.recall_id = r.id
    JOIN "order" o ON o.id = ro.order_id
    WHERE r.id = $1 AND r.mail_version > 0 AND o.contact_email <> ''
    ORDER BY lower(o.contact_email), o.id
    ON CONFLICT (dedupe_key) DO NOTHING
"""
_MAILED = """
    UPDATE recall_order ro SET mail_id = m.id, mailed_at = now()
    FROM recall r, "order" o, mail m
    WHERE ro.recall_id = $1 AND r.id = $1 AND o.id = ro.order_id AND o.contact_email <> ''
        AND m.dedupe_key = $2 || ':' || r.id || ':' || r.mail_version || ':'
            || encode(sha256(convert_to(lower(o.contact_email), 'UTF8')), 'hex')
        AND ro.mail_id IS DISTINCT FROM m.id
"""
_STATE = """
    CASE WHEN ro.called_at IS NOT NULL THEN 'called'
        WHEN ro.mailed_at IS NOT NULL AND m.given_up_at IS NULL THEN 'mailed'
        ELSE 'to_call' END
"""
_LISTED = f"""
    SELECT so.id AS shop_order_id, so.number, so.shop_id, so.shop ->> 'name' AS shop_name,
        so.shop ->> 'slug' AS shop_slug, so.status, ro.quantity, ro.mailed_at, ro.called_at,
        ro.called_by_name, {_STATE} AS state, o.contact_name, o.contact_phone
    FROM recall_order ro
    JOIN shop_order so ON so.id = ro.shop_order_id
    JOIN "order" o ON o.id = ro.order_id
    LEFT JOIN mail m ON m.id = ro.mail_id
    WHERE ro.recall_id = $1 AND ($2::uuid[] IS NULL OR ro.shop_id = ANY($2))
        AND ($3::text IS NULL OR {_STATE} = $3)
        AND ($4::uuid IS NULL OR so.id > $4)
    ORDER BY so.id LIMIT $5
"""  # noqa: S608 -- nothing but our own words
_COUNTS = f"""
    SELECT {_STATE} AS state, count(*) AS n
    FROM recall_order ro LEFT JOIN mail m ON m.id = ro.mail_id
    WHERE ro.recall_id = $1 AND ($2::uuid[] IS NULL OR ro.shop_id = ANY($2))
    GROUP BY 1
"""  # noqa: S608 -- nothing but our own words
_CALLED = """
    UPDATE recall_order SET
        called_at = CASE WHEN $3 THEN coalesce(called_at, $4) END,
        called_by = CASE WHEN $3 THEN coalesce(called_by, $5) END,
        called_by_name = CASE WHEN $3 THEN coalesce(called_by_name, $6) END
    WHERE recall_id = $1 AND shop_order_id = $2
        AND ($7::uuid[] IS NULL OR shop_id = ANY($7))
    RETURNING true
"""
_SELLERS = "SELECT DISTINCT shop_id FROM recall_product WHERE recall_id = $1"
_SELLERS_OF_GOODS = """
    SELECT DISTINCT shop_id FROM product_copy WHERE product_id = ANY($1::uuid[])
"""
_MY_SHOPS = """
    SELECT shop_id FROM staff_copy
    WHERE account_id = $1 AND shop_id = ANY($2::uuid[]) AND (until IS NULL OR until > $3)
        AND (role <> 'advisor' OR actions ? 'orders')
"""
_WOULD_BE = """
    SELECT so.id AS shop_order_id, so.number, so.status, so.order_id, o.contact_email <> ''
        AS has_mail, o.contact_phone <> '' AS has_phone,
        sum(l.quantity)::integer AS quantity
    FROM order_line l
    JOIN shop_order so ON so.id = l.shop_order_id
    JOIN "order" o ON o.id = so.order_id
    WHERE l.product_id = ANY($1::uuid[]) AND ($2::uuid IS NULL OR l.variant_id = $2)
        AND so.status NOT IN ('declined', 'cancelled')
        AND ($3::date IS NULL OR (o.created_at AT TIME ZONE 'Europe/Berlin')::date >= $3)
        AND ($4::date IS NULL OR (o.created_at AT TIME ZONE 'Europe/Berlin')::date <= $4)
        AND ($5::text = '' OR lower(coalesce(l.shown ->> 'batch', '')) IN ('', lower($5)))
        AND ($6::uuid[] IS NULL OR so.shop_id = ANY($6))
    GROUP BY so.id, o.id
"""
_PREVIEW = f"""
    WITH found AS ({_WOULD_BE})
    SELECT count(DISTINCT order_id) AS orders, count(*) AS shop_orders,
        coalesce(sum(quantity), 0)::integer AS quantity,
        count(DISTINCT order_id) FILTER (WHERE has_mail) AS with_mail,
        count(DISTINCT order_id) FILTER (WHERE has_mail IS NOT TRUE) AS to_call,
        count(*) FILTER (WHERE status <> 'handed_over') AS not_handed_over
    FROM found
"""  # noqa: S608 -- nothing but our own words
_PREVIEWED = f"""
    WITH found AS ({_WOULD_BE})
    SELECT shop_order_id, number FROM found
    WHERE ($7::uuid IS NULL OR shop_order_id > $7) ORDER BY shop_order_id LIMIT $8
"""  # noqa: S608 -- nothing but our own words
_BOUGHT = """
    SELECT so.number, o.created_at, l.shown ->> 'title' AS title, l.shown ->> 'label' AS label,
        l.quantity, so.shop ->> 'name' AS shop
    FROM recall_order ro
    JOIN "order" o ON o.id = ro.order_id
    JOIN shop_order so ON so.id = ro.shop_order_id
    JOIN order_line l ON l.shop_order_id = so.id
    JOIN recall_product p ON p.recall_id = ro.recall_id AND p.product_id = l.product_id
        AND (p.variant_id IS NULL OR p.variant_id = l.variant_id)
    WHERE ro.recall_id = $1 AND lower(o.contact_email) = lower($2)
    ORDER BY o.created_at DESC, so.number, l.position LIMIT 50
"""
_WORDS = "SELECT number, words FROM recall WHERE id = $1"


class Reader(Protocol):
    async def fetch(self, query: str, *arguments: Any) -> list[Any]: ...

    async def fetchrow(self, query: str, *arguments: Any) -> Any: ...


@dataclass(frozen=True, slots=True)
class Goods:
    """What somebody wants to know the buyers of."""

    product_ids: Sequence[UUID]
    variant_id: UUID | None = None
    sold_from: date | None = None
    sold_to: date | None = None
    batch: str = ""

    def arguments(self, shop_ids: Sequence[UUID] | None) -> tuple[Any, ...]:
        return (
            list(self.product_ids), self.variant_id, self.sold_from, self.sold_to, self.batch,
            shop_ids,
        )  # fmt: skip


async def take(tx: Transaction, event: RecallPublished) -> bool:
    """Keep what was told; False when the recall is over. Whoever comes second waits."""
    words = {
        name: getattr(event, name) for name in ("title", "danger", "action", "remedy", "contact")
    }
    await tx.execute(_TAKING)
    ended = await tx.fetchval(
        _PUT, event.recall_id, event.version, event.number, event.batch, event.sold_from,
        event.sold_to, words, event.ended, event.mail,
    )  # fmt: skip
    await tx.execute(
        _PRODUCTS,
        event.recall_id,
        [item.product_id for item in event.products],
        [item.variant_id for item in event.products],
        [item.shop_id for item in event.products],
    )
    return not ended


async def find_orders(tx: Transaction, recall_id: UUID) -> None:
    """Write down every order it concerns; those that are known stay as they are."""
    await tx.execute(_FIND_BY_RECALL, recall_id)


async def find_recalls(tx: Transaction, order_ids: Sequence[UUID]) -> list[UUID]:
    """The same for some orders: they may have been placed while the recall was on its way."""
    await tx.execute(_LOOKING)
    found = await tx.fetch(_FIND_BY_ORDER, order_ids)
    return list({row["recall_id"] for row in found})


async def queue_mails(tx: Transaction, recall_id: UUID) -> None:
    """Each buyer with an address once for each version that asks for it."""
    await tx.execute(_QUEUE, recall_id, KIND)
    await tx.execute(_MAILED, recall_id, KIND)


async def listed(
    on: Reader,
    recall_id: UUID,
    shop_ids: Sequence[UUID] | None,
    state: str | None,
    after: UUID | None,
    limit: int,
) -> list[Any]:
    return await on.fetch(_LISTED, recall_id, shop_ids, state, after, limit)


async def counts(on: Reader, recall_id: UUID, shop_ids: Sequence[UUID] | None) -> dict[str, int]:
    found = {row["state"]: row["n"] for row in await on.fetch(_COUNTS, recall_id, shop_ids)}
    return {state: found.get(state, 0) for state in ("mailed", "to_call", "called")}


async def mark_called(  # noqa: PLR0913 -- who called whom when
    tx: Transaction,
    recall_id: UUID,
    shop_order_id: UUID,
    shop_ids: Sequence[UUID] | None,
    *,
    called: bool,
    at: datetime,
    account_id: UUID,
    name: str,
) -> bool:
    """The first call counts. False when there is no such order to see."""
    return bool(
        await tx.fetchval(_CALLED, recall_id, shop_order_id, called, at, account_id, name, shop_ids)
    )


async def sellers(on: Reader, recall_id: UUID) -> list[UUID]:
    return [row["shop_id"] for row in await on.fetch(_SELLERS, recall_id)]


async def sellers_of(on: Reader, product_ids: Sequence[UUID]) -> list[UUID]:
    return [row["shop_id"] for row in await on.fetch(_SELLERS_OF_GOODS, list(product_ids))]


async def shops_of(on: Reader, account_id: UUID, among: Sequence[UUID], at: datetime) -> list[UUID]:
    """Those of the shops where this person may see orders."""
    return [row["shop_id"] for row in await on.fetch(_MY_SHOPS, account_id, list(among), at)]


async def preview(on: Reader, goods: Goods, shop_ids: Sequence[UUID] | None) -> dict[str, int]:
    return dict(await on.fetchrow(_PREVIEW, *goods.arguments(shop_ids)))


async def previewed(
    on: Reader, goods: Goods, shop_ids: Sequence[UUID] | None, after: UUID | None, limit: int
) -> list[Any]:
    """Numbers and ids of the shop orders."""
    return await on.fetch(_PREVIEWED, *goods.arguments(shop_ids), after, limit)


async def words(on: Reader, recall_id: UUID) -> Any:
    """Number and words as they are now."""
    return await on.fetchrow(_WORDS, recall_id)


async def bought(on: Reader, recall_id: UUID, email: str) -> list[Any]:
    """What this address bought of it."""
    return await on.fetch(_BOUGHT, recall_id, email)
