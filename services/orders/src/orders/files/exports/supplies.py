"""§ 22f UStG: what a marketplace has to keep of each supply made through it."""

import codecs
from collections.abc import AsyncIterator, Mapping
from typing import Any, Final

from orders.files.exports.columns import Column, Row, Type, as_csv
from orders.store.export_rows import SUPPLIES, Rows

_WAYS: Final = {
    "shop": "Abholung im Laden",
    "point": "Abholung am Abholort",
    "delivery": "Zustellung",
}
_TIMES: Final = "\N{MULTIPLICATION SIGN}"


def _seller(name: str) -> Any:
    """As it stood when it was sold; what was not written down then, as it stands now."""
    return lambda row: (row["shop"] or {}).get(name) or row[name]


def _imprint(name: str) -> Any:
    def found(row: Row) -> str:
        then = (row["shop"] or {}).get("imprint") or {}
        return str(then.get(name) or row["imprint"].get(name) or "")

    return found


def _address(parts: Mapping[str, Any]) -> str:
    town = " ".join(filter(None, (parts.get("postal_code"), parts.get("place"))))
    return ", ".join(filter(None, (parts.get("street"), town)))


def _from(row: Row) -> str:
    names = ("street", "postal_code", "place")
    return _address({name: _seller(name)(row) for name in names})


def _to(row: Row) -> str:
    """Brought: the buyer's town, without the door. Collected: where it was collected."""
    way = row["fulfilment"] or {}
    if address := way.get("address"):
        return _address({name: address.get(name) for name in ("postal_code", "place")})
    if way.get("way") == "point":
        return ", ".join(filter(None, (way.get("name"), _address(way))))
    return _from(row)


def _way(row: Row) -> str:
    return _WAYS.get((row["fulfilment"] or {}).get("way", "shop"), "")


def _goods(row: Row) -> str:
    return "; ".join(
        f"{line['quantity']} {_TIMES} "
        + ", ".join(filter(None, (line["title"], line.get("label"))))
        for line in row["lines"] or ()
    )


COLUMNS: Final = (
    Column("Verkäufer", lambda row: _imprint("legal_name")(row) or row["name"]),
    Column("Laden", _seller("name")),
    Column("Straße", _seller("street")),
    Column("PLZ", _seller("postal_code")),
    Column("Ort", _seller("place")),
    Column("E-Mail", _seller("email")),
    Column("USt-IdNr.", _imprint("vat_id")),
    Column("Steuernummer", "tax_number"),
    Column("Bestellt am", "created_at", Type.MOMENT),
    Column("Geliefert am", "handed_over_at", Type.MOMENT),
    Column("Beginn der Lieferung", _from),
    Column("Bestimmungsort", _to),
    Column("Weg", _way),
    Column("Entgelt brutto", "sold", Type.CENTS),
    Column("Beschreibung", _goods),
    Column("Bestellnummer", "order_number"),
    Column("Nummer beim Laden", "number"),
)


def supplies(rows: Rows) -> AsyncIterator[bytes]:
    return as_csv(COLUMNS, rows.of(SUPPLIES), begin=codecs.BOM_UTF8)
