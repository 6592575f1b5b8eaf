"""Puts the demo together around a starting PostgreSQL, and takes it apart again."""

import asyncio
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
from marketkit.clock import SystemClock
from marketkit.db import Database, migrate
from stripe_standin.app import create_standin
from stripe_standin.settings import StandinSettings

from marketkit import telemetry
from onebox import web
from onebox.accounts import PASSWORD, PEOPLE, introduce
from onebox.bus import PatientBus
from onebox.filling import fill_once, is_filled
from onebox.home import Home
from onebox.mailbox import post_office
from onebox.migrations import are_due, remember
from onebox.postgres import Server
from onebox.programs import (
    DATABASES,
    IDLE_SECONDS,
    POOL_SIZE,
    Neighbours,
    Program,
    connect_webhook_secret,
    create_programs,
    settings_for,
    webhook_secret,
)
from onebox.ready import until_ready
from onebox.say import line, step
from onebox.searched import note_searches
from onebox.seed.files import read_searches
from onebox.settings import OneboxSettings

PATIENCE = 5.0
"""Seconds to stop in, before the order is repeated."""


async def run_until_stopped(
    chosen: OneboxSettings, home: Home, server: Server, door: socket.socket
) -> None:
    """Everything between PostgreSQL's start and its stop; ends on Ctrl-C or SIGTERM."""
    stopping = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    market = asyncio.create_task(_run(chosen, home, server, door))
    stopped = asyncio.create_task(stopping.wait())
    await asyncio.wait({market, stopped}, return_when=asyncio.FIRST_COMPLETED)
    stopped.cancel()
    if not market.done():
        line("\nStopping …")
        await _stopped(market)
    await asyncio.gather(market, return_exceptions=stopping.is_set())


async def _stopped(market: asyncio.Task[None]) -> None:
    """A part that misses its stop (some library took it for its own) is told again."""
    while not market.done():
        market.cancel()
        await asyncio.wait({market}, timeout=PATIENCE)


async def _run(chosen: OneboxSettings, home: Home, server: Server, door: socket.socket) -> None:
    market = f"http://{web.HOST}:{web.port_of(door)}"
    await _migrate(server)
    async with AsyncExitStack() as stack:
        with step("Opening the shops"):
            payments = await stack.enter_async_context(_payments(market, home, door))
            smtp_port = await stack.enter_async_context(post_office(home.mailbox))
            near = Neighbours(market, payments, smtp_port)
            settings = settings_for(chosen, home, server, near)
            telemetry.configure(settings["gateway"], "onebox")
            databases = {
                name: await stack.enter_async_context(_opened(server.url(name)))
                for name in DATABASES
            }
            bus = PatientBus()
            programs = create_programs(settings, databases, bus)
            await stack.enter_async_context(_working(programs, bus))
            await introduce(databases["gateway"])
            apps = {program.name: program.app for program in programs}
            await stack.enter_async_context(web.serving(apps["gateway"], door))
            await until_ready(apps["search"])
        if chosen.seed and not is_filled(server.place.home):
            sought = read_searches(chosen.region_dir)
            await note_searches(sought, databases["search"], SystemClock())
            await fill_once(market, chosen.region_dir, server.place.home)
        _welcome(market)
        await asyncio.Event().wait()


async def _migrate(server: Server) -> None:
    if not are_due(server.place.home):
        return
    with step("Laying out the databases"):
        connection = await asyncpg.connect(server.url())
        known = {row[0] for row in await connection.fetch("SELECT datname FROM pg_database")}
        for name in DATABASES:
            if name not in known:
                await connection.execute(f"CREATE DATABASE {name}")
        await connection.close()
        for name in DATABASES:
            await migrate(server.url(name), f"{name}:migrations")
        remember(server.place.home)


@asynccontextmanager
async def _opened(url: str) -> AsyncIterator[Database]:
    database = await Database.open(
        url, pool_size=POOL_SIZE, finds_by_index=True, idle_seconds=IDLE_SECONDS
    )
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def _payments(market: str, home: Home, door: socket.socket) -> AsyncIterator[str]:
    """The Stripe stand-in behind a port of its own, as the real one is; yields its address."""
    desk = web.reserve_near(web.port_of(door) + 1)
    address = f"http://{web.HOST}:{web.port_of(desk)}"
    standin = create_standin(
        StandinSettings(
            public_url=address,
            webhook_url=f"{market}/webhooks/stripe",
            webhook_secret=webhook_secret(home),
            connect_webhook_url=f"{market}/webhooks/stripe/connect",
            connect_webhook_secret=connect_webhook_secret(home),
            state_file=str(home.folder / "payments.sqlite"),
        )
    )
    standin.start()
    try:
        async with web.serving(standin, desk):
            yield address
    finally:
        await standin.stop()


@asynccontextmanager
async def _working(programs: list[Program], bus: PatientBus) -> AsyncIterator[None]:
    """Workers first, so that everybody listens before the first event is told."""
    async with AsyncExitStack() as stack:
        await bus.start()
        stack.push_async_callback(bus.close)
        for program in programs:
            await program.worker.start()
            stack.push_async_callback(program.worker.stop)
        bus.everybody_listens()
        for program in programs:
            app = program.app
            await stack.enter_async_context(app.router.lifespan_context(app))
        yield


def _welcome(market: str) -> None:
    line(f"\nThe market is open: {market}\n")
    line(f"  sign in as (password of all four: {PASSWORD})")
    for person in PEOPLE:
        line(f"    {person.email:<24} {person.who}")
    line("\nCtrl-C stops it.")
