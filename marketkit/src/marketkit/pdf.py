"""Papers as PDF: a typst template filled with data, readable by screen readers (PDF/UA-1).

A template reads its data with `#let data = json(bytes(sys.inputs.data))`. What comes from people is
text there and never markup, so `#`, `$` and `*` mean themselves. It must name the document
(`#set document(title: data.title)`) and its language (`#set text(lang: "de")`), or typst refuses
to call it accessible. A sign that no font has, a smiley say, is left out: nobody could hear it.
"""

import asyncio
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import orjson

if TYPE_CHECKING:
    import typst

_NO_SIGN = re.compile(r"could not be displayed|disallowed codepoint")
# Letters with accents, Greek, Cyrillic, dashes, quotes, fractions, arrows; line ends of drawings.
_UNDRAWN = re.compile(
    r"[^\n\t\x20-\x7e\xa0-\u024f\u0300-\u036f\u0391-\u03a1\u03a3-\u04ff\u1e00-\u1eff"
    r"\u2009\u2010-\u2027\u202f-\u2040\u2044\u20ac\u2122\u2153-\u215e\u2190-\u2193]"
)


PdfStandard = Literal["ua-1", "a-3a"]
_READABLE: Final[Sequence[PdfStandard]] = ("ua-1",)
_ARCHIVED: Final[Sequence[PdfStandard]] = ("ua-1", "a-3a")


class PdfError(Exception):
    """The template cannot be made into a paper: a mistake of ours, not of whoever asked."""


async def render(
    template: Path | str,
    data: Mapping[str, Any],
    *,
    made_at: datetime | None = None,
    archived: bool = False,
) -> bytes:
    """The template filled with `data`, as PDF. Raises PdfError.

    The template sees its own folder and nothing else of the machine. `made_at` is the moment
    written into the file; with it the same data makes the same bytes. `archived`: PDF/A-3 too,
    which is kept for years and may carry files (`pdf.attach`).
    """
    at = made_at and made_at.replace(microsecond=0)  # a PDF tells whole seconds
    standards = _ARCHIVED if archived else _READABLE
    try:
        return await asyncio.to_thread(_compile, Path(template), _filled(data), at, standards)
    except PdfError as error:
        if not _NO_SIGN.search(str(error)):
            raise
    plain = _filled(_plain(data))
    return await asyncio.to_thread(_compile, Path(template), plain, at, standards)


async def render_png(template: Path | str, data: Mapping[str, Any], *, ppi: float) -> bytes:
    """The template's one page as a picture, for where no paper can be shown. Raises PdfError."""
    return await asyncio.to_thread(_picture, Path(template), _filled(data), ppi)


def _filled(data: Any) -> str:
    return orjson.dumps(data, default=str).decode()


def _plain(data: Any) -> Any:
    """The same in signs that every font has. What had nothing else becomes a dash."""
    if isinstance(data, str):
        kept = _UNDRAWN.sub("", data)
        return kept if kept.strip() or not data.strip() else "\u2013"
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return data


def _picture(template: Path, data: str, ppi: float) -> bytes:
    try:
        made = _compiler(template, data).compile(format="png", ppi=ppi)
    except RuntimeError as error:
        raise PdfError(str(error)) from error
    if not isinstance(made, bytes):
        message = f"{template.name}: no single picture came out"
        raise PdfError(message)
    return made


def _compiler(template: Path, data: str) -> "typst.Compiler":
    import typst  # noqa: PLC0415 -- megabytes that a market without papers does not need

    return typst.Compiler(
        str(template.resolve()),
        root=str(template.resolve().parent),
        # The fonts inside the wheel: a paper looks the same on every machine.
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )


def _compile(
    template: Path, data: str, made_at: datetime | None, standards: Sequence[PdfStandard]
) -> bytes:
    try:
        compiler = _compiler(template, data)
        made = compiler.compile(format="pdf", pdf_standards=list(standards), timestamp=made_at)
    except RuntimeError as error:  # typst's own error is one too
        raise PdfError(str(error)) from error
    if not isinstance(made, bytes):
        message = f"{template.name}: no PDF came out"
        raise PdfError(message)
    return made
