"""From the rows of one product to what is to be done with it, by the rules of every change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from marketkit.clock import new_id
from marketkit.errors import FieldError, InvalidError
from marketkit.plain_words import in_plain_words
from pydantic import ValidationError

from catalog.domain import audit
from catalog.domain.gates.approval import approvals_needed
from catalog.domain.gates.defaults import defaults_for
from catalog.domain.imports.columns import Column, Words
from catalog.domain.imports.groups import Group
from catalog.domain.imports.job import LineState
from catalog.domain.imports.pictures import Archive, pictures_for
from catalog.domain.imports.rows import Fault, Row
from catalog.domain.product import Picture, Product, Variant
from catalog.domain.region import Region
from catalog.domain.shop import Shop
from catalog.domain.slugs import slugify
from catalog.use_cases import apply_product
from catalog.use_cases.gate import Gate
from catalog.use_cases.needed import actions_for
from catalog.use_cases.product_form import ProductChanges, ProductForm

_SET_ASIDE = (
    "Diese Zeile ist in Ordnung, aber eine andere desselben Produkts (Zeile {number}) nicht."
)


STAYS_DRAFT = "Bleibt Entwurf"
LOOKED_AT_FIRST = "Vor dem Verkauf wird erst angesehen"


@dataclass(frozen=True, slots=True)
class Setting:
    """What every product of one import is judged by."""

    shop: Shop
    region: Region
    gate: Gate
    words: Words
    columns: Sequence[Column]
    archive: Archive
    at: datetime

    def header(self, field: str) -> str:
        """The table's own word for a field of the form: `variants[1].price.amount` → `Preis`."""
        plain = field.removesuffix(".amount").removesuffix(".currency").removesuffix(".key")
        name = plain.rpartition("].")[2] if plain.startswith("variants[") else plain
        name = name.partition("[")[0]
        own = next((column.header for column in self.columns if column.means == name), "")
        return own or (self.words.header(name) if name in self.words.meanings() else name)


@dataclass(frozen=True, slots=True)
class Plan:
    """What one product's rows come to."""

    group: Group
    state: LineState
    product: Product | None = None
    form: Mapping[str, Any] | None = None
    changes: Mapping[str, Sequence[Any]] | None = None
    rights: frozenset[str] = frozenset()


def blank(form: ProductForm, shop: Shop, at: datetime) -> Product:
    """A product nobody has said anything about but its name and kind."""
    return Product(
        id=new_id(),
        shop_id=shop.id,
        slug=slugify(form.title),
        title=form.title,
        category=form.category,
        created_at=at,
        updated_at=at,
    )


def plan(group: Group, before: Product | None, setting: Setting) -> Plan:
    """New, changed, unchanged or faulty; faults stand at their rows afterwards."""
    stated = _variants(group, before)
    body = _body(group, before, setting) | (
        {"variants": [said for _, said in stated]} if stated else {}
    )
    about = [row for row, _ in stated]
    shown = pictures_for(group.rows, setting.archive, before)
    if group.is_faulty:
        return _faulty(group)
    try:
        form = _form(body, before)
        product = _applied(form, before, setting)
    except ValidationError as error:
        _mark(group, _from_pydantic(error), setting, about)
        return _faulty(group)
    except InvalidError as error:
        _mark(group, error.errors, setting, about)
        return _faulty(group)
    product = with_pictures(product, [setting.archive.ready[entry] for entry in shown])
    if before is not None and product == before:
        return Plan(group, LineState.UNCHANGED, before)
    if not _fits(product, group, setting, about):
        return _faulty(group)
    todo = {
        "form": form.model_dump(mode="json", exclude_unset=True),
        "pictures": list(shown),
        "version": before.version if before else 0,
    }
    state = LineState.CHANGED if before else LineState.NEW
    changes = audit.diff_product(before, product) if before else {}
    return Plan(group, state, product, todo, changes, _rights(before, product, form))


