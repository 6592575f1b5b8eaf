"""An invoice in the wrong name: say whom it should have named, look, then write it anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.answers.papers import Correction, Named, Preview
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, Form, errors_from, read
from gateway.pages.market import papers
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page

TEXTS: Final = (
    "name", "contact", "street", "postal_code", "place", "vat_id", "reference", "email",
)  # fmt: skip
FIELDS: Final = (*TEXTS, "is_business", "reason")
_NAMES: Final = {f"buyer.{name}": name for name in FIELDS}
_SHORTEST_REASON: Final = 3


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: as on the invoice, until somebody types something else."""

    buyer: Named
    reason: str = ""

    @classmethod
    def read(cls, form: Form) -> "Typed":
        texts = {name: form.text(name) for name in TEXTS}
        named = Named(**texts, is_business=form.has("is_business"))
        return cls(named, form.text("reason"))

    def body(self) -> Mapping[str, Any]:
        return {name: getattr(self.buyer, name) for name in (*TEXTS, "is_business")}


async def show(request: Request) -> Response:
    found = await papers.correction(caller(request), *_where(request))
    return await _page(request, found, Typed(found.buyer), NO_ERRORS)


async def change(request: Request) -> Response:
    """A look first; only the look's own button writes."""
    form, ask = await read(request), caller(request)
    slug, paper = _where(request)
    typed = Typed.read(form)
    if form.has("edit"):
        return await _page(request, await papers.correction(ask, slug, paper), typed, NO_ERRORS)
    try:
        seen = await papers.preview_correction(ask, slug, paper, {"buyer": typed.body()})
        if len(typed.reason) < _SHORTEST_REASON:
            message = str(context(request).text("papers.correct.reason.missing"))
            return await _page(request, seen, typed, Errors({"reason": message}))
        if not form.has("sure"):
            return await _look(request, seen, typed)
        said = {"buyer": typed.body(), "reason": typed.reason}
        await papers.correct(ask, slug, paper, said)
    except UpstreamProblem as refusal:
        errors = errors_from(request, refusal, _NAMES, FIELDS)
        found = await papers.correction(ask, slug, paper)
        return await _page(request, found, typed, errors)
    return go(request, f"/theke/{slug}/rechnungen", "papers_corrected")


async def _page(request: Request, found: Correction, typed: Typed, errors: Errors) -> Response:
    return page(
        request,
        "papers/correct.html",
        422 if errors else 200,
        shop=await my_shop(request),
        tab="more",
        found=found,
        typed=typed,
        errors=errors,
        labels={name: str(context(request).text(f"papers.correct.{name}")) for name in FIELDS},
    )


async def _look(request: Request, seen: Preview, typed: Typed) -> Response:
    shop = await my_shop(request)
    return page(
        request, "papers/correct_look.html", shop=shop, tab="more", seen=seen, typed=typed,
        texts=TEXTS,
    )  # fmt: skip


def _where(request: Request) -> tuple[str, str]:
    return str(request.path_params["slug"]), str(request.path_params["paper"])


_HERE = "/theke/{slug:slug}/rechnungen/{paper:uuid}/berichtigen"
ROUTES = [
    Route(_HERE, needs(None, show)),
    Route(_HERE, needs(None, change), methods=["POST"]),
]
