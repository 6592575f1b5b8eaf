"""What an operator may change about the checklist, and what must stay as it is."""

import re
from collections.abc import Callable, Iterable, Sequence

from marketkit.errors import FieldError, InvalidError

from catalog.domain.checklist.requirement import FIELDS, Evidence, GivenBy, Requirement
from catalog.domain.proofs.numbers import FORMS

MOST = 80
_KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")


_RULES: Sequence[tuple[str, Callable[[Requirement], bool], str]] = (
    (
        "key",
        lambda asked: _KEY.fullmatch(asked.key) is not None,
        "Ein Schlüssel hat kleine Buchstaben, Ziffern und Unterstriche.",
    ),
    ("types", lambda asked: bool(asked.types), "Wähle mindestens eine Art von Betrieb."),
    (
        "field",
        lambda asked: asked.evidence is not Evidence.FIELD or asked.field in FIELDS,
        "Wähle, welche Angabe des Ladens gemeint ist.",
    ),
    (
        "proof",
        lambda asked: asked.evidence is not Evidence.PROOF or asked.proof in FORMS,
        "Wähle, welche Nummer gemeint ist.",
    ),
    (
        "declaration",
        lambda asked: asked.evidence is not Evidence.CHECK or bool(asked.declaration.strip()),
        "Schreib den Satz auf, der erklärt werden soll.",
    ),
    (
        "voluntary",
        lambda asked: not (asked.blocks and asked.voluntary),
        "Was das Öffnen verhindert, kann nicht freiwillig sein.",
    ),
    (
        "given_by",
        lambda asked: asked.given_by is not GivenBy.OWNER or asked.evidence is Evidence.CHECK,
        "Nur eine Erklärung kann der Inhaberin vorbehalten sein.",
    ),
)


class BadChecklistError(InvalidError):
    code = "bad_checklist"
    message = "Die Checkliste passt so noch nicht zusammen."


def check_change(before: Sequence[Requirement], after: Sequence[Requirement]) -> None:
    """Raise BadChecklistError naming every line that cannot be.

    What shops have shown must keep its meaning: a line may be retired, never removed, and what it
    asks for stays.
    """
    found = [*problems(after), *_lost(before, after)]
    if found:
        raise BadChecklistError(errors=found)


def problems(requirements: Sequence[Requirement]) -> list[FieldError]:
    found: list[FieldError] = []
    if len(requirements) > MOST:
        found.append(FieldError("requirements", f"Mehr als {MOST} Punkte gehen nicht."))
    seen: set[str] = set()
    for index, requirement in enumerate(requirements):
        at = f"requirements[{index}]"
        if requirement.key in seen:
            found.append(FieldError(f"{at}.key", "Dieser Schlüssel steht zweimal da."))
        seen.add(requirement.key)
        found += [FieldError(f"{at}.{name}", words) for name, words in _wrong(requirement)]
    return found


def _wrong(requirement: Requirement) -> Iterable[tuple[str, str]]:
    for name in ("title", "named", "why"):
        if not getattr(requirement, name).strip():
            yield name, "Das fehlt noch."
    for name, holds, words in _RULES:
        if not holds(requirement):
            yield name, words


def _lost(before: Sequence[Requirement], after: Sequence[Requirement]) -> Iterable[FieldError]:
    kept = {requirement.key: (index, requirement) for index, requirement in enumerate(after)}
    for old in before:
        if old.key not in kept:
            message = f"„{old.title}“ lässt sich stilllegen, aber nicht entfernen."
            yield FieldError("requirements", message)
            continue
        index, new = kept[old.key]
        for name in ("evidence", "field", "proof"):
            if getattr(new, name) != getattr(old, name):
                message = "Was verlangt wird, bleibt. Leg den Punkt still und mach einen neuen."
                yield FieldError(f"requirements[{index}].{name}", message)
