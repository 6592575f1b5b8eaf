"""The pay page as a browser without scripts meets it."""

import stripe

from tests.standin.conftest import a_basket
from tests.support.standin import RunningStandin


async def _pay_url(client: stripe.StripeClient) -> tuple[str, str]:
    session = await client.v1.checkout.sessions.create_async(a_basket())
    assert session.url
    return session.id, session.url


async def test_the_page_shows_lines_total_and_three_ways_on(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    _, url = await _pay_url(client)

    async with standin.http.get(url) as answer:
        page = await answer.text()
        policy = answer.headers["content-security-policy"]

    for text in ("Hofladen Kayna", "6,20\N{NO-BREAK SPACE}€", "11,00\N{NO-BREAK SPACE}€"):
        assert text in page
    for button in ("Bezahlen", "Karte ablehnen", "Abbrechen"):
        assert f">{button}</button>" in page
    assert "<script" not in page
    assert "form-action 'self' http://127.0.0.1:9" in policy


async def test_paying_leads_back_with_the_session_in_the_address(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session_id, url = await _pay_url(client)
    home = f"http://127.0.0.1:9/bestellung/1?session={session_id}"

    assert await standin.press(url) == (303, home)
    assert await standin.press(url) == (303, home)
    charges = await client.v1.charges.list_async()
    assert len(charges.data) == 1


async def test_a_declined_card_can_be_followed_by_a_better_one(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session_id, url = await _pay_url(client)

    refused, page = await standin.press(url, number="4000 0000 0000 0002")
    by_button, _ = await standin.press(url, "decline")
    still = await client.v1.checkout.sessions.retrieve_async(session_id)
    paid, _ = await standin.press(url)
    session = await client.v1.checkout.sessions.retrieve_async(
        session_id, {"expand": ["payment_intent"]}
    )

    assert (refused, by_button, paid) == (402, 402, 303)
    assert "Ihre Bank hat die Karte abgelehnt." in page
    assert (still.status, still.payment_status, still.payment_intent) == ("open", "unpaid", None)
    assert isinstance(session.payment_intent, stripe.PaymentIntent)
    assert session.payment_intent.status == "succeeded"
    statuses = [charge.status for charge in (await client.v1.charges.list_async()).data]
    assert statuses == ["succeeded", "failed", "failed"]


async def test_leaving_goes_to_the_cart_and_charges_nothing(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    _, url = await _pay_url(client)

    assert await standin.press(url, "cancel") == (303, "http://127.0.0.1:9/korb")
    assert (await client.v1.charges.list_async()).data == []


async def test_wrong_fields_are_marked_one_by_one(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    _, url = await _pay_url(client)

    status, page = await standin.press(url, number="4242 4242 4242 4243", expiry="01/20", check="x")

    assert status == 422
    assert page.count('aria-invalid="true"') == 3
    assert "Diese Karte ist abgelaufen." in page


async def test_no_card_number_is_kept(client: stripe.StripeClient, standin: RunningStandin) -> None:
    _, url = await _pay_url(client)
    await standin.press(url)

    dump = "\n".join(standin.standin.desk.store.db.iterdump())

    assert "4242424242424242" not in dump


async def test_an_unknown_payment_has_a_page_of_its_own(standin: RunningStandin) -> None:
    async with standin.http.get(f"{standin.url}/c/pay/cs_test_nobody") as answer:
        assert answer.status == 404
        assert "Diese Zahlung gibt es nicht" in await answer.text()
