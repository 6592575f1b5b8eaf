"""What a cell says, by the meaning of its column; every doubt ends in a sentence, not a guess."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Final

from catalog.domain.imports.columns import DETAIL, Words, bare
from catalog.domain.imports.numbers import (
    NoNumberError,
    amount_of,
    cents_of,
    number_of,
    text_of,
    whole_of,
)
from catalog.domain.imports.table import Cell
from catalog.domain.region import Region
from catalog.domain.vat import allowed_classes

_LIST: Final = re.compile(r"[;,\n]+")
_CONTENT: Final = re.compile(
    r"(?:(?P<count>\d{1,4})\s*[x\u00d7*]\s*)?(?P<amount>[\d.,]+)\s*(?P<unit>[^\d\s.,][^\d]*)?"
)
_DATE: Final = re.compile(r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{4})")
_YES: Final = frozenset({"ja", "j", "yes", "y", "true", "wahr", "x", "1"})
_NO: Final = frozenset({"nein", "n", "no", "false", "falsch", "0"})
_SHORTEST_STEM: Final = 4
_PERCENT: Final = 100
GRAMS: Final = 1000
"""In a kilogram."""
_DAYS: Final = re.compile(r"\s*(?:Werk)?[Tt]age?$")


class NotUnderstoodError(ValueError):
    """The rest of the sentence after the cell's own words: what is wrong, what to write."""


