"""Reads an uploaded file without ever holding more of it than is allowed."""

from dataclasses import dataclass
from typing import Any

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import Message

from marketkit.errors import FieldError, InvalidError, TooLargeError

_ROOM_FOR_FIELDS = 64 * 1024


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent; nothing of it is trusted yet."""

    content: bytes
    filename: str
    """As its sender calls it: words to show, never a path."""
    said: str
    """The one text field beside it."""


async def read_file(
    request: Request, most: int, too_large: type[TooLargeError], *, also: str = ""
) -> SentFile:
    """The field `file` of a multipart form, and the text field named by `also`.

    Raises `too_large` as soon as the limit is passed, InvalidError without a file.
    """
    kind = request.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        raise HTTPException(415)
    limited = Request(request.scope, _Limited(request, most, too_large).receive)
    async with limited.form(max_files=1, max_fields=4, max_part_size=16 * 1024) as form:
        file, said = form.get("file"), form.get(also, "")
        if not isinstance(file, UploadFile):
            raise InvalidError(errors=[FieldError("file", "Bitte eine Datei auswählen.")])
        content, filename = await file.read(), file.filename or ""
    if len(content) > most:
        raise too_large
    if not isinstance(said, str):
        raise InvalidError(errors=[FieldError(also, "Hier gehört Text hin.")])
    return SentFile(content, filename, said)


def described(**beside: dict[str, Any]) -> dict[str, Any]:
    """The route's `openapi_extra`; `beside` are the schemas of the fields next to the file."""
    schema = {
        "type": "object",
        "required": ["file"],
        "properties": {"file": {"type": "string", "format": "binary"}, **beside},
    }
    return {
        "requestBody": {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    }


class _Limited:
    """Counts what streams in; a Content-Length may lie, or be missing."""

    def __init__(self, request: Request, most: int, too_large: type[TooLargeError]) -> None:
        self._receive = request.receive
        self._left = most + _ROOM_FOR_FIELDS
        self._too_large = too_large

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            raise self._too_large
        return message
