//! Books that other programs make of the same Arabic, Persian and Hebrew texts, with the faults these are known for: no direction
//! anywhere, the wrong language, ids that stand twice, an NCX without the book's identifier.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, ZipLibrary};
use rbook::Epub;
use rbook::epub::EpubChapter;

use crate::common::keep;
use crate::{contents, made, words};

/// A text: its language, its title, its chapters.
struct Text {
    language: &'static str,
    title: &'static str,
    chapters: [(&'static str, &'static str); 2],
}

const TEXTS: [Text; 3] = [
    Text {
        language: "ar",
        title: "كتاب الحكايات",
        chapters: [
            ("الفصل الأول", "كان يا ما كان ملك عادل يقرأ مجلة National Geographic (2019) كل مساء، والناس تعرفه."),
            ("الفصل الثاني", "وعاش الناس في سلام وأمان حتى جاء الشتاء ومعه الريح والمطر."),
        ],
    },
    Text {
        language: "fa",
        title: "کتاب حکایت‌ها",
        chapters: [
            ("فصل نخست", "پادشاهی بود که هر شب مجلهٔ National Geographic (2019) می‌خواند و مردم او را می‌شناختند."),
            ("فصل دوم", "و مردم در آرامش زیستند تا زمستان با باد و باران از راه رسید."),
        ],
    },
    Text {
        language: "he",
        title: "ספר המעשיות",
        chapters: [
            ("פרק ראשון", "היה היה מלך צדיק שקרא בכל ערב את העיתון National Geographic (2019) וכולם הכירו אותו."),
            ("פרק שני", "והאנשים חיו בשלווה עד שבא החורף ועמו הרוח והגשם."),
        ],
    },
];

impl Text {
    fn words(&self) -> String {
        let text = self.chapters.map(|(title, paragraph)| format!("{title} {paragraph}")).join(" ");
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.contains(char::is_alphabetic));
        words.collect::<Vec<_>>().join(" ")
    }

    fn contents(&self) -> String {
        self.chapters.map(|(title, _)| title).join(" · ")
    }
}

/// What every one of them must have become.
fn check(program: &str, text: &Text, old: Vec<u8>) {
    let what = format!("{program}, {}", text.language);
    let (book, report) = made(old).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(words(&book).join(" "), text.words(), "{what}");
    // pandoc lists its title page.
    let listed = contents(&book);
    let listed = listed.strip_prefix(text.title).and_then(|rest| rest.strip_prefix(" · ")).unwrap_or(&listed);
    assert_eq!(listed, text.contents(), "{what}");
    assert_eq!(report.title, text.title, "{what}");
    assert_eq!((report.language.value.as_str(), report.direction.value.as_str()), (text.language, "rtl"), "{what}");
    let audit = warraq::check::audit_direction(Cursor::new(&book)).expect("an audit");
    let levels = audit.levels.iter().filter(|level| level.is_contradicted()).count();
    assert_eq!((audit.counts.contradicted, audit.counts.unisolated, levels), (0, 0, 0), "{what}");
    let (second, _) = made(book.clone()).unwrap_or_else(|error| panic!("{what}: {error}"));
    let (third, _) = made(second.clone()).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert!(second == third && words(&book) == words(&second), "{what}: later generations differ");
    keep(&book, &format!("old-{program}-{}.epub", text.language));
}

/// Where `scripts/install-judges.sh` puts programs, if it has.
#[allow(clippy::print_stderr, reason = "what was not tested is said")]
fn venv() -> Option<PathBuf> {
    let venv = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/judges/venv");
    if !venv.is_dir() {
        eprintln!("LEFT OUT: no old books of pandoc and EbookLib, which scripts/install-judges.sh installs");
    }
    Some(venv).filter(|venv| venv.is_dir())
}

#[test]
fn books_of_pandoc_are_mended() {
    let Some(venv) = venv() else { return };
    let pythons = std::fs::read_dir(venv.join("lib")).into_iter().flatten().flatten();
    let mut pandocs = pythons.map(|entry| entry.path().join("site-packages/pypandoc/files/pandoc"));
    let pandoc = pandocs.find(|path| path.is_file()).expect("pandoc is installed with the judges");
    let work = tempfile::tempdir().expect("a folder");
    for text in &TEXTS {
        let markdown = text.chapters.map(|(title, paragraph)| format!("# {title}\n\n{paragraph}\n\n")).concat();
        std::fs::write(work.path().join("a.md"), markdown).expect("a text");
        // Told nothing of the language, as by most who use it: it takes that of the machine.
        for (format, language) in [("epub2", "en"), ("epub3", "en-US")] {
            let title = format!("title={}", text.title);
            let status = Command::new(&pandoc)
                .current_dir(work.path())
                .args(["a.md", "-t", format, "-o", "a.epub", "-M", &title, "-M", &format!("lang={language}")])
                .status();
            assert!(status.expect("pandoc starts").success());
            let bytes = std::fs::read(work.path().join("a.epub")).expect("a book");
            check(&format!("pandoc-{format}"), text, bytes);
        }
    }
}

#[test]
fn books_of_ebooklib_are_mended() {
    let Some(venv) = venv() else { return };
    let work = tempfile::tempdir().expect("a folder");
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/old_books/ebooklib_books.py");
    for text in &TEXTS {
        let chapters = text.chapters.map(|(title, paragraph)| [title, paragraph]);
        let given = serde_json::json!({ "language": "en", "title": text.title, "chapters": chapters });
        let path = work.path().join("a.epub");
        let child = Command::new(venv.join("bin/python")).arg(&script).arg(&path).stdin(Stdio::piped()).spawn();
        let mut child = child.expect("Python starts");
        let mut input = child.stdin.take().expect("its input");
        input.write_all(given.to_string().as_bytes()).expect("a text");
        drop(input);
        assert!(child.wait().expect("an end").success());
        check("ebooklib", text, std::fs::read(&path).expect("a book"));
    }
}

/// A page as somebody writes it who thinks of no direction.
fn page(title: &str, paragraph: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>{title}</title>\
         </head><body><h1>{title}</h1><p>{paragraph}</p></body></html>"
    )
}

#[test]
fn books_of_epub_builder_are_mended() {
    for text in &TEXTS {
        for (name, version) in [("v2", EpubVersion::V20), ("v3", EpubVersion::V30)] {
            let mut builder = EpubBuilder::new(ZipLibrary::new().expect("a zip")).expect("a builder");
            builder.epub_version(version);
            builder.metadata("title", text.title).expect("a title");
            builder.metadata("author", "ليلى الكاتبة").expect("an author");
            for (number, (title, paragraph)) in text.chapters.iter().enumerate() {
                let page = page(title, paragraph);
                let content = EpubContent::new(format!("chapter_{number}.xhtml"), page.as_bytes()).title(*title);
                builder.add_content(content).expect("a chapter");
            }
            let mut bytes = Vec::new();
            builder.generate(&mut bytes).expect("a book");
            check(&format!("epub-builder-{name}"), text, bytes);
        }
    }
}

#[test]
fn books_of_rbook_are_mended() {
    for text in &TEXTS {
        let chapters = text.chapters.map(|(title, paragraph)| {
            EpubChapter::new(title).xhtml_body(format!("<h1>{title}</h1><p>{paragraph}</p>"))
        });
        let builder = Epub::builder().identifier("urn:example:old").title(text.title).language("en").chapter(chapters);
        let bytes = builder.write().to_vec().expect("a book");
        check("rbook", text, bytes);
    }
}
