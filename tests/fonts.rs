//! Fonts in whole books: which ones, where they stand, what names them, and what they hold.

#![cfg(all(feature = "cli", feature = "fonts"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::process::Command;

use common::{build, keep, parsed, texts_of};
use serde_json::Value;
use skrifa::font::Font;
use warraq::{FontCache, FontFamily, FontSetting, Input, Modified, Publication};

const ARABIC: &str =
    "# هدنة في حلب\n\nتقدمت فصائل المعارضة **بمبادرة** تتضمن هدنة مدتها خمسة أيام، و`code` ثم PDF وC++ سنة 2016.\n";
const PERSIAN: &str = "# نیمه‌شب\n\nمی‌خواهم کتاب‌های ژاله را *بخوانم*؛ پیامبر گفت: «چه روزی!» ۱۳۹۵\n";
const URDU: &str = "# پاکستان کے لوگ\n\nیہ ایک **مضمون** ہے جس میں ٹھیک ٹھاک اردو ہے۔ چیئرمین صاحب صحیح کہتے ہیں۔\n";
const HEBREW: &str = "# שלום עולם\n\nבְּרֵאשִׁית **בָּרָא** אֱלֹהִים אֵת הַשָּׁמַיִם וְאֵת הָאָרֶץ. צה״ל, 2016.\n";
const VAZIRMATN: &str = "assets/fonts/Vazirmatn/Vazirmatn-Regular.ttf";

/// An article in a folder of its own, and the book that comes of it with these arguments.
fn article(text: &str, arguments: &[&str]) -> (Vec<u8>, Value) {
    article_beside(text, &[], arguments)
}

fn article_beside(text: &str, files: &[(&str, &[u8])], arguments: &[&str]) -> (Vec<u8>, Value) {
    outcome(text, files, arguments).done(text)
}

fn outcome(text: &str, files: &[(&str, &[u8])], arguments: &[&str]) -> common::Run {
    let work = tempfile::tempdir().unwrap();
    let folder = work.path().join("book");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("article.md"), text).unwrap();
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
    build(&folder, &[arguments, &["--", "article.md"]].concat())
}

fn names(book: &[u8]) -> BTreeSet<String> {
    zip::ZipArchive::new(Cursor::new(book)).unwrap().file_names().map(|name| name.unwrap().into_owned()).collect()
}

fn file(book: &[u8], name: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut bytes = Vec::new();
    archive.by_name(&format!("OEBPS/{name}")).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

fn text(book: &[u8], name: &str) -> String {
    String::from_utf8(file(book, name)).unwrap()
}

/// What the manifest says of fonts: address and media type.
fn manifest(book: &[u8]) -> Vec<(String, String)> {
    let package = text(book, "content.opf");
    let package = parsed("content.opf", &package);
    let items = package.descendants().filter(|node| node.tag_name().name() == "item");
    let items = items.map(|item| (item.attribute("href").unwrap(), item.attribute("media-type").unwrap()));
    items.filter(|(_, kind)| kind.starts_with("font/")).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

fn code<'a>(report: &'a Value, code: &str) -> Vec<&'a str> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings.filter(|finding| finding["code"] == code).map(|finding| finding["message"].as_str().unwrap()).collect()
}

