"""The link with which a reporter follows a notice without an account."""

from datetime import datetime, timedelta
from uuid import UUID

from catalog.domain.signed_links import SignedLink
from catalog.use_cases.ports import Surroundings

PURPOSE = "notice.status"
LIVES = timedelta(days=550)
"""Long enough for a decision, the months in which one may complain, and the answer to that."""


def notice_token(notice_id: UUID, around: Surroundings, at: datetime) -> str:
    # To the whole day: the same notice sent twice answers the same link.
    end = at.replace(hour=0, minute=0, second=0, microsecond=0) + LIVES
    return around.links.sign(SignedLink(PURPOSE, notice_id, end))


def notice_path(token: str) -> str:
    return f"/melden/stand/{token}"


def read_notice_token(token: str, around: Surroundings) -> UUID:
    """Raises NoSuchLinkError or LinkExpiredError."""
    return around.links.read(token, purpose=PURPOSE, at=around.clock.now()).subject
