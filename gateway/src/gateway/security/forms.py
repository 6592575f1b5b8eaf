"""The token in every HTML form, bound to the session."""

from marketkit.errors import ForbiddenError
from starlette.requests import Request

from gateway.domain.keys import same


class FormTokenError(ForbiddenError):
    code = "form_token"
    message = "Das Formular ist abgelaufen. Bitte laden Sie die Seite neu."


def require_form_token(request: Request, sent: object) -> None:
    expected: str = request.state.form_token
    if not isinstance(sent, str) or not same(sent, expected):
        raise FormTokenError
