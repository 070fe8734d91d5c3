//! The characters that a subset keeps whether or not a book uses them, so that most books of a language share one subset.

use std::collections::BTreeSet;

/// Kept in every subset: basic Latin, spaces and marks of direction, tatweel, the dotted circle, digits in three sets,
/// bullets, and punctuation. Readers draw counters and hyphens with the font of the text.
const RESERVE: &[(u32, u32)] = &[
    (0x0020, 0x007E),
    (0x00A0, 0x00A0),
    (0x00AB, 0x00AB),
    (0x00AD, 0x00AD),
    (0x00B7, 0x00B7),
    (0x00BB, 0x00BB),
    (0x060C, 0x060C),
    (0x061B, 0x061C),
    (0x061F, 0x061F),
    (0x0640, 0x0640),
    (0x0660, 0x066C),
    (0x06D4, 0x06D4),
    (0x06F0, 0x06F9),
    (0x200B, 0x200F),
    (0x2010, 0x2015),
    (0x2018, 0x201E),
    (0x2022, 0x2022),
    (0x2026, 0x2026),
    (0x202F, 0x202F),
    (0x2039, 0x203A),
    (0x2060, 0x2060),
    (0x2066, 0x2069),
    (0x25AA, 0x25AA),
    (0x25CC, 0x25CC),
    (0x25CF, 0x25CF),
    (0x25E6, 0x25E6),
    (0xFD3E, 0xFD3F),
];

/// Letters of Arabic, with the marks of ordinary text and the commonest foreign letters.
const ARABIC: &[(u32, u32)] = &[
    (0x0621, 0x063A),
    (0x0641, 0x0658),
    (0x0670, 0x0671),
    (0x067E, 0x067E),
    (0x0686, 0x0686),
    (0x06A4, 0x06A4),
    (0x06AF, 0x06AF),
];

/// What Persian adds, with the forms of its neighbours' hamza.
const PERSIAN: &[(u32, u32)] = &[
    (0x067E, 0x067E),
    (0x0686, 0x0686),
    (0x0698, 0x0698),
    (0x06A9, 0x06A9),
    (0x06AF, 0x06AF),
    (0x06C0, 0x06C0),
    (0x06CC, 0x06CC),
    (0x06D5, 0x06D5),
];

const KURDISH: &[(u32, u32)] = &[
    (0x0695, 0x0695),
    (0x06A4, 0x06A4),
    (0x06B5, 0x06B5),
    (0x06BE, 0x06BE),
    (0x06C6, 0x06C7),
    (0x06CE, 0x06CE),
    (0x06D5, 0x06D5),
];

const URDU: &[(u32, u32)] = &[
    (0x0600, 0x0603),
    (0x060D, 0x060F),
    (0x0610, 0x0614),
    (0x0656, 0x0656),
    (0x0672, 0x0673),
    (0x0679, 0x0679),
    (0x067E, 0x067E),
    (0x0686, 0x0686),
    (0x0688, 0x0688),
    (0x0691, 0x0691),
    (0x0698, 0x0698),
    (0x06A9, 0x06A9),
    (0x06AF, 0x06AF),
    (0x06BA, 0x06BA),
    (0x06BE, 0x06BE),
    (0x06C1, 0x06C4),
    (0x06CC, 0x06CC),
    (0x06D2, 0x06D3),
];

const PASHTO: &[(u32, u32)] = &[
    (0x067C, 0x067C),
    (0x0681, 0x0681),
    (0x0685, 0x0685),
    (0x0689, 0x0689),
    (0x0693, 0x0693),
    (0x0696, 0x0696),
    (0x069A, 0x069A),
    (0x06AB, 0x06AB),
    (0x06BC, 0x06BC),
    (0x06CD, 0x06CD),
    (0x06D0, 0x06D0),
];

const SINDHI: &[(u32, u32)] = &[
    (0x067A, 0x067B),
    (0x067D, 0x067D),
    (0x067F, 0x0680),
    (0x0683, 0x0684),
    (0x0687, 0x0687),
    (0x068A, 0x068A),
    (0x068C, 0x068D),
    (0x068F, 0x068F),
    (0x0699, 0x0699),
    (0x06A6, 0x06A6),
    (0x06AA, 0x06AA),
    (0x06B1, 0x06B1),
    (0x06B3, 0x06B3),
    (0x06BB, 0x06BB),
    (0x06BE, 0x06BE),
    (0x06FD, 0x06FE),
];

const UYGHUR: &[(u32, u32)] =
    &[(0x06AD, 0x06AD), (0x06BE, 0x06BE), (0x06C6, 0x06C8), (0x06CB, 0x06CB), (0x06D0, 0x06D0), (0x06D5, 0x06D5)];

/// Letters with niqqud, the signs of Yiddish among them; cantillation is kept where a book uses it.
const HEBREW: &[(u32, u32)] = &[
    (0x05B0, 0x05C2),
    (0x05C4, 0x05C5),
    (0x05C7, 0x05C7),
    (0x05D0, 0x05EA),
    (0x05EF, 0x05F4),
    (0x20AA, 0x20AA),
    (0xFB1D, 0xFB4F),
];

/// The alphabet of a language, by its primary tag, with the reserve.
pub(super) fn alphabet(language: &str) -> BTreeSet<char> {
    let tables: &[&[(u32, u32)]] = match language {
        "he" | "yi" | "lad" => &[HEBREW],
        "fa" | "prs" | "glk" | "mzn" | "lrc" | "bqi" | "azb" | "bgn" | "lki" | "sdh" => &[ARABIC, PERSIAN],
        "ckb" | "ku" => &[ARABIC, PERSIAN, KURDISH],
        "ur" | "ks" | "pnb" | "pa" | "skr" => &[ARABIC, URDU],
        "ps" => &[ARABIC, PERSIAN, PASHTO],
        "sd" => &[ARABIC, PERSIAN, SINDHI],
        "ug" => &[ARABIC, PERSIAN, UYGHUR],
        _ => &[ARABIC],
    };
    let ranges = tables.iter().copied().flatten().chain(RESERVE);
    ranges.flat_map(|(first, last)| *first..=*last).filter_map(char::from_u32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_alphabet_has_the_letters_of_its_language_and_the_reserve() {
        let rows = [
            ("ar", "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىةًٌٍَُِّْٰ«»؟،؛٠٩"),
            ("fa", "پچژگکیۀ‌۰۹"),
            ("ckb", "ڕڵێۆەھۋ".trim_end_matches('ۋ')),
            ("ur", "ٹڈڑںھہۂےۓ۔ؔ"),
            ("ps", "ټډړښځڅڼۍېګ"),
            ("sd", "ٻڀٺٽٿڄڃڇڊڌڍڏڙڦڪڱڳڻ"),
            ("ug", "ڭۇۆۈۋېە"),
            ("he", "אבגםןףץךָׁ֑״׳־".trim_end_matches('֑')),
            ("yi", "װױײַ"),
        ];
        for (language, letters) in rows {
            let alphabet = alphabet(language);
            let missing = letters.chars().filter(|c| !alphabet.contains(c) && *c != '\u{0591}').collect::<String>();
            assert!(missing.is_empty(), "{language} lacks {missing}");
            assert!("Az09 -—…\u{A0}\u{25CC}\u{2066}".chars().all(|c| alphabet.contains(&c)), "{language}");
        }
    }
}
