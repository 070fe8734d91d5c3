//! What users of the library may rely on beside the book itself.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::io::{Cursor, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex};

use warraq::{Error, Fault, Input, Modified, Progress, Publication, Report, Stage};

const ARTICLE: &str = "هدنة في حلب\n\nتقدمت فصائل المعارضة بمبادرة تتضمن هدنة مدتها خمسة أيام.";

fn epoch() -> Modified {
    Modified::from_epoch(1_700_000_000).expect("a moment")
}

/// A disk without room.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
        Err(std::io::Error::new(std::io::ErrorKind::StorageFull, "no room"))
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Seek for Full {
    fn seek(&mut self, _: SeekFrom) -> std::io::Result<u64> {
        Ok(0)
    }
}

fn three_articles() -> Publication {
    let publication = Publication::new().epoch(epoch());
    (1..=3).fold(publication, |publication, number| publication.input(Input::text(format!("فصل {number}\n\nنص."))))
}

#[test]
fn types_go_from_thread_to_thread() {
    fn free<T: Send + Sync>() {}
    fn kept<T: Clone + serde::Serialize>() {}
    free::<Publication>();
    free::<Input>();
    free::<Report>();
    free::<Error>();
    kept::<Report>();
}

#[test]
fn publications_are_made_in_several_threads_at_once() {
    let make = || {
        let mut book = Cursor::new(Vec::new());
        three_articles().write(&mut book).expect("a book");
        book.into_inner()
    };
    let expected = make();
    let threads = (0..4).map(|_| std::thread::spawn(make)).collect::<Vec<_>>();
    for thread in threads {
        assert!(thread.join().expect("no thread fails") == expected);
    }
}

#[test]
fn progress_is_told_after_each_article_and_reaches_the_total() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let listener = Arc::clone(&told);
    let publication = three_articles().on_progress(move |progress| {
        listener.lock().expect("no panic").push(progress);
        ControlFlow::Continue(())
    });
    publication.write(Cursor::new(Vec::new())).expect("a book");
    let told = told.lock().expect("no panic");
    for stage in [Stage::Reading, Stage::Writing] {
        let done =
            told.iter().filter(|progress| progress.stage == stage).map(|progress| (progress.done, progress.total));
        assert_eq!(done.collect::<Vec<_>>(), [(1, 3), (2, 3), (3, 3)], "{stage:?}");
    }
}

#[test]
fn a_break_stops_the_work_and_leaves_nothing() {
    let at: [fn(&Progress) -> bool; 3] = [
        |_| true,
        |progress| progress.stage == Stage::Reading && progress.done == 2,
        |progress| progress.stage == Stage::Writing && progress.done == progress.total,
    ];
    for stop in at {
        let publication = three_articles().on_progress(move |progress| match stop(&progress) {
            true => ControlFlow::Break(()),
            false => ControlFlow::Continue(()),
        });
        let mut book = Cursor::new(Vec::new());
        let error = publication.write(&mut book).expect_err("the work was stopped");
        assert!(matches!(error, Error::Cancelled), "{error}");
        assert_eq!(error.fault(), Fault::Caller);
        assert!(book.into_inner().is_empty(), "something was written");
    }
}

#[test]
fn a_book_may_begin_anywhere_in_a_file() {
    let mut alone = Cursor::new(Vec::new());
    let report = three_articles().write(&mut alone).expect("a book");
    let mut after = Cursor::new(b"before".to_vec());
    after.seek(SeekFrom::End(0)).expect("a cursor seeks");
    let report_after = three_articles().write(&mut after).expect("a book");

    let after = after.into_inner();
    assert_eq!(&after[..6], b"before");
    assert_eq!(report_after.bytes, report.bytes);
    assert_eq!(after.len() as u64, 6 + report.bytes);
    zip::ZipArchive::new(Cursor::new(after.as_slice())).expect("the file opens as an archive with something before it");
    let alone = alone.into_inner();
    assert!(after[6..] == alone, "cut out of the file, the book is another one");
}

