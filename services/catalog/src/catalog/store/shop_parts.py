"""The parts of a shop that are kept as JSON in its row."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from catalog.domain.closures import Closure, SpecialDay
from catalog.domain.legal.template import Kind
from catalog.domain.legal.versions import LegalRef
from catalog.domain.shop import Photo, Shop


def written(shop: Shop) -> dict[str, Any]:
    return {
        "photo": asdict(shop.photo) if shop.photo else None,
        "closures": [closure_said(one) for one in shop.closures],
        "special_days": [special_said(one) for one in shop.special_days],
        "legal": [legal_said(one) for one in shop.legal],
    }


def read(values: Mapping[str, Any]) -> dict[str, Any]:
    photo = values["photo"]
    return {
        "photo": Photo(**photo) if photo else None,
        "closures": tuple(_closure(one) for one in values["closures"]),
        "special_days": tuple(_special(one) for one in values["special_days"]),
        "legal": tuple(_legal(one) for one in values["legal"]),
    }


def closures_said(known: Iterable[Closure]) -> list[dict[str, Any]]:
    return [closure_said(one) for one in known]


def closure_said(one: Closure) -> dict[str, Any]:
    return {"from": one.first.isoformat(), "to": one.last.isoformat(), "text": one.text}


def special_said(one: SpecialDay) -> dict[str, Any]:
    return {"day": one.day.isoformat(), "spans": [list(s) for s in one.spans], "text": one.text}


def legal_said(one: LegalRef) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "version": one.version,
        "digest": one.digest,
        "valid_from": one.valid_from.isoformat(),
    }


def _closure(said: Mapping[str, Any]) -> Closure:
    return Closure(_day(said["from"]), _day(said["to"]), said["text"])


def _special(said: Mapping[str, Any]) -> SpecialDay:
    spans = tuple((opens, closes) for opens, closes in said["spans"])
    return SpecialDay(_day(said["day"]), spans, said["text"])


def _legal(said: Mapping[str, Any]) -> LegalRef:
    begun = datetime.fromisoformat(said["valid_from"])
    return LegalRef(Kind(said["kind"]), said["version"], said["digest"], begun)


def _day(text: str) -> date:
    return date.fromisoformat(text)
