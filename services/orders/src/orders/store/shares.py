"""Shops' shares of orders: claimed when something changed, loaded with all that bears on them."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from marketkit.db import Transaction

from orders.domain.accounts import Account
from orders.domain.commission import Fee
from orders.domain.ledger import EntryKind, Part
from orders.domain.share import Facts, Line, Off

_BEGIN = """
    INSERT INTO share (shop_order_id, order_id, shop_id, state) VALUES ($1, $2, $3, 'due')
    ON CONFLICT (shop_order_id) DO UPDATE SET state = 'due', available_at = now()
"""
# Put off before the work: a share that makes it fail does not keep the others waiting.
_CLAIM = """
    UPDATE share SET attempts = attempts + 1, available_at = now() + $2::interval * attempts
    WHERE shop_order_id IN (
        SELECT shop_order_id FROM share WHERE state = 'due' AND available_at <= now()
        ORDER BY available_at LIMIT $1 FOR UPDATE SKIP LOCKED
    )
    RETURNING shop_order_id, order_id, shop_id
"""
_LOCK = "SELECT state FROM share WHERE shop_order_id = $1 FOR UPDATE"
_LOCK_SHOP = "SELECT pg_advisory_xact_lock(hashtextextended($1::text, 19))"
_SAVE = "UPDATE share SET state = $2, attempts = 0 WHERE shop_order_id = $1"
_LOOK_AGAIN = """
    UPDATE share SET state = 'due', available_at = now(), attempts = 0 WHERE shop_order_id = $1
"""
_FACTS = """
    SELECT so.status = 'handed_over' AS handed_over,
        so.status IN ('declined', 'cancelled') AS is_over, o.payment_method = 'online' AS online,
        so.total, so.fee, so.terms, l.lines, d.off, w.withdrawn, w.paid_back,
        b.withdrawn_back, r.sent_back, r.goodwill,
        EXISTS (
            SELECT FROM dispute_share WHERE shop_order_id = so.id AND frozen
        ) AS is_frozen,
        coalesce((SELECT state FROM shop_account a WHERE a.shop_id = so.shop_id), 'none')
            AS account,
        (SELECT count(*) FROM ledger_entry
            WHERE order_id = so.order_id AND shop_order_id = so.id
                AND kind IN ('share', 'commission', 'goodwill_back')) AS entries
    FROM shop_order so JOIN "order" o ON o.id = so.order_id
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_array(position, price * quantity, deposit * quantity)
            ORDER BY position) AS lines
        FROM order_line WHERE shop_order_id = so.id
    ) l
    CROSS JOIN LATERAL (
        SELECT jsonb_agg(jsonb_build_array(position, goods, deposit, fee) ORDER BY at, id) AS off
        FROM reduction WHERE shop_order_id = so.id
    ) d
    CROSS JOIN LATERAL (
        SELECT array_agg(DISTINCT position) AS withdrawn,
            coalesce((SELECT sum(paid_back) FROM withdrawal_part
                WHERE shop_order_id = so.id AND state = 'accepted'), 0)
            + coalesce((SELECT sum(amount) FROM counter_refund
                WHERE shop_order_id = so.id AND withdrawal_id IS NULL), 0) AS paid_back
        FROM withdrawal_part p, unnest(p.positions) AS position
        WHERE p.shop_order_id = so.id AND p.state = 'accepted'
    ) w
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(paid_back), 0) AS withdrawn_back FROM withdrawal_part p
        WHERE p.shop_order_id = so.id AND p.state = 'accepted' AND NOT EXISTS (
            SELECT FROM reduction d WHERE d.shop_order_id = so.id AND d.kind = 'withdrawn'
                AND d.position = ANY(p.positions)
        )
    ) b
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(amount) FILTER (WHERE payer = 'shop'), 0) AS sent_back,
            coalesce(sum(amount) FILTER (WHERE payer = 'operator' AND status = 'issued'), 0)
                AS goodwill
        FROM refund WHERE shop_order_id = so.id AND status <> 'spared'
    ) r
    WHERE so.id = $1
