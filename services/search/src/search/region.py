"""Reads the region's files into the language the domain works with."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

from search.domain.geo import Point
from search.domain.language import Category, Language
from search.domain.places import Gazetteer, Place
from search.domain.synonyms import parse_synonyms


def load_language(folder: Path) -> Language:
    """Raises OSError for a missing file, ValueError for one that contradicts itself."""
    places = _yaml(folder / "places.yaml")["places"]
    categories = _yaml(folder / "categories.yaml")["categories"]
    return Language(
        synonyms=parse_synonyms((folder / "synonyms.txt").read_text(encoding="utf-8")),
        gazetteer=Gazetteer(_place(entry) for entry in places),
        categories={category.key: category for category in _tree(categories, None)},
    )


def _yaml(path: Path) -> dict[str, Any]:
    loaded = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    if not isinstance(loaded, dict):
        message = f"{path}: a mapping is expected"
        raise TypeError(message)
    return loaded


def _place(entry: dict[str, Any]) -> Place:
    return Place(
        key=entry["key"],
        name=entry["name"],
        postal_codes=(str(entry["postal_code"]), *map(str, entry.get("further_codes", ()))),
        municipality=entry["municipality"],
        point=Point(entry["lat"], entry["lon"]),
    )


def _tree(nodes: Iterable[dict[str, Any]], parent: str | None) -> Iterator[Category]:
    for node in nodes:
        yield Category(node["key"], node["name"]["de"], parent)
        yield from _tree(node.get("children", ()), node["key"])
