"""The words of the funder's report on paper and in tables; papers of the region are in German."""

from collections.abc import Mapping
from typing import Final

from catalog.domain.funder_report import ELSEWHERE
from catalog.domain.quarters import Quarter

MEASURES: Final[Mapping[str, str]] = {
    "contacted": "Betriebe angesprochen",
    "onboarded": "Läden eröffnet",
    "selling": "Läden mit Verkauf",
    "dropped": "Betriebe ausgestiegen",
    "workshops": "Workshops",
    "offers": "Angebote",
    "fresh_offers": "Angebote, davon aktuell",
}
EXPLAINED: Final[Mapping[str, str]] = {
    "contacted": "Betriebe, die im Quartal neu in die Begleitung gekommen sind.",
    "onboarded": "Betriebe, deren Laden im Quartal zum ersten Mal öffentlich war.",
    "selling": "Läden, die im Quartal mindestens eine Bestellung übergeben haben.",
    "dropped": "Betriebe, die im Quartal ausgestiegen und bis zu seinem Ende nicht "
    "zurückgekommen sind.",
    "workshops": "Abgehaltene Workshops. Einer mit Betrieben aus mehreren Gemeinden steht bei "
    "jeder und zählt in der Summe einmal.",
    "offers": "Angebote im Verkauf am letzten gezählten Tag des Quartals.",
    "fresh_offers": "Davon mit gezähltem Bestand oder in den sieben Tagen davor bestätigt.",
}
WHOLE_REGION: Final = "Ganze Region"
TOTAL: Final = "Summe"
UNKNOWN: Final = "–"  # noqa: RUF001 -- a dash where there is no number


def place(municipality: str) -> str:
    return "Ohne Zuordnung" if municipality == ELSEWHERE else municipality


def quarter(one: Quarter) -> str:
    return f"{one.number}. Quartal {one.year}"
