"""F1, F2, F3: programs and the broker are killed under load; nothing is lost or done twice."""

import asyncio
import random

import pytest

from tests.faults.shoppers import Market, crowd, send_home
from tests.journeys.things import eventually
from tests.support import servers

pytestmark = [pytest.mark.rabbitmq, pytest.mark.slow, pytest.mark.timeout(300)]

KILLS = 6


async def _kill_again_and_again(market: Market, names: tuple[str, ...], seed: int) -> None:
    """At random moments, so that some fall between commit and publish, or commit and ack."""
    chance = random.Random(seed)
    until = asyncio.Event()
    buying = await crowd(market, 4, until)
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.3, 1.2))
        name = chance.choice(names)
        market.running.kill(name)
        await market.running.start(name)
        await _business_goes_on(market)
    await send_home(buying, until)


async def _business_goes_on(market: Market) -> None:
    """Somebody has bought something since."""
    before = len(market.promised)

    async def sold() -> bool:
        return len(market.promised) > before + 2

    await eventually(sold, within=60)


async def test_f1_a_service_killed_between_commit_and_publish_loses_no_event(
    market: Market,
) -> None:
    await _kill_again_and_again(market, ("orders", "orders worker"), seed=1)

    assert len(market.promised) > 10
    await market.verify()


async def test_f2_a_consumer_killed_between_commit_and_ack_acts_once(market: Market) -> None:
    await _kill_again_and_again(market, ("search worker", "catalog worker"), seed=2)

    assert len(market.promised) > 10
    await market.verify()


async def test_f3_the_broker_is_killed_and_checkout_goes_on(
    market: Market, rabbit: servers.RabbitMQ
) -> None:
    until = asyncio.Event()
    buying = await crowd(market, 4, until)
    await _business_goes_on(market)

    rabbit.kill()
    before = len(market.promised)
    await asyncio.sleep(3)
    during = len(market.promised) - before
    rabbit.start()
    rabbit.ready()
    await _business_goes_on(market)
    await send_home(buying, until)

    assert during > 2, "orders must stand while the broker is away"
    assert not [status for status in market.refused if status >= 500]
    await market.verify(wait=60)
