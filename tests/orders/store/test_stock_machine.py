"""Whatever happens to stock in whatever order: promises and shelf stay in step with a model."""

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID, uuid4

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from orders.domain.cart import Wish
from orders.domain.errors import BelowReservedError, NotEnoughStockError
from orders.domain.new_order import Contact
from orders.domain.order import PaymentMethod
from orders.domain.order_view import OrderView
from orders.invariants import violations
from orders.use_cases import work_on_shop_order as work
from orders.use_cases.count_stock import count_stock
from orders.use_cases.expire_unpaid import expire_order
from orders.use_cases.fill_cart import create_cart
from orders.use_cases.hand_over import hand_over
from orders.use_cases.place_order import place_order
from orders.use_cases.preparing import Checkout

from tests.orders.market import AShop, Market

SLOT = datetime.fromisoformat("2026-11-21T10:00:00+01:00")
QUANTITY = st.integers(1, 6)


class Stock(RuleBasedStateMachine):
    """One variant of one shop; `held` is what the model believes is promised."""

    market: ClassVar[Market]
    loop: ClassVar[asyncio.AbstractEventLoop]
    placed = Bundle("placed")
    unpaid = Bundle("unpaid")

    @initialize()
    def open_shop(self) -> None:
        self.shop: AShop = self.run(self.market.shop(f"laden-{uuid4().hex[:12]}"))
        self.variant: UUID = self.run(self.market.offer(self.shop, on_hand=10))
        self.on_hand, self.held = 10, 0

    @rule(on_hand=st.integers(0, 20))
    def count(self, on_hand: int) -> None:
        counting = count_stock(self.market.context, self.variant, self.shop.owner, on_hand)
        try:
            self.run(counting)
        except BelowReservedError:
            assert on_hand < self.held
        else:
            self.on_hand = on_hand

    @rule(target=placed, quantity=QUANTITY)
    def order_for_pickup(self, quantity: int) -> Any:
        return self._order(quantity, PaymentMethod.PICKUP)

    @rule(target=unpaid, quantity=QUANTITY)
    def order_online(self, quantity: int) -> Any:
        return self._order(quantity, PaymentMethod.ONLINE)

    @rule(order=consumes(placed))
    def decline(self, order: OrderView) -> None:
        part = order.shop_orders[0]
        self.run(work.decline(self.market.context, part.id, self.shop.owner, "ausverkauft"))
        self.held -= part.lines[0]["quantity"]

    @rule(order=consumes(placed))
    def collect(self, order: OrderView) -> None:
        part, owner = order.shop_orders[0], self.shop.owner
        self.run(work.accept(self.market.context, part.id, owner))
        self.run(work.make_ready(self.market.context, part.id, owner))
        self.run(hand_over(self.market.context, part.id, owner, part.pickup_code))
        self.held -= part.lines[0]["quantity"]
        self.on_hand -= part.lines[0]["quantity"]

    @rule(order=consumes(unpaid))
    def run_out(self, order: OrderView) -> None:
        overdue = """UPDATE "order" SET pay_until = now() WHERE id = $1"""
        self.run(self.market.database.pool.execute(overdue, order.id))
        assert self.run(expire_order(self.market.context, order.id))
        self.held -= order.shop_orders[0].lines[0]["quantity"]

    @invariant()
    def in_step(self) -> None:
        if hasattr(self, "variant"):
            assert self.run(self.market.stock(self.variant)) == (self.on_hand, self.held)

    def teardown(self) -> None:
        assert self.run(violations(self.market.database.pool)) == []

    def run(self, work_to_do: Coroutine[Any, Any, Any]) -> Any:
        """Hypothesis calls from a thread of its own; the database lives in the test's loop."""
        return asyncio.run_coroutine_threadsafe(work_to_do, self.loop).result(timeout=20)

    def _order(self, quantity: int, method: PaymentMethod) -> Any:
        try:
            view = self.run(_place(self.market, self.shop, self.variant, quantity, method))
        except NotEnoughStockError as short:
            assert short.details["lines"][0]["available"] == self.on_hand - self.held
            assert quantity > self.on_hand - self.held
            return multiple()
        self.held += quantity
        return view


async def test_stock_keeps_step_with_a_model(market: Market) -> None:
    here = {"market": market, "loop": asyncio.get_running_loop()}
    machine = type("StockHere", (Stock,), here)
    chosen = settings(max_examples=12, stateful_step_count=15, deadline=None, database=None)

    await asyncio.to_thread(run_state_machine_as_test, machine, settings=chosen)


async def _place(
    market: Market, shop: AShop, variant: UUID, quantity: int, method: PaymentMethod
) -> OrderView:
    cart = await create_cart(market.context, None, [Wish(variant, quantity)])
    contact = Contact("Anna", "anna@example.org", None)
    checkout = Checkout(cart.id, None, "k", contact, {shop.id: SLOT}, method, "", "de")
    return (await place_order(market.context, checkout)).order
