"""The forms of the numbers, as pure rules: tidy what was typed, or say what it should look like.

Where a check digit is public it is computed; elsewhere only the form is looked at, and the
sentence says so.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from stdnum import iban
from stdnum.de import leitweg, stnr, vat
from stdnum.exceptions import ValidationError

_SPACES = re.compile(r"[\s\u00a0.]+")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_GROUPS = re.compile(r"[\s\u00a0./]+")


class WrongNumberError(ValueError):
    """The number cannot be right; the message is a plain German sentence."""


@dataclass(frozen=True, slots=True)
class NumberForm:
    """`tidy` brings to one way of writing, `holds` decides, `should` tells what is expected."""

    tidy: Callable[[str], str]
    holds: Callable[[str], bool]
    should: str


def parse_number(kind: str, typed: str) -> str:
    """The number in its one way of writing. Raises WrongNumberError, KeyError for no such kind."""
    form = FORMS[kind]
    number = form.tidy(typed)
    if not number or not form.holds(number):
        raise WrongNumberError(form.should)
    return number


def is_vat_id(number: str) -> bool:
    """`DE`, nine digits, the last a check digit (ISO 7064 mod 11,10)."""
    return re.fullmatch(r"DE\d{9}", number, re.ASCII) is not None and bool(vat.is_valid(number))


def _plain(text: str) -> str:
    return _SPACES.sub("", _DASHES.sub("-", text)).upper()


def _digits(text: str) -> str:
    return _GROUPS.sub("", text)


def _words(text: str) -> str:
    return " ".join(text.split())


def _like(pattern: str) -> Callable[[str], bool]:
    compiled = re.compile(pattern, re.ASCII)
    return lambda number: compiled.fullmatch(number) is not None


def _is_tax_number(number: str) -> bool:
    return _like(r"\d{11,13}")(number) and bool(stnr.is_valid(number, "Sachsen-Anhalt"))


def _is_iban(number: str) -> bool:
    try:
        # The account numbers inside have check digits of their own in some countries only.
        iban.validate(number, check_country=False)
    except ValidationError:
        return False
    return _like(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")(number)


def _is_route(number: str) -> bool:
    return _like(r"[0-9A-Z-]{5,46}")(number) and bool(leitweg.is_valid(number))


FORMS: Mapping[str, NumberForm] = {
    "vat_id": NumberForm(
        _plain,
        is_vat_id,
        "Eine USt-IdNr. beginnt mit DE und hat neun Ziffern, die letzte ist eine Prüfziffer, "
        "zum Beispiel DE999123455. Bitte noch einmal mit dem Bescheid vergleichen.",
    ),
    "business_id": NumberForm(
        _plain,
        _like(r"DE\d{9}-\d{5}"),
        "Eine W-IdNr. beginnt mit DE, hat neun Ziffern, einen Strich und fünf weitere Ziffern, "
        "zum Beispiel DE999123455-00001.",
    ),
    "tax_number": NumberForm(
        _digits,
        _is_tax_number,
        "Eine Steuernummer aus Sachsen-Anhalt hat elf Ziffern und beginnt mit 1, "
        "zum Beispiel 119/815/08156.",
    ),
    "lucid": NumberForm(
        _plain,
        _like(r"DE\d{13}"),
        "Eine LUCID-Nummer beginnt mit DE und hat dreizehn Ziffern, zum Beispiel "
        "DE1234567890123. Geprüft wird hier nur die Form.",
    ),
    "weee": NumberForm(
        _plain,
        _like(r"DE\d{8}"),
        "Eine WEEE-Reg.-Nr. beginnt mit DE und hat acht Ziffern, zum Beispiel DE12345678. "
        "Geprüft wird hier nur die Form.",
    ),
    "battery": NumberForm(
        _plain,
        _like(r"DE\d{8}"),
        "Eine Batterie-Registrierungsnummer beginnt mit DE und hat acht Ziffern, zum Beispiel "
        "DE12345678. Geprüft wird hier nur die Form.",
    ),
    "organic": NumberForm(
        _plain,
        _like(r"[A-Z]{2}-(?:ÖKO|BIO)-\d{2,3}"),
        "Eine Öko-Kontrollnummer hat die Form DE-ÖKO-006. Sie steht auf dem Zertifikat.",
    ),
    "food_registration": NumberForm(
        _words,
        _like(r".{3,60}"),
        "Bitte das Aktenzeichen der Anmeldung eintragen, mindestens drei Zeichen.",
    ),
    "craft_register": NumberForm(
        _words,
        _like(r"(?=.*\d).{3,60}"),
        "Bitte die Betriebsnummer aus der Handwerkskarte eintragen; sie enthält Ziffern.",
    ),
    "plant_passport": NumberForm(
        _plain,
        _like(r"DE-[A-Z]{2}\d{0,2}-?\d{3,10}"),
        "Eine Registriernummer für den Pflanzenpass hat die Form DE-ST-12345. "
        "Geprüft wird hier nur die Form.",
    ),
    "iban": NumberForm(
        _plain,
        _is_iban,
        "Diese IBAN stimmt nicht: Eine deutsche IBAN beginnt mit DE und hat 22 Zeichen, die "
        "Ziffern nach DE sind Prüfziffern. Bitte noch einmal mit der Bankkarte vergleichen.",
    ),
    "route_id": NumberForm(
        _plain,
        _is_route,
        "Eine Leitweg-ID endet mit einem Strich und zwei Prüfziffern, zum Beispiel "
        "991-03730-19. Bitte noch einmal mit der Angabe der Behörde vergleichen.",
    ),
}
