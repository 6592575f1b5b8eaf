"""Pydantic's findings said in plain German, for the person who typed the value."""

from collections.abc import Callable, Mapping
from typing import Any

_SENTENCES: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "missing": lambda _: "Diese Angabe fehlt.",
    "extra_forbidden": lambda _: "Dieses Feld gibt es hier nicht.",
    "string_too_short": lambda c: f"Mindestens {c['min_length']} Zeichen, bitte.",
    "string_too_long": lambda c: f"Höchstens {c['max_length']} Zeichen, bitte.",
    "string_type": lambda _: "Hier wird Text erwartet.",
    "string_pattern_mismatch": lambda _: "Das Format stimmt nicht.",
    "int_type": lambda _: "Hier wird eine ganze Zahl erwartet.",
    "int_parsing": lambda _: "Hier wird eine ganze Zahl erwartet.",
    "int_from_float": lambda _: "Hier wird eine ganze Zahl erwartet.",
    "float_parsing": lambda _: "Hier wird eine Zahl erwartet.",
    "decimal_parsing": lambda _: "Hier wird eine Zahl erwartet.",
    "bool_parsing": lambda _: "Hier wird ja oder nein erwartet.",
    "bool_type": lambda _: "Hier wird ja oder nein erwartet.",
    "greater_than": lambda c: f"Muss größer als {c['gt']} sein.",
    "greater_than_equal": lambda c: f"Muss mindestens {c['ge']} sein.",
    "less_than": lambda c: f"Muss kleiner als {c['lt']} sein.",
    "less_than_equal": lambda c: f"Darf höchstens {c['le']} sein.",
    "too_long": lambda c: f"Höchstens {c['max_length']} Einträge, bitte.",
    "too_short": lambda c: f"Mindestens {c['min_length']} Einträge, bitte.",
    "uuid_parsing": lambda _: "Das ist keine gültige Kennung.",
    "uuid_type": lambda _: "Das ist keine gültige Kennung.",
    "datetime_parsing": lambda _: "Das ist kein gültiger Zeitpunkt.",
    "datetime_from_date_parsing": lambda _: "Das ist kein gültiger Zeitpunkt.",
    "date_from_datetime_parsing": lambda _: "Das ist kein gültiges Datum.",
    "timezone_aware": lambda _: "Der Zeitpunkt braucht eine Zeitzone.",
    "literal_error": lambda c: f"Möglich sind: {c['expected'].replace(' or ', ' oder ')}.",
    "enum": lambda c: f"Möglich sind: {c['expected'].replace(' or ', ' oder ')}.",
    "json_invalid": lambda _: "Das ist kein gültiges JSON.",
    "json_type": lambda _: "Das ist kein gültiges JSON.",
    "dict_type": lambda _: "Hier wird ein Objekt erwartet.",
    "model_type": lambda _: "Hier wird ein Objekt erwartet.",
    "model_attributes_type": lambda _: "Hier wird ein Objekt erwartet.",
    "list_type": lambda _: "Hier wird eine Liste erwartet.",
}


def in_plain_words(error: Mapping[str, Any]) -> str:
    """One sentence for one Pydantic error (`type`, `ctx`, `msg`)."""
    kind, context = str(error["type"]), error.get("ctx") or {}
    if kind == "value_error":
        return str(context.get("error", "Dieser Wert geht hier nicht."))
    sentence = _SENTENCES.get(kind)
    return sentence(context) if sentence else "Dieser Wert geht hier nicht."
