"""YAML as the region's files and the texts are written in."""

from pathlib import Path
from typing import Any

import yaml


def read_yaml(path: Path) -> Any:
    """What a file says, in plain lists, mappings, strings and numbers; None when it is empty.

    Read by libyaml, ten times as fast as the reader in Python: each start waits for these files.
    Raises OSError without the file and `yaml.YAMLError` naming line and column.
    """
    with path.open("rb") as file:
        return yaml.load(file, Loader=yaml.CSafeLoader)
