"""Makes one book with EbookLib, as its documentation does: a title, chapters, contents, no direction.

Read from standard input as JSON: {"language", "title", "chapters": [[title, paragraph], ...]}; the book goes to the path given.
"""
import json
import sys

from ebooklib import epub

given = json.load(sys.stdin)
book = epub.EpubBook()
book.set_identifier("urn:uuid:0b1f6a1e-6c5e-4d57-9a43-7c1d2e3f4a5b")
book.set_title(given["title"])
book.set_language(given["language"])
book.add_author("ليلى الكاتبة")
pages = []
for number, (title, paragraph) in enumerate(given["chapters"], 1):
    page = epub.EpubHtml(title=title, file_name=f"chap_{number:02}.xhtml", lang=given["language"])
    page.content = f"<h1>{title}</h1><p>{paragraph}</p>"
    book.add_item(page)
    pages.append(page)
book.toc = tuple(pages)
book.add_item(epub.EpubNcx())
book.add_item(epub.EpubNav())
book.spine = ["nav", *pages]
epub.write_epub(sys.argv[1], book)
