"""The figures as a table: by half, by kind, and the ten worst queries."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from tests.search.relevance.asking import Measured
from tests.search.relevance.judging import HALVES

_WORST = 10
_SHOWN = 4


@dataclass(frozen=True)
class Figures:
    queries: int
    hits: float
    rank: float
    gain: float


def figures(measured: Sequence[Measured]) -> Figures:
    ranks = [each.rank for each in measured if each.rank is not None]
    gains = [each.gain for each in measured if each.gain is not None]
    return Figures(
        len(measured),
        fmean(each.hit for each in measured) if measured else 1.0,
        fmean(ranks) if ranks else 1.0,
        fmean(gains) if gains else 1.0,
    )


def report(engine: str, measured: Sequence[Measured]) -> str:
    lines = [f"{engine:<24}{'queries':>8}{'hits@5':>8}{'MRR':>8}{'nDCG@10':>9}"]
    lines.append(_line("all", figures(measured)))
    lines += _by(measured, HALVES, lambda each: each.judgement.half)
    kinds = sorted({each.judgement.kind for each in measured})
    lines += _by(measured, kinds, lambda each: each.judgement.kind)
    lines += ["", f"the {_WORST} worst:"]
    lines += [_shown(each) for each in sorted(measured, key=_goodness)[:_WORST]]
    return "\n".join(lines)


def _by(
    measured: Iterable[Measured], keys: Iterable[str], of: Callable[[Measured], str]
) -> list[str]:
    every = list(measured)
    return [_line(key, figures([each for each in every if of(each) == key])) for key in keys]


def _line(name: str, told: Figures) -> str:
    return f"  {name:<22}{told.queries:>8}{told.hits:>8.3f}{told.rank:>8.3f}{told.gain:>9.3f}"


def _goodness(each: Measured) -> tuple[bool, float]:
    return each.hit, 1.0 if each.gain is None else each.gain


def _shown(each: Measured) -> str:
    gain = "" if each.gain is None else f"{each.gain:.2f} "
    names = "; ".join(each.names[:_SHOWN]) or "nothing"
    fault = f" [{each.fault}]" if each.fault else ""
    return f"  {gain}{each.judgement.query!r}{fault}: {names}"
