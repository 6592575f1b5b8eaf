"""The market's web pages, rendered on the server."""

from gateway.pages import paths  # noqa: F401 - registers the path convertors
from gateway.pages.routes import routes
from gateway.pages.turned_away import turned_away

__all__ = ["routes", "turned_away"]
