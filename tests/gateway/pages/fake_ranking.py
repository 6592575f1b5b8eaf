"""The declared order of results, as the search service tells it of the region's own file."""

from pathlib import Path
from typing import Any

from marketkit.yaml_file import read_yaml

from tests.gateway.pages.fake_market import Asked, FakeMarket

_FILE = Path(__file__).parents[3] / "regions" / "zeitz" / "ranking.yaml"


def told() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(_FILE)
    return loaded | {"valid_from": loaded["valid_from"].isoformat()}


def ranking(_market: FakeMarket, _asked: Asked) -> Any:
    return told()