#[test]
fn each_language_has_its_family_in_the_styles_it_uses() {
    let rows = [
        (ARABIC, "Amiri", "amiri", "amiri", "serif"),
        (PERSIAN, "Vazirmatn", "vazirmatn", "vazirmatn", "sans-serif"),
        (URDU, "Noto Nastaliq Urdu", "noto-nastaliq-urdu", "noto-nastaliq-urdu", "serif"),
        (HEBREW, "Noto Serif Hebrew", "noto-serif-hebrew", "noto-serif-hebrew", "serif"),
    ];
    for (article_text, family, stem, class, generic) in rows {
        let (book, report) = article(article_text, &[]);
        keep(&book, &format!("fonts-{class}.epub"));
        let files = [format!("fonts/{stem}-regular.ttf"), format!("fonts/{stem}-bold.ttf")];
        let expected = files.clone().map(|file| (file, "font/ttf".to_owned()));
        assert_eq!(manifest(&book), expected, "{family}");
        let css = text(&book, "styles/rtl.css");
        for (file, weight) in files.iter().zip(["normal", "bold"]) {
            let face = format!(
                "@font-face {{ font-family: \"{family}\"; font-weight: {weight}; font-style: normal; src: url(../{file}); }}"
            );
            assert!(css.contains(&face), "{css}");
        }
        assert!(css.contains(&format!(".{class}, pre.{class} {{ font-family: \"{family}\", {generic}; }}")), "{css}");
        assert!(text(&book, "text/ch0001.xhtml").contains(&format!(" {class}\" dir=\"rtl\">")), "{family}");
        assert!(text(&book, "content.opf").contains("<meta property=\"ibooks:specified-fonts\">true</meta>"));
        // The licence stands in the container, and nothing names it.
        let licence = format!("fonts/{class}-ofl.txt");
        assert!(text(&book, &licence).contains("SIL OPEN FONT LICENSE Version 1.1"));
        for (name, text) in
            texts_of(&book, |name| [".opf", ".xhtml", ".css", ".ncx"].iter().any(|end| name.ends_with(end)))
        {
            assert!(!text.contains(&licence), "{name}");
        }
        let inspection = warraq::check::inspect(Cursor::new(&book)).unwrap();
        assert!(inspection.problems.is_empty(), "{:?}", inspection.problems);
        let fonts = report["fonts"].as_array().unwrap();
        assert!(fonts.iter().all(|font| font["subset"] == true), "{fonts:?}");
        assert_eq!(code(&report, "RES-004"), Vec::<&str>::new(), "{family}");
        every_letter_is_in_the_subset(&book);
    }
}

/// Looks at the finished files: every character of the text is in the font, in the regular one at least.
fn every_letter_is_in_the_subset(book: &[u8]) {
    let (regular, _) = &manifest(book)[0];
    let font = Font::new(file(book, regular), 0).unwrap();
    let documents = texts_of(book, |name| name.ends_with(".xhtml"));
    for (name, xhtml) in documents {
        let document = parsed(&name, &xhtml);
        for c in document.descendants().filter_map(|node| node.text()).flat_map(str::chars) {
            let hidden =
                c.is_whitespace() || ('\u{2066}'..='\u{2069}').contains(&c) || matches!(c, '\u{200C}'..='\u{200F}');
            assert!(hidden || font.charmap().map_unicode(c).is_some(), "{name}: {c} is not in {regular}");
        }
    }
}

#[test]
fn without_fonts_nothing_of_them_is_left() {
    let english = "# A truce\n\nNothing here runs from right to left.\n";
    for (article_text, arguments) in [(ARABIC, &["--font", "none"][..]), (english, &[])] {
        let (book, report) = article(article_text, arguments);
        assert!(names(&book).iter().all(|name| !name.contains("fonts/")));
        assert!(report.get("fonts").is_none());
        for (name, text) in texts_of(&book, |_| true) {
            assert!(
                !text.contains("@font-face") && !text.contains("amiri") && !text.contains(">true<"),
                "{name}: {text}"
            );
        }
    }
}

#[test]
fn a_book_of_several_scripts_has_a_family_for_each() {
    let mixed = format!(
        "{ARABIC}\n<div lang=\"ur\" dir=\"rtl\">\n\nیہ ایک مضمون ہے، ٹھیک ٹھاک\n\n</div>\n\nقال: שלום ثم سكت.\n"
    );
    let (book, report) = article(&mixed, &["--language", "ar"]);
    keep(&book, "fonts-several.epub");
    let files = manifest(&book).into_iter().map(|(file, _)| file).collect::<Vec<_>>();
    let expected = [
        "fonts/amiri-regular.ttf",
        "fonts/amiri-bold.ttf",
        "fonts/noto-nastaliq-urdu-regular.ttf",
        "fonts/noto-serif-hebrew-regular.ttf",
    ];
    assert_eq!(files, expected);
    assert!(text(&book, "text/ch0001.xhtml").contains("<div class=\"nastaliq noto-nastaliq-urdu\" lang=\"ur\""));
    assert!(
        text(&book, "styles/rtl.css")
            .contains(".amiri, pre.amiri { font-family: \"Amiri\", \"Noto Serif Hebrew\", serif; }")
    );
    // A family that only helps out has no more than what it helps with.
    assert!(file(&book, "fonts/noto-serif-hebrew-regular.ttf").len() < 8_000);
    assert_eq!(code(&report, "RES-004"), Vec::<&str>::new());
    let english = "# Words\n\nThe words for a truce are هدنة في حلب in Arabic.\n\n<p dir=\"rtl\">هدنة في حلب</p>\n";
    let (book, _) = article(english, &[]);
    assert_eq!(manifest(&book).len(), 1);
    let chapter = text(&book, "text/ch0001.xhtml");
    assert!(
        chapter.contains("<body class=\"latin\"")
            && chapter.contains("<span class=\"amiri\" dir=\"rtl\">هدنة في حلب</span>")
    );
}

