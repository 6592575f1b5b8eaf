"""How long what is kept: for the operator with the log, and for a person before they leave."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Response
from marketkit.service import SignedIn
from starlette.responses import StreamingResponse

from orders.domain.retention import Rule
from orders.domain.shown import Document
from orders.files.exports.my_data import my_data
from orders.http.answers import answer, local
from orders.http.dependencies import (
    Ctx,
    Cursor,
    InvalidCursorError,
    Limit,
    Operator,
    cursor_from,
    cursor_parts,
)
from orders.store import retention

router = APIRouter(prefix="/api/v1", tags=["retention"])
JSON: dict[int | str, dict[str, Any]] = {200: {"content": {"application/json": {}}}}


@router.get("/operations/retention")
async def matrix(
    context: Ctx,
    _: Operator,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> Response:
    """The rules, and what the nightly job did, the latest first."""
    rows = await retention.log(context.database.pool, _position(cursor), limit + 1)
    page, now = rows[:limit], context.clock.now()
    more = len(rows) > limit
    rules = context.retention.rules
    return answer(
        {
            "source": context.retention.source,
            "rules": [_rule(rule) | {"before": local(rule.cutoff(now))} for rule in rules],
            "items": [
                {
                    "rule": row["rule"],
                    "day": row["day"],
                    "before": local(row["cutoff"]),
                    "affected": row["affected"],
                    "ran_at": local(row["ran_at"]),
                    "done": row["done"],
                }
                for row in page
            ],
            "next": cursor_from(str(page[-1]["day"]), page[-1]["rule"]) if more else None,
        }
    )


@router.get("/my/retention")
async def mine(context: Ctx, principal: SignedIn) -> Response:
    """What stays when this account is erased, why, and until when."""
    row = await retention.of_account(context.database.pool, principal.id)
    kept = []
    invoices = context.retention.rule("invoices")
    if invoices and row["invoices"]:
        until = invoices.until(row["last_invoice"])
        kept.append(_rule(invoices) | {"count": row["invoices"], "until": until})
    books = context.retention.rule("books")
    if books and row["orders"]:
        until = books.until(context.clock.now())
        kept.append(_rule(books) | {"count": row["orders"], "until": until})
    return answer({"orders": row["orders"], "running": row["running"], "kept": kept})


@router.get("/my/export", response_class=Response, responses=JSON)
async def my_export(context: Ctx, principal: SignedIn) -> Response:
    """All that is kept here of the account, to read or to take elsewhere."""
    assert principal.id
    headers = {
        "content-disposition": 'attachment; filename="meine-daten.json"',
        "cache-control": "private, no-store",
    }
    pieces = await my_data(context, principal.id)
    return StreamingResponse(pieces, headers=headers, media_type="application/json")


def _rule(rule: Rule) -> Document:
    return {
        "key": rule.key,
        "action": rule.action,
        "what": rule.what,
        "why": rule.why,
        "source": rule.source,
        "days": rule.days,
        "years": rule.years,
    }


def _position(cursor: str | None) -> tuple[date, str] | None:
    if not cursor:
        return None
    day, rule = cursor_parts(cursor, 2)
    try:
        return date.fromisoformat(day), rule
    except ValueError as error:
        raise InvalidCursorError from error
