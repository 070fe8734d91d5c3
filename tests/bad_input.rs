//! What happens when something is wrong, seen from where users see it: the command's exit code, what it says, and what it
//! leaves behind. Exit codes: 1 the input is at fault, 2 the call is, 3 the system is.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

const ARTICLE: &str = "هدنة في حلب\n\nتقدمت فصائل المعارضة بمبادرة تتضمن هدنة مدتها خمسة أيام.\n";
/// The limit that `warraq::source::MAX_FILE_BYTES` states.
const LIMIT: usize = 64 << 20;

/// An empty folder, and the command called in it.
struct Desk {
    folder: TempDir,
}

/// How a call ended.
struct Outcome {
    code: i32,
    stdout: Vec<u8>,
    stderr: String,
}

impl Desk {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    /// A desk with one file on it.
    fn with(name: &str, content: impl AsRef<[u8]>) -> Self {
        let desk = Self::new();
        desk.put(name, content);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
        // Most of these are about something else than covers, which take time to draw.
        let (first, others) = match arguments {
            ["build", others @ ..] if !others.contains(&"--cover") && !others.contains(&"--colophon") => {
                (&["build", "--no-cover", "--no-colophon"][..], others)
            }
            others => (&[][..], others),
        };
        command
            .current_dir(self.folder.path())
            .args(first)
            .args(others)
            .env_remove("SOURCE_DATE_EPOCH")
            .stdin(Stdio::null());
        command.env("XDG_CACHE_HOME", concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"));
        command
    }

    fn call(&self, arguments: &[&str]) -> Outcome {
        outcome(self.command(arguments))
    }

    /// Calls `warraq build`.
    fn build(&self, arguments: &[&str]) -> Outcome {
        self.call(&[&["build"], arguments].concat())
    }

    /// Every file and folder there is, from the desk's folder.
    fn held(&self) -> Vec<PathBuf> {
        fn walk(folder: &Path, all: &mut Vec<PathBuf>) {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() && !path.is_symlink() {
                    walk(&path, all);
                }
                all.push(path);
            }
        }
        let mut all = Vec::new();
        walk(self.folder.path(), &mut all);
        all.sort();
        all
    }

    /// Expects `warraq build` to fail with `code`, to say all of `said` and to change nothing on the desk.
    fn refuses(&self, arguments: &[&str], code: i32, said: &[&str]) -> Outcome {
        let before = self.held();
        let outcome = self.build(arguments);
        outcome.failed(code, said);
        assert_eq!(self.held(), before, "something was written or left over");
        outcome
    }

    /// Builds an article into a standard output that takes nothing, and expects the system to be blamed.
    fn fills_standard_output(&self) {
        let full = fs::File::options().write(true).open("/dev/full").expect("/dev/full");
        let outcome = outcome_into(full, self.command(&["build", "a.txt", "-o", "-"]));
        outcome.failed(3, &["standard output cannot be written"]);
    }

    /// Expects `warraq build … -o book.epub --json` to succeed; gives what it told and the book's text.
    fn publishes(&self, arguments: &[&str]) -> (serde_json::Value, String) {
        let outcome = self.build(&[arguments, &["-o", "book.epub", "--json"]].concat());
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let told = serde_json::from_slice(&outcome.stdout).expect("the report is JSON");
        let text = text_of(&fs::read(self.path("book.epub")).expect("the book"));
        (told, text)
    }
}

/// Longer than this no call takes on any machine unless it hangs. Nothing else is asserted of time.
const PATIENCE: Duration = Duration::from_secs(300);

fn outcome(command: Command) -> Outcome {
    let stdout = tempfile::tempfile().expect("a temporary file");
    outcome_into(stdout, command)
}

fn outcome_into(mut stdout: fs::File, mut command: Command) -> Outcome {
    // Files, not pipes: nobody has to read them while the command is waited for.
    let mut stderr = tempfile::tempfile().expect("a temporary file");
    command.stdout(stdout.try_clone().expect("a file")).stderr(stderr.try_clone().expect("a file"));
    let mut child = command.spawn().expect("the command runs");
    let mut waited = Duration::ZERO;
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child can be asked") {
            break status;
        }
        if waited > PATIENCE {
            child.kill().expect("a child can be killed");
            panic!("it hangs: {command:?}");
        }
        let pause = Duration::from_millis(if waited < Duration::from_millis(100) { 1 } else { 20 });
        thread::sleep(pause);
        waited += pause;
    };
    let read = |file: &mut fs::File| {
        let mut bytes = Vec::new();
        // A device that nothing can be read from held nothing.
        _ = file.seek(SeekFrom::Start(0)).and_then(|_| file.read_to_end(&mut bytes));
        bytes
    };
    let (stdout, stderr) = (read(&mut stdout), String::from_utf8_lossy(&read(&mut stderr)).into_owned());
    for crash in ["panicked", "overflowed", "memory allocation"] {
        assert!(!stderr.contains(crash), "{stderr}");
    }
    let code = status.code().unwrap_or_else(|| panic!("a signal ended it: {status} {stderr}"));
    Outcome { code, stdout, stderr }
}

impl Outcome {
    /// A failure says `error:` and all of `said`, names a remedy, and puts nothing on standard output.
    fn failed(&self, code: i32, said: &[&str]) {
        assert_eq!(self.code, code, "{}", self.stderr);
        assert!(self.stderr.contains("error: "), "{}", self.stderr);
        for words in said {
            assert!(self.stderr.contains(words), "`{words}` is not said in:\n{}", self.stderr);
        }
        assert!(self.stdout.is_empty(), "{}", String::from_utf8_lossy(&self.stdout));
    }

    fn with_hint(self) {
        assert!(self.stderr.contains("hint: "), "no remedy is named in:\n{}", self.stderr);
    }
}

/// The words of a book's chapters, in reading order.
fn text_of(book: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("the book is a zip archive");
    let names = archive.file_names().map(|name| name.expect("a name").into_owned()).collect::<Vec<_>>();
    let mut text = String::new();
    for name in names.iter().filter(|name| name.starts_with("OEBPS/text/")) {
        let mut xhtml = String::new();
        archive.by_name(name).expect("an entry").read_to_string(&mut xhtml).expect("UTF-8");
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..roxmltree::ParsingOptions::default() };
        let document = roxmltree::Document::parse_with_options(&xhtml, options).expect("a chapter is well-formed");
        let body = document.descendants().find(|node| node.has_tag_name(("http://www.w3.org/1999/xhtml", "body")));
        for node in body.expect("a body").descendants().filter(roxmltree::Node::is_text) {
            text.push_str(node.text().unwrap_or_default());
        }
    }
    text
}

fn codes(told: &serde_json::Value) -> Vec<&str> {
    told["findings"].as_array().expect("findings").iter().filter_map(|finding| finding["code"].as_str()).collect()
}

