"""What the orders service can be told from outside; variables begin with `ORDERS_`."""

from datetime import timedelta

from marketkit.settings import ServiceSettings
from pydantic import AnyHttpUrl, Field, SecretStr
from pydantic_settings import SettingsConfigDict


class OrdersSettings(ServiceSettings):
    model_config = SettingsConfigDict(env_prefix="ORDERS_", frozen=True, extra="forbid")

    order_prefix: str = Field(default="ZZ", pattern="^[A-Z]{1,6}$")
    """How this region's order numbers begin: ZZ-2026-000042."""
    guest_token_secret: SecretStr = Field(min_length=32)
    """Derives the key with which a guest opens their order."""
    public_url: AnyHttpUrl = AnyHttpUrl("http://127.0.0.1:8000")
    """Where people reach the market: for links in mails, and the way back from the pay page."""
    time_to_pay: timedelta = timedelta(minutes=45)
    """How long an unpaid order keeps its goods: the provider's 30 minutes and some grace."""
    sweep_seconds: float = Field(default=15, gt=0)
    """How often the worker looks for orders that were not paid in time."""

    stripe_api_key: SecretStr = SecretStr("")
    """Without one nobody can pay online."""
    stripe_webhook_secrets: tuple[SecretStr, ...] = ()
    """One, or two while one replaces the other; as a JSON list."""
    stripe_api_base: AnyHttpUrl = AnyHttpUrl("https://api.stripe.com")

    smtp_host: str = ""
    """Without one mails stay queued."""
    smtp_port: int = Field(default=25, ge=1, le=65535)
    smtp_username: str | None = None
    smtp_password: SecretStr | None = None
    smtp_tls: bool = False
    """Encrypted from the first byte (usually port 465); otherwise as soon as the server offers."""
    mail_sender: str = "markt@example.org"
    mail_sender_name: str = "Digitaler Regionalmarkt"

    @property
    def public_base(self) -> str:
        return str(self.public_url).rstrip("/")
