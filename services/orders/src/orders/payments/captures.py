"""Carries decided captures to the provider: each one exactly once, whatever goes wrong between."""

from datetime import timedelta
from typing import Final

import structlog
from marketkit.background import one_by_one
from marketkit.backoff import pause
from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.setbacks import Setbacks

from orders.payments.provider import Arrival, BrokenError, Held, RefusedError, UnreachableError
from orders.payments.stripe_money import StripeMoney
from orders.store import captures
from orders.store.captures import DueCapture
from orders.use_cases.capture_payment import (
    plan_captures,
    record_capture,
    record_capture_failure,
)
from orders.use_cases.ports import Notifications

log = structlog.get_logger(__name__)
AT_ONCE: Final = 10
LEASE: Final = timedelta(minutes=2)


class CaptureWorker:
    def __init__(
        self, database: Database, money: StripeMoney, clock: Clock, notifications: Notifications
    ) -> None:
        self._database = database
        self._money = money
        self._clock = clock
        self._notifications = notifications
        self._setbacks = Setbacks(clock)

    async def plan(self) -> bool:
        return await plan_captures(self._database, self._clock, self._setbacks)

    async def work(self) -> bool:
        """One round; True when there may be more."""
        async with self._database.transaction() as tx:
            due = await captures.claim(tx, AT_ONCE, LEASE)
        await one_by_one("capture", due, self._carry_out)
        return bool(due)

    async def _carry_out(self, capture: DueCapture) -> None:
        if capture.payment_id is None:
            await self._fail(capture, "There is no payment to take.")
            return
        try:
            held = await self._settled(capture, capture.payment_id)
        except RefusedError as error:
            await self._refused(capture, capture.payment_id, f"{error.code}: {error}")
        except BrokenError as error:
            # The failure is kept under the key: the next try looks first, then uses a new one.
            await self._postpone(capture, str(error), new_call=True)
        except UnreachableError as error:
            await self._postpone(capture, str(error), new_call=False)
        else:
            await self._record(capture, held)

    async def _settled(self, capture: DueCapture, payment_id: str) -> Held:
        if capture.attempts > 1:
            held = await self._money.held(payment_id)
            if held.arrival in {Arrival.ARRIVED, Arrival.LET_GO}:
                return held
        key = f"{capture.key}:{capture.call_number}"
        if capture.amount == 0:
            return await self._money.let_go(payment_id, key)
        return await self._money.take(payment_id, capture.amount, key)

    async def _record(self, capture: DueCapture, held: Held) -> None:
        taken = held.taken if held.arrival is Arrival.ARRIVED else 0
        if taken != capture.amount:
            await self._fail(capture, f"{taken} was taken, {capture.amount} was to be taken")
            return
        await record_capture(
            self._database,
            capture.order_id,
            taken,
            held.charge_id,
            self._clock,
            self._notifications,
        )

    async def _refused(self, capture: DueCapture, payment_id: str, error: str) -> None:
        """It may have been taken already by a call whose answer we never heard."""
        try:
            held = await self._money.held(payment_id)
        except (RefusedError, BrokenError, UnreachableError) as failure:
            await self._postpone(capture, str(failure), new_call=False)
            return
        if held.arrival in {Arrival.ARRIVED, Arrival.LET_GO}:
            await self._record(capture, held)
        else:
            await self._fail(capture, error)

    async def _postpone(self, capture: DueCapture, error: str, *, new_call: bool) -> None:
        log.warning("capture_postponed", order=str(capture.order_id), error=error)
        wait = pause(capture.attempts, first=5, longest=3600)
        async with self._database.transaction() as tx:
            await captures.postpone(tx, capture.order_id, wait, error, new_call=new_call)

    async def _fail(self, capture: DueCapture, error: str) -> None:
        await record_capture_failure(self._database, capture.order_id, error, self._notifications)
