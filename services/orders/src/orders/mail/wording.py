"""The words of all mails, by language; residents are addressed as Sie, shops as du."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

_FOLDER: Final = Path(__file__).parent / "wording"


@dataclass(frozen=True, slots=True)
class Wording:
    """One language: `mails` by kind (subject and paragraphs), `labels` for everything else."""

    language: str
    mails: Mapping[str, Mapping[str, Any]]
    labels: Mapping[str, str]
    withdrawal: Mapping[str, Any]
    days: tuple[str, ...]
    months: tuple[str, ...]


def load_wordings() -> dict[str, Wording]:
    return {path.stem: _read(path) for path in sorted(_FOLDER.glob("*.yaml"))}


def _read(path: Path) -> Wording:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Wording(
        language=path.stem,
        mails=found["mails"],
        labels=found["labels"],
        withdrawal=found["withdrawal"],
        days=tuple(found["days"]),
        months=tuple(found["months"]),
    )
