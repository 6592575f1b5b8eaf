"""Formats that numbers and codes of statements must have, by the name the region's files use."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from stdnum import ean, isbn
from stdnum.exceptions import ValidationError

_EGG = re.compile(r"[0-3]-?DE-?(0[1-9]|1[0-6])\d{5}")
_EAR = re.compile(r"DE ?\d{8}")
_WEB = re.compile(r"https?://[^\s/.]+\.[^\s]+")
_SHARE = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?) ?% ?([^\W\d_][^%\d]*)")
_STRONGEST = Decimal(96)

Check = Callable[[str], str | None]
"""What is wrong with a value, in German; None when it is right."""


def number(text: str) -> Decimal | None:
    """`12,5` or `12.5`; None for what is no plain number."""
    try:
        value = Decimal(text.replace(",", ".").removesuffix("%").strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() and abs(value) < 1_000_000_000 else None  # noqa: PLR2004


def _egg_code(text: str) -> str | None:
    if _EGG.fullmatch(text.replace(" ", "").upper()):
        return None
    return "Der Code sieht so aus: 1-DE-1512345 (Haltung, Land, Bundesland und Stall)."


def _ear_number(text: str) -> str | None:
    if _EAR.fullmatch(text.strip().upper()):
        return None
    return "Die Nummer besteht aus DE und acht Ziffern, zum Beispiel DE12345678."


def _isbn(text: str) -> str | None:
    try:
        if isbn.isbn_type(isbn.validate(text)) == "ISBN13":
            return None
    except (ValidationError, ValueError):
        pass
    return "Das ist keine gültige ISBN mit 13 Ziffern, bitte noch einmal abtippen."


def _gtin(text: str) -> str | None:
    try:
        ean.validate(text)
    except (ValidationError, ValueError):
        return "Diese Zahl geht nicht auf (Prüfziffer), bitte noch einmal vom Strichcode abtippen."
    return None


def _alcohol(text: str) -> str | None:
    value = number(text.lower().removesuffix("vol").strip())
    if value is not None and 0 <= value <= _STRONGEST:
        return None
    return "Bitte als Zahl in % vol, zum Beispiel 12,5."


def _percent(text: str) -> str | None:
    value = number(text)
    if value is not None and 0 <= value <= 100:  # noqa: PLR2004 - per cent
        return None
    return "Bitte als Zahl zwischen 0 und 100."


def _fibres(text: str) -> str | None:
    """Pure, or shares that add up; several parts (`Futter: …`) each for itself."""
    for part in re.split(r"[;\n]", text):
        shares = _SHARE.findall(part)
        if not shares:
            if re.search(r"\b(rein|reine|reiner|reines)\b", part, re.IGNORECASE):
                continue
            return "Bitte Fasern mit Prozent, zum Beispiel „80 % Wolle, 20 % Polyamid“."
        total = sum(Decimal(share.replace(",", ".")) for share, _ in shares)
        if total != 100:  # noqa: PLR2004 - per cent
            return f"Zusammen sind das {total} %, es müssen 100 sein."
    return None


def _web(text: str) -> str | None:
    return None if _WEB.fullmatch(text) else "Eine Adresse im Netz beginnt mit https://."


FORMATS: Mapping[str, Check] = {
    "egg_code": _egg_code,
    "weee": _ear_number,
    "battery_number": _ear_number,
    "isbn": _isbn,
    "gtin": _gtin,
    "alcohol": _alcohol,
    "percent": _percent,
    "fibres": _fibres,
    "web": _web,
}