#[test]
fn headings_may_have_another_font_than_the_text() {
    let (book, _) = article(ARABIC, &["--heading-font", "vazirmatn"]);
    let chapter = text(&book, "text/ch0001.xhtml");
    assert!(
        chapter.contains("<body class=\"naskh amiri\"") && chapter.contains(" class=\"vazirmatn\">هدنة في حلب</h1>"),
        "{chapter}"
    );
    assert!(manifest(&book).iter().any(|(file, _)| file == "fonts/vazirmatn-bold.ttf"));
    let (book, _) = article(ARABIC, &["--heading-font", "none"]);
    assert!(text(&book, "text/ch0001.xhtml").contains(" class=\"own-font\">هدنة في حلب</h1>"));
    assert!(text(&book, "styles/rtl.css").contains(".own-font, pre.own-font { font-family: serif; }"));
    let (book, _) = article(&format!("---\nfont: vazirmatn\n---\n\n{ARABIC}"), &[]);
    assert!(text(&book, "text/ch0001.xhtml").contains("<body class=\"naskh vazirmatn\""));
}

#[test]
fn what_a_chosen_font_lacks_is_said_and_shown_by_another() {
    let (book, report) = article("# متن\n\nکتاب\u{6D6} شلوم שלום و 漢\n", &["--language", "fa", "--font", "Vazirmatn"]);
    let message = code(&report, "RES-004")[0];
    assert!(message.starts_with("Vazirmatn has no letter for U+05D5 (once), U+05DC (once)"), "{message}");
    assert!(message.contains("U+06D6 (once)") && message.contains("U+6F22 (once)"), "{message}");
    assert!(message.ends_with("shown by Amiri and Noto Serif Hebrew and the reader's own font"), "{message}");
    let css = text(&book, "styles/rtl.css");
    assert!(css.contains(
        ".vazirmatn, pre.vazirmatn { font-family: \"Vazirmatn\", \"Amiri\", \"Noto Serif Hebrew\", sans-serif; }"
    ));
    let (book, report) = article("# ދިވެހި\n\nދިވެހި ބަހުން ލިޔެފައިވާ މަޒުމޫނެކެވެ\n", &["--language", "dv"]);
    assert!(manifest(&book).is_empty());
    assert_eq!(
        code(&report, "RES-003"),
        ["no font that is shipped has the letters of `dv`: the reader's own show them"]
    );
}

#[test]
fn a_font_of_ones_own_is_found_beside_what_names_it() {
    let font = fs::read(VAZIRMATN).unwrap();
    let text_of = |name: &str| format!("---\nfont: {name}\n---\n\n{PERSIAN}");
    let (book, report) = article_beside(&text_of("my.ttf"), &[("my.ttf", &font)], &[]);
    keep(&book, "fonts-own.epub");
    assert_eq!(manifest(&book), [("fonts/font-1-regular.ttf".to_owned(), "font/ttf".to_owned())]);
    assert!(text(&book, "styles/rtl.css").contains("{ font-family: \"Vazirmatn 1\", serif; }"));
    assert!(report["fonts"][0]["subset"] == true && file(&book, "fonts/font-1-regular.ttf").len() < font.len());

    let (packed, _) = article_beside(&text_of("my.woff"), &[("my.woff", &woff(&font))], &[]);
    let size = |book: &[u8]| file(book, "fonts/font-1-regular.ttf").len();
    assert_eq!(size(&packed), size(&book));

    // No real one: a font whose outlines claim to be PostScript, for the way such a font takes.
    let mut otf = font.clone();
    otf[..4].copy_from_slice(b"OTTO");
    rename(&mut otf, b"glyf", b"CFF ");
    let (book, report) = article_beside(&text_of("my.otf"), &[("my.otf", &otf)], &[]);
    assert_eq!(manifest(&book), [("fonts/font-1-regular.otf".to_owned(), "font/otf".to_owned())]);
    assert_eq!(file(&book, "fonts/font-1-regular.otf"), otf);
    assert!(code(&report, "RES-005")[0].contains("its outlines are of the PostScript kind"));
}

