"""Refund: it names a shop order, and takes back from that shop what it had of it, to the cent."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from marketkit.clock import new_id
from orders import queries_money
from orders.domain.accounts import Account
from orders.domain.share import Facts, Line, Off, earned
from orders.use_cases.read_money import span_of

from tests.orders.behaviours.test_6_payout import COMMISSION, with_commission
from tests.orders.ledger.conftest import Money, clock, config, db, money, standin
from tests.support.orders_data import PlacedOrder, decline

__all__ = ["clock", "config", "db", "money", "standin"]


async def sold(money: Money) -> PlacedOrder:
    """Two shops are paid; the first gives the market 89 cents of its 4,80 €."""
    order = await money.paid()
    await with_commission(money, order.shop_orders[0])
    for shop in order.shops:
        await money.account(shop)
    await money.handed_over(order)
    await money.work_out()
    assert money.sent() == [391, 620]
    return order


async def received(money: Money, place: int, order: PlacedOrder) -> int:
    """What of this order lies in the shop's account at the provider."""
    store = money.standin.standin.desk.store
    account = await money.account(order.shops[place])
    entries = store.every("balance_transaction", _account=account)
    return sum(entry["net"] for entry in entries)


async def test_it_writes_refund_reverse_commission_and_a_reversal_of_that_transfer(
    money: Money,
) -> None:
    order = await sold(money)

    await money.refund(order, 0, 240)
    await money.work_out()

    # Half is kept: 2,40 € are 2,24 € net, a tenth of it 22 cents and the fixed 30: 62 with VAT.
    assert await money.balance(Account.PLATFORM_FEE_INCOME) == 52
    assert await money.balance(Account.VAT_ON_FEE) == 10
    assert money.sent() == [240 - 62, 620]
    [reversal] = money.standin.standin.desk.store.every("transfer_reversal")
    assert reversal["transfer"] == (await money.row(
        "SELECT provider_id FROM transfer WHERE shop_order_id = $1", order.shop_orders[0]
    ))["provider_id"]  # fmt: skip
    refunds = money.standin.standin.desk.store.every("refund")
    assert [each["amount"] for each in refunds] == [240]


async def test_all_of_it_back_leaves_no_commission_and_nothing_with_the_shop(money: Money) -> None:
    order = await sold(money)

    for part in (100, 380):
        await money.refund(order, 0, part)
        await money.work_out()

    assert await received(money, 0, order) == 0
    assert await money.balance(Account.PLATFORM_FEE_INCOME) == 0
    assert await money.balance(Account.VAT_ON_FEE) == 0
    assert await money.balance(Account.OWED_TO_BUYER, order.shops[0]) == 0


async def test_the_other_shop_of_the_order_does_not_notice(money: Money) -> None:
    order = await sold(money)

    await money.refund(order, 0, 480)
    await money.work_out()

    assert await received(money, 1, order) == 620
    kinds = await money.db.pool.fetch(
        "SELECT DISTINCT e.kind FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id"
        " WHERE p.shop_id = $1 ORDER BY e.kind",
        order.shops[1],
    )
    assert [row["kind"] for row in kinds] == ["payment_received", "share", "transfer"]


async def test_what_flows_back_before_the_hand_over_was_never_the_shops(money: Money) -> None:
    order = await money.paid()
    await money.account(order.shops[0])
    await decline(money.db, order, 0)

    await money.work_out()

    assert money.sent() == []
    assert await money.balance(Account.OWED_TO_SHOP) == 0
    assert await money.balance(Account.OWED_TO_BUYER, order.shops[0]) == 0


async def test_goodwill_is_the_operators_and_takes_nothing_from_the_shop(money: Money) -> None:
    order = await sold(money)

    await money.refund(order, 0, 100, payer="operator")
    await money.work_out()

    assert money.sent() == [391, 620]
    assert await money.balance(Account.GOODWILL_EXPENSE) == 100


async def test_a_refund_the_bank_sends_back_stays_the_buyers(money: Money) -> None:
    order = await sold(money)
    await money.refund(order, 0, 100)
    await money.work_out()
    [refund] = money.standin.standin.desk.store.every("refund")
    await money.standin.control("POST", f"refunds/{refund['id']}", {"status": "failed"})
    ours = await money.db.pool.fetchval("SELECT id FROM refund")
    payload = {"data": {"object": {"id": refund["id"], "metadata": {"refund_id": str(ours)}}}}
    for number in (1, 2):
        await money.db.pool.execute(
            "INSERT INTO stripe_event (id, type, payload) VALUES ($1, 'refund.failed', $2)",
            f"evt_{number}", payload,
        )  # fmt: skip

    await money.work_out()

    assert await money.balance(Account.OWED_TO_BUYER, order.shops[0]) == 100
    assert await money.balance(Account.OWED_TO_SHOP, order.shops[0]) == 0


