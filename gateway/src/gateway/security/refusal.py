"""A request turned away at the door, as problem+json."""

from collections.abc import Mapping

from marketkit.problems import problem
from starlette.responses import Response


class Refusal(Exception):  # noqa: N818 - the word for it; nothing went wrong on our side
    def __init__(
        self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})

    def response(self, request_id: str) -> Response:
        return problem(
            self.status, self.code, self.detail, request_id=request_id, headers=self.headers
        )
