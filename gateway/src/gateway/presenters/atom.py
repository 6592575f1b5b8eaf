"""News as a feed (RFC 4287). Without prices: a reader would keep showing yesterday's."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape as escaped
from xml.sax.saxutils import quoteattr

# No XML may hold these, however they are written; texts from before they were refused may.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Entry:
    product_id: str
    url: str
    title: str
    summary: str
    author: str
    published: str
    updated: str


def feed(url: str, page: str, title: str, language: str, entries: Sequence[Entry]) -> bytes:
    """`url` is the feed's own address and its name for ever, `page` what it is about."""
    # All dates come from one service in one form, so they compare as texts.
    updated = max((entry.updated for entry in entries), default=_NEVER)
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language)}>',
            f"<id>{escape(url)}</id>",
            f"<title>{escape(title)}</title>",
            f"<updated>{escape(updated)}</updated>",
            f'<link rel="self" type="application/atom+xml" href={quoteattr(url)}/>',
            f'<link rel="alternate" type="text/html" href={quoteattr(page)}/>',
            *map(_entry, entries),
            "</feed>\n",
        ]
    ).encode()


def _entry(entry: Entry) -> str:
    """The id is the product's own: a new name or address makes no new entry."""
    return "".join(
        [
            f"<entry><id>urn:uuid:{escape(entry.product_id)}</id>",
            f"<title>{escape(entry.title)}</title>",
            f"<published>{escape(entry.published)}</published>",
            f"<updated>{escape(entry.updated)}</updated>",
            f"<author><name>{escape(entry.author)}</name></author>",
            f"<link href={quoteattr(entry.url)}/>",
            f"<summary>{escape(entry.summary)}</summary></entry>",
        ]
    )


def escape(text: str) -> str:
    return escaped(_FORBIDDEN.sub("", text))
