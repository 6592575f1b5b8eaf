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