#[test]
fn a_writer_that_refuses_is_the_systems_fault() {
    let error = three_articles().write(Full).expect_err("there is no room");
    assert_eq!(error.fault(), Fault::System);
    assert!(error.to_string().contains("no room"), "{error}");
    assert!(error.hint().is_some());
}

#[test]
fn nothing_to_publish_is_an_error() {
    let error = Publication::new().write(Cursor::new(Vec::new())).expect_err("there is no input");
    assert_eq!((error.to_string().as_str(), error.fault()), ("no input was given", Fault::Input));
}

#[test]
fn what_the_caller_says_wins_over_the_front_matter() {
    let text = "---\ntitle: عنوان\nauthor: كاتب\nlanguage: fa\ndate: 2016\nidentifier: urn:x:1\n---\nنص";
    let publication =
        Publication::new().input(Input::markdown(text)).title("آخر").language("ar".parse().expect("a tag"));
    let report = publication.identifier("urn:x:2").write(Cursor::new(Vec::new())).expect("a book");
    assert_eq!(report.title, "آخر");
    assert_eq!(report.language.value.as_str(), "ar");
    assert_eq!(report.identifier.value.as_str(), "urn:x:2");
}

/// The child of [`nothing_is_printed`]: what stands between its two lines was printed by the library.
#[test]
#[allow(clippy::disallowed_methods, reason = "how the parent test calls this one")]
fn prints_between_two_lines() {
    if std::env::var_os("WARRAQ_TEST_PRINTS").is_none() {
        return;
    }
    println!("<<<");
    eprintln!("<<<");
    three_articles().write(Cursor::new(Vec::new())).expect("a book");
    Publication::new().path("/no/such/file.md").write(Cursor::new(Vec::new())).expect_err("there is no such file");
    let odd = "# a\n\n<svg>x</svg>\u{1}[x](nowhere.md) ![p](none.png)[^1]\n\n[^1]: n";
    Publication::new().input(Input::markdown(odd)).write(Cursor::new(Vec::new())).expect("a book");
    three_articles().write(Full).expect_err("there is no room");
    println!(">>>");
    eprintln!(">>>");
}

#[test]
fn nothing_is_printed() {
    let mut child = Command::new(std::env::current_exe().expect("this program has a path"));
    child.args(["--exact", "prints_between_two_lines", "--nocapture"]).env("WARRAQ_TEST_PRINTS", "1");
    let output = child.output().expect("this program runs");
    assert!(output.status.success());
    for stream in [output.stdout, output.stderr] {
        let text = String::from_utf8(stream).expect("UTF-8");
        let (_, after) = text.split_once("<<<\n").expect("the first line");
        let (between, _) = after.split_once(">>>\n").expect("the last line");
        assert_eq!(between, "");
    }
}

#[test]
fn json_is_the_report_of_the_library_and_the_path() {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = folder.path().join("كتاب");
    std::fs::create_dir(&articles).expect("a folder");
    std::fs::write(articles.join("1.txt"), ARTICLE).expect("a file");
    std::fs::write(articles.join("2.md"), "# فصل\n\nنص \u{1}[رابط](none.md)[^1]\n\n[^1]: ملاحظة\n").expect("a file");
    let book = folder.path().join("كتاب.epub");

    let output = Command::new(env!("CARGO_BIN_EXE_warraq"))
        .args([Path::new("build"), &articles, Path::new("--json"), Path::new("-o"), &book])
        .env("SOURCE_DATE_EPOCH", "1700000000")
        .env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"))
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    let mut told: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let path = told.as_object_mut().and_then(|told| told.remove("output")).expect("the path of the book");
    assert_eq!(path.as_str().map(PathBuf::from), Some(book.clone()));

    let mut bytes = Cursor::new(Vec::new());
    let report = Publication::new().path(&articles).epoch(epoch()).write(&mut bytes).expect("a book");
    assert_eq!(told, serde_json::to_value(&report).expect("JSON"));
    assert!(std::fs::read(&book).expect("the book") == bytes.into_inner(), "the books differ");

    assert_eq!(told["schema"], 1);
    for key in ["title", "language", "direction", "identifier", "modified", "documents", "findings", "changes", "bytes"]
    {
        assert!(!told[key].is_null(), "{key}");
    }
}
