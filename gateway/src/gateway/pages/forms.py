"""Reading forms and saying what is wrong with them, beside the field and at the top."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from marketkit.errors import DomainError
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from gateway.clients import UpstreamProblem
from gateway.pages.refusals import domain_words, words
from gateway.security.forms import require_form_token

_MOST_FIELDS = 600
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Form:
    """The texts somebody sent, trimmed; absent fields are empty."""

    values: Mapping[str, list[str]]

    def text(self, name: str) -> str:
        return next(iter(self.values.get(name, ())), "")

    def all(self, name: str) -> list[str]:
        return list(self.values.get(name, ()))

    def number(self, name: str) -> int | None:
        value = self.text(name)
        return int(value) if re.fullmatch(r"-?\d{1,9}", value) else None

    def has(self, name: str) -> bool:
        return name in self.values

    def starting(self, prefix: str) -> dict[str, str]:
        """`{"<rest>": value}` of all fields `prefix<rest>`."""
        return {
            name.removeprefix(prefix): texts[0]
            for name, texts in self.values.items()
            if name.startswith(prefix) and texts
        }


EMPTY = Form({})


def key_of(form: Form) -> str:
    """The form's own key: a repeated tap carries it again and does nothing twice."""
    try:
        return str(UUID(form.text("key")))
    except ValueError:
        return str(uuid4())


async def read(request: Request) -> Form:
    """The form of this request; one that did not come from our own page is refused."""
    sent = await _sent(request)
    values: dict[str, list[str]] = {}
    for name, value in sent.multi_items():
        if isinstance(value, str):
            values.setdefault(name, []).append(value.strip()[:_LONGEST])
    return Form(values)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file somebody sent."""

    content_type: str
    body: bytes
    name: str = ""
    """As its sender calls it: words to show, never a path."""


async def read_upload(request: Request, name: str) -> Upload | None:
    """The file of a form; None when no file was chosen."""
    sent = await _sent(request)
    try:
        file = sent.get(name)
        if not isinstance(file, UploadFile) or not file.filename:
            return None
        return Upload(file.content_type or "", await file.read(), file.filename)
    finally:
        await sent.close()


async def _sent(request: Request) -> FormData:
    sent = await request.form(max_files=1, max_fields=_MOST_FIELDS)
    require_form_token(request, sent.get("form_token", ""))
    return sent


@dataclass(slots=True)
class Errors:
    """What is wrong, by form field, in the order of the form; and what concerns no field."""

    fields: dict[str, str] = field(default_factory=dict)
    general: str = ""

    def __bool__(self) -> bool:
        return bool(self.fields or self.general)

    def add(self, name: str, message: str) -> None:
        self.fields.setdefault(name, str(message))

    def get(self, name: str) -> str:
        return self.fields.get(name, "")


NO_ERRORS = Errors()


def errors_from(
    request: Request,
    refusal: UpstreamProblem,
    names: Mapping[str, str] | None = None,
    known: Iterable[str] = (),
) -> Errors:
    """The refusal of a service as errors of our form.

    `names` maps the service's field names to ours; what the form does not know is said at the top.
    """
    if refusal.status >= 500 or refusal.status in {401, 403, 404}:  # noqa: PLR2004 - HTTP
        raise refusal
    found = Errors(general=words(request, refusal))
    fields, leftovers = set(known), []
    for item in _items(refusal.problem.get("errors")):
        theirs, message = str(item.get("field", "")), str(item.get("message", ""))
        name = (names or {}).get(theirs, form_name(theirs))
        if name in fields:
            found.add(name, message)
        else:
            leftovers.append(message)
    if leftovers:
        found.general = " ".join([*dict.fromkeys(leftovers)])
    return found


def errors_from_domain(request: Request, refusal: DomainError, known: Iterable[str]) -> Errors:
    """The same for a refusal of our own gateway."""
    fields = set(known)
    found = Errors(general=domain_words(request, refusal))
    for item in refusal.errors:
        if form_name(item.field) in fields:
            found.add(form_name(item.field), item.message)
    return found


def form_name(field_name: str) -> str:
    """`variants[0].price.amount` → `variants-0-price`."""
    plain = field_name.removesuffix(".amount").removesuffix(".currency")
    return re.sub(r"[^A-Za-z0-9_]+", "-", plain).strip("-")


def _items(value: Any) -> list[Mapping[str, Any]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []
