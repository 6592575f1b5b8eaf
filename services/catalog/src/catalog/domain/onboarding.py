"""What a shop still owes before everyone may see it."""

from collections.abc import Callable, Mapping

from marketkit.errors import FieldError, InvalidError

from catalog.domain.shop import Shop

_COMPANIES = ("gmbh", "ug", "ag", "eg", "e. v.", "e.v.", "kg", "ohg", "gbr", "verein")


class NotReadyError(InvalidError):
    code = "shop_not_ready"
    message = "Bevor der Laden sichtbar wird, fehlt noch etwas."


_OWED: Mapping[str, tuple[Callable[[Shop], bool], str]] = {
    "opening_hours": (
        lambda shop: bool(shop.opening_hours),
        "Trag die Öffnungszeiten ein, daraus entstehen die Abholzeiten.",
    ),
    "email": (
        lambda shop: bool(shop.email),
        "Eine E-Mail-Adresse gehört ins Impressum (§ 5 DDG).",
    ),
    "phone": (
        lambda shop: bool(shop.phone),
        "Kunden brauchen eine Telefonnummer (Art. 246a § 1 EGBGB).",
    ),
    "imprint.legal_name": (
        lambda shop: bool(shop.imprint.get("legal_name")),
        "Der volle Name des Betriebs gehört ins Impressum (§ 5 DDG).",
    ),
    "imprint.representative": (
        lambda shop: bool(shop.imprint.get("representative")) or not is_company(shop.imprint),
        "Nenn, wer den Betrieb vertritt (§ 5 DDG).",
    ),
    "imprint.vat_id": (
        lambda shop: bool(shop.imprint.get("vat_id")),
        "Ohne USt-IdNr. darf der Markt nichts verkaufen lassen (§ 22f, § 25e UStG).",
    ),
}


def missing(shop: Shop) -> list[FieldError]:
    """What is missing, each with the reason; empty when the shop may open."""
    return [
        FieldError(field, message) for field, (given, message) in _OWED.items() if not given(shop)
    ]


def check_ready(shop: Shop) -> None:
    """Raise NotReadyError naming all that is missing at once."""
    if found := missing(shop):
        raise NotReadyError(errors=found)


def is_company(imprint: Mapping[str, str]) -> bool:
    """Whether somebody other than its owner has to be named as representing it."""
    form = imprint.get("legal_form", "").casefold()
    return any(word in form.split() or form == word for word in _COMPANIES)
