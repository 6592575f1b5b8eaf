"""Site maps as search engines read them (sitemaps.org)."""

from collections.abc import Iterable
from xml.sax.saxutils import escape

_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"


def pages(entries: Iterable[tuple[str, str]]) -> bytes:
    """Address and day of the last change of each page; no day where nobody knows it."""
    return _document("urlset", "url", entries)


def index(addresses: Iterable[str]) -> bytes:
    return _document("sitemapindex", "sitemap", ((address, "") for address in addresses))


def _document(root: str, each: str, entries: Iterable[tuple[str, str]]) -> bytes:
    lines = [f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} xmlns="{_SCHEMA}">']
    for address, day in entries:
        changed = f"<lastmod>{escape(day)}</lastmod>" if day else ""
        lines.append(f"<{each}><loc>{escape(address)}</loc>{changed}</{each}>")
    return "\n".join([*lines, f"</{root}>\n"]).encode()
