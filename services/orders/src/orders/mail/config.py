"""What orders' letters need beside the way out."""

from dataclasses import dataclass

from marketkit import mail


@dataclass(frozen=True, slots=True, kw_only=True)
class MailConfig(mail.MailConfig):
    guest_token_secret: bytes
