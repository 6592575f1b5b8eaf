"""What the mail side must be told; built from the service's settings."""

from dataclasses import dataclass
from typing import Final

PLAIN_SMTP: Final = 25


@dataclass(frozen=True, slots=True)
class MailConfig:
    sender: str
    """The address mails come from, e.g. `markt@example.org`."""
    sender_name: str
    public_url: str
    """Where buyers and shops reach the market."""
    guest_token_secret: bytes
    host: str = "127.0.0.1"
    port: int = PLAIN_SMTP
    username: str | None = None
    password: str | None = None
    use_tls: bool = False
    """Encrypted from the first byte (usually port 465)."""
    start_tls: bool | None = None
    """None: encrypt when the server offers it."""
    timeout: float = 20.0
