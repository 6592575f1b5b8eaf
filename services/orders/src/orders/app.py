"""The HTTP side of the orders service: the one place where it is put together."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from fastapi import FastAPI
from marketkit.auth import TokenVerifier
from marketkit.clock import Clock
from marketkit.db import Database
from marketkit.errors import UnavailableError
from marketkit.messaging import MessageBus, Relay
from marketkit.service import create_service
from marketkit.wiring import opened_bus, verifier_for

from marketkit import telemetry
from orders.domain.webhooks import Endpoint
from orders.http import (
    arriving,
    carts,
    commission,
    contracts,
    counter,
    day_rounds,
    driven,
    exports,
    fees,
    holding,
    hosted,
    matters,
    money,
    moving,
    operations_money,
    ordering_rules,
    orders,
    outages,
    packing,
    paper_corrections,
    papers,
    papers_of_shop,
    quotes,
    recalls,
    refusing,
    retention,
    returning,
    rounds,
    stations,
    stock,
    ways,
    withdrawals,
    working,
)
from orders.http.shortcuts import SHORTCUTS
from orders.http.webhooks import webhook_router
from orders.settings import OrdersSettings
from orders.wiring import build_context, opened_database, payment_side

ROUTERS = (
    working.router,
    returning.router,
    carts.router,
    holding.router,
    contracts.router,
    ordering_rules.router,
    orders.router,
    counter.router,
    packing.router,
    quotes.router,
    stock.router,
    recalls.router,
    rounds.router,
    refusing.router,
    withdrawals.router,
    ways.router,
    hosted.router,
    arriving.router,
    stations.router,
    moving.router,
    moving.order_router,
    day_rounds.router,
    driven.router,
    money.router,
    operations_money.router,
    commission.router,
    matters.router,
    papers.router,
    papers_of_shop.router,
    fees.router,
    paper_corrections.router,
    exports.router,
    retention.router,
)


class _IntakeOf:
    """The payment side's intake, which exists once the app has started."""

    app: FastAPI

    async def take(
        self, body: bytes, signature: str | None, endpoint: Endpoint = Endpoint.MARKET
    ) -> bool:
        payments = self.app.state.payments
        if payments is None:
            raise UnavailableError
        return bool(await payments.intake.take(body, signature, endpoint))


def create_app(
    settings: OrdersSettings | None = None,
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
        settings = OrdersSettings()  # type: ignore[call-arg]  # from the environment
        telemetry.configure(settings, "orders")
    told = settings

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            state = app.state
            state.bus = bus or await opened_bus(stack, told)
            state.database = database or await opened_database(stack, told)
            state.payments = payment_side(told, state.database, clock)
            state.context = build_context(told, state.database, state.payments, clock)
            relay = Relay(state.database, state.bus, source="orders")
            for part in (relay, state.payments):
                if part:
                    await part.start()
                    stack.push_async_callback(part.stop)
            yield

    intake = _IntakeOf()
    intake.app = create_service(
        "orders",
        lifespan=lifespan,
        routers=(*ROUTERS, webhook_router(intake)),
        verifier=verifier or verifier_for(settings),
        # Without the bus orders are placed all the same; their outbox waits.
        ready={"database": lambda: _answering(intake.app)},
        shortcuts=SHORTCUTS,
    )
    outages.install(intake.app)
    return intake.app


async def _answering(app: FastAPI) -> bool:
    database: Database = app.state.database
    return await database.ready()
