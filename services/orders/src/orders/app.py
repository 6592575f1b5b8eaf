"""The HTTP side of the orders service."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from marketkit.auth import RemoteKeys, TokenVerifier
from marketkit.db import Database
from marketkit.messaging import MessageBus, Relay, open_bus
from marketkit.service import create_service

from orders.http.routers import ROUTERS
from orders.settings import OrdersSettings
from orders.wiring import build_context


def create_app(
    settings: OrdersSettings | None = None,
    *,
    bus: MessageBus | None = None,
    verifier: TokenVerifier | None = None,
    database: Database | None = None,
) -> FastAPI:
    """The app; what is handed in stays its owner's to close."""
    chosen = settings or OrdersSettings()  # type: ignore[call-arg]  # read from the environment
    shared: dict[str, Database] = {}

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        opened = database or await _open(chosen)
        carrier = bus or open_bus(chosen.bus_url.get_secret_value())
        if bus is None:
            await carrier.start()
        relay = Relay(opened, carrier, source="orders")
        await relay.start()
        app.state.context = build_context(chosen, opened)
        shared["database"] = opened
        try:
            yield
        finally:
            await relay.stop()
            if bus is None:
                await carrier.close()
            if database is None:
                await opened.close()

    async def database_answers() -> bool:
        return await shared["database"].ready()

    return create_service(
        "orders",
        lifespan=lifespan,
        routers=ROUTERS,
        verifier=verifier or _verifier(chosen),
        ready={"database": database_answers},
    )


async def _open(settings: OrdersSettings) -> Database:
    return await Database.open(
        settings.database_url.get_secret_value(),
        pool_size=settings.database_pool_size,
        leaves_sessions_clean=True,
    )


def _verifier(settings: OrdersSettings) -> TokenVerifier:
    if settings.jwks_url is None:
        message = "ORDERS_JWKS_URL is needed to verify who is asking"
        raise ValueError(message)
    return TokenVerifier(RemoteKeys(str(settings.jwks_url)))
