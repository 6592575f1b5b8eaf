"""A shop's window for its own website: a page that may stand in a frame anywhere."""

from gateway.pages.embed import widget

ROUTES = widget.ROUTES
