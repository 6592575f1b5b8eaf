"""What the sender needs from a service: a queue to take mails from, and somebody to write them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from marketkit.mail.letter import Written


class UnwritableError(Exception):
    """This mail can never be written; trying again does not help."""


class DueMail(Protocol):
    @property
    def id(self) -> UUID: ...

    @property
    def kind(self) -> str: ...

    @property
    def to_address(self) -> str: ...

    @property
    def attempts(self) -> int:
        """This one included."""
        ...


Mail = TypeVar("Mail", bound=DueMail)
Due_contra = TypeVar("Due_contra", bound=DueMail, contravariant=True)


class MailStore(Protocol[Mail]):
    async def claim(self, limit: int, lease: timedelta) -> Sequence[Mail]:
        """Due mails that nobody else gets for so long; the attempt is counted already."""
        ...

    async def sent(self, mail: Mail, written: Written) -> None: ...

    async def postpone(self, mail: Mail, wait: timedelta, error: str) -> None: ...

    async def give_up(self, mail: Mail, error: str) -> None: ...


class MailWriter(Protocol[Due_contra]):
    async def write(self, mail: Due_contra) -> Written:
        """Raises UnwritableError."""
        ...
