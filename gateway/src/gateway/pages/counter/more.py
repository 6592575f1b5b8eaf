"""What a shop needs now and then: one list, so that the tabs stay few."""

from dataclasses import dataclass
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.counter.shop import my_shop
from gateway.pages.problems import needs
from gateway.pages.reply import page


@dataclass(frozen=True, slots=True)
class Link:
    """`path` below the shop's counter; the texts are `more.<key>` and `more.<key>.words`."""

    path: str
    key: str
    own: bool = False
    """Not for whoever helps from outside."""


LINKS: Final = (
    Link("/profil", "profile"),
    Link("/rechnungen", "papers"),
    Link("/geld", "money", own=True),
    Link("/auszuege", "exports"),
    Link("/ferien", "closures"),
    Link("/bestellzeiten", "times"),
    Link("/touren", "tours"),
    Link("/abholorte", "stations"),
    Link("/rechtstexte", "texts"),
    Link("/frisch", "fresh"),
    Link("/aushang", "print"),
    Link("/leute", "crew", own=True),
    Link("/beratung", "mandate", own=True),
    Link("/verlauf", "log"),
    Link("/nachweise", "proofs"),
    Link("/import", "imports"),
    Link("/entscheidungen", "decisions"),
    Link("/rueckrufe", "recalls"),
    Link("/widerrufe", "withdrawals"),
    Link("/angebote", "quotes"),
)


async def more(request: Request) -> Response:
    shop = await my_shop(request)
    links = [link for link in LINKS if not (link.own and shop.role == "advisor")]
    return page(request, "counter/more.html", shop=shop, tab="more", links=links)


ROUTES = [Route("/theke/{slug:slug}/mehr", needs(None, more))]
