"""The checklist as the region's files bring it, before an operator has touched it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalog.domain.checklist.requirement import BusinessType, Definition, Requirement, Trait


@dataclass(frozen=True, slots=True)
class FirstChecklist:
    """`stems`: parts of words by which a shop's kind tells its type, in order."""

    edition: str = ""
    requirements: tuple[Requirement, ...] = ()
    stems: tuple[tuple[str, BusinessType], ...] = ()
    traits: Mapping[str, frozenset[Trait]] = field(default_factory=dict)
    """By product profile."""

    def type_of(self, kind: str) -> BusinessType:
        """`Bäckerei` → food; what nothing is known of counts as retail."""
        folded = kind.casefold()
        found = (type_ for stem, type_ in self.stems if stem in folded)
        return next(found, BusinessType.RETAIL)


def with_edition(current: Definition, first: FirstChecklist) -> Definition:
    """What an operator has worded stays; lines that are not known yet come at the end."""
    known = {requirement.key for requirement in current.requirements}
    new = tuple(r for r in first.requirements if r.key not in known)
    return Definition(current.version + 1, (*current.requirements, *new))
