//! Books as input: good ones, one fault each, and archives that are made to harm.

#![cfg(feature = "cli")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

#[path = "common/mod.rs"]
mod common;

use std::io::{Cursor, Read, Write};
use std::path::PathBuf;
use std::process::Command;

use common::{keep, texts_of};
use warraq::{Input, Publication};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The files of a book, in their order.
type Files = Vec<(String, Vec<u8>)>;

const CONTAINER: &str = "<?xml version=\"1.0\"?><container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"OPS/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";
const OPF: &str = "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"2.0\" unique-identifier=\"id\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:opf=\"http://www.idpf.org/2007/opf\"><dc:title>كتاب الحكايات</dc:title><dc:creator opf:role=\"aut\">ليلى الكاتبة</dc:creator><dc:contributor opf:role=\"trl\">سامي المترجم</dc:contributor><dc:language>en</dc:language><dc:identifier id=\"id\">urn:uuid:6a4f4d0e-9b1c-5c7e-8f2d-3b7a51e09c46</dc:identifier></metadata><manifest><item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/><item id=\"c1\" href=\"text/c1.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"c2\" href=\"text/c2.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"notes\" href=\"text/notes.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"css\" href=\"a.css\" media-type=\"text/css\"/><item id=\"dot\" href=\"dot.gif\" media-type=\"image/gif\"/></manifest><spine toc=\"ncx\"><itemref idref=\"c1\"/><itemref idref=\"c2\"/><itemref idref=\"notes\"/></spine></package>";
const NCX: &str = "<?xml version=\"1.0\"?><ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"><head><meta name=\"dtb:uid\" content=\"urn:uuid:6a4f4d0e-9b1c-5c7e-8f2d-3b7a51e09c46\"/></head><docTitle><text>x</text></docTitle><navMap><navPoint id=\"a\" playOrder=\"1\"><navLabel><text>الحكاية الأولى</text></navLabel><content src=\"text/c1.xhtml\"/><navPoint id=\"b\" playOrder=\"2\"><navLabel><text>مشهد</text></navLabel><content src=\"text/c1.xhtml#s\"/></navPoint></navPoint><navPoint id=\"c\" playOrder=\"3\"><navLabel><text>الحكاية الثانية</text></navLabel><content src=\"text/c2.xhtml\"/></navPoint></navMap></ncx>";
const C1: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" dir=\"ltr\"><head><title>x</title><link rel=\"stylesheet\" href=\"../a.css\"/></head><body><h1>الحكاية الأولى</h1><p>كان يا ما كان في قديم الزمان<a id=\"r1\" href=\"notes.xhtml#n1\"><sup>1</sup></a> ملك عادل.</p><p><span class=\"b\">عريض</span> ثم <a href=\"c2.xhtml#z\">الحكاية الثانية</a>.</p><h2 id=\"s\">مشهد</h2><p>صورة <img src=\"../dot.gif\" alt=\"نقطة\"/> هنا.</p></body></html>";
const C2: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head><title>x</title></head><body><h1>الحكاية الثانية</h1><p id=\"z\">وعاش الناس في سلام وأمان طويل.</p></body></html>";
const NOTES: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head><body><h1>الهوامش</h1><p id=\"n1\"><a href=\"c1.xhtml#r1\">1</a>. عبارة تبدأ بها الحكايات.</p></body></html>";
/// Three by three pixels: smaller ones are taken for dots that count readers, and left out.
const GIF: &[u8] =
    b"GIF89a\x03\0\x03\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x03\0\x03\0\0\x02\x06\x04\x08\x10 @\x14\0;";

fn good() -> Files {
    let css = ".b { font-weight: bold } p { text-align: left }";
    let files: [(&str, &[u8]); 9] = [
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", CONTAINER.as_bytes()),
        ("OPS/book.opf", OPF.as_bytes()),
        ("OPS/toc.ncx", NCX.as_bytes()),
        ("OPS/text/c1.xhtml", C1.as_bytes()),
        ("OPS/text/c2.xhtml", C2.as_bytes()),
        ("OPS/text/notes.xhtml", NOTES.as_bytes()),
        ("OPS/a.css", css.as_bytes()),
        ("OPS/dot.gif", GIF),
    ];
    files.map(|(name, bytes)| (name.to_owned(), bytes.to_vec())).to_vec()
}

fn zipped(files: &Files) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        let method = if name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).expect("an entry");
        zip.write_all(bytes).expect("bytes");
    }
    zip.finish().expect("an archive").into_inner()
}

/// A file of the book with words exchanged.
fn with(name: &str, from: &str, to: &str) -> Files {
    let mut files = good();
    let file = files.iter_mut().find(|(known, _)| known == name).expect("the file");
    let text = String::from_utf8(file.1.clone()).expect("text");
    assert!(text.contains(from), "{name} has no {from}");
    file.1 = text.replace(from, to).into_bytes();
    files
}

fn without(name: &str) -> Files {
    good().into_iter().filter(|(known, _)| known != name).collect()
}

