"""Headers of the pages that people see: strict, and kept by nobody."""

from collections.abc import Iterable
from urllib.parse import urlsplit


def headers_for(addresses: Iterable[str | None]) -> dict[str, str]:
    """`form-action` also judges where a sent form is led on to, so those places belong in."""
    ways = {"'self'"}
    for address in addresses:
        parts = urlsplit(address or "")
        if parts.scheme in {"http", "https"}:
            ways.add(f"{parts.scheme}://{parts.netloc}")
    return {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none';"
        f" frame-ancestors 'none'; form-action {' '.join(sorted(ways))}",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
