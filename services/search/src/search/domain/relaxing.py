"""What to ask when no product has all the words: less and less, but never something else."""

from search.domain.query import Unit, broadened

Combination = tuple[Unit, ...]
"""Words that a product must all have."""


def relaxations(units: Combination) -> tuple[tuple[Combination, ...], ...]:
    """Steps, nearest first; in each a product need fit only one of the combinations.

    First kinds of what was asked for (bread, where there is no Zwiebelbrot), then without the words
    that are no goods ("macht", "1 kg") or say little (a "Geschenk" zur Taufe), then all but one
    word, at last any one.
    """
    goods = tuple(unit for unit in units if unit.is_known or unit.broader) or units
    telling = tuple(unit for unit in goods if not unit.says_little) or goods
    asked = tuple(dict.fromkeys((goods, telling, broadened(goods))))
    steps = [
        (broadened(units),),
        *((each,) for each in asked),
        *(_all_but_one(each) for each in asked if len(each) > 2),  # noqa: PLR2004 -- of two that is any one
        *(tuple((unit,) for unit in each) for each in asked),
    ]
    return tuple(step for step in dict.fromkeys(steps) if step != (units,))


def _all_but_one(units: Combination) -> tuple[Combination, ...]:
    return tuple(units[:i] + units[i + 1 :] for i in range(len(units)))
