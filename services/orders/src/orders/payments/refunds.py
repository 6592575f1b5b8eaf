"""Carries refunds to the provider: each one exactly once, whatever goes wrong between."""

from datetime import timedelta
from typing import Final

import structlog
from marketkit.background import one_by_one
from marketkit.backoff import pause
from marketkit.clock import Clock
from marketkit.db import Database

from orders.payments.provider import BrokenError, RefusedError, UnreachableError
from orders.payments.stripe_api import StripeApi
from orders.store import refunds
from orders.store.refunds import DueRefund
from orders.use_cases.ports import Notifications
from orders.use_cases.record_refund import record_refund, refuse_refund

log = structlog.get_logger(__name__)
AT_ONCE: Final = 10
LEASE: Final = timedelta(minutes=2)


class RefundWorker:
    def __init__(
        self, database: Database, api: StripeApi, clock: Clock, notifications: Notifications
    ) -> None:
        self._database = database
        self._api = api
        self._clock = clock
        self._notifications = notifications

    async def work(self) -> bool:
        """One round; True when there may be more."""
        async with self._database.transaction() as tx:
            await refunds.spare(tx)
            due = await refunds.claim(tx, AT_ONCE, LEASE)
        await one_by_one("refund", due, self._carry_out)
        return bool(due)

    async def _carry_out(self, refund: DueRefund) -> None:
        if refund.payment_id is None:
            await self._fail(refund, "There is no payment to refund.")
            return
        try:
            provider_id = await self._issue(refund, refund.payment_id)
        except RefusedError as error:
            await self._fail(refund, f"{error.code}: {error}")
        except BrokenError as error:
            # The failure is kept under the key: the next try looks first, then uses a new one.
            await self._postpone(refund, str(error), new_call=True)
        except UnreachableError as error:
            await self._postpone(refund, str(error), new_call=False)
        else:
            await record_refund(
                self._database, refund, provider_id, self._clock, self._notifications
            )

    async def _issue(self, refund: DueRefund, payment_id: str) -> str:
        mark = {"refund_id": str(refund.id)}
        if refund.attempts > 1:
            known = await self._api.find_refund(payment_id, mark)
            if known is not None:
                return known
        key = f"refund:{refund.id}:{refund.call_number}"
        return await self._api.refund(payment_id, refund.amount, mark, key)

    async def _postpone(self, refund: DueRefund, error: str, *, new_call: bool) -> None:
        log.warning("refund_postponed", refund=str(refund.id), error=error)
        wait = pause(refund.attempts, first=5, longest=3600)
        async with self._database.transaction() as tx:
            await refunds.postpone(tx, refund.id, wait, error, new_call=new_call)

    async def _fail(self, refund: DueRefund, error: str) -> None:
        await refuse_refund(self._database, refund, error)
