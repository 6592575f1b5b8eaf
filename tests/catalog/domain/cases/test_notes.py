"""Notes are their author's for a day."""

from datetime import timedelta

import pytest
from catalog.domain.cases.notes import (
    KEPT_AFTER_DELETION,
    OPEN_FOR,
    NoteDeletedError,
    NoteFixedError,
    NotYourNoteError,
)
from marketkit.clock import new_id

from tests.catalog.domain.cases.builders import AUTHOR, NOW, a_note

LATER = NOW + OPEN_FOR


def test_within_a_day_the_author_corrects_it() -> None:
    note = a_note().edit("Waage und Etiketten", AUTHOR, LATER - timedelta(seconds=1))

    assert (note.text, note.version) == ("Waage und Etiketten", 2)
    assert note.edit(note.text, AUTHOR, LATER - timedelta(seconds=1)) is note


def test_after_a_day_it_stays_as_it_is() -> None:
    with pytest.raises(NoteFixedError):
        a_note().edit("anders", AUTHOR, LATER)
    with pytest.raises(NoteFixedError):
        a_note().delete(AUTHOR, LATER)


def test_nobody_else_touches_it() -> None:
    for change in (
        lambda: a_note().edit("anders", new_id(), NOW),
        lambda: a_note().delete(new_id(), NOW),
        lambda: a_note(deleted_at=NOW).restore(new_id(), NOW),
        lambda: a_note(deleted_at=NOW).delete(new_id(), NOW),
    ):
        with pytest.raises(NotYourNoteError):
            change()


def test_deleting_can_be_undone_for_a_week() -> None:
    gone = a_note().delete(AUTHOR, NOW)
    end = NOW + KEPT_AFTER_DELETION

    assert gone.delete(AUTHOR, LATER) is gone
    assert gone.restore(AUTHOR, end - timedelta(seconds=1)).deleted_at is None
    with pytest.raises(NoteDeletedError):
        gone.restore(AUTHOR, end)
    with pytest.raises(NoteDeletedError):
        gone.edit("anders", AUTHOR, NOW)
