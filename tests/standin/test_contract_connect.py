"""The same contract for shops' accounts and for money that is taken, sent on and fetched back."""

from uuid import uuid4

import pytest
from orders.domain.shop_account import AccountState
from orders.payments.connect_api import ConnectApi, Transfer
from orders.payments.provider import RefusedError
from orders.payments.stripe_api import StripeApi
from orders.payments.stripe_money import StripeMoney
from orders.payments.transfers import TAKES_NO_MONEY

from tests.standin.providers import Provider
from tests.standin.test_contract import api, provider

__all__ = ["api", "provider"]
BACK = "https://market.example.org/theke/baeckerei/geld"


def key() -> str:
    return f"contract-{uuid4()}"


async def test_an_account_is_opened_found_again_and_led_to_its_page(
    provider: Provider, api: StripeApi
) -> None:
    connect, shop_id = ConnectApi(api), uuid4()
    made = await connect.open_account(shop_id, "laden@example.org", "Bäckerei", key())
    link = await connect.onboarding_link(made.id, back=BACK, again=BACK)
    found = await connect.find_account(shop_id)
    seen = await connect.account(made.id)

    assert made.id.startswith("acct_")
    assert link.startswith("http")
    if provider.remembers:
        assert (made.shop_id, made.state) == (shop_id, AccountState.ONBOARDING)
        assert found is not None
        assert found.id == seen.id == made.id


async def test_who_has_not_said_everything_is_sent_nothing(
    provider: Provider, api: StripeApi
) -> None:
    if not provider.remembers:
        pytest.skip("for the official mock every account takes money")
    connect = ConnectApi(api)
    made = await connect.open_account(uuid4(), "laden@example.org", "Bäckerei", key())

    with pytest.raises(RefusedError) as refused:
        await connect.send(_transfer(made.id, charge=None), key())
    assert refused.value.code in TAKES_NO_MONEY


async def test_money_is_sent_and_fetched_back_in_words_the_provider_knows(
    provider: Provider, api: StripeApi
) -> None:
    """What these calls do is told by the stand-in's own tests; here, that they are understood."""
    if provider.remembers:
        pytest.skip("asks for things that only the official mock has at once")
    connect, money = ConnectApi(api), StripeMoney(api)
    wanted = _transfer("acct_1", charge="ch_1")

    assert (await connect.send(wanted, key())).startswith("tr_")
    assert await connect.find_transfer(wanted) is None
    assert (await connect.fetch_back("tr_1", 100, uuid4(), key())).startswith("trr_")
    assert await connect.find_reversal("tr_1", uuid4()) is None
    assert (await connect.payout("po_1", "acct_1")).id.startswith("po_")
    assert (await api.refund("pi_1", 100, {"refund_id": "1"}, key())).startswith("re_")
    assert await api.find_refund("pi_1", {"refund_id": "1"}) is None
    for call in (money.take("pi_1", 100, key()), money.let_go("pi_1", key()), money.held("pi_1")):
        assert (await call).arrival
    assert (await money.dispute("du_1")).id.startswith(("dp_", "du_"))


def _transfer(account: str, charge: str | None) -> Transfer:
    return Transfer(uuid4(), uuid4(), uuid4(), 100, account, charge)
