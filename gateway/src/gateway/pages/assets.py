"""Static files under an address that changes with their content, so browsers may keep them."""

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

_FOLDER = Path(__file__).parent.parent / "static"
_KEEP_FOR_EVER = "public, max-age=31536000, immutable"
_WORTH_PACKING = 512


@dataclass(frozen=True, slots=True)
class Asset:
    body: bytes
    packed: bytes | None
    media_type: str


@cache
def assets() -> Mapping[str, Asset]:
    """All static files by name, read once."""
    return {path.name: _read(path) for path in sorted(_FOLDER.iterdir()) if path.is_file()}


@cache
def release() -> str:
    """One fingerprint over all files: scripts may then import each other by plain name."""
    digest = hashlib.sha256()
    for name, asset in assets().items():
        digest.update(name.encode() + asset.body)
    return digest.hexdigest()[:12]


def address(name: str) -> str:
    if name not in assets():
        raise LookupError(name)
    return f"/static/{release()}/{name}"


def respond(request: Request, asset: Asset, cache_control: str = _KEEP_FOR_EVER) -> Response:
    """The asset, packed when the browser can unpack it."""
    headers = {
        "Cache-Control": cache_control,
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if asset.packed and "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(asset.packed, headers=headers, media_type=asset.media_type)
    return Response(asset.body, headers=headers, media_type=asset.media_type)


async def static_file(request: Request) -> Response:
    asset = assets().get(request.path_params["name"])
    if asset is None:
        return Response(status_code=404)
    # An address of an earlier release still gets today's file, but is not kept for ever.
    current = request.path_params["release"] == release()
    return respond(request, asset, _KEEP_FOR_EVER if current else "no-cache")


def pack(body: bytes) -> bytes | None:
    return gzip.compress(body, 9, mtime=0) if len(body) > _WORTH_PACKING else None


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    return Asset(body, pack(body), media_type)


ROUTES = [Route("/static/{release}/{name}", static_file)]