fn renamed(from: &str, to: &str) -> Files {
    good().into_iter().map(|(name, bytes)| (if name == from { to.to_owned() } else { name }, bytes)).collect()
}

fn and(name: &str, bytes: &[u8]) -> Files {
    let mut files = good();
    files.push((name.to_owned(), bytes.to_vec()));
    files
}

/// Makes a book anew with the library, without cover and fonts.
fn made(bytes: Vec<u8>) -> Result<(Vec<u8>, warraq::Report), warraq::Error> {
    let mut out = Cursor::new(Vec::new());
    let font = warraq::FontSetting::None;
    let report = Publication::new().input(Input::bytes("old.epub", bytes, None)).font(font).write(&mut out)?;
    Ok((out.into_inner(), report))
}

/// The words of all chapters.
fn words(book: &[u8]) -> Vec<String> {
    let mut words = Vec::new();
    for (name, xhtml) in texts_of(book, |path| path.starts_with("text/ch")) {
        let document = common::parsed(&name, &xhtml);
        let body = document
            .descendants()
            .find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "body")))
            .expect("a body");
        for text in body.descendants().filter_map(|node| node.text().filter(|_| node.is_text())) {
            words.extend(
                text.split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty() && !word.chars().all(char::is_numeric))
                    .map(str::to_owned),
            );
        }
    }
    words
}

const WORDS: &str = "الحكاية الأولى كان يا ما كان في قديم الزمان ملك عادل عريض ثم الحكاية الثانية مشهد صورة هنا عبارة تبدأ بها الحكايات الحكاية الثانية وعاش الناس في سلام وأمان طويل";

fn check(what: &str, book: &[u8], report: &warraq::Report) {
    assert_eq!(words(book).join(" "), WORDS, "{what}");
    assert_eq!((report.language.value.as_str(), report.direction.value.as_str()), ("ar", "rtl"), "{what}");
    let audit = warraq::check::audit_direction(Cursor::new(book)).expect("an audit");
    assert!(!audit.documents.is_empty(), "{what}");
    let inspection = warraq::check::inspect(Cursor::new(book)).expect("an inspection");
    assert!(inspection.problems.is_empty(), "{what}: {:?}", inspection.problems);
    assert!(inspection.spine.iter().all(|page| page.direction.as_deref() == Some("rtl")), "{what}");
}

#[test]
fn a_book_is_made_anew() {
    let (book, report) = made(zipped(&good())).expect("a book");
    check("good", &book, &report);
    keep(&book, "old-good.epub");
    let inspection = warraq::check::inspect(Cursor::new(&book)).expect("an inspection");
    let labels =
        inspection.contents.iter().map(|entry| (entry.label.as_str(), entry.children.len())).collect::<Vec<_>>();
    assert_eq!(labels[..2], [("الحكاية الأولى", 1), ("الحكاية الثانية", 0)]);
    assert_eq!(inspection.metadata.identifier.as_deref(), Some("urn:uuid:6a4f4d0e-9b1c-5c7e-8f2d-3b7a51e09c46"));
    assert_eq!(inspection.metadata.contributors[0].role.as_deref(), Some("trl"));
    let text = texts_of(&book, |path| path == "text/ch0001.xhtml").remove("text/ch0001.xhtml").expect("a chapter");
    assert!(text.contains("doc-noteref") && text.contains("<strong>") && text.contains("<img "), "{text}");
}

