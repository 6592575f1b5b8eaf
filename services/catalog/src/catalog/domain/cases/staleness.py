"""Which businesses have been left waiting."""

from datetime import date, datetime, timedelta

from catalog.domain.cases.stages import CaseStage

UNTOUCHED_FOR = timedelta(days=14)
COOLING_STAGES = frozenset({CaseStage.CONTACT, CaseStage.VISIT, CaseStage.PREPARING})
"""Here nothing moves unless the advisor does something."""


def is_stale(stage: CaseStage, touched_at: datetime, at: datetime) -> bool:
    return stage in COOLING_STAGES and at - touched_at >= UNTOUCHED_FOR


def is_overdue(stage: CaseStage, next_step_on: date | None, today: date) -> bool:
    """The day itself is still in time."""
    return stage is not CaseStage.DROPPED and next_step_on is not None and next_step_on < today