def with_pictures(product: Product, ready: Iterable[Picture]) -> Product:
    """Those that it does not show yet, behind the others."""
    known = {picture.fingerprint for picture in product.pictures}
    new = [
        replace(picture, id=new_id(), alt=product.title)
        for picture in ready
        if picture.fingerprint not in known
    ]
    return replace(product, pictures=(*product.pictures, *new)) if new else product


def _rights(before: Product | None, after: Product, form: ProductChanges) -> frozenset[str]:
    counted = any(variant.says_stock for variant in form.variants)
    if before is None:
        return frozenset({"products", *(("stock",) if counted else ())})
    return frozenset(action.value for action in actions_for(before, after, counted=counted))


def _fits(product: Product, group: Group, setting: Setting, about: Sequence[Row]) -> bool:
    """What is on sale must stay fit for sale; of a draft it is only said what is missing."""
    if group.rows[0].guessed and group.product_id is None:
        name = setting.region.categories[product.category].names["de"]
        group.rows[0].notes.append(f"Kategorie „{name}“ aus dem Namen geraten.")
    if product.is_published:
        found = setting.gate.missing(product)
        _mark(group, found, setting, about)
        return not found
    found = setting.gate.gaps(product)
    if not found:
        for reason in approvals_needed(product, setting.region).values():
            group.rows[0].notes.append(f"{LOOKED_AT_FIRST}: {reason}")
        return True
    first = found[0].message
    more = f" Und {len(found) - 1} weitere Angaben." if len(found) > 1 else ""
    group.rows[0].notes.append(f"{STAYS_DRAFT}: {first}{more}")
    return True


def _body(group: Group, before: Product | None, setting: Setting) -> dict[str, Any]:
    """What the rows say about the product as a whole, without what is so already."""
    said: dict[str, Any] = {}
    details: dict[str, str] = {}
    for row in group.rows:
        said |= {name: value for name, value in row.product.items() if name not in said}
        details |= {name: value for name, value in row.details.items() if name not in details}
    if before is not None:
        if all(row.guessed for row in group.rows):
            said.pop("category", None)
        said = _different(said, before)
        details = {k: v for k, v in details.items() if before.details.get(k, "") != v}
    elif said.get("category") in setting.region.categories:
        title = str(said.get("title", ""))
        details = defaults_for(said["category"], title, setting.shop, {}, setting.region) | details
    if details:
        said["details"] = details
    return said


def _different(said: Mapping[str, Any], before: Product) -> dict[str, Any]:
    """Without what is so already: saying it again changes nothing."""
    known: dict[str, Any] = {
        "labels": list(before.labels),
        "additives": list(before.additives),
    }
    left = {
        name: value
        for name, value in said.items()
        if name not in {"allergens", "allergens_reviewed"}
        and value != known.get(name, getattr(before, name))
    }
    if "allergens" in said:
        typed = {(a["key"], a["state"], *sorted(a["sub"])) for a in said["allergens"]}
        same = typed == {(a.key, a.state, *sorted(a.sub)) for a in before.allergens}
        never_said = not before.allergens and before.allergens_reviewed_at is None
        if not same or never_said:
            left |= {"allergens": said["allergens"], "allergens_reviewed": True}
    return left


def _variants(group: Group, before: Product | None) -> list[tuple[Row, dict[str, Any]]]:
    """What each row says about its variant, without what is so already."""
    found = []
    several = len(group.rows) > 1
    taken: set[Any] = set()
    for row in group.rows:
        said = dict(row.variant)
        if several and not said.get("label"):
            said["label"] = _content_words(said)
        old = _same_variant(said, before, taken, alone=not several) if before else None
        if old is not None:
            taken.add(old.id)
            said = _new_in_variant(said, old)
            if said:
                found.append((row, {"id": str(old.id)} | said))
        else:
            found.append((row, said))
    return found


