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


GROUPS: Final[dict[str, tuple[Link, ...]]] = {
    "daily": (
        Link("/frisch", "fresh"),
        Link("/touren", "tours"),
        Link("/fahrt", "driven"),
        Link("/ausgabe", "hosted"),
        Link("/angebote", "quotes"),
    ),
    "shop": (
        Link("/profil", "profile"),
        Link("/bestellzeiten", "times"),
        Link("/ferien", "closures"),
        Link("/abholorte", "stations"),
        Link("/import", "imports"),
        Link("/aushang", "print"),
    ),
    "money": (
        Link("/geld", "money", own=True),
        Link("/rechnungen", "papers"),
        Link("/auszuege", "exports"),
    ),
    "law": (
        Link("/nachweise", "proofs"),
        Link("/rechtstexte", "texts"),
        Link("/widerrufe", "withdrawals"),
        Link("/rueckrufe", "recalls"),
        Link("/entscheidungen", "decisions"),
    ),
    "people": (
        Link("/leute", "crew", own=True),
        Link("/beratung", "mandate", own=True),
        Link("/verlauf", "log"),
    ),
}


async def more(request: Request) -> Response:
    shop = await my_shop(request)
    groups = {
        name: [link for link in links if not (link.own and shop.role == "advisor")]
        for name, links in GROUPS.items()
    }
    return page(request, "counter/more.html", shop=shop, tab="more", groups=groups)


ROUTES = [Route("/theke/{slug:slug}/mehr", needs(None, more))]
