"""Pictures of shops and products in the widths that pages show."""

from marketkit.errors import DomainError
from marketkit.pictures import Reencoder, RefusedPictureError, Why

from catalog.domain.errors import (
    MovingPictureError,
    PictureTooLargeError,
    UnreadablePictureError,
)
from catalog.use_cases.ports import ReadyPicture

WIDTHS = (320, 640, 1280)
_REFUSALS: dict[Why, type[DomainError]] = {
    Why.UNREADABLE: UnreadablePictureError,
    Why.TOO_LARGE: PictureTooLargeError,
    Why.MOVING: MovingPictureError,
}


class ProcessPictures:
    """Fulfils the port `Pictures`."""

    def __init__(self) -> None:
        self._reencoder = Reencoder()

    async def prepare(self, uploaded: bytes) -> ReadyPicture:
        try:
            ready = await self._reencoder.reencode(uploaded, WIDTHS)
        except RefusedPictureError as refused:
            raise _REFUSALS[refused.why] from refused
        return ReadyPicture(*ready.size, dict(zip(WIDTHS, ready.files, strict=True)))
