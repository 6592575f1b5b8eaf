"""The API endpoint: key check, faults, idempotency, one transaction, and the answer."""

import asyncio
import base64
import binascii

from starlette.requests import Request
from starlette.responses import JSONResponse

from stripe_standin.accounts import whose
from stripe_standin.desk import API_VERSION, Desk, new_id
from stripe_standin.errors import ApiError, broken, lock_timeout, too_many
from stripe_standin.faults import Fault, Faults
from stripe_standin.forms import parse_form
from stripe_standin.idempotency import Answer, Keys, fingerprint_of
from stripe_standin.params import Params
from stripe_standin.routes import Call, perform

LARGEST_BODY = 1_000_000
LONGEST_KEY = 255
REFUSALS = {"409": lock_timeout, "429": too_many, "500": broken}


class Api:
    def __init__(self, desk: Desk, faults: Faults) -> None:
        self._desk = desk
        self._faults = faults
        self.keys = Keys(desk.store)

    async def endpoint(self, request: Request) -> JSONResponse:
        request_id = new_id("req_", 14)
        headers = {"Request-Id": request_id, "Stripe-Version": API_VERSION}
        path = request.path_params["path"]
        fault = self._faults.for_call(request.method, f"/v1/{path}")
        try:
            check_key(request.headers.get("authorization", ""), self._desk.settings.api_key)
            answer, replayed = await self._answer(request, f"/v1/{path}", fault)
        except ApiError as error:
            answer, replayed = Answer(error.status, error.body()), False
        if replayed:
            headers["Idempotent-Replayed"] = "true"
        if answer.status >= 500:  # noqa: PLR2004 -- a saved failure is given again, so say so
            headers["Stripe-Should-Retry"] = "false" if self._saved(fault) else "true"
        self._desk.store.note(
            self._desk.now(),
            "call",
            method=request.method,
            path=f"/v1/{path}",
            status=answer.status,
            key=request.headers.get("idempotency-key"),
            replayed=replayed,
            fault=fault.fault if fault else None,
        )
        if fault and fault.fault == "timeout" and fault.when == "after":
            await asyncio.sleep(fault.seconds)
        return JSONResponse(answer.body, answer.status, headers)

    @staticmethod
    def _saved(fault: Fault | None) -> bool:
        return fault is None or fault.fault == "error_after_commit"

    async def _answer(
        self, request: Request, path: str, fault: Fault | None
    ) -> tuple[Answer, bool]:
        if fault and fault.fault in REFUSALS:
            refusal = REFUSALS[fault.fault]()
            raise refusal
        body = await _body(request)
        form = body.decode() if request.method == "POST" else request.url.query
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        if key and len(key) > LONGEST_KEY:
            raise ApiError("Idempotency keys can be up to 255 characters.")
        fingerprint = fingerprint_of(request.method, path, body)
        known = self.keys.recall(key, fingerprint) if key else None
        if known:
            return known, True
        if fault and fault.fault == "timeout" and fault.when == "before":
            await self._hold(key, fault.seconds)
        account = whose(self._desk, request.headers.get("stripe-account"))
        call = Call(request.method, path, Params(parse_form(form)), _address(request), account)
        spoiled = fault is not None and fault.fault == "error_after_commit"
        return self._perform(call, key, fingerprint, spoiled=spoiled), False

    async def _hold(self, key: str | None, seconds: float) -> None:
        if key is None:
            await asyncio.sleep(seconds)
            return
        self.keys.begin(key)
        try:
            await asyncio.sleep(seconds)
        finally:
            self.keys.end(key)

    def _perform(self, call: Call, key: str | None, fingerprint: str, *, spoiled: bool) -> Answer:
        try:
            with self._desk.store.transaction():
                answer = Answer(200, perform(self._desk, call))
                if spoiled:
                    answer = Answer(500, broken().body())
                if key:
                    self.keys.save(key, fingerprint, answer)
        except ApiError as error:
            answer = Answer(error.status, error.body())
            if key and error.saved:
                with self._desk.store.transaction():
                    self.keys.save(key, fingerprint, answer)
        return answer


def check_key(header: str, expected: str | None) -> None:
    scheme, _, value = header.partition(" ")
    key = _basic(value) if scheme.lower() == "basic" else value.strip()
    if not key:
        raise ApiError("You did not provide an API key.", status=401)
    if "_live_" in key:
        raise ApiError("This is a stand-in for tests: it refuses live keys.", status=401)
    if expected is not None and key != expected:
        raise ApiError(f"Invalid API Key provided: {key[:8]}***", status=401)


def _basic(value: str) -> str:
    try:
        return base64.b64decode(value).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _address(request: Request) -> str:
    """Our own address as the caller sees it, with the path we may be mounted under."""
    return f"{request.url.scheme}://{request.url.netloc}{request.scope.get('root_path', '')}"


async def _body(request: Request) -> bytes:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > LARGEST_BODY:
            raise ApiError("Request body too large.", status=413)
        parts.append(part)
    return b"".join(parts)