fn messages(told: &serde_json::Value) -> String {
    let findings = told["findings"].as_array().expect("findings");
    findings.iter().map(|finding| format!("{finding}\n")).collect()
}

// What is not there, or holds nothing.

#[test]
fn a_missing_file() {
    Desk::new().refuses(&["none.txt"], 1, &["none.txt: there is no such file"]).with_hint();
}

#[test]
fn a_missing_file_among_others() {
    Desk::with("a.txt", ARTICLE).refuses(&["a.txt", "b.txt"], 1, &["b.txt: there is no such file"]).with_hint();
}

#[test]
fn a_folder_without_articles() {
    let desk = Desk::with("book/notes.docx", "x");
    desk.put("book/sub/.hidden.txt", ARTICLE);
    desk.refuses(&["book"], 1, &["book: the folder holds no article"]).with_hint();
}

#[test]
fn an_empty_folder() {
    let desk = Desk::new();
    fs::create_dir(desk.path("book")).expect("a folder");
    desk.refuses(&["book"], 1, &["book: the folder holds no article"]).with_hint();
}

#[test]
fn an_empty_file() {
    for name in ["a.txt", "a.md", "a.html", "a"] {
        Desk::with(name, "").refuses(&[name], 1, &[&format!("{name}: it holds no text")]).with_hint();
    }
}

#[test]
fn a_file_of_nothing_but_spaces() {
    for name in ["a.txt", "a.md", "a.html"] {
        let desk = Desk::with(name, " \t\r\n\u{A0}\u{3000}\u{2028}\n\n");
        desk.refuses(&[name], 1, &[&format!("{name}: it holds no text")]).with_hint();
    }
}

#[test]
fn a_file_of_nothing_but_joiners() {
    for name in ["a.txt", "a.md", "a.html"] {
        let desk = Desk::with(name, "\u{FEFF}\u{200C}\u{200D}\n\u{200B}\u{2060}\u{34F}\u{AD}\u{200F}\u{2067}\u{2069}");
        desk.refuses(&[name], 1, &[&format!("{name}: it holds no text")]).with_hint();
    }
}

#[test]
fn markup_without_a_word() {
    let empty = [
        ("a.html", "<!DOCTYPE html><html><body><p>&nbsp;</p><script>x</script></body></html>"),
        ("b.html", "<p><!-- نص --></p>"),
        ("c.md", "# \n\n> \n\n---\n"),
        ("d.md", "---\nlanguage: ar\n---\n"),
        ("e.md", "# \u{200C}\n\n\u{200C}\n"),
    ];
    for (name, text) in empty {
        Desk::with(name, text).refuses(&[name], 1, &[name, "no text"]).with_hint();
    }
}

#[test]
fn an_empty_file_in_a_folder_is_named() {
    let desk = Desk::with("book/1.txt", ARTICLE);
    desk.put("book/2.txt", "\n");
    desk.refuses(&["book"], 1, &["book/2.txt: it holds no text"]).with_hint();
}

#[test]
fn a_broken_link() {
    let desk = Desk::new();
    symlink("nowhere.txt", desk.path("a.txt")).expect("a link");
    desk.refuses(&["a.txt"], 1, &["a.txt: there is no such file"]).with_hint();
}

#[test]
fn a_broken_link_in_a_folder() {
    let desk = Desk::with("book/1.txt", ARTICLE);
    symlink("nowhere.txt", desk.path("book/2.txt")).expect("a link");
    desk.refuses(&["book"], 1, &["book/2.txt"]).with_hint();
}

#[test]
fn a_link_that_leads_back_to_its_folder() {
    let desk = Desk::with("book/1.txt", ARTICLE);
    desk.put("book/sub/2.txt", ARTICLE);
    symlink("..", desk.path("book/sub/round")).expect("a link");
    symlink("self.txt", desk.path("book/self.md")).expect("a link");
    fs::remove_file(desk.path("book/self.md")).expect("a link goes");
    let (told, text) = desk.publishes(&["book"]);
    assert_eq!(text.matches("خمسة أيام").count(), 2);
    assert!(codes(&told).contains(&"SRC-005") && messages(&told).contains("round"), "{}", messages(&told));
}

#[test]
fn a_link_to_itself() {
    let desk = Desk::new();
    symlink("a.txt", desk.path("a.txt")).expect("a link");
    let outcome = desk.build(&["a.txt"]);
    assert!(matches!(outcome.code, 1 | 3), "{}", outcome.stderr);
    assert!(outcome.stderr.contains("a.txt: "), "{}", outcome.stderr);
}

// What is no text.

