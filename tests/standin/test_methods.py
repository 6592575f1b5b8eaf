"""Debits that answer days later, amounts held until they are taken, banks that ask back."""

from typing import Any

import pytest
import stripe

from tests.standin.conftest import a_basket, paid_session
from tests.support.standin import RunningStandin

IBAN, BOUNCES = "DE89 3704 0044 0532 0130 00", "DE62 3704 0044 0532 0130 01"
SIX_DAYS = 6 * 24 * 3600


async def a_session(client: stripe.StripeClient, **changes: Any) -> Any:
    return await client.v1.checkout.sessions.create_async(a_basket(**changes))


async def seen(client: stripe.StripeClient, session: Any) -> Any:
    return await client.v1.checkout.sessions.retrieve_async(
        session.id, {"expand": ["payment_intent.latest_charge"]}
    )


async def types(client: stripe.StripeClient) -> list[str]:
    events = await client.v1.events.list_async({"limit": 100})
    return [event.type for event in reversed(events.data)]


async def by_debit(client: stripe.StripeClient, standin: RunningStandin, iban: str = IBAN) -> Any:
    session = await a_session(client, allowed_payment_method_types=["card", "sepa_debit"])
    status, _ = await standin.press(session.url, "debit", iban=iban, holder="Anna Albrecht")
    assert status == 303
    return session


async def test_a_debit_is_complete_at_once_and_paid_days_later(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await by_debit(client, standin)
    at_once = await seen(client, session)
    balance = (await client.v1.balance.retrieve_async()).available[0].amount
    await standin.advance(SIX_DAYS)
    await standin.settled("checkout.session.async_payment_succeeded")
    later = await seen(client, session)

    assert (at_once.status, at_once.payment_status) == ("complete", "unpaid")
    assert at_once.payment_intent.status == "processing"
    assert balance == 0
    assert later.payment_status == "paid"
    assert later.payment_intent.status == "succeeded"
    details = later.payment_intent.latest_charge.payment_method_details
    assert (details.type, details.sepa_debit.last4) == ("sepa_debit", "3000")


async def test_a_debit_may_come_back(client: stripe.StripeClient, standin: RunningStandin) -> None:
    session = await by_debit(client, standin, BOUNCES)
    await standin.advance(SIX_DAYS)
    await standin.settled("checkout.session.async_payment_failed")
    later = await seen(client, session)

    assert later.payment_status == "unpaid"
    assert later.payment_intent.status == "requires_payment_method"
    assert later.payment_intent.latest_charge.status == "failed"
    assert (await client.v1.balance.retrieve_async()).available[0].amount == 0


async def test_a_wrong_iban_is_marked(client: stripe.StripeClient, standin: RunningStandin) -> None:
    session = await a_session(client, allowed_payment_method_types=["sepa_debit"])

    status, page = await standin.press(session.url, "debit", iban="DE00 1234", holder="")

    assert status == 422
    assert page.count('aria-invalid="true"') == 2


async def test_who_did_not_offer_debits_gets_none(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await a_session(client)

    async with standin.http.get(session.url) as answer:
        page = await answer.text()

    assert "IBAN" not in page


async def test_a_held_amount_is_taken_later_and_never_above(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await a_session(client, payment_intent_data={"capture_method": "manual"})
    await standin.press(session.url)
    held = await seen(client, session)
    intent = held.payment_intent

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await client.v1.payment_intents.capture_async(intent.id, {"amount_to_capture": 1101})
    taken = await client.v1.payment_intents.capture_async(intent.id, {"amount_to_capture": 980})
    with pytest.raises(stripe.InvalidRequestError):
        await client.v1.payment_intents.capture_async(intent.id)

    assert (held.status, held.payment_status) == ("complete", "unpaid")
    assert (intent.status, intent.amount_capturable) == ("requires_capture", 1100)
    assert refusal.value.code == "amount_too_large"
    assert (taken.status, taken.amount_received) == ("succeeded", 980)
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        await client.v1.refunds.create_async({"payment_intent": intent.id, "amount": 981})
    await client.v1.refunds.create_async({"payment_intent": intent.id, "amount": 980})
    net = (await client.v1.balance.retrieve_async()).available[0].amount
    assert net == -(980 * 15 // 1000 + 25)


async def test_a_held_amount_can_be_let_go(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await a_session(client, payment_intent_data={"capture_method": "manual"})
    await standin.press(session.url)
    intent = (await seen(client, session)).payment_intent

    gone = await client.v1.payment_intents.cancel_async(intent.id)

    assert gone.status == "canceled"
    assert (await client.v1.balance.retrieve_async()).available[0].amount == 0


async def test_after_a_week_nothing_is_held_any_more(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await a_session(client, payment_intent_data={"capture_method": "manual"})
    await standin.press(session.url)
    await standin.advance(8 * 24 * 3600)
    await standin.settled("payment_intent.canceled")
    intent = (await seen(client, session)).payment_intent

    assert (intent.status, intent.cancellation_reason) == ("canceled", "automatic")


async def test_a_debit_cannot_be_held(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="manual capture"):
        await a_session(
            client,
            allowed_payment_method_types=["sepa_debit"],
            payment_intent_data={"capture_method": "manual"},
        )


@pytest.mark.parametrize(("said", "status"), [("confirm", 303), ("refuse", 402)])
async def test_the_bank_asks_back(
    client: stripe.StripeClient, standin: RunningStandin, said: str, status: int
) -> None:
    session = await a_session(client)
    led, where = await standin.press(session.url, number="4000 0027 6000 3184")
    address = f"{session.url}/bestaetigen"
    async with standin.http.get(address) as answer:
        page = await answer.text()

    outcome, _ = await standin.press(address, said)
    again = await client.v1.checkout.sessions.retrieve_async(session.id)

    assert (led, where) == (303, f"{session.id}/bestaetigen")
    assert "Ihre Bank fragt nach" in page
    assert "3184" in page
    assert outcome == status
    assert again.payment_status == ("paid" if said == "confirm" else "unpaid")


async def test_a_phone_pays_like_a_card(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await a_session(client)
    await standin.press(session.url, "wallet")
    charge = (await seen(client, session)).payment_intent.latest_charge

    assert charge.payment_method_details.card.wallet.type == "google_pay"


async def test_a_refund_that_the_bank_sends_back_is_owed_again(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await paid_session(client, standin)
    before = (await client.v1.balance.retrieve_async()).available[0].amount
    refund = await client.v1.refunds.create_async(
        {"payment_intent": session.payment_intent, "amount": 480}
    )

    await standin.control("POST", f"refunds/{refund.id}", {"status": "failed"})

    assert (await client.v1.refunds.retrieve_async(refund.id)).status == "failed"
    assert (await client.v1.balance.retrieve_async()).available[0].amount == before
    assert "refund.failed" in await types(client)


async def test_cards_alone_may_be_held_beside_debits(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    """`payment_method_options[card]`: what a debit brings is taken as ever."""
    both: dict[str, Any] = {
        "allowed_payment_method_types": ["card", "sepa_debit"],
        "payment_method_options": {"card": {"capture_method": "manual"}},
    }
    by_card, debit = await a_session(client, **both), await a_session(client, **both)
    await standin.press(by_card.url)
    await standin.press(debit.url, "debit", iban=IBAN, holder="Anna Albrecht")

    assert (await seen(client, by_card)).payment_intent.status == "requires_capture"
    assert (await seen(client, debit)).payment_intent.status == "processing"
