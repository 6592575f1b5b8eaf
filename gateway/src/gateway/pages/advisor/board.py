"""All businesses an advisor accompanies, by stage."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.answers.catalog import ShopCard
from gateway.pages.market import catalog
from gateway.pages.market.caller import caller
from gateway.pages.problems import needs
from gateway.pages.reply import page
from gateway.presenters.board import COLUMNS, column_of


@dataclass(frozen=True, slots=True)
class Column:
    key: str
    shops: list[ShopCard]


async def board(request: Request) -> Response:
    shops = await catalog.my_shops(caller(request))
    columns = [Column(key, [s for s in shops if _column(s) == key]) for key in COLUMNS]
    return page(request, "advisor/board.html", tab="board", columns=columns, total=len(shops))


def _column(shop: ShopCard) -> str:
    return column_of(shop.stage, shop.status, len(shop.missing))


ROUTES = [Route("/beratung", needs("advisor", board))]
