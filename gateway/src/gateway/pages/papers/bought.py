"""The buyer's invoices: beside the order, and all together in the account."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.market import papers
from gateway.pages.market.caller import caller
from gateway.pages.papers.files import download, format_of
from gateway.pages.problems import guarded, needs
from gateway.pages.reply import page

_LONGEST_TOKEN = 200


async def save(request: Request) -> Response:
    """With the order's own key, or signed in."""
    at, kind = request.path_params, format_of(request)
    token = request.query_params.get("token", "")[:_LONGEST_TOKEN]
    path = f"/orders/{at['id']}/invoices/{at['paper']}"
    query = {"token": token or None, "format": kind}
    content = await papers.file(caller(request), path, query)
    return download(content, f"rechnung-{str(at['paper'])[-12:]}", kind)


async def mine(request: Request) -> Response:
    found = await papers.mine(caller(request), request.query_params.get("cursor"))
    return page(request, "papers/mine.html", found=found)


ROUTES = [
    Route("/bestellung/{id:uuid}/rechnung/{paper:uuid}", guarded(save)),
    Route("/konto/rechnungen", needs(None, mine)),
]
