"""Requests that come by the thousand, answered without FastAPI's long preparations.

A shortcut is a route that is asked before all others and described nowhere: it reads a request by
hand. What is not plainly in order it hands to `scope[LONG_WAY]`, the routes that describe it and
say in detail what is wrong.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

LONG_WAY: Final = "market.long_way"
_TAKEN: Final = "market.shortcut"

Wrapper = Callable[[ASGIApp], ASGIApp]


class AppWithShortcuts(FastAPI):
    """`wrapper` is put around shortcuts, as a middleware of the app is around all else."""

    def __init__(self, shortcuts: Sequence[BaseRoute], wrapper: Wrapper, **options: Any) -> None:
        self._shortcuts = tuple(shortcuts)
        self._wrapper = wrapper
        super().__init__(**options)

    def build_middleware_stack(self) -> ASGIApp:
        long = super().build_middleware_stack()
        return self._choosing(long) if self._shortcuts else long

    def _choosing(self, long: ASGIApp) -> ASGIApp:
        short, shortcuts = self._short_stack(), self._shortcuts

        async def choose(scope: Scope, receive: Receive, send: Send) -> None:
            for shortcut in shortcuts:
                match, found = shortcut.matches(scope)
                if match is Match.FULL:
                    scope.update(found)
                    scope[_TAKEN] = shortcut
                    await short(scope, receive, send)
                    return
            await long(scope, receive, send)

        return choose

    def _short_stack(self) -> ASGIApp:
        """The app's own handling of errors, and nothing that shortcuts have no use for."""
        handlers = dict(self.exception_handlers)
        unexpected = handlers.pop(Exception, None)
        # What FastAPI's own routes find around them, too.
        routes = AsyncExitStackMiddleware(self.router)

        async def take(scope: Scope, receive: Receive, send: Send) -> None:
            scope[LONG_WAY] = routes
            await scope[_TAKEN].handle(scope, receive, send)

        inner: ASGIApp = ExceptionMiddleware(take, handlers=handlers)
        return ServerErrorMiddleware(self._wrapper(inner), handler=unexpected)
