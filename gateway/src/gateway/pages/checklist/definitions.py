"""The operator words the checklist: one line at a time, each change a version of its own."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.checklist import Definition
from gateway.pages.forms import NO_ERRORS, Errors, Form, errors_from, form_name, read
from gateway.pages.market import checklist as market
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page

Wording = dict[str, Any]
TEXTS = ("title", "named", "why", "law", "where", "declaration", "while_open")
CHOICES = ("applies", "given_by")
SWITCHES = ("plural", "blocks", "voluntary", "reviewed", "waivable", "retired")
FIXED = ("evidence", "field", "proof")
_BLANK: Wording = {
    **dict.fromkeys(TEXTS, ""),
    "key": "", "evidence": "check", "field": "", "proof": "", "types": [], "applies": "always",
    "given_by": "shop", "valid_months": None, "plural": False, "blocks": False,
    "voluntary": False, "reviewed": False, "waivable": True, "retired": False,
}  # fmt: skip


async def show(request: Request) -> Response:
    """All lines; with `?typ=food` as a shop of that type would read them."""
    found = await market.definition(caller(request))
    versions = await market.versions(caller(request))
    wanted = request.query_params.get("typ", "")
    type_ = wanted if wanted in found.choices.get("types", ()) else ""
    lines = [r for r in found.requirements if not type_ or _for(r, type_)]
    return page(
        request, "checklist/definitions.html", tab="checklists", found=found, lines=lines,
        type_=type_, versions=versions,
    )  # fmt: skip


async def edit(request: Request) -> Response:
    found = await market.definition(caller(request))
    return _form(request, found, _wanted(found, request.path_params["key"]))


async def new(request: Request) -> Response:
    found = await market.definition(caller(request))
    return _form(request, found, dict(_BLANK, types=list(found.choices.get("types", ()))))


async def save(request: Request) -> Response:
    """The preview shows the line as shops would read it, and writes nothing."""
    form, ask = await read(request), caller(request)
    found = await market.definition(ask)
    key = request.path_params.get("key")
    before = _wanted(found, key) if key else None
    line = _worded(form, before)
    if form.has("vorschau"):
        return _form(request, found, line, is_new=key is None, preview=True)
    lines = [line if r["key"] == key else r for r in found.requirements]
    if key is None:
        lines = [*found.requirements, line]
    errors = await _put(request, lines, form, lines.index(line))
    if errors:
        return _form(request, found, line, errors, is_new=key is None)
    return go(request, f"/betrieb/checklisten#{line['key']}", "checklist_saved")


async def move(request: Request) -> Response:
    """One place up or down."""
    form, ask = await read(request), caller(request)
    found = await market.definition(ask)
    key, lines = request.path_params["key"], list(found.requirements)
    index = lines.index(_wanted(found, key))
    target = index + (1 if form.text("richtung") == "ab" else -1)
    if 0 <= target < len(lines):
        lines[index], lines[target] = lines[target], lines[index]
        await market.word(ask, lines, form.number("version") or found.version)
    return go(request, f"/betrieb/checklisten#{key}", "checklist_saved")


async def _put(request: Request, lines: list[Wording], form: Form, index: int) -> Errors:
    """What the catalog has against it, by the fields of this line."""
    try:
        await market.word(caller(request), lines, form.number("version") or 0)
    except UpstreamProblem as refusal:
        prefix = form_name(f"requirements[{index}]") + "-"
        known = ("key", "types", "valid_months", *TEXTS, *CHOICES, *SWITCHES, *FIXED)
        errors = errors_from(request, refusal, None, {f"{prefix}{name}" for name in known})
        plain = {name.removeprefix(prefix): words for name, words in errors.fields.items()}
        return Errors(plain, errors.general)
    return NO_ERRORS


def _form(
    request: Request,
    found: Definition,
    line: Wording,
    errors: Errors = NO_ERRORS,
    *,
    is_new: bool = False,
    preview: bool = False,
) -> Response:
    return page(
        request, "checklist/definition_form.html", 422 if errors else 200, tab="checklists",
        found=found, v=line, errors=errors, is_new=is_new or not line["key"], preview=preview,
        texts=TEXTS, switches=SWITCHES,
    )  # fmt: skip


def _worded(form: Form, before: Wording | None) -> Wording:
    line = dict(before or _BLANK)
    if before is None:
        line |= {name: form.text(name) for name in ("key", *FIXED)}
    line |= {name: form.text(name) for name in (*TEXTS, *CHOICES)}
    line |= {name: form.has(name) for name in SWITCHES}
    return line | {"types": form.all("types"), "valid_months": form.number("valid_months")}


def _wanted(found: Definition, key: str) -> Wording:
    for requirement in found.requirements:
        if requirement["key"] == key:
            return requirement
    raise PageProblem(404)


def _for(requirement: Wording, type_: str) -> bool:
    return type_ in requirement["types"] and not requirement["retired"]


_ALL = "/betrieb/checklisten"
ROUTES = [
    Route(_ALL, needs("operator", show)),
    Route(f"{_ALL}/neu", needs("operator", new)),
    Route(f"{_ALL}/neu", needs("operator", save), methods=["POST"]),
    Route(f"{_ALL}/{{key:key}}", needs("operator", edit)),
    Route(f"{_ALL}/{{key:key}}", needs("operator", save), methods=["POST"]),
    Route(f"{_ALL}/{{key:key}}/reihenfolge", needs("operator", move), methods=["POST"]),
]
