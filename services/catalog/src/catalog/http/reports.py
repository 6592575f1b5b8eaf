"""The report for who pays for the advising: as data, as a table and as a paper."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel

from catalog.domain.demand import check_may_look
from catalog.domain.funder_report import Figures, FunderReport, QuarterFigures
from catalog.domain.quarters import Quarter
from catalog.files import funder_paper
from catalog.http import answers
from catalog.http.dependencies import Around, Member, SearchText
from catalog.queries.funder_report import read_report

router = APIRouter(prefix="/api/v1/reports", tags=["region"])


class FiguresShape(BaseModel):
    contacted: int
    onboarded: int
    selling: int
    dropped: int
    workshops: int
    offers: int | None
    """Null: nobody counted in that quarter."""
    fresh_offers: int | None


class MunicipalityShape(FiguresShape):
    municipality: str
    """`elsewhere` for places the region does not know."""


class QuarterShape(BaseModel):
    quarter: str
    total: FiguresShape
    by_municipality: list[MunicipalityShape]


class FunderReportShape(QuarterShape):
    municipality: str | None
    finished: bool
    made_at: str
    before: QuarterShape
    municipalities: list[str]
    """That can be asked for."""


async def _report(
    actor: Member,
    around: Around,
    quarter: Annotated[
        str | None, Query(max_length=10, description="2026-Q4; the running one if absent")
    ] = None,
    municipality: SearchText = None,
) -> FunderReport:
    check_may_look(actor)
    chosen = Quarter.parse(quarter) if quarter else Quarter.of(around.today())
    return await read_report(around, chosen, municipality or None)


Report = Annotated[FunderReport, Depends(_report)]


@router.get("/funder", responses={200: {"model": FunderReportShape}})
async def get_funder_report(report: Report) -> Response:
    """What advising brought about in a quarter, beside the quarter before; for advisors."""
    return answers.plain(
        {
            **_quarter(report.now),
            "municipality": report.municipality,
            "finished": report.is_finished,
            "made_at": report.made_at,
            "before": _quarter(report.before),
            "municipalities": report.municipalities,
        }
    )


@router.get("/funder.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}})
async def get_funder_table(report: Report) -> Response:
    """The same as a table for spreadsheets, in German."""
    return _file(report, funder_paper.as_csv(report), "csv", "text/csv; charset=utf-8")


@router.get(
    "/funder.pdf", response_class=Response, responses={200: {"content": {"application/pdf": {}}}}
)
async def get_funder_paper(report: Report) -> Response:
    """The same as an accessible paper (PDF/UA-1), in German."""
    return _file(report, await funder_paper.as_pdf(report), "pdf", "application/pdf")


def _file(report: FunderReport, content: bytes, ending: str, kind: str) -> Response:
    named = f'attachment; filename="{funder_paper.file_name(report, ending)}"'
    headers = {"content-disposition": named, **answers.PRIVATE}
    return Response(content, headers=headers, media_type=kind)


def _quarter(found: QuarterFigures) -> dict[str, Any]:
    return {
        "quarter": str(found.quarter),
        "total": asdict(found.total),
        "by_municipality": [
            {"municipality": name, **_figures(figures)}
            for name, figures in found.by_municipality.items()
        ],
    }


def _figures(figures: Figures) -> dict[str, int | None]:
    return asdict(figures)
