"""Add the Turkish and transliteration letters of the latin-ext file to the variable Latin one.

python letters.py LATIN.ttf LATIN-EXT.ttf OUT.ttf
"""

import copy
import sys

from fontTools.ttLib import TTFont

WANTED = [
    int(code, 16)
    for code in ["100", "101", "11E", "11F", "12A", "12B", "130", "131", "15E", "15F", "16A", "16B"]
]


def main(latin_path, extra_path, out):
    font, extra = TTFont(latin_path), TTFont(extra_path)
    assert font["gvar"] and extra["gvar"]  # Read before the number of glyphs changes.
    have, more = font.getBestCmap(), extra.getBestCmap()
    for code in WANTED:
        if code not in have:
            name = take(font, extra, more[code])
            for table in font["cmap"].tables:
                if table.isUnicode():
                    table.cmap[code] = name
    font.save(out)


def take(font, extra, name):
    """Bring one glyph and the parts it is made of; parts that are there already are used."""
    if name in font["glyf"].glyphs:
        return name
    glyph = copy.deepcopy(extra["glyf"][name])
    for part in glyph.components if glyph.isComposite() else []:
        take(font, extra, part.glyphName)
    order = [*font.getGlyphOrder(), name]
    font.setGlyphOrder(order)
    font["glyf"].glyphOrder = order
    font["glyf"].glyphs[name] = glyph
    font["hmtx"].metrics[name] = extra["hmtx"].metrics[name]
    font["gvar"].variations[name] = copy.deepcopy(extra["gvar"].variations.get(name, []))
    if "HVAR" in font:
        del font["HVAR"]  # Widths follow from gvar; the old table knows too few glyphs.
    return name


main(*sys.argv[1:])
