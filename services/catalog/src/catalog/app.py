"""The catalogue's HTTP side: the one place where it is put together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from marketkit.auth import RemoteKeys, TokenVerifier
from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.messaging import MessageBus, Relay
from marketkit.service import create_service

from catalog.http import categories, handovers, pictures, products, shops
from catalog.settings import CatalogSettings
from catalog.wiring import opened_bus, opened_database, surroundings
from marketkit import telemetry

ROUTERS = (
    # Matched in this order: what is asked most stands first.
    products.router,
    shops.router,
    categories.router,
    pictures.router,
    handovers.router,
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
            state.categories = categories.render_categories(state.surroundings.region)
            relay = Relay(state.database, state.bus, source="catalog")
            await relay.start()
            stack.push_async_callback(relay.stop)
            yield

    app = create_service(
        "catalog",
        lifespan=lifespan,
        routers=ROUTERS,
        verifier=verifier or _verifier(settings),
        ready={"database": lambda: _answering(app), "bus": lambda: _healthy(app)},
    )
    return app


def _verifier(settings: CatalogSettings) -> TokenVerifier:
    if settings.jwks_url is None:
        message = "set CATALOG_JWKS_URL: nobody else says whose signature to trust"
        raise ValueError(message)
    return TokenVerifier(RemoteKeys(str(settings.jwks_url)))


async def _answering(app: FastAPI) -> bool:
    database: Database = app.state.database
    return await database.ready()


async def _healthy(app: FastAPI) -> bool:
    bus: MessageBus = app.state.bus
    return bus.healthy()
