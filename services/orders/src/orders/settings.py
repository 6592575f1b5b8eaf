"""What the orders service can be told from outside; variables begin with `ORDERS_`."""

from datetime import timedelta
from pathlib import Path
from typing import Literal

from marketkit.settings import MailSettings, ServiceSettings
from pydantic import AnyHttpUrl, Field, SecretStr
from pydantic_settings import SettingsConfigDict


class OrdersSettings(MailSettings, ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ORDERS_", frozen=True, extra="forbid")

    region_dir: Path = Path("regions/zeitz")
    order_prefix: str = Field(default="ZZ", pattern="^[A-Z]{1,6}$")
    """How this region's order numbers begin: ZZ-2026-000042."""
    guest_token_secret: SecretStr = Field(min_length=32)
    """Derives the key with which a guest opens their order."""
    time_to_pay: timedelta = timedelta(minutes=45)
    """How long an unpaid order keeps its goods: the provider's 30 minutes and some grace."""
    hold_for: timedelta = timedelta(minutes=10)
    """How long goods are held for an account at the checkout; each sign of life begins anew."""
    hold_for_guests: timedelta = timedelta(minutes=10)
    hold_at_most: timedelta = timedelta(hours=1)
    """However busy somebody is there; afterwards nothing is held for as long again."""
    hold_most_pieces: int = Field(default=20, gt=0)
    """Of one kind for one cart: more can be ordered, but is not held meanwhile."""
    hold_most_carts: int = Field(default=3, gt=0)
    """Of one account at a time."""
    silence_limit_minutes: int = Field(default=480, gt=0)
    """Of open time: after so much silence a shop's part is given up for the buyer."""
    goodwill_limit: int = Field(default=5_000, ge=0)
    """What an operator may give for one shop order, in cents."""
    sweep_seconds: float = Field(default=15, gt=0)
    """How often the worker looks for orders that were not paid in time."""

    fee_vat_permille: int = Field(default=190, ge=0, le=250)
    """VAT on the commission; 0 for an operator that owes none."""
    online_needs_account: bool = True
    """Only shops with an active account at the provider can be paid online. Without, their shares
    wait with the operator, and passing on other people's money needs a licence (§ 1, § 10 ZAG).
    """

    stripe_api_key: SecretStr = SecretStr("")
    """Without one nobody can pay online."""
    stripe_webhook_secrets: tuple[SecretStr, ...] = ()
    """One, or two while one replaces the other; as a JSON list."""
    stripe_connect_webhook_secrets: tuple[SecretStr, ...] = ()
    """The same for the endpoint that hears about the shops' accounts."""
    online_ways: tuple[Literal["card", "sepa_debit"], ...] = ("card", "sepa_debit")
    """What the pay page may offer; wallets come with cards."""
    debits_on_trust: bool = False
    """Shops begin before a debit has come, and take the money themselves if it does not."""
    money_back_within: timedelta = timedelta(days=1)
    """Money for what cannot be had; what takes longer, the operator hears of."""
    stripe_api_base: AnyHttpUrl = AnyHttpUrl("https://api.stripe.com")
