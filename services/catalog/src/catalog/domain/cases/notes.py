"""Notes: their author's for a day, then part of the record."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self
from uuid import UUID

from marketkit.errors import ConflictError, ForbiddenError, GoneError, NotFoundError

OPEN_FOR = timedelta(days=1)
KEPT_AFTER_DELETION = timedelta(days=7)


class NoSuchNoteError(NotFoundError):
    code = "note_not_found"
    message = "Diese Notiz gibt es nicht."


class NotYourNoteError(ForbiddenError):
    code = "not_your_note"
    message = "Eine Notiz ändert nur, wer sie geschrieben hat."


class NoteFixedError(ConflictError):
    code = "note_fixed"
    message = "Nach einem Tag bleibt eine Notiz, wie sie ist. Bitte eine neue schreiben."


class NoteDeletedError(GoneError):
    code = "note_deleted"
    message = "Diese Notiz ist gelöscht."


@dataclass(frozen=True, slots=True)
class Note:
    id: UUID
    case_id: UUID
    author_id: UUID
    author_name: str
    text: str
    created_at: datetime
    edited_at: datetime | None = None
    deleted_at: datetime | None = None
    version: int = 1

    def edit(self, text: str, author: UUID | None, at: datetime) -> Self:
        self._check_open(author, at)
        if self.deleted_at is not None:
            raise NoteDeletedError
        if text == self.text:
            return self
        return replace(self, text=text, edited_at=at, version=self.version + 1)

    def delete(self, author: UUID | None, at: datetime) -> Self:
        """Twice is once."""
        if self.deleted_at is not None and author == self.author_id:
            return self
        self._check_open(author, at)
        return replace(self, deleted_at=at, version=self.version + 1)

    def restore(self, author: UUID | None, at: datetime) -> Self:
        """Undo, as long as the text is still there."""
        if author != self.author_id:
            raise NotYourNoteError
        if self.deleted_at is None:
            return self
        if at - self.deleted_at >= KEPT_AFTER_DELETION:
            raise NoteDeletedError
        return replace(self, deleted_at=None, version=self.version + 1)

    def is_open_to(self, author: UUID | None, at: datetime) -> bool:
        return author == self.author_id and at - self.created_at < OPEN_FOR

    def _check_open(self, author: UUID | None, at: datetime) -> None:
        if author != self.author_id:
            raise NotYourNoteError
        if not self.is_open_to(author, at):
            raise NoteFixedError
