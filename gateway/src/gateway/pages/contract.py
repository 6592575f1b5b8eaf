"""The contracts of an order: to read, to print, and as papers to keep."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.market import contracts
from gateway.pages.market.caller import caller
from gateway.pages.problems import guarded
from gateway.pages.reply import page

_LONGEST_TOKEN = 200


async def show(request: Request) -> Response:
    order_id, token = str(request.path_params["id"]), _token(request)
    found = await contracts.contracts(caller(request), order_id, token)
    return page(
        request,
        "contract.html",
        contracts=found,
        order_id=order_id,
        query=f"?{urlencode({'token': token})}" if token else "",
    )


async def paper(request: Request) -> Response:
    order_id, part_id = str(request.path_params["id"]), str(request.path_params["part"])
    made = await contracts.paper(caller(request), order_id, part_id, _token(request))
    headers = {
        "Content-Disposition": f'attachment; filename="vertrag-{part_id}.pdf"',
        "Cache-Control": "private, no-store",
    }
    return Response(made, headers=headers, media_type="application/pdf")


def _token(request: Request) -> str:
    return request.query_params.get("token", "")[:_LONGEST_TOKEN]


ROUTES = [
    Route("/bestellung/{id:uuid}/vertrag", guarded(show)),
    Route("/bestellung/{id:uuid}/vertrag/{part:uuid}.pdf", guarded(paper)),
]
