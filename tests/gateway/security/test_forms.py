import pytest
from gateway.domain.keys import form_token, new_key
from gateway.security.forms import FormTokenError, require_form_token
from starlette.requests import Request


def a_request(session_key: str | None) -> Request:
    return Request(
        {"type": "http", "headers": [], "state": {"form_token": form_token(session_key)}}
    )


@pytest.mark.parametrize("session_key", [new_key(), None], ids=["visitor", "guest"])
def test_the_token_of_this_browser_fits(session_key: str | None) -> None:
    require_form_token(a_request(session_key), form_token(session_key))


@pytest.mark.parametrize(
    "sent",
    [None, "", "guest", form_token(new_key()), 7],
    ids=["none", "empty", "guest", "another's", "number"],
)
def test_any_other_does_not(sent: object) -> None:
    with pytest.raises(FormTokenError):
        require_form_token(a_request(new_key()), sent)
