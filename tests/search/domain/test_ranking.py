"""The declared order: read, refused when it makes no sense, and complete."""

import copy
from typing import Any

import pytest
from marketkit.yaml_file import read_yaml
from search.domain.ranking import FIELDS, RankingError, even_ranking, parse_ranking

from tests.search.shelf import REGION


@pytest.fixture
def told() -> dict[str, Any]:
    loaded: dict[str, Any] = read_yaml(REGION / "ranking.yaml")
    return copy.deepcopy(loaded)


def test_the_regions_file_is_read(told: dict[str, Any]) -> None:
    ranking = parse_ranking(told)

    assert {each.key for each in ranking.fields} == set(FIELDS)
    assert ranking.field_weights["whole"] == 1.0
    assert ranking.share("exact") == 1.0
    assert ranking.quality({"available": 1.0, "brevity": 1.0, "recency": 1.0}) == pytest.approx(1)


def _without_a_field(told: dict[str, Any]) -> None:
    told["fields"].pop()


def _another_field(told: dict[str, Any]) -> None:
    told["fields"].append({"key": "paid", "weight": 1, "name": {"de": "Gezahlt", "en": "Paid"}})


def _heavier_below(told: dict[str, Any]) -> None:
    told["fields"][-1]["weight"] = 100


def _no_number(told: dict[str, Any]) -> None:
    told["fields"][0]["weight"] = "much"


def _one_language(told: dict[str, Any]) -> None:
    del told["criteria"][0]["name"]["en"]


def _words_cut_in_two(told: dict[str, Any]) -> None:
    """An unquoted comma in the file."""
    told["fields"][0]["name"]["und es steht dort"] = None


def _shares_of_more(told: dict[str, Any]) -> None:
    told["standing"][0]["weight"] = 90


def _no_list(told: dict[str, Any]) -> None:
    told["sorts"] = "best"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_without_a_field, "fields:"),
        (_another_field, "paid"),
        (_heavier_below, "may not weigh more than"),
        (_no_number, "whole"),
        (_one_language, "de and en"),
        (_words_cut_in_two, "whole"),
        (_shares_of_more, "shares"),
        (_no_list, "sorts:"),
    ],
)
def test_what_makes_no_sense_is_refused(told: dict[str, Any], spoil: Any, said: str) -> None:
    spoil(told)

    with pytest.raises(RankingError, match=said):
        parse_ranking(told)


def test_without_a_region_everything_counts_alike() -> None:
    assert set(even_ranking().field_weights.values()) == {1.0}
