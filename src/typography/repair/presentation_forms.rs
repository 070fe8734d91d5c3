//! Glyphs that older systems and PDF files store in the place of letters (Unicode's presentation forms) become the letters,
//! each by its own compatibility mapping: the text as a whole is never normalised.

use icu_normalizer::ComposingNormalizerBorrowed;

use super::Exchange;

pub(super) fn mended(text: &str, exchange: &mut Exchange<'_>) -> Option<String> {
    // All of them begin with this byte, as little else does.
    if !text.as_bytes().contains(&0xEF) || !text.contains(is_form) {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    let mut changed = false;
    for c in text.chars() {
        match letters(c, mended.chars().next_back()) {
            Some(letters) => {
                changed = true;
                exchange(c, &letters);
                mended.push_str(&letters);
            }
            None => mended.push(c),
        }
    }
    changed.then_some(mended)
}

/// The forms of Arabic and Hebrew letters, but for those that are characters in their own right: ornate parentheses
/// (U+FD3E, U+FD3F), honorifics written as one sign (U+FD40 to U+FD4F, U+FDF2, U+FDFA to U+FDFD), the Hebrew plus sign.
fn is_form(c: char) -> bool {
    let own = matches!(c, '\u{FB29}' | '\u{FD3E}'..='\u{FD4F}' | '\u{FDF2}' | '\u{FDFA}'..='\u{FDFD}');
    !own && matches!(c, '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// What a form is made of; `None` where it stays.
fn letters(form: char, before: Option<char>) -> Option<String> {
    if !is_form(form) {
        return None;
    }
    let given = form.encode_utf8(&mut [0; 4]).to_owned();
    let letters = ComposingNormalizerBorrowed::new_nfkc().normalize(&given).into_owned();
    if letters == given {
        return None;
    }
    // A mark that was drawn alone is mapped to a mark on a space or on a tatweel. After a letter it is that letter's.
    match letters.strip_prefix([' ', '\u{640}']) {
        Some(marks) if !marks.is_empty() => before.is_some_and(char::is_alphabetic).then(|| marks.to_owned()),
        _ => Some(letters),
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::rows;
    use super::*;

    #[test]
    fn forms_become_letters() {
        rows(
            mended,
            &[
                ("Arabic", "ﻣﺮﺣﺒﺎ ﺑﻜﻢ", "مرحبا بكم"),
                ("lam-alef", "ﺍﻹﺳﻼﻡ", "الإسلام"),
                ("Persian", "ﭘﮋﻭﻫﺶ ﮔﻔﺖ ﭼﯽ", "پژوهش گفت چی"),
                ("Urdu", "ﮨﮯ ﮐﯿﺎ ﭨﮭﯿﮏ", "ہے کیا ٹھیک"),
                ("Kurdish", "ﻛﻮﺭﺩﯼ ﺋﯚ", "كوردی ئۆ"),
                ("a ligature of three letters", "ﵐ", "تجم"),
                ("marks drawn alone", "م\u{651}\u{FE76} \u{FE70} ب\u{FE77}", "م\u{651}\u{64E} \u{FE70} ب\u{64E}"),
                ("Hebrew", "שׁלוֹם ﭏ", "שׁלוֹם אל"),
                ("signs of their own", "ﷺ ﷲ ﷻ ﷼ ﷽ ﴿آية﴾ \u{FD40} ﬩", "ﷺ ﷲ ﷻ ﷼ ﷽ ﴿آية﴾ \u{FD40} ﬩"),
                ("what else has a mapping", "x² ½ ﬁ １", "x² ½ ﬁ １"),
                ("letters", "مرحبا\u{FEFF}", "مرحبا\u{FEFF}"),
            ],
        );
    }
}
