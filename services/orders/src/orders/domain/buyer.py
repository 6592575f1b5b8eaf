"""Who buys for a business or an authority, and what its invoice must name."""

import re
from dataclasses import dataclass

from orders.domain.shown import Document

# By form only: whether a number is given to somebody the tax office knows.
_FORMS = {
    "AT": r"U\d{8}",
    "BE": r"[01]\d{9}",
    "BG": r"\d{9,10}",
    "CY": r"\d{8}[A-Z]",
    "CZ": r"\d{8,10}",
    "DE": r"\d{9}",
    "DK": r"\d{8}",
    "EE": r"\d{9}",
    "EL": r"\d{9}",
    "ES": r"[A-Z0-9]\d{7}[A-Z0-9]",
    "FI": r"\d{8}",
    "FR": r"[A-Z0-9]{2}\d{9}",
    "HR": r"\d{11}",
    "HU": r"\d{8}",
    "IE": r"\d[A-Z0-9+*]\d{5}[A-Z]{1,2}",
    "IT": r"\d{11}",
    "LT": r"(\d{9}|\d{12})",
    "LU": r"\d{8}",
    "LV": r"\d{11}",
    "MT": r"\d{8}",
    "NL": r"\d{9}B\d{2}",
    "PL": r"\d{10}",
    "PT": r"\d{9}",
    "RO": r"\d{2,10}",
    "SE": r"\d{12}",
    "SI": r"\d{8}",
    "SK": r"\d{10}",
    "XI": r"(\d{9}|\d{12}|(GD|HA)\d{3})",
}
_GERMAN = "DE"
_LEITWEG = re.compile(r"(\d{2,12})(?:-([A-Za-z0-9]{1,30}))?-(\d{2})")


@dataclass(frozen=True, slots=True)
class Buyer:
    """Its contract is not a consumer's: no right of withdrawal follows from the law."""

    company: str
    street: str
    postal_code: str
    place: str
    vat_id: str | None = None
    reference: str | None = None
    """A Leitweg-ID, or the number under which the buyer has ordered."""
    email: str | None = None
    """Where its invoices go, if not to who orders."""

    def document(self) -> Document:
        return {
            "company": self.company,
            "street": self.street,
            "postal_code": self.postal_code,
            "place": self.place,
            "vat_id": self.vat_id,
            "reference": self.reference,
            "email": self.email,
        }


def tidy_vat_id(text: str) -> str:
    """As it is printed: capitals, without blanks, dots and dashes."""
    return re.sub(r"[\s.\-]", "", text).upper()


def is_vat_id(text: str) -> bool:
    """Whether it has the form of its country; the German check digit is calculated."""
    country, rest = text[:2], text[2:]
    form = _FORMS.get(country)
    if form is None or not re.fullmatch(form, rest):
        return False
    return country != _GERMAN or _german_digit(rest[:8]) == int(rest[8])


def is_leitweg_id(text: str) -> bool:
    """Whether invoices reach an authority by it: coarse, fine and check number (ISO 7064)."""
    found = _LEITWEG.fullmatch(text)
    if found is None:
        return False
    coarse, fine, check = found[1], found[2] or "", found[3]
    digits = "".join(str(int(letter, 36)) for letter in (coarse + fine + check).lower())
    return int(digits) % 97 == 1


def _german_digit(digits: str) -> int:
    """ISO 7064, mod 11, 10."""
    product = 10
    for digit in digits:
        total = (int(digit) + product) % 10 or 10
        product = total * 2 % 11
    return (11 - product) % 10
