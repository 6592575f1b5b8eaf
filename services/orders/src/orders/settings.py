"""What the orders service can be told from outside; variables begin with `ORDERS_`."""

from datetime import timedelta

from marketkit.settings import ServiceSettings
from pydantic import Field, SecretStr
from pydantic_settings import SettingsConfigDict


class OrdersSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ORDERS_", frozen=True, extra="forbid")

    order_prefix: str = Field(default="ZZ", pattern="^[A-Z]{1,6}$")
    """How this region's order numbers begin: ZZ-2026-000042."""
    guest_token_secret: SecretStr = Field(min_length=32)
    """Derives the key with which a guest opens their order."""
    time_to_pay: timedelta = timedelta(minutes=45)
    """How long an unpaid order keeps its goods: the provider's 30 minutes and some grace."""
    sweep_seconds: float = Field(default=15, gt=0)
    """How often the worker looks for orders that were not paid in time."""
