"""What one does on a case's page: each form asks the catalog for one change."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.advisor.case import case_page
from gateway.pages.forms import Errors, Form, errors_from, read
from gateway.pages.market import cases
from gateway.pages.market.caller import Caller, caller
from gateway.pages.problems import for_team
from gateway.pages.refusals import words
from gateway.pages.reply import go
from gateway.presenters.dates import read_moment

Deed = Callable[[Caller, Request, Form], Awaitable[None]]
_FACTS = ("name", "kind", "place", "postal_code", "origin", "occasion")
_PERSON = ("name", "role", "phone", "email", "preferred")


def _form(prefix: str, deed: Deed, flash: str, anchor: str) -> Callable[..., Awaitable[Response]]:
    """A handler for a form whose fields are called `<prefix>-<field>`."""

    async def answer(request: Request) -> Response:
        form, ask = await read(request), caller(request)
        case_id = str(request.path_params["id"])
        try:
            await deed(ask, request, form)
        except UpstreamProblem as refusal:
            errors = _errors(request, refusal, prefix.format(**request.path_params), form)
            case = await cases.case(ask, case_id)
            status = 422 if refusal.status == 422 else 409  # noqa: PLR2004 - HTTP
            return await case_page(request, case, errors=errors, form=form, status=status)
        return go(request, f"/beratung/{case_id}#{anchor}", flash)

    return answer


def _errors(request: Request, refusal: UpstreamProblem, prefix: str, form: Form) -> Errors:
    """Said beside the fields of this very form."""
    if refusal.code in {"not_your_case", "not_your_note"}:
        return Errors(general=words(request, refusal))
    items = refusal.problem.get("errors") or ()
    names = {str(item.get("field", "")): f"{prefix}-{item.get('field', '')}" for item in items}
    names |= {"starts_at": f"{prefix}-day", "ends_at": f"{prefix}-to"}
    known = {*form.values, *(f"{prefix}-{name}" for name in ("reason", "words", "advisor_id"))}
    return errors_from(request, refusal, names, known)


def _key(form: Form) -> str:
    try:
        return str(UUID(form.text("key")))
    except ValueError:
        return str(uuid4())


def _id(request: Request, name: str = "id") -> str:
    return str(request.path_params[name])


def _given(form: Form, prefix: str, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: form.text(f"{prefix}-{name}") for name in names}


async def facts(ask: Caller, request: Request, form: Form) -> None:
    fields = _given(form, "fact", _FACTS)
    await cases.tell(ask, "PATCH", _id(request), fields, version=form.text("version"))


async def next_step(ask: Caller, request: Request, form: Form) -> None:
    fields = _given(form, "next", ("next_step", "next_step_on"))
    fields["next_step_on"] = fields["next_step_on"] or None
    if form.has("done"):
        fields = {"next_step": "", "next_step_on": None}
    await cases.tell(ask, "PATCH", _id(request), fields, version=form.text("version"))


async def move(ask: Caller, request: Request, form: Form) -> None:
    fields: dict[str, Any] = {"stage": form.text("stage")}
    if fields["stage"] == "dropped":
        fields |= {"reason": form.text("drop-reason") or None, "words": form.text("drop-words")}
    version = form.text("version")
    await cases.tell(ask, "POST", f"{_id(request)}/move", fields, version=version)


async def take_over(ask: Caller, request: Request, form: Form) -> None:
    version = form.text("version")
    await cases.tell(ask, "POST", f"{_id(request)}/take-over", version=version)


async def hand_on(ask: Caller, request: Request, form: Form) -> None:
    fields, version = {"advisor_id": form.text("hand-advisor_id")}, form.text("version")
    await cases.tell(ask, "POST", f"{_id(request)}/hand-to", fields, version=version)


async def open_shop(ask: Caller, request: Request, form: Form) -> None:
    fields = _given(form, "shop", ("street", "postal_code"))
    await cases.open_shop(ask, _id(request), fields)


async def add_note(ask: Caller, request: Request, form: Form) -> None:
    fields = {"text": form.text("note-text")}
    await cases.tell(ask, "POST", f"{_id(request)}/notes", fields, key=_key(form))


async def edit_note(ask: Caller, request: Request, form: Form) -> None:
    path, fields = f"{_id(request)}/notes/{_id(request, 'note')}", {"text": form.text("edit-text")}
    await cases.tell(ask, "PATCH", path, fields, version=form.text("version"))


async def delete_note(ask: Caller, request: Request, _form: Form) -> None:
    await cases.tell(ask, "DELETE", f"{_id(request)}/notes/{_id(request, 'note')}")


async def restore_note(ask: Caller, request: Request, _form: Form) -> None:
    await cases.tell(ask, "POST", f"{_id(request)}/notes/{_id(request, 'note')}/restore")


async def add_contact(ask: Caller, request: Request, form: Form) -> None:
    fields = _given(form, "contact", _PERSON)
    await cases.tell(ask, "POST", f"{_id(request)}/contacts", fields, key=_key(form))


async def change_contact(ask: Caller, request: Request, form: Form) -> None:
    person = _id(request, "contact")
    fields = _given(form, person, _PERSON)
    path = f"{_id(request)}/contacts/{person}"
    await cases.tell(ask, "PATCH", path, fields, version=form.text("version"))


async def remove_contact(ask: Caller, request: Request, _form: Form) -> None:
    path = f"{_id(request)}/contacts/{_id(request, 'contact')}"
    try:
        await cases.tell(ask, "DELETE", path)
    except UpstreamProblem as refusal:
        if refusal.code != "contact_not_found":  # a second tap finds it gone
            raise


async def plan(ask: Caller, request: Request, form: Form) -> None:
    fields = _given(form, "appt", ("kind", "title", "place", "participants")) | _times(form, "appt")
    await cases.tell(ask, "POST", f"{_id(request)}/appointments", fields, key=_key(form))


async def change_appointment(ask: Caller, request: Request, form: Form) -> None:
    fields: Mapping[str, Any]
    if form.has("state"):
        fields = {"state": form.text("state")}
    else:
        fields = _given(form, "when", ("title", "place", "participants")) | _times(form, "when")
    path = f"{_id(request)}/appointments/{_id(request, 'appointment')}"
    await cases.tell(ask, "PATCH", path, fields, version=form.text("version"))


def _times(form: Form, prefix: str) -> dict[str, str]:
    """A day and two times, as somebody here says them; what is none is refused by the catalog."""
    day = form.text(f"{prefix}-day")
    return {
        "starts_at": _moment(day, form.text(f"{prefix}-from")),
        "ends_at": _moment(day, form.text(f"{prefix}-to")),
    }


def _moment(day: str, at: str) -> str:
    said = read_moment(f"{day}T{at}")
    return said.isoformat() if said else f"{day} {at}"


async def remove_document(ask: Caller, request: Request, form: Form) -> None:
    path = f"{_id(request)}/documents/{_id(request, 'document')}/remove"
    await cases.tell(ask, "POST", path, {"reason": form.text("gone-reason")})


_ONE = "/beratung/{id:uuid}"
_DEEDS = (
    # path below the case, what it does, prefix of its fields, message, where to go on
    ("angaben", facts, "fact", "saved", "angaben"),
    ("schritt", next_step, "next", "saved", "schritt"),
    ("stufe", move, "drop", "case_moved", "stufe"),
    ("uebernehmen", take_over, "take", "case_taken", "betreuung"),
    ("abgeben", hand_on, "hand", "case_handed", "betreuung"),
    ("laden", open_shop, "shop", "shop_created", "laden"),
    ("notizen", add_note, "note", "note_kept", "verlauf"),
    ("notizen/{note:uuid}/aendern", edit_note, "edit", "saved", "verlauf"),
    ("notizen/{note:uuid}/loeschen", delete_note, "edit", "note_deleted", "verlauf"),
    ("notizen/{note:uuid}/zurueckholen", restore_note, "edit", "note_restored", "verlauf"),
    ("kontakte", add_contact, "contact", "contact_kept", "kontakte"),
    ("kontakte/{contact:uuid}/aendern", change_contact, "{contact}", "saved", "kontakte"),
    ("kontakte/{contact:uuid}/entfernen", remove_contact, "contact", "contact_gone", "kontakte"),
    ("termine", plan, "appt", "appointment_kept", "termine"),
    ("termine/{appointment:uuid}", change_appointment, "when", "saved", "termine"),
    ("dokumente/{document:uuid}/loeschen", remove_document, "gone", "document_gone", "dokumente"),
)
ROUTES = [
    Route(f"{_ONE}/{path}", for_team(_form(prefix, deed, flash, anchor)), methods=["POST"])
    for path, deed, prefix, flash, anchor in _DEEDS
]
