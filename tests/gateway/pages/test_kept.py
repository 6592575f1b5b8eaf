"""Answers that may be a minute old: made once, made anew, never lost to an outage."""

import asyncio

from gateway.pages.finding.kept import Kept


class Source:
    def __init__(self) -> None:
        self.now = 100.0
        self.made = 0
        self.down = False

    async def make(self) -> int | None:
        await asyncio.sleep(0)
        if self.down:
            return None
        self.made += 1
        return self.made


async def test_many_who_ask_at_once_make_it_once() -> None:
    source = Source()
    kept: Kept[int] = Kept(60, clock=lambda: source.now)

    found = await asyncio.gather(*(kept.get(source.make) for _ in range(20)))

    assert set(found) == {1}


async def test_what_is_too_old_is_made_anew() -> None:
    source = Source()
    kept: Kept[int] = Kept(60, clock=lambda: source.now)

    await kept.get(source.make)
    source.now += 59
    assert await kept.get(source.make) == 1
    source.now += 2
    assert await kept.get(source.make) == 2


async def test_during_an_outage_the_old_answer_serves() -> None:
    source = Source()
    kept: Kept[int] = Kept(60, clock=lambda: source.now)
    await kept.get(source.make)
    source.now, source.down = source.now + 600, True

    assert await kept.get(source.make) == 1


async def test_without_any_answer_there_is_none() -> None:
    source = Source()
    source.down = True

    assert await Kept[int](60).get(source.make) is None
