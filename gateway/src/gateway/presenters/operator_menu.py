"""The operator's pages by what they are about: a few groups above, the pages of one below."""

from typing import Final

Entries = tuple[tuple[str, str], ...]

GROUPS: Final[dict[str, Entries]] = {
    "today": (("overview", ""),),
    "orders": (
        ("silence", "/stille"),
        ("withdrawals", "/widerrufe"),
        ("goodwill", "/kulanz"),
        ("rounds", "/runden"),
        ("stations", "/abholorte"),
    ),
    "shops": (
        ("reviews", "/freigaben"),
        ("verify", "/pruefungen"),
        ("checklists", "/checklisten"),
    ),
    "safety": (
        ("reports", "/meldungen"),
        ("recalls", "/rueckrufe"),
        ("takedowns", "/anordnungen"),
    ),
    "money": (
        ("money", "/geld"),
        ("payments", "/zahlungen"),
        ("papers", "/rechnungen"),
        ("commission", "/provision"),
        ("fees", "/geld/gebuehren"),
        ("exports", "/auszuege"),
    ),
    "tech": (
        ("words", "/woerter"),
        ("retention", "/aufbewahrung"),
        ("mailbox", "/postfach"),
        ("dead", "/fehler"),
    ),
}
"""Group → tab and path below /betrieb; texts: `ops.group.…`, `ops.tab.…`, `ops.words.…`."""


def group_of(tab: str) -> str:
    """The group a page stands in; that of the overview for pages of no group."""
    found = (name for name, entries in GROUPS.items() if tab in dict(entries))
    return next(found, "today")
