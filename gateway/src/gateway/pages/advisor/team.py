"""Who works at the advisors' desk, and the words its pages choose from."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from gateway.pages.context import Context, context
from gateway.pages.problems import Handler, guarded, sign_in_first
from gateway.pages.refusals import PageProblem

STAGES: Final = ("contact", "visit", "preparing", "review", "live")
FOLDED: Final = ("care", "dropped")
KINDS: Final = ("food", "farm", "craft", "retail", "maker", "service")
ORIGINS: Final = ("visit", "phone", "event", "demand", "application", "other")
REASONS: Final = (
    "no_interest", "no_time", "costs", "rules", "own_way", "closing", "not_reached",
    "not_fitting", "other",
)  # fmt: skip
APPOINTMENTS: Final = ("shop_visit", "photo_studio", "makerspace", "workshop")
PREFERRED: Final = ("phone", "email", "visit")


def for_team(handler: Handler) -> Handler:
    """For advisors and for operators, who help out."""

    async def answer(request: Request) -> Response:
        here = context(request)
        if here.account is None:
            return sign_in_first(request)
        if not (here.may("advisor") or here.may("operator")):
            raise PageProblem(403)
        return await handler(request)

    return guarded(answer)


def choices(here: Context, area: str, keys: tuple[str, ...]) -> list[tuple[str, str]]:
    """`(key, words)` for a select."""
    return [(key, str(here.text(f"case.{area}.{key}"))) for key in keys]


def whose(here: Context, asked: str) -> str | None:
    """The filter by advisor as the service takes it; one's own caseload unless asked otherwise."""
    if asked == "alle" or (not asked and not here.may("advisor")):
        return None
    return {"": "me", "ich": "me", "niemand": "nobody"}.get(asked, asked)
