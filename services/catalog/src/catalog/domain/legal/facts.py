"""What is known of a shop for its legal texts, and how to name what is not."""

from collections.abc import Mapping
from dataclasses import dataclass

from catalog.domain.onboarding import is_company
from catalog.domain.shop import Shop

_YES = "yes"


@dataclass(frozen=True, slots=True)
class MarketFacts:
    """What every text says about the market itself."""

    name: str
    url: str
    withdrawal_path: str = ""
    """Where contracts are withdrawn from electronically (§ 356a BGB); empty: nowhere yet."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A fact in words, and the field in which it is said."""

    words: str
    field: str


OWED: Mapping[str, Owed] = {
    "legal_name": Owed("der volle Name des Betriebs", "imprint.legal_name"),
    "representative": Owed("wer den Betrieb vertritt", "imprint.representative"),
    "register_entry": Owed("Register und Nummer", "imprint.register_entry"),
    "street": Owed("die Straße", "street"),
    "phone": Owed("die Telefonnummer", "phone"),
    "email": Owed("die E-Mail-Adresse", "email"),
    "chamber": Owed("die zuständige Kammer", "imprint.chamber"),
    "authority": Owed("die Aufsichtsbehörde", "imprint.authority"),
    "arbitration_body": Owed("die Schlichtungsstelle", "imprint.arbitration_body"),
    "number": Owed("USt-IdNr. oder W-IdNr.", "imprint.vat_id"),
    "preparation": Owed("die Zeit zum Packen", "preparation_minutes"),
}


def facts_of(shop: Shop, market: MarketFacts) -> Mapping[str, str]:
    said = {key: value for key, value in shop.imprint.items() if value}
    yes = {
        "company": is_company(shop.imprint),
        "registered": is_registered(shop.imprint),
        "small_business": shop.tax_mode == "small_19",
        "regulated": shop.business_type == "craft" and bool(said.get("profession")),
        "arbitrates": said.get("arbitration") == "yes",
    }
    plain = {
        "name": shop.name,
        "street": shop.street,
        "postal_code": shop.postal_code,
        "place": shop.place,
        "phone": shop.phone,
        "email": shop.email,
        "website": shop.website,
        "number": said.get("vat_id", "") or said.get("w_idnr", ""),
        "preparation": _minutes(shop.preparation_minutes),
        "pickup_note": " ".join(shop.pickup_note.split()),
        "responsible": said.get("representative", "") or said.get("legal_name", ""),
        "market": market.name,
        "market_url": market.url,
        "shop_url": f"{market.url}/laden/{shop.slug}",
        "withdrawal_place": market.url + market.withdrawal_path if market.withdrawal_path else "",
    }
    return said | plain | {key: _YES for key, holds in yes.items() if holds}


def is_registered(imprint: Mapping[str, str]) -> bool:
    """Whether the legal form stands in a public register."""
    words = imprint.get("legal_form", "").casefold().replace(".", "").split()
    return not _REGISTERED.isdisjoint([*words, "".join(words)])


_REGISTERED = frozenset({"gmbh", "ug", "ag", "eg", "ev", "kg", "ohg", "ek", "kfm", "kfr"})


def _minutes(minutes: int) -> str:
    if minutes < 60:  # noqa: PLR2004 -- an hour
        return f"{minutes} Minuten"
    hours, rest = divmod(minutes, 60)
    days, odd = divmod(hours, 24)
    if days and not odd and not rest:
        return "einen Tag" if days == 1 else f"{days} Tage"
    words = "eine Stunde" if hours == 1 else f"{hours} Stunden"
    return f"{words} und {rest} Minuten" if rest else words
