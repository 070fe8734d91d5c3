#!/usr/bin/env python3
"""Makes many old books and measures how long one `warraq batch` takes to mend them all, and how much memory.

    scripts/old-books.py [COUNT ...]      # by default 75 and 300

Each is an EPUB 2 of ten chapters of some 800 words of `content/aleppo-truce.txt` in an order that depends on its number alone:
left to right, `en`, with notes on a page of their own, an NCX, a stylesheet and a cover. CPU time is user and system time as
`wait4` counts it, memory the largest resident set. Needs target/release/warraq.
"""
import os
import random
import struct
import subprocess
import sys
import tempfile
import zipfile
import zlib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WARRAQ = ROOT / "target/release/warraq"
WORDS = (ROOT / "content/aleppo-truce.txt").read_text().split()
CONTAINER = """<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>\
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PAGE = """<?xml version="1.0" encoding="UTF-8"?><html xmlns="http://www.w3.org/1999/xhtml" lang="en" dir="ltr"><head><title>x</title>\
<link rel="stylesheet" type="text/css" href="a.css"/></head><body>%s</body></html>"""


def picture(width, height, number):
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    line = b"\0" + bytes([number % 256, 90, 140]) * width
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(line * height)) + chunk(b"IEND", b"")


def old_book(path, number):
    chance = random.Random(number)
    title = f"{' '.join(chance.sample(WORDS, 3))} {number}"
    files, notes, points = {}, [], []
    for chapter in range(1, 11):
        paragraphs = []
        for paragraph in range(8):
            words = chance.choices(WORDS, k=100)
            mark = f'<a id="r{chapter}-{paragraph}" href="notes.xhtml#n{chapter}-{paragraph}"><sup>{paragraph + 1}</sup></a>'
            notes.append(
                f'<p id="n{chapter}-{paragraph}"><a href="c{chapter}.xhtml#r{chapter}-{paragraph}">{paragraph + 1}</a>. '
                f"{' '.join(chance.choices(WORDS, k=8))}</p>"
            )
            paragraphs.append(f'<p class="p">{" ".join(words)}{mark}</p>')
        heading = f"الفصل {chapter}"
        files[f"c{chapter}.xhtml"] = PAGE % f"<h1>{heading}</h1>{''.join(paragraphs)}"
        points.append(
            f'<navPoint id="p{chapter}" playOrder="{chapter}"><navLabel><text>{heading}</text></navLabel>'
            f'<content src="c{chapter}.xhtml"/></navPoint>'
        )
    files["notes.xhtml"] = PAGE % f"<h1>الهوامش</h1>{''.join(notes)}"
    pages = list(files)
    items = "".join(f'<item id="{name[:-6]}" href="{name}" media-type="application/xhtml+xml"/>' for name in pages)
    spine = "".join(f'<itemref idref="{name[:-6]}"/>' for name in pages)
    identifier = f"urn:uuid:6a4f4d0e-9b1c-5c7e-8f2d-{number:012x}"
    files["book.opf"] = (
        '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>%s</dc:title><dc:language>en</dc:language>'
        '<dc:identifier id="id">%s</dc:identifier><meta name="cover" content="cover"/></metadata><manifest>%s'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item id="css" href="a.css" media-type="text/css"/>'
        '<item id="cover" href="cover.png" media-type="image/png"/></manifest><spine toc="ncx">%s</spine></package>'
    ) % (title.replace("&", "&amp;").replace("<", "&lt;"), identifier, items, spine)
    files["toc.ncx"] = (
        '<?xml version="1.0"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/><docTitle><text>x</text>'
        f'</docTitle><navMap>{"".join(points)}</navMap></ncx>'
    )
    files["a.css"] = ".p { text-indent: 1em; text-align: left }"
    files["cover.png"] = picture(600, 900, number)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        archive.writestr("META-INF/container.xml", CONTAINER)
        for name, content in files.items():
            archive.writestr(f"OPS/{name}", content)


def measured(arguments):
    child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    counts = [int(count) for count in sys.argv[1:]] or [75, 300]
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            old, new = Path(folder, "old"), Path(folder, "new")
            old.mkdir()
            for number in range(count):
                old_book(old / f"{number:04}.epub", number)
            code, cpu, memory = measured([WARRAQ, "batch", old, "-o", new, "--no-cache"])
            made = len(list(new.rglob("*.epub")))
            print(f"{count} old books: exit {code}, {made} made, {cpu:.2f} s of CPU, {cpu / count * 1000:.1f} ms each, {memory:.1f} MiB")


if __name__ == "__main__":
    main()
