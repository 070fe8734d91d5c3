//! Books with one fault each: every one is read, says what was broken, and becomes the book that the good one becomes.

use crate::common::keep;
use crate::{C2, CONTAINER, Files, GIF, NCX, OPF, and, check, good, made, renamed, with, without, zipped};

/// One fault each: what is broken, the book, and the code of the finding.
#[test]
fn broken_books_are_read_and_say_what_was_broken() {
    let c1 = "OPS/text/c1.xhtml";
    let c2 = "OPS/text/c2.xhtml";
    let rows: Vec<(&str, Files, &str)> = vec![
        ("mimetype-missing-read", without("mimetype"), "SRC-030"),
        ("mimetype-wrong-read", with("mimetype", "application/epub+zip", "text/plain"), "SRC-030"),
        ("mimetype-newline-read", with("mimetype", "zip", "zip\n"), "SRC-030"),
        ("container-missing-found", without("META-INF/container.xml"), "SRC-031"),
        ("container-empty-found", with("META-INF/container.xml", CONTAINER, "<container/>"), "SRC-031"),
        ("container-dangling-found", with("META-INF/container.xml", "OPS/book.opf", "OPS/none.opf"), "SRC-031"),
        ("container-absolute-read", with("META-INF/container.xml", "OPS/book.opf", "/OPS/book.opf"), "SRC-039"),
        ("container-backslash-read", with("META-INF/container.xml", "OPS/book.opf", "OPS\\book.opf"), "SRC-039"),
        ("container-case-read", with("META-INF/container.xml", "OPS/book.opf", "ops/Book.opf"), "SRC-039"),
        (
            "renditions-two-first",
            with("META-INF/container.xml", "</rootfiles>", "<rootfile full-path=\"OPS/b.opf\"/></rootfiles>"),
            "SRC-043",
        ),
        ("package-illformed-read", with("OPS/book.opf", "كتاب الحكايات", "كتاب & الحكايات"), "SRC-036"),
        ("package-unclosed-read", with("OPS/book.opf", "</metadata>", ""), "SRC-036"),
        ("package-entity-read", with("OPS/book.opf", "كتاب الحكايات", "كتاب&nbsp;الحكايات"), "SRC-037"),
        ("package-unique-missing-read", with("OPS/book.opf", " unique-identifier=\"id\"", ""), "SRC-032"),
        ("language-nonsense-told", with("OPS/book.opf", ">en<", ">C<"), "SRC-047"),
        ("language-wrong-overruled", good(), "TYP-002"),
        (
            "date-nonsense-dropped",
            with("OPS/book.opf", "<dc:language>", "<dc:date>أمس</dc:date><dc:language>"),
            "SRC-047",
        ),
        (
            "item-missing-told",
            with("OPS/book.opf", "<manifest>", "<manifest><item id=\"x\" href=\"x.png\" media-type=\"image/png\"/>"),
            "SRC-033",
        ),
        (
            "page-missing-told",
            with("OPS/book.opf", "<spine toc=\"ncx\">", "<spine toc=\"ncx\"><itemref idref=\"gone\"/>"),
            "SRC-049",
        ),
        (
            "page-file-missing-told",
            {
                let opf = OPF
                    .replace(
                        "<manifest>",
                        "<manifest><item id=\"g\" href=\"g.xhtml\" media-type=\"application/xhtml+xml\"/>",
                    )
                    .replace("<itemref idref=\"c2\"/>", "<itemref idref=\"c2\"/><itemref idref=\"g\"/>");
                with("OPS/book.opf", OPF, &opf)
            },
            "SRC-033",
        ),
        ("entry-unlisted-told", and("OPS/extra.png", GIF), "SRC-034"),
        (
            "type-of-page-html-read",
            with(
                "OPS/book.opf",
                "c1.xhtml\" media-type=\"application/xhtml+xml\"",
                "c1.xhtml\" media-type=\"text/html\"",
            ),
            "SRC-035",
        ),
        (
            "type-of-page-text-read",
            with(
                "OPS/book.opf",
                "c1.xhtml\" media-type=\"application/xhtml+xml\"",
                "c1.xhtml\" media-type=\"text/plain\"",
            ),
            "SRC-035",
        ),
        ("type-of-picture-read", with("OPS/book.opf", "image/gif", "image/png"), "SRC-035"),
        ("page-illformed-ampersand-read", with(c1, "ملك عادل", "& ملك عادل"), "SRC-036"),
        ("page-unclosed-paragraph-read", with(c2, "</p>", ""), "SRC-036"),
        ("page-crossed-tags-read", with(c1, "<span class=\"b\">عريض</span> ثم", "<b><i>عريض</b></i> ثم"), "SRC-036"),
        ("page-attribute-bare-read", with(c1, "lang=\"en\"", "lang=en"), "SRC-036"),
        ("page-entity-read", with(c1, "ملك عادل", "ملك&nbsp;عادل"), "SRC-037"),
        (
            "page-windows-1256-decoded",
            {
                let mut files = good();
                for (name, bytes) in &mut files {
                    if name == c2 {
                        *bytes = encoding_rs::WINDOWS_1256.encode(C2).0.into_owned();
                    }
                }
                files
            },
            "SRC-001",
        ),
        (
            "page-utf16-decoded",
            {
                let mut files = good();
                for (name, bytes) in &mut files {
                    if name == c2 {
                        *bytes = [
                            vec![0xFF, 0xFE],
                            C2.replace("UTF-8", "UTF-16").encode_utf16().flat_map(u16::to_le_bytes).collect(),
                        ]
                        .concat();
                    }
                }
                files
            },
            "SRC-001",
        ),
        ("page-id-twice-read", with(c1, "<h2 id=\"s\">", "<h2 id=\"s\"><a id=\"s\"></a>"), "SRC-038"),
        (
            "manifest-id-twice-read",
            with(
                "OPS/book.opf",
                "<item id=\"dot\"",
                "<item id=\"css\" href=\"none.css\" media-type=\"text/css\"/><item id=\"dot\"",
            ),
            "SRC-038",
        ),
        ("href-absolute-read", with("OPS/book.opf", "text/c1.xhtml", "/OPS/text/c1.xhtml"), "SRC-039"),
        ("href-backslash-read", with("OPS/book.opf", "text/c1.xhtml", "text\\c1.xhtml"), "SRC-039"),
        ("href-case-read", with("OPS/book.opf", "text/c1.xhtml", "Text/C1.xhtml"), "SRC-039"),
        ("entry-backslash-read", renamed(c1, "OPS\\text\\c1.xhtml"), "SRC-039"),
        ("entry-absolute-read", renamed("OPS/dot.gif", "/OPS/dot.gif"), "SRC-039"),
        ("link-dangling-text", with(c1, "c2.xhtml#z", "c9.xhtml"), "CHA-001"),
        ("link-fragment-dangling-text", with(c1, "c2.xhtml#z", "c2.xhtml#nowhere"), "CHA-001"),
        ("ncx-missing-headings", without("OPS/toc.ncx"), "SRC-040"),
        ("ncx-empty-headings", with("OPS/toc.ncx", NCX, "<ncx/>"), "SRC-040"),
        ("ncx-illformed-read", with("OPS/toc.ncx", "<text>x</text>", "<text>x & y</text>"), "SRC-036"),
        ("ncx-uid-other-told", with("OPS/toc.ncx", "urn:uuid:6a4f4d0e", "urn:uuid:7a4f4d0e"), "SRC-041"),
        (
            "ncx-dangling-left-out",
            with(
                "OPS/toc.ncx",
                "<navPoint id=\"c\"",
                "<navPoint id=\"d\" playOrder=\"9\"><navLabel><text>غائب</text></navLabel><content src=\"none.xhtml\"/></navPoint><navPoint id=\"c\"",
            ),
            "SRC-040",
        ),
        ("ncx-fragment-dangling-page", with("OPS/toc.ncx", "c1.xhtml#s", "c1.xhtml#t"), "SRC-040"),
        (
            "font-obfuscated-dropped",
            {
                let mut files = and("OPS/f.otf", b"xx");
                files.push(("META-INF/encryption.xml".to_owned(), b"<encryption><EncryptedData><EncryptionMethod Algorithm=\"http://www.idpf.org/2008/embedding\"/><CipherData><CipherReference URI=\"OPS/f.otf\"/></CipherData></EncryptedData></encryption>".to_vec()));
                files
            },
            "SRC-042",
        ),
        (
            "font-obfuscated-adobe-dropped",
            {
                let mut files = and("OPS/f.otf", b"xx");
                files.push(("META-INF/encryption.xml".to_owned(), b"<encryption><EncryptedData><EncryptionMethod Algorithm=\"http://ns.adobe.com/pdf/enc#RC\"/><CipherData><CipherReference URI=\"OPS/f.otf\"/></CipherData></EncryptedData></encryption>".to_vec()));
                files
            },
            "SRC-042",
        ),
        ("style-dropped-told", good(), "SRC-044"),
        ("script-dropped-told", and("OPS/a.js", b"x"), "SRC-046"),
        (
            "spine-empty-manifest",
            with("OPS/book.opf", "<itemref idref=\"c1\"/><itemref idref=\"c2\"/><itemref idref=\"notes\"/>", ""),
            "SRC-049",
        ),
        (
            "spine-twice-once",
            with("OPS/book.opf", "<itemref idref=\"c2\"/>", "<itemref idref=\"c2\"/><itemref idref=\"c2\"/>"),
            "SRC-049",
        ),
    ];
    assert!(rows.len() >= 40);
    let mut failed = Vec::new();
    for (what, files, code) in rows {
        match made(zipped(&files)) {
            Err(error) => failed.push(format!("{what}: {error}")),
            Ok((book, report)) => {
                if !report.findings.iter().any(|finding| finding.code.as_str() == code) {
                    let codes = report.findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>();
                    failed.push(format!("{what}: {code} is not among {codes:?}"));
                }
                failed.extend(check(what, &book, &report).err());
                keep(&book, &format!("old-{what}.epub"));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
