"""Imports: a table is uploaded, looked through, and taken over as a whole."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from marketkit.uploads import described, read_file

from catalog.domain.imports.columns import Words
from catalog.domain.imports.job import MOST_BYTES, FileTooLargeError
from catalog.http import answers
from catalog.http.dependencies import Around, Cursor, Limit, Member, Slug
from catalog.http.import_shapes import ImportLineShape, ImportShape
from catalog.http.shapes import ListOf
from catalog.queries import imports as queries
from catalog.queries.imports import LineFilter
from catalog.use_cases.imports import requests
from catalog.use_cases.imports.requests import ImportChanges

router = APIRouter(prefix="/api/v1/shops/{slug}/imports", tags=["imports"])
_ONE: dict[int | str, dict[str, Any]] = {200: {"model": ImportShape}}
_FILE = described()


async def _words(request: Request) -> Words:
    words: Words = request.app.state.import_words
    return words


Known = Annotated[Words, Depends(_words)]


@router.get("", responses={200: {"model": ListOf[ImportShape]}})
async def get_imports(slug: Slug, actor: Member, words: Known, around: Around) -> Response:
    """The newest imports of the shop."""
    return answers.page(await queries.list_imports(slug, actor, words, around))


@router.post("", status_code=201, responses={201: {"model": ImportShape}}, openapi_extra=_FILE)
async def post_import(
    slug: Slug, request: Request, actor: Member, words: Known, around: Around
) -> Response:
    """A CSV or XLSX of up to 20 MB and 20,000 rows. A worker reads it; ask how far it is."""
    await queries.shop_for_imports(slug, actor, around)
    sent = await read_file(request, MOST_BYTES, FileTooLargeError, also="name")
    name = sent.said or sent.filename
    job = await requests.upload_table(slug, name, sent.content, actor, around)
    return answers.plain(queries.shown(job, words, around), 201)


@router.get("/{import_id}", responses=_ONE)
async def get_import(
    slug: Slug, import_id: UUID, actor: Member, words: Known, around: Around
) -> Response:
    """How far it is, what its columns mean, how many rows would do what."""
    return answers.plain(await queries.read_import(slug, import_id, actor, words, around))


async def _filter(
    state: Literal["new", "changed", "unchanged", "faulty"] | None = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> LineFilter:
    return LineFilter(state, limit, cursor)


@router.get("/{import_id}/rows", responses={200: {"model": ListOf[ImportLineShape]}})
async def get_rows(
    slug: Slug, import_id: UUID, actor: Member, around: Around,
    wanted: Annotated[LineFilter, Depends(_filter)],
) -> Response:  # fmt: skip
    """What each row would do, in the order of the table."""
    return answers.page(await queries.list_lines(slug, import_id, wanted, actor, around))


@router.patch("/{import_id}", responses=_ONE)
async def patch_import(
    slug: Slug, import_id: UUID, form: ImportChanges, actor: Member, words: Known, around: Around
) -> Response:
    """What columns mean, which category stands for none, whether faulty rows are left out."""
    job = await requests.change_import(slug, import_id, form, actor, words, around)
    return answers.plain(queries.shown(job, words, around))


@router.post("/{import_id}/pictures", responses=_ONE, openapi_extra=_FILE)
async def post_pictures(
    slug: Slug, import_id: UUID, request: Request, actor: Member, words: Known, around: Around
) -> Response:
    """A ZIP of up to 20 MB; files are called like article numbers, or stand in the table."""
    await queries.read_import(slug, import_id, actor, words, around)
    sent = await read_file(request, MOST_BYTES, FileTooLargeError, also="name")
    job = await requests.upload_pictures(slug, import_id, sent.content, actor, around)
    return answers.plain(queries.shown(job, words, around))


@router.post("/{import_id}/apply", responses=_ONE)
async def post_apply(
    slug: Slug, import_id: UUID, actor: Member, words: Known, around: Around
) -> Response:
    """Take all of it over; 409 while rows are faulty and not left out."""
    job = await requests.go_ahead(slug, import_id, actor, around)
    return answers.plain(queries.shown(job, words, around))


@router.post("/{import_id}/undo", responses=_ONE)
async def post_undo(
    slug: Slug, import_id: UUID, actor: Member, words: Known, around: Around
) -> Response:
    """Take the whole import back, within 24 hours, if nobody changed its goods since."""
    job = await requests.take_back(slug, import_id, actor, around)
    return answers.plain(queries.shown(job, words, around))


@router.delete("/{import_id}", status_code=204)
async def delete_import(slug: Slug, import_id: UUID, actor: Member, around: Around) -> Response:
    """Drop a preview."""
    await requests.drop(slug, import_id, actor, around)
    return Response(status_code=204)
