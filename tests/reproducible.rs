//! Same input, same bytes; and what every container is like, down to its bytes.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

const EPOCH: (&str, &str) = ("SOURCE_DATE_EPOCH", "1700000000");

/// The files of a book in which everything is that could depend on an order: parts, notes, links, ids, pictures.
fn files() -> Vec<(String, Vec<u8>)> {
    let png = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1F\x15\xC4\x89\0\0\0\rIDATx\x9Cc\xF8\xFF\xFF?\0\x05\xFE\x02\xFE\xA75\x81\x84\0\0\0\0IEND\xAEB`\x82";
    let mut files = vec![
        ("publication.toml".to_owned(), "title = \"كتاب\"\nauthor = [\"أ\", \"ب\"]\ntags = [\"س\", \"ص\"]\n".into()),
        ("p.png".to_owned(), png.to_vec()),
        (
            "باب/a b.html".to_owned(),
            "<html lang=fa><title>می‌خواهم</title><p id=x>نص <math><mi>x</mi></math><p id=x>b".into(),
        ),
        (
            "باب/2.md".to_owned(),
            "# فصل\n\n[a](<a b.html#x>) [b](../7.md#s) ![صورة](../p.png)[^2][^1]\n\n[^1]: أ\n[^2]: ب\n".into(),
        ),
    ];
    files.extend((1..12).map(|number| {
        let text = format!("# فصل {number}\n\n## s\n\nنص[^a] [x](10.md) ![صورة](p.png)\n\n[^a]: ملاحظة\n");
        (format!("{number}.md"), text.into_bytes())
    }));
    files
}

fn write(folder: &Path, files: &[(String, Vec<u8>)]) {
    for (name, content) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }
}

/// The folder of articles, in a temporary folder of its own.
fn articles() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let articles = folder.path().join("articles");
    write(&articles, &files());
    (folder, articles)
}

fn warraq() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
    command.env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"));
    command.env(EPOCH.0, EPOCH.1);
    command
}

/// Builds to standard output, so that not even a file name can matter.
fn build(mut command: Command, input: impl AsRef<Path>) -> Vec<u8> {
    let output =
        command.arg("build").arg(input.as_ref()).args(["-o", "-", "--quiet"]).output().expect("the command runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stdout.starts_with(b"PK\x03\x04"));
    output.stdout
}

#[test]
fn two_builds_are_the_same() {
    let (_folder, articles) = articles();
    assert!(build(warraq(), &articles) == build(warraq(), &articles));
}

#[test]
fn where_the_input_lies_does_not_matter() {
    let (folder, articles) = articles();
    let expected = build(warraq(), &articles);

    let elsewhere = tempfile::tempdir().expect("a folder");
    let copy = elsewhere.path().join("deep/er/articles");
    write(&copy, &files());
    assert!(build(warraq(), &copy) == expected, "from another folder");

    let mut command = warraq();
    command.current_dir(folder.path());
    assert!(build(command, "articles") == expected, "by a relative path");
    let mut command = warraq();
    command.current_dir(&articles);
    assert!(build(command, ".") == expected, "from inside");
    assert!(build(warraq(), format!("{}/", articles.display())) == expected, "with a slash at the end");
}

#[test]
fn where_a_single_file_lies_does_not_matter() {
    let texts = [("x.txt", "عنوان\n\nنص"), ("x.md", "نص بلا عنوان"), ("x.html", "<p>نص")];
    for (name, text) in texts {
        let folders = [tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder")];
        let books = folders.each_ref().map(|folder| {
            let path = folder.path().join(name);
            fs::write(&path, text).expect("a file");
            build(warraq(), path)
        });
        assert!(books[0] == books[1], "{name}");
        let mut command = warraq();
        command.current_dir(folders[0].path());
        assert!(build(command, name) == books[0], "{name} by a relative path");
    }
}

#[test]
fn file_times_do_not_matter_where_a_moment_is_given() {
    let (_folder, articles) = articles();
    let expected = build(warraq(), &articles);
    for (at, (name, _)) in files().iter().enumerate() {
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000 + at as u64 * 10_000_000);
        File::options()
            .write(true)
            .open(articles.join(name))
            .expect("a file")
            .set_modified(time)
            .expect("a time is set");
    }
    assert!(build(warraq(), &articles) == expected);
}

#[test]
fn without_a_moment_only_the_time_of_the_newest_file_matters() {
    let (_folder, articles) = articles();
    let mut books = Vec::new();
    // The newest is another file in each round.
    for round in 0..2 {
        for (at, (name, _)) in files().iter().enumerate() {
            let seconds = if at == round { 1_600_000_000 } else { 1_500_000_000 + round as u64 };
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
            File::options()
                .write(true)
                .open(articles.join(name))
                .expect("a file")
                .set_modified(time)
                .expect("a time is set");
        }
        // The second file is a picture, which is no article; the third is one.
        if round == 1 {
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_600_000_000);
            File::options()
                .write(true)
                .open(articles.join("3.md"))
                .expect("a file")
                .set_modified(time)
                .expect("a time is set");
        }
        let mut command = warraq();
        command.env_remove(EPOCH.0);
        books.push(build(command, &articles));
    }
    assert!(books[0] == books[1]);
}

#[test]
fn time_zone_locale_and_home_do_not_matter() {
    let (_folder, articles) = articles();
    let expected = build(warraq(), &articles);
    let environments: [&[(&str, &str)]; 6] = [
        &[("TZ", "Asia/Kabul")],
        &[("TZ", "UTC+12"), ("LANG", "C")],
        &[("LANG", "ar_EG.UTF-8"), ("LC_ALL", "ar_EG.UTF-8"), ("LANGUAGE", "ar")],
        &[("LC_ALL", "tr_TR.UTF-8")],
        &[("HOME", "/nowhere"), ("TMPDIR", "/tmp"), ("USER", "x"), ("HOSTNAME", "x"), ("COLUMNS", "20")],
        &[("RUST_BACKTRACE", "1"), ("RUST_LOG", "trace"), ("NO_COLOR", "1")],
    ];
    for environment in environments {
        let mut command = warraq();
        command.envs(environment.iter().copied());
        assert!(build(command, &articles) == expected, "{environment:?}");
    }
    let mut command = warraq();
    command.env_clear().env(EPOCH.0, EPOCH.1);
    assert!(build(command, &articles) == expected, "without any environment");
}

#[test]
fn the_number_of_threads_and_cores_does_not_matter() {
    let (_folder, articles) = articles();
    let expected = build(warraq(), &articles);
    for threads in ["1", "2", "7"] {
        let mut command = warraq();
        command.env("RAYON_NUM_THREADS", threads);
        assert!(build(command, &articles) == expected, "{threads} threads");
    }
    if Command::new("taskset").arg("--version").output().is_ok_and(|output| output.status.success()) {
        let mut command = Command::new("taskset");
        command.args(["-c", "0", env!("CARGO_BIN_EXE_warraq")]).env(EPOCH.0, EPOCH.1);
        assert!(build(command, &articles) == expected, "on one core");
    } else {
        println!("NOT DONE: there is no `taskset` here to build on one core with");
    }
}

#[test]
fn the_order_in_which_files_were_made_does_not_matter() {
    let (_folder, articles) = articles();
    let mut other = files();
    other.reverse();
    other.rotate_left(4);
    let elsewhere = tempfile::tempdir().expect("a folder");
    let copy = elsewhere.path().join("articles");
    write(&copy, &other);
    assert!(build(warraq(), &copy) == build(warraq(), &articles));
}

#[test]
fn the_content_of_this_repository_fixes_its_moment_by_itself() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let elsewhere = tempfile::tempdir().expect("a folder");
    let copy = elsewhere.path().join("content");
    fs::create_dir(&copy).expect("a folder");
    for entry in fs::read_dir(&content).expect("content/") {
        let entry = entry.expect("an entry");
        // Not `fs::copy` with its times: a clone has the time of cloning.
        fs::write(copy.join(entry.file_name()), fs::read(entry.path()).expect("a file")).expect("a file");
    }
    let without_moment = || {
        let mut command = warraq();
        command.env_remove(EPOCH.0);
        command
    };
    assert!(build(without_moment(), &content) == build(without_moment(), &copy));
    assert!(build(warraq(), &content) == build(without_moment(), &copy), "the settings win over SOURCE_DATE_EPOCH");
}

#[test]
fn a_file_and_standard_output_get_the_same_bytes() {
    let (folder, articles) = articles();
    let path = folder.path().join("x.epub");
    let output = warraq().arg("build").arg(&articles).arg("-o").arg(&path).output().expect("the command runs");
    assert!(output.status.success());
    assert!(fs::read(path).expect("the book") == build(warraq(), &articles));
}

/// One entry as the central directory and its local header tell of it.
#[derive(Debug)]
struct Entry {
    name: Vec<u8>,
    flags: [u16; 2],
    method: u16,
    time: [u32; 2],
    extra: [u16; 2],
    comment: u16,
    made_by: u16,
    attributes: u32,
    offset: usize,
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    u16::from_le_bytes(bytes[at..at + 2].try_into().expect("two bytes"))
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

/// Reads the archive by hand (APPNOTE 4.3): what a library would put right or hide is what this is about.
fn entries(bytes: &[u8]) -> Vec<Entry> {
    let end = bytes.len() - 22;
    assert_eq!(u32_at(bytes, end), 0x0605_4B50, "the end record is the last thing, without a comment");
    let count = usize::from(u16_at(bytes, end + 10));
    let mut at = u32_at(bytes, end + 16) as usize;
    let mut entries = Vec::with_capacity(count);
    for _ in 0..count {
        assert_eq!(u32_at(bytes, at), 0x0201_4B50);
        let offset = u32_at(bytes, at + 42) as usize;
        assert_eq!(u32_at(bytes, offset), 0x0403_4B50);
        let (name, extra, comment) = (u16_at(bytes, at + 28), u16_at(bytes, at + 30), u16_at(bytes, at + 32));
        let name_bytes = bytes[at + 46..at + 46 + usize::from(name)].to_vec();
        assert_eq!(
            &bytes[offset + 30..offset + 30 + usize::from(u16_at(bytes, offset + 26))],
            name_bytes,
            "both names"
        );
        for (central, local) in [(10, 8), (16, 14), (20, 18), (24, 22)] {
            assert_eq!(u16_at(bytes, at + central), u16_at(bytes, offset + local), "the headers differ at {central}");
        }
        entries.push(Entry {
            name: name_bytes,
            flags: [u16_at(bytes, at + 8), u16_at(bytes, offset + 6)],
            method: u16_at(bytes, at + 10),
            time: [u32_at(bytes, at + 12), u32_at(bytes, offset + 10)],
            extra: [extra, u16_at(bytes, offset + 28)],
            comment,
            made_by: u16_at(bytes, at + 4),
            attributes: u32_at(bytes, at + 38),
            offset,
        });
        at += 46 + usize::from(name) + usize::from(extra) + usize::from(comment);
    }
    assert_eq!(at, end, "nothing stands between the directory and the end");
    entries
}

#[test]
fn the_container_is_as_ocf_wants_it() {
    let (_folder, articles) = articles();
    let book = build(warraq(), &articles);

    assert_eq!(&book[30..58], b"mimetypeapplication/epub+zip");
    let entries = entries(&book);
    assert!(entries.len() > 15);
    assert_eq!((entries[0].offset, entries[0].method), (0, 0));
    assert!(entries.is_sorted_by_key(|entry| entry.offset), "the directory has another order than the file");
    for entry in &entries {
        let name = String::from_utf8_lossy(&entry.name);
        assert!(entry.name.is_ascii() && !name.contains(['\\', ' ']) && !name.starts_with('/'), "{name}");
        assert!(!name.ends_with('/'), "{name} is a folder");
        assert_eq!(entry.flags.map(|flags| flags & 0x08), [0, 0], "{name} has a data descriptor");
        assert_eq!(entry.flags.map(|flags| flags & 0x01), [0, 0], "{name} is encrypted");
        assert_eq!((entry.extra, entry.comment), ([0, 0], 0), "{name} has an extra field");
        assert!(matches!(entry.method, 0 | 8), "{name}: method {}", entry.method);
        // Midnight of 1 January 1980, the first moment that a zip archive can state.
        assert_eq!(entry.time, [0x0021_0000, 0x0021_0000], "{name}");
        // Made as on Unix wherever it is made: a plain file that everybody may read.
        assert_eq!((entry.made_by >> 8, entry.attributes >> 16), (3, 0o100_644), "{name}");
    }
    let mut names = entries.iter().map(|entry| entry.name.to_ascii_lowercase()).collect::<Vec<_>>();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), entries.len(), "two entries share a name but for case");
    for required in ["meta-inf/container.xml", "oebps/content.opf", "oebps/nav.xhtml"] {
        assert!(names.iter().any(|name| name == required.as_bytes()), "{required}");
    }
    assert_eq!(entries[1].name, b"META-INF/container.xml");
}
