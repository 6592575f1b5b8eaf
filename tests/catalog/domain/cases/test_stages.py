"""The stages as a table, and what holds for every way through them."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from catalog.domain.cases.stages import (
    MOVES,
    CaseStage,
    DropReason,
    MoveNotAllowedError,
    OpenShopNeededError,
    ShopFacts,
    ShopNeededError,
    ShopStep,
    check_move,
    follow,
    open_moves,
)
from hypothesis import given
from hypothesis import strategies as st
from marketkit.errors import ConflictError, InvalidError

from tests.catalog.domain.cases.builders import NOW, a_case

NONE, DRAFT, OPEN = ShopFacts(), ShopFacts(exists=True), ShopFacts(exists=True, is_public=True)
WAY: list[CaseStage] = [stage for stage in CaseStage if stage is not CaseStage.DROPPED]
TABLE: Mapping[str, tuple[ShopFacts, str]] = {
    # from: with which shop, and what is possible then
    "contact": (NONE, "visit preparing dropped"),
    "visit": (NONE, "contact preparing dropped"),
    "preparing": (NONE, "visit dropped"),
    "preparing ": (DRAFT, "visit review dropped"),
    "preparing  ": (OPEN, "visit review live dropped"),
    "review": (DRAFT, "preparing dropped"),
    "review ": (OPEN, "preparing live dropped"),
    "live": (OPEN, "care dropped"),
    "care": (OPEN, "live dropped"),
    "dropped": (NONE, "contact visit preparing"),
    "dropped ": (OPEN, "contact visit preparing live"),
}


@pytest.mark.parametrize("before", TABLE)
def test_from_each_stage_leads_what_the_table_says(before: str) -> None:
    shop, after = TABLE[before]

    assert open_moves(CaseStage(before.strip()), shop) == after.split()


@pytest.mark.parametrize(
    ("before", "after", "shop", "refusal"),
    [
        ("contact", "live", OPEN, MoveNotAllowedError),
        ("preparing", "review", NONE, ShopNeededError),
        ("review", "live", DRAFT, OpenShopNeededError),
        ("live", "care", DRAFT, OpenShopNeededError),
    ],
)
def test_a_refusal_says_what_is_missing(
    before: str, after: str, shop: ShopFacts, refusal: type[ConflictError]
) -> None:
    with pytest.raises(refusal):
        check_move(CaseStage(before), CaseStage(after), shop)


@pytest.mark.parametrize(
    ("before", "step", "after"),
    [
        ("contact", "shop_created", "preparing"),
        ("visit", "shop_created", "preparing"),
        ("review", "shop_created", "review"),
        ("dropped", "shop_created", "preparing"),
        ("preparing", "owner_asked", "review"),
        ("live", "owner_asked", "live"),
        ("contact", "shop_opened", "live"),
        ("review", "shop_opened", "live"),
        ("care", "shop_opened", "care"),
        ("dropped", "shop_opened", "live"),
    ],
)
def test_the_shop_takes_its_case_along(before: str, step: str, after: str) -> None:
    assert follow(CaseStage(before), ShopStep(step)) == after


@given(st.sampled_from(WAY), st.sampled_from(ShopStep))
def test_a_shops_step_never_leads_back(before: CaseStage, step: ShopStep) -> None:
    assert WAY.index(follow(before, step)) >= WAY.index(before)


@given(st.lists(st.sampled_from(CaseStage)), st.sampled_from([NONE, DRAFT, OPEN]))
def test_whatever_is_tried_the_history_leads_to_where_it_stands(
    tried: list[CaseStage], shop: ShopFacts
) -> None:
    case, history = a_case(), [CaseStage.CONTACT]
    for number, stage in enumerate(tried):
        try:
            moved, change = case.move(stage, shop, NOW, DropReason.COSTS)
        except ConflictError:
            assert stage not in open_moves(case.stage, shop)
            continue
        if change is None:
            assert moved is case, number
            continue
        assert change.before is history[-1]
        assert change.after in MOVES[history[-1]]
        assert moved.version == case.version + 1
        history.append(change.after)
        case = moved

    assert case.stage is history[-1]
    assert (case.dropped_at is not None) == (case.stage is CaseStage.DROPPED)
    assert (case.drop_reason is not None) == (case.stage is CaseStage.DROPPED)


def test_nobody_is_given_up_without_a_reason() -> None:
    with pytest.raises(InvalidError) as missing:
        a_case().move(CaseStage.DROPPED, NONE, NOW)
    with pytest.raises(InvalidError) as wordless:
        a_case().move(CaseStage.DROPPED, NONE, NOW, DropReason.OTHER)

    assert [e.field for e in missing.value.errors] == ["reason"]
    assert [e.field for e in wordless.value.errors] == ["words"]


def test_taking_it_up_again_clears_why_it_was_given_up() -> None:
    dropped, _ = a_case().move(CaseStage.DROPPED, NONE, NOW, DropReason.NO_TIME, "nach der Ernte")
    later = NOW + timedelta(days=90)

    back, change = dropped.move(CaseStage.VISIT, NONE, later)

    assert (dropped.drop_words, dropped.dropped_at) == ("nach der Ernte", NOW)
    assert (back.drop_reason, back.drop_words, back.dropped_at) == (None, "", None)
    assert change is not None
    assert (change.before, change.after, change.cause) == ("dropped", "visit", "by_hand")
