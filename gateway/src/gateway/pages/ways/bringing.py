"""Behind the counter: on which days a shop brings goods where."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.clients import UpstreamProblem
from gateway.pages.context import context
from gateway.pages.counter.shop import my_shop
from gateway.pages.forms import Errors, Form, errors_from, read
from gateway.pages.market import ways
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import go, page
from gateway.presenters.osm_hours import spoken
from gateway.presenters.week import DAYS


async def show(request: Request) -> Response:
    return await _page(request, Errors())


async def save(request: Request) -> Response:
    form, slug = await read(request), request.path_params["slug"]
    found = await ways.bringing(caller(request), slug)
    try:
        await ways.bring(caller(request), slug, body_of(form, [point.id for point in found.points]))
    except UpstreamProblem as refusal:
        return await _page(request, errors_from(request, refusal))
    return go(request, f"/theke/{slug}/abholorte", "saved")


def body_of(form: Form, point_ids: list[str]) -> dict[str, Any]:
    """A point without a day is not served; its host may still hand out what rounds bring there."""
    points = {
        point_id: {
            "days": [day for day in form.all(f"tage-{point_id}") if day in DAYS],
            "lead_hours": min(max(form.number(f"vorlauf-{point_id}") or 0, 0), 336),
            "with_host": form.has(f"ausgabe-{point_id}"),
        }
        for point_id in point_ids
        if form.all(f"tage-{point_id}") or form.has(f"ausgabe-{point_id}")
    }
    given = form.all("touren")
    carried = [tour_id for tour_id in form.all("fahrer") if tour_id in given]
    return {"points": points, "tours": given, "with_driver": carried}


async def _page(request: Request, errors: Errors) -> Response:
    shop, here = await my_shop(request), context(request)
    found = await ways.bringing(caller(request), shop.slug)
    return page(
        request,
        "ways/bringing.html",
        422 if errors else 200,
        shop=shop,
        tab="more",
        found=found,
        errors=errors,
        days=DAYS,
        hours=lambda text: spoken(text, lambda key: str(here.text(key))),
    )


ROUTES = [
    Route("/theke/{slug:slug}/abholorte", needs(None, show), methods=["GET"]),
    Route("/theke/{slug:slug}/abholorte", needs(None, save), methods=["POST"]),
]
