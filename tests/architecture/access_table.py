"""Who may do what: one line for each route and state of the thing it is about.

The lines stand in the modules `access_table_*.py` beside this one, one for each area.

The columns are people, see `PEOPLE`; each cell is the status they get. `-` means that the
column is the entitled person again. 401 asks to sign in, 404 hides that there is such a thing,
403 is said where everybody knows of it anyway.
"""

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

PEOPLE: Mapping[str, str] = {
    "entitled": "whom the thing belongs to, or who answers for it",
    "party": "the other side: a shop's customer, a buyer's shop, a link's advisor",
    "resident": "somebody else with an account",
    "neighbour": "the owner of another shop",
    "advisor": "an advisor without a mandate (for live shops: who had it once)",
    "operator": "runs the market: may edit shops, but has no business with what people buy",
    "guest": "nobody in particular",
}


@dataclass(frozen=True)
class Row:
    route: str
    thing: str
    expected: Mapping[str, int]
    """By person."""

    @property
    def writes(self) -> bool:
        return not self.route.startswith("GET ")


def rows() -> list[Row]:
    return [
        _row(line)
        for area in beside("access_table_*.py")
        for line in area.TABLE.strip().splitlines()[1:]
    ]


def beside(pattern: str) -> Iterator[ModuleType]:
    """The modules of this folder whose file names match."""
    for file in sorted(Path(__file__).parent.glob(pattern)):
        yield importlib.import_module(f"tests.architecture.{file.stem}")


def _row(line: str) -> Row:
    method, path, thing, *cells = line.split()
    expected = {
        person: int(cell) for person, cell in zip(PEOPLE, cells, strict=True) if cell != "-"
    }
    return Row(f"{method} {path}", thing, expected)
