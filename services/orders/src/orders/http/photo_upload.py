"""Reads an uploaded photo without ever holding more of it than is allowed."""

from typing import Final

from fastapi import Request
from marketkit.errors import FieldError, InvalidError
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message

from orders.domain.errors_kinds import PhotoTooLargeError

MOST_BYTES: Final = 8 * 1024 * 1024
_ROOM_FOR_FIELDS: Final = 64 * 1024


async def read_photo(request: Request) -> bytes:
    """The field `file` of a multipart form. Raises PhotoTooLargeError as soon as it is too much."""
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise HTTPException(415)
    limited = Request(request.scope, _Limited(request).receive)
    async with limited.form(max_files=1, max_fields=4, max_part_size=16 * 1024) as form:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise InvalidError(errors=[FieldError("file", "Bitte ein Foto auswählen.")])
        content = await file.read()
    if len(content) > MOST_BYTES:
        raise PhotoTooLargeError
    return content


class _Limited:
    """Counts what streams in; a Content-Length may lie, or be missing."""

    def __init__(self, request: Request) -> None:
        self._receive = request.receive
        self._left = MOST_BYTES + _ROOM_FOR_FIELDS

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise PhotoTooLargeError
        return message
