"""Public files for machines: packed, with a tag, kept for a while; the same for everybody."""

import gzip
from hashlib import blake2b

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages.reply import has_tag

_WORTH_PACKING = 512
_MINUTE = 60
SHORT, LONG = 10 * _MINUTE, 24 * 60 * _MINUTE
XML = "application/xml; charset=utf-8"


def document(request: Request, body: bytes, media_type: str, seconds: int = SHORT) -> Response:
    """`seconds`: how long it may be out of date; after that the tag makes asking cheap."""
    tag = f'W/"{blake2b(body, digest_size=12).hexdigest()}"'
    headers = {
        "Cache-Control": f"public, max-age={seconds}",
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    if has_tag(request, tag):
        return Response(status_code=304, headers=headers)
    packable = len(body) > _WORTH_PACKING and not media_type.startswith("image/png")
    if packable and "gzip" in request.headers.get("accept-encoding", ""):
        body = gzip.compress(body, 5, mtime=0)
        headers["Content-Encoding"] = "gzip"
    return Response(body, headers=headers, media_type=media_type)
