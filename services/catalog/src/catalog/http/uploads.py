"""Pictures as they are uploaded, with what they show in words."""

from dataclasses import dataclass

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from marketkit.errors import TooLargeError
from marketkit.uploads import read_file
from pydantic import TypeAdapter, ValidationError

from catalog.use_cases.texts import Line

MOST_BYTES = 8 * 1024 * 1024
_ALT: TypeAdapter[str] = TypeAdapter(Line)


class FileTooLargeError(TooLargeError):
    code = "file_too_large"
    message = "Ein Bild darf höchstens 8 MiB groß sein."


@dataclass(frozen=True, slots=True)
class Upload:
    content: bytes
    alt: str


async def read_upload(request: Request) -> Upload:
    """The fields `file` and `alt` of a multipart form.

    Raises FileTooLargeError as soon as the limit is passed, InvalidError without a file.
    """
    sent = await read_file(request, MOST_BYTES, FileTooLargeError, also="alt")
    return Upload(sent.content, _alt(sent.said))


def _alt(value: str) -> str:
    try:
        return _ALT.validate_python(value)
    except ValidationError as error:
        found = [{**e, "loc": ("body", "alt")} for e in error.errors()]
        raise RequestValidationError(found) from error
