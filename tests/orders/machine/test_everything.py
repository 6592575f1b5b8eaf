"""Ten thousand steps through orders and money: books, bank, papers and exports agree (F29).

Every step is at least one thing somebody does; most are several.
"""

import asyncio

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.orders.machine.doubts import EverythingDoubted
from tests.orders.market import Market

EXAMPLES, STEPS = 200, 50


@pytest.mark.timeout(1800)
async def test_books_and_bank_agree_whatever_happens(market: Market) -> None:
    here = {"market": market, "loop": asyncio.get_running_loop()}
    machine = type("EverythingHere", (EverythingDoubted,), here)
    chosen = settings(
        max_examples=EXAMPLES,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )

    await asyncio.to_thread(run_state_machine_as_test, machine, settings=chosen)

    assert machine.deeds >= EXAMPLES * STEPS  # type: ignore[attr-defined]
