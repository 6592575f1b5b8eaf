"""Tables as German programs read them: semicolons, decimal commas, days before months."""

import csv
import io
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from marketkit.clock import HERE

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_PIECE = 1 << 15
Row = Mapping[str, Any]


class Type(Enum):
    TEXT = "text"
    CENTS = "cents"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"
    PERMILLE = "permille"


@dataclass(frozen=True, slots=True)
class Column:
    """`of` is a field of the row, or what makes the value of it."""

    name: str
    of: str | Callable[[Row], Any]
    type: Type = Type.TEXT

    def value(self, row: Row) -> str:
        found = row[self.of] if isinstance(self.of, str) else self.of(row)
        return "" if found is None else _WORDS[self.type](found)


def comma(cents: int) -> str:
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole},{rest:02d}"


def harmless(text: Any) -> str:
    """What people typed must not become a formula in a spreadsheet, nor a second line."""
    plain = " ".join(str(text).split())
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def _day(value: date | str) -> str:
    return f"{date.fromisoformat(value) if isinstance(value, str) else value:%d.%m.%Y}"


def _moment(value: datetime) -> str:
    return f"{value.astimezone(HERE):%d.%m.%Y %H:%M:%S}"


_WORDS: Mapping[Type, Callable[[Any], str]] = {
    Type.TEXT: harmless,
    Type.CENTS: lambda cents: comma(int(cents)),
    Type.NUMBER: str,
    Type.DAY: _day,
    Type.MOMENT: _moment,
    Type.PERMILLE: lambda permille: f"{permille / 10:g}".replace(".", ","),
}


class Writer:
    """Lines in, pieces of bytes out."""

    def __init__(self, encoding: str = "utf-8", quoting: int = csv.QUOTE_MINIMAL) -> None:
        self._encoding = encoding
        self._text = io.StringIO()
        self._csv = csv.writer(
            self._text,
            delimiter=";",
            lineterminator="\r\n",
            quoting=quoting,  # type: ignore[arg-type]  # a constant of csv
        )

    def add(self, values: Sequence[str]) -> None:
        self._csv.writerow(values)

    @property
    def is_full(self) -> bool:
        return self._text.tell() >= _PIECE

    def taken(self) -> bytes:
        piece = self._text.getvalue().encode(self._encoding, errors="replace")
        self._text.seek(0)
        self._text.truncate()
        return piece


async def as_csv(
    columns: Sequence[Column], rows: AsyncIterator[Row], *, begin: bytes = b""
) -> AsyncIterator[bytes]:
    """`begin`: a byte order mark, where the reader needs one."""
    writer = Writer()
    writer.add([column.name for column in columns])
    if begin:
        yield begin
    async for row in rows:
        writer.add([column.value(row) for column in columns])
        if writer.is_full:
            yield writer.taken()
    yield writer.taken()
