"""What is asked of the provider about shops: their accounts, transfers to them, and back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from orders.domain.shop_account import AccountState, state_of
from orders.payments.stripe_api import StripeApi

if TYPE_CHECKING:
    import stripe as stripe_library

LOOKED_AT: Final = 100


@dataclass(frozen=True, slots=True)
class Account:
    """A shop's account as the provider sees it."""

    id: str
    state: AccountState
    requirements: dict[str, Any]
    shop_id: UUID | None


@dataclass(frozen=True, slots=True)
class Transfer:
    """`charge` lends its money before it has arrived; without one the balance must do."""

    id: UUID
    order_id: UUID
    shop_order_id: UUID
    amount: int
    account: str
    charge: str | None

    @property
    def group(self) -> str:
        return f"order_{self.order_id}"


@dataclass(frozen=True, slots=True)
class Payout:
    """Money on its way from an account to its bank."""

    id: str
    amount: int
    status: str
    arrives_on: date | None
    failure: str | None


class ConnectApi:
    """Raises UnreachableError, BrokenError or RefusedError."""

    def __init__(self, api: StripeApi) -> None:
        self._api = api

    async def open_account(self, shop_id: UUID, email: str, name: str, key: str) -> Account:
        async with self._api.speaking() as client:
            made = await client.v1.accounts.create_async(
                {
                    "type": "express",
                    "country": "DE",
                    "email": email,
                    "business_profile": {"name": name},
                    "capabilities": {"transfers": {"requested": True}},
                    "metadata": {"shop_id": str(shop_id)},
                },
                {"idempotency_key": key},
            )
        return _account(made)

    async def account(self, account_id: str) -> Account:
        async with self._api.speaking() as client:
            return _account(await client.v1.accounts.retrieve_async(account_id))

    async def find_account(self, shop_id: UUID) -> Account | None:
        """One that was opened although we never heard so."""
        async with self._api.speaking() as client:
            found = await client.v1.accounts.list_async({"limit": LOOKED_AT})
        return next((a for a in map(_account, found.data) if a.shop_id == shop_id), None)

    async def onboarding_link(self, account_id: str, back: str, again: str) -> str:
        """A page of the provider's, for one visit within a few minutes."""
        async with self._api.speaking() as client:
            link = await client.v1.account_links.create_async(
                {
                    "account": account_id,
                    "type": "account_onboarding",
                    "return_url": back,
                    "refresh_url": again,
                }
            )
        return link.url

    async def send(self, wanted: Transfer, key: str) -> str:
        params: Any = {
            "amount": wanted.amount,
            "currency": "eur",
            "destination": wanted.account,
            "transfer_group": wanted.group,
            "metadata": {
                "transfer_id": str(wanted.id),
                "shop_order_id": str(wanted.shop_order_id),
            },
        }
        if wanted.charge:
            params["source_transaction"] = wanted.charge
        async with self._api.speaking() as client:
            made = await client.v1.transfers.create_async(params, {"idempotency_key": key})
        return made.id

    async def find_transfer(self, wanted: Transfer) -> str | None:
        """A transfer that was made although we never heard so."""
        async with self._api.speaking() as client:
            found = await client.v1.transfers.list_async(
                {"transfer_group": wanted.group, "limit": LOOKED_AT}
            )
        return next((t.id for t in found.data if _mark(t, "transfer_id") == wanted.id), None)

    async def fetch_back(self, transfer: str, amount: int, reversal_id: UUID, key: str) -> str:
        async with self._api.speaking() as client:
            made = await client.v1.transfers.reversals.create_async(
                transfer,
                {"amount": amount, "metadata": {"reversal_id": str(reversal_id)}},
                {"idempotency_key": key},
            )
        return made.id

    async def find_reversal(self, transfer: str, reversal_id: UUID) -> str | None:
        async with self._api.speaking() as client:
            found = await client.v1.transfers.reversals.list_async(transfer, {"limit": LOOKED_AT})
        return next((r.id for r in found.data if _mark(r, "reversal_id") == reversal_id), None)

    async def charge_of(self, payment_id: str) -> str | None:
        async with self._api.speaking() as client:
            intent = await client.v1.payment_intents.retrieve_async(payment_id)
        charge = intent.latest_charge
        return charge if isinstance(charge, str) or charge is None else charge.id

    async def payout(self, payout_id: str, account: str | None) -> Payout:
        options: Any = {"stripe_account": account} if account else {}
        async with self._api.speaking() as client:
            found = await client.v1.payouts.retrieve_async(payout_id, None, options)
        arrival = found.arrival_date
        return Payout(
            id=found.id,
            amount=found.amount,
            status=found.status,
            arrives_on=datetime.fromtimestamp(arrival, UTC).date() if arrival else None,
            failure=found.failure_message,
        )


def _account(found: "stripe_library.Account") -> Account:
    capabilities = found.capabilities.to_dict() if found.capabilities else {}
    wanted = found.requirements.to_dict() if found.requirements else {}
    reason = wanted.get("disabled_reason")
    return Account(
        id=found.id,
        state=state_of(
            transfers=capabilities.get("transfers"),
            submitted=bool(found.details_submitted),
            disabled_reason=reason,
            past_due=bool(wanted.get("past_due")),
            pending=bool(wanted.get("pending_verification")),
        ),
        requirements={
            "currently_due": list(wanted.get("currently_due") or ()),
            "past_due": list(wanted.get("past_due") or ()),
            "disabled_reason": reason,
        },
        shop_id=_mark(found, "shop_id"),
    )


def _mark(found: Any, name: str) -> UUID | None:
    """An id that we gave along."""
    marks = found.metadata.to_dict() if found.metadata else {}
    try:
        return UUID(marks[name])
    except (KeyError, ValueError):
        return None
