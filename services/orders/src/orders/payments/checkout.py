"""Online payment of an order: opens the pay page, asks how it went, closes it."""

from typing import Final
from uuid import UUID

import structlog
from marketkit.clock import Clock
from marketkit.db import Database

from orders.domain.codes import guest_token
from orders.domain.order import OrderStatus
from orders.domain.payment import HELD_FOR, Money, Payment, PaymentStatus, ways_to_pay
from orders.payments.config import StripeConfig
from orders.payments.provider import (
    Arrival,
    Item,
    ProviderError,
    RefusedError,
    Session,
    SessionRequest,
    SessionStatus,
)
from orders.payments.stripe_api import StripeApi
from orders.store import orders, payments
from orders.use_cases.await_debit import Trust, await_debit, debit_returned
from orders.use_cases.ports import Notifications
from orders.use_cases.settle_payment import Settlement, settle_payment

log = structlog.get_logger(__name__)
_COMES: Final = {
    Arrival.ON_ITS_WAY: PaymentStatus.PROCESSING,
    Arrival.HELD: PaymentStatus.AUTHORISED,
    Arrival.ARRIVED: PaymentStatus.PAID,
}


class StripePayments:
    """Fulfils the ports Payments and PaymentsGate."""

    def __init__(
        self,
        database: Database,
        api: StripeApi,
        config: StripeConfig,
        clock: Clock,
        notifications: Notifications,
    ) -> None:
        self._database = database
        self._api = api
        self._config = config
        self._clock = clock
        self._notifications = notifications

    async def start(self, order_id: UUID) -> str | None:
        """The pay page of an unpaid order: the open one, or a new one."""
        payment = await payments.find(self._database.pool, order_id)
        if payment is None or not payment.status.may_be_tried:
            return None
        # Two open pages could take the money twice, so the old one is closed first.
        is_over = payment.session_id is not None and not payment.is_open(self._clock.now())
        if is_over and not await self.may_expire(order_id):
            return None
        try:
            return await self._open_page(order_id)
        except RefusedError as error:
            # E.g. the time asked for has become too short meanwhile: definitely nothing was made.
            log.warning("session_refused", order_id=str(order_id), error=str(error))
        except ProviderError as error:
            log.warning("session_not_opened", order_id=str(order_id), error=str(error))
        return None

    async def _open_page(self, order_id: UUID) -> str | None:
        attempt = await self._begin(order_id)
        if attempt is None or attempt.url:
            return attempt.url if attempt else None
        session = await self._api.create_session(await self._request(attempt), attempt.key)
        async with self._database.transaction() as tx:
            order = await orders.lock(tx, order_id)
            wanted = order is not None and order.status is OrderStatus.AWAITING_PAYMENT
            kept = wanted and await payments.remember(tx, attempt, session.id, session.url)
        if not kept:
            await self._api.expire_session(session.id)
            return None
        return session.url

    async def _begin(self, order_id: UUID) -> Payment | None:
        """Write down what will be asked, under which key, before it is asked."""
        now = self._clock.now()
        async with self._database.transaction() as tx:
            order = await orders.lock(tx, order_id)
            payment = await payments.find(tx, order_id)
            if order is None or payment is None:
                return None
            if order.status is not OrderStatus.AWAITING_PAYMENT or payment.is_open(now):
                return payment if payment.is_open(now) else None
            if not payment.may_try(now):
                return None
            attempt = payment.next_attempt(now)
            await payments.begin(tx, attempt)
            return attempt

    async def _request(self, attempt: Payment) -> SessionRequest:
        parts = await payments.lines_to_pay(self._database.pool, attempt.order_id)
        buyer = await payments.buyer(self._database.pool, attempt.order_id)
        assert attempt.session_expires_at is not None
        page = f"{self._config.public_url}/bestellung/{attempt.order_id}"
        if buyer.is_guest:
            token = guest_token(self._config.guest_token_secret, attempt.order_id)
            page += f"?token={token}"
        joint = "&" if buyer.is_guest else "?"
        ways = ways_to_pay(
            buyer.first_slot, self._clock.now(), on_trust=self._config.debits_on_trust
        )
        return SessionRequest(
            order_id=attempt.order_id,
            items=tuple(Item(name, f"Bestellung {number}", total) for number, name, total in parts),
            expires_at=attempt.session_expires_at,
            success_url=f"{page}{joint}bezahlt={{CHECKOUT_SESSION_ID}}",
            cancel_url=page,
            language=buyer.language,
            email=buyer.email,
            ways=tuple(way for way in ways if way in self._config.ways),
            holds_card=buyer.buys_by_weight,
        )

    async def sync(self, order_id: UUID) -> PaymentStatus | None:
        """Ask the provider how it stands; for the page buyers come back to."""
        payment = await payments.find(self._database.pool, order_id)
        if payment is None or payment.session_id is None or payment.status.is_settled:
            return payment.status if payment else None
        try:
            await self.take_over(await self._api.get_session(payment.session_id))
        except ProviderError as error:
            log.warning("payment_not_synced", order_id=str(order_id), error=str(error))
        found = await payments.find(self._database.pool, order_id)
        return found.status if found else None

    async def may_expire(self, order_id: UUID) -> bool:
        """Close the pay page; False when money has come, or may have.

        Never call it inside a transaction: it speaks to the provider, and settles what it finds.
        """
        payment = await payments.find(self._database.pool, order_id)
        if payment is None:
            return True
        if not payment.status.may_be_tried:
            return False
        if payment.session_id is None:
            return True
        try:
            session = await self._api.expire_session(payment.session_id)
        except ProviderError as error:
            log.warning("session_not_closed", order_id=str(order_id), error=str(error))
            return False
        await self.take_over(session)
        return session.status is SessionStatus.EXPIRED

    async def take_over(self, session: Session) -> Settlement | None:
        """Apply what the provider says about a session, in whatever order the news comes."""
        payment = await payments.find_by_session(self._database.pool, session.id)
        order_id = payment.order_id if payment else session.order_id
        if order_id is None:
            return None
        if session.arrival in _COMES:
            return await self._take_money(order_id, session)
        if session.arrival is Arrival.RETURNED:
            await debit_returned(
                self._database, order_id, session.id, self._clock, self._notifications
            )
        elif session.status is SessionStatus.EXPIRED and payment:
            async with self._database.transaction() as tx:
                await payments.close_session(tx, session.id)
        return None

    async def _take_money(self, order_id: UUID, session: Session) -> Settlement | None:
        status = _COMES[session.arrival]
        held_until = None
        if status is PaymentStatus.AUTHORISED:
            held_until = session.held_until or self._clock.now() + HELD_FOR
        money = Money(
            order_id,
            session.id,
            session.amount,
            session.currency,
            session.payment_id,
            session.charge_id,
            session.kind,
            status,
            held_until,
        )
        if status is PaymentStatus.PROCESSING:
            trust = Trust(self._config.debits_on_trust)
            await await_debit(self._database, money, trust, self._clock, self._notifications)
            return None
        outcome = await settle_payment(self._database, money, self._clock, self._notifications)
        if outcome is Settlement.UNKNOWN:
            log.error("payment_does_not_fit", session=session.id, amount=session.amount)
        return outcome
