"""Background work: hear events, tell events, give up unpaid orders, move money, send mails."""

from functools import partial

from marketkit.background import Background, housekeeper
from marketkit.db import Database
from marketkit.messaging import MessageBus, Relay
from marketkit.worker import ServiceWorker, run_service_worker

from orders.consumers import (
    account_consumer,
    catalog_consumer,
    mail_consumer,
    paper_consumer,
    recall_consumer,
    share_consumer,
)
from orders.settings import OrdersSettings
from orders.store import idempotency
from orders.use_cases.close_rounds import close_due
from orders.use_cases.end_quotes import end_quotes
from orders.use_cases.expire_unpaid import BATCH, sweep
from orders.use_cases.forget_account import forget_ended
from orders.use_cases.hold_cart import BATCH as HELD_BATCH
from orders.use_cases.hold_cart import free_overdue
from orders.use_cases.issue_paper import issue_due, want_fee_invoices
from orders.use_cases.keep_retention import keep_retention
from orders.use_cases.work_on_shares import work_on_shares
from orders.wiring import build_context, mail_sender, payment_side
from orders.working_jobs import working_jobs

HOUR = 3600.0
QUOTES_SECONDS = 300.0
SHARES_SECONDS = 2.0


class Worker(ServiceWorker[OrdersSettings]):
    """Any number may run: consumers compete, everybody else skips rows that others hold."""

    leaves_sessions_clean = True

    async def begin(self, database: Database, bus: MessageBus) -> None:
        settings, clock = self.settings, self.clock
        payments = payment_side(settings, database, clock)
        context = build_context(settings, database, payments, clock)
        await catalog_consumer(database, bus).start()
        await recall_consumer(database, bus).start()
        await account_consumer(database, bus).start()
        await mail_consumer(database, bus, context.notifications).start()
        await paper_consumer(context, bus).start()
        await share_consumer(database, bus).start()

        async def sweep_once() -> bool:
            return await sweep(context) == BATCH

        async def free_held() -> bool:
            return await free_overdue(context) == HELD_BATCH

        async def forget_keys() -> bool:
            await idempotency.prune(database.pool)
            return False

        await self.run(
            Relay(database, bus, source="orders"),
            Background("orders unpaid", sweep_once, every=settings.sweep_seconds),
            Background("orders cart holds", free_held, every=settings.sweep_seconds),
            Background("orders shares", partial(work_on_shares, database), every=SHARES_SECONDS),
            Background("orders papers", partial(issue_due, context), every=settings.sweep_seconds),
            Background("orders fees", partial(want_fee_invoices, context), every=HOUR),
            *working_jobs(context, settings.sweep_seconds),
            Background("orders rounds", partial(close_due, context), every=settings.sweep_seconds),
            Background("orders quotes", partial(end_quotes, context), every=QUOTES_SECONDS),
            Background("orders keys", forget_keys, every=HOUR),
            Background("orders people", partial(forget_ended, context), every=HOUR),
            Background("orders retention", partial(keep_retention, context), every=HOUR),
            payments,
            mail_sender(settings, database, clock),
            housekeeper(database),
        )


create_worker = Worker


def main() -> None:
    settings = OrdersSettings()  # type: ignore[call-arg]  # from the environment
    run_service_worker("orders-worker", settings, create_worker)


if __name__ == "__main__":
    main()
