"""A table as it was uploaded, and why one is refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from marketkit.errors import FieldError, InvalidError

Cell = str | int | float | bool | None

_WHY: Final[Mapping[str, str]] = {
    "empty": "In der Datei stehen keine Produkte. Die erste Zeile nennt die Spalten, "
    "darunter steht je Zeile eine Ware.",
    "locked_or_old": "Diese Datei ist mit einem Kennwort geschützt oder im alten Format .xls. "
    "Speichere sie ohne Kennwort als .xlsx oder .csv.",
    "macros": "Dateien mit Makros nehmen wir nicht. Speichere sie als .xlsx ohne Makros.",
    "no_table": "Das ist keine Tabelle. Möglich sind .xlsx und .csv.",
    "unreadable": "Diese Datei können wir nicht lesen; vielleicht ist sie beschädigt. "
    "Öffne sie in deinem Programm und speichere sie neu als .xlsx oder .csv.",
    "quotes": "Ab Zeile {row} stimmen die Anführungszeichen nicht: eines wird nicht geschlossen. "
    "Speichere die Tabelle am besten als .xlsx.",
    "too_many_rows": "Die Tabelle hat mehr als 20.000 Zeilen. Teile sie bitte auf.",
    "too_many_columns": "Zeile {row} hat mehr als 120 Spalten. Das ist keine Produktliste.",
    "too_long": "In Zeile {row} steht ein Text mit mehr als 20.000 Zeichen. Kürze ihn bitte.",
    "too_large": "Diese Datei ist ausgepackt zu groß für uns. Teile sie bitte auf.",
}


class TableRefusedError(InvalidError):
    """The file as a whole is not one we take; the message says what to do."""

    code = "table_refused"

    def __init__(self, why: str, row: int = 0) -> None:
        message = _WHY[why].format(row=row)
        super().__init__(message, errors=[FieldError("file", message)], reason=why, row=row)


@dataclass(frozen=True, slots=True)
class Line:
    """A row with something in it, numbered as the spreadsheet does."""

    number: int
    cells: tuple[Cell, ...]

    def cell(self, index: int) -> Cell:
        """What stands there; nothing beyond the row's end."""
        found = self.cells[index] if index < len(self.cells) else None
        return None if found == "" else found
