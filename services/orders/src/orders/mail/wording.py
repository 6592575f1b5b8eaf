"""The words of all mails, by language; residents are addressed as Sie, shops as du."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from marketkit.yaml_file import read_yaml

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
    found = _load(path)
    # Beside the common file each subject may have one of its own, in a folder of the language.
    more = [_load(each) for each in sorted((path.parent / path.stem).glob("*.yaml"))]
    return Wording(
        language=path.stem,
        mails=_joined([found, *more], "mails"),
        labels=_joined([found, *more], "labels"),
        withdrawal=found["withdrawal"],
        days=tuple(found["days"]),
        months=tuple(found["months"]),
    )


def _load(path: Path) -> Mapping[str, Any]:
    found: Mapping[str, Any] = read_yaml(path)
    return found


def _joined(files: Sequence[Mapping[str, Any]], section: str) -> dict[str, Any]:
    return {key: value for file in files for key, value in file.get(section, {}).items()}
