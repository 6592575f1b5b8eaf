"""Every picture has words, stands alone without a stylesheet, and comes from its drawing."""

import re
from xml.etree import ElementTree as ET

from tests.onebox.seed.region_folder import ZEITZ, zeitz
from tools.draw_pen import Pen
from tools.draw_pictures import DRAWINGS, alone, listing, read_drawings, read_parts, symbols_of

PICTURES = ZEITZ / "pictures"


def _keys() -> set[str]:
    return {picture.key for picture in zeitz().pictures.pictures}


def test_there_is_one_file_and_one_symbol_for_each_picture():
    files = {path.stem for path in PICTURES.glob("*.svg")} - {"illustrations"}
    symbols = set(symbols_of((PICTURES / "illustrations.svg").read_text(encoding="utf-8")))

    assert files == _keys()
    assert _keys() <= symbols
    assert len(files) >= 90


def test_a_picture_alone_is_small_well_formed_and_needs_no_stylesheet():
    for path in PICTURES.glob("*.svg"):
        if path.stem == "illustrations":
            continue
        text = path.read_text(encoding="utf-8")
        root = ET.fromstring(text)
        assert root.attrib["viewBox"] == "0 0 96 96", path.stem
        assert "var(" not in text, path.stem
        assert len(text) < 9_000, path.stem


def test_all_colours_in_the_sprite_are_variables_of_the_palette():
    sprite = (PICTURES / "illustrations.svg").read_text(encoding="utf-8")

    assert re.findall(r'(?:fill|stroke)="#', sprite) == []


def test_categories_and_seasons_show_pictures_that_exist():
    region = zeitz()

    assert {category.picture for category in region.categories.walk()} <= _keys()
    assert {item.picture for item in region.season.items} <= _keys()


def test_the_files_are_what_the_drawings_say():
    pen = Pen(read_parts(DRAWINGS / "parts.txt"))
    drawings = list(read_drawings(DRAWINGS))

    for drawing in (d for d in drawings if d.strokes):
        stored = (PICTURES / f"{drawing.key}.svg").read_text(encoding="utf-8")
        assert stored == alone(pen.picture(drawing.strokes)), drawing.key
    stored_list = (PICTURES / "pictures.yaml").read_text(encoding="utf-8")
    assert stored_list == listing(drawings)


def test_the_pen_keeps_its_line_when_a_part_grows():
    pen = Pen({})

    grown = pen.paint(["@10,20,45,2 o M0 0h4"])

    assert 'translate(10 20) rotate(45) scale(2)"' in grown
    assert 'stroke-width="1.1"' in grown
