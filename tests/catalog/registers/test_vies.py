"""The register of VAT ids, played by a small server that misbehaves as the real one does."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientTimeout, web
from catalog.domain.proofs.register import Outcome, VatAnswer
from catalog.registers.vies import Vies

NUMBER = "DE999123455"


class StandIn:
    """Answers what the test wants, and remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Any] = []
        self.url = ""
        self.status, self.body, self.slow = 200, b"{}", False

    async def answer(self, request: web.Request) -> web.Response:
        self.asked.append(await request.json())
        if self.slow:
            await asyncio.sleep(30)
        return web.Response(status=self.status, body=self.body, content_type="application/json")


@pytest.fixture
async def register() -> AsyncIterator[StandIn]:
    stand_in, app = StandIn(), web.Application()
    app.router.add_post("/check-vat-number", stand_in.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    stand_in.url = f"http://127.0.0.1:{port}/check-vat-number"
    yield stand_in
    await runner.cleanup()


async def test_a_number_in_use_comes_with_the_consultation_number(register: StandIn) -> None:
    register.body = b'{"valid":true,"requestIdentifier":"WAPIAAAAW1","name":"---"}'

    answer = await Vies(register.url, "DE999000017").check(NUMBER)

    assert answer == VatAnswer(Outcome.VALID, "WAPIAAAAW1", "---")
    assert register.asked == [
        {
            "countryCode": "DE",
            "vatNumber": "999123455",
            "requesterMemberStateCode": "DE",
            "requesterNumber": "999000017",
        }
    ]


async def test_without_a_number_of_our_own_none_is_named(register: StandIn) -> None:
    register.body = b'{"valid":false,"requestIdentifier":""}'

    assert (await Vies(register.url).check(NUMBER)).outcome is Outcome.INVALID
    assert register.asked == [{"countryCode": "DE", "vatNumber": "999123455"}]


@pytest.mark.parametrize(
    ("status", "body", "outcome"),
    [
        (500, b'{"errorWrappers":[{"error":"MS_UNAVAILABLE"}]}', Outcome.UNAVAILABLE),
        (200, b'{"actionSucceed":false,"errorWrappers":[{"error":"MS_UNAVAILABLE"}]}',
         Outcome.UNAVAILABLE),
        (200, b'{"errorWrappers":[{"error":"MS_MAX_CONCURRENT_REQ"}]}', Outcome.UNAVAILABLE),
        (400, b'{"errorWrappers":[{"error":"INVALID_INPUT"}]}', Outcome.INVALID),
        (503, b"<html>busy</html>", Outcome.UNAVAILABLE),
        (429, b'{"valid":false}', Outcome.UNAVAILABLE),
        (200, b"[]", Outcome.UNAVAILABLE),
        (200, b'{"valid":"yes"}', Outcome.UNAVAILABLE),
        (200, b"", Outcome.UNAVAILABLE),
    ],
)  # fmt: skip
async def test_only_a_clear_yes_or_no_counts(
    register: StandIn, status: int, body: bytes, outcome: Outcome
) -> None:
    register.status, register.body = status, body

    assert (await Vies(register.url).check(NUMBER)).outcome is outcome


async def test_who_does_not_answer_in_time_has_not_answered(
    register: StandIn,
) -> None:
    register.slow = True
    impatient = Vies(register.url, patience=ClientTimeout(total=0.2))

    assert (await impatient.check(NUMBER)).outcome is Outcome.UNAVAILABLE
    assert (await Vies("http://127.0.0.1:9/").check(NUMBER)).outcome is Outcome.UNAVAILABLE
