"""A notice: somebody says that something here is not lawful (Art. 16 DSA)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

from marketkit.errors import FieldError, InvalidError, NotFoundError, TooManyError

from catalog.domain.duties.rules import Reason

SHORTEST_EXPLANATION = 20
"""Letters: enough for a reason, too many for a stray tap."""
MOST_DANGEROUS = 4
"""Somebody's life or safety: before everything the region's list knows."""


class SubjectKind(StrEnum):
    PRODUCT = "product"
    SHOP = "shop"
    PICTURE = "picture"


class NoSuchSubjectError(NotFoundError):
    code = "subject_not_found"
    message = "Das, was Sie melden wollen, gibt es hier nicht."


class NoSuchNoticeError(NotFoundError):
    code = "notice_not_found"
    message = "Diese Meldung gibt es nicht."


class TooManyNoticesError(TooManyError):
    code = "too_many_notices"
    message = (
        "Von hier kamen gerade viele Meldungen. Bitte versuchen Sie es in einer Stunde wieder."
    )


class IncompleteNoticeError(InvalidError):
    code = "notice_incomplete"
    message = "Für eine Meldung fehlt noch etwas."


@dataclass(frozen=True, slots=True)
class SubjectRef:
    """`product:<id>`."""

    kind: SubjectKind
    id: UUID

    @classmethod
    def parse(cls, text: str) -> Self:
        """Raises NoSuchSubjectError."""
        kind, _, found = text.partition(":")
        try:
            return cls(SubjectKind(kind), UUID(found))
        except ValueError as error:
            raise NoSuchSubjectError from error

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is reported, as it is called now."""

    ref: SubjectRef
    shop_id: UUID
    shop_name: str
    shop_slug: str
    title: str
    path: str
    product_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who sent it; both empty where the law asks for no name."""

    name: str = ""
    email: str = ""
    sender: bytes = b""
    """A hash of where it came from, of this day only."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What somebody sent; who they are is kept apart, so that it can be forgotten."""

    id: UUID
    number: str
    reason: str
    explanation: str
    place: str
    danger_to_life: bool
    good_faith: bool
    at: datetime

    def fingerprint(self, reporter: Reporter) -> bytes:
        """The same words of the same person about the same thing: a form that was sent twice."""
        said = " ".join(self.explanation.casefold().split())
        sent = f"{self.reason}\n{reporter.email.casefold()}\n{said}"
        return hashlib.sha256(sent.encode()).digest()


def check_complete(notice: Notice, reporter: Reporter, reason: Reason) -> None:
    """Raise IncompleteNoticeError naming everything that is missing (Art. 16 (2) DSA)."""
    found = []
    if len(notice.explanation) < SHORTEST_EXPLANATION:
        words = "Bitte schreiben Sie in einem Satz, was nicht stimmt und woran man es sieht."
        found.append(FieldError("explanation", words))
    if not reason.anonymous:
        if not reporter.name:
            found.append(FieldError("name", "Bitte nennen Sie Ihren Namen."))
        if not reporter.email:
            found.append(FieldError("email", "Bitte nennen Sie eine E-Mail-Adresse."))
    if not notice.good_faith:
        words = "Bitte bestätigen Sie, dass Sie Ihre Angaben für richtig und vollständig halten."
        found.append(FieldError("good_faith", words))
    if found:
        raise IncompleteNoticeError(errors=found)


def danger_of(reason: Reason, *, danger_to_life: bool) -> int:
    """Where it stands in the queue."""
    return MOST_DANGEROUS if danger_to_life else reason.danger
