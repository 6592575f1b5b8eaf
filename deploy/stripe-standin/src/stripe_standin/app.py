"""Puts the stand-in together: API, pay page, control desk and courier as one ASGI app."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from stripe_standin.api import Api
from stripe_standin.connect import ConnectPage
from stripe_standin.control import Control
from stripe_standin.courier import Courier
from stripe_standin.desk import Desk
from stripe_standin.faults import Faults
from stripe_standin.paypage import PayPage
from stripe_standin.settings import StandinSettings
from stripe_standin.store import Store


class Standin:
    """An ASGI app; `start` and `stop` are its lifespan for whoever mounts it under a path."""

    def __init__(self, settings: StandinSettings) -> None:
        self.settings = settings
        self.desk = Desk(settings, Store(settings.state_file))
        self.faults = Faults()
        self.courier = Courier(self.desk, self.faults)
        self.desk.on_event = self.courier.accept
        self.api = Api(self.desk, self.faults)
        self._app = Starlette(routes=self._routes(), lifespan=self._lifespan)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def start(self) -> None:
        self.courier.start()

    async def stop(self) -> None:
        await self.courier.stop()
        self.desk.store.close()

    def _routes(self) -> list[Route]:
        control = Control(self.desk, self.faults, self.courier)
        return [
            Route("/v1/{path:path}", self.api.endpoint, methods=["GET", "POST", "DELETE"]),
            *PayPage(self.desk).routes(),
            *ConnectPage(self.desk).routes(),
            Route("/health/live", _alive, methods=["GET"]),
            *(control.routes() if self.settings.control else []),
        ]

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        self.start()
        try:
            yield
        finally:
            await self.stop()


def create_standin(settings: StandinSettings | None = None) -> Standin:
    return Standin(settings or StandinSettings())


async def _alive(_request: Request) -> Response:
    return JSONResponse({"status": "ok"})
