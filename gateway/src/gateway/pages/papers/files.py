"""Papers as downloads: which kind is wanted, and under which name it is saved."""

from starlette.requests import Request
from starlette.responses import Response

_TYPES = {
    "pdf": "application/pdf",
    "xml": "application/xml",
    "xrechnung": "application/xml",
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
}
_FORMATS = ("pdf", "xml", "xrechnung")


def format_of(request: Request) -> str:
    """What people choose by a link; anything else is the paper itself."""
    chosen = request.query_params.get("als", "pdf")
    return chosen if chosen in _FORMATS else "pdf"


def download(content: bytes, name: str, kind: str) -> Response:
    ending = "xml" if kind == "xrechnung" else kind
    headers = {
        "Content-Disposition": f'attachment; filename="{name}.{ending}"',
        "Cache-Control": "private, no-store",
    }
    return Response(content, headers=headers, media_type=_TYPES[kind])
