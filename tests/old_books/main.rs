//! Books as input: good ones, one fault each, and archives that are made to harm.

#![cfg(feature = "cli")]
#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

mod command;
#[path = "../common/mod.rs"]
mod common;
mod exporters;
mod faults;
mod generations;
mod hostile;
mod programs;

use std::io::{Cursor, Write};

use common::{keep, texts_of};
use warraq::{Input, Publication};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The files of a book, in their order.
type Files = Vec<(String, Vec<u8>)>;

const CONTAINER: &str = "<?xml version=\"1.0\"?><container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\"><rootfiles><rootfile full-path=\"OPS/book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";
const OPF: &str = "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"2.0\" unique-identifier=\"id\"><metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:opf=\"http://www.idpf.org/2007/opf\"><dc:title>كتاب الحكايات</dc:title><dc:creator opf:role=\"aut\">ليلى الكاتبة</dc:creator><dc:contributor opf:role=\"trl\">سامي المترجم</dc:contributor><dc:language>en</dc:language><dc:identifier id=\"id\">urn:uuid:6a4f4d0e-9b1c-5c7e-8f2d-3b7a51e09c46</dc:identifier></metadata><manifest><item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/><item id=\"c1\" href=\"text/c1.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"c2\" href=\"text/c2.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"notes\" href=\"text/notes.xhtml\" media-type=\"application/xhtml+xml\"/><item id=\"css\" href=\"a.css\" media-type=\"text/css\"/><item id=\"dot\" href=\"dot.gif\" media-type=\"image/gif\"/></manifest><spine toc=\"ncx\"><itemref idref=\"c1\"/><itemref idref=\"c2\"/><itemref idref=\"notes\"/></spine></package>";
const NCX: &str = "<?xml version=\"1.0\"?><ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\"><head><meta name=\"dtb:uid\" content=\"urn:uuid:6a4f4d0e-9b1c-5c7e-8f2d-3b7a51e09c46\"/></head><docTitle><text>x</text></docTitle><navMap><navPoint id=\"a\" playOrder=\"1\"><navLabel><text>الحكاية الأولى</text></navLabel><content src=\"text/c1.xhtml\"/><navPoint id=\"b\" playOrder=\"2\"><navLabel><text>مشهد</text></navLabel><content src=\"text/c1.xhtml#s\"/></navPoint></navPoint><navPoint id=\"c\" playOrder=\"3\"><navLabel><text>الحكاية الثانية</text></navLabel><content src=\"text/c2.xhtml\"/></navPoint></navMap></ncx>";
const C1: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\" dir=\"ltr\"><head><title>x</title><link rel=\"stylesheet\" href=\"../a.css\"/></head><body><h1>الحكاية الأولى</h1><p>كان يا ما كان في قديم الزمان<a id=\"r1\" href=\"notes.xhtml#n1\"><sup>1</sup></a> ملك عادل.</p><p><span class=\"b\">عريض</span> ثم <a href=\"c2.xhtml#z\">الحكاية الثانية</a>.</p><h2 id=\"s\">مشهد</h2><p>صورة <img src=\"../dot.gif\" alt=\"نقطة\"/> هنا.</p></body></html>";
const C2: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\"><head><title>x</title></head><body><h1>الحكاية الثانية</h1><p id=\"z\">وعاش الناس في سلام وأمان طويل.</p><p>وكان الشيخ يجلس كل صباح عند الباب الكبير، يراقب العابرين ويسألهم عن أحوالهم وعن أخبار القرى البعيدة، ثم يعود إلى دكانه الصغير فيفتح دفترًا قديمًا ويكتب فيه ما سمع، حتى امتلأ الدفتر وصار كتابًا يتناقله الناس جيلًا بعد جيل، ويقرؤون منه في ليالي الشتاء الطويلة.</p><p>ومضت الأيام على هذه الحال، يأتي الربيع فتزهر البساتين وتعود الطيور، ويأتي الخريف فتصفر الأوراق وتسكن الريح، والناس بين هذا وذاك يعملون ويحلمون، ولا ينسون أن يرووا لأبنائهم ما رواه لهم آباؤهم من حكايات هذه المدينة التي لا تنام ولا تشيخ.</p></body></html>";
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

