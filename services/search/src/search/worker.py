"""Search's background work: hear events, tell demand, keep Meilisearch current if there is one."""

from marketkit.background import Background, housekeeper
from marketkit.db import Database
from marketkit.messaging import Consumer, MessageBus, Relay
from marketkit.worker import ServiceWorker, run_service_worker

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


class Worker(ServiceWorker[SearchSettings]):
    """Any number may run: consumers compete, and one of them leads the index."""

    async def begin(self, database: Database, bus: MessageBus) -> None:
        await Consumer(database, bus, CATALOG, CATALOG_HANDLERS).start()
        await Consumer(database, bus, STOCK, STOCK_HANDLERS).start()
        await self.run(Relay(database, bus, source="search"), housekeeper(database))
        await self._tell_demand(database)
        await self._lead(database)

    async def _tell_demand(self, database: Database) -> None:
        async def tell() -> bool:
            return await tell_demand(database, self.clock)

        async def forget() -> bool:
            await forget_demand(database, self.clock)
            return False

        await self.run(
            Background("search demand", tell, every=LOOK_SECONDS),
            Background("search marks", forget, every=HOUR),
        )

    async def _lead(self, database: Database) -> None:
        engine = await opened_meili(self.stack, self.settings)
        if engine is None:
            return
        reader, leadership = SnapshotReader(database.pool), Leadership(database.pool, engine.name)
        wishes = Upkeep(database.pool, engine.name)
        self.stack.push_async_callback(leadership.give_up)
        keeper = LanguageKeeper(database.pool, load_language(self.settings.region_dir))
        language = await keeper.current()
        indexer = LeadingIndexer(
            engine,
            reader,
            Progress(database.pool, engine.name),
            leadership,
            language,
            fingerprint(language),
            upkeep=wishes,
            tidying=Tidying(engine, wishes, self.clock),
        )
        follower = Background("search meilisearch", indexer.step, every=POLL_SECONDS)
        learner = self._language_learner(keeper, indexer, follower)
        notices = Notices(database.pool, changes.CHANNEL, follower.wake)
        notices.also(words.CHANNEL, learner.wake)

        def wished() -> None:
            indexer.look()
            follower.wake()

        notices.also(upkeep.CHANNEL, wished)
        self.stack.push_async_callback(notices.close)
        connector = Background("search notices", notices.ensure, every=RECONNECT_SECONDS)
        await self.run(follower, learner, connector)

    def _language_learner(
        self, keeper: LanguageKeeper, indexer: LeadingIndexer, follower: Background
    ) -> Background:
        """A changed word may mean other settings, and those an index built anew."""

        def told(language: Language) -> None:
            indexer.relearn(language, fingerprint(language))
            follower.wake()

        keeper.tell(told)
        return Background("search words", keeper.step, every=WORDS_SECONDS)


create_worker = Worker


def main() -> None:
    settings = SearchSettings()  # type: ignore[call-arg]  # from the environment
    run_service_worker("search-worker", settings, create_worker)


if __name__ == "__main__":
    main()
