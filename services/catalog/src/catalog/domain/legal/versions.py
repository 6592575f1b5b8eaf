"""Versions of a shop's texts: numbered, told apart by what they say, never changed."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from marketkit.errors import NotFoundError

from catalog.domain.legal.template import Kind


class NoSuchTextError(NotFoundError):
    code = "legal_text_not_found"
    message = "Diese Fassung gibt es nicht."


@dataclass(frozen=True, slots=True)
class LegalRef:
    """Which version holds, and how to recognise its words."""

    kind: Kind
    version: int
    digest: str
    valid_from: datetime


@dataclass(frozen=True, slots=True)
class LegalText:
    """One version, as it was shown from then on."""

    id: UUID
    shop_id: UUID
    kind: Kind
    version: int
    title: str
    text: str
    digest: str
    template: str
    """The template's version; empty for words of the shop's own."""
    missing: tuple[str, ...]
    valid_from: datetime

    @property
    def ref(self) -> LegalRef:
        return LegalRef(self.kind, self.version, self.digest, self.valid_from)


def digest_of(title: str, text: str) -> str:
    """The same for the same words, whoever computes it."""
    return hashlib.sha256(f"{title}\n\n{text}".encode()).hexdigest()
