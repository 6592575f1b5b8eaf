"""Recalls for everybody: the list, one to read and print, and what stands where goods stood."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.market import duties
from gateway.pages.market.caller import caller
from gateway.pages.parts import part
from gateway.pages.problems import guarded
from gateway.pages.reply import page


async def recalls(request: Request) -> Response:
    found = await duties.public_recalls(
        caller(request), limit=24, cursor=request.query_params.get("cursor")
    )
    return page(request, "duties/recalls.html", recalls=found)


async def recall(request: Request) -> Response:
    found = await duties.recall(caller(request), str(request.path_params["id"]))
    return page(request, "duties/recall.html", recall=found)


async def instead_of_product(request: Request, product_id: str) -> Response | None:
    """The page of goods that were called back; None when they are merely gone."""
    found = await part(duties.public_recalls(caller(request), product_id=product_id, limit=5))
    running = [recall for recall in found.items if recall.status == "published"] if found else []
    if not running:
        return None
    return page(request, "duties/recalled.html", 410, recalls=running)


ROUTES = [
    Route("/rueckrufe", guarded(recalls)),
    Route("/rueckrufe/{id:uuid}", guarded(recall)),
]
