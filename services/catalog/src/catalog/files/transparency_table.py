"""The counters of the yearly report on moderation as a table for spreadsheets, in German."""

import csv
import io
from collections.abc import Iterator
from typing import Final

from catalog.domain.duties.decision import Measure
from catalog.domain.duties.rules import DutyRules
from catalog.queries.duties.transparency import Transparency

_MEASURES: Final = {
    Measure.NONE: "Keine Maßnahme",
    Measure.CORRECT: "Berichtigung verlangt",
    Measure.WITHDRAW: "Produkt aus dem Verkauf genommen",
    Measure.REMOVE_PICTURE: "Bild entfernt",
    Measure.PAUSE_SHOP: "Laden pausiert",
    Measure.BLOCK: "Produkt gesperrt",
}
_GROUNDS: Final = {"law": "Gesetz", "terms": "Nutzungsbedingungen"}

Line = tuple[str, str, str]


def as_csv(found: Transparency, rules: DutyRules) -> bytes:
    """As German spreadsheets read it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Bereich", "Merkmal", str(found.year)])
    writer.writerows(_lines(found, rules))
    return out.getvalue().encode("utf-8-sig")


def _lines(found: Transparency, rules: DutyRules) -> Iterator[Line]:
    yield "Meldungen", "Eingegangen", str(sum(found.notices.values()))
    for reason in rules.reasons.values():
        yield "Meldungen nach Grund", reason.names["de"], str(found.notices.get(reason.key, 0))
    yield "Entscheidungen", "Getroffen", str(sum(found.decisions.values()))
    for measure, words in _MEASURES.items():
        yield "Entscheidungen nach Maßnahme", words, str(found.decisions.get(measure, 0))
    for ground, words in _GROUNDS.items():
        yield "Maßnahmen nach Grundlage", words, str(found.grounds.get(ground, 0))
    yield "Entscheidungen", "Median bis zur Entscheidung, Stunden", _hours(found.hours)
    yield "Entscheidungen", "Davon automatisch getroffen", str(found.automated)
    yield "Beschwerden", "Eingegangen", str(found.complaints)
    yield "Beschwerden", "Stattgegeben", str(found.complaints_granted)
    yield "Beschwerden", "Zurückgewiesen", str(found.complaints_refused)
    yield "Beschwerden", "Median bis zur Antwort, Stunden", _hours(found.complaint_hours)
    yield "Behörden", "Anordnungen und Hinweise", str(found.authority_orders)
    yield "Behörden", "Median bis zur Erledigung, Stunden", _hours(found.authority_hours)
    yield "Rückrufe", "Veröffentlicht", str(found.recalls)


def _hours(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}".replace(".", ",")
