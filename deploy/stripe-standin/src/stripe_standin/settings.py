"""Configuration of the stand-in: from the environment, or given by whoever mounts it."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class StandinSettings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="STRIPE_STANDIN_", extra="ignore")

    # Where the buyer's browser reaches the pay page; the address of the API call when empty.
    public_url: str | None = None
    # None accepts every test key; a live key is refused in any case.
    api_key: str | None = None
    webhook_url: str | None = None
    webhook_secret: str = ""
    # Events of connected accounts; to the address above when empty.
    connect_webhook_url: str | None = None
    connect_webhook_secret: str = ""
    webhook_events: tuple[str, ...] = ("*",)
    webhook_timeout: float = 10.0
    webhook_retries: tuple[float, ...] = (1, 5, 30, 120, 600, 3600)
    # SQLite file; in memory when empty.
    state_file: str | None = None
    # The control endpoints break things on purpose, so they exist only when asked for.
    control: bool = False
    # European cards: 1.5 % and 25 cents.
    fee_permille: int = 15
    fee_fixed: int = 25
    dispute_fee: int = 2000
    # How long money of a charge is on its way before it can be spent.
    available_after: int = 0
    # How long a SEPA debit takes to succeed or to fail: five days.
    sepa_seconds: int = 5 * 24 * 3600
    # Cards hold an authorised amount for seven days.
    authorised_seconds: int = 7 * 24 * 3600
    payout_seconds: int = 24 * 3600
    onboarding_seconds: int = 300
