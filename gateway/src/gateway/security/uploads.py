"""How large an upload may be, by where it goes."""

import re
from typing import Final

from gateway.security.incoming import Incoming

LARGE: Final = 20 * 1024 * 1024 + 64 * 1024
"""Tables and archives of pictures, with room for what a form says beside them."""
LARGE_SECONDS: Final = 180.0
"""Twenty megabytes over a village's line."""
_LARGE_PAGES: Final = re.compile(r"/theke/[a-z0-9-]+/import(?:/[a-z0-9-]+/bilder)?").fullmatch


def is_large_page(incoming: Incoming) -> bool:
    """Whether this page takes in what is larger than a picture."""
    return _LARGE_PAGES(incoming.path) is not None