class Reader:
    """Knows the region's words, so that people need not write keys."""

    def __init__(self, region: Region, words: Words, tax_mode: str) -> None:
        self.region = region
        self._words = words
        self._tax_mode = tax_mode
        self._readers: Mapping[str, Callable[[Cell], Any]] = {
            "category": self._category,
            "price": self._price,
            "deposit": self._deposit,
            "vat_class": self._vat_class,
            "deposit_kind": self._deposit_kind,
            "content_amount": self._content,
            "content_unit": self._unit,
            "content_count": self._pieces,
            "weighed.per_kg": self._price,
            "weighed.grams": self._grams,
            "weighed.max_grams": self._grams,
            "lead_days": self._days,
            "on_hand": self._on_hand,
            "ean": self._ean,
            "allergens": lambda cell: self._allergens(cell, "contains"),
            "may_contain": lambda cell: self._allergens(cell, "may_contain"),
            "additives": self._additives,
            "labels": _listed,
            "pictures": _pictures,
        }

    def value(self, means: str, cell: Cell) -> Any:
        """Raises NotUnderstoodError."""
        if means.startswith(DETAIL):
            return self._detail(means.removeprefix(DETAIL), cell)
        reader = self._readers.get(means)
        return reader(cell) if reader else text_of(cell)

    # ── money ──

    def _price(self, cell: Cell) -> dict[str, Any]:
        try:
            cents = cents_of(cell)
        except NoNumberError:
            message = "ist kein Preis. Schreib zum Beispiel 4,80."
            raise NotUnderstoodError(message) from None
        if cents < 0:
            message = "ist negativ. Ein Preis beginnt bei 0,01."
            raise NotUnderstoodError(message)
        return {"amount": cents, "currency": "EUR"}

    def _deposit(self, cell: Cell) -> dict[str, Any]:
        if self._is_nothing(cell):
            return {"amount": 0, "currency": "EUR"}
        try:
            return self._price(cell)
        except NotUnderstoodError:
            message = "ist kein Pfandbetrag. Schreib zum Beispiel 0,25, oder lass das Feld leer."
            raise NotUnderstoodError(message) from None

    def deposit_kind_of(self, cents: int) -> str:
        """The kind that costs so much, the simplest first; else the shop's own."""
        fixed = {key: amount for key, amount in self.region.deposits.items() if amount}
        same = [key for key, amount in fixed.items() if amount == cents]
        crates = [
            key
            for key, amount in fixed.items()
            if cents > amount and any((cents - amount) % o == 0 for o in fixed.values())
        ]
        free = [key for key, amount in self.region.deposits.items() if amount is None]
        return (same or sorted(crates, key=lambda key: -fixed[key])[:1] or free or [""])[0]

    def _deposit_kind(self, cell: Cell) -> str:
        words = self._words.deposit_kinds
        names = {key: [key, *words.get(key, ())] for key in self.region.deposits}
        return self._one_of(cell, names, "ist keine Pfandart.")

    def _vat_class(self, cell: Cell) -> str:
        known = {key for classes in self.region.tax_modes.values() for key in classes}
        if text_of(cell) in known:
            return text_of(cell)
        fitting = self._words.vat.get(_share(cell), ()) or self._words.vat.get(
            text_of(cell).casefold(), ()
        )
        if not fitting:
            message = "ist kein Steuersatz. Schreib 7 oder 19."
            raise NotUnderstoodError(message)
        allowed = allowed_classes(self.region, self._tax_mode)
        return next((key for key in fitting if key in allowed), fitting[0])

    # ── amounts ──

    def _content(self, cell: Cell) -> dict[str, Any]:
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            return {"content_amount": _decimal(amount_of(cell))}
        found = _CONTENT.fullmatch(text_of(cell))
        try:
            amount = amount_of(found["amount"] if found else None)
        except NoNumberError:
            message = "ist keine eindeutige Menge. Schreib zum Beispiel 750 g oder 0,5 l."
            raise NotUnderstoodError(message) from None
        assert found
        said: dict[str, Any] = {"content_amount": _decimal(amount)}
        if found["unit"]:
            said["content_unit"] = self._unit(found["unit"])
        if found["count"]:
            said["content_count"] = int(found["count"])
        return said

    def _unit(self, cell: Cell) -> str:
        if key := self.region.units.find(text_of(cell)):
            return key
        message = "ist keine Einheit, die wir kennen. Schreib g, kg, ml, l oder Stück."
        raise NotUnderstoodError(message)

    def _grams(self, cell: Cell) -> int:
        """`300`, `300 g` or `0,3 kg`."""
        said = self._content(cell)
        key = said.get("content_unit", "g")
        amount, key = self.region.units.measured(Decimal(said["content_amount"]), key)
        unit = self.region.units.measures.get(key)
        grams = amount * unit.size * GRAMS if unit and unit.base == "kg" else Decimal(0)
        if "content_count" in said or grams <= 0 or grams != int(grams):
            message = "ist kein Gewicht. Schreib zum Beispiel 300 g."
            raise NotUnderstoodError(message)
        return int(grams)

    def _days(self, cell: Cell) -> int:
        try:
            return whole_of(_DAYS.sub("", text_of(cell)) if isinstance(cell, str) else cell)
        except NoNumberError:
            message = "ist keine Zahl von Tagen. Schreib zum Beispiel 3."
            raise NotUnderstoodError(message) from None

    def _pieces(self, cell: Cell) -> int:
        try:
            return whole_of(cell)
        except NoNumberError:
            message = "ist keine ganze Zahl. Schreib zum Beispiel 6."
            raise NotUnderstoodError(message) from None

    def _on_hand(self, cell: Cell) -> dict[str, Any]:
        if bare(text_of(cell)) in map(bare, self._words.on_order):
            return {"on_order": True}
        try:
            pieces = whole_of(cell)
        except NoNumberError:
            message = "ist kein Bestand. Schreib eine ganze Zahl oder „auf Bestellung“."
            raise NotUnderstoodError(message) from None
        if pieces < 0:
            message = "ist weniger als nichts. Schreib 0, wenn nichts da ist."
            raise NotUnderstoodError(message)
        return {"on_hand": pieces}

    def _ean(self, cell: Cell) -> str:
        return re.sub(r"[\s-]", "", text_of(cell))

    # ── words ──

    def _category(self, cell: Cell) -> str:
        last = re.split(r"[>/|]|::", text_of(cell))[-1].strip()
        if key := self._categories.get(bare(text_of(cell))) or self._categories.get(bare(last)):
            return key
        names = {bare(c.names["de"]): c.names["de"] for c in self.region.categories.values()}
        near = get_close_matches(bare(last), names, n=1, cutoff=0.7)
        hint = f"Meintest du „{names[near[0]]}“?" if near else "Wähl eine aus der Vorlage."
        message = f"ist keine unserer Kategorien. {hint}"
        raise NotUnderstoodError(message)

    @cached_property
    def _categories(self) -> Mapping[str, str]:
        """Keys, names and further words; the outermost branch of a name wins."""
        found: dict[str, str] = {}
        for category in self.region.categories.values():
            for name in (category.key, *category.names.values()):
                found.setdefault(bare(name), category.key)
        for key, words in self._words.categories.items():
            if key in self.region.categories:
                for word in words:
                    found.setdefault(bare(word), key)
        return found

    @cached_property
    def _stems(self) -> Sequence[tuple[str, str]]:
        """Words that goods' names end in, the longest first: Roggenmisch-brot."""
        leaves = [c for c in self.region.categories.values() if not c.children]
        found = {
            word.casefold(): category.key
            for category in reversed(leaves)
            for name in (category.names["de"], *self._words.categories.get(category.key, ()))
            for word in re.findall(r"\w+", name)
            if len(word) >= _SHORTEST_STEM
        }
        return sorted(found.items(), key=lambda pair: -len(pair[0]))

    def category_in(self, title: str) -> str:
        """The category that a product's name gives away, else nothing."""
        words = re.findall(r"\w+", title.casefold())
        for stem, key in self._stems:
            if any(word == stem or word.endswith(stem) for word in words):
                return key
        return ""

    def _allergens(self, cell: Cell, usual: str) -> list[dict[str, Any]]:
        """Each group once, with the kinds that were named: wheat and rye are one entry."""
        if self._is_nothing(cell):
            return []
        found: dict[str, dict[str, Any]] = {}
        state = usual
        for part in _listed(cell):
            word, state = self._state(part, state)
            key, kind = self._allergen(word)
            entry = found.setdefault(key, {"key": key, "state": state, "sub": []})
            if kind and kind not in entry["sub"]:
                entry["sub"].append(kind)
        return list(found.values())

    def _state(self, part: str, usual: str) -> tuple[str, str]:
        lowered = part.casefold()
        for state, starts in (
            ("free_confirmed", self._words.free_of), ("may_contain", self._words.traces_of),
        ):  # fmt: skip
            for start in starts:
                if lowered.startswith(start):
                    return part[len(start) :].strip(" :"), state
        return part, usual

    def _allergen(self, word: str) -> tuple[str, str]:
        """The group, and the kind within it if one was named."""
        if len(word) == 1:
            message = "nennt Buchstaben, die überall anderes bedeuten. Schreib Gluten, Milch …"
            raise NotUnderstoodError(message)
        if found := self._kinds.get(bare(word)):
            return found
        names = {
            key: [key, *names.values(), *self._words.allergens.get(key, ())]
            for key, names in self.region.allergens.items()
        }
        return self._one_of(word, names, "nennt ein Allergen, das es nicht gibt."), ""

    @cached_property
    def _kinds(self) -> Mapping[str, tuple[str, str]]:
        return {
            bare(word): (key, kind)
            for key, group in self.region.allergen_groups.items()
            for kind in group.sub
            for word in (kind, *self._words.allergen_kinds.get(kind, ()))
        }

    def _additives(self, cell: Cell) -> list[str]:
        if self._is_nothing(cell):
            return []
        names = {key: [key, *names.values()] for key, names in self.region.additives.items()}
        wrong = "nennt einen unbekannten Zusatzstoff."
        return [self._one_of(word, names, wrong) for word in _listed(cell)]

    def _detail(self, key: str, cell: Cell) -> str:
        statement = self.region.statements[key]
        text = text_of(cell)
        if statement.kind == "bool":
            return self._yes_or_no(text)
        if statement.kind == "number":
            return _decimal(number_of(cell)) if _is_number(cell) else text
        if statement.kind == "date":
            return _date(text)
        if statement.choices:
            parts = _listed(cell) if statement.kind == "choices" else [text]
            names = {k: [k, *choice.values()] for k, choice in statement.choices.items()}
            return ",".join(self._one_of(p, names, "steht hier nicht zur Wahl.") for p in parts)
        return text

    def _yes_or_no(self, text: str) -> str:
        if text.casefold() in _YES | _NO:
            return "true" if text.casefold() in _YES else "false"
        message = "ist weder ja noch nein."
        raise NotUnderstoodError(message)

    def _one_of(self, cell: Cell, names: Mapping[str, Iterable[str]], wrong: str) -> str:
        """The key of what is named; a wrong word is answered with those that there are."""
        wanted = bare(text_of(cell))
        by_name = {bare(name): key for key, all_ in names.items() for name in all_}
        if wanted in by_name:
            return by_name[wanted]
        possible = [list(all_)[1] if len(list(all_)) > 1 else key for key, all_ in names.items()]
        near = get_close_matches(wanted, by_name, n=1, cutoff=0.75)
        if near:
            shown = next(name for n in names.values() for name in n if bare(name) == near[0])
            message = f"{wrong} Meintest du „{shown}“?"
        else:
            message = f"{wrong} Möglich sind: {', '.join(possible[:14])}."
        raise NotUnderstoodError(message)

    def _is_nothing(self, cell: Cell) -> bool:
        return text_of(cell).casefold().strip(" .") in {w.casefold() for w in self._words.nothing}


