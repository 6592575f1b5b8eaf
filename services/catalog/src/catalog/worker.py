"""The catalogue's background work: events in and out, mails, weeks and tables kept current."""

from contextlib import AsyncExitStack
from functools import partial

from marketkit.background import Background, housekeeper, run_worker
from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.messaging import Consumer, MessageBus, Relay
from marketkit.wiring import opened_bus

from catalog.consumers import QUEUES
from catalog.settings import CatalogSettings
from catalog.use_cases.cases.follow_shop import adopt_shops
from catalog.use_cases.cases.forget_people import forget_people
from catalog.use_cases.checklist.check_vat_ids import check_vat_ids
from catalog.use_cases.checklist.remind import remind as remind_of_endings
from catalog.use_cases.duties.forget_reporters import forget_reporters
from catalog.use_cases.forget_keys import forget_keys
from catalog.use_cases.forget_mails import forget_mails
from catalog.use_cases.freshness.timed import pause_unconfirmed, remind
from catalog.use_cases.keep_offers import keep_offers
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.promotions.settling import settle_due
from catalog.use_cases.renew_texts import renew_texts
from catalog.use_cases.renew_weeks import renew_weeks
from catalog.use_cases.imports.work import forget_imports, work_on_imports
from catalog.wiring import importing, mail_sender, opened_database, surroundings
from marketkit import telemetry

HOUR = 3600.0
SECOND = 1.0
VAT_IDS_EVERY = 60.0
PROMOTIONS_EVERY = 15.0
"""How late a price may change."""


class Worker:
    """Any number may run: consumers compete, relays skip each other's rows."""

    def __init__(
        self,
        settings: CatalogSettings,
        *,
        bus: MessageBus | None = None,
        database: Database | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._settings = settings
        self._bus = bus
        self._database = database
        self._clock = clock
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        bus = self._bus or await opened_bus(self._stack, self._settings)
        database = self._database or await opened_database(self._stack, self._settings)
        around = surroundings(self._settings, database, self._clock)
        for subscription, handlers in QUEUES:
            await Consumer(database, bus, subscription, handlers).start()

        async def renew() -> bool:
            return await renew_weeks(around) > 0

        async def forget() -> bool:
            await forget_keys(around)
            return await forget_mails(around)

        async def count_offers() -> bool:
            await keep_offers(around)
            return False

        workshop = importing(around)

        async def work() -> bool:
            return await work_on_imports(workshop)

        async def forget_old() -> bool:
            return await forget_imports(workshop)

        for part in (
            Background("catalog imports", work, every=SECOND),
            Background("catalog old imports", forget_old, every=HOUR),
            Relay(database, bus, source="catalog"),
            Background("catalog cases", partial(adopt_shops, around), every=HOUR),
            Background("catalog case privacy", partial(forget_people, around), every=HOUR),
            Background("catalog weeks", renew, every=HOUR),
            Background("catalog legal texts", partial(renew_texts, around), every=HOUR),
            Background("catalog forgetting", forget, every=HOUR),
            *_price_work(around),
            Background("catalog endings", partial(remind_of_endings, around), every=HOUR),
            Background("catalog vat ids", partial(check_vat_ids, around), every=VAT_IDS_EVERY),
            Background("catalog reporters", partial(forget_reporters, around), every=HOUR),
            Background("catalog offers of the day", count_offers, every=HOUR),
            mail_sender(self._settings, database, self._clock),
            housekeeper(database),
        ):
            if part:
                await part.start()
                self._stack.push_async_callback(part.stop)

    async def stop(self) -> None:
        await self._stack.aclose()


def _price_work(around: Surroundings) -> tuple[Background, ...]:
    """Promotions begin and end, and what nobody confirms grows stale."""

    async def begin_and_end() -> bool:
        return await settle_due(around) > 0

    async def ask_to_confirm() -> bool:
        reminded, paused = await remind(around), await pause_unconfirmed(around)
        return reminded + paused > 0

    return (
        Background("catalog promotions", begin_and_end, every=PROMOTIONS_EVERY),
        Background("catalog freshness", ask_to_confirm, every=HOUR),
    )


def create_worker(
    settings: CatalogSettings,
    *,
    bus: MessageBus | None = None,
    database: Database | None = None,
    clock: Clock | None = None,
) -> Worker:
    """What is handed in stays the caller's to close."""
    return Worker(settings, bus=bus, database=database, clock=clock)


def main() -> None:
    settings = CatalogSettings()  # type: ignore[call-arg]  # from the environment
    telemetry.configure(settings, "catalog-worker")
    run_worker(create_worker(settings))


if __name__ == "__main__":
    main()
