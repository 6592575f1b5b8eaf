"""Whom the contract suite speaks to: the stand-in, and the real thing where there is one."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import aiohttp
from orders.payments import StripeConfig
from orders.payments.config import STRIPE
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from tests.support.servers import free_port
from tests.support.standin import running_standin

STANDIN, TEST_MODE, OFFICIAL_MOCK = "standin", "test mode", "official mock"
MOCK: Final = "stripe-mock"


class ContractSettings(BaseSettings):
    """`STRIPE_TEST_KEY`: a key of Stripe's test mode, to have the suite ask Stripe itself."""

    model_config = SettingsConfigDict(env_prefix="STRIPE_TEST_", extra="ignore")
    key: SecretStr = SecretStr("")


@dataclass(frozen=True)
class Provider:
    name: str
    config: StripeConfig

    @property
    def remembers(self) -> bool:
        """The official mock checks parameters, and forgets everything."""
        return self.name != OFFICIAL_MOCK


def key_of_test_mode() -> str:
    """Never a live one, whatever somebody has exported."""
    key = ContractSettings().key.get_secret_value()
    return key if key.startswith(("sk_test_", "rk_test_")) else ""


def missing() -> dict[str, str]:
    """Why which provider cannot be asked here."""
    lacking = {}
    if not key_of_test_mode():
        lacking[TEST_MODE] = "no STRIPE_TEST_KEY (sk_test_…) in the environment"
    if shutil.which(MOCK) is None:
        lacking[OFFICIAL_MOCK] = f"no {MOCK} on PATH"
    return lacking


@asynccontextmanager
async def provider_named(name: str) -> AsyncIterator[Provider]:
    if name == TEST_MODE:
        yield Provider(name, _config(key_of_test_mode(), STRIPE))
    elif name == OFFICIAL_MOCK:
        async with _running_mock() as url:
            yield Provider(name, _config("sk_test_123", url))
    else:
        async with running_standin() as running:
            yield Provider(name, _config("sk_test_market", running.url))


def _config(key: str, base: str) -> StripeConfig:
    return StripeConfig(
        api_key=key,
        api_base=base,
        webhook_secrets=(),
        public_url="https://market.example.org",
        guest_token_secret=b"g" * 32,
        timeout=timedelta(seconds=20),
    )


@asynccontextmanager
async def _running_mock() -> AsyncIterator[str]:
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        MOCK, "-http-port", str(port), "-https-port", str(free_port()),
        stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        async with asyncio.timeout(20), aiohttp.ClientSession() as http:
            while not await _answers(http, url):
                await asyncio.sleep(0.05)
        yield url
    finally:
        process.terminate()
        await process.wait()


async def _answers(http: aiohttp.ClientSession, url: str) -> bool:
    try:
        async with http.get(url):
            return True
    except aiohttp.ClientError:
        return False
