//! Makes the words of a block anew, and records every change.

use std::sync::Arc;

use super::pairs::{Verdict, ends_line, pair};
use crate::document::inlines::{collapse, content_mut, is_blank};
use crate::document::{Attributes, Inline};
use crate::publication::{Code, CodePage, Direction, Fate, Findings, Place, Rule, fates, is_suspect};
use crate::typography::words::Words;

/// What is at work on one article.
pub(super) struct Rebuild<'a> {
    page: CodePage,
    file: Arc<str>,
    findings: &'a mut Findings,
    /// Verdicts on the controls of the block, in order.
    verdicts: std::vec::IntoIter<Verdict>,
    line: u32,
    preformatted: bool,
    unpaired: Count,
    unsuited: Count,
    misread: Count,
}

/// How many there were, and where the first one was.
#[derive(Default)]
struct Count {
    number: usize,
    line: u32,
}

impl Count {
    fn add(&mut self, line: u32) {
        if self.number == 0 {
            self.line = line;
        }
        self.number += 1;
    }
}

/// Siblings that are being collected, below the control that opened them.
struct Level {
    opener: Option<char>,
    inlines: Vec<Inline>,
}

impl<'a> Rebuild<'a> {
    pub(super) fn new(page: CodePage, file: Arc<str>, findings: &'a mut Findings) -> Self {
        Self {
            page,
            file,
            findings,
            verdicts: Vec::new().into_iter(),
            line: 0,
            preformatted: false,
            unpaired: Count::default(),
            unsuited: Count::default(),
            misread: Count::default(),
        }
    }

    pub(super) fn words(&mut self, words: Words<'_>) {
        self.verdicts = pair(words.content, words.depth, words.preformatted).into_iter();
        (self.line, self.preformatted) = (words.line, words.preformatted);
        let edges = (is_break(words.content.first()), is_break(words.content.last()));
        let mut inlines = self.list(std::mem::take(words.content));
        if !words.preformatted {
            // A separator at an end parts nothing.
            while !edges.0 && is_break(inlines.first()) {
                inlines.remove(0);
            }
            while !edges.1 && is_break(inlines.last()) {
                inlines.pop();
            }
            inlines = collapse(inlines);
        }
        *words.content = inlines;
    }

    fn list(&mut self, inlines: Vec<Inline>) -> Vec<Inline> {
        let mut levels = vec![Level { opener: None, inlines: Vec::with_capacity(inlines.len()) }];
        for mut inline in inlines {
            match inline {
                Inline::Text(text) if is_suspect(&text) => self.text(&text, &mut levels),
                Inline::Text(text) if self.preformatted && levels.len() > 1 => self.text(&text, &mut levels),
                _ => {
                    if self.preformatted && inline == Inline::Break {
                        close_all(&mut levels);
                    }
                    for content in content_mut(&mut inline) {
                        *content = self.list(std::mem::take(content));
                    }
                    add(inline, &mut levels);
                }
            }
        }
        close_all(&mut levels);
        levels.pop().map(|level| level.inlines).unwrap_or_default()
    }

    fn text(&mut self, text: &str, levels: &mut Vec<Level>) {
        let mut words = String::with_capacity(text.len());
        for (c, fate) in fates(text, self.page) {
            match fate {
                Fate::Keep => {
                    if self.preformatted && ends_line(c) && levels.len() > 1 {
                        flush(&mut words, levels);
                        close_all(levels);
                    }
                    words.push(c);
                }
                Fate::Remove => {
                    self.unsuited.add(self.line);
                    self.record(Rule::UnsuitedCharacter, c, "");
                }
                Fate::Mend(meant) => {
                    self.misread.add(self.line);
                    self.record(Rule::MisreadCharacter, c, meant.encode_utf8(&mut [0; 4]));
                    words.push(meant);
                }
                Fate::Break => {
                    self.record(Rule::Separator, c, "");
                    if self.preformatted {
                        flush(&mut words, levels);
                        close_all(levels);
                        words.push('\n');
                    } else {
                        flush(&mut words, levels);
                        add(Inline::Break, levels);
                    }
                }
                Fate::Control => match self.verdicts.next().unwrap_or(Verdict::Remove) {
                    Verdict::Keep => words.push(c),
                    Verdict::Remove => {
                        self.unpaired.add(self.line);
                        self.record(Rule::UnpairedControl, c, "");
                    }
                    Verdict::Open => {
                        self.record(Rule::ControlAsMarkup, c, "");
                        flush(&mut words, levels);
                        levels.push(Level { opener: Some(c), inlines: Vec::new() });
                    }
                    Verdict::Close => {
                        self.record(Rule::ControlAsMarkup, c, "");
                        flush(&mut words, levels);
                        close(levels);
                    }
                },
            }
        }
        flush(&mut words, levels);
    }

