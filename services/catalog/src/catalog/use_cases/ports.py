"""The outside as the use cases see it, and the bundle they are handed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from marketkit.clock import HERE, Clock
from marketkit.db import Database

from catalog.domain.checklist.first import FirstChecklist
from catalog.domain.duties.rules import DutyRules
from catalog.domain.legal.write import Legal
from catalog.domain.proofs.register import VatAnswer
from catalog.domain.region import Region
from catalog.domain.signed_links import LinkSigner


@dataclass(frozen=True, slots=True)
class ReadyPicture:
    """A picture made safe: its size, and its WebP bytes by width."""

    width: int
    height: int
    files: Mapping[int, bytes]


class Pictures(Protocol):
    """Makes an uploaded picture safe and small."""

    async def prepare(self, uploaded: bytes) -> ReadyPicture:
        """Raises UnreadablePictureError, PictureTooLargeError or MovingPictureError."""
        ...


class Files(Protocol):
    """Keeps files by name."""

    async def write(self, name: str, content: bytes) -> None:
        """Whole or not at all; what had the name before is replaced."""
        ...

    async def read(self, name: str) -> bytes | None:
        """None where there is none of this name."""
        ...

    async def delete(self, name: str) -> None:
        """Gone afterwards, whether it was there or not."""
        ...


class Drawings(Protocol):
    """The region's drawings."""

    async def read(self, key: str) -> bytes | None:
        """An SVG by its key in the region's files; None where there is none."""
        ...


class VatRegister(Protocol):
    """Knows which VAT ids are in use."""

    async def check(self, number: str) -> VatAnswer:
        """Never raises: no answer is an answer, too."""
        ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a use case works with; made once, when the program starts."""

    db: Database
    clock: Clock
    region: Region
    legal: Legal
    files: Files
    pictures: Pictures
    documents: Files
    """Papers of cases and proofs: apart from everything that is served to the public."""
    drawings: Drawings
    links: LinkSigner
    public_url: str
    """Where people reach the market, without a slash at the end."""

    checklist: FirstChecklist = field(default_factory=FirstChecklist)
    """As the region's files bring it; what holds is in the database."""
    duties: DutyRules = field(default_factory=DutyRules)
    """Reasons, deadlines and contacts for notices and recalls."""
    notices_per_hour: int = 10
    """Reports that one address may send."""
    applications_per_hour: int = 10
    """Businesses that may ask to come from one address."""
    vat_register: VatRegister | None = None
    """None where nobody is to be asked."""

    def today(self) -> date:
        """The date on the shops' own calendars."""
        return self.clock.now().astimezone(HERE).date()
