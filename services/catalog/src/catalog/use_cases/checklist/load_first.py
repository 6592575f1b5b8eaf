"""At each start: the region's checklist is there, and its categories tell what a shop sells."""

from catalog.domain.checklist.first import FirstChecklist, with_edition
from catalog.domain.checklist.requirement import Trait
from catalog.domain.region import Region
from catalog.store import checklists
from catalog.use_cases.ports import Surroundings


async def load_first(around: Surroundings) -> None:
    """Each edition once; several programs that start together write it once."""
    first = around.checklist
    async with around.db.transaction() as tx:
        await checklists.keep_traits(tx, traits_of(around.region, first))
        if not first.edition or await checklists.has_source(tx, first.edition):
            return
        merged = with_edition(await checklists.current(tx), first)
        await checklists.add(tx, merged, at=around.clock.now(), source=first.edition)


def traits_of(region: Region, first: FirstChecklist) -> list[tuple[str, Trait]]:
    """What selling something of a category tells, by the profile of its goods."""
    return sorted(
        (key, trait)
        for key, category in region.categories.items()
        for trait in first.traits.get(category.profile, ())
    )
