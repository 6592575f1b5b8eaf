"""Who works at the advisors' desk, and the words its pages choose from."""

from typing import Final

from gateway.pages.context import Context

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


def choices(here: Context, area: str, keys: tuple[str, ...]) -> list[tuple[str, str]]:
    """`(key, words)` for a select."""
    return [(key, str(here.text(f"case.{area}.{key}"))) for key in keys]


def whose(here: Context, asked: str) -> str | None:
    """The filter by advisor as the service takes it; one's own caseload unless asked otherwise."""
    if asked == "alle" or (not asked and not here.may("advisor")):
        return None
    return {"": "me", "ich": "me", "niemand": "nobody"}.get(asked, asked)