const PNG: &[u8] = b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1F\x15\xC4\x89\0\0\0\rIDATx\x9Cc\xF8\xFF\xFF?\0\x05\xFE\x02\xFE\xA75\x81\x84\0\0\0\0IEND\xAEB`\x82";

#[test]
fn what_is_no_text_is_named_whatever_it_is_called() {
    let kinds: [(&[u8], &str); 6] = [
        (PNG, "a PNG picture"),
        (b"PK\x03\x04\x14\0\0\0\x08\0", "a zip archive"),
        (b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj", "a PDF document"),
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF\0", "a JPEG picture"),
        (b"\x1F\x8B\x08\0\0\0\0\0", "gzip data"),
        (b"{\\rtf1\\ansi x}", "an RTF document"),
    ];
    for (bytes, what) in kinds {
        for name in ["a.txt", "a.md", "a.html", "a.png", "a.docx", "a"] {
            Desk::with(name, bytes).refuses(&[name], 1, &[&format!("{name}: it is not text but {what}")]).with_hint();
        }
    }
}

#[test]
fn data_of_no_known_kind() {
    let bytes = (0..4000_u32).flat_map(|number| number.wrapping_mul(2_654_435_761).to_be_bytes()).collect::<Vec<_>>();
    let outcome = Desk::with("a.txt", bytes).refuses(&["a.txt"], 1, &["a.txt: "]);
    outcome.with_hint();
}

#[test]
fn a_book_under_the_name_of_an_article_is_none() {
    let desk = Desk::with("a.txt", ARTICLE);
    desk.build(&["a.txt", "-o", "b.md"]);
    desk.refuses(&["b.md"], 1, &["b.md: it is not text but a zip archive"]).with_hint();
}

#[test]
fn an_unknown_extension() {
    Desk::with("a.docx", ARTICLE)
        .refuses(&["a.docx"], 1, &["a.docx: nothing is known about `.docx` files"])
        .with_hint();
}

#[test]
fn a_device_and_a_pipe_are_no_articles() {
    let desk = Desk::new();
    // An endless file must end at the limit.
    desk.refuses(&["/dev/zero"], 1, &["/dev/zero: "]).with_hint();
    desk.refuses(&["/dev/null"], 1, &["/dev/null: it holds no text"]).with_hint();
}

// Encodings.

#[test]
fn damaged_utf_8_is_named_by_byte_and_line() {
    for name in ["a.txt", "a.md", "a.html"] {
        let bytes = [ARTICLE.as_bytes(), b"\xD9\x85\xFF\xD9", ARTICLE.as_bytes()].concat();
        let at = ARTICLE.len() + 2;
        let said = format!("{name}: the text is not valid UTF-8 at byte {at} (line 4)");
        Desk::with(name, bytes).refuses(&[name], 1, &[&said]).with_hint();
    }
}

#[test]
fn a_text_cut_off_within_a_letter() {
    let bytes = &ARTICLE.as_bytes()[..ARTICLE.len() - 3];
    let said = format!("at byte {} (line 3)", bytes.len() - 1);
    Desk::with("a.txt", bytes).refuses(&["a.txt"], 1, &["a.txt: the text is not valid UTF-8", &said]).with_hint();
}

#[test]
fn western_legacy_text_is_not_guessed() {
    Desk::with("a.txt", b"caf\xE9\n\nau lait").refuses(&["a.txt"], 1, &["a.txt: ", "byte 3 (line 1)"]).with_hint();
}

/// Builds a text given in some encoding and expects its words, and the encoding in the report.
#[track_caller]
fn decodes(name: &str, bytes: impl AsRef<[u8]>, encoding: &str, words: &str) {
    let desk = Desk::with(name, bytes);
    let (told, text) = desk.publishes(&[name]);
    assert!(text.contains(words), "{text}");
    assert!(codes(&told).contains(&"SRC-001") && messages(&told).contains(encoding), "{}", messages(&told));
    assert!(messages(&told).contains(name), "the file is not named: {}", messages(&told));
}

#[test]
fn windows_1256_is_decoded_and_reported() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1256.encode(ARTICLE);
    decodes("a.txt", &bytes, "windows-1256", "تقدمت فصائل المعارضة");
    decodes("a.md", &bytes, "windows-1256", "تقدمت فصائل المعارضة");
}

#[test]
fn windows_1255_is_decoded_and_reported() {
    let text = "שלום עולם\n\nזהו מאמר קצר בעברית על ספרים אלקטרוניים.\n";
    let (bytes, _, _) = encoding_rs::WINDOWS_1255.encode(text);
    decodes("a.txt", bytes, "windows-1255", "מאמר קצר בעברית");
}

#[test]
fn utf_16_is_decoded_and_reported() {
    let units = |unit: fn(u16) -> [u8; 2]| ARTICLE.encode_utf16().flat_map(unit).collect::<Vec<_>>();
    let (little, big) = (units(u16::to_le_bytes), units(u16::to_be_bytes));
    decodes("a.txt", [b"\xFF\xFE".as_slice(), &little].concat(), "UTF-16LE", "تقدمت فصائل المعارضة");
    decodes("b.txt", [b"\xFE\xFF".as_slice(), &big].concat(), "UTF-16BE", "تقدمت فصائل المعارضة");
    decodes("c.txt", little, "UTF-16LE", "تقدمت فصائل المعارضة");
    decodes("d.txt", big, "UTF-16BE", "تقدمت فصائل المعارضة");
}

#[test]
fn a_byte_order_mark_is_no_letter() {
    let desk = Desk::with("a.txt", format!("\u{FEFF}{ARTICLE}"));
    let (told, text) = desk.publishes(&["a.txt"]);
    assert_eq!(told["title"], "هدنة في حلب");
    assert!(!text.contains('\u{FEFF}'));
}

#[test]
fn nul_and_control_characters_are_removed_and_reported() {
    let desk = Desk::with("a.txt", "هدنة في\u{0} حلب\n\nنص \u{1B}[31mأحمر\u{8}\nثان\u{C}ثالث");
    let (told, text) = desk.publishes(&["a.txt"]);
    assert!(text.contains("نص [31mأحمر") && text.contains("ثان ثالث"), "{text}");
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'));
    assert!(codes(&told).contains(&"SRC-002"), "{}", messages(&told));
    let lost =
        told["changes"].as_array().expect("changes").iter().filter(|change| change["rule"] == "forbidden-character");
    let lost = lost.map(|change| (change["text"].as_str().unwrap_or_default(), change["place"]["line"].as_u64()));
    let expected = [("U+0000", Some(1)), ("U+001B", Some(3)), ("U+0008", Some(3)), ("U+000C", Some(4))];
    assert_eq!(lost.collect::<Vec<_>>(), expected);
}

#[test]
fn control_characters_in_names_do_not_command_the_terminal() {
    let desk = Desk::with("a\u{1B}[31m.txt", "عنوان \u{9B}31m\n\nنص");
    let outcome = desk.build(&["a\u{1B}[31m.txt"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    for text in [outcome.stderr, String::from_utf8_lossy(&outcome.stdout).into_owned()] {
        assert!(!text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{text:?}");
    }
    let outcome = desk.refuses(&["b\u{1B}[31m.txt"], 1, &["b"]);
    assert!(!outcome.stderr.contains('\u{1B}'));
}

// Sizes.

#[test]
fn a_file_over_the_limit() {
    let desk = Desk::new();
    // A hole in the file takes no room and no time.
    fs::File::create(desk.path("a.txt")).and_then(|file| file.set_len(LIMIT as u64 + 1)).expect("a file");
    let said = format!("a.txt: {} bytes are more than the limit of {LIMIT}", LIMIT + 1);
    desk.refuses(&["a.txt"], 1, &[&said]).with_hint();
}

#[test]
fn standard_input_over_the_limit() {
    let desk = Desk::new();
    let mut command = desk.command(&["build", "-"]);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command runs");
    let mut stdin = child.stdin.take().expect("standard input");
    let writer = thread::spawn(move || {
        let piece = vec![b'a'; 1 << 20];
        // The command stops reading at the limit: a closed pipe is what is expected here.
        while stdin.write_all(&piece).is_ok() {}
    });
    let output = child.wait_with_output().expect("it ends");
    writer.join().expect("the writer ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("standard input: ") && stderr.contains("limit") && stderr.contains("hint: "), "{stderr}");
}

#[test]
fn settings_over_the_limit() {
    let desk = Desk::with("book/1.txt", ARTICLE);
    let settings = fs::File::create(desk.path("book/publication.toml")).expect("a file");
    settings.set_len(LIMIT as u64 + 1).expect("a hole");
    desk.refuses(&["book"], 1, &["publication.toml: ", "limit"]).with_hint();
}

/// The most memory that a child took, in bytes: `VmHWM`, the kernel's own mark, read again and again until it ends.
fn peak_of(command: &mut Command) -> (std::process::ExitStatus, u64) {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the command runs");
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        let text = fs::read_to_string(&status_file).unwrap_or_default();
        let mark = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let mark = mark.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
        peak = peak.max(mark.unwrap_or(0) * 1024);
        if let Some(status) = child.try_wait().expect("a child can be asked") {
            return (status, peak);
        }
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn fifty_megabytes_in_one_line_are_cut_at_sentences_within_eight_times_their_size() {
    let sentence = "قالت مصادر في المعارضة السورية المسلحة إن روسيا أغلقت كل أبواب التفاوض. ";
    let size = 50_000_000;
    let text = format!("عنوان\n\n{}", sentence.repeat(size / sentence.len()));
    let desk = Desk::with("a.txt", &text);
    let (status, peak) = peak_of(&mut desk.command(&["build", "a.txt", "-o", "book.epub", "--quiet"]));
    assert!(status.success());
    let times = peak as f64 / text.len() as f64;
    println!("peak memory: {times:.1} times the input");
    assert!(times <= 8.0, "peak memory: {times:.1} times the input");

    let book = fs::read(desk.path("book.epub")).expect("the book");
    let found = text_of(&book);
    assert_eq!(found.matches("أبواب التفاوض.").count(), size / sentence.len());
    // Every file ends with a sentence.
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book.as_slice())).expect("a zip archive");
    assert!(archive.len() > 200);
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).expect("an entry");
        if entry.name().expect("a name").starts_with("OEBPS/text/") {
            let mut xhtml = String::new();
            entry.read_to_string(&mut xhtml).expect("UTF-8");
            assert!(xhtml.len() < 300_000, "{} bytes", xhtml.len());
            assert!(xhtml.matches("</p>").count() == xhtml.matches(".</p>").count(), "cut within a sentence");
        }
    }
}

// Markup that is nested without end. None of these takes a second where time grows with the length of the text, and none
// ends within an hour where it grows with its square or worse.

const DEEP: usize = 100_000;

/// Builds a text and expects all the words in it.
#[track_caller]
fn keeps_words(name: &str, text: &str, words: &[(&str, usize)]) {
    let desk = Desk::with(name, text);
    let (_, found) = desk.publishes(&[name]);
    for (word, count) in words {
        assert_eq!(found.matches(word).count(), *count, "{name}: {word}");
    }
}

#[test]
fn endless_quotations_in_markdown() {
    keeps_words("a.md", &format!("# عنوان\n\n{}كلمة آخر\n", "> ".repeat(DEEP)), &[("كلمة آخر", 1)]);
    keeps_words("b.md", &format!("# عنوان\n\n{}كلمة آخر\n", ">".repeat(DEEP)), &[("كلمة آخر", 1)]);
}

#[test]
fn endless_lists_in_markdown() {
    keeps_words("a.md", &format!("# عنوان\n\n{}كلمة آخر\n", "- ".repeat(DEEP)), &[("كلمة آخر", 1)]);
    keeps_words("b.md", &format!("# عنوان\n\n{}كلمة آخر\n", "1. ".repeat(DEEP)), &[("كلمة آخر", 1)]);
    keeps_words("c.md", &format!("# عنوان\n\n{}كلمة آخر\n", "> - ".repeat(DEEP)), &[("كلمة آخر", 1)]);
}

#[test]
fn endless_emphasis_in_markdown() {
    let around = |open: &str, close: &str| format!("# عنوان\n\n{}كلمة{} آخر\n", open.repeat(DEEP), close.repeat(DEEP));
    keeps_words("a.md", &around("*", "*"), &[("كلمة", 1), ("آخر", 1)]);
    keeps_words("b.md", &around("*س ", " س*"), &[("كلمة", 1), ("آخر", 1), ("س", 2 * DEEP)]);
    keeps_words("c.md", &around("**س ", " س**"), &[("كلمة", 1), ("س", 2 * DEEP)]);
    keeps_words("d.md", &around("*س_ص ", ""), &[("كلمة", 1), ("س", DEEP), ("ص", DEEP)]);
    keeps_words("e.md", &around("~~س ", ""), &[("كلمة", 1), ("س", DEEP)]);
}

#[test]
fn endless_brackets_in_markdown() {
    let around = |open: &str, close: &str| format!("# عنوان\n\n{}كلمة{} آخر\n", open.repeat(DEEP), close.repeat(DEEP));
    keeps_words("a.md", &around("[", "]"), &[("كلمة", 1), ("آخر", 1)]);
    keeps_words("b.md", &around("[", "](x)"), &[("كلمة", 1), ("آخر", 1)]);
    keeps_words("c.md", &around("![", "](x)"), &[("كلمة", 1), ("آخر", 1)]);
    keeps_words("d.md", &around("[س](", ""), &[("كلمة", 1), ("آخر", 1), ("س", DEEP)]);
    keeps_words("e.md", &around("<", ">"), &[("كلمة", 1), ("آخر", 1)]);
    keeps_words("f.md", &around("[^س", "]"), &[("كلمة", 1), ("آخر", 1)]);
}

#[test]
fn endless_code_spans_and_tables_in_markdown() {
    let spans = (1..600).map(|length| format!("{}س ", "`".repeat(length))).collect::<String>();
    keeps_words("a.md", &format!("# عنوان\n\n{spans}\n"), &[("س", 599)]);
    let columns = 20_000;
    let row = |cell: &str| format!("{}|\n", format!("|{cell}").repeat(columns));
    keeps_words("b.md", &format!("# عنوان\n\n{}{}{}", row("س"), row("-"), row("ص")), &[("س", columns), ("ص", columns)]);
}

