#!/bin/sh
# Draws the thirty covers of tests/covers/titles.rs and lays them on one sheet, docs/covers.png. Needs Python with Pillow.
set -eu
cd "$(dirname "$0")/.."
rm -rf target/covers
cargo test --quiet --test covers -- --ignored covers_for_the_contact_sheet
python3 - <<'PYTHON'
from pathlib import Path
from PIL import Image

WIDTH, HEIGHT, GAP, COLUMNS = 160, 256, 10, 10
files = sorted(Path("target/covers").glob("*.png"))
rows = -(-len(files) // COLUMNS)
sheet = Image.new("RGB", (COLUMNS * (WIDTH + GAP) + GAP, rows * (HEIGHT + GAP) + GAP), (200, 198, 194))
for at, file in enumerate(files):
    cover = Image.open(file).convert("RGB").resize((WIDTH, HEIGHT), Image.LANCZOS)
    sheet.paste(cover, (GAP + at % COLUMNS * (WIDTH + GAP), GAP + at // COLUMNS * (HEIGHT + GAP)))
sheet.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save("docs/covers.png", optimize=True)
print("docs/covers.png", Path("docs/covers.png").stat().st_size, "bytes")
PYTHON
