"""Closing the books: statements, exports and papers say what the ledger says, to the cent."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

import orjson
from marketkit.clock import new_id
from marketkit.contracts import RefundIssued, ShopOrderHandedOver, ShopOrderReduced
from orders import queries_money
from orders.domain.export import Span
from orders.domain.ledger import Part
from orders.domain.share import Earned, Facts, earned
from orders.store import shares
from orders.store.export_rows import SELLERS, SUPPLIES, opened
from orders.use_cases import want_paper
from orders.use_cases.issue_paper import issue_due

from tests.orders.market import Market

EVER: Final = Span(date(2026, 1, 1), date(2027, 12, 31))
_MINE: Final = "('owed_to_shop', 'shop_receivable', 'fee_receivable')"
_SHOPS: Final = f"""
    SELECT p.shop_id, -coalesce(sum(p.amount) FILTER (WHERE p.account IN {_MINE}), 0) AS balance,
        coalesce(sum(p.amount) FILTER (WHERE p.account = 'owed_to_shop'
            AND e.kind IN ('transfer', 'transfer_reversed', 'manual_payout')), 0) AS paid_out
    FROM ledger_posting p JOIN ledger_entry e ON e.id = p.entry_id
    WHERE p.shop_id IS NOT NULL GROUP BY p.shop_id
"""
_SOLD: Final = """
    SELECT order_id, id, shop_id, number FROM shop_order WHERE status = 'handed_over'
"""
_NEWS: Final = """
    SELECT type, payload FROM outbox WHERE type = ANY($1) ORDER BY seq
"""
_PAPERS: Final = """
    SELECT coalesce(sum(CASE WHEN kind = 'invoice' THEN gross ELSE -gross END), 0) FROM invoice
    WHERE shop_order_id = $1
"""
# What the provider refused to send back is still owed to the buyer, and no paper says it went.
_REFUSED: Final = """
    SELECT coalesce(sum(amount), 0) FROM refund
    WHERE shop_order_id = $1 AND payer = 'shop' AND status = 'failed'
"""


async def close(market: Market) -> None:
    """When nothing is due any more."""
    await _statements(market)
    parts = await _parts(market)
    await _exports(market, parts)
    await _papers(market, parts)


async def _parts(market: Market) -> dict[UUID, tuple[Any, Facts, Earned]]:
    found = {}
    for row in await market.database.pool.fetch(_SOLD):
        part = Part(row["order_id"], row["id"], row["shop_id"])
        async with market.database.transaction() as tx:
            facts = (await shares.load(tx, part)).facts
        found[row["id"]] = (row, facts, _sold(facts))
    return found


def _sold(facts: Facts) -> Earned:
    """Nobody says in these tests that a till has paid back what it is to pay back."""
    return earned(facts if facts.online else replace(facts, paid_back_in_cash=0))


async def _statements(market: Market) -> None:
    """Each cent of the balance is a line, and each line says what it is made of."""
    pool = market.database.pool
    ever = queries_money.Span(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
    for shop in await pool.fetch(_SHOPS):
        lines = await queries_money.statement(pool, shop["shop_id"], ever, None, 100_000)
        assert (lines[-1].balance if lines else 0) == shop["balance"]
        assert sum(line.amount for line in lines) == shop["balance"]
        out = ("transfer", "transfer_reversed", "manual_payout")
        assert -sum(line.amount for line in lines if line.kind in out) == shop["paid_out"]
        for line in lines:
            fee = line.commission + line.vat_on_fee
            made_of = line.goods + line.deposit + line.delivery + line.off - fee
            if line.kind in {"share", "commission"}:
                assert made_of == line.amount, line


async def _exports(market: Market, parts: Mapping[UUID, tuple[Any, Facts, Earned]]) -> None:
    sold = {row["number"]: found.amount for row, _, found in parts.values()}
    by_shop: dict[UUID, list[int]] = {}
    for row, _, found in parts.values():
        if found.amount:
            sums = by_shop.setdefault(row["shop_id"], [0, 0, 0])
            for at, cents in enumerate((1, found.amount, found.fee.gross)):
                sums[at] += cents
    async with opened(market.database, EVER, None) as rows:
        assert {row["number"]: row["sold"] async for row in rows.of(SUPPLIES)} == sold
        told: dict[UUID, list[int]] = {}
        async for row in rows.of(SELLERS):
            sums = told.setdefault(row["shop_id"], [0, 0, 0])
            for at, name in enumerate(("sales", "sold", "fees")):
                sums[at] += row[name]
        assert told == by_shop


async def _papers(market: Market, parts: Mapping[UUID, tuple[Any, Facts, Earned]]) -> None:
    await _tell(market)
    pool = market.database.pool
    for shop_order_id, (row, facts, found) in parts.items():
        async with market.database.transaction() as tx:
            await want_paper._correct(market.context, tx, shop_order_id, new_id())
        refused = await pool.fetchval(_REFUSED, shop_order_id)
        if facts.lost or refused:
            continue
        papers = await pool.fetchval(_PAPERS, shop_order_id)
        assert papers == found.amount, (row["number"], papers, found, facts)


async def _tell(market: Market) -> None:
    """All that was told since the beginning, in its order, and what follows from it."""
    context, database = market.context, market.database
    kinds = (ShopOrderHandedOver, ShopOrderReduced, RefundIssued)
    for row in await database.pool.fetch(_NEWS, [kind.type for kind in kinds]):
        kind = next(kind for kind in kinds if kind.type == row["type"])
        event = kind.model_validate(orjson.loads(row["payload"]))
        async with database.transaction() as tx:
            if isinstance(event, ShopOrderHandedOver):
                await want_paper.after_hand_over(context, tx, event)
            elif isinstance(event, ShopOrderReduced):
                await want_paper.after_reduction(context, tx, event)
            elif isinstance(event, RefundIssued):
                await want_paper.after_refund(context, tx, event)
    await database.pool.execute("UPDATE paper_wanted SET try_at = asked_at WHERE done_at IS NULL")
    while await issue_due(context):
        pass
