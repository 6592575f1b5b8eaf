"""The random names of picture files."""

import re

_PICTURE_FILE = re.compile(r"[0-9a-f]{32}-(?:320|640|1280)\.webp")


def is_picture_file(name: str) -> bool:
    """Whether the name is of the kind we give out; anything else never becomes a path."""
    return _PICTURE_FILE.fullmatch(name) is not None
