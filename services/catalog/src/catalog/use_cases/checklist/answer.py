"""A shop, or somebody for it, answers a line of the checklist."""

import calendar
from datetime import date

from marketkit.db import Session
from marketkit.errors import FieldError, InvalidError

from catalog.domain.checklist.item import Item, Shown
from catalog.domain.checklist.requirement import Evidence, Requirement
from catalog.domain.rights import Actor
from catalog.use_cases.checklist.access import Line, keep_answer, line_to_answer
from catalog.use_cases.checklist.forms import DeclareForm
from catalog.use_cases.ports import Surroundings
from catalog.use_cases.versions import check_version


class NotDeclarableError(InvalidError):
    code = "not_declarable"
    message = "Dafür reicht eine Erklärung nicht."


async def declare(
    slug: str, key: str, form: DeclareForm, actor: Actor, expected: int | None, around: Surroundings
) -> None:
    """Say that it is so. The same declaration again, while it holds, changes nothing."""
    async with around.db.session() as session:
        line = await line_to_answer(session, slug, key, actor, around)
        check_version(line.item.version, expected)
        await declare_line(session, line, form.valid_until, actor, around)


async def declare_line(
    session: Session, line: Line, valid_until: date | None, actor: Actor, around: Surroundings
) -> None:
    if line.requirement.evidence is not Evidence.CHECK:
        raise NotDeclarableError
    line.check_may_say()
    until = ends(line.requirement, valid_until, around.today())
    if not _holds_already(line, until, around.today()):
        item = line.item.submit(
            line.requirement, line.by, by_market=line.by_market, valid_until=until
        )
        await keep_answer(session, line, item, actor, "checklist.declared")


def ends(requirement: Requirement, wanted: date | None, today: date) -> date | None:
    """The last day on which it counts: as said, never longer than the requirement allows."""
    if wanted is not None and wanted < today:
        message = "Dieses Datum liegt in der Vergangenheit."
        raise InvalidError(errors=[FieldError("valid_until", message)])
    if requirement.valid_months is None:
        return wanted
    latest = _months_later(today, requirement.valid_months)
    return min(wanted, latest) if wanted else latest


def _holds_already(line: Line, until: date | None, today: date) -> bool:
    item: Item = line.item
    return (
        item.shown in {Shown.ACCEPTED, Shown.SUBMITTED}
        and item.statement == line.requirement.declaration
        and item.valid_until == until
        and not item.has_expired(today)
    )


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
