"""What the work on imports needs besides the surroundings of all use cases."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol

from catalog.domain.imports.columns import Words
from catalog.domain.imports.table import Line
from catalog.use_cases.ports import Surroundings


class Tables(Protocol):
    """Reads uploaded tables, wherever that is safe."""

    def lines(self, uploaded: bytes) -> AsyncIterator[list[Line]]:
        """The rows with something in them, the header first. Raises TableRefusedError."""
        ...


@dataclass(frozen=True, slots=True)
class Importing:
    around: Surroundings
    tables: Tables
    words: Words
