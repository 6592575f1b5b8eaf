"""What the log of a shop notes has words for people: nothing is just "something changed"."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "services/catalog/src/catalog"
LOCALES = ROOT / "gateway/src/gateway/locales"
_NOTED = re.compile(r'\baction="([a-z_]+\.[a-z_]+)"')


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_noted_deed_can_be_read(language: str) -> None:
    noted = {
        action for path in SOURCES.rglob("*.py") for action in _NOTED.findall(path.read_text())
    }
    words: dict[str, str] = {}
    for path in (LOCALES / language).glob("*.json"):
        words |= json.loads(path.read_text())

    assert len(noted) > 20
    assert sorted(action for action in noted if f"did.{action}" not in words) == []
