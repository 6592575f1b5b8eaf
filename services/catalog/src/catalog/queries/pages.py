"""Keyset pages: a cursor names the last row seen, so later pages cost what the first one did."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final, Generic, Never, TypeVar
from uuid import UUID

import orjson
from marketkit.errors import FieldError, InvalidError

Item = TypeVar("Item")
_LARGEST: Final = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    items: Sequence[Item]
    next: str | None


class BadCursorError(InvalidError):
    code = "bad_cursor"
    message = "Dieser Seitenzeiger ist nicht von uns."


def encode(value: str, row_id: UUID) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([value, str(row_id)])).decode().rstrip("=")


def decode(cursor: str | None) -> tuple[str, UUID] | None:
    """The sort value and id after which the page begins."""
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        value, row_id = orjson.loads(base64.urlsafe_b64decode(padded))
        if not isinstance(value, str) or "\x00" in value:
            _refuse()
        return value, UUID(row_id)
    except (binascii.Error, ValueError, TypeError, AttributeError):
        _refuse()


def moment_in(value: str) -> datetime:
    """The moment a cursor names. Raises BadCursorError."""
    try:
        at = datetime.fromisoformat(value)
        # The first hours of the year one, in the east, lie before there is any year.
        return at.astimezone(UTC) if at.tzinfo else _refuse()
    except (ValueError, OverflowError):
        _refuse()


def day_in(value: str) -> date:
    """The day a cursor names. Raises BadCursorError."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        _refuse()


def number_in(value: str) -> int:
    """The number a cursor names, as a column holds it. Raises BadCursorError."""
    try:
        number = int(value)
    except ValueError:
        _refuse()
    return number if abs(number) <= _LARGEST else _refuse()


def _refuse() -> Never:
    raise BadCursorError(errors=[FieldError("cursor", BadCursorError.message)])


def containing(text: str | None) -> str | None:
    """A LIKE pattern for rows that contain the text; its own % and _ mean themselves."""
    if not text:
        return None
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
