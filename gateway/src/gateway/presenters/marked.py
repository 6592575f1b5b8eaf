"""Words that a search hit, marked, and nothing else: whatever else is in the text is text."""

from html import unescape

from markupsafe import Markup, escape

from gateway.presenters.hyphens import soft_hyphens

OPEN, CLOSE = "<mark>", "</mark>"


def marked(html: str) -> Markup:
    """The HTML of a highlight, made anew: marks stay, everything between them is escaped."""
    first, *rest = html.split(OPEN)
    pieces = [_plain(first)]
    for piece in rest:
        inside, _, after = piece.partition(CLOSE)
        pieces.append(Markup("<mark>{}</mark>{}").format(_plain(inside), _plain(after)))
    return Markup("").join(pieces)


def _plain(piece: str) -> Markup:
    return escape(soft_hyphens(unescape(piece.replace(CLOSE, ""))))
