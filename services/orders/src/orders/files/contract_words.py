"""The words of contract papers, by edition and language: an edition never changes again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

from marketkit.clock import HERE
from marketkit.yaml_file import read_yaml

from orders.domain.terms import EDITION

_FOLDER: Final = Path(__file__).parent
_SPACE: Final = "\N{NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True)
class ContractWords:
    """One language of one edition, and how it writes money and times."""

    language: str
    texts: Mapping[str, Any]

    @property
    def labels(self) -> Mapping[str, str]:
        labels: Mapping[str, str] = self.texts["labels"]
        return labels

    def money(self, cents: int) -> str:
        euros, rest = divmod(cents, 100)
        if self.language == "de":
            return f"{euros:,}".replace(",", ".") + f",{rest:02d}{_SPACE}€"
        return f"€{euros:,}.{rest:02d}"

    def day(self, at: datetime) -> str:
        local = at.astimezone(HERE)
        name, month = self.texts["days"][local.weekday()], self.texts["months"][local.month - 1]
        dot = "." if self.language == "de" else ""
        return f"{name}, {local.day}{dot}{_SPACE}{month}"

    def slot(self, start: datetime, end: datetime) -> str:
        return self.labels["clock"].format(
            day=self.day(start), start=_clock(start), end=_clock(end)
        )

    def moment(self, at: datetime) -> str:
        year = at.astimezone(HERE).year
        return self.labels["moment"].format(day=self.day(at), year=year, time=_clock(at))


def template_of(edition: str) -> Path:
    return _FOLDER / f"contract_{edition}" / "contract.typ"


@cache
def words_of(edition: str, language: str) -> ContractWords:
    """Orders older than editions are read in the first."""
    path = _FOLDER / f"contract_{edition or EDITION}" / f"{language}.yaml"
    return ContractWords(language, read_yaml(path))


def _clock(at: datetime) -> str:
    return f"{at.astimezone(HERE):%H:%M}"
