//! The name of a book's file: its title, safe for every file system, short enough for readers that cut names.

use icu_normalizer::ComposingNormalizerBorrowed;
use unicode_segmentation::UnicodeSegmentation;

/// The most bytes of a name before its `.epub`: FAT and some readers cut at 240 bytes or less, and copies get longer.
const LONGEST_STEM: usize = 100;

/// A title as a file name, without folder: `هدنة في حلب.epub`.
pub fn file_name(title: &str) -> String {
    format!("{}.epub", file_stem(title))
}

/// A title as a file name without its end: safe for every file system and of a length that all of them take.
pub fn file_stem(title: &str) -> String {
    let mut stem = String::new();
    // One name for one title, however its letters are put together (NFC): file systems differ in that.
    for c in ComposingNormalizerBorrowed::new_nfc().normalize(title).chars() {
        match c {
            // No file system of an e-reader takes these.
            '\\' | '/' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => stem.push(' '),
            // A name that looks otherwise than it is, or turns round what follows it, deceives.
            '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{61C}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}' => {}
            c if c.is_control() => stem.push(' '),
            c => stem.push(c),
        }
    }
    let stem = stem.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut cut = String::new();
    for letter in stem.graphemes(true) {
        if cut.len() + letter.len() > LONGEST_STEM {
            break;
        }
        cut.push_str(letter);
    }
    let cut = cut.trim_matches(['.', ' ', '\u{200C}', '\u{200D}']);
    match cut {
        "" => "book".to_owned(),
        cut if is_device(cut) => format!("{cut}_"),
        cut => cut.to_owned(),
    }
}

/// Names that Windows keeps for devices, whatever follows the first dot.
fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or(stem).trim_end().to_ascii_uppercase();
    let numbered = |prefix: &str| {
        name.strip_prefix(prefix)
            .is_some_and(|rest| rest.len() == 1 && rest != "0" && rest.as_bytes()[0].is_ascii_digit())
    };
    matches!(name.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        let long = "موسكو تتجاهل مبادرة هدنة في حلب قدمتها المعارضة السورية المسلحة يوم الأربعاء";
        let rows = [
            ("هدنة في حلب", "هدنة في حلب.epub"),
            ("a/b: c? <d> \"e\"", "a b c d e.epub"),
            ("...", "book.epub"),
            ("\u{202E}evil\u{202C}", "evil.epub"),
            ("con", "con_.epub"),
            ("COM1.txt", "COM1.txt_.epub"),
            ("console", "console.epub"),
            ("می\u{200C}خواهم", "می\u{200C}خواهم.epub"),
            ("أ ئ e\u{301}", "أ ئ é.epub"),
            ("ا\u{654} י\u{5B4}", "أ י\u{5B4}.epub"),
        ];
        for (title, name) in rows {
            assert_eq!(file_name(title), name);
        }
        let name = file_name(long);
        assert!(name.len() <= LONGEST_STEM + 5 && long.starts_with(name.trim_end_matches(".epub")));
        // A letter with its marks is not taken apart.
        let marked = "بِّ".repeat(40);
        assert!(marked.starts_with(file_name(&marked).trim_end_matches(".epub")));
        assert_eq!(file_name(&marked).trim_end_matches(".epub").chars().count() % 3, 0);
    }
}
