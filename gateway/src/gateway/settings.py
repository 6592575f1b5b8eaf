"""What the gateway is told by its environment (prefix `GATEWAY_`)."""

import json
import re
from pathlib import Path
from typing import Annotated, Any

from marketkit.settings import MailSettings, ServiceSettings
from pydantic import AnyHttpUrl, Field, SecretStr, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict

_PEM = re.compile(r"-----BEGIN [^-]+-----.+?-----END [^-]+-----", re.DOTALL)
MEBIBYTE = 1024 * 1024


class GatewaySettings(MailSettings, ServiceSettings):
    """Lists are JSON arrays, e.g. `GATEWAY_ALLOWED_HOSTS='["markt-zeitz.de"]'`."""

    model_config = SettingsConfigDict(env_prefix="GATEWAY_")

    signing_keys: Annotated[tuple[SecretStr, ...], NoDecode, Field(min_length=1)]
    """Ed25519 private keys, each a PEM text or the path of one. The first signs, all are
    published: to rotate, append the new key, wait ten minutes, move it to the front, and drop
    the old one two minutes later."""

    catalog_url: AnyHttpUrl | None = None
    orders_url: AnyHttpUrl | None = None
    search_url: AnyHttpUrl | None = None
    """Where the services are; unset only when they run in the gateway's own process."""

    allowed_hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    """`Host` names that are answered; without a port, any port is meant."""
    public_origins: tuple[str, ...] = ()
    """What browsers see, e.g. `https://markt-zeitz.de`. Without it the `Host` header decides."""
    cookie_secure: bool = True
    """False names the cookie `sid` instead of `__Host-sid`, for plain http on other hosts."""
    forwarded_hops: int = Field(default=0, ge=0, le=5)
    """How many proxies of our own stand in front and append to `X-Forwarded-For`."""
    trust_traceparent: bool = False
    """Continue the trace a trusted proxy in front began."""
    payment_origins: tuple[str, ...] = ("https://checkout.stripe.com",)
    """Where a checkout form may lead after we redirect it (Content-Security-Policy)."""

    rate_per_second: float = Field(default=100, ge=0)
    """Requests per client address, refilled per second; 0 switches this limit off."""
    rate_burst: int = Field(default=400, ge=1)
    letters_per_hour: int = Field(default=30, ge=0)
    """What one address may have written to mailboxes that need not be its own; 0: no limit."""
    logins_per_address: int = Field(default=100, ge=1)
    logins_per_account: int = Field(default=20, ge=1)
    """Failed logins before waiting; both refill within ten minutes."""
    sign_ups_per_address: int = Field(default=200, ge=1)
    """In ten minutes; a school or a mobile network may share one address."""

    json_limit: int = MEBIBYTE
    upload_limit: int = 10 * MEBIBYTE + 64 * 1024
    body_seconds: float = 30.0
    """How long a client may take to send its body."""

    session_idle_minutes: int = Field(default=30, ge=1)
    session_hours: int = Field(default=12, ge=1)
    remember_seconds: float = Field(default=5.0, ge=0, le=30)
    """How long a process trusts what it read about a session, token or role; so long may a
    revocation made in another process take to be felt."""

    region_dir: Path = Path("regions/zeitz")
    mail_folder: Path | None = None
    """A Maildir that the operator's mailbox page reads (demo only)."""

    @field_validator("signing_keys", mode="before")
    @classmethod
    def _one_or_many_keys(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        if value.lstrip().startswith("["):
            return json.loads(value)
        return _PEM.findall(value) or [part.strip() for part in value.split(",") if part.strip()]

    @field_validator("public_origins", "allowed_hosts")
    @classmethod
    def _without_slash(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(entry.rstrip("/").lower() for entry in value)

    def service_addresses(self) -> dict[str, str]:
        """Raises ValueError when one is missing."""
        addresses = {
            "catalog": self.catalog_url,
            "orders": self.orders_url,
            "search": self.search_url,
        }
        missing = [f"GATEWAY_{name.upper()}_URL" for name, url in addresses.items() if url is None]
        if missing:
            message = f"set {', '.join(missing)}: the gateway has nobody to ask"
            raise ValueError(message)
        return {name: str(url).rstrip("/") for name, url in addresses.items()}

    @property
    def cookie_name(self) -> str:
        return "__Host-sid" if self.cookie_secure else "sid"