#[test]
fn html_in_markdown_nested_without_end() {
    let text = format!("# عنوان\n\n{}كلمة{} آخر\n", "<div>".repeat(DEEP), "</div>".repeat(DEEP));
    keeps_words("a.md", &text, &[("كلمة", 1), ("آخر", 1)]);
    keeps_words("b.md", &format!("# عنوان\n\n<b>x</b>\n\n{}كلمة آخر\n", "> ".repeat(DEEP)), &[("كلمة آخر", 1)]);
}

/// A page with `open` again and again, a word, and `close` as often.
fn nested(open: &str, close: &str) -> String {
    format!("<title>عنوان</title><body>{}كلمة{} آخر</body>", open.repeat(DEEP), close.repeat(DEEP))
}

#[test]
fn endless_blocks_in_html() {
    for (open, close) in
        [("<div>", "</div>"), ("<div>", ""), ("<blockquote>", "</blockquote>"), ("<section>", ""), ("<p>", "</p>")]
    {
        keeps_words("a.html", &nested(open, close), &[("كلمة", 1), ("آخر", 1)]);
    }
}

#[test]
fn endless_lists_and_tables_in_html() {
    let markup = [
        ("<ul><li>", "</li></ul>"),
        ("<ul><li>", ""),
        ("<ol>", ""),
        ("<dl><dd>", ""),
        ("<table><tr><td>", "</td></tr></table>"),
        ("<table>", ""),
        ("<table><tr><td>", ""),
        ("<table><caption>", ""),
    ];
    for (open, close) in markup {
        keeps_words("a.html", &nested(open, close), &[("كلمة", 1), ("آخر", 1)]);
    }
}

