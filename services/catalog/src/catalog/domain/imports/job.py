"""An import on its way: uploaded → reading → preview → applying → done, or failed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from marketkit.errors import ConflictError, NotFoundError, TooLargeError, TooManyError

from catalog.domain.imports.columns import Column

UNDO_FOR: Final = timedelta(hours=24)
KEPT_FOR: Final = timedelta(days=7)
MOST_BYTES: Final = 20 * 1024 * 1024
MOST_OPEN: Final = 3
"""At once for one shop; a fourth takes the oldest one's place."""


class JobState(StrEnum):
    UPLOADED = "uploaded"
    READING = "reading"
    PREVIEW = "preview"
    APPLYING = "applying"
    UNDOING = "undoing"
    DONE = "done"
    UNDONE = "undone"
    FAILED = "failed"


class LineState(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAULTY = "faulty"


class NoSuchImportError(NotFoundError):
    code = "import_not_found"
    message = "Diesen Import gibt es nicht, oder er ist schon aufgeräumt."


class ImportBusyError(ConflictError):
    code = "import_busy"
    message = "Dieser Import ist gerade in Arbeit. Warte einen Augenblick."


class ImportFaultyError(ConflictError):
    code = "import_faulty"
    message = (
        "Es gibt noch fehlerhafte Zeilen. Lade eine verbesserte Datei hoch, "
        "oder lass diese Zeilen ausdrücklich weg."
    )


class NothingToImportError(ConflictError):
    code = "nothing_to_import"
    message = "Diese Datei ändert nichts. Alles steht schon so im Sortiment."


class UndoTooLateError(ConflictError):
    code = "undo_too_late"
    message = "Zurücknehmen geht nur innerhalb von 24 Stunden."


class FileTooLargeError(TooLargeError):
    code = "file_too_large"
    message = "Die Datei darf höchstens 20 MB groß sein. Teile sie bitte auf."


class TooManyImportsError(TooManyError):
    code = "too_many_imports"
    message = "Es laufen schon drei Importe für diesen Laden. Warte, bis einer fertig ist."


@dataclass(frozen=True, slots=True)
class Job:
    id: UUID
    shop_id: UUID
    account_id: UUID
    account_name: str
    role: str
    roles: tuple[str, ...]
    state: JobState
    file_name: str
    content_hash: bytes
    created_at: datetime
    updated_at: datetime
    columns: tuple[Column, ...] = ()
    defaults: Mapping[str, str] = field(default_factory=dict)
    done: int = 0
    total: int = 0
    counts: Mapping[str, int] = field(default_factory=dict)
    leave_out: bool = False
    publish: bool = False
    fault: str = ""
    attempts: int = 0
    lease: UUID | None = None
    lease_until: datetime | None = None
    applied_at: datetime | None = None
    undone_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether another file may take its place."""
        return self.state in {JobState.PREVIEW, JobState.FAILED}

    def may_be_undone(self, at: datetime) -> bool:
        return (
            self.state is JobState.DONE
            and self.applied_at is not None
            and at - self.applied_at < UNDO_FOR
        )

    def check_applicable(self) -> None:
        """Raises ImportBusyError, ImportFaultyError or NothingToImportError."""
        if self.state is not JobState.PREVIEW:
            raise ImportBusyError
        if self.counts.get(LineState.FAULTY, 0) and not self.leave_out:
            raise ImportFaultyError
        if not self.counts.get(LineState.NEW, 0) + self.counts.get(LineState.CHANGED, 0):
            raise NothingToImportError
