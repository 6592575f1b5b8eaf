"""Which rows belong to one product: the same group, or the same title."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from catalog.domain.imports.rows import Fault, Row


@dataclass(frozen=True, slots=True)
class Known:
    """Where the shop's goods are found: by article number, world number, and title."""

    by_sku: Mapping[str, UUID]
    by_ean: Mapping[str, UUID]
    by_title: Mapping[str, Sequence[UUID]]


@dataclass(slots=True)
class Group:
    """The rows of one product, and the product they change; none: it is new."""

    rows: list[Row]
    product_id: UUID | None = None

    @property
    def is_faulty(self) -> bool:
        return any(row.faults for row in self.rows)


def grouped(rows: Iterable[Row], known: Known) -> list[Group]:
    """In the order of the table; rows that name goods of one product come together."""
    found: dict[str, Group] = {}
    for row in rows:
        found.setdefault(_key(row), Group([])).rows.append(row)
    groups: dict[UUID | str, Group] = {}
    for key, group in found.items():
        group.product_id = _product(group, known)
        same = groups.setdefault(group.product_id or key, group)
        if same is not group:
            same.rows += group.rows
    _check_repeated(rows=[row for group in groups.values() for row in group.rows])
    for group in groups.values():
        group.rows.sort(key=lambda row: row.number)
        _check_contradictions(group)
    return list(groups.values())


def _key(row: Row) -> str:
    if row.group:
        return f"group:{row.group.casefold()}"
    if row.title:
        return f"title:{row.title.casefold()}"
    number = row.sku or row.variant.get("ean", "")
    return f"number:{number}" if number else f"row:{row.number}"


def _product(group: Group, known: Known) -> UUID | None:
    by_number = {
        row.number: found
        for row in group.rows
        if (found := known.by_sku.get(row.sku) or known.by_ean.get(row.variant.get("ean", "")))
    }
    if len(set(by_number.values())) > 1:
        for row in group.rows:
            row.faults.append(
                Fault(
                    "Artikelnummer",
                    "Die Artikelnummern dieser Zeilen gehören zu verschiedenen Produkten, "
                    "der Titel ist aber derselbe. Gib ihnen verschiedene Titel.",
                )
            )
    if by_number:
        return next(iter(by_number.values()))
    same = known.by_title.get(group.rows[0].title.casefold(), ())
    if len(same) > 1:
        group.rows[0].faults.append(
            Fault(
                "Bezeichnung",
                "Diesen Namen tragen schon mehrere Produkte. Schreib die Artikelnummer dazu.",
            )
        )
    return next(iter(same), None)


def _check_repeated(rows: Sequence[Row]) -> None:
    """An article number names one row of the table only."""
    for name, what in (("sku", "Artikelnummer"), ("ean", "EAN")):
        first: dict[str, int] = {}
        for row in rows:
            number = row.variant.get(name)
            if not number:
                continue
            if number in first:
                message = f"Spalte „{what}“: „{number}“ steht schon in Zeile {first[number]}."
                row.faults.append(Fault(what, f"{message} Jede nur einmal, bitte."))
            first.setdefault(number, row.number)


def _check_contradictions(group: Group) -> None:
    """Rows of one product agree on everything but their variants."""
    said: dict[str, tuple[object, int]] = {}
    for row in group.rows:
        values = {**row.product, **{f"details.{k}": v for k, v in row.details.items()}}
        for name, value in values.items():
            before, number = said.setdefault(name, (value, row.number))
            if before != value and name != "category":
                row.faults.append(
                    Fault(
                        name,
                        f"Hier steht etwas anderes als in Zeile {number}, die zum selben Produkt "
                        "gehört. Schreib überall dasselbe oder gib ihr einen eigenen Titel.",
                    )
                )
