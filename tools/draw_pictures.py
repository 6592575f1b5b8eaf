"""Turns the drawings in tools/drawings into the region's sprite, single pictures and their list.

A drawing is a head line `key | German | English | ground` and indented strokes, painted in order:

    f colour shape        colour, printed a little off register
    fo colour shape       the same with a pen line around it
    o shape, l [w] shape  pen line, fine line
    s colour w shape      coloured line
    d shape               dots
    @x,y[,turn[,size]] …  the rest of the line moved; name=value fills $name in a part
    other words           a part, described by `part name a=b` in parts.txt

A shape is an SVG path, or `ell x y rx ry`, `blob x y rx ry`, `rr x y w h r`, joined by ` + `.
Run it from the repository: `python -m tools.draw_pictures`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.draw_pen import Part, Pen

ROOT = Path(__file__).resolve().parents[1]
DRAWINGS = ROOT / "tools" / "drawings"
PICTURES = ROOT / "regions" / "zeitz" / "pictures"
# The light palette, for pictures that stand alone and know no stylesheet.
PALETTE = {
    "ink": "#3b1730",
    "crust": "#dfa65a",
    "straw": "#f3cf74",
    "brick": "#c9573a",
    "lime": "#b4cc45",
    "lime2": "#8fb03c",
    "plum": "#8d3468",
    "cream": "#fff8e9",
    "hill": "#c6d682",
    "water": "#a9cdd0",
    "glass": "#5b2a4d",
    "sun": "#f6dc8c",
}


@dataclass
class Drawing:
    key: str
    de: str
    en: str
    ground: str
    strokes: list[str] = field(default_factory=list)


def read_drawings(folder: Path) -> Iterator[Drawing]:
    for file in sorted(folder.glob("*.txt")):
        if file.name == "parts.txt":
            continue
        drawing: Drawing | None = None
        for line in _lines(file):
            if line.startswith(" "):
                assert drawing is not None, f"{file.name}: a stroke before any head line"
                drawing.strokes.append(line.strip())
            else:
                if drawing is not None:
                    yield drawing
                key, de, en, ground = (word.strip() for word in line.split("|"))
                drawing = Drawing(key, de, en, ground)
        if drawing is not None:
            yield drawing


def read_parts(file: Path) -> dict[str, Part]:
    parts: dict[str, Part] = {}
    name = ""
    for line in _lines(file):
        if line.startswith(" "):
            parts[name].strokes.append(line.strip())
        else:
            _, name, *defaults = line.split()
            parts[name] = Part(dict(pair.split("=", 1) for pair in defaults))
    return parts


def _lines(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def symbols_of(sprite: str) -> dict[str, str]:
    return dict(re.findall(r'<symbol id="([^"]+)"[^>]*>(.*?)</symbol>', sprite, re.DOTALL))


def alone(inner: str) -> str:
    """One picture as a file of its own, the light palette baked in."""
    plain = re.sub(r"var\(--il-w,([\d.]+)\)", r"\1", inner)
    plain = re.sub(r"var\(--il-(\w+)\)", lambda found: PALETTE[found[1]], plain)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">{plain}</svg>\n'


def write_pictures(drawings: list[Drawing], painted: dict[str, str]) -> None:
    sprite_file = PICTURES / "illustrations.svg"
    sprite = merged(sprite_file.read_text(encoding="utf-8"), painted)
    sprite_file.write_text(sprite, encoding="utf-8")
    inner_of = symbols_of(sprite)
    for drawing in drawings:
        file = PICTURES / f"{drawing.key}.svg"
        file.write_text(alone(inner_of[drawing.key]), encoding="utf-8")
    (PICTURES / "pictures.yaml").write_text(listing(drawings), encoding="utf-8")


def merged(sprite: str, painted: dict[str, str]) -> str:
    """Symbols not described as strokes were drawn straight into the sprite and stay as they are."""
    kept = [
        found[0]
        for found in re.finditer(r'<symbol id="([^"]+)".*?</symbol>', sprite, re.DOTALL)
        if found[1] not in painted
    ]
    added = [
        f'<symbol id="{key}" viewBox="0 0 96 96">{inner}</symbol>' for key, inner in painted.items()
    ]
    return "\n".join(['<svg xmlns="http://www.w3.org/2000/svg">', *kept, *added, "</svg>"]) + "\n"


def listing(drawings: list[Drawing]) -> str:
    lines = [
        "# Every picture with its words for people who do not see it, and the ground it stands on.",
        "# Written by tools.draw_pictures.",
        "pictures:",
    ]
    lines += [
        f'  - {{key: {d.key}, alt: {{de: "{d.de}", en: "{d.en}"}}, ground: {d.ground}}}'
        for d in drawings
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    pen = Pen(read_parts(DRAWINGS / "parts.txt"))
    drawings = list(read_drawings(DRAWINGS))
    painted = {d.key: pen.picture(d.strokes) for d in drawings if d.strokes}
    write_pictures(drawings, painted)
    print(f"{len(drawings)} pictures, {len(painted)} of them from strokes")


if __name__ == "__main__":
    main()