const WORDS: &str = "الحكاية الأولى كان يا ما كان في قديم الزمان ملك عادل عريض ثم الحكاية الثانية مشهد صورة هنا عبارة تبدأ بها الحكايات الحكاية الثانية وعاش الناس في سلام وأمان طويل وكان الشيخ يجلس كل صباح عند الباب الكبير يراقب العابرين ويسألهم عن أحوالهم وعن أخبار القرى البعيدة ثم يعود إلى دكانه الصغير فيفتح دفترًا قديمًا ويكتب فيه ما سمع حتى امتلأ الدفتر وصار كتابًا يتناقله الناس جيلًا بعد جيل ويقرؤون منه في ليالي الشتاء الطويلة ومضت الأيام على هذه الحال يأتي الربيع فتزهر البساتين وتعود الطيور ويأتي الخريف فتصفر الأوراق وتسكن الريح والناس بين هذا وذاك يعملون ويحلمون ولا ينسون أن يرووا لأبنائهم ما رواه لهم آباؤهم من حكايات هذه المدينة التي لا تنام ولا تشيخ";

/// The contents of a book, each level in brackets; the colophon, which is ours, is not among them.
fn contents(book: &[u8]) -> String {
    fn list(entries: &[warraq::check::NavigationEntry]) -> String {
        let entry = |entry: &warraq::check::NavigationEntry| match entry.children.as_slice() {
            [] => entry.label.clone(),
            children => format!("{} [{}]", entry.label, list(children)),
        };
        entries.iter().map(entry).collect::<Vec<_>>().join(" · ")
    }
    let inspection = warraq::check::inspect(Cursor::new(book)).expect("an inspection");
    let colophon =
        |entry: &warraq::check::NavigationEntry| entry.path.as_deref().is_some_and(|path| path.contains("colophon"));
    let entries = inspection.contents.into_iter().filter(|entry| !colophon(entry)).collect::<Vec<_>>();
    list(&entries)
}

/// The descriptions of the pictures in the text, in their order.
fn pictures(book: &[u8]) -> Vec<String> {
    let mut found = Vec::new();
    for (name, xhtml) in texts_of(book, |path| path.starts_with("text/ch")) {
        let document = common::parsed(&name, &xhtml);
        let pictures = document.descendants().filter(|node| node.tag_name().name() == "img");
        found.extend(pictures.map(|picture| picture.attribute("alt").unwrap_or_default().to_owned()));
    }
    found
}

const CONTENTS: &str = "الحكاية الأولى [مشهد] · الحكاية الثانية";

/// What must hold of every book that is made of the good one, whatever was broken in it.
fn check(what: &str, book: &[u8], report: &warraq::Report) -> Result<(), String> {
    let mut wrong = Vec::new();
    let mut same = |name: &str, given: &str, expected: &str| {
        if given != expected {
            wrong.push(format!("{what}: {name}: {given}"));
        }
    };
    same("words", &words(book).join(" "), WORDS);
    same("contents", &contents(book), CONTENTS);
    same("pictures", &pictures(book).join(" "), "نقطة");
    same("language", report.language.value.as_str(), "ar");
    same("direction", report.direction.value.as_str(), "rtl");
    let audit = warraq::check::audit_direction(Cursor::new(book)).expect("an audit");
    let counts = &audit.counts;
    let against = (counts.contradicted, counts.unisolated, counts.code_against);
    same("audit", &format!("{against:?} of {} documents", audit.documents.len().min(1)), "(0, 0, 0) of 1 documents");
    let levels = audit.levels.iter().filter(|level| level.is_contradicted()).count();
    same("levels against their words", &levels.to_string(), "0");
    let inspection = warraq::check::inspect(Cursor::new(book)).expect("an inspection");
    same("problems", &format!("{:?}", inspection.problems), "[]");
    let rtl = inspection.spine.iter().all(|page| page.direction.as_deref() == Some("rtl"));
    same("pages", if rtl { "rtl" } else { "mixed" }, "rtl");
    if wrong.is_empty() { Ok(()) } else { Err(wrong.join("\n")) }
}

#[test]
fn a_book_is_made_anew() {
    let (book, report) = made(zipped(&good())).expect("a book");
    check("good", &book, &report).unwrap_or_else(|wrong| panic!("{wrong}"));
    keep(&book, "reader-old-good.epub");
    let inspection = warraq::check::inspect(Cursor::new(&book)).expect("an inspection");
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
    check("second", &second, &report).unwrap_or_else(|wrong| panic!("{wrong}"));
    assert!(second == third, "the third generation differs");
    keep(&second, "old-second.epub");
}
