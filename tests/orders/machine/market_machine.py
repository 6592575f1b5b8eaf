"""Orders, stock, money back and forth, in any order; the bank is the oracle of the books."""

import asyncio
import random
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, ClassVar, cast
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from marketkit.errors import DomainError
from orders.domain.cart import Wish
from orders.domain.codes import guest_token
from orders.domain.ledger import Part
from orders.domain.new_order import Contact
from orders.domain.order import PaymentMethod
from orders.domain.order_view import OrderView
from orders.domain.payment import Money
from orders.domain.refusing import Ground
from orders.domain.withdrawal import Declaration
from orders.invariants import violations
from orders.payments.connect_api import ConnectApi
from orders.payments.refunds import RefundWorker
from orders.payments.strays import StrayWorker
from orders.payments.stripe_api import StripeApi
from orders.payments.stripe_money import StripeMoney
from orders.payments.transfers import TransferWorker
from orders.store import shares
from orders.use_cases import work_on_shop_order as work
from orders.use_cases.cancel_order import cancel_order
from orders.use_cases.count_stock import count_stock
from orders.use_cases.decide_withdrawal import accept_withdrawal
from orders.use_cases.declare_withdrawal import Asked, declare_withdrawal
from orders.use_cases.expire_unpaid import expire_order
from orders.use_cases.fill_cart import create_cart
from orders.use_cases.give_goodwill import Gift, give_goodwill
from orders.use_cases.hand_over import hand_over
from orders.use_cases.place_order import place_order
from orders.use_cases.preparing import Checkout
from orders.use_cases.reduce_lines import Missing, reduce_lines
from orders.use_cases.refuse_withdrawal import Refusal, refuse_withdrawal
from orders.use_cases.settle_payment import settle_payment
from orders.use_cases.work_on_shares import work_on_shares

from tests.orders.machine.bank import MOODS, Bank
from tests.orders.market import AShop, Market
from tests.orders.papers.desk import ADDRESS, IMPRINT

SLOT = datetime.fromisoformat("2026-11-21T10:00:00+01:00")
LOOK_EVERY = 8
"""Steps between two looks at all invariants; the books are compared after each example too."""
_WIPE = """
    DO $$ BEGIN
        -- Books can only be added to, and an example begins with empty ones.
        SET LOCAL session_replication_role = replica;
        EXECUTE (
            SELECT 'TRUNCATE ' || string_agg(quote_ident(tablename), ', ') || ' CASCADE'
            FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'alembic%'
                AND tablename NOT LIKE '%rule%'
        );
    END $$
"""
_BOOKED = "SELECT coalesce(sum(amount), 0) FROM ledger_posting WHERE account = 'provider_balance'"
_SENT = """
    SELECT a.provider_id, coalesce(sum(t.amount - coalesce(r.back, 0)), 0) AS cents
    FROM shop_account a JOIN transfer t ON t.shop_id = a.shop_id AND t.state = 'sent'
    LEFT JOIN (
        SELECT transfer_id, sum(amount) AS back FROM transfer_reversal
        WHERE state = 'done' GROUP BY transfer_id
    ) r ON r.transfer_id = t.id
    GROUP BY a.provider_id
"""
_OPEN = """
    SELECT (SELECT count(*) FROM refund WHERE status = 'requested')
        + (SELECT count(*) FROM share WHERE state = 'due')
        + (SELECT count(*) FROM transfer WHERE state = 'requested')
        + (SELECT count(*) FROM transfer_reversal WHERE state = 'requested')
        + (SELECT count(*) FROM stray_money WHERE status = 'returning')
"""

chance = st.integers(0, 10**6)


