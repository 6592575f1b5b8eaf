"""Decisions in the words people get: shops as du, who reported as Sie."""

from collections.abc import Mapping
from datetime import date

from catalog.domain.duties.days import german
from catalog.domain.duties.decision import Decision, DecisionKind, Measure

_FOR_SHOP: Mapping[Measure, str] = {
    Measure.NONE: "Es bleibt alles, wie es ist.",
    Measure.CORRECT: "Bitte berichtige „{title}“ bis zum {day}. Bis dahin bleibt es sichtbar.",
    Measure.WITHDRAW: (
        "„{title}“ ist aus dem Verkauf genommen. Das gilt auf dem ganzen Markt, bis du die "
        "Angaben berichtigt und das Produkt wieder eingestellt hast."
    ),
    Measure.REMOVE_PICTURE: (
        "Das Bild „{title}“ ist entfernt. Das gilt auf dem ganzen Markt und auf Dauer."
    ),
    Measure.PAUSE_SHOP: (
        "Dein Laden ist pausiert. Er bleibt sichtbar, nimmt aber keine Bestellungen an. Das gilt "
        "auf dem ganzen Markt, bis wir es aufheben."
    ),
    Measure.BLOCK: (
        "„{title}“ ist gesperrt und darf hier nicht wieder angeboten werden. Das gilt auf dem "
        "ganzen Markt und auf Dauer."
    ),
}
_FOR_REPORTER: Mapping[Measure, str] = {
    Measure.NONE: "„{title}“ bleibt, wie es ist.",
    Measure.CORRECT: "Der Laden muss „{title}“ bis zum {day} berichtigen.",
    Measure.WITHDRAW: "„{title}“ ist aus dem Verkauf genommen.",
    Measure.REMOVE_PICTURE: "Das Bild „{title}“ ist entfernt.",
    Measure.PAUSE_SHOP: "Der Laden ist pausiert und nimmt keine Bestellungen an.",
    Measure.BLOCK: "„{title}“ ist auf Dauer gesperrt.",
}
_KEPT = "Die Entscheidung bleibt bestehen."
_REVERSED = "Die Entscheidung ist aufgehoben. Was sie eingeschränkt hat, gilt wieder wie vorher."
_SHOP_MAY = (
    "Du kannst bis zum {day} kostenlos Beschwerde einlegen. Darüber entscheidet jemand anderes. "
    "Du kannst dich auch an eine zugelassene Stelle für außergerichtliche Streitbeilegung wenden "
    "(Art. 21 DSA) oder vor Gericht gehen."
)
_REPORTER_MAY = (
    "Sie können bis zum {day} kostenlos Beschwerde einlegen. Darüber entscheidet jemand anderes. "
    "Sie können sich auch an eine zugelassene Stelle für außergerichtliche Streitbeilegung wenden "
    "(Art. 21 DSA) oder vor Gericht gehen."
)
_AFTER_COMPLAINT = (
    "Es bleiben eine zugelassene Stelle für außergerichtliche Streitbeilegung (Art. 21 DSA) und "
    "der Weg vor Gericht."
)


def for_shop(decision: Decision) -> str:
    return _said(decision, _FOR_SHOP)


def for_reporter(decision: Decision) -> str:
    return _said(decision, _FOR_REPORTER)


def basis_of(decision: Decision) -> str:
    kind = "Gesetz" if decision.ground == "law" else "Nutzungsbedingungen"
    return f"{kind}: {decision.basis}" if decision.basis else kind


def remedies_of(until: date | None, *, shop: bool) -> str:
    """What one may still do; without a day the complaint has been used."""
    if until is None:
        return _AFTER_COMPLAINT
    return (_SHOP_MAY if shop else _REPORTER_MAY).format(day=german(until))


def _said(decision: Decision, words: Mapping[Measure, str]) -> str:
    if decision.reverses:
        return _REVERSED
    if decision.kind is not DecisionKind.FIRST and decision.measure is Measure.NONE:
        return _KEPT
    day = german(decision.deadline) if decision.deadline else ""
    return words[decision.measure].format(title=decision.title, day=day)
