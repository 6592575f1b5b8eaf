"""Search's HTTP side: the one place where it is put together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from marketkit.auth import TokenVerifier
from marketkit.background import Background
from marketkit.clock import Clock, SystemClock
from marketkit.db import Database
from marketkit.messaging import MessageBus
from marketkit.service import create_service
from marketkit.wiring import opened_database, verifier_for

from marketkit import telemetry
from search.domain.directory import ShopDirectory
from search.domain.language import Language
from search.domain.names import Names
from search.http import routes, routes_beside, routes_ranking, routes_upkeep, routes_words
from search.http.cache import AnswerCache
from search.http.shortcuts import SHORTCUTS
from search.index.embedded.engine import EmbeddedEngine
from search.index.fallback import PROBE_SECONDS, FallbackEngine
from search.index.meili.engine import MeiliEngine
from search.index.single import SingleEngine
from search.region import load_companions, load_language, load_trades
from search.settings import SearchSettings
from search.store import changes, progress, words
from search.store.notices import Notices
from search.store.shops import ShopReader
from search.store.snapshots import SnapshotReader
from search.use_cases.demand_log import FLUSH_SECONDS, DemandLog
from search.use_cases.indexers import POLL_SECONDS, InProcessIndexer
from search.use_cases.keep_directory import LOOK_SECONDS, DirectoryKeeper
from search.use_cases.keep_language import LOOK_SECONDS as WORDS_SECONDS
from search.use_cases.keep_language import LanguageKeeper
from search.use_cases.watch_cursor import CursorWatch
from search.wiring import opened_meili

RECONNECT_SECONDS = 5.0


def create_app(
    settings: SearchSettings | None = None,
    *,
    bus: MessageBus | None = None,
    verifier: TokenVerifier | None = None,
    database: Database | None = None,
    clock: Clock | None = None,
) -> FastAPI:
    """Without settings they come from the environment, and logging is set up with them.

    What is handed in stays the caller's to close. The bus is not used: the app hears of changes
    from the database, and the worker tells what was searched.
    """
    del bus
    if settings is None:
        settings = SearchSettings()  # type: ignore[call-arg]  # from the environment
        telemetry.configure(settings, "search")
    told = settings

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            state = app.state
            state.database = database or await opened_database(stack, told)
            state.clock = clock or SystemClock()
            keeper = await _keep_directory(app)
            await _open_engines(app, stack, told, keeper)
            state.demand = await _demand_log(stack, state.database, state.clock)
            yield

    app = create_service(
        "search",
        lifespan=lifespan,
        routers=(
            routes_words.router,
            routes_upkeep.router,
            routes_beside.router,
            routes_ranking.router,
            routes.router,
        ),
        verifier=verifier or verifier_for(settings),
        shortcuts=SHORTCUTS,
        ready={"database": lambda: _answering(app), "index": lambda: _can_search(app)},
    )
    return app


async def _keep_directory(app: FastAPI) -> Background:
    """The directory is there before the first question; what keeps it is yet to be started."""

    def publish(directory: ShopDirectory) -> None:
        app.state.directory = directory

    keeper = DirectoryKeeper(ShopReader(app.state.database.pool), app.state.clock, publish)
    await keeper.step()
    return Background("search directory", keeper.step, every=LOOK_SECONDS)


async def _open_engines(
    app: FastAPI, stack: AsyncExitStack, settings: SearchSettings, keeper: Background
) -> None:
    """The embedded engine always; where there is Meilisearch, it stands in for it."""
    state, pool = app.state, app.state.database.pool
    reader = SnapshotReader(pool)
    state.words = LanguageKeeper(pool, load_language(settings.region_dir))
    state.language = await state.words.current()
    _know_region(app, settings, reader)
    state.meili = await opened_meili(stack, settings)
    state.answers = AnswerCache()
    embedded = EmbeddedEngine(settings.embedded_dir)
    await embedded.open()
    stack.push_async_callback(embedded.close)
    state.indexer = InProcessIndexer(embedded, reader, state.language)
    follower = Background("search index", state.indexer.step, every=POLL_SECONDS)

    def wake() -> None:
        follower.wake()
        keeper.wake()

    await keeper.start()
    stack.push_async_callback(keeper.stop)
    learner = await _language_learner(app, stack, follower)
    notices = Notices(pool, changes.CHANNEL, wake).also(words.CHANNEL, learner.wake)
    await _run(stack, follower, notices)
    state.engine = SingleEngine(embedded)
    if state.meili:
        state.engine = await _with_fallback(stack, app.state.database, state.meili, embedded)


def _know_region(app: FastAPI, settings: SearchSettings, reader: SnapshotReader) -> None:
    """What the lists beside the search are made from."""
    state = app.state
    state.names = Names(load_trades(settings.region_dir))
    state.companions = load_companions(settings.region_dir, state.language)
    state.snapshots = reader


async def _language_learner(
    app: FastAPI, stack: AsyncExitStack, follower: Background
) -> Background:
    """Questions are read by the operator's latest words at once; the index is built anew beside."""
    state = app.state

    def told(language: Language) -> None:
        state.language = language
        state.indexer.relearn(language)
        if state.meili:
            state.meili.generation += 1  # what was answered in other words is no longer kept
        follower.wake()

    state.words.tell(told)
    learner = Background("search words", state.words.step, every=WORDS_SECONDS)
    await learner.start()
    stack.push_async_callback(learner.stop)
    return learner


async def _with_fallback(
    stack: AsyncExitStack, database: Database, first: MeiliEngine, second: EmbeddedEngine
) -> FallbackEngine:
    pair = FallbackEngine(first, second)
    prober = Background("search breaker", pair.probe, every=PROBE_SECONDS)
    watch = CursorWatch(progress.Progress(database.pool, first.name), first)
    watcher = Background("search cursor", watch.step, every=POLL_SECONDS)
    await prober.start()
    stack.push_async_callback(prober.stop)
    await _run(stack, watcher, Notices(database.pool, progress.CHANNEL, watcher.wake))
    return pair


async def _demand_log(stack: AsyncExitStack, database: Database, clock: Clock) -> DemandLog:
    """What is still in memory at the end is written down before the database closes."""
    demand = DemandLog(database, clock)
    writer = Background("search demand", demand.flush, every=FLUSH_SECONDS)
    await writer.start()
    stack.push_async_callback(demand.flush_all)
    stack.push_async_callback(writer.stop)
    return demand


async def _run(stack: AsyncExitStack, work: Background, notices: Notices) -> None:
    """Start the work and what wakes it."""
    connector = Background("search notices", notices.ensure, every=RECONNECT_SECONDS)
    stack.push_async_callback(notices.close)
    for part in (work, connector):
        await part.start()
        stack.push_async_callback(part.stop)


async def _answering(app: FastAPI) -> bool:
    database: Database = app.state.database
    return await database.ready()


async def _can_search(app: FastAPI) -> bool:
    """As soon as one engine can: Meilisearch is there, or the embedded index is filled."""
    indexer: InProcessIndexer = app.state.indexer
    meili: MeiliEngine | None = app.state.meili
    return indexer.is_filled or (meili is not None and await meili.healthy())
