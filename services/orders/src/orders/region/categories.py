"""The region's tree of categories, parsed from `categories.yaml`."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from marketkit.yaml_file import read_yaml
from pydantic import BaseModel, ConfigDict

from orders.domain.category_tree import CategoryTree


class _Category(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    key: str
    name: dict[str, str]
    children: "tuple[_Category, ...]" = ()


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    categories: tuple[_Category, ...]


def load_categories(region_dir: Path) -> CategoryTree:
    """Raises when the file is missing or not as it should be."""
    found = list(
        _walk(_File.model_validate(read_yaml(region_dir / "categories.yaml")).categories, None)
    )
    return CategoryTree(
        above={each.key: above for each, above in found},
        names={each.key: each.name["de"] for each, _ in found},
    )


def _walk(
    categories: Sequence[_Category], above: str | None
) -> Iterator[tuple[_Category, str | None]]:
    for each in categories:
        yield each, above
        yield from _walk(each.children, each.key)