#[test]
fn endless_formatting_in_html() {
    for (open, close) in [
        ("<b>", "</b>"),
        ("<b><i>", "</b></i>"),
        ("<b><p>", "</b>"),
        ("<a><p>", "</a>"),
        ("<font>", ""),
        ("<nobr>", ""),
        ("<sup>", ""),
    ] {
        keeps_words("a.html", &nested(open, close), &[("كلمة", 1), ("آخر", 1)]);
    }
}

#[test]
fn endless_formatting_whose_attributes_differ() {
    for element in ["b", "font", "i", "a"] {
        let open = (0..DEEP).map(|number| format!("<{element} class=c{number}>")).collect::<String>();
        keeps_words("a.html", &format!("<title>عنوان</title><body>{open}كلمة آخر</body>"), &[("كلمة آخر", 1)]);
    }
    let open = (0..DEEP).map(|number| format!("<p><font color=c{number}>س")).collect::<String>();
    keeps_words("b.html", &format!("<title>عنوان</title><body>{open}كلمة"), &[("س", DEEP), ("كلمة", 1)]);
}

#[test]
fn endless_other_elements_in_html() {
    for (open, close) in [
        ("<svg>", "</svg>"),
        ("<math><mrow>", "</mrow></math>"),
        ("<details><summary>", ""),
        ("<ruby>", ""),
        ("<q>", ""),
        ("<form><div>", ""),
    ] {
        let desk = Desk::with("a.html", nested(open, close));
        let (_, found) = desk.publishes(&["a.html"]);
        assert!(close.is_empty() || found.contains("آخر"), "{open}");
    }
}

#[test]
fn endless_keywords_and_authors_in_html() {
    // Each one compared with all before it, this would take half an hour.
    let keywords = (0..2 * DEEP).map(|number| format!("k{number},")).collect::<String>();
    let authors = (0..DEEP).map(|number| format!("<meta name=author content='a{number}'>")).collect::<String>();
    let text = format!("<title>عنوان</title><meta name=keywords content='{keywords}'>{authors}<body>كلمة آخر</body>");
    let (told, _) = Desk::with("a.html", text).publishes(&["a.html"]);
    assert!(messages(&told).contains("1000 are kept"), "{}", messages(&told));
}

#[test]
fn endless_ampersands_in_visual_hebrew() {
    let mut bytes = b"<meta charset=iso-8859-8><body>\xED\xE5\xEC\xF9 ".to_vec();
    bytes.extend(vec![b'&'; 2 * DEEP]);
    let (_, found) = Desk::with("a.html", bytes).publishes(&["a.html"]);
    assert!(found.contains("שלום"));
}

#[test]
fn one_tag_with_a_hundred_thousand_attributes_is_refused() {
    let attributes = (0..DEEP).map(|number| format!(" a{number}=1")).collect::<String>();
    // Each attribute is compared with all before it: no page has so many, and an hour of waiting is no answer.
    let text = format!("<title>عنوان</title><p{attributes}>كلمة");
    Desk::with("a.html", text).refuses(&["a.html"], 1, &["a.html: ", "attributes"]).with_hint();
}

#[test]
fn formatting_that_multiplies_itself_is_refused() {
    // Each paragraph opens anew all that the first one left open.
    let open = (0..150).map(|number| format!("<font color=c{number}>")).collect::<String>();
    let text = format!("<title>عنوان</title><body><p>{open}</p>{}", "<p>س</p>".repeat(50_000));
    let outcome = Desk::with("a.html", text).refuses(&["a.html"], 1, &["a.html: ", "multiplies"]);
    outcome.with_hint();
}

#[test]
fn formatting_left_open_in_an_honest_page_is_read() {
    let text =
        format!("<title>عنوان</title><body><p><b><i><font color=red>{}", "<p>فقرة من صفحة قديمة\n".repeat(2_000));
    keeps_words("a.html", &text, &[("فقرة من صفحة قديمة", 2_000)]);
}

// Front matter and settings.

#[test]
fn front_matter_in_yaml_with_a_syntax_error() {
    let cases = [
        ("---\ntitle: عنوان\nauthor: [أ, ب\ndate: 2016\n---\nنص\n", "a.md:"),
        ("---\ntitle: \"عنوان\n---\nنص\n", "a.md:"),
        ("---\ntitle: a: b: c\n---\nنص\n", "a.md:2: "),
        ("---\ntitle: x\n\tauthor: y\n---\nنص\n", "a.md:"),
    ];
    for (text, place) in cases {
        Desk::with("a.md", text).refuses(&["a.md"], 1, &[place, "not valid YAML"]);
    }
}

#[test]
fn front_matter_in_toml_with_a_syntax_error() {
    let desk = Desk::with("a.md", "+++\ntitle = \"عنوان\"\nauthor = أ\n+++\nنص\n");
    desk.refuses(&["a.md"], 1, &["a.md:3: ", "not valid TOML"]);
}

#[test]
fn settings_with_a_syntax_error() {
    let desk = Desk::with("book/1.txt", ARTICLE);
    desk.put("book/publication.toml", "title = \"x\"\n\nauthor = \n");
    desk.refuses(&["book"], 1, &["publication.toml:3: ", "not valid TOML"]);
}

#[test]
fn settings_that_are_no_text() {
    let desk = Desk::with("book/1.txt", ARTICLE);
    desk.put("book/publication.toml", PNG);
    desk.refuses(&["book"], 1, &["publication.toml: it is not text but a PNG picture"]).with_hint();
}

#[test]
fn an_unknown_key_of_the_settings() {
    let desk = Desk::with("book/1.txt", ARTICLE);
    desk.put("book/publication.toml", "title = \"x\"\nlangauge = \"ar\"\n");
    let said = "publication.toml:2: `langauge` is not a known key: did you mean `language`?";
    desk.refuses(&["book"], 1, &[said]).with_hint();
    desk.put("book/publication.toml", "xyzzy = 1\n");
    desk.refuses(&["book"], 1, &["publication.toml:1: `xyzzy` is not a known key"]).with_hint();
}

#[test]
fn front_matter_with_an_unknown_key_is_published_and_says_so() {
    let desk = Desk::with("a.md", "---\nlayout: post\ntitel: x\n---\n# عنوان\n\nنص\n");
    let (told, _) = desk.publishes(&["a.md"]);
    assert!(
        codes(&told).contains(&"SRC-003") && messages(&told).contains("did you mean `title`?"),
        "{}",
        messages(&told)
    );
}

