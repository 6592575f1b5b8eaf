"""Decisions about what was reported, with everything a statement of reasons needs (Art. 17 DSA)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from marketkit.errors import ConflictError, FieldError, ForbiddenError, InvalidError, NotFoundError

from catalog.domain.duties.notice import SubjectKind


class Measure(StrEnum):
    NONE = "none"
    CORRECT = "correct"
    """Put it right until a day; until then it stays."""
    WITHDRAW = "withdraw"
    """Off sale; the shop may bring it back when it is right."""
    REMOVE_PICTURE = "remove_picture"
    PAUSE_SHOP = "pause_shop"
    """No orders until somebody lifts it."""
    BLOCK = "block"
    """Off sale, and the shop cannot bring it back."""


RESTRICTING = frozenset(
    {Measure.WITHDRAW, Measure.REMOVE_PICTURE, Measure.PAUSE_SHOP, Measure.BLOCK}
)


class Ground(StrEnum):
    LAW = "law"
    TERMS = "terms"


class DecisionKind(StrEnum):
    FIRST = "first"
    COMPLAINT = "complaint"
    LIFTED = "lifted"


ABOUT: Mapping[SubjectKind, tuple[Measure, ...]] = {
    SubjectKind.PRODUCT: (
        Measure.NONE, Measure.CORRECT, Measure.WITHDRAW, Measure.BLOCK, Measure.PAUSE_SHOP,
    ),
    SubjectKind.SHOP: (
        Measure.NONE, Measure.CORRECT, Measure.REMOVE_PICTURE, Measure.PAUSE_SHOP,
    ),
    SubjectKind.PICTURE: (
        Measure.NONE, Measure.CORRECT, Measure.REMOVE_PICTURE, Measure.WITHDRAW, Measure.BLOCK,
        Measure.PAUSE_SHOP,
    ),
}  # fmt: skip


class NoSuchCaseError(NotFoundError):
    code = "notice_case_not_found"
    message = "Diesen Fall gibt es nicht."


class NoSuchDecisionError(NotFoundError):
    code = "decision_not_found"
    message = "Diese Entscheidung gibt es nicht."


class NoSuchComplaintError(NotFoundError):
    code = "complaint_not_found"
    message = "Diese Beschwerde gibt es nicht."


class AlreadyDecidedError(ConflictError):
    code = "already_decided"
    message = "Darüber ist schon entschieden."


class TakenError(ConflictError):
    code = "case_taken"
    message = "Diesen Fall bearbeitet schon jemand anderes."


class NotDecidedError(ConflictError):
    code = "not_decided"
    message = "Darüber ist noch nicht entschieden."


class WindowClosedError(ConflictError):
    code = "complaint_window_closed"
    message = "Die Frist für eine Beschwerde ist abgelaufen."


class SameDeciderError(ForbiddenError):
    code = "same_decider"
    message = (
        "Über eine Beschwerde entscheidet jemand anderes als beim ersten Mal (Art. 20 (6) DSA)."
    )


class NotRestrictingError(ConflictError):
    code = "nothing_to_lift"
    message = "Hier ist nichts aufzuheben."


class UnfitDecisionError(InvalidError):
    code = "decision_incomplete"
    message = "Für die Entscheidung fehlt noch etwas."


@dataclass(frozen=True, slots=True)
class Decision:
    """Never changed: whoever thinks again writes a new one."""

    id: UUID
    number: str
    case_id: UUID
    shop_id: UUID
    kind: DecisionKind
    measure: Measure
    ground: Ground
    basis: str
    facts: str
    title: str
    at: datetime
    decided_by: UUID
    decided_by_name: str
    deadline: date | None = None
    complain_until: date | None = None
    automated: bool = False
    effects: Mapping[str, Any] = field(default_factory=dict)
    """What was there before, so that it can be brought back."""
    complaint_id: UUID | None = None
    reverses: bool = False
    """It takes back what the first decision did."""


def standing(made: Sequence[Decision]) -> Decision | None:
    """The decision that restricts something now; of a case at most one, taken back at most once."""
    if any(decision.reverses for decision in made):
        return None
    return next((one for one in reversed(made) if one.measure in RESTRICTING), None)


def check_fits(
    kind: SubjectKind, measure: Measure, *, days: int | None, basis: str, facts: str
) -> None:
    """Raise UnfitDecisionError naming what does not fit."""
    found = []
    if measure not in ABOUT[kind]:
        found.append(FieldError("measure", "Diese Maßnahme passt nicht zu dem, was gemeldet ist."))
    if measure is Measure.CORRECT and not days:
        found.append(FieldError("days", "Bis wann soll es berichtigt sein?"))
    if not facts:
        found.append(FieldError("facts", "Welche Tatsachen liegen der Entscheidung zugrunde?"))
    if measure is not Measure.NONE and not basis:
        words = "Auf welches Gesetz oder welche Nutzungsbedingung stützt sich die Entscheidung?"
        found.append(FieldError("basis", words))
    if found:
        raise UnfitDecisionError(errors=found)
