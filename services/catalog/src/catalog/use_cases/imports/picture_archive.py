"""An uploaded ZIP of pictures, opened with as little trust as it deserves."""

import io
import zipfile
from collections.abc import Iterator
from typing import Final

from marketkit.errors import FieldError, InvalidError

MOST_ENTRIES: Final = 500
MOST_BYTES_EACH: Final = 8 * 1024 * 1024
MOST_UNPACKED: Final = 400 * 1024 * 1024
_KINDS: Final = (".jpg", ".jpeg", ".png", ".webp")


class ArchiveRefusedError(InvalidError):
    code = "archive_refused"

    def __init__(self, message: str) -> None:
        super().__init__(message, errors=[FieldError("file", message)])


def check_archive(content: bytes) -> None:
    """Raises ArchiveRefusedError, before anything is unpacked."""
    names = names_in(content)
    if not names:
        message = "In diesem Archiv liegen keine Bilder. Möglich sind JPEG, PNG und WebP."
        raise ArchiveRefusedError(message)


def names_in(content: bytes) -> list[str]:
    with _opened(content) as archive:
        return [name for name, _ in _pictures(archive)]


def entries(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Each picture by its bare name in small letters; one after another, never all in memory."""
    with _opened(content) as archive:
        for name, info in _pictures(archive):
            try:
                with archive.open(info) as file:
                    # Whatever the archive says of its size: no more than this is unpacked.
                    unpacked = file.read(MOST_BYTES_EACH + 1)
            except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
                unpacked = b""
            yield name, unpacked[:MOST_BYTES_EACH]


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        message = "Das ist kein lesbares ZIP-Archiv. Pack die Bilder neu ein."
        raise ArchiveRefusedError(message) from error


def _pictures(archive: zipfile.ZipFile) -> list[tuple[str, zipfile.ZipInfo]]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_ENTRIES:
        message = f"In dem Archiv liegen mehr als {MOST_ENTRIES} Dateien. Teile es bitte auf."
        raise ArchiveRefusedError(message)
    if any(info.flag_bits & 1 for info in infos):
        message = "Das Archiv ist mit einem Kennwort geschützt. Pack es ohne Kennwort ein."
        raise ArchiveRefusedError(message)
    if any(_leads_out(info.filename) for info in infos):
        message = "In dem Archiv stehen Pfade, die aus ihm hinausführen. Das nehmen wir nicht."
        raise ArchiveRefusedError(message)
    if sum(info.file_size for info in infos) > MOST_UNPACKED:
        message = "Die Bilder sind ausgepackt zu groß. Teile das Archiv bitte auf."
        raise ArchiveRefusedError(message)
    if big := next((i for i in infos if i.file_size > MOST_BYTES_EACH), None):
        shown = big.filename.rpartition("/")[2][:60]
        message = f"Das Bild „{shown}“ ist größer als 8 MB. Verkleinere es bitte."
        raise ArchiveRefusedError(message)
    found: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        name = info.filename.replace("\\", "/").rpartition("/")[2].casefold()
        if (
            name.endswith(_KINDS)
            and not name.startswith(".")
            and "__macosx" not in info.filename.casefold()
        ):
            found.setdefault(name, info)
    return list(found.items())


def _leads_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]
