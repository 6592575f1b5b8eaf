"""What the payment side must be told; built from the service's settings."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

STRIPE: Final = "https://api.stripe.com"


@dataclass(frozen=True, slots=True)
class StripeConfig:
    """`webhook_secrets` holds two while one replaces the other."""

    api_key: str
    webhook_secrets: tuple[str, ...]
    public_url: str
    """Where buyers reach the market; they come back there from the pay page."""
    guest_token_secret: bytes
    api_base: str = STRIPE
    timeout: timedelta = timedelta(seconds=10)
    retries: int = 2
    ways: tuple[str, ...] = ("card", "sepa_debit")
    """What the market offers, of what is switched on with the provider; wallets come with cards."""
    debits_on_trust: bool = False
    """Shops begin before a debit has come; if it does not, they take the money at the counter."""
    money_back_within: timedelta = timedelta(days=1)
    """What has not gone back by then, a person hears of."""
    connect_webhook_secrets: tuple[str, ...] = ()
    """Of the endpoint that hears about connected accounts."""