"""
_BOOKS = """
    SELECT e.kind, p.account, sum(p.amount) AS amount
    FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
    WHERE e.order_id = $1 AND p.shop_id = $2
    GROUP BY e.kind, p.account
"""
_DEBT = """
    SELECT coalesce(sum(p.amount), 0) - coalesce((
        SELECT sum(netted) FROM transfer WHERE shop_id = $1 AND state = 'requested'
    ), 0)
    FROM ledger_posting p WHERE p.shop_id = $1 AND p.account = 'shop_receivable'
"""


@dataclass(frozen=True, slots=True)
class Booked:
    """What the books say of one share, in cents."""

    earned: int
    fee: Fee
    owed: int
    goodwill_back: int
    entries: int
    """How many say what was earned, so that the next gets a number of its own."""


@dataclass(frozen=True, slots=True)
class Loaded:
    facts: Facts
    booked: Booked
    is_frozen: bool
    is_payable: bool


async def begin(tx: Transaction, part: Part) -> None:
    await tx.execute(_BEGIN, part.shop_order_id, part.order_id, part.shop_id)


async def claim(tx: Transaction, limit: int, lease: timedelta) -> list[Part]:
    rows = await tx.fetch(_CLAIM, limit, lease)
    return [Part(row["order_id"], row["shop_order_id"], row["shop_id"]) for row in rows]


async def lock(tx: Transaction, part: Part) -> bool:
    """Take turns with everybody who changes this share; the order is locked by the caller."""
    return await tx.fetchval(_LOCK, part.shop_order_id) is not None


async def lock_shop(tx: Transaction, shop_id: UUID) -> None:
    """Two orders must not make up for the same debt. After every other lock."""
    await tx.execute(_LOCK_SHOP, str(shop_id))


async def save(tx: Transaction, part: Part, *, waits: bool) -> None:
    await tx.execute(_SAVE, part.shop_order_id, "open" if waits else "settled")


async def look_again(tx: Transaction, shop_order_id: UUID) -> None:
    await tx.execute(_LOOK_AGAIN, shop_order_id)


async def debt(tx: Transaction, shop_id: UUID) -> int:
    """What the shop owes and no transfer on its way makes up for."""
    found: int = await tx.fetchval(_DEBT, shop_id)
    return max(0, found)


async def load(tx: Transaction, part: Part) -> Loaded:
    row = await tx.fetchrow(_FACTS, part.shop_order_id)
    assert row is not None
    books = await tx.fetch(_BOOKS, part.order_id, part.shop_id)
    sums = {(each["kind"], each["account"]): each["amount"] for each in books}
    facts = Facts(
        handed_over=row["handed_over"],
        online=row["online"],
        total=row["total"],
        fee=row["fee"],
        lines=[Line(*each) for each in row["lines"] or ()],
        off=[Off(*each) for each in row["off"] or ()],
        withdrawn=frozenset(row["withdrawn"] or ()),
        paid=-sums.get((EntryKind.PAYMENT_RECEIVED, Account.OWED_TO_BUYER), 0),
        sent_back=row["sent_back"],
        lost=sums.get((EntryKind.DISPUTE_LOST, Account.OWED_TO_BUYER), 0),
        paid_back_in_cash=row["paid_back"],
        terms=row["terms"],
        is_over=row["is_over"],
        goodwill=row["goodwill"],
        withdrawn_back=row["withdrawn_back"],
    )
    return Loaded(
        facts, _booked(sums, row["entries"]), row["is_frozen"], row["account"] == "active"
    )


def _booked(sums: dict[tuple[str, str], int], entries: int) -> Booked:
    return Booked(
        earned=-sums.get((EntryKind.SHARE, Account.OWED_TO_SHOP), 0),
        fee=Fee(
            -sums.get((EntryKind.COMMISSION, Account.PLATFORM_FEE_INCOME), 0),
            -sums.get((EntryKind.COMMISSION, Account.VAT_ON_FEE), 0),
        ),
        owed=-sum(cents for (_, account), cents in sums.items() if account == Account.OWED_TO_SHOP),
        goodwill_back=sums.get((EntryKind.GOODWILL_BACK, Account.OWED_TO_BUYER), 0),
        entries=entries,
    )