def _listed(cell: Cell) -> list[str]:
    text = text_of(cell)
    # Whoever parts by bars has commas inside.
    found = text.split("|") if "|" in text else _LIST.split(text)
    parts = (part.strip() for part in found)
    return list(dict.fromkeys(part for part in parts if part))


def _pictures(cell: Cell) -> tuple[str, ...]:
    """File names without folders, compared in small letters."""
    return tuple(part.replace("\\", "/").rpartition("/")[2].casefold() for part in _listed(cell))


def _share(cell: Cell) -> str:
    """`7 %`, `0,07` and `7` are the same share."""
    try:
        text = text_of(cell).replace("%", "")
        number = number_of(cell if isinstance(cell, int | float) else text)
    except NoNumberError:
        return ""
    if 0 < number < 1:
        number *= _PERCENT
    return _decimal(number)


def _decimal(number: Decimal) -> str:
    """`7.0` → `7`, never an exponent."""
    return format(number.normalize(), "f")


def _date(text: str) -> str:
    """`24.12.2026` and what a spreadsheet knows as a date; the rest is judged later."""
    found = _DATE.fullmatch(text)
    return f"{found['year']}-{found['month']:0>2}-{found['day']:0>2}" if found else text[:10]


def _is_number(cell: Cell) -> bool:
    try:
        number_of(cell)
    except NoNumberError:
        return False
    return True
