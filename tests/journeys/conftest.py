"""Two ways to run the market, one set of journeys."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp
import pytest
from playwright.async_api import Browser

from tests.browser import chromium as real
from tests.journeys.stages import Stage
from tests.support import servers
from tests.support.demo import DEMO_PASSWORD, running_demo
from tests.support.production import Production, production

TEAM = {"advisor": "beratung@example.org", "operator": "betrieb@example.org"}


@dataclass
class StandinTill:
    """Pays on the stand-in's page, and asks its API what flowed back."""

    http: aiohttp.ClientSession
    address: str

    async def pay(self, payment_url: str) -> None:
        card = {"action": "pay", "number": "4242 4242 4242 4242", "expiry": "12/34", "check": "123"}
        async with self.http.post(payment_url, data=card, allow_redirects=False) as page:
            assert page.status == 303, await page.text()

    async def days_pass(self, days: float) -> None:
        body = {"advance": days * 24 * 3600}
        async with self.http.post(f"{self.address}/_control/clock", json=body) as reply:
            assert reply.status == 200, await reply.text()

    async def refunded(self) -> int:
        key = {"Authorization": "Bearer sk_test_anybody"}
        async with self.http.get(f"{self.address}/v1/refunds?limit=100", headers=key) as reply:
            listed = await reply.json()
        return sum(refund["amount"] for refund in listed["data"])


@asynccontextmanager
async def _demo() -> AsyncIterator[Stage]:
    async with running_demo() as demo, aiohttp.ClientSession() as http:
        standin = f"http://127.0.0.1:{int(urlsplit(demo.base).port or 0) + 1}"
        yield Stage(
            demo.base,
            http,
            StandinTill(http, standin),
            (TEAM["advisor"], DEMO_PASSWORD),
            (TEAM["operator"], DEMO_PASSWORD),
        )


@asynccontextmanager
async def _processes(postgres: servers.Postgres, rabbit: servers.RabbitMQ) -> AsyncIterator[Stage]:
    async with production(postgres, rabbit) as market, aiohttp.ClientSession() as http:
        await introduce_team(market)
        yield Stage(
            market.base,
            http,
            StandinTill(http, market.stripe),
            (TEAM["advisor"], DEMO_PASSWORD),
            (TEAM["operator"], DEMO_PASSWORD),
        )


async def introduce_team(market: Production) -> None:
    """As an operator does on a new installation: by the gateway's command."""
    for role, email in TEAM.items():
        who = [email, role.title(), "--role", role]
        await _run(market, [sys.executable, "-m", "gateway.admin", "create-account", *who])


async def _run(market: Production, command: list[str]) -> None:
    done = await asyncio.to_thread(
        subprocess.run,
        command,
        env=market.environment,
        input=f"{DEMO_PASSWORD}\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(
    scope="session", params=["demo", pytest.param("processes", marks=pytest.mark.rabbitmq)]
)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    if request.param == "demo":
        async with _demo() as ready:
            yield ready
    else:
        postgres = request.getfixturevalue("postgres_server")
        rabbit = request.getfixturevalue("rabbit")
        async with _processes(postgres, rabbit) as ready:
            yield ready


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    async with real.chromium() as browser:
        yield browser
