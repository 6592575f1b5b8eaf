"""Drawn pictures of the region: `/bilder/<key>.svg`."""

import re
from functools import lru_cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from gateway.pages.assets import Asset, assets, pack, respond
from gateway.pages.region import region_folder

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_KEEP_A_DAY = "public, max-age=86400"
FALLBACK = "basket.svg"


@lru_cache(maxsize=512)
def drawn(folder: Path, key: str) -> Asset | None:
    """The region's own drawing, or None."""
    if not _KEY.fullmatch(key):
        return None
    path = folder / "pictures" / f"{key}.svg"
    if not path.is_file():
        return None
    body = path.read_bytes()
    return Asset(body, pack(body), "image/svg+xml")


async def picture(request: Request) -> Response:
    asset = drawn(region_folder(request.app), request.path_params["key"])
    if asset is None:
        # A basket stands in for what nobody has drawn yet; the next look may find it.
        return respond(request, assets()[FALLBACK], "public, max-age=300")
    return respond(request, asset, _KEEP_A_DAY)


ROUTES = [Route("/bilder/{key}.svg", picture)]
