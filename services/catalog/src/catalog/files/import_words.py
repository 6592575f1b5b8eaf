"""Reads the words of people's lists, once."""

from dataclasses import replace
from functools import cache
from pathlib import Path

from marketkit.yaml_file import read_yaml
from pydantic import TypeAdapter

from catalog.domain.imports.columns import Words
from catalog.domain.region import Region

_FILE = Path(__file__).with_name("import_words.yaml")


@cache
def _words() -> Words:
    return TypeAdapter(Words).validate_python(read_yaml(_FILE))


def load_words(region: Region) -> Words:
    """With the names of the statements that products of this region make."""
    return replace(_words(), details=_details(region))


def _details(region: Region) -> dict[str, tuple[str, ...]]:
    statements = getattr(region, "statements", {})
    return {
        key: tuple(dict.fromkeys(statement.names.values()))
        for key, statement in statements.items()
        if not statement.at
    }
