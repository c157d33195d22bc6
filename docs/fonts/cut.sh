#!/bin/sh
# Cut the fonts of static/fonts/ again: sh docs/fonts/cut.sh FOLDER  (see README.md beside this file)
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=${1:?name a folder for the work}
mkdir -p "$work" && cd "$work"
python3 -m venv venv && venv/bin/pip -q install fonttools brotli
for face in newsreader libre-franklin noto-naskh-arabic noto-sans-arabic noto-serif-hebrew; do
  npm pack -s "@fontsource-variable/$face@5.3.0" >/dev/null
  mkdir -p "$face" && tar xzf "fontsource-variable-$face-5.3.0.tgz" -C "$face"
done
bin=$PWD/venv/bin
cut="--no-hinting --name-IDs=0,13,14"
latin_features=kern,liga,lnum,tnum
# ASCII, Western European letters, Turkish, the long vowels of transliteration, and the signs of the desk.
latin=U+20-7E,U+A0,U+A3,U+A7,U+A9,U+AB,U+B0,U+B3,U+B7,U+BB,U+BD,U+C0-CF,U+D1-D6,U+D8-DC,U+DF-EF
latin=$latin,U+F1-F6,U+F8-FC,U+FF,U+100,U+101,U+11E,U+11F,U+12A,U+12B,U+130,U+131,U+152,U+153
latin=$latin,U+15E,U+15F,U+16A,U+16B,U+2013,U+2014,U+2018,U+2019,U+201C,U+201D,U+2022,U+2026
latin=$latin,U+2032,U+20AC,U+2212

newsreader() { # name, style, optical size, weight
  for part in latin latin-ext; do
    "$bin/fonttools" varLib.instancer -q "newsreader/package/files/newsreader-$part-standard-$2.woff2" \
      opsz="$3" wght="$4" -o "$1-$part.ttf"
    # 1,000 units are finer than any screen shows, and smaller than 2,000.
    "$bin/fonttools" ttLib.scaleUpem --output-file="$1-$part-small.ttf" "$1-$part.ttf" 1000
  done
  "$bin/fonttools" merge --output-file="$1.ttf" "$1-latin-small.ttf" "$1-latin-ext-small.ttf"
  finish "$1" "newsreader-$1"
}

finish() { # name, name of the file
  "$bin/pyftsubset" "$1.ttf" $cut --layout-features=$latin_features --unicodes=$latin --output-file="$1-cut.ttf"
  "$bin/python" "$here/kern.py" "$1-cut.ttf" "$1-kerned.ttf" 6 2
  "$bin/fonttools" ttLib.woff2 compress -o "$2.woff2" "$1-kerned.ttf"
}

newsreader display normal 44 500
newsreader text normal 15 400
newsreader italic italic 15 400

for part in latin latin-ext; do
  "$bin/fonttools" varLib.instancer -q "libre-franklin/package/files/libre-franklin-$part-wght-normal.woff2" \
    wght=400:700 -o "sans-$part.ttf"
done
"$bin/python" "$here/letters.py" sans-latin.ttf sans-latin-ext.ttf sans.ttf
finish sans libre-franklin

# Arabic and Hebrew keep every layout feature, for joining, ligatures and points.
arabic=U+20-7E,U+A0,U+AB,U+BB,U+60C,U+61B,U+61F,U+621-63A,U+640-652,U+660-66C,U+670,U+671,U+679,U+67E
arabic=$arabic,U+686,U+698,U+6A4,U+6A9,U+6AF,U+6BE,U+6CC,U+6F0-6F9,U+200C-200F,U+2013,U+2014,U+2026
"$bin/pyftsubset" noto-naskh-arabic/package/files/noto-naskh-arabic-arabic-wght-normal.woff2 $cut \
  '--layout-features=*' --flavor=woff2 --unicodes=$arabic,U+FDFC --output-file=noto-naskh-arabic.woff2
"$bin/fonttools" varLib.instancer -q noto-sans-arabic/package/files/noto-sans-arabic-arabic-wght-normal.woff2 \
  wght=600 -o sans-ar.ttf
"$bin/pyftsubset" sans-ar.ttf $cut '--layout-features=*' --flavor=woff2 --unicodes=$arabic \
  --output-file=noto-sans-arabic.woff2
"$bin/fonttools" varLib.instancer -q noto-serif-hebrew/package/files/noto-serif-hebrew-hebrew-wght-normal.woff2 \
  wght=400:700 -o hebrew.ttf
"$bin/pyftsubset" hebrew.ttf $cut '--layout-features=*' --flavor=woff2 --output-file=noto-serif-hebrew.woff2 \
  --unicodes=U+20,U+A0,U+5B0-5BC,U+5BE,U+5C1,U+5C2,U+5D0-5EA,U+5F3,U+5F4,U+200E,U+200F,U+20AA,U+2013,U+2014
ls -l ./*.woff2
