"""Two people changed the same thing: both versions side by side, nothing typed is lost.

Any form can use it. It carries what it began with as `grundlage` and its version; when the
service says that there is a newer one, `differing` finds the fields that are not the same and
`resolved` puts together what was chosen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

from gateway.pages.forms import Form

Fields = Mapping[str, str]
BASE = "grundlage"
_MINE, _THEIRS, _CHOICE = "meins-", "anderes-", "wahl-"
_LINE = "\n"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field with two values; `mine_is_newer`: only the reader changed it."""

    name: str
    label: str
    mine: str
    theirs: str
    mine_is_newer: bool


def written(fields: Fields) -> str:
    """What the form began with, to be carried in it."""
    return orjson.dumps(dict(fields)).decode()


def begun_with(form: Form) -> dict[str, str]:
    """Empty when somebody has tampered with it: then everything counts as changed."""
    try:
        found = orjson.loads(form.text(BASE) or b"{}")
    except orjson.JSONDecodeError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def differing(
    mine: Fields, theirs: Fields, begun: Fields, labels: Mapping[str, str]
) -> list[Difference]:
    """The fields that are not the same, in the form's order."""
    names = dict.fromkeys([*mine, *theirs])
    return [
        Difference(
            name,
            labels.get(name, name),
            mine.get(name, ""),
            theirs.get(name, ""),
            mine.get(name, "") != begun.get(name, ""),
        )
        for name in names
        if mine.get(name, "") != theirs.get(name, "")
    ]


def is_resolution(form: Form) -> bool:
    return form.has("zusammengefuehrt")


def hidden(mine: Fields, theirs: Fields) -> list[tuple[str, str]]:
    """Both versions as hidden fields of the page that asks which one to take."""
    ours = [(f"{_MINE}{name}", value) for name, value in mine.items()]
    return [*ours, *((f"{_THEIRS}{name}", value) for name, value in theirs.items())]


def resolved(form: Form, many: Iterable[str] = ()) -> Form:
    """The form as if it had been typed as it was chosen; `many`: fields of several values."""
    mine, theirs = form.starting(_MINE), form.starting(_THEIRS)
    chosen = {
        name: (theirs if form.text(f"{_CHOICE}{name}") == "theirs" else mine).get(name, "")
        for name in dict.fromkeys([*mine, *theirs])
    }
    several = set(many)
    values = {
        name: [part for part in value.split(_LINE) if part] if name in several else [value]
        for name, value in chosen.items()
        if value
    }
    return Form(values | {"version": [form.text("version")]})
