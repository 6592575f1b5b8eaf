"""Links in mails that open one thing without signing in, for a while, and until it is used.

A link says what it is for (purpose), on what (subject), until when, and in which epoch of its
subject it was made. Whoever keeps the subject counts the epochs: using or replacing a link begins
the next one, and the links of earlier epochs are dead. Nothing about a link is stored.
"""

import base64
import binascii
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from marketkit.errors import GoneError, NotFoundError

_FACTS: Final = struct.Struct(">16sqQ")
"""Subject, second of its end, epoch."""


class NoSuchLinkError(NotFoundError):
    code = "link_not_found"
    message = "Diesen Link gibt es nicht."


class LinkExpiredError(GoneError):
    code = "link_expired"
    message = "Dieser Link gilt nicht mehr."


@dataclass(frozen=True, slots=True)
class SignedLink:
    purpose: str
    """What it may be used for and nothing else, e.g. `freshness.renew`."""
    subject: UUID
    expires_at: datetime
    """Exact to the second."""
    epoch: int = 0

    def check_epoch(self, current: int) -> None:
        """Raises LinkExpiredError for a link that was used or replaced."""
        if self.epoch != current:
            raise LinkExpiredError


class LinkSigner:
    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def sign(self, link: SignedLink) -> str:
        """The link's token: 86 characters that need no quoting in an address."""
        end = int(link.expires_at.timestamp())
        return self._token(link.purpose, _FACTS.pack(link.subject.bytes, end, link.epoch))

    def read(self, token: str, *, purpose: str, at: datetime) -> SignedLink:
        """The link behind a token. Whoever holds the subject still checks its epoch.

        Raises NoSuchLinkError unless we made this very token for this purpose, LinkExpiredError
        when its time is over.
        """
        facts = _decoded(token)[: _FACTS.size]
        # The whole token is compared: base64 spells some last characters in more than one way.
        if len(facts) != _FACTS.size or not hmac.compare_digest(
            token.encode(), self._token(purpose, facts).encode()
        ):
            raise NoSuchLinkError
        subject, end, epoch = _FACTS.unpack(facts)
        link = SignedLink(purpose, UUID(bytes=subject), datetime.fromtimestamp(end, UTC), epoch)
        if at >= link.expires_at:
            raise LinkExpiredError
        return link

    def mark(self, text: str) -> bytes:
        """The same for the same text, and nobody else can tell which text it was."""
        key = hmac.digest(self._secret, b"mark", "sha256")
        return hmac.digest(key, text.encode(), "sha256")[:16]

    def _token(self, purpose: str, facts: bytes) -> str:
        # The facts have one length: no purpose can run into them.
        signature = hmac.digest(self._secret, facts + purpose.encode(), "sha256")
        return base64.urlsafe_b64encode(facts + signature).rstrip(b"=").decode()


def _decoded(token: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(token.encode() + b"==")
    except (binascii.Error, UnicodeEncodeError):
        return b""