#[test]
fn the_second_generation_is_the_third() {
    let (first, _) = made(zipped(&good())).expect("a book");
    let (second, report) = made(first.clone()).expect("a second one");
    let (third, _) = made(second.clone()).expect("a third one");
    assert_eq!(words(&first), words(&second));
    check("second", &second, &report);
    assert!(second == third, "the third generation differs");
    keep(&second, "old-second.epub");
}

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
                let found = report.findings.iter().any(|finding| finding.code.as_str() == code);
                let same = words(&book).join(" ");
                if !found || same != WORDS {
                    let codes = report.findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>();
                    failed.push(format!(
                        "{what}: {code} among {codes:?}; words {}",
                        if same == WORDS { "same" } else { &same }
                    ));
                }
                keep(&book, &format!("old-{what}.epub"));
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Archives that are made to harm are refused, in short time, and nothing is written.
#[test]
fn hostile_archives_are_refused() {
    let mut rows: Vec<(String, Vec<u8>)> = Vec::new();
    for name in [
        "../a.xhtml",
        "OPS/../../a",
        "..\\a",
        "C:\\a",
        "\\\\host\\a",
        "//host/a",
        "a\u{1}b",
        "OPS/..",
        "../../../../etc/passwd",
        "..",
        "a/../../b",
        "D:/x",
    ] {
        rows.push((format!("escaping {name:?}"), zipped(&and(name, b"x"))));
    }
    for file in ["META-INF/rights.xml", "META-INF/sinf.xml", "META-INF/license.lcpl"] {
        rows.push((file.to_owned(), zipped(&and(file, b"<x/>"))));
    }
    for algorithm in [
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
        "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
        "http://www.idpf.org/2008/embedding",
        "x",
    ] {
        let xml = format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm=\"{algorithm}\"/><CipherData><CipherReference URI=\"OPS/text/c1.xhtml\"/></CipherData></EncryptedData></encryption>"
        );
        rows.push((algorithm.to_owned(), zipped(&and("META-INF/encryption.xml", xml.as_bytes()))));
    }
    rows.push((
        "fixed layout".to_owned(),
        zipped(&with(
            "OPS/book.opf",
            "<dc:language>",
            "<meta property=\"rendition:layout\">pre-paginated</meta><dc:language>",
        )),
    ));
    rows.push(("a bomb".to_owned(), zipped(&with("OPS/text/c2.xhtml", C2, &"a".repeat(40 << 20)))));
    rows.push(("no book".to_owned(), zipped(&vec![("word/document.bin".to_owned(), b"x".to_vec())])));
    let whole = zipped(&good());
    let text = |bytes: &[u8]| bytes.to_vec();
    for cut in (1..40).map(|part| whole.len() * part / 40) {
        rows.push((format!("cut off at {cut}"), text(&whole[..cut.max(4)])));
    }
    // The same name twice, a size that lies, a link: said in the directory.
    let directory = whole.windows(4).position(|bytes| bytes == b"PK\x01\x02").expect("a directory");
    let entries = (directory..whole.len()).filter(|at| whole[*at..].starts_with(b"PK\x01\x02")).collect::<Vec<_>>();
    for (at, entry) in entries.iter().enumerate() {
        let mut linked = whole.clone();
        linked[entry + 5] = 3;
        linked[entry + 38..entry + 42].copy_from_slice(&(0o120_777_u32 << 16).to_le_bytes());
        rows.push((format!("a link {at}"), linked));
        let mut locked = whole.clone();
        locked[entry + 8] |= 1;
        rows.push((format!("encrypted {at}"), locked));
        if (1..7).contains(&at) {
            let mut lying = whole.clone();
            lying[entry + 24..entry + 28].copy_from_slice(&10_u32.to_le_bytes());
            rows.push((format!("lying {at}"), lying));
        }
    }
    let mut doubled = whole.clone();
    for at in 0..doubled.len() - 17 {
        if doubled[at..].starts_with(b"OPS/text/c2.xhtml") {
            doubled[at..at + 17].copy_from_slice(b"OPS/text/c1.xhtml");
        }
    }
    rows.push(("the same name twice".to_owned(), doubled));
    assert!(rows.len() >= 80, "{}", rows.len());
    let mut failed = Vec::new();
    for (what, bytes) in rows {
        #[allow(clippy::disallowed_methods, reason = "a hang is told by the clock")]
        let start = std::time::Instant::now();
        if made(bytes).is_ok() {
            failed.push(format!("{what}: it was read"));
        }
        if start.elapsed().as_secs() > 20 {
            failed.push(format!("{what}: it took {:?}", start.elapsed()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// What pandoc makes of an Arabic text with its known faults: no direction, `en` as language.
#[test]
fn a_book_of_pandoc_is_mended() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("target/judges/venv/lib");
    let pythons = std::fs::read_dir(&root).into_iter().flatten().flatten();
    let pandoc =
        pythons.map(|entry| entry.path().join("site-packages/pypandoc/files/pandoc")).find(|path| path.is_file());
    let Some(pandoc) = pandoc else {
        eprintln!(
            "LEFT OUT: pandoc is not installed, so no book of pandoc was read (scripts/install-judges.sh installs it)"
        );
        return;
    };
    let work = tempfile::tempdir().expect("a folder");
    std::fs::write(
        work.path().join("a.md"),
        "# الفصل الأول\n\nنص عربي فيه حاشية.[^1]\n\n[^1]: حاشية.\n\n# الفصل الثاني\n\nنص آخر هنا.\n",
    )
    .expect("a text");
    for format in ["epub2", "epub3"] {
        let status = Command::new(&pandoc)
            .current_dir(work.path())
            .args(["a.md", "-t", format, "-o", "a.epub", "-M", "title=كتاب", "-M", "lang=en"])
            .status();
        assert!(status.expect("pandoc starts").success());
        let mut bytes = Vec::new();
        std::fs::File::open(work.path().join("a.epub")).expect("a book").read_to_end(&mut bytes).expect("bytes");
        assert!(ZipArchive::new(Cursor::new(&bytes)).is_ok());
        let (book, report) = made(bytes).expect("a new book");
        assert_eq!(words(&book).join(" "), "الفصل الأول نص عربي فيه حاشية حاشية الفصل الثاني نص آخر هنا", "{format}");
        assert_eq!((report.language.value.as_str(), report.direction.value.as_str()), ("ar", "rtl"), "{format}");
        keep(&book, &format!("old-pandoc-{format}.epub"));
    }
}
