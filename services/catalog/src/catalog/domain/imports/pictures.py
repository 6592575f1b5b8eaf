"""Which pictures of an archive belong to which goods, by file name."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from catalog.domain.imports.rows import Fault, Row
from catalog.domain.product import Picture, Product

MOST_PICTURES: Final = 8
_NUMBERED: Final = re.compile(r"(?P<stem>.+?)(?:[-_ ](?P<number>\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Archive:
    """The pictures that came along, by file name in small letters."""

    ready: Mapping[str, Picture] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    """Names of those that cannot be used, and why."""
    is_there: bool = False


def pictures_for(rows: Sequence[Row], archive: Archive, before: Product | None) -> tuple[str, ...]:
    """The file names that the rows name, or that are called like their article numbers."""
    shown: list[str] = []
    for row in rows:
        for name in row.pictures:
            if problem := _problem(name, archive):
                row.faults.append(Fault("Bilder", f"Spalte „Bilder“: „{name}“ {problem}"))
            elif name in archive.ready:
                shown.append(name)
            else:
                row.notes.append(f"Das Bild „{name}“ ist nicht dabei; lade es als ZIP hoch.")
        shown += _called_like(row.sku, archive)
    return tuple(dict.fromkeys(shown))[: MOST_PICTURES - (len(before.pictures) if before else 0)]


def _problem(name: str, archive: Archive) -> str:
    if name in archive.faults:
        return archive.faults[name]
    if archive.is_there and name not in archive.ready:
        return "liegt nicht im Bilder-Archiv. Prüf den Dateinamen."
    return ""


def _called_like(sku: str, archive: Archive) -> Iterable[str]:
    wanted = sku.casefold()
    if not wanted:
        return []
    found = []
    for name in archive.ready:
        match = _NUMBERED.fullmatch(name.rpartition(".")[0])
        if name.rpartition(".")[0] == wanted or (match and match["stem"] == wanted):
            found.append(name)
    return sorted(found)
