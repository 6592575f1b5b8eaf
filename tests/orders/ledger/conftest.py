"""The whole way of the money against the stand-in: paid, handed over, sent, fetched back."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest
from marketkit.db import Database
from orders.domain.accounts import Account, balance
from orders.domain.ledger import Part
from orders.mail import MailQueue
from orders.payments import PaymentSide, StripeConfig
from orders.store import shares
from orders.use_cases.payout_ports import Applicant
from orders.use_cases.work_on_shares import work_on_shares

from tests.conftest import FixedClock
from tests.orders.payments.conftest import Market, clock, config, db, standin
from tests.support.orders_data import PlacedOrder, hand_over_everything, place
from tests.support.standin import RunningStandin

__all__ = ["clock", "config", "db", "standin"]


@dataclass
class Money(Market):
    """A market with shops that are paid."""

    async def account(self, shop_id: UUID, state: str = "active") -> str:
        """The shop's account at the stand-in, in a state; its id."""
        found = await self.db.pool.fetchval(
            "SELECT provider_id FROM shop_account WHERE shop_id = $1", shop_id
        )
        if found is None:
            found = await self._open_account(shop_id)
        await self.standin.control("POST", f"accounts/{found}", {"state": state})
        await self.side.accounts.take_over(found)
        return str(found)

    async def _open_account(self, shop_id: UUID) -> str:
        url = await self.side.accounts.onboard(
            Applicant(shop_id, "laden", "Laden", "laden@example.org")
        )
        assert url
        return str(
            await self.db.pool.fetchval(
                "SELECT provider_id FROM shop_account WHERE shop_id = $1", shop_id
            )
        )

    async def paid(self, **changes: Any) -> PlacedOrder:
        order = await place(self.db, **changes)
        await self.pay(order.id)
        await self.side.desk.sync(order.id)
        return order

    async def handed_over(self, order: PlacedOrder) -> None:
        """With the event that follows, which comes twice."""
        await hand_over_everything(self.db, order)
        for _ in range(2):
            async with self.db.transaction() as tx:
                for place_ in (0, 1):
                    part = Part(order.id, order.shop_orders[place_], order.shops[place_])
                    await shares.begin(tx, part)

    async def work_out(self) -> None:
        """Everything that is due, at once: no waiting for back-off."""
        for _ in range(30):
            await self.work_off()
            for table in ("share", "transfer", "transfer_reversal"):
                await self.db.pool.execute(f"UPDATE {table} SET available_at = now()")
            if not await self._anything():
                return
            await work_on_shares(self.db)
            await self.side.transfers.work()

    async def _anything(self) -> bool:
        return bool(
            await self.count(
                "SELECT (SELECT count(*) FROM share WHERE state = 'due')"
                " + (SELECT count(*) FROM transfer WHERE state = 'requested')"
                " + (SELECT count(*) FROM transfer_reversal WHERE state = 'requested')"
            )
        )

    def sent(self) -> list[int]:
        """What the stand-in has sent to shops, less what came back."""
        found = self.standin.standin.desk.store.every("transfer")
        return sorted(each["amount"] - each["amount_reversed"] for each in found)

    async def balance(self, account: Account, shop_id: UUID | None = None) -> int:
        posted = await self.count(
            "SELECT coalesce(sum(amount), 0) FROM ledger_posting"
            " WHERE account = $1 AND ($2::uuid IS NULL OR shop_id = $2)",
            account,
            shop_id,
        )
        return balance(account, posted)

    async def refund(self, order: PlacedOrder, place_: int, amount: int, **changes: Any) -> None:
        """Something flows back after all."""
        said = {"payer": "shop", "key": f"r-{amount}"} | changes
        await self.db.pool.execute(
            "INSERT INTO refund (id, order_id, shop_order_id, amount, reason, idempotency_key,"
            " payer) VALUES (gen_random_uuid(), $1, $2, $3, '', $4, $5)",
            order.id, order.shop_orders[place_], amount, said["key"], said["payer"],
        )  # fmt: skip

    async def same_as_provider(self) -> None:
        """Our balance at the provider is what the provider says, but for its own fees."""
        store = self.standin.standin.desk.store
        entries = store.every("balance_transaction", _account="platform")
        theirs = sum(entry["net"] for entry in entries)
        fees = sum(entry["fee"] for entry in entries)
        booked_fees = await self.balance(Account.PROVIDER_FEES)
        assert await self.balance(Account.PROVIDER_BALANCE) + booked_fees == theirs + fees


@pytest.fixture
async def money(
    db: Database, standin: RunningStandin, config: StripeConfig, clock: FixedClock
) -> AsyncIterator[Money]:
    side = PaymentSide(db, config, clock, MailQueue())
    opened = Money(db, standin, side, clock)
    yield opened
    await side.stop()
    await opened.check()
    await opened.same_as_provider()