    fn record(&mut self, rule: Rule, c: char, other: &str) {
        let place = Place::new(&self.file, self.line);
        self.findings.exchange(rule, c, other, 1, place);
    }

    /// Says of each kind how much there was.
    pub(super) fn report(self) {
        let Self { file, findings, unpaired, unsuited, misread, .. } = self;
        let mut note = |code, count: &Count, one: &str, many: &str| match count.number {
            0 => {}
            1 => findings.note(code, Place::new(&file, count.line), format!("a {one}")),
            number => {
                findings.note(code, Place::new(&file, count.line), format!("{number} {many}, the first of them here"))
            }
        };
        note(
            Code::ControlsUnpaired,
            &unpaired,
            "control of direction without a partner in its element was removed",
            "controls of direction without partners in their elements were removed",
        );
        note(
            Code::CharactersUnsuited,
            &unsuited,
            "character that has no place in a text was removed",
            "characters that have no place in a text were removed",
        );
        note(
            Code::CharactersMisread,
            &misread,
            "control character was a byte of a Windows code page and became what it meant",
            "control characters were bytes of a Windows code page and became what they meant",
        );
    }
}

fn is_break(inline: Option<&Inline>) -> bool {
    matches!(inline, Some(Inline::Break))
}

fn flush(words: &mut String, levels: &mut [Level]) {
    if !words.is_empty() {
        add(Inline::Text(std::mem::take(words)), levels);
    }
}

/// Adds an inline, or what the tree allows to be left of one that lost its words.
fn add(inline: Inline, levels: &mut [Level]) {
    let Some(Level { inlines, .. }) = levels.last_mut() else { return };
    match inline {
        Inline::Link { content, .. } if is_blank(&content) => inlines.extend(content),
        Inline::Span(attributes, content) if content.is_empty() => {
            inlines.extend(attributes.id().map(|id| Inline::Anchor(id.to_owned())));
        }
        Inline::Styled(_, content)
        | Inline::Isolate { content, .. }
        | Inline::Abbreviation(_, content)
        | Inline::Time(_, content)
            if content.is_empty() => {}
        Inline::Ruby(pairs) if pairs.iter().any(|(base, reading)| is_blank(base) || is_blank(reading)) => {
            inlines.extend(pairs.into_iter().flat_map(|(base, reading)| base.into_iter().chain(reading)));
        }
        inline => inlines.push(inline),
    }
}

fn close_all(levels: &mut Vec<Level>) {
    while levels.len() > 1 {
        close(levels);
    }
}

/// Puts markup around what stood between two controls.
fn close(levels: &mut Vec<Level>) {
    let Some(Level { opener, inlines: mut content }) = levels.pop_if(|level| level.opener.is_some()) else { return };
    if is_blank(&content) {
        content.into_iter().for_each(|inline| add(inline, levels));
        return;
    }
    // The space before what follows belongs to the sentence around; within, it would be on the wrong side.
    let space = match content.last_mut() {
        Some(Inline::Text(text)) if text.ends_with(' ') && !text.trim_end_matches(' ').is_empty() => {
            let spaces = text.split_off(text.trim_end_matches(' ').len());
            Some(Inline::Text(spaces))
        }
        _ => None,
    };
    let left_to_right = matches!(opener, Some('\u{202A}' | '\u{202D}'));
    let direction = Some(if left_to_right { Direction::Ltr } else { Direction::Rtl });
    let forced = matches!(opener, Some('\u{202D}' | '\u{202E}'));
    let inline = match forced {
        true => Inline::Isolate { forced, direction, content },
        false => Inline::Span(Attributes::new(None, None, direction), content),
    };
    add(inline, levels);
    space.into_iter().for_each(|space| add(space, levels));
}
