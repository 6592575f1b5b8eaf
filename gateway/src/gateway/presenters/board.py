"""The advisors' board: where each business stands on its way onto the market."""

COLUMNS = ("collect", "ready", "handed", "live")


def column_of(stage: str, status: str, missing: int) -> str:
    """Statements to collect → ready to hand over → handed over → selling."""
    if status in {"live", "paused"}:
        return "live"
    if stage == "handed_over":
        return "handed"
    return "collect" if missing else "ready"


def step_of(stage: str, status: str, missing: int) -> int:
    """The column as a number for the steps, counted from 1; a selling shop has all behind it."""
    column = COLUMNS.index(column_of(stage, status, missing)) + 1
    return column + 1 if column == len(COLUMNS) else column
