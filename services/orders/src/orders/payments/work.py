"""All the payment side does in the background, as one thing to start and stop."""

from uuid import UUID

from marketkit.background import Background, one_by_one
from marketkit.clock import Clock
from marketkit.db import Database

from orders.payments.accounts import AccountDesk
from orders.payments.backfill import Backfill
from orders.payments.captures import CaptureWorker
from orders.payments.checkout import StripePayments
from orders.payments.config import StripeConfig
from orders.payments.connect_api import ConnectApi
from orders.payments.events import EventWorker
from orders.payments.intake import WebhookIntake
from orders.payments.news import Tools
from orders.payments.reconcile import Reconciler
from orders.payments.refunds import RefundWorker
from orders.payments.strays import StrayWorker
from orders.payments.stripe_api import StripeApi
from orders.payments.stripe_money import StripeMoney
from orders.payments.transfers import TransferWorker
from orders.store import payments
from orders.use_cases.ports import Notifications
from orders.use_cases.watch_refunds import watch_refunds

POLL_SECONDS = 2.0
PLANNING_SECONDS = 5.0
CLEANING_SECONDS = 15.0
ACCOUNTS_SECONDS = 600.0
HOUR = 3600.0
CLEANED_AT_ONCE = 50


class PaymentSide:
    """`desk` fulfils the ports; `intake` takes webhooks; `start` runs the loops.

    An app and its worker may each have one: rows are claimed, so nothing is done twice.
    """

    def __init__(
        self, database: Database, config: StripeConfig, clock: Clock, notifications: Notifications
    ) -> None:
        self._database = database
        self._config = config
        self._clock = clock
        self.api = StripeApi(config)
        self.desk = StripePayments(database, self.api, config, clock, notifications)
        self.events = EventWorker(Tools(database, self.api, self.desk, clock, notifications))
        self.refunds = RefundWorker(database, self.api, clock, notifications)
        money = StripeMoney(self.api)
        self.captures = CaptureWorker(database, money, clock, notifications)
        self.strays = StrayWorker(database, self.api, money)
        self.backfill = Backfill(database, money, self.desk, clock)
        self.reconciler = Reconciler(database, money, clock)
        connect = ConnectApi(self.api)
        self.accounts = AccountDesk(database, connect, config.public_url)
        self.transfers = TransferWorker(database, connect)
        self._event_loop = Background("payments.events", self.events.work, every=POLL_SECONDS)
        self.intake = WebhookIntake(database, config, clock, self._event_loop)
        self._loops = (
            self._event_loop,
            Background("payments.refunds", self.refunds.work, every=POLL_SECONDS),
            Background("payments.transfers", self.transfers.work, every=POLL_SECONDS),
            Background("payments.accounts", self.accounts.ask_again, every=ACCOUNTS_SECONDS),
            Background("payments.plans", self.captures.plan, every=PLANNING_SECONDS),
            Background("payments.captures", self.captures.work, every=POLL_SECONDS),
            Background("payments.strays", self.strays.work, every=POLL_SECONDS),
            Background("payments.watch", self.watch, every=HOUR),
            Background("payments.backfill", self.backfill.work, every=HOUR),
            Background("payments.reconcile", self.reconciler.work, every=HOUR),
            Background("payments.left_open", self.close_left_open, every=CLEANING_SECONDS),
        )

    async def start(self) -> None:
        for loop in self._loops:
            await loop.start()

    async def stop(self) -> None:
        for loop in self._loops:
            await loop.stop()
        await self.api.close()

    async def watch(self) -> bool:
        """Whether all money that should go back does so in time."""
        within = self._config.money_back_within
        await watch_refunds(self._database, self._clock.now(), within)
        return False

    async def close_left_open(self) -> bool:
        """A buyer may cancel and still hold the pay page in another window: close it."""
        left_open = await payments.left_open(self._database.pool, CLEANED_AT_ONCE)
        await one_by_one("pay page", left_open, self._close)
        return False

    async def _close(self, order_id: UUID) -> None:
        if await self.desk.may_expire(order_id):
            async with self._database.transaction() as tx:
                await payments.expire(tx, order_id)
