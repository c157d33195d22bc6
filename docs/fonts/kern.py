"""Rewrite a font's kerning as one table of classes: accents kern like their letter, tiny values go.

python kern.py IN.ttf OUT.ttf LEAST STEP   (values under LEAST are dropped, others rounded to STEP)
"""

import sys
import unicodedata
from collections import defaultdict

from fontTools.otlLib import builder
from fontTools.ttLib import TTFont

LETTER_UNDER = {"ø": "o", "Ø": "O", "ı": "i"}


def pairs_of(font):
    """{(left, right): value}: exceptions win over classes, earlier lookups over later ones."""
    gpos, pairs = font["GPOS"].table, {}
    features = [f.Feature for f in gpos.FeatureList.FeatureRecord if f.FeatureTag == "kern"]
    for index in sorted({index for feature in features for index in feature.LookupListIndex}):
        for subtable in gpos.LookupList.Lookup[index].SubTable:
            subtable = getattr(subtable, "ExtSubTable", subtable)
            read = single_pairs if subtable.Format == 1 else class_pairs
            for pair, value in read(subtable, font.getGlyphOrder()):
                pairs.setdefault(pair, value)
    return pairs


def single_pairs(subtable, glyphs):
    for left, rights in zip(subtable.Coverage.glyphs, subtable.PairSet, strict=True):
        for record in rights.PairValueRecord:
            yield (left, record.SecondGlyph), getattr(record.Value1, "XAdvance", 0)


def class_pairs(subtable, glyphs):
    first, second = subtable.ClassDef1.classDefs, subtable.ClassDef2.classDefs
    for left in subtable.Coverage.glyphs:
        row = subtable.Class1Record[first.get(left, 0)].Class2Record
        for right in glyphs:
            yield (left, right), getattr(row[second.get(right, 0)].Value1, "XAdvance", 0)


def letters_under(font):
    """{glyph: the glyph of its letter without accents}."""
    cmap, under = font.getBestCmap(), {}
    for code, name in cmap.items():
        letter = unicodedata.normalize("NFD", chr(code))[0]
        under.setdefault(name, cmap.get(ord(LETTER_UNDER.get(letter, letter)), name))
    return under


def classes_of(table, under):
    """{glyphs that kern alike, accented ones among them: their row}."""
    alike, members = defaultdict(list), defaultdict(list)
    for glyph, row in table.items():
        alike[tuple(sorted(row.items()))].append(glyph)
    for glyph, letter in under.items():
        members[letter].append(glyph)
    return {
        tuple(sorted(member for glyph in glyphs for member in members[glyph])): dict(row)
        for row, glyphs in alike.items()
    }


def class_lookup(font, least, step):
    under, rows, columns = letters_under(font), defaultdict(dict), defaultdict(dict)
    for (left, right), value in pairs_of(font).items():
        value = round(value / step) * step
        if abs(value) >= least and under.get(left) == left and under.get(right) == right:
            rows[left][right] = columns[right][left] = value
    rights = {glyph: group for group in classes_of(columns, under) for glyph in group}
    lookup = builder.PairPosBuilder(font, None)
    for left, row in classes_of(rows, under).items():
        for group in {rights[right] for right in row}:
            value = row[next(glyph for glyph in group if glyph in row)]
            lookup.addClassPair(None, left, builder.buildValue({"XAdvance": value}), group, None)
    return lookup.build()


def main(path, out, least, step):
    font = TTFont(path)
    gpos = font["GPOS"].table
    gpos.LookupList.Lookup = [class_lookup(font, int(least), int(step))]
    gpos.LookupList.LookupCount = 1
    for record in gpos.FeatureList.FeatureRecord:
        record.Feature.LookupListIndex = [0] if record.FeatureTag == "kern" else []
    font.save(out)


main(*sys.argv[1:])