#[test]
fn a_wrong_font_is_named_with_what_to_do() {
    let font = fs::read(VAZIRMATN).unwrap();
    let mut forbidden = font.clone();
    let at = table(&font, b"OS/2") + 8;
    forbidden[at..at + 2].copy_from_slice(&[0, 2]);
    let rows: [(&str, &[u8], &str); 6] = [
        ("none.ttf", &[], "the font cannot be used: it is not a TrueType, OpenType or WOFF font"),
        ("text.ttf", b"this is no font at all", "the font cannot be used: it is not a TrueType, OpenType or WOFF font"),
        ("half.ttf", &font[..2000], "the font cannot be used: it is damaged"),
        (
            "two.woff2",
            b"wOF2 and so on",
            "the font cannot be used: it is packed as WOFF2, which many e-readers cannot open",
        ),
        ("bad.woff", b"wOFF and so on", "the font cannot be used: it is a damaged WOFF file"),
        ("no.ttf", &forbidden, "the font says that it may not be embedded in documents"),
    ];
    for (name, bytes, said) in rows {
        let run = outcome(PERSIAN, &[(name, bytes)], &["--font", name]);
        assert_eq!(run.exit, 1, "{name}: {}", run.stderr);
        assert!(run.stderr.contains(&format!("{name}: {said}")) && run.stderr.contains("hint: "), "{}", run.stderr);
    }
    let run = outcome(PERSIAN, &[], &["--font", "missing.ttf"]);
    assert!(run.exit == 1 && run.stderr.contains("missing.ttf: the font cannot be read"), "{}", run.stderr);
    let run = outcome(PERSIAN, &[], &["--font", "vazirmaten"]);
    assert!(run.exit == 2 && run.stderr.contains("did you mean `Vazirmatn`?"), "{}", run.stderr);
    let run = outcome(&format!("---\nfont: Amirri\n---\n{ARABIC}"), &[], &[]);
    assert!(run.exit == 1 && run.stderr.contains("`font`: `Amirri` is not a font that warraq knows"), "{}", run.stderr);
}

