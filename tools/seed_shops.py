"""Fills in what every invented shop needs and nobody wants to type: position, numbers, imprint."""

import random
from typing import Any

from stdnum.iso7064 import mod_11_10

LEGAL = {"standard": "Einzelunternehmen", "small_19": "Einzelunternehmen", "farm_24": "Landwirt"}
DIALLING = {"Zeitz": "03441", "Naumburg": "03445", "Weißenfels": "03443", "Hohenmölsen": "034441"}
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "é": "e", "&": " "})


def shop_entry(words: dict[str, Any], places: dict[Any, Any]) -> dict[str, Any]:
    """The shop as the seeder reads it. Numbers and mail addresses lead nowhere on purpose."""
    place = places[words["place"], words["postal_code"]]
    slug = _slug(words["name"])
    hand = random.Random(slug)  # noqa: S311  a spot in the village, no secret
    owner = words.pop("owner")
    company = words.pop("legal_form", "")
    number = hand.randint(100000, 999999)
    return {
        "slug": slug,
        **words,
        "lat": round(place["lat"] + hand.uniform(-0.0035, 0.0035), 5),
        "lon": round(place["lon"] + hand.uniform(-0.005, 0.005), 5),
        "phone": f"{DIALLING.get(words['place'], '03441')} 555{hand.randint(100, 999)}",
        "email": f"{words.get('mail') or slug}@example.org",
        "imprint": {
            "legal_name": f"{words['name']} {company}" if company else f"{words['name']}, {owner}",
            "representative": owner,
            "legal_form": company or LEGAL[words["tax_mode"]],
            "vat_id": _vat_id(f"999{number}"[:8]),
        },
        "numbers": _numbers(hand),
    }


def _vat_id(digits: str) -> str:
    """With the check digit it would have; nobody was given one that begins so."""
    return f"DE{digits}{mod_11_10.calc_check_digit(digits)}"


def _numbers(hand: random.Random) -> dict[str, str]:
    """What registers would have given the shop; it shows those it is asked for."""
    digits = f"999{hand.randint(0, 9_999_999_999):010}"
    return {
        "lucid": f"DE{digits}",
        "weee": f"DE{digits[:8]}",
        "battery": f"DE{digits[2:10]}",
        "plant_passport": f"DE-ST-{digits[5:10]}",
        "craft_register": f"HWK 999{digits[3:8]}",
    }


def _slug(name: str) -> str:
    plain = name.lower().translate(_GERMAN)
    return "-".join("".join(c if c.isalnum() else " " for c in plain).split())
