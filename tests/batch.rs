//! `warraq batch`: one book per article, to be interrupted, shared out and gone on with.

#![allow(clippy::unwrap_used, reason = "what goes wrong here fails the test")]

#[path = "common/mod.rs"]
mod common;
#[path = "batch/earlier_runs.rs"]
mod earlier_runs;
#[path = "batch/inputs.rs"]
mod inputs;
#[path = "batch/web.rs"]
mod web;
#[path = "web_server/mod.rs"]
mod web_server;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

use serde_json::{Value, json};

use common::{EPOCH, keep};

/// What a call of `warraq batch` did.
struct Ran {
    exit: i32,
    stdout: String,
    stderr: String,
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
    let cache = concat!(env!("CARGO_TARGET_TMPDIR"), "/cache");
    command
        .current_dir(folder)
        .env("SOURCE_DATE_EPOCH", EPOCH)
        .env("XDG_CACHE_HOME", cache)
        .arg("batch")
        .args(arguments);
    command
}

/// Runs it without fonts and covers: those are tested elsewhere.
fn bare(folder: &Path, arguments: &[&str]) -> Ran {
    run(folder, &[&["--font", "none", "--no-cover"], arguments].concat())
}

fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let output = command(folder, arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { exit: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

/// `count` lines of JSON in four languages, the same each time.
fn articles(count: usize) -> String {
    const TEXTS: [(&str, &str, &str); 4] = [
        ("ar", "هدنة في حلب", "تقدمت فصائل المعارضة بمبادرة تتضمن هدنة مدتها خمسة أيام في المدينة."),
        ("fa", "کتاب‌های نو", "این کتاب‌ها را در کتابخانه می‌خوانند و پس از آن به دوستان خود می‌دهند."),
        ("he", "ספרים חדשים", "הספרים החדשים הגיעו אל הספרייה בשבוע שעבר, והקוראים שמחים מאוד."),
        ("ur", "نئی کتابیں", "یہ کتابیں کتب خانے میں پڑھی جاتی ہیں اور پھر دوستوں کو دی جاتی ہیں۔"),
    ];
    let mut lines = String::new();
    for at in 0..count {
        let (language, title, text) = TEXTS[at % TEXTS.len()];
        let body = format!("{text}\n\n{text} {at}\n\nhttps://example.org/{at} ({at})");
        let line = json!({
            "title": format!("{title} {}", at / 8), "body": body, "language": language, "id": at,
            "date": format!("2016-12-{:02}", at % 28 + 1), "author": "كاتب", "section": title,
        });
        lines.push_str(&format!("{line}\n"));
    }
    lines
}

fn entries(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// Every file of a folder, by name.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let listed = fs::read_dir(folder).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_file());
    listed.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())).collect()
}