#[test]
fn the_cache_changes_no_byte_whatever_its_state() {
    let epoch = Modified::from_epoch(1_700_000_000).unwrap();
    let publish = |cache: FontCache| {
        let mut book = Cursor::new(Vec::new());
        let publication = Publication::new().input(Input::markdown(ARABIC)).epoch(epoch).font_cache(cache);
        publication.write(&mut book).unwrap();
        book.into_inner()
    };
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("warraq/fonts");
    let expected = publish(FontCache::off());
    let check = |what: &str| assert!(publish(FontCache::in_folder(&place)) == expected, "{what}");
    check("empty");
    let entries = || fs::read_dir(&place).unwrap().map(|entry| entry.unwrap().path()).collect::<BTreeSet<_>>();
    let (kept, contents) = (entries(), |paths: &BTreeSet<std::path::PathBuf>| {
        paths.iter().map(|path| fs::read(path).unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(kept.len(), 4, "{kept:?}");
    let whole = contents(&kept);
    check("full");
    for damage in [&b""[..], b"no entry", &whole[0][..40]] {
        kept.iter().for_each(|path| fs::write(path, damage).unwrap());
        check("damaged");
        assert!(contents(&entries()) == whole, "damaged entries are written anew");
    }
    let shared = FontCache::in_memory();
    assert!(publish(shared.clone()) == expected && publish(shared) == expected);
    fs::remove_dir_all(&place).unwrap();
    fs::write(&place, "a file where the folder should be").unwrap();
    check("without a folder");
}

#[test]
fn the_command_keeps_fonts_in_the_users_cache_unless_told_not_to() {
    let work = tempfile::tempdir().unwrap();
    fs::write(work.path().join("a.md"), ARABIC).unwrap();
    let run = |arguments: &[&str], book: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
        command
            .current_dir(&work)
            .env("XDG_CACHE_HOME", work.path().join("cache"))
            .env("SOURCE_DATE_EPOCH", common::EPOCH);
        let output = command.args(["build", "a.md", "-o", book]).args(arguments).output().unwrap();
        assert!(output.status.success());
        fs::read(work.path().join(book)).unwrap()
    };
    let without = run(&["--no-cache"], "1.epub");
    assert!(!work.path().join("cache").exists());
    let (first, second) = (run(&[], "2.epub"), run(&[], "3.epub"));
    assert!(work.path().join("cache/warraq/fonts").is_dir());
    assert!(without == first && first == second);
}

#[test]
fn the_command_lists_what_is_shipped_and_what_a_text_needs() {
    let work = tempfile::tempdir().unwrap();
    fs::write(work.path().join("a.md"), URDU).unwrap();
    let call = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
        command.current_dir(&work).env("XDG_CACHE_HOME", work.path().join("cache"));
        let output = command.arg("fonts").args(arguments).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stdout).unwrap()
    };
    let list = call(&[]);
    for family in FontFamily::ALL {
        assert!(list.contains(family.as_str()), "{list}");
    }
    assert!(list.contains("licence    SIL Open Font License 1.1") && list.contains("regular ("), "{list}");
    let shipped: Value = serde_json::from_str(&call(&["--json"])).unwrap();
    assert_eq!(shipped.as_array().map(Vec::len), Some(4));
    let needs = call(&["a.md"]);
    assert!(needs.contains("language   ur") && needs.contains("Noto Nastaliq Urdu, bold"), "{needs}");
    let needs: Value = serde_json::from_str(&call(&["a.md", "--json", "--font", "amiri"])).unwrap();
    assert_eq!(needs["fonts"][0]["family"], "Amiri");
    assert!(needs["script"] == "Arab" && needs["fonts"][0]["characters"].as_str().unwrap().contains('ٹ'));
}

#[test]
fn a_single_setting_serves_a_whole_batch() {
    let cache = FontCache::in_memory();
    for text in [ARABIC, PERSIAN] {
        let publication = Publication::new().input(Input::markdown(text)).font_cache(cache.clone());
        let publication = publication.font(FontSetting::Family(FontFamily::Amiri)).heading_font(FontSetting::Auto);
        let report = publication.write(Cursor::new(Vec::new())).unwrap();
        assert_eq!(report.fonts[0].family, "Amiri");
    }
}

/// Where a table's data begin.
fn table(font: &[u8], tag: &[u8; 4]) -> usize {
    let at = (12..).step_by(16).find(|at| &font[*at..at + 4] == tag).unwrap();
    u32::from_be_bytes(font[at + 8..at + 12].try_into().unwrap()) as usize
}

fn rename(font: &mut [u8], from: &[u8; 4], to: &[u8; 4]) {
    let at = (12..).step_by(16).find(|at| &font[*at..at + 4] == from).unwrap();
    font[at..at + 4].copy_from_slice(to);
}

/// A font packed as WOFF 1.0.
fn woff(font: &[u8]) -> Vec<u8> {
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let word = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().unwrap());
    let (mut directory, mut data) = (Vec::new(), Vec::new());
    for at in (0..count).map(|number| 12 + 16 * number) {
        let (offset, length) = (word(at + 8) as usize, word(at + 12) as usize);
        let mut packed = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
        packed.write_all(&font[offset..offset + length]).unwrap();
        let packed = packed.finish().unwrap();
        let packed = if packed.len() < length { packed } else { font[offset..offset + length].to_vec() };
        let place = 44 + 20 * count + data.len();
        for number in [word(at), place as u32, packed.len() as u32, length as u32, word(at + 4)] {
            directory.extend(number.to_be_bytes());
        }
        data.extend(packed);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    let mut head = b"wOFF".to_vec();
    head.extend(&font[..4]);
    head.extend(((44 + directory.len() + data.len()) as u32).to_be_bytes());
    head.extend((count as u16).to_be_bytes());
    head.resize(44, 0);
    [head, directory, data].concat()
}
