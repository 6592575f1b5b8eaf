"""What the sender needs from a service: a queue to take mails from, and somebody to write them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol, TypeVar
from uuid import UUID

from marketkit.mail.letter import Written


class UnwritableError(Exception):
    """This mail can never be written; trying again does not help."""


class DueMail(Protocol):
    """A mail whose turn it is."""

    @property
    def id(self) -> UUID:
        """Also the Message-ID's, so that a mail sent twice is told as one."""
        ...

    @property
    def kind(self) -> str:
        """The service's own word for what it is about; it stands in logs, names nobody."""
        ...

    @property
    def to_address(self) -> str:
        """One mailbox, as it was typed."""
        ...

    @property
    def attempts(self) -> int:
        """This one included."""
        ...


Mail = TypeVar("Mail", bound=DueMail)
Due_contra = TypeVar("Due_contra", bound=DueMail, contravariant=True)


class MailStore(Protocol[Mail]):
    """The queue. Once a mail is sent, `postpone` and `give_up` change nothing about it."""

    async def claim(self, limit: int, lease: timedelta) -> Sequence[Mail]:
        """Due mails that nobody else gets for so long; the attempt is counted already."""
        ...

    async def sent(self, mail: Mail, written: Written) -> None:
        """The server took it; kept as `written.to_keep()` says."""
        ...

    async def postpone(self, mail: Mail, wait: timedelta, error: str) -> None:
        """Due again after `wait`; `error` says to an operator why."""
        ...

    async def give_up(self, mail: Mail, error: str) -> None:
        """Never due again, unless an operator makes it so."""
        ...


class MailWriter(Protocol[Due_contra]):
    """Looks up the facts a mail is about, and says them."""

    async def write(self, mail: Due_contra) -> Written:
        """Raises UnwritableError when its facts are gone or cannot be said."""
        ...
