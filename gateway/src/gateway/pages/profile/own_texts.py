"""The shop's legal texts behind the counter: versions, what changed, terms of its own."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, errors_from, read
from gateway.pages.market import profile as market
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import needs
from gateway.pages.profile.public_texts import KINDS, version_in
from gateway.pages.profile.steps import step_of
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import go, page
from gateway.presenters.legal_text import changes, sections

_PATHS = {kind: path for path, kind in KINDS.items()}


async def show(request: Request) -> Response:
    return await _page(request, None, NO_ERRORS)


async def put_terms(request: Request) -> Response:
    """Empty goes back to the market's template."""
    form = await read(request)
    words = "" if form.has("vorlage") else form.text("text")
    if not words and not form.has("vorlage"):
        errors = Errors(fields={"text": str(context(request).text("error.required"))})
        return await _page(request, words, errors)
    try:
        await market.put_terms(caller(request), str(request.path_params["slug"]), words)
    except UpstreamProblem as refusal:
        return await _page(request, words, errors_from(request, refusal, None, ["text"]))
    return go(request, f"/theke/{request.path_params['slug']}/rechtstexte", "saved")


async def compare(request: Request) -> Response:
    """What a version says otherwise than the one before it."""
    shop, ask = await my_shop(request), caller(request)
    kind = KINDS.get(str(request.path_params["kind"]))
    if kind is None:
        raise PageProblem(404)
    after = await market.text(ask, shop.slug, kind, version_in(request))
    before = await market.text(ask, shop.slug, kind, max(1, after.version - 1))
    return page(
        request,
        "profile/compare.html",
        shop=shop,
        tab="more",
        before=before,
        after=after,
        lines=changes(before.text, after.text),
    )


async def _page(request: Request, words: str | None, errors: Errors) -> Response:
    shop, ask = await my_shop(request), caller(request)
    versions = await market.versions(ask, shop.slug, request.query_params.get("cursor"))
    terms = await part(market.text(ask, shop.slug, "terms"), may_be_missing=True)
    platform = await part(market.platform_terms(ask))
    newest = {one.kind: one for one in reversed(versions.items)}
    lacking = [
        (step, one.message)
        for text in newest.values()
        for one in text.missing
        if (step := step_of(one.field))
    ]
    return page(
        request,
        "profile/own_texts.html",
        422 if errors else 200,
        shop=shop,
        tab="more",
        versions=versions,
        lacking=list(dict.fromkeys(lacking)),
        paths=_PATHS,
        words=(terms.text if terms and terms.own else "") if words is None else words,
        own=bool(terms and terms.own),
        platform=[(one, sections(one.text)) for one in platform.items] if platform else [],
        errors=errors,
        labels={"text": str(context(request).text("texts.own.label"))},
    )


_ONE = "/theke/{slug:slug}/rechtstexte"
ROUTES = [
    Route(_ONE, needs(None, show)),
    Route(_ONE, needs(None, put_terms), methods=["POST"]),
    Route(f"{_ONE}/{{kind}}", needs(None, compare)),
]
