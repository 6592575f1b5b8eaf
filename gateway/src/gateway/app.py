"""The one place where the gateway's HTTP side is put together."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from fastapi import FastAPI
from marketkit.background import Background
from marketkit.clock import SystemClock
from marketkit.db import Database
from marketkit.messaging import MessageBus, Relay
from marketkit.service import create_service
from marketkit.wiring import opened_bus, opened_database
from starlette.types import ASGIApp

from gateway import pages
from gateway.api import accounts, dead_letters, docs, keys, mails, passwords, session, tokens
from gateway.api.edge import Edge
from gateway.api.merged_openapi import PublicApi
from gateway.api.routes import ROUTES
from gateway.api.table import RouteTable
from gateway.clients import AsgiUpstream, HttpUpstream, Upstream, Upstreams, open_session
from gateway.identity import Identity
from gateway.identity.cookies import SessionCookie
from gateway.identity.passwords import Argon2Passwords
from gateway.identity.searchers import LOOK_SECONDS, Searchers
from gateway.identity.service_tokens import ServiceTokens
from gateway.identity.signing_keys import signers
from gateway.identity.visitors import Visitors
from gateway.settings import GatewaySettings
from gateway.use_cases.limits import LoginLimits
from gateway.use_cases.ports import Passwords
from gateway.wiring import times_of
from marketkit import telemetry

ROUTERS = (
    accounts.router,
    passwords.router,
    session.router,
    tokens.router,
    keys.router,
    dead_letters.router,
    mails.router,
    docs.router,
)


def create_app(
    settings: GatewaySettings | None = None,
    *,
    bus: MessageBus | None = None,
    database: Database | None = None,
    services: Mapping[str, ASGIApp] | None = None,
    passwords: Passwords | None = None,
) -> FastAPI:
    """Without settings they come from the environment, and logging is set up with them.

    `services` are apps in this process; without them the settings' addresses are used. What is
    handed in stays the caller's to close; what is missing is opened and closed here.
    """
    if settings is None:
        settings = GatewaySettings()  # type: ignore[call-arg]  # from the environment
        telemetry.configure(settings, "gateway")
    if services is None:
        settings.service_addresses()  # better to fail now than at the first request
    signing = ServiceTokens(signers(settings.signing_keys))

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            state = app.state
            state.bus = bus or await opened_bus(stack, settings)
            state.database = database or await opened_database(stack, settings)
            state.upstreams = Upstreams(await _upstreams(stack, settings, services), signing)
            state.public_api = PublicApi(state.upstreams, app.openapi(), ROUTES)
            state.visitors = Visitors(
                state.database.pool,
                times_of(settings),
                remember_seconds=settings.remember_seconds,
            )
            state.identity = _identity(state, settings, passwords or Argon2Passwords())
            state.searchers = await _searchers(stack, state)
            relay = Relay(state.database, state.bus, source="gateway")
            await relay.start()
            stack.push_async_callback(relay.stop)
            yield

    app = create_service(
        "gateway",
        lifespan=lifespan,
        routers=ROUTERS,
        verifier=signing.verifier(),
        # Without the bus the gateway still does its work; its outbox waits.
        ready={"database": lambda: _answering(app)},
    )
    app.state.settings, app.state.clock, app.state.tokens = settings, SystemClock(), signing
    app.router.routes.extend(pages.routes())
    # Added last, so it stands outermost: nothing is looked at before it has been checked.
    app.add_middleware(Edge, settings=settings, table=RouteTable(ROUTES), draw=pages.turned_away)
    return app


async def _upstreams(
    stack: AsyncExitStack, settings: GatewaySettings, services: Mapping[str, ASGIApp] | None
) -> dict[str, Upstream]:
    if services is not None:
        return {name: AsgiUpstream(name, app) for name, app in services.items()}
    pool = await stack.enter_async_context(open_session())
    return {
        name: HttpUpstream(name, address, pool)
        for name, address in settings.service_addresses().items()
    }


def _identity(state: Any, settings: GatewaySettings, passwords: Passwords) -> Identity:
    return Identity(
        database=state.database,
        passwords=passwords,
        visitors=state.visitors,
        cookie=SessionCookie(settings.cookie_name, secure=settings.cookie_secure),
        times=times_of(settings),
        limits=LoginLimits(
            per_address=settings.logins_per_address,
            per_account=settings.logins_per_account,
            sign_ups=settings.sign_ups_per_address,
        ),
    )


async def _searchers(stack: AsyncExitStack, state: Any) -> Searchers:
    searchers = Searchers(state.database, state.clock)
    renewal = Background("gateway week key", searchers.renew, every=LOOK_SECONDS)
    await renewal.start()
    stack.push_async_callback(renewal.stop)
    return searchers


async def _answering(app: FastAPI) -> bool:
    database: Database = app.state.database
    return await database.ready()
