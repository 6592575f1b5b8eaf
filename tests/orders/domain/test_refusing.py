"""On which grounds a withdrawal may be refused, and in which words."""

from dataclasses import replace
from datetime import datetime

import pytest
from marketkit.clock import HERE
from orders.domain.refusing import Facts, Ground, grounds, words

RECEIVED = datetime(2026, 11, 2, 17, 30, tzinfo=HERE)
LAST_MOMENT = datetime(2026, 11, 16, 23, 59, 59, tzinfo=HERE)
TOO_LATE = datetime(2026, 11, 17, tzinfo=HERE)
REGULAR = Facts(
    is_business=False, classes=("none",), declared_at=LAST_MOMENT, handed_over_at=RECEIVED
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"is_business": True}, [Ground.NOT_A_CONSUMER]),
        ({"declared_at": TOO_LATE}, [Ground.TOO_LATE]),
        ({"declared_at": TOO_LATE, "handed_over_at": None}, []),
        ({"classes": ("2_perishable", "1_custom")}, [Ground.EXEMPT]),
        ({"classes": ("2_perishable", "none")}, []),
        ({"classes": ("3_hygiene_seal",)}, [Ground.OPENED]),
        ({"classes": ("3_hygiene_seal", "2_perishable")}, [Ground.OPENED]),
        ({"classes": ("3_hygiene_seal",), "handed_over_at": None}, []),
        ({"classes": ("3_hygiene_seal", "none")}, []),
        ({"classes": ()}, []),
        (
            {"classes": ("7_press",), "declared_at": TOO_LATE, "is_business": True},
            [Ground.NOT_A_CONSUMER, Ground.EXEMPT, Ground.TOO_LATE],
        ),
    ],
)
def test_only_what_the_law_names_and_the_order_bears_out(
    changes: dict[str, object], expected: list[Ground]
) -> None:
    assert grounds(replace(REGULAR, **changes)) == expected  # type: ignore[arg-type]


def test_the_buyer_reads_the_exception_or_the_days() -> None:
    goods = replace(REGULAR, classes=("2_perishable", "3_hygiene_seal", "2_perishable"))

    assert words(Ground.OPENED, goods) == (
        "Vom Widerruf ausgenommen: schnell verderblich (§ 312g Abs. 2 Nr. 2 BGB), "
        "das Siegel ist geöffnet (§ 312g Abs. 2 Nr. 3 BGB)."
    )
    assert words(Ground.TOO_LATE, replace(REGULAR, declared_at=TOO_LATE)).endswith(
        "erhalten am Montag, 2. November, widerrufen am Dienstag, 17. November."
    )
    assert "nur Verbraucher" in words(Ground.NOT_A_CONSUMER, REGULAR)


def test_what_only_the_operator_knows_is_said_without_facts() -> None:
    assert words(Ground.EXEMPT, REGULAR) == "Vom Widerruf ausgenommen: § 312g Abs. 2 BGB."
    assert words(Ground.TOO_LATE, REGULAR).endswith("war vorbei (§ 355 Abs. 2 BGB).")
