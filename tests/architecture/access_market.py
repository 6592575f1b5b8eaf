"""The whole market in this process: four apps with their workers, put together as in the demo."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from marketkit.db import Database
from marketkit.messaging import MemoryBus
from onebox.home import Home
from onebox.mailbox import post_office
from onebox.postgres import Server
from onebox.programs import DATABASES, Neighbours, create_programs, settings_for
from onebox.settings import OneboxSettings

from tests.architecture.access_people import Person, introduce
from tests.support.asgi import AsgiClient
from tests.support.databases import Templates
from tests.support.standin import running_standin

ADDRESS = "http://127.0.0.1:8000"


@dataclass(frozen=True)
class Market:
    client: AsgiClient
    people: dict[str, Person]
    bus: MemoryBus
    link_secret: str
    """What links in mails are signed with."""


@dataclass(frozen=True)
class _Urls:
    """Stands where the demo has a PostgreSQL of its own."""

    known: dict[str, str]

    def url(self, database: str) -> str:
        return self.known[database]


@asynccontextmanager
async def running_market(templates: Templates, folder: Path) -> AsyncIterator[Market]:
    async with AsyncExitStack() as stack:
        urls = {
            name: await stack.enter_async_context(templates.url(f"{name}:migrations"))
            for name in DATABASES
        }
        settings = await _settings(stack, urls, folder)
        databases = {name: await _opened(stack, url) for name, url in urls.items()}
        bus = MemoryBus()
        programs = create_programs(settings, databases, bus)
        for program in programs:
            await program.worker.start()
            stack.push_async_callback(program.worker.stop)
        for program in programs:
            await stack.enter_async_context(program.app.router.lifespan_context(program.app))
        gateway = next(program.app for program in programs if program.name == "gateway")
        client = AsgiClient(gateway, {"host": "127.0.0.1"})
        secret = settings["catalog"].link_secret.get_secret_value()
        yield Market(client, await introduce(client, databases["gateway"]), bus, secret)


async def _settings(stack: AsyncExitStack, urls: dict[str, str], folder: Path) -> dict[str, Any]:
    home = Home(folder)
    home.make()
    payments = await stack.enter_async_context(running_standin())
    smtp_port = await stack.enter_async_context(post_office(home.mailbox))
    near = Neighbours(ADDRESS, payments.url, smtp_port)
    settings = settings_for(OneboxSettings(seed=False), home, cast("Server", _Urls(urls)), near)
    unhurried = {
        "gateway": {"rate_per_second": 0},
        "catalog": {"notices_per_hour": 10_000, "applications_per_hour": 10_000},
    }
    return settings | {
        name: settings[name].model_copy(update=update) for name, update in unhurried.items()
    }


async def _opened(stack: AsyncExitStack, url: str) -> Database:
    database = await Database.open(url, pool_size=4)
    stack.push_async_callback(database.close)
    return database
