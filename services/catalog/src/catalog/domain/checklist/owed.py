"""What stands between a shop and its opening: the law's minimum and the operator's checklist."""

from collections.abc import Iterable, Sequence

from marketkit.errors import FieldError

from catalog.domain import onboarding
from catalog.domain.checklist.light import sentence_of
from catalog.domain.checklist.requirement import Evidence
from catalog.domain.checklist.standing import Standing
from catalog.domain.proofs.proof import MIRRORED
from catalog.domain.shop import Shop


def owed(shop: Shop, found: Sequence[Standing]) -> list[FieldError]:
    """One list, each at its field; what both ask for is said once."""
    errors = onboarding.missing(shop)
    named = {error.field for error in errors}
    return [*errors, *(error for error in _stopping(found) if error.field not in named)]


def _stopping(found: Sequence[Standing]) -> Iterable[FieldError]:
    for standing in found:
        if standing.stops:
            law = standing.requirement.law
            words = sentence_of([standing])
            said = f"{words.removesuffix('.')} ({law})." if law else words
            yield FieldError(_field(standing), said)


def _field(standing: Standing) -> str:
    """The field of the shop, else the line of the checklist."""
    requirement = standing.requirement
    if requirement.evidence is Evidence.FIELD:
        return requirement.field
    return MIRRORED.get(requirement.proof, f"checklist.{requirement.key}")
