"""What a shop hangs up: its poster, cards for the shelves, and a window for its own website."""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import NO_ERRORS, Errors, errors_from
from gateway.pages.head import base_of
from gateway.pages.market import catalog, printing
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.refusals import PageProblem
from gateway.pages.reply import page

SIZES = ("a4", "a5", "a6")
_PER_PAGE = 100
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_CURSOR = re.compile(r"[A-Za-z0-9_=-]{1,500}")
_HEIGHT = 640
_REFUSED = 422


async def show(request: Request) -> Response:
    return await _page(request, NO_ERRORS)


async def poster(request: Request) -> Response:
    size = str(request.path_params["size"])
    if size not in SIZES:
        raise PageProblem(404)
    slug = str(request.path_params["slug"])
    return _paper(await printing.poster(caller(request), slug, size), f"aushang-{slug}-{size}.pdf")


async def shelf_cards(request: Request) -> Response:
    """Of what was ticked, or of everything; a refusal is said on the page and not as a file."""
    slug, query = str(request.path_params["slug"]), request.query_params
    everything = query.get("was") == "alle"
    chosen = [] if everything else [one for one in query.getlist("ware") if _UUID.fullmatch(one)]
    if not chosen and not everything:
        message = str(context(request).text("print.cards.none_chosen"))
        return await _page(request, Errors(fields={"ware": message}))
    try:
        made = await printing.shelf_cards(caller(request), slug, chosen)
    except UpstreamProblem as refusal:
        if refusal.status != _REFUSED:
            raise
        return await _page(request, errors_from(request, refusal))
    return _paper(made, f"schilder-{slug}.pdf")


async def _page(request: Request, errors: Errors) -> Response:
    shop = await my_shop(request)
    cursor = request.query_params.get("cursor", "")
    goods = await catalog.shop_products(
        caller(request),
        shop.slug,
        status="published",
        limit=_PER_PAGE,
        cursor=cursor if _CURSOR.fullmatch(cursor) else None,
    )
    address = f"{base_of(request)}/einbetten/{shop.slug}"
    return page(
        request,
        "counter/printing.html",
        _REFUSED if errors else 200,
        shop=shop,
        tab="more",
        sizes=SIZES,
        goods=goods,
        ticked=set(request.query_params.getlist("ware")),
        errors=errors,
        labels={"ware": str(context(request).text("print.cards.goods"))},
        widget=address,
        snippet=_snippet(address, str(context(request).text("embed.title", shop=shop.name))),
    )


def _snippet(address: str, title: str) -> str:
    """To be pasted into a page: text here, escaped once for the attribute it stands in there.

    `title` comes escaped: it is markup made from the shop's name.
    """
    return (
        f'<iframe src="{address}"\ntitle="{title}"\n'
        f'width="100%" height="{_HEIGHT}" loading="lazy"\n'
        'style="border:0;max-width:800px"></iframe>'
    )


def _paper(content: bytes, name: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type="application/pdf")


_ONE = "/theke/{slug:slug}/aushang"
ROUTES = [
    Route(_ONE, needs(None, show)),
    Route(f"{_ONE}/schilder", needs(None, shelf_cards)),
    Route(f"{_ONE}/{{size}}", needs(None, poster)),
]
