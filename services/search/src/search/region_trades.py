"""Reads what people call kinds of shops from the region's `trades.yaml`."""

from pathlib import Path

import yaml

from search.domain.trades import Trades


def load_trades(folder: Path) -> Trades:
    """Raises OSError without the file, ValueError where a line is no list of words."""
    text = (folder / "trades.yaml").read_text(encoding="utf-8")
    groups = yaml.load(text, yaml.CSafeLoader)["trades"]
    if not all(
        isinstance(group, list) and all(isinstance(w, str) for w in group) for group in groups
    ):
        message = "trades.yaml: every trade is a list of words"
        raise ValueError(message)
    return Trades(groups)
