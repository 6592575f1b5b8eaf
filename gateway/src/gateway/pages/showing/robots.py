"""What search engines and browsers are told about the market as a whole."""

from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages.assets import address
from gateway.pages.context import impersonal
from gateway.pages.head import CLOSED, base_of
from gateway.pages.showing.documents import LONG, document

_SEARCH = "application/opensearchdescription+xml"
_CLOSED = (*CLOSED, "/api/")
_LONGEST_NAME = 16


async def robots(request: Request) -> Response:
    """Lists with filters stay open: only who may read them sees that they are not to be listed."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), ""]
    lines.append(f"Sitemap: {base_of(request)}/sitemap.xml\n")
    return document(request, "\n".join(lines).encode(), "text/plain; charset=utf-8", LONG)


async def opensearch(request: Request) -> Response:
    """Lets browsers offer our search in their own search field."""
    here, base = impersonal(request), base_of(request)
    name = str(here.text("site.name"))
    body = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">',
            f"<ShortName>{escape(name[:_LONGEST_NAME].strip())}</ShortName>",
            f"<LongName>{escape(name)}</LongName>",
            f"<Description>{escape(str(here.text('site.description')))}</Description>",
            "<InputEncoding>UTF-8</InputEncoding>",
            f"<Language>{here.language}</Language>",
            f'<Image type="image/svg+xml">{escape(base + address("icon.svg"))}</Image>',
            f'<Url type="text/html" template={quoteattr(f"{base}/suche?q={{searchTerms}}")}/>',
            "</OpenSearchDescription>\n",
        ]
    )
    return document(request, body.encode(), _SEARCH, LONG)
