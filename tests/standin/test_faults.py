"""Idempotency keys and the faults that make them necessary."""

import asyncio

import pytest
import stripe

from tests.standin.conftest import a_basket, paid_session
from tests.support.standin import RunningStandin, until


async def test_the_same_key_gives_the_first_answer_again(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await paid_session(client, standin)
    params: stripe.params.RefundCreateParams = {
        "payment_intent": session.payment_intent,
        "amount": 480,
    }

    first, second = await asyncio.gather(
        client.v1.refunds.create_async(params, {"idempotency_key": "refund:1"}),
        client.v1.refunds.create_async(params, {"idempotency_key": "refund:1"}),
    )

    assert first.id == second.id
    assert len((await client.v1.refunds.list_async()).data) == 1


async def test_other_parameters_under_the_same_key_are_refused(
    client: stripe.StripeClient,
) -> None:
    basket = a_basket()
    await client.v1.checkout.sessions.create_async(basket, {"idempotency_key": "pay:1"})

    with pytest.raises(stripe.IdempotencyError, match="same parameters"):
        await client.v1.checkout.sessions.create_async(
            basket | {"client_reference_id": "order-2"},
            {"idempotency_key": "pay:1"},
        )


async def test_a_refusal_is_kept_but_a_wrong_parameter_is_not(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await paid_session(client, standin)
    refund: stripe.params.RefundCreateParams = {
        "payment_intent": session.payment_intent,
        "amount": 9999,
    }
    key: stripe.RequestOptions = {"idempotency_key": "refund:much"}

    for _ in range(2):
        with pytest.raises(stripe.InvalidRequestError):
            await client.v1.refunds.create_async(refund, key)
    with pytest.raises(stripe.InvalidRequestError):
        await client.v1.checkout.sessions.create_async(
            a_basket(expires_at=1), {"idempotency_key": "pay"}
        )
    mended = await client.v1.checkout.sessions.create_async(
        a_basket(),
        {"idempotency_key": "pay"},
    )

    assert [call["replayed"] for call in await standin.calls("POST", "/v1/refunds")] == [
        False,
        True,
    ]
    assert mended.status == "open"


async def test_an_error_after_commit_has_done_its_work_and_is_given_again(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await paid_session(client, standin)
    await standin.fault("error_after_commit", path="/v1/refunds")

    for _ in range(2):
        with pytest.raises(stripe.APIError):
            await client.v1.refunds.create_async(
                {"payment_intent": session.payment_intent, "amount": 480},
                {"idempotency_key": "refund:1"},
            )

    assert [refund.amount for refund in (await client.v1.refunds.list_async()).data] == [480]


@pytest.mark.parametrize("fault", ["409", "500", "timeout"])
async def test_the_library_gets_over_passing_faults(
    client: stripe.StripeClient, standin: RunningStandin, fault: str
) -> None:
    session = await paid_session(client, standin)
    await standin.fault(fault, path="/v1/refunds", seconds=2.5)

    refund = await client.v1.refunds.create_async(
        {"payment_intent": session.payment_intent, "amount": 480}
    )

    assert refund.status == "succeeded"
    assert len((await client.v1.refunds.list_async()).data) == 1
    assert len(await standin.calls("POST", "/v1/refunds")) == 2


async def test_a_call_still_in_progress_blocks_its_key(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    session = await paid_session(client, standin)
    await standin.fault("timeout", path="/v1/refunds", seconds=1, when="before")

    async def refund() -> stripe.Refund:
        return await client.v1.refunds.create_async(
            {"payment_intent": session.payment_intent, "amount": 480},
            {"idempotency_key": "refund:1", "max_network_retries": 0},
        )

    slow = asyncio.create_task(refund())
    await until(lambda: bool(standin.standin.api.keys.busy))
    with pytest.raises(stripe.APIError) as refusal:
        await refund()

    code = refusal.value.error and refusal.value.error.code
    assert (refusal.value.http_status, code) == (409, "idempotency_key_in_use")
    assert (await slow).status == "succeeded"


async def test_too_many_requests_are_told_apart(
    client: stripe.StripeClient, standin: RunningStandin
) -> None:
    await standin.fault("429", path="/v1/balance")

    with pytest.raises(stripe.RateLimitError):
        await client.v1.balance.retrieve_async()


async def test_an_unknown_fault_is_refused(standin: RunningStandin) -> None:
    async with standin.http.post(
        f"{standin.url}/_control/faults", json={"fault": "rain"}
    ) as answer:
        assert answer.status == 422
