//! Books that other programs make of the same texts, with the faults these are known for.

use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::process::Command;

use zip::ZipArchive;

use crate::common::keep;
use crate::{made, words};

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