async def test_the_statement_explains_every_cent_the_shop_received(money: Money) -> None:
    order = await sold(money)
    await money.refund(order, 0, 240)
    await money.work_out()
    now = await money.db.pool.fetchval("SELECT now()")

    lines = await queries_money.statement(money.db.pool, order.shops[0], span_of(now), None, 50)

    assert [(line.kind, line.amount) for line in lines] == [
        ("share", 480), ("commission", -89), ("transfer", -391),
        ("share", -240), ("commission", 27), ("transfer_reversed", 213),
    ]  # fmt: skip
    assert [line.balance for line in lines] == [480, 391, 0, -240, -213, 0]
    first, fee = lines[0], lines[1]
    assert first.goods + first.deposit + first.delivery + first.off == first.amount
    assert (fee.commission, fee.vat_on_fee) == (75, 14)
    moved = -sum(line.amount for line in lines if line.kind.startswith("transfer"))
    assert moved == await received(money, 0, order)


cents = st.integers(0, 50_000)


@given(
    goods=st.lists(cents, min_size=1, max_size=4),
    backs=st.lists(cents, max_size=4),
    fixed=st.integers(0, 500),
    permille=st.integers(0, 500),
)
@settings(suppress_health_check=[HealthCheck.too_slow])
def test_commission_and_share_add_up_whatever_flows_back(
    goods: list[int], backs: list[int], fixed: int, permille: int
) -> None:
    """Fee income after every step is what the rest costs: no cent of it is left behind."""
    total, sent_back, income = sum(goods), 0, 0
    frozen = COMMISSION | {
        "fixed": fixed,
        "lines": [
            {"position": place, "permille": permille, "vat_permille": 70}
            for place in range(len(goods))
        ],
    }
    for back in [0, *backs, total]:
        sent_back = min(total, sent_back + back)
        facts = Facts(
            handed_over=True, online=True, total=total, fee=0,
            lines=[Line(place, each, 0) for place, each in enumerate(goods)], off=[],
            withdrawn=frozenset(), paid=total, sent_back=sent_back, lost=0, paid_back_in_cash=0,
            terms={"commission": frozen},
        )  # fmt: skip
        found = earned(facts)
        income += found.fee.gross - income
        assert found.amount == total - sent_back
        assert 0 <= found.fee.gross <= found.amount
    assert income == 0


@pytest.mark.parametrize(
    ("off", "withdrawn", "sent_back", "fee"),
    [
        ([], frozenset(), 0, 150),
        # Only the deposit: goods and so the commission stay.
        ([Off(1, 0, 300, 0)], frozenset(), 300, 150),
        ([Off(1, 1000, 0, 0)], frozenset(), 1000, 50),
        ([], frozenset({1}), 1300, 50),
        ([Off(None, 0, 0, 200)], frozenset(), 200, 150),
        ([], frozenset({1, 2}), 2000, 0),
    ],
)
def test_what_a_refund_names_decides_the_commission(
    off: list[Off], withdrawn: frozenset[int], sent_back: int, fee: int
) -> None:
    """Line 1: 10 € at a tenth, with 3 € deposit; line 2: 5 € at a tenth; 2 € for bringing it."""
    lines = [{"position": place, "permille": 100, "vat_permille": 0} for place in (1, 2)]
    frozen = {"vat_permille": 0, "fixed": 0, "rules": [], "lines": lines}
    facts = Facts(
        handed_over=True, online=True, total=2000, fee=200,
        lines=[Line(1, 1000, 300), Line(2, 500, 0)], off=off, withdrawn=withdrawn, paid=2000,
        sent_back=sent_back, lost=0, paid_back_in_cash=0, terms={"commission": frozen},
    )  # fmt: skip

    assert earned(facts).fee.net == fee


async def test_nothing_is_left_when_a_share_is_looked_at_again_and_again(money: Money) -> None:
    order = await sold(money)
    await money.refund(order, 0, 1, key=str(new_id()))
    await money.work_out()
    entries = await money.count("SELECT count(*) FROM ledger_entry")

    for _ in range(3):
        await money.db.pool.execute("UPDATE share SET state = 'due', available_at = now()")
        await money.work_out()

    assert await money.count("SELECT count(*) FROM ledger_entry") == entries
