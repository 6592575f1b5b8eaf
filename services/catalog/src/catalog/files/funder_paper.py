"""The funder's report as a table for spreadsheets and as a paper."""

import csv
import io
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from marketkit.clock import HERE

from catalog.domain.funder_report import MEASURES, Figures, FunderReport, QuarterFigures
from catalog.files import funder_words as words
from marketkit import pdf

_TEMPLATE: Final = Path(__file__).parent / "papers" / "funder_report.typ"


def as_csv(report: FunderReport) -> bytes:
    """Both quarters, a line per municipality and one for all; as German spreadsheets read it."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["Quartal", "Gemeinde", *(words.MEASURES[measure] for measure in MEASURES)])
    for quarter in (report.before, report.now):
        for name, figures in _lines(report, quarter):
            writer.writerow([str(quarter.quarter), name, *_cells(figures, "")])
    return out.getvalue().encode("utf-8-sig")


async def as_pdf(report: FunderReport) -> bytes:
    """Raises marketkit.pdf.PdfError."""
    return await pdf.render(_TEMPLATE, _data(report), made_at=report.made_at)


def file_name(report: FunderReport, ending: str) -> str:
    return f"bericht-{report.now.quarter}.{ending}"


def _data(report: FunderReport) -> dict[str, Any]:
    now, before = report.now, report.before
    return {
        "title": f"Bericht {words.quarter(now.quarter)}",
        "place": words.place(report.municipality) if report.municipality else words.WHOLE_REGION,
        "made": report.made_at.astimezone(HERE).strftime("%d.%m.%Y, %H:%M Uhr"),
        "finished": report.is_finished,
        "head": ["", words.quarter(before.quarter), words.quarter(now.quarter)],
        "rows": [
            [words.MEASURES[measure], *pair]
            for measure, *pair in zip(
                MEASURES, _cells(before.total), _cells(now.total), strict=True
            )
        ],
        "places_title": f"Nach Gemeinden, {words.quarter(now.quarter)}",
        "places_head": ["Gemeinde", *(words.MEASURES[measure] for measure in MEASURES)],
        "places": [[name, *_cells(figures)] for name, figures in _lines(report, now)],
        "notes": [[words.MEASURES[measure], words.EXPLAINED[measure]] for measure in MEASURES],
    }


def _lines(report: FunderReport, quarter: QuarterFigures) -> list[tuple[str, Figures]]:
    lines = [(words.place(name), figures) for name, figures in quarter.by_municipality.items()]
    if report.municipality is None:
        lines.append((words.TOTAL, quarter.total))
    return lines


def _cells(figures: Figures, unknown: str = words.UNKNOWN) -> list[str]:
    values = asdict(figures)
    return [unknown if values[key] is None else str(values[key]) for key in MEASURES]
