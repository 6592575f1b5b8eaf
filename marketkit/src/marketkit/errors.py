"""Errors that are part of the API: each has a kind, a stable code and a plain sentence.

DomainError
├── InvalidError          422  what was sent cannot be accepted
├── UnauthenticatedError  401  nobody is signed in, or the token is no good
├── ForbiddenError        403  signed in, but not allowed
├── NotFoundError         404  not there, or not yours to see
├── ConflictError         409  right in itself, but not in this state
├── GoneError             410  was there once
├── PreconditionError     412  somebody else changed it first
├── TooLargeError         413
├── TooManyError          429
└── UnavailableError      503  try again soon
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar


class Kind(StrEnum):
    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    GONE = "gone"
    PRECONDITION = "precondition"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    UNAVAILABLE = "unavailable"


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field, e.g. `variants[0].price`."""

    field: str
    message: str


class DomainError(Exception):
    """An expected refusal. Subclasses set `kind`, `code` and a German `message` for people."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "invalid"
    message: str = "Das geht so nicht."

    def __init__(
        self, message: str | None = None, *, errors: Sequence[FieldError] = (), **details: Any
    ) -> None:
        self.message = message or type(self).message
        self.errors = tuple(errors)
        self.details = details
        super().__init__(self.message)


class InvalidError(DomainError):
    kind, code = Kind.INVALID, "invalid"
    message = "Bitte prüfen Sie die Angaben."


class UnauthenticatedError(DomainError):
    kind, code = Kind.UNAUTHENTICATED, "unauthenticated"
    message = "Bitte melden Sie sich an."


class ForbiddenError(DomainError):
    kind, code = Kind.FORBIDDEN, "forbidden"
    message = "Dafür fehlt die Berechtigung."


class NotFoundError(DomainError):
    kind, code = Kind.NOT_FOUND, "not_found"
    message = "Das gibt es hier nicht."


class ConflictError(DomainError):
    kind, code = Kind.CONFLICT, "conflict"
    message = "Das passt nicht zum aktuellen Stand."


class GoneError(DomainError):
    kind, code = Kind.GONE, "gone"
    message = "Das gibt es nicht mehr."


class PreconditionError(DomainError):
    kind, code = Kind.PRECONDITION, "stale_version"
    message = "Jemand hat das inzwischen geändert. Bitte neu laden."


class TooLargeError(DomainError):
    kind, code = Kind.TOO_LARGE, "too_large"
    message = "Das ist zu groß."


class TooManyError(DomainError):
    kind, code = Kind.TOO_MANY, "too_many_requests"
    message = "Zu viele Anfragen. Bitte einen Moment warten."


class UnavailableError(DomainError):
    kind, code = Kind.UNAVAILABLE, "unavailable"
    message = "Das ist gerade nicht erreichbar. Bitte gleich noch einmal versuchen."