/// A folder with articles and what an undisturbed run makes of them.
fn scene(count: usize) -> (tempfile::TempDir, BTreeMap<String, Vec<u8>>) {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("articles.jsonl"), articles(count)).unwrap();
    let ran = bare(folder.path(), &["articles.jsonl", "-o", "whole"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let made = files(&folder.path().join("whole"));
    (folder, made)
}

#[test]
fn the_manifest_says_what_became_of_each_article_in_order() {
    let (folder, made) = scene(40);
    let manifest = entries(&folder.path().join("whole/manifest.jsonl"));
    assert_eq!(manifest.len(), 40);
    assert_eq!(made.len(), 41, "{:?}", made.keys());
    let mut ids = BTreeSet::new();
    for (at, entry) in manifest.iter().enumerate() {
        assert_eq!(entry["position"], at + 1);
        assert_eq!(entry["input"], format!("articles.jsonl:{}", at + 1));
        assert_eq!(entry["error"], Value::Null);
        assert_eq!(entry["language"], ["ar", "fa", "he", "ur"][at % 4]);
        assert_eq!(entry["direction"], "rtl");
        let book = &made[entry["output"].as_str().unwrap()];
        assert_eq!(entry["bytes"], book.len());
        let title = entry["title"].as_str().unwrap();
        assert!(entry["output"].as_str().unwrap().starts_with(title));
        assert!(ids.insert(entry["id"].to_string()), "{title}");
        assert!(zip::ZipArchive::new(std::io::Cursor::new(book)).is_ok());
    }
    for jobs in ["1", "2", "7"] {
        let ran = bare(folder.path(), &["articles.jsonl", "-o", jobs, "--jobs", jobs]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        assert_eq!(files(&folder.path().join(jobs)), made, "{jobs} jobs");
    }
}

#[test]
fn shares_are_exact_and_disjoint() {
    let (folder, made) = scene(23);
    let mut all = BTreeMap::new();
    let mut lines = Vec::new();
    for (number, of) in [("1", "3"), ("2", "3"), ("3", "3")] {
        let share = format!("{number}/{of}");
        let ran = bare(folder.path(), &["articles.jsonl", "-o", "shares", "--shard", &share]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        let manifest = format!("shares/manifest-{number}-of-{of}.jsonl");
        lines.extend(fs::read_to_string(folder.path().join(manifest)).unwrap().lines().map(str::to_owned));
    }
    for (name, bytes) in files(&folder.path().join("shares")) {
        if name.ends_with(".epub") {
            assert!(all.insert(name, bytes).is_none());
        }
    }
    let books = made.iter().filter(|(name, _)| name.ends_with(".epub"));
    assert_eq!(all, books.map(|(name, book)| (name.clone(), book.clone())).collect::<BTreeMap<_, _>>());
    let position = |line: &String| serde_json::from_str::<Value>(line).unwrap()["position"].as_u64();
    lines.sort_by_key(position);
    assert_eq!(format!("{}\n", lines.join("\n")).as_bytes(), made["manifest.jsonl"]);
}

#[test]
fn what_is_killed_goes_on_and_ends_in_the_same_bytes() {
    let (folder, made) = scene(120);
    let target = folder.path().join("killed");
    for round in 1..=12_u64 {
        let arguments = ["--font", "none", "--no-cover", "articles.jsonl", "-o", "killed", "--resume", "--quiet"];
        let mut child = command(folder.path(), &arguments).stderr(Stdio::null()).spawn().unwrap();
        // Times that fall into the start, into the middle and past the end.
        sleep(Duration::from_millis(round * 97 % 700 + 20));
        let _ = child.kill();
        child.wait().unwrap();
        let Ok(manifest) = fs::read_to_string(target.join("manifest.jsonl")) else { continue };
        for (name, bytes) in files(&target) {
            if name.ends_with(".epub") {
                assert_eq!(Some(&bytes), made.get(&name), "{name} is not whole");
            }
        }
        // Every whole line of the manifest is true.
        let whole = manifest.rsplit_once('\n').map_or("", |(whole, _)| whole);
        let expected = std::str::from_utf8(&made["manifest.jsonl"]).unwrap();
        assert!(expected.starts_with(whole));
        for entry in whole.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
            assert!(target.join(entry["output"].as_str().unwrap()).is_file());
        }
    }
    let ran = bare(folder.path(), &["articles.jsonl", "-o", "killed", "--resume"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&files(&target)), names(&made));
    assert_eq!(files(&target), made);
}

#[test]
fn what_is_unchanged_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let lines = articles(10);
    fs::write(at.join("a.jsonl"), &lines).unwrap();
    let count = |ran: &Ran| ran.stdout.lines().next().unwrap_or_default().trim_start_matches("books").trim().to_owned();
    assert_eq!(count(&bare(at, &["a.jsonl", "-o", "out"])), "10 made, 0 unchanged, 0 failed");
    let first = files(&at.join("out"));
    assert_eq!(count(&bare(at, &["a.jsonl", "-o", "out", "--resume"])), "0 made, 10 unchanged, 0 failed");
    assert_eq!(files(&at.join("out")), first);
    // A line changed, another moved to the front, half a line at the manifest's end, a book damaged.
    let mut changed = lines.lines().map(str::to_owned).collect::<Vec<_>>();
    changed[3] = changed[3].replace("كاتب", "كاتبة");
    let last = changed.pop().unwrap();
    changed.insert(0, last);
    fs::write(at.join("a.jsonl"), changed.join("\n")).unwrap();
    let manifest = fs::read(at.join("out/manifest.jsonl")).unwrap();
    fs::write(at.join("out/manifest.jsonl"), [&manifest[..], b"{\"position\":11,\"inp"].concat()).unwrap();
    let damaged = entries_of(&manifest)[5]["output"].as_str().unwrap().to_owned();
    fs::write(at.join("out").join(&damaged), "half a book").unwrap();
    assert_eq!(count(&bare(at, &["a.jsonl", "-o", "out", "--resume"])), "2 made, 8 unchanged, 0 failed");
    assert_eq!(files(&at.join("out"))[&damaged], first[&damaged]);
    assert_eq!(
        count(&bare(at, &["a.jsonl", "-o", "out", "--resume", "--digits", "latin"])),
        "10 made, 0 unchanged, 0 failed"
    );
}

fn entries_of(manifest: &[u8]) -> Vec<Value> {
    std::str::from_utf8(manifest).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn failures_do_not_stop_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let good = r#"{"title":"عنوان","body":"نص المقال هنا"}"#;
    let long = format!(r#"{{"title":"طويل","body":"{}"}}"#, "كلمة ".repeat(1_200_000));
    let lines = format!("\u{FEFF}{good}\r\n\n{{broken\n{{\"body\":7}}\n\u{0}\n{long}\n{{\"body\":\"  \"}}\n{good}");
    fs::write(at.join("a.jsonl"), lines).unwrap();
    fs::write(at.join("list.txt"), "# remark\n\na.jsonl\nmissing.md\n").unwrap();
    let ran = bare(at, &["--list", "list.txt", "-o", "out", "--quiet"]);
    assert_eq!(ran.exit, 1, "{}", ran.stderr);
    let manifest = entries(&at.join("out/manifest.jsonl"));
    let errors = manifest.iter().map(|entry| entry["error"].as_str().unwrap_or("none").to_owned()).collect::<Vec<_>>();
    assert_eq!(manifest.len(), 8, "{errors:#?}");
    assert_eq!(errors[0], "none");
    assert!(errors[1].starts_with("a.jsonl:3: the line is not valid JSON"), "{errors:#?}");
    assert_eq!(errors[2], "a.jsonl:4: `body`: a text is expected");
    assert!(errors[3].starts_with("a.jsonl:5: "), "{errors:#?}");
    assert_eq!(errors[4], "none");
    assert!(errors[5].contains("a.jsonl:7"), "{errors:#?}");
    assert_eq!(errors[6], "none");
    assert!(errors[7].contains("missing.md"), "{errors:#?}");
    for line in ["error: a.jsonl:4: `body`: a text is expected\n", "error: 5 of 8 articles failed\n"] {
        assert!(ran.stderr.contains(line), "{}", ran.stderr);
    }
    // The same line twice is two books with two names and two identifiers.
    assert_ne!(manifest[0]["output"], manifest[6]["output"]);
    assert_ne!(manifest[0]["id"], manifest[6]["id"]);
}

#[test]
fn names_are_safe_and_unique() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let titles =
        ["Essay", "ESSAY", "essay", "\u{E9}", "e\u{301}", "a/b:c", "..", "CON", "\u{202E}fdp", "", "مقدمة", "مقدمة"];
    let lines =
        titles.iter().enumerate().map(|(id, title)| json!({"title": title, "body": "نص هنا", "id": id}).to_string());
    fs::write(at.join("a.jsonl"), lines.collect::<Vec<_>>().join("\n")).unwrap();
    let ran = bare(at, &["a.jsonl", "-o", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let manifest = entries(&at.join("out/manifest.jsonl"));
    #[expect(clippy::disallowed_methods, reason = "as a file system folds names")]
    let names = manifest.iter().map(|entry| entry["output"].as_str().unwrap().to_lowercase()).collect::<BTreeSet<_>>();
    assert_eq!(names.len(), titles.len());
    for name in names {
        assert!(
            !name.contains(['/', '\\', ':', '\u{202E}']) && !name.starts_with('.') && !name.starts_with("con."),
            "{name}"
        );
    }
    let ids = manifest.iter().map(|entry| entry["id"].to_string()).collect::<BTreeSet<_>>();
    assert_eq!(ids.len(), titles.len());
}

#[test]
fn a_folder_tree_with_its_books_inside_is_walked_once() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    for (path, text) in [
        ("2.md", "# الثاني\n\nنص"),
        ("10.md", "# العاشر\n\nنص"),
        ("sub/a.txt", "الأول\n\nنص"),
        ("sub/deep/b.html", "<title>ب</title><p>نص"),
        ("sub/.hidden.md", "x"),
        ("publication.toml", "title = \"كتاب\"\npublisher = \"دار\"\n"),
        ("out/old.md", "# old\n\nold"),
    ] {
        let path = at.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    for _ in 0..2 {
        let ran = bare(at, &[".", "-o", "out"]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        let manifest = entries(&at.join("out/manifest.jsonl"));
        let titles = manifest.iter().map(|entry| entry["title"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
        assert_eq!(titles, ["الثاني", "العاشر", "الأول", "ب"]);
    }
}

#[test]
fn wrong_calls_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("a.md"), "# عنوان\n\nنص").unwrap();
    fs::write(at.join("empty.jsonl"), "\n").unwrap();
    let rows: [(&[&str], i32, &str); 6] = [
        (&["a.md"], 2, "--output"),
        (&["-o", "out"], 2, "INPUT"),
        (&["a.md", "-o", "out", "--shard", "3/2"], 2, "is no share"),
        (&["a.md", "-o", "out", "--identifier", "x"], 2, "names one article"),
        (&["a.md", "-o", "a.md"], 3, "it is no folder"),
        (&["empty.jsonl", "-o", "out"], 1, "no article"),
    ];
    for (arguments, exit, words) in rows {
        let ran = bare(at, arguments);
        assert_eq!(ran.exit, exit, "{arguments:?}: {}", ran.stderr);
        assert!(ran.stderr.contains(words), "{arguments:?}: {}", ran.stderr);
    }
}

#[test]
fn a_batch_with_covers_and_fonts_goes_to_the_judges() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("batch-judged");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    // Only the judges need many.
    #[expect(clippy::disallowed_methods, reason = "no book is made of the variable: it says where copies go")]
    let count = if std::env::var_os("WARRAQ_BOOKS").is_some() { 300 } else { 12 };
    fs::write(folder.join("a.jsonl"), articles(count)).unwrap();
    let ran = run(&folder, &["a.jsonl", "-o", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    let manifest = entries(&folder.join("out/manifest.jsonl"));
    assert_eq!(manifest.len(), count);
    for (at, entry) in manifest.iter().enumerate().filter(|(at, _)| at % 3 != 2) {
        let book = fs::read(folder.join("out").join(entry["output"].as_str().unwrap())).unwrap();
        keep(&book, &format!("batch-{at:03}.epub"));
    }
}
