"""QR codes as drawings: black squares on nothing, sharp at any size."""

from itertools import groupby

import segno

LEVEL = "m"
"""Fifteen per cent of it may be dirt or a crease."""


def drawing(text: str) -> str:
    """An SVG, one unit a module, without the quiet zone: whoever places it leaves four free."""
    rows = matrix(text)
    side = len(rows)
    path = "".join(_row(y, row) for y, row in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path d="{path}"/></svg>'
    )


def matrix(text: str) -> tuple[tuple[bool, ...], ...]:
    """Its modules, row by row; True is dark."""
    # Not a Micro QR: many telephones cannot read those.
    made = segno.make(text, error=LEVEL, micro=False, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in made.matrix)


def _row(y: int, row: tuple[bool, ...]) -> str:
    """Dark modules side by side are one rectangle: no hairlines between them."""
    path, x = "", 0
    for dark, run in groupby(row):
        width = len(list(run))
        if dark:
            path += f"M{x} {y}h{width}v1h-{width}z"
        x += width
    return path
