"""Papers as they leave the service, and the files of them."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import Query, Response
from marketkit.clock import HERE

from orders.domain.errors import PaperNotFoundError
from orders.domain.shown import Document, money
from orders.files import paper_files
from orders.files.paper_files import FileFormat
from orders.files.paper_words import MISSING
from orders.http.answers import local
from orders.http.bodies import Text
from orders.http.dependencies import Cursor, cursor_from, cursor_parts, moment_from, uuid_from
from orders.store.paper_lists import Paper, PaperFilter
from orders.use_cases.context import Context
from orders.use_cases.read_papers import keep, kept

FILES: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/pdf": {}, "application/xml": {}}}
}
_DAY = timedelta(days=1)
_FIRST_DAY = date(2000, 1, 1)


def paper_document(row: Mapping[str, Any]) -> Document:
    """One line of a list. Corrections have positive sums: what they take off."""
    return {
        "id": row["id"],
        "number": row["number"],
        "kind": row["kind"],
        "issued_at": local(row["issued_at"]),
        "supplied_on": row["supplied_on"],
        "order_id": row["order_id"],
        "shop_order_id": row["shop_order_id"],
        "shop_order_number": row["shop_order_number"],
        "shop": {"id": row["shop_id"], "slug": row["slug"], "name": row["name"]},
        "seller": row["seller"],
        "buyer": row["buyer"],
        "refers_to": row["refers_to"],
        "cancelled": row["cancelled"],
        "net": money(row["net"]),
        "tax": money(row["gross"] - row["net"]),
        "total": money(row["gross"]),
        "formats": ["pdf", *(["xrechnung"] if row["x_invoice"] else [])],
    }


def waiting_document(row: Mapping[str, Any]) -> Document:
    """A paper that cannot be issued yet, with what the shop still has to say."""
    return {
        "kind": row["kind"],
        "shop_order_number": row["shop_order_number"],
        "shop": {"id": row["shop_id"], "slug": row["slug"], "name": row["name"]},
        "since": local(row["asked_at"]),
        "missing": [{"code": code, "words": MISSING[code]} for code in row["missing"]],
    }


async def file_answer(context: Context, paper: Paper, file_format: FileFormat) -> Response:
    headers = {
        "content-disposition": f'attachment; filename="{paper_files.name_of(paper, file_format)}"',
        "cache-control": "private, no-store",
    }
    content = await file_of(context, paper, file_format)
    return Response(content, headers=headers, media_type=file_format.media_type)


async def file_of(context: Context, paper: Paper, file_format: FileFormat) -> bytes:
    """Made when somebody wants it for the first time, then the same for ever."""
    if not paper_files.exists(paper, file_format):
        raise PaperNotFoundError
    found = await kept(context, paper, file_format)
    if found is not None:
        return found
    return await keep(context, paper, file_format, await paper_files.made(paper, file_format))


def page_of(rows: list[Any], limit: int) -> Document:
    page = rows[:limit]
    following = None
    if len(rows) > limit:
        following = cursor_from(page[-1]["issued_at"].isoformat(), str(page[-1]["id"]))
    return {"items": [paper_document(row) for row in page], "next": following}


def position(cursor: str | None) -> Any:
    if not cursor:
        return None
    at, paper_id = cursor_parts(cursor, 2)
    return moment_from(at), uuid_from(paper_id)


def wanted(
    first: date | None = None,
    last: date | None = None,
    q: Annotated[Text, Query(max_length=100)] = "",
    cursor: Cursor = None,
) -> PaperFilter:
    """Days of issue, both included; without them all days there are."""
    begin = datetime.combine(max(first or _FIRST_DAY, _FIRST_DAY), time(), HERE)
    end = datetime.combine(min(last or date.max, date.max - _DAY) + _DAY, time(), HERE)
    return PaperFilter(begin, end, q.strip(), after=position(cursor))
