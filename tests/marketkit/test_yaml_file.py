"""Files of a region: what they say, and where they are wrong."""

from pathlib import Path

import pytest
import yaml
from marketkit.yaml_file import read_yaml


def test_what_a_file_says(tmp_path: Path) -> None:
    file = tmp_path / "places.yaml"
    file.write_text("places:\n  - {name: Zeitz, postal_code: '06712', lat: 51.05}\n", "utf-8")

    assert read_yaml(file) == {"places": [{"name": "Zeitz", "postal_code": "06712", "lat": 51.05}]}


def test_the_line_that_is_wrong_is_named(tmp_path: Path) -> None:
    file = tmp_path / "places.yaml"
    file.write_text("places:\n  - {name: Zeitz\n", "utf-8")

    with pytest.raises(yaml.YAMLError, match="line 3"):
        read_yaml(file)


def test_nothing_is_built_but_plain_values(tmp_path: Path) -> None:
    file = tmp_path / "places.yaml"
    file.write_text("!!python/object/apply:os.getcwd []\n", "utf-8")

    with pytest.raises(yaml.YAMLError):
        read_yaml(file)
