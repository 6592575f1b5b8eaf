"""The search itself, read by hand and answered by its route's function."""

from typing import Final

from fastapi import Request
from marketkit.shortcuts import LONG_WAY
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from search.http.quick import parameters_of
from search.http.routes import kept, search_route

_PATH: Final = "/api/v1/search"


class SearchShortcut(BaseRoute):
    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        mine = scope["type"] == "http" and scope["path"] == _PATH and scope["method"] == "GET"
        return (Match.FULL, {}) if mine and LONG_WAY not in scope else (Match.NONE, {})

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        response = kept(request)
        if response is None:
            parameters = parameters_of(scope["query_string"])
            if parameters is None:
                await scope[LONG_WAY](scope, receive, send)
                return
            response = await search_route(request, parameters)
        await response(scope, receive, send)


SHORTCUTS: Final = (SearchShortcut(),)
