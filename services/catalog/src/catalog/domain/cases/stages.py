"""Where a business stands, and which way it may move from there."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from marketkit.errors import ConflictError, FieldError, InvalidError


class CaseStage(StrEnum):
    CONTACT = "contact"
    VISIT = "visit"
    PREPARING = "preparing"
    REVIEW = "review"
    LIVE = "live"
    CARE = "care"
    DROPPED = "dropped"


class DropReason(StrEnum):
    NO_INTEREST = "no_interest"
    NO_TIME = "no_time"
    COSTS = "costs"
    RULES = "rules"
    OWN_WAY = "own_way"
    CLOSING = "closing"
    NOT_REACHED = "not_reached"
    NOT_FITTING = "not_fitting"
    OTHER = "other"


class ShopStep(StrEnum):
    """What happens to the shop and moves its case along."""

    CREATED = "shop_created"
    OWNER_ASKED = "owner_asked"
    OPENED = "shop_opened"


class MoveNotAllowedError(ConflictError):
    code = "move_not_allowed"
    message = "Von dieser Stufe aus geht das nicht."


class ShopNeededError(ConflictError):
    code = "shop_needed"
    message = "Dafür braucht der Betrieb erst einen Laden."


class OpenShopNeededError(ConflictError):
    code = "open_shop_needed"
    message = "Dafür muss der Laden geöffnet sein."


@dataclass(frozen=True, slots=True)
class ShopFacts:
    """What the stages want to know about the shop."""

    exists: bool = False
    is_public: bool = False


_S = CaseStage
MOVES: Mapping[CaseStage, frozenset[CaseStage]] = {
    _S.CONTACT: frozenset({_S.VISIT, _S.PREPARING, _S.DROPPED}),
    _S.VISIT: frozenset({_S.CONTACT, _S.PREPARING, _S.DROPPED}),
    _S.PREPARING: frozenset({_S.VISIT, _S.REVIEW, _S.LIVE, _S.DROPPED}),
    _S.REVIEW: frozenset({_S.PREPARING, _S.LIVE, _S.DROPPED}),
    _S.LIVE: frozenset({_S.CARE, _S.DROPPED}),
    _S.CARE: frozenset({_S.LIVE, _S.DROPPED}),
    # Taking it up again: the advisor knows best how far it had come.
    _S.DROPPED: frozenset({_S.CONTACT, _S.VISIT, _S.PREPARING, _S.LIVE}),
}
"""What somebody may do by hand."""

_LEADS_TO: Mapping[ShopStep, CaseStage] = {
    ShopStep.CREATED: _S.PREPARING,
    ShopStep.OWNER_ASKED: _S.REVIEW,
    ShopStep.OPENED: _S.LIVE,
}
_ORDER = (_S.CONTACT, _S.VISIT, _S.PREPARING, _S.REVIEW, _S.LIVE, _S.CARE)


def check_move(before: CaseStage, after: CaseStage, shop: ShopFacts) -> None:
    """Raises MoveNotAllowedError, ShopNeededError or OpenShopNeededError."""
    if after not in MOVES[before]:
        raise MoveNotAllowedError(allowed=sorted(MOVES[before]))
    if after is _S.REVIEW and not shop.exists:
        raise ShopNeededError
    if after in {_S.LIVE, _S.CARE} and not shop.is_public:
        raise OpenShopNeededError


def open_moves(before: CaseStage, shop: ShopFacts) -> list[CaseStage]:
    """What is possible now, in the order of the way."""
    found = []
    for after in (*_ORDER, _S.DROPPED):
        try:
            check_move(before, after, shop)
        except ConflictError:
            continue
        found.append(after)
    return found


def check_reason(reason: DropReason | None, words: str) -> None:
    """Nobody is dropped without a reason, and "other" needs words."""
    if reason is None:
        hint = "Bitte einen Grund wählen."
        raise InvalidError(errors=[FieldError("reason", hint)])
    if reason is DropReason.OTHER and not words:
        hint = "Bitte in eigenen Worten sagen, woran es lag."
        raise InvalidError(errors=[FieldError("words", hint)])


def follow(before: CaseStage, step: ShopStep) -> CaseStage:
    """Where the shop's step leads: only ever forward, and back from having been dropped."""
    after = _LEADS_TO[step]
    if before is _S.DROPPED:
        return after
    return max(before, after, key=_ORDER.index)
