"""What routes are handed: the context, parsed path parts, cursors."""

import base64
import binascii
import re
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Header, Path, Query, Request
from marketkit.auth import Principal
from marketkit.errors import FieldError, ForbiddenError, InvalidError, PreconditionError
from marketkit.service import SignedIn
from pydantic import AfterValidator

from orders.use_cases.context import Context

MAX_PAGE = 100
YEARS = range(2000, 2200)
"""Beyond them neither clocks nor the database can reckon in every zone."""


async def _context(request: Request) -> Context:  # async: no thread for a look-up
    context: Context = request.app.state.context
    return context


# Asked before the body is read: who may not learns nothing of what would be right.
async def _operator(principal: SignedIn) -> Principal:
    if not principal.has("operator"):
        raise ForbiddenError
    return principal


async def _of_the_market(principal: SignedIn) -> Principal:
    if not (principal.has("operator") or principal.has("advisor")):
        raise ForbiddenError
    return principal


class InvalidCursorError(InvalidError):
    code = "invalid_cursor"
    message = "Diese Seite der Liste gibt es nicht."

    def __init__(self) -> None:
        super().__init__(errors=[FieldError("cursor", self.message)])


async def _expected_version(if_match: Annotated[str | None, Header()] = None) -> int | None:
    """The version in `If-Match: "7"`; None for no header or `*`."""
    if if_match is None or if_match.strip() == "*":
        return None
    found = re.fullmatch(r'(?:W/)?"(\d{1,18})"', if_match.strip())
    if found is None:
        raise PreconditionError
    return int(found[1])


def _in_our_time(day: date) -> date:
    if day.year not in YEARS:
        message = f"Bitte ein Datum zwischen {YEARS.start} und {YEARS.stop - 1}."
        raise ValueError(message)
    return day


Day = Annotated[date, AfterValidator(_in_our_time)]
Ctx = Annotated[Context, Depends(_context)]
Operator = Annotated[Principal, Depends(_operator)]
OfTheMarket = Annotated[Principal, Depends(_of_the_market)]
"""Operators and advisors."""
IfMatch = Annotated[int | None, Depends(_expected_version)]
Slug = Annotated[str, Path(pattern="^[a-z0-9-]{1,80}$")]
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE)]
Cursor = Annotated[str | None, Query(max_length=200)]
Token = Annotated[str | None, Query(max_length=200)]
"""What a guest was given for one order, instead of an account."""
IdempotencyKey = Annotated[
    str, Header(alias="Idempotency-Key", min_length=1, max_length=200, pattern="^[!-~]+$")
]


def cursor_from(*parts: str) -> str:
    """An opaque position in a list."""
    return base64.urlsafe_b64encode("|".join(parts).encode()).decode().rstrip("=")


def cursor_parts(cursor: str, count: int) -> list[str]:
    """The position inside; raises InvalidCursorError for anything we did not make."""
    padded = cursor + "=" * (-len(cursor) % 4)
    try:
        parts = base64.b64decode(padded, altchars=b"-_", validate=True).decode().split("|")
    except (binascii.Error, ValueError) as error:
        raise InvalidCursorError from error
    if len(parts) != count or any("\0" in part for part in parts):
        raise InvalidCursorError
    return parts


def uuid_from(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise InvalidCursorError from error


def pair_from(cursor: str | None) -> tuple[UUID, UUID] | None:
    """The position in a list that is sorted by two ids; None at its beginning."""
    if not cursor:
        return None
    first, second = cursor_parts(cursor, 2)
    return uuid_from(first), uuid_from(second)


def page_of(rows: list[Any], limit: int, *keys: str) -> tuple[list[Any], str | None]:
    """Of `limit + 1` rows those to show, and the cursor of what follows, made of these columns."""
    page = rows[:limit]
    following = cursor_from(*(str(page[-1][key]) for key in keys)) if len(rows) > limit else None
    return page, following


def moment_from(text: str) -> datetime:
    """One we have written into a cursor: with its zone, and in our time."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise InvalidCursorError from error
    if found.tzinfo is None or found.year not in YEARS:
        raise InvalidCursorError
    return found
