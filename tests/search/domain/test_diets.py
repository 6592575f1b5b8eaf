"""What may be called vegan, gluten-free, handmade: confirmed data only."""

import pytest
from search.domain.diets import Diet, Trait, diets_of, traits_of

CONTAINS, TRACES, FREE = "contains", "may_contain", "free_confirmed"


@pytest.mark.parametrize(
    ("labels", "allergens", "details", "diets"),
    [
        ((), {}, {}, set()),
        (("vegan",), {}, {}, {Diet.VEGAN, Diet.VEGETARIAN}),
        ((" Vegan ",), {"milk": TRACES, "eggs": TRACES}, {}, {Diet.VEGAN, Diet.VEGETARIAN}),
        (("vegan",), {"milk": CONTAINS}, {}, {Diet.VEGETARIAN}),
        (("vegan",), {"eggs": CONTAINS}, {}, {Diet.VEGETARIAN}),
        (("vegan",), {"molluscs": CONTAINS}, {}, set()),
        (("vegetarisch",), {"milk": CONTAINS, "eggs": CONTAINS}, {}, {Diet.VEGETARIAN}),
        (("vegetarisch",), {"fish": CONTAINS}, {}, set()),
        (("vegetarisch",), {"fish": TRACES}, {}, {Diet.VEGETARIAN}),
        (("regional",), {"gluten": FREE}, {}, {Diet.GLUTEN_FREE}),
        (("glutenfrei",), {}, {}, set()),
        ((), {"gluten": TRACES}, {}, set()),
        ((), {"milk": FREE}, {}, {Diet.LACTOSE_FREE}),
        ((), {"milk": CONTAINS}, {"lactose_free": "true"}, {Diet.LACTOSE_FREE}),
        ((), {"milk": CONTAINS}, {"lactose_free": "false"}, set()),
        (("laktosefrei",), {}, {}, set()),
    ],
)
def test_a_diet_holds_when_it_is_confirmed_and_nothing_contradicts(
    labels: tuple[str, ...],
    allergens: dict[str, str],
    details: dict[str, str],
    diets: set[Diet],
) -> None:
    assert diets_of(labels, allergens, details) == diets


@pytest.mark.parametrize(
    ("labels", "traits"),
    [
        (("handgemacht", "regional"), {Trait.HANDMADE}),
        (("Bio",), {Trait.ORGANIC}),
        (("biologisch abbaubar",), set()),
    ],
)
def test_traits_come_from_labels(labels: tuple[str, ...], traits: set[Trait]) -> None:
    assert traits_of(labels) == traits
