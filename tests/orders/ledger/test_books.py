"""The books: each event balances, is booked once, and is never changed afterwards."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from marketkit.clock import new_id
from marketkit.db import Database
from orders.domain import ledger
from orders.domain.accounts import OF_SHOPS, Account, balance
from orders.domain.ledger import Entry, EntryKind, Part, Posting, UnbalancedEntryError
from orders.store.ledger import find, of_whole_order, post, post_payment

from tests.support.databases import Templates
from tests.support.orders_data import place

PART = Part(uuid4(), uuid4(), uuid4())
cents = st.integers(min_value=-10_000_000, max_value=10_000_000)


@pytest.fixture
async def db(databases: Templates) -> AsyncIterator[Database]:
    async with databases.database("orders:migrations", pool_size=10) as database:
        yield database


@given(cents, cents)
def test_every_entry_sums_to_zero(some: int, more: int) -> None:
    order, shares = uuid4(), {uuid4(): some, None: more}
    issued = ledger.refund_issued(order, shares, "re_1", goodwill=False)

    entries = (
        ledger.payment_received(order, shares, "pi_1"),
        ledger.stray_payment(order, some, "pi_2"),
        issued,
        ledger.refund_revoked(issued),
        ledger.refund_issued(order, shares, "re_2", goodwill=True),
        ledger.goodwill_back(PART, some, 1),
        ledger.provider_fee(some, "txn_1"),
        ledger.share(PART, some, 1),
        ledger.commission(PART, some, more, 1, at_pickup=False),
        ledger.commission(PART, some, more, 1, at_pickup=True),
        ledger.transfer(PART, some, "tr_1"),
        ledger.transfer_reversed(PART, some, "trr_1"),
        ledger.shop_debt(PART, some, uuid4()),
        ledger.debt_netted(PART, some, uuid4()),
        ledger.dispute_opened(order, some, "dp_1"),
        ledger.dispute_won(order, some, "dp_1"),
        ledger.dispute_lost(order, shares, "dp_1"),
        ledger.manual_payout(PART, some, "Überweisung 7", uuid4()),
        ledger.platform_payout(some, "po_1"),
        ledger.fee_paid(PART.shop_id, some, "Auszug 7", uuid4()),
        ledger.fee_netted(PART.shop_id, some, "MARKT-2026-00001", uuid4()),
    )

    assert {entry.kind for entry in entries} == set(EntryKind)
    assert len({entry.key for entry in entries}) == len(entries) - 1  # two commissions of a part
    assert all(sum(p.amount for p in entry.postings) == 0 for entry in entries)


def test_an_entry_that_does_not_balance_cannot_be_made() -> None:
    with pytest.raises(UnbalancedEntryError):
        Entry(EntryKind.SHARE, "k", (Posting(Account.DISPUTED, 1),))


@pytest.mark.parametrize("account", sorted(OF_SHOPS))
def test_accounts_of_shops_always_name_one(account: Account) -> None:
    with pytest.raises(UnbalancedEntryError):
        Entry(EntryKind.SHARE, "k", (Posting(account, 1), Posting(Account.DISPUTED, -1)))


def test_a_balance_is_positive_on_its_own_side() -> None:
    assert balance(Account.PROVIDER_BALANCE, 5) == 5
    assert balance(Account.OWED_TO_SHOP, -5) == 5


async def test_the_same_event_is_booked_once_even_at_the_same_time(db: Database) -> None:
    order = await place(db)

    async def settled() -> None:
        async with db.transaction() as tx:
            await post_payment(tx, order.id, 1100, "pi_1")

    await asyncio.gather(*(settled() for _ in range(8)))

    assert await _postings(db) == [
        ("owed_to_buyer", order.shops[0], -480),
        ("owed_to_buyer", order.shops[1], -620),
        ("provider_balance", None, 1100),
    ]


async def test_less_than_agreed_is_shared_by_what_is_due(db: Database) -> None:
    order = await place(db)
    async with db.transaction() as tx:
        await tx.execute(
            "INSERT INTO reduction (id, shop_order_id, kind, goods, deposit, fee, key, at)"
            " VALUES ($1, $2, 'weighed', 80, 0, 0, 'w', now())",
            new_id(),
            order.shop_orders[0],
        )
        await post_payment(tx, order.id, 1020, "pi_1")

    owed = {shop: amount for account, shop, amount in await _postings(db) if shop}

    assert owed == {order.shops[0]: -400, order.shops[1]: -620}


async def test_a_refund_of_the_whole_order_takes_stray_money_first(db: Database) -> None:
    order = await place(db)
    async with db.transaction() as tx:
        await post_payment(tx, order.id, 1100, "pi_1")
        await post(tx, ledger.stray_payment(order.id, 1100, "pi_2"))

        first = await of_whole_order(tx, order.id, 1100)
        split = await of_whole_order(tx, order.id, 2200)

    assert first == {None: 1100}
    assert split == {None: 1100, order.shops[0]: 480, order.shops[1]: 620}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE ledger_posting SET amount = amount + 1",
        "DELETE FROM ledger_posting",
        "UPDATE ledger_entry SET ref = 'x'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry CASCADE",
    ],
)
async def test_nothing_in_the_books_is_changed(db: Database, change: str) -> None:
    async with db.transaction() as tx:
        await post(tx, ledger.provider_fee(25, "txn_1"))

    with pytest.raises(asyncpg.CheckViolationError, match="only ever added"):
        await db.pool.execute(change)


async def test_the_database_refuses_what_does_not_balance(db: Database) -> None:
    with pytest.raises(asyncpg.CheckViolationError, match="sum to zero"):
        await _by_hand(db, [("provider_fees", 25), ("provider_balance", -24)])
    with pytest.raises(asyncpg.CheckViolationError, match="sum to zero"):
        await _by_hand(db, [])
    assert await _postings(db) == []


async def test_an_entry_is_found_again_as_it_was_made(db: Database) -> None:
    order = await place(db)
    entry = ledger.payment_received(order.id, {order.shops[0]: 480, order.shops[1]: 620}, "pi_1")
    async with db.transaction() as tx:
        assert await post(tx, entry)
        assert not await post(tx, entry)

    assert await find(db.pool, "payment:pi_1") == entry


async def _by_hand(db: Database, postings: list[tuple[str, int]]) -> None:
    entry = new_id()
    async with db.transaction() as tx:
        await tx.execute(
            "INSERT INTO ledger_entry (id, kind, ref, key) VALUES ($1, 'x', '', 'x')", entry
        )
        for position, (account, amount) in enumerate(postings):
            await tx.execute(
                "INSERT INTO ledger_posting (entry_id, position, account, amount)"
                " VALUES ($1, $2, $3, $4)",
                entry, position, account, amount,
            )  # fmt: skip


async def _postings(db: Database) -> list[tuple[str, UUID | None, int]]:
    rows = await db.pool.fetch(
        "SELECT account, shop_id, amount FROM ledger_posting ORDER BY account, amount DESC"
    )
    return [(row["account"], row["shop_id"], row["amount"]) for row in rows]
