"""Carries transfers and reversals to the provider: each one exactly once, whatever goes wrong."""

from datetime import timedelta
from typing import Final

from marketkit.background import one_by_one
from marketkit.backoff import pause
from marketkit.db import Database

from orders.payments.connect_api import ConnectApi, Transfer
from orders.payments.provider import BrokenError, RefusedError, UnreachableError
from orders.store import transfers
from orders.store.transfers import DueReversal, DueTransfer
from orders.use_cases import record_transfer

AT_ONCE: Final = 10
LEASE: Final = timedelta(minutes=2)
PASSES_BY_ITSELF: Final = "balance_insufficient"
"""The money of a day has not arrived yet; tomorrow there is some."""
TAKES_NO_MONEY: Final = frozenset({"insufficient_capabilities_for_transfer", "account_invalid"})
NO_ACCOUNT: Final = "Das Konto des Ladens nimmt gerade kein Geld an."


class TransferWorker:
    def __init__(self, database: Database, api: ConnectApi) -> None:
        self._database = database
        self._api = api

    async def work(self) -> bool:
        """One round; True when there may be more."""
        async with self._database.transaction() as tx:
            back = await transfers.claim_reversals(tx, AT_ONCE, LEASE)
            out = await transfers.claim(tx, AT_ONCE, LEASE)
        await one_by_one("reversal", back, self._fetch_back)
        await one_by_one("transfer", out, self._send)
        return bool(back or out)

    async def _send(self, due: DueTransfer) -> None:
        db = self._database
        try:
            if due.account is None:
                await self._without_account(due)
                return
            provider_id = await self._sent(due, due.account)
        except RefusedError as error:
            await self._refused(due, error)
        except BrokenError as error:
            # The failure is kept under the key: the next try looks first, then uses a new one.
            await self._later(due, error, new_call=True)
        except UnreachableError as error:
            await self._later(due, error, new_call=False)
        else:
            await record_transfer.transfer_sent(db, due, provider_id)

    async def _sent(self, due: DueTransfer, account: str) -> str:
        charge = await self._charge(due) if due.is_lent else None
        wanted = _wanted(due, account, charge)
        if due.attempts > 1:
            known = await self._api.find_transfer(wanted)
            if known is not None:
                return known
        return await self._api.send(wanted, f"transfer:{due.id}:{due.call_number}")

    async def _charge(self, due: DueTransfer) -> str | None:
        if due.charge_id or due.payment_id is None:
            return due.charge_id
        return await self._api.charge_of(due.payment_id)

    async def _without_account(self, due: DueTransfer) -> None:
        """The account was restricted meanwhile. An earlier call may have come through."""
        known = None
        if due.attempts > 1:
            known = await self._api.find_transfer(_wanted(due, "", None))
        if known is not None:
            await record_transfer.transfer_sent(self._database, due, known)
        else:
            await record_transfer.transfer_dropped(self._database, due, NO_ACCOUNT)

    async def _refused(self, due: DueTransfer, error: RefusedError) -> None:
        if error.code == PASSES_BY_ITSELF:
            await self._later(due, error, new_call=True)
        elif error.code in TAKES_NO_MONEY:
            await record_transfer.account_takes_no_money(self._database, due, str(error))
        else:
            await record_transfer.transfer_failed(self._database, due, f"{error.code}: {error}")

    async def _fetch_back(self, due: DueReversal) -> None:
        try:
            known = None
            if due.attempts > 1:
                known = await self._api.find_reversal(due.transfer, due.id)
            provider_id = known or await self._api.fetch_back(
                due.transfer, due.amount, due.id, f"reversal:{due.id}:{due.call_number}"
            )
        except RefusedError as error:
            await record_transfer.reversal_refused(self._database, due, f"{error.code}: {error}")
        except BrokenError as error:
            await self._later(due, error, new_call=True)
        except UnreachableError as error:
            await self._later(due, error, new_call=False)
        else:
            await record_transfer.transfer_reversed(self._database, due, provider_id)

    async def _later(
        self, due: DueTransfer | DueReversal, error: Exception, *, new_call: bool
    ) -> None:
        wait = pause(due.attempts, first=5, longest=3600)
        await record_transfer.try_again_later(
            self._database, due, wait, str(error), new_call=new_call
        )


def _wanted(due: DueTransfer, account: str, charge: str | None) -> Transfer:
    return Transfer(due.id, due.order_id, due.shop_order_id, due.amount, account, charge)
