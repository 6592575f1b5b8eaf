"""What the market asks of its payment provider is understood: here, and by the real one.

Only the market's own calls are made, with the market's own code, so what passes here is what runs.
"""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from orders.payments.provider import (
    Arrival,
    BrokenError,
    Item,
    RefusedError,
    SessionRequest,
    SessionStatus,
)
from orders.payments.stripe_api import StripeApi
from orders.payments.stripe_money import StripeMoney

from tests.standin.providers import (
    OFFICIAL_MOCK,
    STANDIN,
    TEST_MODE,
    Provider,
    missing,
    page_of,
    provider_named,
)


@pytest.fixture(params=[STANDIN, TEST_MODE, OFFICIAL_MOCK])
async def provider(request: pytest.FixtureRequest) -> AsyncIterator[Provider]:
    if request.param in missing():
        pytest.skip(missing()[request.param])
    async with provider_named(request.param) as opened:
        yield opened


@pytest.fixture
async def api(provider: Provider) -> AsyncIterator[StripeApi]:
    opened = StripeApi(provider.config)
    yield opened
    await opened.close()


def asked() -> SessionRequest:
    return SessionRequest(
        order_id=uuid4(),
        items=(Item("Bäckerei", "Bestellung 1", 480), Item("Hofladen", "Bestellung 2", 620)),
        expires_at=datetime.now(UTC) + timedelta(minutes=32),
        success_url="https://market.example.org/bestellung/1?bezahlt={CHECKOUT_SESSION_ID}",
        cancel_url="https://market.example.org/bestellung/1",
        language="de",
        email="anna@example.org",
    )


@pytest.mark.parametrize("ways", [("card",), ("card", "sepa_debit")])
@pytest.mark.parametrize("holds_card", [False, True])
async def test_our_pay_pages_can_be_opened(
    provider: Provider, api: StripeApi, ways: tuple[str, ...], holds_card: bool
) -> None:
    session = await page_of(provider, api, replace(asked(), ways=ways, holds_card=holds_card))

    assert session.id.startswith("cs_")
    assert session.arrival is Arrival.NONE
    if provider.remembers:
        assert (session.status, session.amount, session.currency) == ("open", 1100, "eur")
        assert session.url


async def test_a_page_is_found_again_and_can_be_closed(provider: Provider, api: StripeApi) -> None:
    request = asked()
    made = await page_of(provider, api, request)
    found = await api.get_session(made.id)
    closed = await api.expire_session(made.id)
    again = await api.expire_session(made.id)

    if provider.remembers:
        assert (found.order_id, found.arrival) == (request.order_id, Arrival.NONE)
        assert (closed.status, again.status) == (SessionStatus.EXPIRED, SessionStatus.EXPIRED)


async def test_a_key_stands_for_one_request(provider: Provider, api: StripeApi) -> None:
    if not provider.remembers:
        pytest.skip("the official mock remembers no keys")
    request, key = asked(), f"contract-{uuid4()}"
    first = await api.create_session(request, key)
    second = await api.create_session(request, key)

    assert first.id == second.id
    with pytest.raises(BrokenError):
        await api.create_session(replace(request, language="en"), key)


async def test_what_does_not_exist_is_refused(provider: Provider, api: StripeApi) -> None:
    if not provider.remembers:
        pytest.skip("for the official mock everything exists")
    money = StripeMoney(api)
    for call in (
        api.get_session("cs_test_doesnotexist"),
        api.refund("pi_doesnotexist", 100, {"refund_id": "1"}, f"contract-{uuid4()}"),
        money.take("pi_doesnotexist", 100, f"contract-{uuid4()}"),
        money.let_go("pi_doesnotexist", f"contract-{uuid4()}"),
        money.held("pi_doesnotexist"),
        money.dispute("du_doesnotexist"),
    ):
        with pytest.raises(RefusedError):
            await call


async def test_too_little_is_refused(provider: Provider, api: StripeApi) -> None:
    if not provider.remembers:
        pytest.skip("the official mock does not add up")
    with pytest.raises(RefusedError):
        await api.create_session(
            replace(asked(), items=(Item("Bäckerei", "1", 10),)), f"contract-{uuid4()}"
        )


async def test_lists_can_be_read(api: StripeApi) -> None:
    money = StripeMoney(api)
    since = datetime.now(UTC) - timedelta(minutes=1)

    told = [event async for event in money.told_since(since)]
    moved = [entry async for entry in money.movements(since, datetime.now(UTC))]

    assert all(event["id"] and event["type"] for event in told)
    assert all(entry.id and entry.kind for entry in moved)
    assert isinstance(await money.movements_of("ch_doesnotexist"), list)
