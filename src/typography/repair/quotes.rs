//! Straight double quotation marks become those of the language: «…» in Arabic and Persian, ”…“ in Urdu, ”…” in Hebrew.
//!
//! Only marks that make pairs, all of a block or none. A mark within a Hebrew word is a gershayim, one after a digit with
//! none open an inch.

use super::{Exchange, each_text};
use crate::document::Inline;
use crate::publication::Language;

const STRAIGHT: char = '"';

/// Mends the marks of one block.
pub(super) fn mend(inlines: &mut [Inline], language: &Language, exchange: &mut Exchange<'_>) {
    let mut block = Flat::default();
    block.add(inlines, language);
    let marks = block.marks();
    if marks.iter().all(Option::is_none) {
        return;
    }
    let mut marks = marks.into_iter();
    each_text(inlines, language, &mut |text, _| {
        if text.contains(STRAIGHT) {
            let mend = |c| match c {
                STRAIGHT => {
                    marks.next().flatten().inspect(|mark| exchange(c, mark.encode_utf8(&mut [0; 4]))).unwrap_or(c)
                }
                c => c,
            };
            *text = text.chars().map(mend).collect();
        }
    });
}

/// The marks of a language, the first and the last; `None` for those whose habits we do not know.
fn marks_of(language: &Language) -> Option<(char, char)> {
    match language.primary() {
        "ar" | "fa" | "prs" => Some(('«', '»')),
        "ur" => Some(('”', '“')),
        "he" => Some(('”', '”')),
        _ => None,
    }
}

/// The characters of a block in a row, as far as marks are told by their neighbours.
#[derive(Default)]
struct Flat {
    characters: Vec<char>,
    /// The straight marks of the text: where each stands, and what its language writes.
    straight: Vec<(usize, Option<(char, char)>)>,
}

/// Stands for what is no text but no space either.
const OBJECT: char = '\u{FFFC}';

impl Flat {
    /// Walks as [`each_text`] does: what that passes over is an object here.
    fn add(&mut self, inlines: &[Inline], language: &Language) {
        for inline in inlines {
            match inline {
                Inline::Text(text) => {
                    for c in text.chars() {
                        if c == STRAIGHT {
                            self.straight.push((self.characters.len(), marks_of(language)));
                        }
                        self.characters.push(c);
                    }
                }
                Inline::Styled(style, _) if !style.is_prose() => self.characters.push(OBJECT),
                Inline::Span(attributes, content) => self.add(content, attributes.language().unwrap_or(language)),
                Inline::Styled(_, content)
                | Inline::Isolate { content, .. }
                | Inline::Link { content, .. }
                | Inline::Abbreviation(_, content)
                | Inline::Time(_, content) => self.add(content, language),
                Inline::Ruby(pairs) => {
                    for (base, reading) in pairs {
                        self.add(base, language);
                        self.add(reading, language);
                    }
                }
                Inline::Break => self.characters.push(' '),
                Inline::NoteReference(_) | Inline::Anchor(_) => {}
                Inline::Image(_) | Inline::Formula(_) => self.characters.push(OBJECT),
            }
        }
    }

    /// What takes the place of each straight mark; nothing at all where one of them has no partner.
    fn marks(&self) -> Vec<Option<char>> {
        let mut marks = vec![None; self.straight.len()];
        let mut open: Option<(char, char)> = None;
        for (number, (at, own)) in self.straight.iter().enumerate() {
            let before = at.checked_sub(1).and_then(|at| self.characters.get(at)).copied();
            let after = self.characters.get(at + 1).copied();
            let is_hebrew = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{591}'..='\u{5C7}' | 'א'..='ת'));
            if is_hebrew(before) && is_hebrew(after) {
                continue;
            }
            if open.is_none() && before.is_some_and(char::is_numeric) {
                continue;
            }
            let Some(own) = own else { return vec![None; marks.len()] };
            let touches = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
            match open.take() {
                None if touches(after) => {
                    marks[number] = Some(own.0);
                    open = Some(*own);
                }
                Some(pair) if touches(before) && !after.is_some_and(char::is_alphanumeric) => {
                    marks[number] = Some(pair.1);
                }
                _ => return vec![None; marks.len()],
            }
        }
        if open.is_some() { vec![None; marks.len()] } else { marks }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Style;

    fn mended(text: &str, language: &'static str) -> String {
        let mut inlines = [Inline::Text(text.to_owned())];
        mend(&mut inlines, &Language::known(language), &mut |_, _| ());
        crate::document::inlines::plain_text(&inlines)
    }

    #[test]
    fn rows() {
        let rows = [
            ("ar", r#"قال "نعم" ثم "لا"."#, "قال «نعم» ثم «لا»."),
            ("ar", r#"كتاب "الأيام 1929" وبـ"صوت""#, "كتاب «الأيام 1929» وبـ«صوت»"),
            ("fa", r#"گفت: "بله.""#, "گفت: «بله.»"),
            ("ur", r#"اس نے "ہاں" کہا"#, "اس نے ”ہاں“ کہا"),
            ("he", r#"צה"ל אמר "כן" ואז רמב"ם"#, r#"צה"ל אמר ”כן” ואז רמב"ם"#),
            ("ar", r#"شاشة 15" وأخرى 17""#, r#"شاشة 15" وأخرى 17""#),
            ("ar", r#"قال "نعم ثم مضى"#, r#"قال "نعم ثم مضى"#),
            ("ar", r#"قال " نعم " ثم مضى"#, r#"قال " نعم " ثم مضى"#),
            ("ar", r#"شاشة "15" بوصة" هنا"#, r#"شاشة "15" بوصة" هنا"#),
            ("ckb", r#"گوتی "بەڵێ""#, r#"گوتی "بەڵێ""#),
            ("en", r#"he said "yes""#, r#"he said "yes""#),
        ];
        for (language, text, expected) in rows {
            assert_eq!(mended(text, language), expected);
        }
    }

    #[test]
    fn a_pair_may_stand_around_elements_and_code_has_its_own() {
        let text = |words: &str| Inline::Text(words.to_owned());
        let code = Inline::Styled(Style::Code, vec![text("\"x")]);
        let mut inlines =
            [text("\""), Inline::Styled(Style::Strong, vec![text("نعم")]), text(" "), code.clone(), text("\".")];
        mend(&mut inlines, &Language::known("ar"), &mut |_, _| ());
        assert_eq!((&inlines[0], &inlines[3], &inlines[4]), (&text("«"), &code, &text("».")));
    }
}
