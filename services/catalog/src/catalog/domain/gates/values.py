"""Whether a value can stand for a statement: its kind first, its format after."""

from datetime import date

from catalog.domain.gates.formats import FORMATS, number
from catalog.domain.statements import NO, YES, Statement

LONGEST = {"longtext": 4000}
_LINE = 400


def value_problem(statement: Statement, value: str) -> str | None:
    """What is wrong with it, in German; None when it may stay."""
    if not value:
        return None
    longest = LONGEST.get(statement.kind, _LINE)
    if len(value) > longest:
        return f"Bitte kürzer, höchstens {longest} Zeichen."
    if problem := _kind_problem(statement, value):
        return problem
    check = FORMATS.get(statement.format)
    return check(value) if check else None


def _kind_problem(statement: Statement, value: str) -> str | None:
    match statement.kind:
        case "choice" if value not in statement.choices:
            return f"Möglich sind: {_listed(statement)}."
        case "choices" if set(value.split(",")) - set(statement.choices):
            return f"Möglich sind: {_listed(statement)}."
        case "bool" if value not in {YES, NO}:
            return "Bitte ja oder nein (true oder false)."
        case "number" if number(value) is None and not statement.format:
            return "Bitte eine Zahl."
        case "date" if not _is_date(value):
            return "Bitte als Datum, zum Beispiel 2026-12-24."
        case _:
            return None


def _listed(statement: Statement) -> str:
    return ", ".join(f"{names['de']} ({key})" for key, names in statement.choices.items())


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
