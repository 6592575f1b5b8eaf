"""The control desk for tests: faults, clock, replays and the log. Off unless asked for."""

from collections.abc import Callable
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from stripe_standin import accounts, disputes, payouts, refunds
from stripe_standin.courier import Courier
from stripe_standin.desk import Desk
from stripe_standin.errors import ApiError
from stripe_standin.faults import Fault, Faults
from stripe_standin.routes import public
from stripe_standin.store import Document

Shape = TypeVar("Shape", bound=BaseModel)


class _Body(BaseModel):
    model_config = ConfigDict(extra="forbid")


class ClockMove(_Body):
    advance: float = Field(ge=-366 * 24 * 3600, le=366 * 24 * 3600)


class Redelivery(_Body):
    times: int = Field(1, ge=1, le=100)
    # A forged moment of signing, in Unix seconds; now when empty.
    signed_at: int | None = None


class AccountState(_Body):
    state: Literal["active", "pending", "restricted", "rejected"]


class NewDispute(_Body):
    charge: str
    amount: int | None = Field(None, ge=1)
    reason: str = "fraudulent"


class Decision(_Body):
    status: Literal["won", "lost"]


class Failure(_Body):
    status: Literal["failed"] = "failed"


class WebhookTarget(_Body):
    url: str | None
    secret: str = ""


class Control:
    def __init__(self, desk: Desk, faults: Faults, courier: Courier) -> None:
        self._desk = desk
        self._faults = faults
        self._courier = courier

    def routes(self) -> list[Route]:
        return [
            Route("/_control/faults", self.faults, methods=["GET", "POST", "DELETE"]),
            Route("/_control/clock", self.clock, methods=["POST"]),
            Route("/_control/webhook", self.webhook, methods=["PUT"]),
            Route("/_control/events/{event_id}/deliver", self.deliver, methods=["POST"]),
            Route("/_control/accounts/{id}", self.account, methods=["POST"]),
            Route("/_control/disputes", self.dispute, methods=["POST"]),
            Route("/_control/disputes/{id}", self.decide, methods=["POST"]),
            Route("/_control/refunds/{id}", self.fail_refund, methods=["POST"]),
            Route("/_control/payouts/{id}", self.fail_payout, methods=["POST"]),
            Route("/_control/release", self.release, methods=["POST"]),
            Route("/_control/deliveries", self.deliveries, methods=["GET"]),
            Route("/_control/log", self.log, methods=["GET"]),
        ]

    async def faults(self, request: Request) -> JSONResponse:
        if request.method == "DELETE":
            self._faults.clear()
        elif request.method == "POST":
            fault = await _parse(request, Fault)
            if isinstance(fault, JSONResponse):
                return fault
            self._faults.add(fault)
        return JSONResponse({"faults": [fault.model_dump() for fault in self._faults.waiting]})

    async def clock(self, request: Request) -> JSONResponse:
        move = await _parse(request, ClockMove)
        if isinstance(move, JSONResponse):
            return move
        self._desk.ahead += move.advance
        self._courier.wake()
        return JSONResponse({"now": self._desk.stamp(), "ahead": self._desk.ahead})

    async def webhook(self, request: Request) -> JSONResponse:
        target = await _parse(request, WebhookTarget)
        if isinstance(target, JSONResponse):
            return target
        self._desk.settings.webhook_url = target.url
        self._desk.settings.webhook_secret = target.secret
        return JSONResponse({"url": target.url})

    async def deliver(self, request: Request) -> JSONResponse:
        again = await _parse(request, Redelivery)
        if isinstance(again, JSONResponse):
            return again
        event_id = request.path_params["event_id"]
        if self._desk.store.find("event", event_id) is None:
            return JSONResponse({"error": "no such event"}, 404)
        for _ in range(again.times):
            self._courier.plan(event_id, signed_at=again.signed_at)
        self._courier.wake()
        return JSONResponse({"planned": again.times})

    async def account(self, request: Request) -> JSONResponse:
        """What Stripe makes of an account after looking at it."""
        asked = await _parse(request, AccountState)
        if isinstance(asked, JSONResponse):
            return asked
        return self._done(lambda: accounts.move(self._desk, request.path_params["id"], asked.state))

    async def dispute(self, request: Request) -> JSONResponse:
        asked = await _parse(request, NewDispute)
        if isinstance(asked, JSONResponse):
            return asked
        return self._done(
            lambda: disputes.begin(
                self._desk, self._desk.get("charge", asked.charge), asked.amount, asked.reason
            )
        )

    async def decide(self, request: Request) -> JSONResponse:
        asked = await _parse(request, Decision)
        if isinstance(asked, JSONResponse):
            return asked
        won = asked.status == "won"
        return self._done(lambda: disputes.decide(self._desk, request.path_params["id"], won=won))

    async def fail_refund(self, request: Request) -> JSONResponse:
        asked = await _parse(request, Failure)
        if isinstance(asked, JSONResponse):
            return asked
        return self._done(lambda: refunds.fail(self._desk, request.path_params["id"]))

    async def fail_payout(self, request: Request) -> JSONResponse:
        asked = await _parse(request, Failure)
        if isinstance(asked, JSONResponse):
            return asked
        return self._done(lambda: payouts.fail(self._desk, request.path_params["id"]))

    def _done(self, deed: Callable[[], Document]) -> JSONResponse:
        try:
            with self._desk.store.transaction():
                return JSONResponse(public(deed()))
        except ApiError as error:
            return JSONResponse(error.body(), error.status)

    async def release(self, _request: Request) -> JSONResponse:
        self._courier.release()
        return JSONResponse({"released": True})

    async def deliveries(self, _request: Request) -> JSONResponse:
        rows = self._desk.store.db.execute(
            "SELECT d.event_id, json_extract(o.body, '$.type') AS type, d.state, d.attempts, d.last"
            " FROM delivery d JOIN object o ON o.id = d.event_id ORDER BY d.seq"
        )
        return JSONResponse({"deliveries": [dict(row) for row in rows]})

    async def log(self, _request: Request) -> JSONResponse:
        return JSONResponse({"log": self._desk.store.notes()})


async def _parse(request: Request, shape: type[Shape]) -> Shape | JSONResponse:
    try:
        return shape.model_validate_json(await request.body())
    except ValidationError as error:
        faults = [{"field": fault["loc"], "message": fault["msg"]} for fault in error.errors()]
        return JSONResponse({"errors": faults}, 422)
