"""Connected accounts, transfers and reversals: real balances, and states as Stripe tells them."""

from typing import Any

import pytest
import stripe

from tests.standin.conftest import paid_session
from tests.support.standin import RunningStandin


async def an_account(
    client: stripe.StripeClient, standin: RunningStandin, state: str = "active"
) -> str:
    account = await client.v1.accounts.create_async(
        {
            "type": "express",
            "country": "DE",
            "email": "baeckerei@example.org",
            "capabilities": {"transfers": {"requested": True}},
            "metadata": {"shop_id": "shop-1"},
        }
    )
    if state != "new":
        await standin.control("POST", f"accounts/{account.id}", {"state": state})
    return account.id


async def charge_of(client: stripe.StripeClient, session: Any) -> Any:
    found = await client.v1.charges.list_async({"payment_intent": session.payment_intent})
    return found.data[0]


async def spendable(client: stripe.StripeClient, account: str | None = None) -> int:
    options: Any = {"stripe_account": account} if account else {}
    return (await client.v1.balance.retrieve_async(options=options)).available[0].amount


async def test_a_new_account_may_not_be_paid_until_it_is_complete(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    account_id = await an_account(client, standin, "new")
    session = await paid_session(client, standin)
    charge = await charge_of(client, session)
    fresh = await client.v1.accounts.retrieve_async(account_id)

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await client.v1.transfers.create_async(
            {"amount": 100, "currency": "eur", "destination": account_id,
             "source_transaction": charge.id}
        )  # fmt: skip

    assert refusal.value.code == "insufficient_capabilities_for_transfer"
    assert (fresh.charges_enabled, fresh.details_submitted) == (False, False)
    assert fresh.requirements
    assert fresh.requirements.currently_due


async def test_the_onboarding_page_is_good_for_one_visit(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    account_id = await an_account(client, standin, "new")
    link = await client.v1.account_links.create_async(
        {
            "account": account_id,
            "refresh_url": "http://127.0.0.1:9/noch-einmal",
            "return_url": "http://127.0.0.1:9/zurueck",
            "type": "account_onboarding",
        }
    )
    async with standin.http.get(link.url) as answer:
        page = await answer.text()
    form = {"state": "active"}
    async with standin.http.post(link.url, data=form, allow_redirects=False) as answer:
        first = answer.headers["location"]
    async with standin.http.post(link.url, data=form, allow_redirects=False) as answer:
        second = answer.headers["location"]
    account = await client.v1.accounts.retrieve_async(account_id)
    events = await client.v1.events.list_async({"type": "account.updated"})

    assert "Auszahlungskonto einrichten" in page
    assert first == "http://127.0.0.1:9/zurueck"
    assert second == "http://127.0.0.1:9/noch-einmal"
    assert account.capabilities
    assert account.capabilities.transfers == "active"
    assert account.payouts_enabled
    assert [event.account for event in events.data] == [account_id]


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("pending", "requirements.pending_verification"),
        ("restricted", "requirements.past_due"),
        ("rejected", "rejected.other"),
        ("active", None),
    ],
)
async def test_an_account_says_why_it_is_not_paid(
    client: stripe.StripeClient, standin: RunningStandin, state: str, reason: str | None
) -> None:
    account = await client.v1.accounts.retrieve_async(await an_account(client, standin, state))

    assert account.requirements
    assert account.requirements.disabled_reason == reason
    assert account.payouts_enabled == (state == "active")


