"""A gift of the market that was owed to the buyer anyway: then the shop bears it."""

from uuid import UUID

import pytest
from marketkit.db import Database
from orders.domain.accounts import Account
from orders.domain.share import Facts, Line, Off, earned, goodwill_back

from tests.orders.ledger.conftest import Money
from tests.support.orders_data import PlacedOrder


def facts(**changes: object) -> Facts:
    """A loaf at twenty, paid and handed over, with a gift of three."""
    known: dict[str, object] = {
        "handed_over": True, "online": True, "total": 2000, "fee": 0,
        "lines": [Line(1, 2000, 0)], "off": (), "withdrawn": frozenset(), "paid": 2000,
        "sent_back": 0, "lost": 0, "paid_back_in_cash": 0, "terms": None, "goodwill": 300,
    }  # fmt: skip
    return Facts(**(known | changes))  # type: ignore[arg-type]  # named above


@pytest.mark.parametrize(
    ("changes", "back"),
    [
        ({}, 0),
        ({"sent_back": 1700, "withdrawn_back": 2000}, 300),
        ({"sent_back": 500, "withdrawn_back": 500}, 0),
        # The shop kept two for wear: the buyer was owed eighteen and has had twenty.
        ({"sent_back": 1700, "withdrawn_back": 1800}, 100),
        ({"sent_back": 500, "off": [Off(1, 500, 0, 0)]}, 0),
        ({"sent_back": 1700, "off": [Off(1, 1900, 0, 0)]}, 200),
        # Weighed, and taken from the card only when that was known.
        ({"paid": 1500, "off": [Off(1, 500, 0, 0)]}, 0),
        ({"handed_over": False, "is_over": True, "sent_back": 1700}, 300),
        ({"online": False, "paid": 0, "withdrawn_back": 2000}, 0),
    ],
)
def test_only_what_was_owed_comes_back(changes: dict[str, object], back: int) -> None:
    found = facts(**changes)

    assert goodwill_back(found) == back
    if found.handed_over and found.online:
        assert earned(found).amount == found.paid - found.sent_back - back


async def withdrawn(db: Database, order: PlacedOrder, paid_back: int) -> None:
    """The shop has accepted that its first part is withdrawn."""
    withdrawal: UUID = await db.pool.fetchval(
        "INSERT INTO withdrawal (id, number, declared_at, idempotency_key, request_hash,"
        " name, contract, statement, receipt_to, language, token_hash, order_id, shows_order)"
        " VALUES (gen_random_uuid(), 'W-1', now(), 'w', '',"
        " 'Anna', '', '', 'a@example.org', 'de', '', $1, true) RETURNING id",
        order.id,
    )
    await db.pool.execute(
        "INSERT INTO withdrawal_part (withdrawal_id, shop_order_id, shop_id, lines, positions,"
        " worth, state) VALUES ($1, $2, $3, '[]', '{1}', $4, 'declared')",
        withdrawal, order.shop_orders[0], order.shops[0], paid_back,
    )  # fmt: skip
    await db.pool.execute(
        "UPDATE withdrawal_part SET state = 'accepted', paid_back = $1, decided_at = now(),"
        " settled_at = now()",
        paid_back,
    )


async def test_withdrawn_after_a_gift_the_shop_keeps_nothing(money: Money) -> None:
    order = await money.paid()
    await money.account(order.shops[0])
    await money.handed_over(order)
    await money.refund(order, 0, 100, payer="operator", key="gift")
    await money.work_out()
    assert await money.balance(Account.GOODWILL_EXPENSE) == 100

    await withdrawn(money.db, order, 480)
    await money.refund(order, 0, 380, key="withdrawal")
    for _ in range(2):
        await money.work_out()

    assert await money.balance(Account.GOODWILL_EXPENSE) == 0
    assert await money.balance(Account.OWED_TO_BUYER, order.shops[0]) == 0
    assert await money.balance(Account.OWED_TO_SHOP, order.shops[0]) == 0
    assert await money.count("SELECT count(*) FROM ledger_entry WHERE kind = 'goodwill_back'") == 1
    assert money.sent() == [0]