class Everything(RuleBasedStateMachine):
    market: ClassVar[Market]
    loop: ClassVar[asyncio.AbstractEventLoop]
    deeds: ClassVar[int] = 0

    @initialize()
    def open_shops(self) -> None:
        self.run(self.market.database.pool.execute(_WIPE))
        self.bank = Bank()
        self.shops: list[AShop] = []
        self.goods: dict[UUID, list[UUID]] = {}
        for number in range(3):
            shop: AShop = self.run(
                self.market.shop(f"laden-{uuid4().hex[:8]}", imprint=IMPRINT, **ADDRESS)
            )
            self.shops.append(shop)
            offers = [self.market.offer(shop, on_hand=9, price=480 + 113 * number, deposit=15)]
            offers.append(self.market.offer(shop, on_hand=5, price=99 + number))
            self.goods[shop.id] = [self.run(offer) for offer in offers]
            self._account(shop, "active" if number else "restricted")
        self.orders: list[OrderView] = []
        database, context = self.market.database, self.market.context
        api, connect = cast("StripeApi", self.bank), cast("ConnectApi", self.bank)
        self.refunds = RefundWorker(database, api, context.clock, context.notifications)
        self.transfers = TransferWorker(database, connect)
        self.strays = StrayWorker(database, api, cast("StripeMoney", self.bank))

    @rule(seed=chance, online=st.booleans())
    def order(self, seed: int, online: bool) -> None:
        dice = random.Random(seed)
        shops = dice.sample(self.shops, dice.randint(1, 3))
        wishes = [
            Wish(variant, dice.randint(1, 3))
            for shop in shops
            for variant in dice.sample(self.goods[shop.id], dice.randint(1, 2))
        ]
        placed = self.tries(self._place(shops, wishes, online=online))
        if placed is not None:
            self.orders.append(placed)

    @rule(seed=chance)
    def buy(self, seed: int) -> None:
        """Ordered, paid and accepted, as most orders are."""
        before = len(self.orders)
        self.order(seed, online=True)
        if len(self.orders) > before:
            order = self.orders[-1]
            self.bank.charge(f"pi_{order.number}_first", order.total)
            self.run(self._settle(order, f"cs_{order.number}_first", f"pi_{order.number}_first"))
            for part in order.shop_orders[: 1 + seed % 3]:
                self.tries(work.accept(self.market.context, part.id, self._owner(part.shop_id)))

    @rule(seed=chance)
    def sell(self, seed: int) -> None:
        """Bought, collected, and the shops have their share."""
        before = len(self.orders)
        self.buy(seed)
        for order in self.orders[before:]:
            for part in order.shop_orders:
                self._hand_over(part)
            self.run(self._flow())
        if seed % 3 == 0:
            for shop in range(3):
                self.bank.empty(f"acct_{shop}")

    @rule(seed=chance, page=st.sampled_from(("first", "first", "first", "second")))
    @precondition(lambda self: self.orders)
    def pay(self, seed: int, page: str) -> None:
        """Also what is expired, cancelled or paid already; now and then on another page."""
        order = self._one(seed)
        if order.method == "online":
            paid_for = f"pi_{order.number}_{page}"
            if paid_for not in self.bank.paid:
                self.bank.charge(paid_for, order.total)
            self.run(self._settle(order, f"cs_{order.number}_{page}", paid_for))

    @rule(seed=chance)
    @precondition(lambda self: self.orders)
    def run_out_of_time(self, seed: int) -> None:
        order = self._one(seed)
        overdue = 'UPDATE "order" SET pay_until = now() WHERE id = $1 AND pay_until IS NOT NULL'
        self.run(self.market.database.pool.execute(overdue, order.id))
        self.tries(expire_order(self.market.context, order.id))

    @rule(seed=chance)
    @precondition(lambda self: self.orders)
    def change_ones_mind(self, seed: int) -> None:
        self.tries(cancel_order(self.market.context, self._one(seed).id, None))

    @rule(seed=chance, verb=st.sampled_from(("accept", "accept", "decline", "cancel", "ready")))
    @precondition(lambda self: self.orders)
    def work_on_it(self, seed: int, verb: str) -> None:
        part, owner = self._part(seed)
        context = self.market.context
        if verb == "accept":
            self.tries(work.accept(context, part.id, owner))
        elif verb == "ready":
            self.tries(work.make_ready(context, part.id, owner))
        else:
            deed = work.decline if verb == "decline" else work.cancel
            self.tries(deed(context, part.id, owner, "geht leider nicht"))

    @rule(seed=chance)
    @precondition(lambda self: self.orders)
    def hand_it_over(self, seed: int) -> None:
        """All the way, as far as its state allows."""
        part, _ = self._part(seed)
        self._hand_over(part)

    @rule(seed=chance, position=st.integers(1, 2), pieces=st.integers(1, 3))
    @precondition(lambda self: self.orders)
    def miss_something(self, seed: int, position: int, pieces: int) -> None:
        part, owner = self._part(seed)
        missing = Missing({position: pieces}, "nicht mehr da", gone=bool(seed % 2))
        self.tries(reduce_lines(self.market.context, part.id, owner, missing))

    @rule(seed=chance, amount=st.integers(1, 700))
    @precondition(lambda self: self.orders)
    def show_goodwill(self, seed: int, amount: int) -> None:
        part, _ = self._part(seed)
        gift = Gift(amount, "tut uns leid", uuid4().hex, uuid4())
        self.tries(give_goodwill(self.market.context, part.id, gift))

    @rule(seed=chance, is_whole=st.booleans(), is_accepted=st.booleans())
    @precondition(lambda self: self.orders)
    def withdraw(self, seed: int, is_whole: bool, is_accepted: bool) -> None:
        order = self._one(seed)
        part, owner = self._part(seed)
        said = Declaration(
            "Anna", order.number, "anna@example.org",
            parts={part.id: None if is_whole else frozenset({1})},
        )  # fmt: skip
        token = order_token(self.market, order)
        asked = Asked(said, uuid4().hex, order_id=order.id, token=token)
        filed = self.tries(declare_withdrawal(self.market.context, asked))
        if filed is None:
            return
        context = self.market.context
        if is_accepted:
            self.tries(accept_withdrawal(context, filed, part.id, owner))
        else:
            refusal = Refusal(Ground.TOO_LATE, owner, by_operator=seed % 2 == 0)
            self.tries(refuse_withdrawal(context, filed, part.id, refusal))

    @rule(seed=chance)
    def sell_and_take_back(self, seed: int) -> None:
        """Sold, paid out to the shop, and then the buyer withdraws."""
        before = len(self.orders)
        self.sell(seed - seed % 3)
        if len(self.orders) > before:
            self.withdraw(seed, is_whole=seed % 2 == 0, is_accepted=True)
            self.run(self._flow())

    @rule(shop=st.integers(0, 2), on_hand=st.integers(0, 12))
    def count(self, shop: int, on_hand: int) -> None:
        one = self.shops[shop]
        counting = count_stock(self.market.context, self.goods[one.id][0], one.owner, on_hand)
        self.tries(counting)

    @rule(mood=st.sampled_from(MOODS))
    def let_money_flow(self, mood: str) -> None:
        self.bank.mood = mood
        self.run(self._flow())

    @rule(shop=st.integers(0, 2), state=st.sampled_from(("active", "restricted")))
    def change_an_account(self, shop: int, state: str) -> None:
        self._account(self.shops[shop], state)

    @rule(shop=st.integers(0, 2))
    def pay_out(self, shop: int) -> None:
        self.bank.empty(f"acct_{shop}")

    def teardown(self) -> None:
        if not hasattr(self, "bank"):
            return
        self.bank.mood = MOODS[0]
        for _ in range(20):
            self.run(self._flow())
            if not self.run(self.market.database.pool.fetchval(_OPEN)):
                break
        self.look()
        self.compare()

    def compare(self) -> None:
        """Our books say of the provider's account what the bank says of it."""
        pool = self.market.database.pool
        assert self.run(pool.fetchval(_BOOKED)) == self.bank.platform
        left = dict.fromkeys(self.bank.accounts, 0)
        for sent in self.bank.sent.values():
            left[sent.account] += sent.left
        rows = self.run(pool.fetch(_SENT))
        assert {row["provider_id"]: row["cents"] for row in rows} == {
            name: cents for name, cents in left.items() if name in {r["provider_id"] for r in rows}
        }
        assert sum(left.values()) == sum(row["cents"] for row in rows)

    def look(self) -> None:
        assert self.run(violations(self.market.database.pool)) == []

    def tries(self, deed: Coroutine[Any, Any, Any]) -> Any:
        """A refusal is fine; whatever else goes wrong is not."""
        try:
            return self.run(deed)
        except DomainError:
            return None

    def run(self, deed: Coroutine[Any, Any, Any]) -> Any:
        """Hypothesis calls from a thread of its own; the database lives in the test's loop."""
        done = asyncio.run_coroutine_threadsafe(deed, self.loop).result(timeout=30)
        cls = type(self)
        cls.deeds += 1
        return done

    def check_invariants(self, *arguments: Any, **more: Any) -> None:
        """Called by Hypothesis after every step."""
        super().check_invariants(*arguments, **more)
        self.taken = getattr(self, "taken", 0) + 1
        if hasattr(self, "strays") and self.taken % LOOK_EVERY == 0:
            self.look()

    def _one(self, seed: int) -> OrderView:
        """One of the latest; small numbers, which Hypothesis likes, do not mean the same order."""
        return random.Random(seed).choice(self.orders[-5:])

    def _part(self, seed: int) -> tuple[Any, UUID]:
        """A part of that order, and who works at its shop."""
        order = self._one(seed)
        part = random.Random(seed + 1).choice(order.shop_orders)
        return part, self._owner(part.shop_id)

    def _owner(self, shop_id: UUID) -> UUID:
        return next(shop.owner for shop in self.shops if shop.id == shop_id)

    def _account(self, shop: AShop, state: str) -> None:
        number = self.shops.index(shop)
        put = """
            INSERT INTO shop_account (shop_id, provider_id, state) VALUES ($1, $2, $3)
            ON CONFLICT (shop_id) DO UPDATE SET state = excluded.state
        """
        pool = self.market.database.pool
        self.run(pool.execute(put, shop.id, f"acct_{number}", state))
        due = "UPDATE share SET state = 'due', available_at = now() WHERE shop_id = $1"
        self.run(pool.execute(f"{due} AND state <> 'due'", shop.id))

    async def _place(self, shops: list[AShop], wishes: list[Wish], *, online: bool) -> OrderView:
        cart = await create_cart(self.market.context, None, wishes)
        method = PaymentMethod.ONLINE if online else PaymentMethod.PICKUP
        slots = {shop.id: SLOT for shop in shops}
        contact = Contact("Anna", "anna@example.org", None)
        checkout = Checkout(cart.id, None, uuid4().hex, contact, slots, method, "", "de")
        return (await place_order(self.market.context, checkout)).order

    async def _settle(self, order: OrderView, session: str, payment_id: str) -> None:
        money = Money(order.id, session, order.total, "eur", payment_id, f"ch_{payment_id}")
        context = self.market.context
        for _ in range(2):  # the news come twice
            await settle_payment(context.database, money, context.clock, context.notifications)

    def _hand_over(self, part: Any) -> None:
        context, owner = self.market.context, self._owner(part.shop_id)
        self.tries(work.accept(context, part.id, owner))
        self.tries(work.make_ready(context, part.id, owner))
        self.tries(hand_over(context, part.id, owner, part.pickup_code))
        self.run(self._hear_of_it(part))

    async def _hear_of_it(self, part: Any) -> None:
        handed = "SELECT status = 'handed_over' FROM shop_order WHERE id = $1"
        if await self.market.database.pool.fetchval(handed, part.id):
            async with self.market.database.transaction() as tx:
                await shares.begin(tx, Part(part.order_id, part.id, part.shop_id))

    async def _flow(self) -> None:
        pool = self.market.database.pool
        for table in ("refund", "share", "transfer", "transfer_reversal", "stray_money"):
            await pool.execute(f"UPDATE {table} SET available_at = now()")
        await self.refunds.work()
        await self.strays.work()
        await work_on_shares(self.market.database)
        await self.transfers.work()


def order_token(market: Market, order: OrderView) -> str:
    return guest_token(market.context.guest_token_secret, order.id)
