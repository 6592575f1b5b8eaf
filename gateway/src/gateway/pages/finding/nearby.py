"""Where somebody wants to shop: a place this browser remembers, or a position just for now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.context import Context, context
from gateway.pages.forms import read
from gateway.pages.problems import guarded
from gateway.pages.reply import go, set_cookie
from gateway.pages.typed import rounded

PLACE_COOKIE = "ort"
RADIUS_KM = 15
_HALF_A_YEAR = 182 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Nearby:
    """The place to measure from. `name` is empty for a device's position."""

    lat: float
    lon: float
    name: str = ""
    postal_code: str = ""
    radius_km: int = RADIUS_KM

    @property
    def near(self) -> str:
        return rounded(f"{self.lat},{self.lon}")

    @property
    def fields(self) -> dict[str, str]:
        """What a search has to carry along to be about this neighbourhood."""
        where = {"place": self.name} if self.name else {"near": self.near}
        return where | {"radius_km": str(self.radius_km)}


def nearby(request: Request) -> Nearby | None:
    """The position in the address, else the place in the cookie."""
    if near := rounded(request.query_params.get("near", "")):
        lat, lon = map(float, near.split(","))
        return Nearby(lat, lon)
    here = context(request)
    return of_place(known_place(here, request.cookies.get(PLACE_COOKIE, ""), by_key=True))


def of_place(place: Mapping[str, Any] | None) -> Nearby | None:
    if place is None:
        return None
    return Nearby(
        float(place["lat"]), float(place["lon"]), str(place["name"]), str(place["postal_code"])
    )


def known_place(here: Context, text: str, *, by_key: bool = False) -> Mapping[str, Any] | None:
    """A place of the region by key, name or postal code; `06724 Kayna` names one too."""
    wanted = " ".join(text.casefold().split())
    if not wanted:
        return None
    places = here.region.places
    if by_key:
        return next((p for p in places if p["key"] == wanted), None)
    for place in places:
        code, name = str(place["postal_code"]), str(place["name"]).casefold()
        if wanted in {name, f"{code} {name}"}:
            return place
    codes = ((str(place["postal_code"]), place) for place in places)
    further = ((code, place) for place in places for code in place.get("further_codes", ()))
    return next((place for code, place in (*codes, *further) if code == wanted), None)


async def remember(request: Request) -> Response:
    """Keep the place in this browser, or forget it when the field is empty."""
    form = await read(request)
    typed = form.text("place")
    place = known_place(context(request), typed)
    if typed and place is None:
        return go(request, "/", "place_unknown")
    answer = go(request, "/", "place_kept" if place else "place_forgotten")
    if place:
        set_cookie(request, answer, PLACE_COOKIE, str(place["key"]), _HALF_A_YEAR)
    else:
        answer.delete_cookie(PLACE_COOKIE, path="/")
    return answer


ROUTES = [Route("/ort", guarded(remember), methods=["POST"])]
