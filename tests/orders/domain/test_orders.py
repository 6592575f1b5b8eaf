"""The state machines: what may follow what, and what a repeated verb does."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from marketkit.clock import new_id
from orders.domain.errors import CannotCancelError, PaymentPendingError, WrongStateError
from orders.domain.order import Order, OrderStatus, PaymentMethod
from orders.domain.shop_order import TRANSITIONS, ShopOrder, ShopOrderStatus

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
VERBS: dict[str, Callable[[ShopOrder], ShopOrder]] = {
    "accept": lambda part: part.accept(at=NOW),
    "decline": lambda part: part.decline(reason="aus", at=NOW),
    "ready": lambda part: part.ready(at=NOW),
    "hand-over": lambda part: part.hand_over(at=NOW),
    "cancel": lambda part: part.cancel(reason="zu", at=NOW),
}
BECOMES = {
    "accept": ShopOrderStatus.ACCEPTED,
    "decline": ShopOrderStatus.DECLINED,
    "ready": ShopOrderStatus.READY,
    "hand-over": ShopOrderStatus.HANDED_OVER,
    "cancel": ShopOrderStatus.CANCELLED,
}


def a_part(status: ShopOrderStatus = ShopOrderStatus.PLACED, *, opened: bool = True) -> ShopOrder:
    return ShopOrder(
        id=new_id(),
        order_id=new_id(),
        shop_id=new_id(),
        status=status,
        total=500,
        version=1,
        opened_at=NOW if opened else None,
    )


def an_order(*parts: ShopOrder, status: OrderStatus = OrderStatus.PLACED) -> Order:
    return Order(
        id=new_id(),
        number="ZZ-2026-000001",
        status=status,
        method=PaymentMethod.ONLINE,
        total=1000,
        version=1,
        account_id=None,
        shop_orders=parts or (a_part(), a_part()),
    )


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", ShopOrderStatus)
def test_a_verb_works_once_changes_nothing_twice_or_refuses(
    status: ShopOrderStatus, verb: str
) -> None:
    part = a_part(status)
    allowed = BECOMES[verb] in TRANSITIONS[status] and verb in {*part.allowed}

    if status is BECOMES[verb]:
        assert VERBS[verb](part) is part
    elif allowed:
        changed = VERBS[verb](part)
        assert (changed.status, changed.version) == (BECOMES[verb], 2)
        assert [(step.status, step.version) for step in changed.steps] == [(BECOMES[verb], 2)]
    else:
        with pytest.raises(WrongStateError):
            VERBS[verb](part)


@pytest.mark.parametrize("verb", VERBS)
def test_before_the_money_has_come_the_shop_can_do_nothing(verb: str) -> None:
    part = a_part(opened=False)

    assert part.allowed == ()
    with pytest.raises((PaymentPendingError, WrongStateError)):
        VERBS[verb](part)


def test_payment_opens_every_part_once() -> None:
    order = an_order(a_part(opened=False), status=OrderStatus.AWAITING_PAYMENT)

    paid = order.pay(at=NOW)

    assert paid.status is OrderStatus.PLACED
    assert [step.status for step in paid.shop_orders[0].steps] == [ShopOrderStatus.PLACED]
    assert paid.pay(at=NOW) is paid


def test_an_unpaid_order_expires_and_a_paid_one_does_not() -> None:
    order = an_order(a_part(opened=False), status=OrderStatus.AWAITING_PAYMENT)

    expired = order.expire(at=NOW)

    assert expired.status is OrderStatus.CANCELLED
    assert expired.shop_orders[0].status is ShopOrderStatus.CANCELLED
    with pytest.raises(WrongStateError):
        order.pay(at=NOW).expire(at=NOW)
    with pytest.raises(WrongStateError):
        expired.pay(at=NOW)


def test_the_buyer_cancels_until_the_first_shop_has_begun() -> None:
    order = an_order()

    cancelled = order.cancel(at=NOW)

    assert {part.status for part in cancelled.shop_orders} == {ShopOrderStatus.CANCELLED}
    assert cancelled.cancel(at=NOW) is cancelled
    begun = order.with_part(order.shop_orders[0].accept(at=NOW))
    with pytest.raises(CannotCancelError):
        begun.cancel(at=NOW)


def test_the_other_shop_stands_when_one_declines() -> None:
    order = an_order()

    after = order.with_part(order.shop_orders[0].decline(reason="aus", at=NOW))

    assert after.status is OrderStatus.PLACED
    assert after.shop_orders[1] is order.shop_orders[1]


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (("handed_over", "handed_over"), OrderStatus.COMPLETED),
        (("handed_over", "declined"), OrderStatus.COMPLETED),
        (("declined", "cancelled"), OrderStatus.CANCELLED),
        (("handed_over", "ready"), OrderStatus.PLACED),
    ],
)
def test_the_whole_ends_with_its_last_part(
    statuses: tuple[str, str], expected: OrderStatus
) -> None:
    first, second = (a_part(ShopOrderStatus(status)) for status in statuses)
    order = an_order(a_part(), second)

    after = order.with_part(replace(first, id=order.shop_orders[0].id))

    assert after.status is expected
