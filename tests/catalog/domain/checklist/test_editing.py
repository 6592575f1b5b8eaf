"""What an operator may change about the checklist."""

from dataclasses import replace

import pytest
from catalog.domain.checklist.editing import MOST, BadChecklistError, check_change, problems
from catalog.domain.checklist.first import FirstChecklist, with_edition
from catalog.domain.checklist.requirement import BusinessType, Definition, Evidence, GivenBy
from catalog.files.checklists import load_checklist

from tests.catalog.conftest import REGION
from tests.catalog.domain.checklist.lines import a_line


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"key": "Groß"}, "key"),
        ({"title": " "}, "title"),
        ({"types": ()}, "types"),
        ({"evidence": Evidence.FIELD, "field": "advisor_id"}, "field"),
        ({"evidence": Evidence.PROOF, "proof": "horoscope"}, "proof"),
        ({"declaration": ""}, "declaration"),
        ({"blocks": True, "voluntary": True}, "voluntary"),
        ({"evidence": Evidence.UPLOAD, "given_by": GivenBy.OWNER}, "given_by"),
    ],
)
def test_a_line_that_contradicts_itself_is_named(changes: dict[str, object], field: str) -> None:
    assert [error.field for error in problems([a_line(**changes)])] == [f"requirements[0].{field}"]


def test_a_line_stands_once_and_the_list_has_an_end() -> None:
    assert [e.field for e in problems([a_line(), a_line()])] == ["requirements[1].key"]
    many = [a_line(key=f"k{n}") for n in range(MOST + 1)]
    assert [e.field for e in problems(many)] == ["requirements"]


def test_words_order_and_types_may_change_what_is_asked_for_may_not() -> None:
    first, second = a_line(), a_line(key="lucid", evidence=Evidence.PROOF, proof="lucid")

    check_change((first, second), (second, replace(first, title="Neu", types=(BusinessType.FARM,))))
    with pytest.raises(BadChecklistError) as gone:
        check_change((first, second), (second,))
    with pytest.raises(BadChecklistError) as turned:
        check_change((second,), (replace(second, proof="weee"),))

    assert [e.field for e in gone.value.errors] == ["requirements"]
    assert [e.field for e in turned.value.errors] == ["requirements[0].proof"]


def test_a_new_edition_only_adds_what_is_not_known_yet() -> None:
    worded = Definition(4, (a_line(title="Vom Betreiber"),))
    first = FirstChecklist("neu", (a_line(title="Aus der Datei"), a_line(key="neu")))

    merged = with_edition(worded, first)

    assert (merged.version, [r.title for r in merged.requirements]) == (
        5,
        ["Vom Betreiber", "Anmeldung als Lebensmittelbetrieb"],
    )


@pytest.mark.parametrize(
    ("kind", "type_"),
    [
        ("Bäckerei", BusinessType.FOOD),
        ("Hofladen", BusinessType.FARM),
        ("Süßwarenmanufaktur", BusinessType.FOOD),
        ("Tischlerei", BusinessType.CRAFT),
        ("Glaswerkstatt", BusinessType.MAKER),
        ("Offene Werkstatt", BusinessType.SERVICE),
        ("Schuhgeschäft", BusinessType.RETAIL),
        ("XY", BusinessType.RETAIL),
    ],
)
def test_what_a_shop_calls_itself_tells_its_type(kind: str, type_: BusinessType) -> None:
    assert load_checklist(REGION).type_of(kind) is type_


def test_the_regions_own_checklist_holds_together() -> None:
    first = load_checklist(REGION)

    assert problems(first.requirements) == []
    for type_ in BusinessType:
        assert any(type_ in requirement.types for requirement in first.requirements)
