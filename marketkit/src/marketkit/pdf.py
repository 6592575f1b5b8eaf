"""Papers as PDF: a typst template filled with data, readable by screen readers (PDF/UA-1).

A template reads its data with `#let data = json(bytes(sys.inputs.data))`. What comes from people is
text there and never markup, so `#`, `$` and `*` mean themselves. It must name the document
(`#set document(title: data.title)`) and its language (`#set text(lang: "de")`), or typst refuses
to call it accessible.
"""

import asyncio
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
import typst


class PdfError(Exception):
    """The template cannot be made into a paper: a mistake of ours, not of whoever asked."""


async def render(
    template: Path | str, data: Mapping[str, Any], *, made_at: datetime | None = None
) -> bytes:
    """The template filled with `data`, as PDF. Raises PdfError.

    The template sees its own folder and nothing else of the machine. `made_at` is the moment
    written into the file; with it the same data makes the same bytes.
    """
    filled = orjson.dumps(data, default=str).decode()
    at = made_at and made_at.replace(microsecond=0)  # a PDF tells whole seconds
    return await asyncio.to_thread(_compile, Path(template), filled, at)


async def render_png(template: Path | str, data: Mapping[str, Any], *, ppi: float) -> bytes:
    """The template's one page as a picture, for where no paper can be shown. Raises PdfError."""
    filled = orjson.dumps(data, default=str).decode()
    return await asyncio.to_thread(_picture, Path(template), filled, ppi)


def _picture(template: Path, data: str, ppi: float) -> bytes:
    try:
        made = _compiler(template, data).compile(format="png", ppi=ppi)
    except RuntimeError as error:
        raise PdfError(str(error)) from error
    if not isinstance(made, bytes):
        message = f"{template.name}: no single picture came out"
        raise PdfError(message)
    return made


def _compiler(template: Path, data: str) -> typst.Compiler:
    return typst.Compiler(
        str(template.resolve()),
        root=str(template.resolve().parent),
        # The fonts inside the wheel: a paper looks the same on every machine.
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )


def _compile(template: Path, data: str, made_at: datetime | None) -> bytes:
    try:
        compiler = _compiler(template, data)
        made = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=made_at)
    except RuntimeError as error:  # typst's own error is one too
        raise PdfError(str(error)) from error
    if not isinstance(made, bytes):
        message = f"{template.name}: no PDF came out"
        raise PdfError(message)
    return made
