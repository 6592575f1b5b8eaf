"""What the mail side must be told; built from a service's settings."""

from dataclasses import dataclass
from typing import Final

from marketkit.settings import MailSettings

PLAIN_SMTP: Final = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class MailConfig:
    """The server that takes mails, and who they come from; `timeout` in seconds."""

    sender: str
    """The address mails come from, e.g. `markt@example.org`."""
    sender_name: str
    public_url: str
    """Where people reach the market, without a slash at the end."""
    host: str = "127.0.0.1"
    port: int = PLAIN_SMTP
    username: str | None = None
    password: str | None = None
    use_tls: bool = False
    """Encrypted from the first byte (usually port 465)."""
    start_tls: bool | None = None
    """None: encrypt when the server offers it."""
    timeout: float = 20.0


def mail_config(settings: MailSettings) -> MailConfig | None:
    """None when there is no server to hand mails to: they stay queued."""
    if not settings.smtp_host:
        return None
    password = settings.smtp_password
    return MailConfig(
        sender=settings.mail_sender,
        sender_name=settings.mail_sender_name,
        public_url=settings.public_base,
        host=settings.smtp_host,
        port=settings.smtp_port,
        # An empty variable says the same as none.
        username=settings.smtp_username or None,
        password=password.get_secret_value() or None if password else None,
        use_tls=settings.smtp_tls,
    )
