"""Search's background work: hear events, tell demand, keep Meilisearch current if there is one."""

from contextlib import AsyncExitStack

from marketkit.background import Background, Startable, housekeeper, run_worker
from marketkit.clock import Clock, SystemClock
from marketkit.db import Database
from marketkit.messaging import Consumer, MessageBus, Relay
from marketkit.wiring import opened_bus, opened_database

from marketkit import telemetry
from search.consumers import CATALOG, CATALOG_HANDLERS, STOCK, STOCK_HANDLERS
from search.domain.language import Language
from search.index.meili.settings import fingerprint
from search.region import load_language
from search.settings import SearchSettings
from search.store import changes, upkeep, words
from search.store.leadership import Leadership
from search.store.notices import Notices
from search.store.progress import Progress
from search.store.snapshots import SnapshotReader
from search.store.upkeep import Upkeep
from search.use_cases.indexers import POLL_SECONDS
from search.use_cases.keep_language import LOOK_SECONDS as WORDS_SECONDS
from search.use_cases.keep_language import LanguageKeeper
from search.use_cases.lead import LeadingIndexer
from search.use_cases.tell_demand import LOOK_SECONDS, forget_demand, tell_demand
from search.use_cases.tidy import Tidying
from search.wiring import opened_meili

RECONNECT_SECONDS = 5.0
HOUR = 3600.0


class Worker:
    """Any number may run: consumers compete, and one of them leads the index."""

    def __init__(
        self,
        settings: SearchSettings,
        *,
        bus: MessageBus | None = None,
        database: Database | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._settings = settings
        self._clock = clock or SystemClock()
        self._bus = bus
        self._database = database
        self._stack = AsyncExitStack()

    async def start(self) -> None:
        bus = self._bus or await opened_bus(self._stack, self._settings)
        database = self._database or await opened_database(self._stack, self._settings)
        await Consumer(database, bus, CATALOG, CATALOG_HANDLERS).start()
        await Consumer(database, bus, STOCK, STOCK_HANDLERS).start()
        await self._run(Relay(database, bus, source="search"))
        await self._run(housekeeper(database))
        await self._tell_demand(database)
        await self._lead(database)

    async def stop(self) -> None:
        await self._stack.aclose()

    async def _tell_demand(self, database: Database) -> None:
        async def tell() -> bool:
            return await tell_demand(database, self._clock)

        async def forget() -> bool:
            await forget_demand(database, self._clock)
            return False

        await self._run(Background("search demand", tell, every=LOOK_SECONDS))
        await self._run(Background("search marks", forget, every=HOUR))

    async def _lead(self, database: Database) -> None:
        engine = await opened_meili(self._stack, self._settings)
        if engine is None:
            return
        reader, leadership = SnapshotReader(database.pool), Leadership(database.pool, engine.name)
        wishes = Upkeep(database.pool, engine.name)
        self._stack.push_async_callback(leadership.give_up)
        keeper = LanguageKeeper(database.pool, load_language(self._settings.region_dir))
        language = await keeper.current()
        indexer = LeadingIndexer(
            engine,
            reader,
            Progress(database.pool, engine.name),
            leadership,
            language,
            fingerprint(language),
            upkeep=wishes,
            tidying=Tidying(engine, wishes, self._clock),
        )
        follower = Background("search meilisearch", indexer.step, every=POLL_SECONDS)
        learner = self._language_learner(keeper, indexer, follower)
        notices = Notices(database.pool, changes.CHANNEL, follower.wake)
        notices.also(words.CHANNEL, learner.wake)

        def wished() -> None:
            indexer.look()
            follower.wake()

        notices.also(upkeep.CHANNEL, wished)
        self._stack.push_async_callback(notices.close)
        await self._run(follower)
        await self._run(learner)
        await self._run(Background("search notices", notices.ensure, every=RECONNECT_SECONDS))

    def _language_learner(
        self, keeper: LanguageKeeper, indexer: LeadingIndexer, follower: Background
    ) -> Background:
        """A changed word may mean other settings, and those an index built anew."""

        def told(language: Language) -> None:
            indexer.relearn(language, fingerprint(language))
            follower.wake()

        keeper.tell(told)
        return Background("search words", keeper.step, every=WORDS_SECONDS)

    async def _run(self, part: Startable) -> None:
        await part.start()
        self._stack.push_async_callback(part.stop)


def create_worker(
    settings: SearchSettings,
    *,
    bus: MessageBus | None = None,
    database: Database | None = None,
    clock: Clock | None = None,
) -> Worker:
    """What is handed in stays the caller's to close."""
    return Worker(settings, bus=bus, database=database, clock=clock)


def main() -> None:
    settings = SearchSettings()  # type: ignore[call-arg]  # from the environment
    telemetry.configure(settings, "search-worker")
    run_worker(create_worker(settings))


if __name__ == "__main__":
    main()
