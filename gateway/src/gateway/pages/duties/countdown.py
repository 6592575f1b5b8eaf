"""How long is left until a legal deadline, in words."""

from gateway.pages.context import Context


def countdown(here: Context, days_left: int | None, *, overdue: bool) -> str:
    """Empty where no law sets a day. Working days, as the catalogue counted them."""
    if days_left is None:
        return ""
    if overdue:
        return str(here.plural("duties.overdue", abs(days_left)))
    if days_left == 0:
        return str(here.text("duties.due.today"))
    return str(here.plural("duties.due", days_left))
