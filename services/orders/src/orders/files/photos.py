"""Photos beside a quote: small, and without what cameras add."""

from typing import Final

from marketkit.errors import DomainError
from marketkit.pictures import Reencoder, RefusedPictureError, Why

from orders.domain.errors_kinds import (
    MovingPhotoError,
    PhotoRefusedError,
    TooManyPixelsError,
)
from orders.use_cases.ask_quote import ReadyPhoto

LONGEST_SIDE: Final = 1600
_REFUSALS: dict[Why, type[DomainError]] = {
    Why.UNREADABLE: PhotoRefusedError,
    Why.TOO_LARGE: TooManyPixelsError,
    Why.MOVING: MovingPhotoError,
}
_reencoder = Reencoder()


async def reencoded(uploaded: bytes) -> ReadyPhoto:
    """Raises PhotoRefusedError, TooManyPixelsError, MovingPhotoError."""
    try:
        ready = await _reencoder.reencode(uploaded, [LONGEST_SIDE], LONGEST_SIDE)
    except RefusedPictureError as refused:
        raise _REFUSALS[refused.why] from refused
    return ReadyPhoto(ready.files[0], ready.sizes[0])
