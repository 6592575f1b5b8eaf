"""The catalogue's HTTP side: the one place where it is put together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from marketkit.auth import TokenVerifier
from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.messaging import MessageBus, Relay
from marketkit.service import create_service
from marketkit.wiring import opened_bus, verifier_for

from catalog.files.import_words import load_words
from catalog.http import (
    case_appointments,
    case_documents,
    case_records,
    cases,
    categories,
    checklist_definitions,
    checklists,
    closures,
    demand,
    editing,
    exports,
    freshness,
    handovers,
    imports,
    inventory,
    legal_texts,
    mandates,
    moderation,
    notices,
    people,
    pictures,
    printing,
    products,
    promotions,
    proofs,
    published,
    recalls,
    reports,
    reviews,
    shop_decisions,
    shop_photos,
    shops,
)
from catalog.settings import CatalogSettings
from catalog.use_cases.checklist.load_first import load_first
from catalog.wiring import opened_database, surroundings
from marketkit import telemetry

ROUTERS = (
    # Matched in this order: what has a name of its own before what is named by its id, then what
    # is asked most.
    published.router,
    products.router,
    editing.router,
    reviews.router,
    imports.router,
    exports.router,
    inventory.router,
    printing.router,
    shops.router,
    categories.router,
    pictures.router,
    legal_texts.router,
    closures.router,
    shop_photos.router,
    handovers.router,
    mandates.router,
    people.router,
    # What has a name of its own stands before what is named by its id.
    case_appointments.router,
    cases.router,
    case_records.router,
    case_documents.router,
    demand.router,
    reports.router,
    promotions.router,
    freshness.router,
    recalls.router,
    notices.router,
    moderation.router,
    shop_decisions.router,
    checklists.router,
    proofs.router,
    checklist_definitions.router,
)


def create_app(
    settings: CatalogSettings | None = None,
    *,
    bus: MessageBus | None = None,
    verifier: TokenVerifier | None = None,
    database: Database | None = None,
    clock: Clock | None = None,
) -> FastAPI:
    """Without settings they come from the environment, and logging is set up with them.

    What is handed in stays the caller's to close; what is missing is opened and closed here.
    """
    if settings is None:
        settings = CatalogSettings()  # type: ignore[call-arg]  # from the environment
        telemetry.configure(settings, "catalog")
    told = settings

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            state = app.state
            state.bus = bus or await opened_bus(stack, told)
            state.database = database or await opened_database(stack, told)
            state.surroundings = surroundings(told, state.database, clock)
            state.import_words = load_words(state.surroundings.region)
            state.categories = categories.render_categories(state.surroundings.region)
            await load_first(state.surroundings)
            relay = Relay(state.database, state.bus, source="catalog")
            await relay.start()
            stack.push_async_callback(relay.stop)
            yield

    app = create_service(
        "catalog",
        lifespan=lifespan,
        routers=ROUTERS,
        verifier=verifier or verifier_for(settings),
        # Without the bus the catalogue still does its work; its outbox waits.
        ready={"database": lambda: _answering(app)},
    )
    return app


async def _answering(app: FastAPI) -> bool:
    database: Database = app.state.database
    return await database.ready()
