"""Why a shop may refuse a withdrawal: on a ground of the law that what is written bears out.

Consumers may withdraw within fourteen days (§§ 312g Abs. 1, 355 BGB). That they may not is for the
shop to show, and most of it stands in the order already.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from marketkit.clock import HERE
from marketkit.errors import ConflictError

from orders.domain.german_days import day_words
from orders.domain.withdrawal import may_be_declared_until

REGULAR: Final = "none"
_EXEMPT: Final = {
    "1_custom": "nach Ihren Wünschen gefertigt",
    "2_perishable": "schnell verderblich",
    "7_press": "Zeitung oder Zeitschrift",
    "9_dated": "Freizeit mit festem Termin",
    "11_urgent_repair": "dringende Reparatur",
}
_OPENED: Final = {
    "3_hygiene_seal": "das Siegel ist geöffnet",
    "4_mixed": "untrennbar vermischt",
    "6_media_seal": "die Hülle ist geöffnet",
}
"""By the class of the line, whose number is that of the exception in § 312g Abs. 2 BGB."""


class Ground(StrEnum):
    NOT_A_CONSUMER = "not_a_consumer"
    EXEMPT = "exempt"
    """There never was a right to withdraw from these goods."""
    OPENED = "opened"
    """There was one, until the buyer broke the seal or mixed them with others."""
    TOO_LATE = "too_late"


class RightToWithdrawError(ConflictError):
    code = "right_to_withdraw"
    message = (
        "Das lässt sich nicht ablehnen: Nach dem, was zur Bestellung feststeht, trifft dieser "
        "Grund nicht zu, und die Kundschaft darf nach dem Gesetz widerrufen (§§ 312g, 355 BGB). "
        "Siehst du das anders, wende dich an den Betrieb des Marktes."
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What stands written about one shop's part of a withdrawal."""

    is_business: bool
    classes: Sequence[str]
    """Of each withdrawn line, as it was shown when it was ordered."""
    declared_at: datetime
    handed_over_at: datetime | None

    @property
    def is_late(self) -> bool:
        received = self.handed_over_at
        return received is not None and self.declared_at >= may_be_declared_until(received)


def grounds(facts: Facts) -> list[Ground]:
    """Those that hold for everything that was withdrawn; without one the buyer has the right."""
    found = []
    if facts.is_business:
        found.append(Ground.NOT_A_CONSUMER)
    classes = set(facts.classes)
    if classes and classes <= set(_EXEMPT):
        found.append(Ground.EXEMPT)
    elif facts.handed_over_at and classes and classes <= {*_EXEMPT, *_OPENED}:
        found.append(Ground.OPENED)
    if facts.is_late:
        found.append(Ground.TOO_LATE)
    return found


def words(ground: Ground, facts: Facts) -> str:
    """For the buyer, with the exception or the days it is about."""
    if ground is Ground.NOT_A_CONSUMER:
        return (
            "Bestellt für ein Unternehmen: Widerrufen können nur Verbraucher (§ 312g Abs. 1 BGB)."
        )
    if ground is Ground.TOO_LATE:
        return _late(facts)
    named = {**_EXEMPT, **_OPENED}
    said = (
        f"{named[each]} (§ 312g Abs. 2 Nr. {each.partition('_')[0]} BGB)"
        for each in dict.fromkeys(facts.classes)
        if each in named
    )
    return f"Vom Widerruf ausgenommen: {', '.join(said) or '§ 312g Abs. 2 BGB'}."


def _late(facts: Facts) -> str:
    if not facts.is_late or facts.handed_over_at is None:
        return "Die Frist von vierzehn Tagen war vorbei (§ 355 Abs. 2 BGB)."
    received, said = (
        day_words(at.astimezone(HERE).date()) for at in (facts.handed_over_at, facts.declared_at)
    )
    return (
        f"Die Frist von vierzehn Tagen war vorbei (§ 355 Abs. 2 BGB): "
        f"erhalten am {received}, widerrufen am {said}."
    )