#[test]
fn front_matter_of_a_hundred_thousand_keys() {
    let keys = (0..DEEP).map(|number| format!("k{number}: 1\n")).collect::<String>();
    let desk = Desk::with("a.md", format!("---\n{keys}---\n# عنوان\n\nنص\n"));
    let outcome = desk.build(&["a.md", "-o", "book.epub"]);
    assert!(matches!(outcome.code, 0 | 1), "{}", outcome.stderr);
}

#[test]
fn front_matter_that_unfolds_without_end() {
    let mut text = "---\na: &a [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, last) in ('b'..='j').zip('a'..) {
        text.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{last}"); 9].join(", ")));
    }
    Desk::with("a.md", format!("{text}---\nنص\n")).refuses(&["a.md"], 1, &["a.md:", "not valid YAML"]);
    let deep = format!("---\ntitle: {}\n---\nنص\n", "[".repeat(DEEP));
    Desk::with("a.md", deep).refuses(&["a.md"], 1, &["a.md:2: ", "not valid YAML"]);
    let deep = format!("+++\ntitle = {}\n+++\nنص\n", "[".repeat(DEEP));
    Desk::with("a.md", deep).refuses(&["a.md"], 1, &["a.md:2: ", "not valid TOML"]);
}

#[test]
fn an_unknown_language() {
    let desk = Desk::with("a.md", "---\ntitle: x\nlanguage: arabic\n---\nنص\n");
    desk.refuses(&["a.md"], 1, &["a.md:3: `language`: `arabic` is not a language tag: did you mean `ar`?"]);
    let desk = Desk::with("a.md", "+++\nlang = \"klingonish\"\n+++\nنص\n");
    desk.refuses(&["a.md"], 1, &["a.md:2: `lang`: `klingonish` is not a language tag"]);
    let desk = Desk::with("book/1.txt", ARTICLE);
    desk.put("book/publication.toml", "language = \"arabic\"\n");
    desk.refuses(&["book"], 1, &["publication.toml:1: `language`: ", "did you mean `ar`?"]);
    desk.refuses(&["book/1.txt", "--language", "arabic"], 2, &["arabic", "did you mean `ar`?"]);
}

#[test]
fn an_unknown_language_in_markup_is_only_noted() {
    let desk = Desk::with("a.html", "<html lang=\"arabic\"><title>عنوان</title><p lang=xx>نص</p>");
    let (told, _) = desk.publishes(&["a.html"]);
    assert_eq!(told["language"]["value"], "ar");
    assert!(codes(&told).contains(&"SRC-004") && messages(&told).contains("arabic"), "{}", messages(&told));
}

#[test]
fn a_wrong_date_or_direction() {
    let desk = Desk::with("a.md", "---\ntitle: x\ndate: أمس\n---\nنص\n");
    desk.refuses(&["a.md"], 1, &["a.md:3: `date`: `أمس` is not a date", "2016-12-07"]);
    let desk = Desk::with("a.md", "---\ndate: 2016-02-30\ndirection: up\n---\nنص\n");
    desk.refuses(&["a.md"], 1, &["a.md:"]);
    let desk = Desk::with("a.txt", ARTICLE);
    desk.refuses(&["a.txt", "--date", "07/12/2016"], 2, &["07/12/2016", "2016-12-07"]);
    desk.refuses(&["a.txt", "--modified", "x"], 2, &["--modified"]);
    desk.refuses(&["a.txt", "--direction", "up"], 2, &["up", "--direction"]);
}

#[test]
fn a_value_of_the_wrong_kind() {
    let desk = Desk::with("a.md", "---\ntitle: [a, b]\n---\nنص\n");
    desk.refuses(&["a.md"], 1, &["a.md:2: `title`: one value is expected"]);
    let desk = Desk::with("book/1.txt", ARTICLE);
    desk.put("book/publication.toml", "order = \"1.txt\"\n");
    desk.refuses(&["book"], 1, &["publication.toml:1: `order`: a list of file names is expected"]);
    desk.put("book/publication.toml", "order = [\"2.txt\"]\n");
    desk.refuses(&["book"], 1, &["publication.toml", "`order`", "2.txt"]);
}

// Titles and names.

