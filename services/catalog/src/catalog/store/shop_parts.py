"""The parts of a shop that are kept as JSON in its row."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from catalog.domain.closures import Closure, SpecialDay
from catalog.domain.delivery import Delivery
from catalog.domain.legal.template import Kind
from catalog.domain.legal.versions import LegalRef
from catalog.domain.shop import Photo, Shop
from catalog.store.answers import money


def written(shop: Shop) -> dict[str, Any]:
    return {
        "photo": asdict(shop.photo) if shop.photo else None,
        "delivery": shop.delivery.said() if shop.delivery else None,
        "closures": [closure_said(one) for one in shop.closures],
        "special_days": [special_said(one) for one in shop.special_days],
        "legal": [legal_said(one) for one in shop.legal],
    }


def read(values: Mapping[str, Any]) -> dict[str, Any]:
    photo = values["photo"]
    return {
        "photo": Photo(**photo) if photo else None,
        "delivery": _delivery(values["delivery"]),
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


def delivery_said(one: Delivery | None) -> dict[str, Any] | None:
    """For answers, with amounts as money."""
    if one is None:
        return None
    return one.said() | {
        "fee": money(one.fee),
        "free_from": None if one.free_from is None else money(one.free_from),
        "minimum": money(one.minimum),
    }


def _delivery(said: Mapping[str, Any] | None) -> Delivery | None:
    if said is None:
        return None
    parts = {"postal_codes": tuple(said["postal_codes"]), "days": tuple(said["days"])}
    return Delivery(**{**said, **parts})


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
