"""Refusals in the shape of Stripe's error objects."""

from typing import Any

DOCS = "https://stripe.com/docs/error-codes/"


class ApiError(Exception):
    """One refusal; `saved` says whether an idempotency key remembers it."""

    def __init__(
        self,
        message: str,
        *,
        status: int = 400,
        kind: str = "invalid_request_error",
        code: str | None = None,
        param: str | None = None,
        saved: bool = False,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.kind = kind
        self.code = code
        self.param = param
        self.saved = saved

    def body(self) -> dict[str, Any]:
        error: dict[str, Any] = {"message": self.message, "type": self.kind}
        if self.code:
            error |= {"code": self.code, "doc_url": DOCS + self.code.replace("_", "-")}
        if self.param:
            error["param"] = self.param
        return {"error": error}


def missing(name: str) -> ApiError:
    return ApiError(f"Missing required param: {name}.", code="parameter_missing", param=name)


def unknown(name: str) -> ApiError:
    return ApiError(f"Received unknown parameter: {name}", code="parameter_unknown", param=name)


def no_such(what: str, object_id: str, param: str = "id") -> ApiError:
    return ApiError(
        f"No such {what}: '{object_id}'", status=404, code="resource_missing", param=param
    )


def refused(message: str, code: str | None = None, param: str | None = None) -> ApiError:
    """The endpoint began its work and said no: such an answer is replayed."""
    return ApiError(message, code=code, param=param, saved=True)


def lock_timeout() -> ApiError:
    return ApiError(
        "This object cannot be accessed right now because another API request or Stripe process "
        "is currently accessing it.",
        status=409,
        code="lock_timeout",
    )


def too_many() -> ApiError:
    return ApiError("Too many requests hit the API too quickly.", status=429, code="rate_limit")


def broken() -> ApiError:
    return ApiError("An unknown error occurred.", status=500, kind="api_error")


def key_in_use(key: str) -> ApiError:
    return ApiError(
        f"There is currently another in-progress request using this Idempotent Key '{key}' "
        "(that probably means you submitted twice, and the other request is still going through).",
        status=409,
        kind="idempotency_error",
        code="idempotency_key_in_use",
    )


def key_reused(key: str) -> ApiError:
    return ApiError(
        "Keys for idempotent requests can only be used with the same parameters they were first "
        f"used with. Try using a key other than '{key}' if you meant to execute a different "
        "request.",
        kind="idempotency_error",
    )
