"""A request turned away at the door, as problem+json for programs and as a page for people."""

from collections.abc import Mapping
from html import escape

from marketkit.problems import problem
from starlette.responses import HTMLResponse, Response

_PAGE = """<!doctype html>
<html lang="de"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><main><h1>{title}</h1><p>{detail}</p>
<p><a href="/">Zur Startseite</a></p></main></html>"""


class Refusal(Exception):  # noqa: N818 - the word for it; nothing went wrong on our side
    def __init__(
        self, status: int, code: str, detail: str, *, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.detail = detail
        self.headers = dict(headers or {})

    def response(self, *, request_id: str, wants_page: bool) -> Response:
        if not wants_page:
            return problem(
                self.status, self.code, self.detail, request_id=request_id, headers=self.headers
            )
        page = _PAGE.format(title="Das ging leider nicht", detail=escape(self.detail))
        return HTMLResponse(page, self.status, self.headers)
