//! Which blocks need more room between their lines: those whose letters carry many marks, as poetry, children's books and
//! the Quran do. Marks stand above and below the letters, and where several are stacked lines of the usual height touch.

use crate::document::Inline;
use crate::document::inlines::each_inline;
use crate::publication::Direction;

/// Fewer marks than this are a word or two whose reading is shown, which no line height has to change for.
const FEW: usize = 8;

/// The class of words of which at least every fourth letter carries a mark, or that quote verses of the Quran, between
/// their brackets, so: `vocalised` for the Arabic script, `pointed` for Hebrew; otherwise empty.
pub(super) fn vocalisation(words: &[Inline]) -> &'static str {
    vocalisation_of(std::iter::once(words))
}

/// The same of several parts together.
pub(super) fn vocalisation_of<'a>(parts: impl Iterator<Item = &'a [Inline]>) -> &'static str {
    let (mut all, mut verses) = (Count::default(), Count::default());
    let mut see = |inline: &Inline| {
        if let Inline::Text(text) = inline
            // Asked of the bytes first: most texts have no marks.
            && (text.as_bytes().windows(2).any(is_mark_in_bytes) || text.contains(is_bracket))
        {
            count(text, &mut all, &mut verses);
        } else if let Inline::Text(text) = inline {
            // Two bytes to a letter is near enough for what has no marks.
            all.letters += text.len() / 2;
        }
    };
    parts.for_each(|words| each_inline(words, &mut see));
    if all.arabic + all.hebrew < FEW {
        ""
    } else if all.hebrew * 4 >= all.letters {
        "pointed"
    } else if all.arabic * 4 >= all.letters || (verses.arabic > 0 && verses.arabic * 4 >= verses.letters) {
        "vocalised"
    } else {
        ""
    }
}

#[derive(Default)]
struct Count {
    letters: usize,
    arabic: usize,
    hebrew: usize,
}

fn count(text: &str, all: &mut Count, verses: &mut Count) {
    // Both brackets are used both ways round.
    for (part, within) in text.split(is_bracket).zip([false, true].into_iter().cycle()) {
        let mut own = Count::default();
        for c in part.chars() {
            match c {
                '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}' => own.arabic += 1,
                '\u{6EA}'..='\u{6ED}' | '\u{8D3}'..='\u{8FF}' => own.arabic += 1,
                '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C2}' | '\u{5C4}'..='\u{5C7}' => own.hebrew += 1,
                c if Direction::of_letter(c).is_some() => own.letters += 1,
                _ => {}
            }
        }
        for count in std::iter::once(&mut *all).chain(within.then_some(&mut *verses)) {
            count.letters += own.letters;
            count.arabic += own.arabic;
            count.hebrew += own.hebrew;
        }
    }
}

/// The ornate brackets around verses of the Quran.
fn is_bracket(c: char) -> bool {
    matches!(c, '\u{FD3E}' | '\u{FD3F}')
}

/// Whether two bytes of UTF-8 are a mark of Arabic or Hebrew, or begin like one.
fn is_mark_in_bytes(bytes: &[u8]) -> bool {
    matches!(
        bytes,
        [0xD9, 0x8B..=0x9F | 0xB0] | [0xDB, 0x96..=0xAD] | [0xD6, 0x91..=0xBF] | [0xD7, 0x80..=0x87] | [0xE0, 0xA3]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows() {
        let rows = [
            ("no marks", "هذا نص عربي بلا حركات كما تكتب المقالات", ""),
            ("a word shown", "كتب عن العَقْد الذي وُقّع قبل سنوات كثيرة وعن العِقد الذي ضاع منها في الطريق إلى البيت", ""),
            ("a poem", "قِفَا نَبْكِ مِنْ ذِكْرَى حَبِيبٍ وَمَنْزِلِ", "vocalised"),
            (
                "a verse quoted",
                "قال تعالى في محكم كتابه الكريم في أول سورة نزلت على النبي وهو في غار حراء ﴿ٱقۡرَأۡ بِٱسۡمِ رَبِّكَ ٱلَّذِي خَلَقَ﴾ وهذه أول كلمة نزلت من القرآن الكريم كله كما يقول أهل العلم",
                "vocalised",
            ),
            ("brackets without marks", "قال تعالى ﴿اقرأ باسم ربك﴾", ""),
            ("Persian", "این یک متن فارسی است", ""),
            ("niqqud", "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם", "pointed"),
            ("maqaf and geresh", "בית־ספר צה״ל", ""),
        ];
        for (what, text, class) in rows {
            assert_eq!(vocalisation(&[Inline::Text(text.into())]), class, "{what}");
        }
        let parts = [Inline::Text("قِفَا نَبْكِ مِنْ ذِكْرَى".into()), Inline::Text("a long text without any mark ".repeat(9))];
        assert_eq!(vocalisation(&parts), "");
    }
}