def _same_variant(
    said: Mapping[str, Any], before: Product, taken: set[Any], *, alone: bool
) -> Variant | None:
    """By article number, else by world number, else by its label."""
    free = [variant for variant in before.variants if variant.id not in taken]
    for name in ("sku", "ean"):
        if said.get(name):
            for variant in free:
                if getattr(variant, name) == said[name]:
                    return variant
    if said.get("sku"):
        return None
    label = said.get("label", "")
    same = [variant for variant in free if variant.label.casefold() == label.casefold()]
    if not same and alone and not label and len(before.variants) == 1:
        same = free
    return same[0] if same else None


def _new_in_variant(said: Mapping[str, Any], old: Variant) -> dict[str, Any]:
    known: dict[str, Any] = {
        "price": {"amount": old.price, "currency": "EUR"},
        "deposit": {"amount": old.deposit, "currency": "EUR"},
        "deposit_kind": old.deposit_kind or "",
    }
    left = {
        name: value
        for name, value in said.items()
        if name not in {"on_hand", "on_order", "content_amount", "weighed"}
        and value != known.get(name, getattr(old, name, None))
    }
    if "weighed" in said:
        before = _weighed_said(old)
        if (after := before | said["weighed"]) != before:
            left["weighed"] = after
    if "content_amount" in said and Decimal(said["content_amount"]) != old.content_amount:
        left["content_amount"] = said["content_amount"]
    if "on_hand" in said and (old.on_order or said["on_hand"] not in {old.available, old.counted}):
        left["on_hand"] = said["on_hand"]
    never_counted = old.counted is not None or not old.count_version
    if said.get("on_order") and not old.on_order and never_counted:
        left["on_order"] = True
    return left


def _weighed_said(old: Variant) -> dict[str, Any]:
    """What is known of the weight, as the form has it: a table may change one of the three."""
    if old.weighed is None:
        return {}
    per_kg = {"amount": old.weighed.per_kg, "currency": "EUR"}
    return {"per_kg": per_kg, "grams": old.weighed.grams, "max_grams": old.weighed.max_grams}


def _content_words(said: Mapping[str, Any]) -> str:
    if grams := said.get("weighed", {}).get("grams"):
        return f"ca. {grams} g"
    amount, unit = said.get("content_amount"), said.get("content_unit")
    return f"{str(amount).replace('.', ',')} {unit}" if amount and unit else ""


def _form(body: Mapping[str, Any], before: Product | None) -> ProductChanges:
    shape = ProductForm if before is None else ProductChanges
    return shape.model_validate(body)


def _applied(form: ProductChanges, before: Product | None, setting: Setting) -> Product:
    start = before
    if start is None:
        assert isinstance(form, ProductForm)
        start = blank(form, setting.shop, setting.at)
    return apply_product.apply(start, form, setting.shop, setting.region, setting.at)


def _from_pydantic(error: ValidationError) -> list[FieldError]:
    return [
        FieldError(_path(found["loc"]), in_plain_words(found))
        for found in error.errors(include_url=False, include_input=False)
    ]


def _path(location: Sequence[int | str]) -> str:
    text = ""
    for part in location:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _mark(
    group: Group, found: Iterable[FieldError], setting: Setting, about: Sequence[Row]
) -> None:
    """Each fault at the row it is about: a variant's at the variant's, all others at the first."""
    for error in found:
        header = setting.header(error.field)
        message = f"Spalte „{header}“: {error.message}" if header else error.message
        _row_of(group, error.field, about).faults.append(Fault(header, message))


def _row_of(group: Group, field: str, about: Sequence[Row]) -> Row:
    if field.startswith("variants["):
        index = int(field.removeprefix("variants[").partition("]")[0])
        if index < len(about):
            return about[index]
    return group.rows[0]


def _faulty(group: Group) -> Plan:
    first = next(row.number for row in group.rows if row.faults)
    for row in group.rows:
        if not row.faults:
            row.notes.append(_SET_ASIDE.format(number=first))
    return Plan(group, LineState.FAULTY)