#[test]
fn a_title_of_markup_characters() {
    let title = "<b> & \"س\" > 'ص' ]]> </dc:title>";
    let desk = Desk::with("a.txt", format!("{title}\n\nنص"));
    // Without the marks behind runs of signs, so that the words can be looked for as they are.
    let (told, text) = desk.publishes(&["a.txt", "--no-direction-marks"]);
    assert_eq!(told["title"], title);
    assert!(text.contains(title), "{text}");
    // And as the name of the book's file.
    let outcome = desk.build(&["a.txt"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(desk.path("b & س 'ص' ]] dc title.epub").exists(), "{:?}", desk.held());

    let outcome = desk.build(&[
        "a.txt",
        "--title",
        title,
        "--author",
        title,
        "--publisher",
        title,
        "--source",
        title,
        "-o",
        "c.epub",
    ]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    text_of(&fs::read(desk.path("c.epub")).expect("the book"));
}

#[test]
fn a_title_with_bidi_controls_does_not_turn_the_library_round() {
    let desk = Desk::with("a.txt", "عنوان \u{202E}gpj.exe\n\nنص \u{202E}يبقى");
    let (told, text) = desk.publishes(&["a.txt"]);
    assert_eq!(told["title"], "عنوان gpj.exe");
    assert!(
        text.contains("نص يبقى") && codes(&told).contains(&"TYP-011"),
        "what is open in the text is closed by nothing"
    );
    assert!(codes(&told).contains(&"DOC-004") && messages(&told).contains("U+202E"), "{}", messages(&told));
    assert_eq!(desk.build(&["a.txt"]).code, 0);
    assert!(desk.path("عنوان gpj.exe.epub").exists(), "{:?}", desk.held());
}

#[test]
fn a_title_that_no_file_system_takes() {
    for (title, name) in
        [("../../etc/passwd", "etc passwd.epub"), ("CON", "CON_.epub"), ("...", "book.epub"), ("-", "-.epub")]
    {
        let desk = Desk::with("a.txt", ARTICLE);
        assert_eq!(desk.build(&["a.txt", "--title", title]).code, 0);
        let names =
            desk.held().iter().filter_map(|path| path.file_name()?.to_str().map(str::to_owned)).collect::<Vec<_>>();
        assert!(
            names.iter().any(|held| held.trim_start_matches(['.', ' ']) == name || held == name),
            "{title}: {names:?}"
        );
        assert_eq!(names.len(), 2, "{names:?}");
    }
}

#[test]
fn a_title_longer_than_a_file_name_may_be() {
    let desk = Desk::with("a.txt", format!("{}\n\nنص", "كلمة ".repeat(59)));
    assert_eq!(desk.build(&["a.txt"]).code, 0);
    let book = desk.held().into_iter().find(|path| path.extension().is_some_and(|end| end == "epub")).expect("a book");
    assert!(book.file_name().expect("a name").len() <= 105);
}

#[test]
fn two_files_of_one_name_but_for_case() {
    let desk = Desk::with("book/Article.md", "# أول\n\nواحد [إلى](article.md)\n");
    desk.put("book/article.md", "# ثان\n\nاثنان [إلى](Article.md)\n");
    desk.put("book/Sub/a.md", "# ثالث\n\nثلاثة\n");
    desk.put("book/sub/A.md", "# رابع\n\nأربعة\n");
    let (told, text) = desk.publishes(&["book"]);
    for word in ["واحد", "اثنان", "ثلاثة", "أربعة"] {
        assert_eq!(text.matches(word).count(), 1, "{word}");
    }
    let documents = told["documents"].as_array().expect("documents");
    let mut paths =
        documents.iter().map(|document| document["path"].to_string().to_ascii_lowercase()).collect::<Vec<_>>();
    paths.sort();
    paths.dedup();
    assert_eq!(paths.len(), documents.len(), "two documents share a path but for case");
}

#[test]
fn two_inputs_of_one_name() {
    let desk = Desk::with("1/a.md", "# أول\n\nواحد\n");
    desk.put("2/a.md", "# ثان\n\nاثنان\n");
    let (_, text) = desk.publishes(&["1/a.md", "2/a.md", "1/a.md"]);
    assert_eq!((text.matches("واحد").count(), text.matches("اثنان").count()), (2, 1));
}

// Covers.

#[test]
fn a_cover_that_cannot_be_had() {
    let desk = Desk::with("a.txt", ARTICLE);
    desk.refuses(&["a.txt", "--cover", "none.png"], 1, &["none.png: the cover cannot be read"]).with_hint();
    desk.refuses(&["a.txt", "--cover", "."], 1, &[".: the cover "]).with_hint();
    desk.refuses(
        &["a.txt", "--cover", "a.txt"],
        1,
        &["a.txt: the cover is not a JPEG, PNG, GIF, WebP, BMP or TIFF picture"],
    )
    .with_hint();
    desk.put("empty.png", "");
    desk.refuses(&["a.txt", "--cover", "empty.png"], 1, &["empty.png: the cover is not a"]).with_hint();
    fs::File::create(desk.path("big.png")).and_then(|file| file.set_len(1 << 30)).expect("a file");
    desk.refuses(&["a.txt", "--cover", "big.png"], 1, &["big.png: the cover has 1073741824 bytes"]).with_hint();
    desk.put("b.md", "---\ncover: none.png\n---\n# عنوان\n\nنص\n");
    desk.refuses(&["b.md", "--colophon"], 1, &["none.png: the cover cannot be read"]).with_hint();
}

// Where the book goes.

#[test]
fn the_target_is_a_folder() {
    let desk = Desk::with("a.txt", ARTICLE);
    fs::create_dir(desk.path("out")).expect("a folder");
    desk.refuses(&["a.txt", "-o", "out"], 3, &["out: ", "it is a folder"]).with_hint();
    fs::create_dir(desk.path("هدنة في حلب.epub")).expect("a folder");
    desk.refuses(&["a.txt"], 3, &["هدنة في حلب.epub: ", "it is a folder"]).with_hint();
}

#[test]
fn the_folder_of_the_target_is_missing() {
    let desk = Desk::with("a.txt", ARTICLE);
    desk.refuses(&["a.txt", "-o", "out/book.epub"], 3, &["out: ", "there is no such folder"]).with_hint();
}

#[test]
fn the_target_stands_below_a_file() {
    let desk = Desk::with("a.txt", ARTICLE);
    desk.refuses(&["a.txt", "-o", "a.txt/book.epub"], 3, &["a.txt"]).with_hint();
}

#[test]
fn the_target_cannot_be_written() {
    // Permissions do not stop root, /proc does.
    let desk = Desk::with("a.txt", ARTICLE);
    desk.refuses(&["a.txt", "-o", "/proc/book.epub"], 3, &["/proc/book.epub: the book cannot be written"]).with_hint();
}

#[test]
fn the_target_is_the_input() {
    let desk = Desk::with("a.txt", ARTICLE);
    let outcome = desk.build(&["a.txt", "-o", "a.txt"]);
    assert_ne!(outcome.code, 0, "the article was written over by its own book");
    assert_eq!(fs::read_to_string(desk.path("a.txt")).expect("the article"), ARTICLE);
}

#[test]
fn standard_output_is_full() {
    let desk = Desk::with("a.txt", ARTICLE);
    desk.fills_standard_output();
}

#[test]
fn nobody_reads_standard_output() {
    let desk = Desk::with("a.txt", ARTICLE);
    let mut command = desk.command(&["build", "a.txt"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the command runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(!stderr.contains("panicked") && output.status.code() == Some(0), "{} {stderr}", output.status);
}

#[test]
fn the_disk_is_full() {
    // A disk of 64 KB in a name space of its own, which goes with the shell that made it. The article does not fit.
    let text = format!(
        "عنوان\n\n{}",
        (0..100_000).map(|number: u32| format!("{:x} ", number.wrapping_mul(2_654_435_761))).collect::<String>()
    );
    let desk = Desk::with("a.txt", text);
    fs::create_dir(desk.path("disk")).expect("a folder");
    const NO_DISK: i32 = 99;
    let script = "mount -t tmpfs -o size=64k none disk || exit 99
        printf old > disk/book.epub
        \"$0\" build a.txt -o disk/book.epub; code=$?
        echo \"held: $(ls -A disk | tr '\\n' ' ')$(cat disk/book.epub)\"
        exit $code";
    let mut shell = Command::new("sh");
    let inside = "exec unshare --mount sh -c \"$1\" \"$0\" || exit 99";
    shell.current_dir(desk.folder.path()).args(["-c", inside, env!("CARGO_BIN_EXE_warraq"), script]);
    shell.stdin(Stdio::null());
    let outcome = outcome(shell);
    if outcome.code == NO_DISK {
        // Only root may mount. Without that, the other full thing there is has to do.
        println!("NOT DONE: no small disk could be mounted: {}", outcome.stderr);
        return desk.fills_standard_output();
    }
    let held = String::from_utf8_lossy(&outcome.stdout).into_owned();
    assert_eq!(outcome.code, 3, "{} {held}", outcome.stderr);
    assert!(outcome.stderr.contains("disk/book.epub: the book cannot be written"), "{}", outcome.stderr);
    assert_eq!(held.trim(), "held: book.epub old", "the old book is not what it was, or something was left over");
    outcome.with_hint();
}

#[test]
fn a_book_takes_the_place_of_books_only() {
    let desk = Desk::with("a.txt", ARTICLE);
    desk.put("notes.md", "ما كتبه القارئ");
    desk.refuses(&["a.txt", "-o", "notes.md"], 2, &["it is there already, and it is no book"]);
    assert_eq!(fs::read_to_string(desk.path("notes.md")).expect("the notes"), "ما كتبه القارئ");
    desk.put("other.epub", "no book at all");
    assert_eq!(desk.build(&["a.txt", "-o", "other.epub"]).code, 0);
    assert_eq!(desk.build(&["a.txt", "-o", "book.zip"]).code, 0);
    assert_eq!(desk.build(&["a.txt", "-o", "book.zip"]).code, 0);
}

#[test]
fn an_old_book_stays_when_a_build_fails() {
    let desk = Desk::with("a.txt", ARTICLE);
    assert_eq!(desk.build(&["a.txt", "-o", "book.epub"]).code, 0);
    let old = fs::read(desk.path("book.epub")).expect("the book");
    desk.put("a.txt", "");
    desk.refuses(&["a.txt", "-o", "book.epub"], 1, &["it holds no text"]);
    desk.refuses(&["none.txt", "-o", "book.epub"], 1, &["there is no such file"]);
    assert!(fs::read(desk.path("book.epub")).expect("the book") == old);
}

#[test]
fn an_old_book_stays_or_a_new_one_is_whole_when_a_build_is_killed() {
    let text = (0..60_000).map(|number: u32| format!("كلمة{number:x} ")).collect::<String>();
    let desk = Desk::with("old.txt", ARTICLE);
    desk.put("new.txt", format!("عنوان\n\n{text}"));
    let build = ["build", "new.txt", "-o", "book.epub", "--quiet", "--modified", "2016-12-07"];
    // How long a whole build takes here decides when to kill: moments are spread over it and a little beyond.
    let begun = {
        #[allow(clippy::disallowed_methods, reason = "to know when to kill, nothing is asserted of time")]
        std::time::Instant::now()
    };
    assert_eq!(desk.call(&build).code, 0);
    let whole = begun.elapsed();
    let new = fs::read(desk.path("book.epub")).expect("the new book");
    assert_eq!(desk.build(&["old.txt", "-o", "book.epub"]).code, 0);
    let old = fs::read(desk.path("book.epub")).expect("the old book");

    let (mut kept, mut replaced) = (0, 0);
    for try_number in 0..24_u32 {
        fs::write(desk.path("book.epub"), &old).expect("the old book");
        let mut child = desk.command(&build).spawn().expect("the command runs");
        thread::sleep(whole * try_number / 20);
        // It may have ended by itself.
        child.kill().ok();
        child.wait().expect("it ends");
        let found = fs::read(desk.path("book.epub")).expect("there is a book at every moment");
        if found == old {
            kept += 1;
        } else {
            assert!(found == new, "neither the old book nor the new one");
            zip::ZipArchive::new(std::io::Cursor::new(found)).expect("the book is whole");
            replaced += 1;
        }
    }
    println!("{kept} times the old book, {replaced} times the new one");
    assert!(kept > 0, "no build was killed in time");
    // What a kill leaves behind has a name that says what it is, and no build takes it for anything.
    for path in desk.held() {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let left_over = name.starts_with(".warraq-") && name.ends_with(".tmp");
        assert!(left_over || ["old.txt", "new.txt", "book.epub"].contains(&name.as_str()), "{name}");
    }
}

// The call.

#[test]
fn no_arguments_and_no_content() {
    let desk = Desk::new();
    let outcome = desk.call(&[]);
    outcome.failed(2, &["no folder `content`", "Usage"]);
    outcome.with_hint();
    assert!(desk.held().is_empty());
}

#[test]
fn no_arguments_and_a_content_that_is_a_file() {
    Desk::with("content", ARTICLE).call(&[]).failed(2, &["no folder `content`"]);
}

#[test]
fn a_call_that_means_nothing() {
    let desk = Desk::with("a.txt", ARTICLE);
    let calls: [(&[&str], &str); 8] = [
        (&["build"], "content"),
        (&["biuld", "a.txt"], "build"),
        (&["build", "a.txt", "--titel", "x"], "--title"),
        (&["build", "a.txt", "--quiet", "--json"], "--json"),
        (&["build", "a.txt", "--position", "2"], "--series"),
        (&["build", "a.txt", "--format", "docx"], "markdown"),
        (&["build", "a.txt", "--title"], "--title"),
        (&["completions", "tcsh95"], "bash"),
    ];
    for (arguments, said) in calls {
        let before = desk.held();
        desk.call(arguments).failed(2, &[said]);
        assert_eq!(desk.held(), before, "{arguments:?}");
    }
}

#[test]
fn book_and_report_both_to_standard_output() {
    Desk::with("a.txt", ARTICLE).refuses(&["a.txt", "-o", "-", "--json"], 2, &["standard output"]).with_hint();
}

#[test]
fn standard_input_twice() {
    Desk::with("a.txt", ARTICLE)
        .refuses(&["-", "a.txt", "-"], 2, &["standard input can be read only once"])
        .with_hint();
}

#[test]
fn standard_input_with_nothing_in_it() {
    Desk::new().refuses(&["-"], 1, &["standard input: it holds no text"]).with_hint();
}

#[test]
fn an_epoch_that_is_no_number() {
    for nonsense in ["x", "-1", "1e9", "99999999999999999999", "253402300800", "2016-12-07"] {
        let desk = Desk::with("a.txt", ARTICLE);
        let mut command = desk.command(&["build", "a.txt"]);
        command.env("SOURCE_DATE_EPOCH", nonsense);
        outcome(command).failed(2, &["SOURCE_DATE_EPOCH"]);
        assert_eq!(desk.held().len(), 1);
    }
}

#[test]
fn inspect_refuses_what_is_no_book() {
    let desk = Desk::with("a.txt", ARTICLE);
    desk.put("empty.epub", "");
    desk.put("png.epub", PNG);
    desk.put("zip.epub", b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    assert_eq!(desk.build(&["a.txt", "-o", "whole.epub"]).code, 0);
    let whole = fs::read(desk.path("whole.epub")).expect("the book");
    desk.put("cut.epub", &whole[..whole.len() / 2]);
    for name in ["none.epub", "a.txt", "empty.epub", "png.epub", "zip.epub", "cut.epub", "."] {
        let outcome = desk.call(&["inspect", name]);
        outcome.failed(1, &[&format!("{name}: ")]);
    }
}

#[test]
fn a_dry_run_writes_nothing_and_finds_the_same_faults() {
    let desk = Desk::with("a.txt", ARTICLE);
    let before = desk.held();
    let outcome = desk.build(&["a.txt", "--dry-run"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert_eq!(desk.held(), before);
    desk.refuses(&["none.txt", "--dry-run"], 1, &["there is no such file"]);
    desk.refuses(&["a.txt", "--dry-run", "-o", "none/x.epub"], 3, &["there is no such folder"]);
    let outcome = desk.build(&["a.txt", "--dry-run", "-o", "-"]);
    assert!(!outcome.stdout.starts_with(b"PK"));
}
