"""Work beside requests: it goes on after errors, and stops when told to, whatever it is doing."""

import asyncio
import contextlib
from dataclasses import dataclass

import asyncpg
import pytest
from marketkit.background import Background, one_by_one
from structlog.testing import capture_logs


async def test_an_error_while_tidying_up_does_not_hide_the_stop() -> None:
    begun = asyncio.Event()

    async def step() -> bool:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            message = "the tidying failed too"
            raise RuntimeError(message)

    work = Background("untidy", step, every=0.01)
    await work.start()
    await begun.wait()

    async with asyncio.timeout(5):
        await work.stop()


async def test_a_step_that_swallows_the_stop_is_the_last_one() -> None:
    begun = asyncio.Event()

    async def step() -> bool:
        begun.set()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        return True

    work = Background("deaf", step, every=0.01)
    await work.start()
    await begun.wait()

    async with asyncio.timeout(5):
        await work.stop()


async def test_a_step_that_fails_is_tried_again() -> None:
    tries: list[int] = []
    done = asyncio.Event()

    async def step() -> bool:
        tries.append(1)
        if len(tries) < 3:
            message = "an outage"
            raise OSError(message)
        done.set()
        return False

    work = Background("stubborn", step, every=0.01)
    await work.start()
    async with asyncio.timeout(10):
        await done.wait()
    await work.stop()

    assert len(tries) >= 3


async def test_one_that_fails_does_not_hold_up_the_others() -> None:
    done: list[int] = []

    async def step(number: int) -> None:
        if number == 1:
            message = "broken"
            raise RuntimeError(message)
        if number == 2:
            raise asyncpg.DeadlockDetectedError
        done.append(number)

    assert await one_by_one("number", [0, 1, 2, 3], step) == 2
    assert done == [0, 3]


async def test_without_the_database_the_round_is_over() -> None:
    tried: list[int] = []

    async def step(number: int) -> None:
        tried.append(number)
        raise ConnectionRefusedError

    with pytest.raises(ConnectionRefusedError):
        await one_by_one("number", [0, 1], step)

    assert tried == [0]


@dataclass(frozen=True)
class _Customer:
    id: int
    email: str


async def test_the_log_names_what_failed_by_its_id_alone() -> None:
    async def step(_: _Customer) -> None:
        raise ValueError

    with capture_logs() as lines:
        await one_by_one("customer", [_Customer(4711, "anna@example.org")], step)

    assert [(line["what"], line["item"]) for line in lines] == [("customer", "4711")]
