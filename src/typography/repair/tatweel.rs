//! Tatweel stretches a word for the eye; to all that searches or reads aloud it is a letter too many.
//!
//! Only what stands between two letters goes. At the end of a word, before Latin letters and digits, it says how a letter
//! is shaped («هـ», «الـEPUB»), alone it is a dash, and with a mark on it, it carries that.

use super::Exchange;
use crate::publication::is_arabic_letter;

const TATWEEL: char = '\u{640}';

pub(super) fn mended(text: &str, exchange: &mut Exchange<'_>) -> Option<String> {
    if !text.contains(TATWEEL) {
        return None;
    }
    let mut mended = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(TATWEEL) {
        let (before, stretched) = rest.split_at(at);
        let after = stretched.trim_start_matches(TATWEEL);
        let count = (stretched.len() - after.len()) / TATWEEL.len_utf8();
        mended.push_str(before);
        let letter_before = mended.chars().rev().find(|c| !is_mark(*c)).is_some_and(is_arabic_letter);
        if letter_before && after.starts_with(is_arabic_letter) {
            (0..count).for_each(|_| exchange(TATWEEL, ""));
        } else {
            mended.push_str(&stretched[..stretched.len() - after.len()]);
        }
        rest = after;
    }
    mended.push_str(rest);
    (mended.len() < text.len()).then_some(mended)
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}' | '\u{6E8}' | '\u{6EA}'..='\u{6ED}')
}

#[cfg(test)]
mod tests {
    use super::super::tests::rows;
    use super::*;

    #[test]
    fn only_what_stretches_goes() {
        rows(
            mended,
            &[
                ("Arabic", "مــحــمــد و الكتـــاب", "محمد و الكتاب"),
                ("Persian", "سـلام بر شـــما", "سلام بر شما"),
                ("Urdu", "پاکســتان", "پاکستان"),
                ("Kurdish", "کوردســتان", "کوردستان"),
                ("after a mark", "مُـحمد", "مُحمد"),
                ("an abbreviation", "سنة 1445 هـ و جـ ٢", "سنة 1445 هـ و جـ ٢"),
                ("a joint before Latin", "الـEPUB وبـ«كتاب» والـ5", "الـEPUB وبـ«كتاب» والـ5"),
                ("carrying a mark", "هـٰذا رحمـَن", "هـٰذا رحمـَن"),
                ("a dash", "ـ أولا ــــ ثانيا", "ـ أولا ــــ ثانيا"),
                ("before a joiner", "كـ\u{200D} كـ\u{200C}ك", "كـ\u{200D} كـ\u{200C}ك"),
            ],
        );
    }
}
