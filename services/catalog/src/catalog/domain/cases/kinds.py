"""What sort of business a shop's own word for itself means."""

from collections.abc import Mapping

from catalog.domain.cases.case import BusinessKind

_WORDS: Mapping[BusinessKind, tuple[str, ...]] = {
    BusinessKind.FARM: (
        "hof", "farm", "imker", "gärtner", "gaertner", "winzer", "weinbau", "landwirt", "obst",
        "geflügel", "baumschule",
    ),
    BusinessKind.FOOD: (
        "bäck", "baeck", "bake", "fleisch", "metzger", "käse", "konditor", "brau", "rösterei",
        "mühle", "café", "cafe", "gasthaus", "gastst", "restaurant", "imbiss", "feinkost", "eis",
        "brennerei", "mosterei", "küche",
    ),
    BusinessKind.SERVICE: (
        "friseur", "reparatur", "dienst", "schneider", "reinigung", "beratung", "fahrrad",
    ),
    BusinessKind.CRAFT: (
        "werkstatt", "tischler", "schreiner", "schuh", "schmied", "sattler", "flecht", "glas",
        "druckerei", "handwerk",
    ),
    BusinessKind.MAKER: (
        "töpfer", "keramik", "atelier", "manufaktur", "näh", "kunst", "seife", "schmuck", "maker",
        "strick", "kerzen",
    ),
}  # fmt: skip


def guess(word: str) -> BusinessKind:
    """The advisor corrects it where the guess is wrong; whoever only sells is retail."""
    known = word.casefold()
    for kind, beginnings in _WORDS.items():
        if any(part in known for part in beginnings):
            return kind
    return BusinessKind.RETAIL
