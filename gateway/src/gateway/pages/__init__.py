"""The market's web pages, rendered on the server."""

from gateway.pages import paths  # noqa: F401 - registers the path convertors
from gateway.pages.at_the_door import turned_away
from gateway.pages.routes import routes

__all__ = ["routes", "turned_away"]
