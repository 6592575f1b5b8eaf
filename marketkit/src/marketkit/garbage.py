"""How Python's search for forgotten cycles is kept from costing each request its share."""

import gc
from typing import Final

_NEW_BEFORE_A_LOOK: Final = 10_000
"""Objects. Python's own 700 means several looks for every request, which find nothing: what a
request leaves behind goes with its last reference. Ten thousand are about a megabyte."""
_LOOKS_BEFORE_THE_NEXT_GENERATION: Final = 20


def settle() -> None:
    """Call it when a process has loaded everything and begins to serve; again does no harm.

    What is loaded stays loaded. Without this each full collection walks all of it, and the
    requests of that moment wait a tenth of a second.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(
        _NEW_BEFORE_A_LOOK, _LOOKS_BEFORE_THE_NEXT_GENERATION, _LOOKS_BEFORE_THE_NEXT_GENERATION
    )
