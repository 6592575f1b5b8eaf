"""A shop's invoices: to find, to hand to the tax adviser, and what is missing for some."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response
from marketkit.service import SignedIn
from pydantic import BeforeValidator, Field

from orders.domain.errors import TooManyPapersError
from orders.domain.paper import PaperKind
from orders.domain.paper_chain import prefix_from
from orders.domain.shown import Document, money
from orders.domain.small_business import Limit as SmallLimit
from orders.domain.small_business import limits
from orders.domain.vat import SMALL
from orders.files import paper_files
from orders.files.paper_files import FileFormat
from orders.http.answers import answer
from orders.http.bodies import Body
from orders.http.dependencies import Ctx, Limit, Slug
from orders.http.paper_answers import (
    FILES,
    file_answer,
    file_of,
    page_of,
    waiting_document,
    wanted,
)
from orders.store import paper_lists, paper_settings, paper_wanted
from orders.store.paper_lists import Paper, PaperFilter
from orders.store.paper_settings import PaperSettings
from orders.use_cases import read_papers
from orders.use_cases.context import Context
from orders.use_cases.read_papers import shop_of_book_keeper

router = APIRouter(prefix="/api/v1/shops/{slug}", tags=["invoices"])
OUTGOING = tuple(kind for kind in PaperKind if kind is not PaperKind.FEE_INVOICE)
"""What the shop has sold; what it pays the market for is not among it."""
MOST_IN_TABLE = 5000
MOST_IN_ARCHIVE = 200
Asked = Annotated[PaperFilter, Depends(wanted)]


def _upper(value: object) -> object:
    """Nothing for an empty field; letters as they stand in numbers."""
    return (value.strip().upper() or None) if isinstance(value, str) else value


class SettingsBody(Body):
    prefix: Annotated[str | None, BeforeValidator(_upper)] = Field(
        default=None, pattern="^[A-Z0-9]{1,8}$"
    )
    """How the numbers begin: BM-2026-00001."""
    tax_number: str = Field(default="", max_length=20, pattern=r"^([0-9][0-9 /]{8,18}[0-9])?$")
    at_pickup: bool = True
    """Whether the market writes the invoice for what is paid in the shop."""


@router.get("/invoices")
async def invoices(
    slug: Slug, context: Ctx, principal: SignedIn, asked: Asked, limit: Limit = 50
) -> Response:
    """The latest first; `first` and `last` are days of issue."""
    assert principal.id
    shop_id = await shop_of_book_keeper(context, slug, principal.id)
    rows = await paper_lists.listed(context.database.pool, shop_id, asked, limit + 1)
    return answer(page_of(list(rows), limit))


@router.get("/invoices/waiting")
async def waiting(slug: Slug, context: Ctx, principal: SignedIn, limit: Limit = 50) -> Response:
    """What cannot be issued yet, and what the shop has to say for it."""
    assert principal.id
    shop_id = await shop_of_book_keeper(context, slug, principal.id)
    return answer(await _waiting(context, shop_id, limit))


@router.post("/invoices/waiting")
async def try_again(slug: Slug, context: Ctx, principal: SignedIn) -> Response:
    """Now that it has been said; what is left waits on."""
    assert principal.id
    shop_id = await read_papers.try_again(context, slug, principal.id)
    return answer(await _waiting(context, shop_id, 50))


@router.get(
    "/invoices/table.csv", response_class=Response, responses={200: {"content": {"text/csv": {}}}}
)
async def table(slug: Slug, context: Ctx, principal: SignedIn, asked: Asked) -> Response:
    """For spreadsheets: a line per invoice and rate."""
    assert principal.id
    found = await _papers(context, slug, principal.id, asked, MOST_IN_TABLE)
    return _download(paper_files.as_csv(found), "text/csv", f"rechnungen-{slug}.csv")


@router.get(
    "/invoices/archive.zip",
    response_class=Response,
    responses={200: {"content": {"application/zip": {}}}},
)
async def archive(slug: Slug, context: Ctx, principal: SignedIn, asked: Asked) -> Response:
    """All PDFs of these days, with the table."""
    assert principal.id
    found = await _papers(context, slug, principal.id, asked, MOST_IN_ARCHIVE)
    files = [(paper, await file_of(context, paper, FileFormat.PDF)) for paper in found]
    made = paper_files.as_zip(files, paper_files.as_csv(found))
    return _download(made, "application/zip", f"rechnungen-{slug}.zip")


@router.get("/invoices/{invoice_id}", response_class=Response, responses=FILES)
async def invoice(
    slug: Slug,
    invoice_id: UUID,
    context: Ctx,
    principal: SignedIn,
    format: FileFormat = FileFormat.PDF,  # noqa: A002 -- the parameter's name in the address
) -> Response:
    assert principal.id
    paper = await read_papers.paper_of_shop(context, slug, invoice_id, principal.id)
    return await file_answer(context, paper, format)


@router.get("/invoice-settings")
async def settings(slug: Slug, context: Ctx, principal: SignedIn) -> Response:
    """With what the imprint says, and how much was sold here this year and the last."""
    assert principal.id
    shop_id = await shop_of_book_keeper(context, slug, principal.id)
    return answer(await _settings(context, shop_id))


@router.put("/invoice-settings")
async def change_settings(
    slug: Slug, body: SettingsBody, context: Ctx, principal: SignedIn
) -> Response:
    """Numbers that were given stay as they are; what waited for this is issued."""
    assert principal.id
    new = PaperSettings(body.prefix, body.tax_number, body.at_pickup)
    shop_id = await read_papers.change_settings(context, slug, principal.id, new)
    return answer(await _settings(context, shop_id))


async def _waiting(context: Context, shop_id: UUID, limit: int) -> Document:
    rows = await paper_wanted.open_papers(context.database.pool, shop_id, limit)
    return {"items": [waiting_document(row) for row in rows], "next": None}


async def _settings(context: Context, shop_id: UUID) -> Document:
    row = await paper_settings.read(context.database.pool, shop_id)
    years = await read_papers.turnover_of(context, shop_id)
    return {
        "prefix": row["prefix"] or prefix_from(row["slug"]),
        "tax_number": row["tax_number"],
        "at_pickup": row["at_pickup"],
        "vat_id": row["imprint"].get("vat_id") or "",
        "legal_name": row["imprint"].get("legal_name") or "",
        "tax_mode": row["tax_mode"],
        "year": years.year,
        "turnover": money(years.this),
        "turnover_before": money(years.before),
        "limits": [_limit(each) for each in limits(years.this)] if row["tax_mode"] == SMALL else [],
    }


def _limit(limit: SmallLimit) -> Document:
    return {
        "key": limit.key,
        "limit": money(limit.cents),
        "percent": limit.percent,
        "nearness": limit.nearness,
    }


async def _papers(
    context: Context, slug: str, account_id: UUID, asked: PaperFilter, most: int
) -> list[Paper]:
    shop_id = await shop_of_book_keeper(context, slug, account_id)
    pool = context.database.pool
    rows = await paper_lists.listed(pool, shop_id, replace(asked, kinds=OUTGOING), most + 1)
    if len(rows) > most:
        raise TooManyPapersError
    return await paper_lists.full(pool, [row["id"] for row in rows])


def _download(content: bytes, media_type: str, name: str) -> Response:
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
    }
    return Response(content, headers=headers, media_type=media_type)
