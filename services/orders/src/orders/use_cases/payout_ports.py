"""What the use cases need from the provider about shops' accounts."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from orders.domain.shop_account import ShopAccount


@dataclass(frozen=True, slots=True)
class Applicant:
    """The shop that opens an account, as the provider's page greets it."""

    shop_id: UUID
    slug: str
    name: str
    email: str


class PayoutAccounts(Protocol):
    """Shops' accounts at the payment provider."""

    async def onboard(self, applicant: Applicant) -> str | None:
        """A page of the provider's for one visit; None when it cannot be reached."""
        ...

    async def sync(self, shop_id: UUID) -> ShopAccount:
        """The account as the provider sees it now."""
        ...


class NoPayoutAccounts:
    """No provider is configured: the operator pays shops by hand."""

    async def onboard(self, applicant: Applicant) -> str | None:  # noqa: ARG002 -- the port's shape
        return None

    async def sync(self, shop_id: UUID) -> ShopAccount:
        return ShopAccount(shop_id)
