"""Papers of a case: what we take, told by the bytes and not by the name."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Self
from uuid import UUID

from marketkit.errors import ConflictError, GoneError, InvalidError, NotFoundError, TooLargeError

MOST_BYTES = 10 * 1024 * 1024
MOST_DOCUMENTS = 50
_NAME = re.compile(r"[0-9a-f]{32}\.(?:pdf|webp)")
# A second format before the header makes one file two things to two programs.
_PDF_HEAD = re.compile(rb"%PDF-[12]\.\d[\s%]")
_PICTURE_HEADS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class NoSuchDocumentError(NotFoundError):
    code = "document_not_found"
    message = "Dieses Dokument gibt es nicht."


class DocumentRemovedError(GoneError):
    code = "document_removed"
    message = "Dieses Dokument ist gelöscht."


class UnknownDocumentError(InvalidError):
    code = "unknown_document"
    message = "Das ist weder ein PDF noch ein Bild. Möglich sind PDF, JPEG, PNG und WebP."


class DocumentTooLargeError(TooLargeError):
    code = "document_too_large"
    message = "Ein Dokument darf höchstens 10 MB groß sein."


class TooManyDocumentsError(ConflictError):
    code = "too_many_documents"
    message = "Mehr als fünfzig Dokumente je Betrieb gehen nicht."


def is_document_file(name: str) -> bool:
    """Whether the name is of the kind we give out; anything else never becomes a path."""
    return _NAME.fullmatch(name) is not None


def is_pdf(content: bytes) -> bool:
    """True for a PDF, false for what may be a picture. Raises UnknownDocumentError for the rest.

    What a picture really is, its decoder finds out; a PDF is never opened here, only kept.
    """
    if len(content) > MOST_BYTES:
        raise DocumentTooLargeError
    if _PDF_HEAD.match(content):
        if b"%%EOF" not in content[-1024:]:
            raise UnknownDocumentError("Dieses PDF ist unvollständig.")
        return True
    is_webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    if is_webp or content.startswith(_PICTURE_HEADS):
        return False
    raise UnknownDocumentError


@dataclass(frozen=True, slots=True)
class Document:
    id: UUID
    case_id: UUID
    title: str
    name: str
    """The random name of its file."""
    size: int
    fingerprint: str
    uploaded_by: UUID
    uploaded_by_name: str
    uploaded_at: datetime
    removed_at: datetime | None = None
    removed_by_name: str = ""
    remove_reason: str = ""

    @property
    def extension(self) -> str:
        return self.name.rpartition(".")[2]

    def remove(self, by: str, reason: str, at: datetime) -> Self:
        """Twice is once; that it was there, and why it went, stays known."""
        if self.removed_at is not None:
            return self
        return replace(self, removed_at=at, removed_by_name=by, remove_reason=reason)

    def check_there(self) -> None:
        if self.removed_at is not None:
            raise DocumentRemovedError
