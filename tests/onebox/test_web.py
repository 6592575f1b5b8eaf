"""Ports are taken early, and a server ends with its block."""

import socket

import aiohttp
import pytest
from onebox.say import StartError
from starlette.responses import PlainTextResponse

from onebox import web


def test_a_busy_port_is_named_with_a_way_out() -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]

        with pytest.raises(StartError, match=f"Port {port} is in use.*make demo PORT="):
            web.reserve(port)


@pytest.mark.parametrize("port", [65536, None])
def test_a_port_that_cannot_be_had_is_replaced(port: int | None) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        near = web.reserve_near(port or busy.getsockname()[1])

    with near:
        assert web.port_of(near) not in {port, 0}


async def test_a_server_answers_inside_its_block_and_not_after_it() -> None:
    door = web.reserve(0)
    address = f"http://127.0.0.1:{web.port_of(door)}/"

    async with aiohttp.ClientSession() as client:
        async with (
            web.serving(PlainTextResponse("Guten Morgen"), door),
            client.get(address) as answer,
        ):
            assert await answer.text() == "Guten Morgen"
        with pytest.raises(aiohttp.ClientConnectorError):
            await client.get(address)
