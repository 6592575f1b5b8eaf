"""From the columns over the preview to the end; each step is a page that works without scripts."""

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages import catalogue
from gateway.pages.answers.imports import Import
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, Form, read, read_upload
from gateway.pages.market import catalog, imports
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.refusals import words
from gateway.pages.reply import go, page
from gateway.presenters import changes
from gateway.presenters.tree import choices

_FIELDS = frozenset(key for key in catalogue.messages("de") if key.startswith("imp.field."))
_STATES = ("new", "changed", "unchanged", "faulty")
_PER_PAGE = 50
_SHOWN = (400, 409, 413, 415, 422)


async def look(request: Request) -> Response:
    """Whatever the import is at: working, to be looked at, done."""
    return await _show(request)


async def columns(request: Request) -> Response:
    return await _columns(request)


async def change_columns(request: Request) -> Response:
    form = await read(request)
    meant = {
        name.removeprefix("column-"): form.text(name)
        for name in form.values
        if name.startswith("column-")
    }
    wishes = {"columns": meant, "category": form.text("category")}
    try:
        await imports.change(caller(request), _slug(request), _id(request), wishes)
    except UpstreamProblem as refusal:
        if refusal.status not in _SHOWN:
            raise
        return await _columns(request, Errors(general=_sentence(request, refusal)))
    return go(request, _path(request))


async def wish(request: Request) -> Response:
    """Whether faulty rows are left out, whether what is complete goes on sale."""
    form = await read(request)
    return await _do(request, lambda: imports.change(
        caller(request), _slug(request), _id(request), _wishes(form)
    ))  # fmt: skip


async def add_pictures(request: Request) -> Response:
    archive = await read_upload(request, "file")
    if archive is None:
        message = str(context(request).text("imp.file.missing"))
        return await _show(request, Errors(fields={"file": message}))
    return await _do(request, lambda: imports.upload_pictures(
        caller(request), _slug(request), _id(request), archive
    ))  # fmt: skip


async def apply(request: Request) -> Response:
    form = await read(request)

    async def both() -> None:
        ask, slug, import_id = caller(request), _slug(request), _id(request)
        await imports.change(ask, slug, import_id, _wishes(form))
        await imports.verb(ask, slug, import_id, "apply")

    return await _do(request, both)


async def undo(request: Request) -> Response:
    await read(request)
    return await _do(
        request, lambda: imports.verb(caller(request), _slug(request), _id(request), "undo")
    )


async def drop(request: Request) -> Response:
    await read(request)
    await imports.drop(caller(request), _slug(request), _id(request))
    return go(request, f"/theke/{_slug(request)}/import", "import_dropped")


async def _do(request: Request, act: Any) -> Response:
    try:
        await act()
    except UpstreamProblem as refusal:
        if refusal.status not in _SHOWN:
            raise
        return await _show(request, Errors(general=_sentence(request, refusal)))
    return go(request, _path(request))


async def _show(request: Request, errors: Errors = NO_ERRORS) -> Response:
    shop, ask = await my_shop(request), caller(request)
    job = await imports.one(ask, shop.slug, _id(request))
    status = 422 if errors else 200
    shared: Mapping[str, Any] = {
        "shop": shop, "tab": "products", "job": job, "errors": errors, "labels": {},
    }  # fmt: skip
    if job.is_working:
        return page(request, "imports/working.html", status, step=_step(job), **shared)
    if job.state != "preview":
        return page(request, "imports/done.html", status, step=_step(job), **shared)
    state = request.query_params.get("zeilen", "")
    state = state if state in _STATES else ""
    found = await imports.lines(
        ask, shop.slug, job.id, state=state or None, limit=_PER_PAGE,
        cursor=request.query_params.get("cursor"),
    )  # fmt: skip
    return page(
        request, "imports/preview.html", status, step=3, lines=found, state=state, states=_STATES,
        changes=changes, known_fields=_FIELDS, **shared,
    )  # fmt: skip


async def _columns(request: Request, errors: Errors = NO_ERRORS) -> Response:
    shop, ask = await my_shop(request), caller(request)
    job = await imports.one(ask, shop.slug, _id(request))
    if job.is_working or not job.columns:
        return go(request, _path(request))
    tree = await catalog.categories(ask, context(request).language)
    return page(
        request, "imports/columns.html", 422 if errors else 200, shop=shop, tab="products", job=job,
        step=2, errors=errors, labels={}, categories=choices(tree),
    )  # fmt: skip


def _wishes(form: Form) -> dict[str, bool]:
    return {
        "leave_out": form.text("leave_out") == "true",
        "publish": form.text("publish") == "true",
    }


def _step(job: Import) -> int:
    return {"uploaded": 1, "reading": 2, "failed": 1}.get(job.state, 4)


def _sentence(request: Request, refusal: UpstreamProblem) -> str:
    """The first fault named, else the whole refusal."""
    errors = refusal.problem.get("errors") or []
    first = errors[0].get("message") if errors and isinstance(errors[0], dict) else None
    return str(first or words(request, refusal))


def _slug(request: Request) -> str:
    return str(request.path_params["slug"])


def _id(request: Request) -> str:
    return str(request.path_params["id"])


def _path(request: Request) -> str:
    return f"/theke/{_slug(request)}/import/{_id(request)}"


_ONE = "/theke/{slug:slug}/import/{id:uuid}"
ROUTES = [
    Route(_ONE, needs(None, look)),
    Route(f"{_ONE}/spalten", needs(None, columns)),
    Route(f"{_ONE}/spalten", needs(None, change_columns), methods=["POST"]),
    Route(f"{_ONE}/wuensche", needs(None, wish), methods=["POST"]),
    Route(f"{_ONE}/bilder", needs(None, add_pictures), methods=["POST"]),
    Route(f"{_ONE}/uebernehmen", needs(None, apply), methods=["POST"]),
    Route(f"{_ONE}/zuruecknehmen", needs(None, undo), methods=["POST"]),
    Route(f"{_ONE}/verwerfen", needs(None, drop), methods=["POST"]),
]
