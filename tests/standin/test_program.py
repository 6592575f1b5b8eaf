"""As a program of its own, and mounted in another app; with state that outlives it."""

import asyncio
import sys
from pathlib import Path

import aiohttp
import stripe
from starlette.applications import Starlette
from starlette.routing import Mount
from stripe_standin import StandinSettings, create_standin

from tests.standin.conftest import TIMEOUT, a_basket
from tests.support.servers import free_port
from tests.support.standin import served


def _client(base: str, transport: stripe.AIOHTTPClient) -> stripe.StripeClient:
    return stripe.StripeClient(
        "sk_test_market", base_addresses={"api": base}, http_client=transport
    )


async def test_mounted_under_a_path_it_knows_its_own_address() -> None:
    standin, port = create_standin(StandinSettings()), free_port()
    transport = stripe.AIOHTTPClient(timeout=TIMEOUT)
    async with served(Starlette(routes=[Mount("/zahlung", standin)]), port):
        standin.start()
        session = await _client(
            f"http://127.0.0.1:{port}/zahlung", transport
        ).v1.checkout.sessions.create_async(a_basket())
        assert session.url
        async with aiohttp.ClientSession() as http, http.get(session.url) as answer:
            assert answer.status == 200
        # Nobody asked for the control desk, so there is none.
        control = f"http://127.0.0.1:{port}/zahlung/_control/log"
        async with aiohttp.ClientSession() as http, http.get(control) as answer:
            assert answer.status == 404
        await transport.close_async()
        await standin.stop()


async def test_a_program_forgets_nothing_between_two_runs(tmp_path: Path) -> None:
    port, state = free_port(), tmp_path / "state.sqlite"
    transport = stripe.AIOHTTPClient(timeout=TIMEOUT)
    client = _client(f"http://127.0.0.1:{port}", transport)

    program = await _start(port, state)
    session = await client.v1.checkout.sessions.create_async(a_basket())
    await _stop(program)
    program = await _start(port, state)
    again = await client.v1.checkout.sessions.retrieve_async(session.id)
    await _stop(program)
    await transport.close_async()

    assert again.amount_total == session.amount_total


async def _start(port: int, state: Path) -> asyncio.subprocess.Process:
    program = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "stripe_standin", "--port", str(port), "--state-file", str(state)
    )
    async with asyncio.timeout(20), aiohttp.ClientSession() as http:
        while True:
            try:
                async with http.get(f"http://127.0.0.1:{port}/health/live"):
                    return program
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)


async def _stop(program: asyncio.subprocess.Process) -> None:
    program.terminate()
    assert await program.wait() in (0, -15)
