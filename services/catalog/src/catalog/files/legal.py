"""Reads the templates of legal texts: a head of `key: value` lines, a rule, then the wording."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from marketkit.yaml_file import read_yaml
from pydantic import BaseModel, ConfigDict

from catalog.domain.legal.facts import MarketFacts
from catalog.domain.legal.template import Kind, Template

KINDS = frozenset({*Kind, "platform"})


class LegalError(Exception):
    """The region's templates contradict each other."""


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _HeadShape(_Shape):
    kind: str
    version: str
    title: str
    valid_from: date
    source: str
    announced: date | None = None


class _MarketShape(_Shape):
    name: str
    withdrawal_path: str = ""


@dataclass(frozen=True, slots=True)
class LegalFolder:
    templates: tuple[Template, ...]
    name: str
    withdrawal_path: str

    def market(self, public_url: str) -> MarketFacts:
        return MarketFacts(self.name, public_url, self.withdrawal_path)


@cache
def load_legal(region: Path) -> LegalFolder:
    """Raises OSError, pydantic.ValidationError or LegalError."""
    folder = region / "legal"
    said = _MarketShape.model_validate(_yaml(folder / "market.yaml"))
    found = tuple(_template(file) for file in sorted(folder.glob("*.txt")))
    _check(found)
    return LegalFolder(found, said.name, said.withdrawal_path)


def _yaml(file: Path) -> object:
    return read_yaml(file)


def _template(file: Path) -> Template:
    head, _, text = file.read_text(encoding="utf-8").partition("\n---\n")
    pairs = (line.partition(": ")[::2] for line in head.splitlines())
    said = _HeadShape.model_validate(dict(pairs))
    return Template(**said.model_dump(), text=text)


def _check(found: tuple[Template, ...]) -> None:
    seen: set[tuple[str, date]] = set()
    for one in found:
        if one.kind not in KINDS:
            message = f"{one.version}: no such kind of text: {one.kind}"
            raise LegalError(message)
        if (one.kind, one.valid_from) in seen:
            message = f"two texts {one.kind} begin on {one.valid_from}"
            raise LegalError(message)
        seen.add((one.kind, one.valid_from))
        if not one.is_announced_in_time:
            message = f"{one.kind} {one.version} is announced less than fifteen days before"
            raise LegalError(message)
    _check_announced(found)
    if absent := KINDS - {one.kind for one in found}:
        message = f"no text for {', '.join(sorted(absent))}"
        raise LegalError(message)


def _check_announced(found: tuple[Template, ...]) -> None:
    """Every version of the market's own terms but the first one is announced."""
    platform = sorted((t for t in found if t.kind == "platform"), key=lambda t: t.valid_from)
    for later in platform[1:]:
        if later.announced is None:
            message = f"platform {later.version} is not announced"
            raise LegalError(message)
