"""Sends money back that nobody was asked for, each exactly once."""

from datetime import timedelta
from typing import Final

from marketkit.background import one_by_one
from marketkit.backoff import pause
from marketkit.db import Database

from orders.payments.provider import BrokenError, RefusedError, UnreachableError
from orders.payments.stripe_api import StripeApi
from orders.payments.stripe_money import StripeMoney
from orders.store import strays
from orders.store.strays import DueStray
from orders.use_cases.stray_money import record_return, record_stuck

AT_ONCE: Final = 10
LEASE: Final = timedelta(minutes=2)


class StrayWorker:
    def __init__(self, database: Database, api: StripeApi, money: StripeMoney) -> None:
        self._database = database
        self._api = api
        self._money = money

    async def work(self) -> bool:
        """One round; True when there may be more."""
        async with self._database.transaction() as tx:
            due = await strays.claim(tx, AT_ONCE, LEASE)
        await one_by_one("stray money", due, self._send_back)
        return bool(due)

    async def _send_back(self, stray: DueStray) -> None:
        try:
            provider_id = await self._issue(stray)
        except RefusedError as error:
            await record_stuck(self._database, stray, f"{error.code}: {error}")
        except (BrokenError, UnreachableError) as error:
            wait = pause(stray.attempts, first=5, longest=3600)
            new_call = isinstance(error, BrokenError)
            async with self._database.transaction() as tx:
                await strays.postpone(tx, stray.session_id, wait, str(error), new_call=new_call)
        else:
            await record_return(self._database, stray, provider_id)

    async def _issue(self, stray: DueStray) -> str:
        assert stray.payment_id is not None
        key = f"{stray.key}:{stray.call_number}"
        if stray.held_only:
            await self._money.let_go(stray.payment_id, key)
            return stray.payment_id
        mark = {"stray": stray.session_id}
        if stray.attempts > 1:
            known = await self._api.find_refund(stray.payment_id, mark)
            if known is not None:
                return known
        return await self._api.refund(stray.payment_id, stray.amount, mark, key)
