"""Reads what goes with what from the region's `together.yaml`."""

from pathlib import Path

import yaml

from search.domain.language import Language
from search.domain.together import Companions


def load_companions(folder: Path, language: Language) -> Companions:
    """Raises OSError without the file, ValueError for a category that does not exist."""
    text = (folder / "together.yaml").read_text(encoding="utf-8")
    lines = yaml.load(text, yaml.CSafeLoader)["together"]
    known = language.categories
    for key, others in lines.items():
        if unknown := [each for each in (key, *others) if each not in known]:
            message = f"together.yaml: no such category: {', '.join(unknown)}"
            raise ValueError(message)
    return Companions({key: tuple(others) for key, others in lines.items()})