async def test_a_transfer_moves_cents_and_its_reversal_brings_them_back(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    account = await an_account(client, standin)
    session = await paid_session(client, standin)
    charge = await charge_of(client, session)
    before = await spendable(client)

    transfer = await client.v1.transfers.create_async(
        {
            "amount": 600,
            "currency": "eur",
            "destination": account,
            "source_transaction": charge.id,
            "transfer_group": "order_1",
            "metadata": {"shop_order": "1"},
        }
    )
    moved = await spendable(client), await spendable(client, account)
    back = await client.v1.transfers.reversals.create_async(transfer.id, {"amount": 250})
    again = await client.v1.transfers.retrieve_async(transfer.id)

    assert moved == (before - 600, 600)
    assert (await spendable(client), await spendable(client, account)) == (before - 350, 350)
    assert (back.amount, again.amount_reversed, again.reversed) == (250, 250, False)
    listed = await client.v1.transfers.list_async({"transfer_group": "order_1"})
    assert [found.id for found in listed.data] == [transfer.id]
    with pytest.raises(stripe.InvalidRequestError, match="greater than the amount left"):
        await client.v1.transfers.reversals.create_async(transfer.id, {"amount": 351})


async def test_no_more_is_moved_than_the_charge_brought(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    account = await an_account(client, standin)
    session = await paid_session(client, standin)
    charge = await charge_of(client, session)
    order: Any = {"currency": "eur", "destination": account, "source_transaction": charge.id}
    await client.v1.transfers.create_async(order | {"amount": 1000})

    with pytest.raises(stripe.InvalidRequestError, match="must not exceed the source amount"):
        await client.v1.transfers.create_async(order | {"amount": 101})


async def test_without_a_charge_the_balance_must_cover_it(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    account = await an_account(client, standin)

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await client.v1.transfers.create_async(
            {"amount": 100, "currency": "eur", "destination": account}
        )

    assert refusal.value.code == "balance_insufficient"


async def test_what_is_on_its_way_stays_so_in_the_account(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    standin.standin.settings.available_after = 7 * 24 * 3600
    account = await an_account(client, standin)
    session = await paid_session(client, standin)
    charge = await charge_of(client, session)

    await client.v1.transfers.create_async(
        {"amount": 600, "currency": "eur", "destination": account, "source_transaction": charge.id}
    )
    waiting = await client.v1.balance.retrieve_async(options={"stripe_account": account})
    await standin.advance(8 * 24 * 3600)

    assert (waiting.available[0].amount, waiting.pending[0].amount) == (0, 600)
    assert await spendable(client, account) == 600


async def test_an_account_that_has_paid_out_cannot_give_back(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    account = await an_account(client, standin)
    charge = await charge_of(client, await paid_session(client, standin))
    transfer = await client.v1.transfers.create_async(
        {"amount": 600, "currency": "eur", "destination": account, "source_transaction": charge.id}
    )
    payout = await client.v1.payouts.create_async(
        {"amount": 600, "currency": "eur"}, {"stripe_account": account}
    )

    with pytest.raises(stripe.InvalidRequestError) as refusal:
        await client.v1.transfers.reversals.create_async(transfer.id)
    await standin.control("POST", f"payouts/{payout.id}", {"status": "failed"})

    assert refusal.value.code == "balance_insufficient"
    assert await spendable(client, account) == 600
    events = await client.v1.events.list_async({"types": ["payout.created", "payout.failed"]})
    assert {event.account for event in events.data} == {account}


async def test_the_same_key_moves_the_money_once(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    account = await an_account(client, standin)
    charge = await charge_of(client, await paid_session(client, standin))
    order: Any = {
        "amount": 600, "currency": "eur", "destination": account, "source_transaction": charge.id,
    }  # fmt: skip

    one = await client.v1.transfers.create_async(order, {"idempotency_key": "transfer:1"})
    other = await client.v1.transfers.create_async(order, {"idempotency_key": "transfer:1"})
    with pytest.raises(stripe.IdempotencyError):
        await client.v1.transfers.create_async(
            order | {"amount": 700}, {"idempotency_key": "transfer:1"}
        )

    assert one.id == other.id
    assert await spendable(client, account) == 600


async def test_a_strangers_account_is_nobodys(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.PermissionError):
        await client.v1.balance.retrieve_async(options={"stripe_account": "acct_nobody"})


async def test_the_balance_is_the_sum_of_its_entries(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    account = await an_account(client, standin)
    charge = await charge_of(client, await paid_session(client, standin))
    await client.v1.transfers.create_async(
        {"amount": 600, "currency": "eur", "destination": account, "source_transaction": charge.id}
    )
    await client.v1.refunds.create_async({"charge": charge.id, "amount": 120})

    entries = await client.v1.balance_transactions.list_async({"limit": 100})

    assert sum(entry.net for entry in entries.data) == await spendable(client)
    assert {entry.type for entry in entries.data} == {"charge", "transfer", "refund"}
