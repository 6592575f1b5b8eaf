"""The pen of the pictures: shapes that tremble a little, and parts within parts."""

import random
import re
from dataclasses import dataclass, field, replace

OUTLINE = "2.2"


@dataclass
class Part:
    defaults: dict[str, str]
    strokes: list[str] = field(default_factory=list)


def number(value: float) -> str:
    return f"{round(value, 1):g}"


def path_of(shape: str) -> str:
    return " ".join(_one_shape(piece.strip()) for piece in shape.split(" + "))


def _one_shape(piece: str) -> str:
    word, *rest = piece.split()
    if word not in {"ell", "blob", "rr"}:
        return piece
    sizes = [float(n) for n in rest]
    # Seeded by the shape itself: the same drawing is wobbly in the same way every time.
    hand = random.Random(piece)  # noqa: S311  a trembling pen, no secret
    if word == "ell":
        return _ellipse(*sizes)
    return _blob(hand, *sizes) if word == "blob" else _rounded(hand, *sizes)


def _ellipse(x: float, y: float, rx: float, ry: float) -> str:
    a, b, w = number(rx), number(ry), number(2 * rx)
    return f"M{number(x - rx)} {number(y)}a{a} {b} 0 1 0 {w} 0 {a} {b} 0 1 0-{w} 0Z"


def _blob(hand: random.Random, x: float, y: float, rx: float, ry: float) -> str:
    def off(size: float) -> float:
        return size * hand.uniform(0.94, 1.05)

    top, right, bottom, left = off(ry), off(rx), off(ry), off(rx)
    k = 0.56
    points = [
        (x - left, y), (x - left, y - k * top), (x - k * left, y - top), (x, y - top),
        (x + k * right, y - top), (x + right, y - k * top), (x + right, y),
        (x + right, y + k * bottom), (x + k * right, y + bottom), (x, y + bottom),
        (x - k * left, y + bottom), (x - left, y + k * bottom), (x - left, y),
    ]  # fmt: skip
    text = [f"{number(a)} {number(b)}" for a, b in points]
    curves = " ".join("C" + " ".join(text[i : i + 3]) for i in range(1, 13, 3))
    return f"M{text[0]}{curves}Z"


def _rounded(hand: random.Random, x: float, y: float, w: float, h: float, r: float) -> str:
    def at(a: float, b: float) -> str:
        return f"{number(a + hand.uniform(-0.5, 0.5))} {number(b + hand.uniform(-0.5, 0.5))}"

    right, low = x + w, y + h
    return (
        f"M{at(x + r, y)}L{at(right - r, y)}Q{number(right)} {number(y)} {at(right, y + r)}"
        f"L{at(right, low - r)}Q{number(right)} {number(low)} {at(right - r, low)}"
        f"L{at(x + r, low)}Q{number(x)} {number(low)} {at(x, low - r)}"
        f"L{at(x, y + r)}Q{number(x)} {number(y)} {at(x + r, y)}Z"
    )


def coloured(colour: str, width: str, shape: str) -> str:
    return (
        f'<path fill="none" stroke="var(--il-{colour})" stroke-width="{width}" '
        f'd="{path_of(shape)}"/>'
    )


def filled(colour: str, size: float, shape: str) -> str:
    moved = f"translate({number(2 / size)} {number(1.6 / size)})"
    return f'<path fill="var(--il-{colour})" transform="{moved}" d="{path_of(shape)}"/>'


@dataclass(frozen=True)
class Pen:
    """Paints strokes, following parts into their own; an enlarged part keeps its thin line."""

    parts: dict[str, Part]
    size: float = 1.0

    def picture(self, strokes: list[str]) -> str:
        return f'<g stroke-linecap="round" stroke-linejoin="round">{self.paint(strokes)}</g>'

    def paint(self, strokes: list[str]) -> str:
        return "".join(self.stroke(stroke) for stroke in strokes)

    def stroke(self, stroke: str) -> str:
        word, _, rest = stroke.partition(" ")
        if word.startswith("@"):
            x, y, turn, size = (word[1:].split(",") + ["0", "1"][word.count(",") - 1 :])[:4]
            inner = replace(self, size=self.size * float(size))
            return f'<g transform="{_moved(x, y, turn, size)}">{inner.stroke(rest)}</g>'
        if word in self.parts:
            return self._part(word, rest)
        return self._line(word, rest)

    def _part(self, name: str, arguments: str) -> str:
        part = self.parts[name]
        values = part.defaults | dict(pair.split("=", 1) for pair in arguments.split())
        return self.paint([_fill_in(stroke, values) for stroke in part.strokes])

    def _line(self, word: str, rest: str) -> str:
        if word in {"f", "fo"}:
            colour, shape = rest.split(" ", 1)
            line = coloured("ink", self._width(OUTLINE), shape) if word == "fo" else ""
            return filled(colour, max(self.size, 1), shape) + line
        if word == "s":
            colour, width, shape = rest.split(" ", 2)
            return coloured(colour, self._width(width), shape)
        width = {"o": OUTLINE, "d": "2.6", "l": "1.4"}[word]
        if word == "l" and rest[0].isdigit():
            width, rest = rest.split(" ", 1)
        return coloured("ink", self._width(width), rest)

    def _width(self, width: str) -> str:
        if self.size == 1:
            return f"var(--il-w,{width})" if width == OUTLINE else width
        # Small copies keep some of their thinness, or they would clog.
        return number(float(width) / (self.size if self.size > 1 else self.size**0.5))


def _fill_in(stroke: str, values: dict[str, str]) -> str:
    return re.sub(r"\$(\w+)", lambda found: values[found[1]], stroke)


def _moved(x: str, y: str, turn: str, size: str) -> str:
    turned = f" rotate({turn})" if turn != "0" else ""
    sized = f" scale({size})" if size != "1" else ""
    return f"translate({x} {y}){turned}{sized}"
