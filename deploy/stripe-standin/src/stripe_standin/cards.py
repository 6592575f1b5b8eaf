"""Test cards: what the bank would say to a number, an expiry and a check number."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

ANY_CENTURY: Final = 2000
SAYS: Final = {
    "4000000000000002": ("generic_decline", "Ihre Bank hat die Karte abgelehnt."),
    "4000000000009995": ("insufficient_funds", "Das Konto ist nicht ausreichend gedeckt."),
    "4000000000009987": ("lost_card", "Diese Karte wurde als verloren gemeldet."),
}
BRANDS: Final = {"4": "visa", "5": "mastercard", "3": "amex"}


@dataclass(frozen=True)
class Card:
    number: str
    month: int
    year: int

    @property
    def brand(self) -> str:
        return BRANDS.get(self.number[:1], "unknown")


@dataclass(frozen=True)
class Fault:
    """A field the buyer can mend."""

    field: str
    message: str


def read_card(number: str, expiry: str, check: str, now: datetime) -> Card | list[Fault]:
    digits = re.sub(r"[\s-]", "", number)
    faults: list[Fault] = []
    if not (re.fullmatch(r"[0-9]{13,19}", digits) and passes_luhn(digits)):
        faults.append(Fault("number", "Die Kartennummer stimmt nicht. Bitte prüfen Sie sie."))
    moment = re.fullmatch(r"\s*(0?[1-9]|1[0-2])\s*/\s*(?:20)?([0-9]{2})\s*", expiry)
    month, year = (int(moment[1]), ANY_CENTURY + int(moment[2])) if moment else (0, 0)
    if not month:
        faults.append(Fault("expiry", "Bitte im Format MM/JJ angeben, zum Beispiel 12/34."))
    elif (year, month) < (now.year, now.month):
        faults.append(Fault("expiry", "Diese Karte ist abgelaufen."))
    if not re.fullmatch(r"\d{3,4}", check.strip()):
        faults.append(Fault("check", "Die Prüfziffer hat drei oder vier Stellen."))
    return faults or Card(digits, month, year)


def passes_luhn(digits: str) -> bool:
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value  # noqa: PLR2004 -- digits end at nine
    return total % 10 == 0


def refusal_of(card: Card) -> tuple[str, str] | None:
    return SAYS.get(card.number)
