"""Whom the contract suite speaks to: the stand-in, and the real thing where there is one."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import aiohttp
from orders.payments import StripeConfig
from orders.payments.config import STRIPE
from orders.payments.provider import RefusedError, Session, SessionRequest
from orders.payments.stripe_api import StripeApi
from orders.payments.stripe_objects import session, session_params
from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from tests.support.servers import free_port
from tests.support.standin import running_standin

STANDIN, TEST_MODE, OFFICIAL_MOCK = "standin", "test mode", "official mock"
MOCK: Final = "stripe-mock"
NOTES: Final[set[str]] = set()
"""What else the end of the run should say aloud."""


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


async def page_of(provider: Provider, api: StripeApi, request: SessionRequest) -> Session:
    """Opens a pay page. Releases of the mock may be older than the library: then it is asked under
    the older name of the one parameter that has changed, and that is said."""
    key = f"contract-{uuid4()}"
    try:
        return await api.create_session(request, key)
    except RefusedError as refused:
        if provider.remembers or "additional properties" not in str(refused):
            raise
    params: Any = session_params(request)
    params["payment_method_types"] = params.pop("allowed_payment_method_types")
    NOTES.add(f"{MOCK} is older than our library: it knows no allowed_payment_method_types")
    async with api.speaking() as client:
        return session(await client.v1.checkout.sessions.create_async(params))


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
