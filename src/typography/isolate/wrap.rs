//! Puts runs around the inlines they cover.

use std::collections::VecDeque;

use super::line::{Part, part, width, words};
use crate::bidi::Run;
use crate::document::inlines::content_mut;
use crate::document::{Attributes, Inline};
use crate::publication::Direction;
use crate::typography::language::guess_text;

/// A phrase has to be as long as this to be told the language of: no guess is made on a name.
const TOLD: (usize, usize) = (6, 40);

/// The inlines, the first at byte `at` of the line, with each run as one span, which ends in what `mark` gives for it. A
/// run that begins in one link and ends outside of it becomes two spans; emphasis is divided instead.
pub(super) fn wrap(
    inlines: Vec<Inline>,
    at: usize,
    runs: &[Run],
    mark: &impl Fn(&Run) -> Option<&'static str>,
) -> Vec<Inline> {
    let mut wrapping = Wrapping { out: Vec::with_capacity(inlines.len()), open: Vec::new(), run: None, mark };
    let mut at = at;
    let mut queue = VecDeque::from(inlines);
    while let Some(mut inline) = queue.pop_front() {
        let end = at + width(&inline);
        let next = runs.partition_point(|run| run.range.end <= at);
        let Some(run) = runs.get(next).filter(|run| run.range.start < end.max(at + 1)) else {
            wrapping.put(inline, None);
            at = end;
            continue;
        };
        let covered = run.range.start <= at && end <= run.range.end;
        match (part(&inline), &mut inline) {
            // An anchor at the edge of a run stays outside.
            (Part::Nothing, _) => wrapping.put(inline, Some(run).filter(|run| run.range.start < at)),
            _ if covered => wrapping.put(inline, Some(run)),
            (Part::Text, Inline::Text(text)) => wrapping.text(text, at, &runs[next..]),
            (Part::Words, Inline::Styled(style, content)) if crosses(run, at, end) => {
                let cut = if run.range.start > at { run.range.start } else { run.range.end };
                let (first, second) = divide(std::mem::take(content), cut - at);
                queue.push_front(Inline::Styled(*style, second));
                queue.push_front(Inline::Styled(*style, first));
                continue;
            }
            _ => {
                for content in content_mut(&mut inline) {
                    *content = wrap(std::mem::take(content), at, runs, mark);
                }
                wrapping.put(inline, None);
            }
        }
        at = end;
    }
    wrapping.close();
    wrapping.out
}

/// Whether a run begins within `at..end` and ends behind it, or begins before and ends within.
fn crosses(run: &Run, at: usize, end: usize) -> bool {
    (run.range.start > at && run.range.end > end) || (run.range.start < at && run.range.end < end)
}

/// The inlines before and behind byte `cut` of their line.
fn divide(inlines: Vec<Inline>, cut: usize) -> (Vec<Inline>, Vec<Inline>) {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    let mut at = 0;
    for mut inline in inlines {
        let end = at + width(&inline);
        match &mut inline {
            _ if end <= cut => first.push(inline),
            _ if at >= cut => second.push(inline),
            Inline::Text(text) => {
                let rest = text.split_off(cut - at);
                first.push(inline);
                second.push(Inline::Text(rest));
            }
            Inline::Styled(style, content) => {
                let (before, behind) = divide(std::mem::take(content), cut - at);
                first.push(Inline::Styled(*style, before));
                second.push(Inline::Styled(*style, behind));
            }
            // What cannot be divided stays whole, in the run.
            _ => second.push(inline),
        }
        at = end;
    }
    (first, second)
}

struct Wrapping<'a, M> {
    out: Vec<Inline>,
    /// What the open run has so far.
    open: Vec<Inline>,
    run: Option<&'a Run>,
    mark: &'a M,
}

impl<'a, M: Fn(&Run) -> Option<&'static str>> Wrapping<'a, M> {
    fn put(&mut self, inline: Inline, run: Option<&'a Run>) {
        if self.run.map(|open| open.range.start) != run.map(|run| run.range.start) {
            self.close();
            self.run = run;
        }
        match run {
            Some(_) => self.open.push(inline),
            None => self.out.push(inline),
        }
    }

    /// Puts the pieces of a text, the first byte of which is `at`, where the runs that reach it want them.
    fn text(&mut self, text: &str, at: usize, runs: &'a [Run]) {
        let mut from = 0;
        for run in runs.iter().take_while(|run| run.range.start < at + text.len()) {
            let start = run.range.start.saturating_sub(at);
            let end = (run.range.end - at).min(text.len());
            if from < start {
                self.put(Inline::Text(text[from..start].to_owned()), None);
            }
            self.put(Inline::Text(text[start..end].to_owned()), Some(run));
            from = end;
        }
        if from < text.len() {
            self.put(Inline::Text(text[from..].to_owned()), None);
        }
    }

    fn close(&mut self) {
        let Some(run) = self.run.take() else { return };
        let mut content = std::mem::take(&mut self.open);
        if let Some(mark) = (self.mark)(run) {
            content.push(Inline::Text(mark.to_owned()));
        }
        if run.forced {
            self.out.push(Inline::Isolate { forced: true, direction: Some(run.direction), content });
            return;
        }
        // What says the language of the run says its direction too.
        if let [Inline::Span(attributes, _)] = content.as_mut_slice() {
            attributes.set_direction(Some(run.direction));
            self.out.append(&mut content);
            return;
        }
        let attributes = Attributes::new(None, language_of(&content, run), Some(run.direction));
        self.out.push(Inline::Span(attributes, content));
    }
}

fn language_of(content: &[Inline], run: &Run) -> Option<crate::publication::Language> {
    if run.words < TOLD.0 || run.range.len() < TOLD.1 || declares_language(content) {
        return None;
    }
    let text = crate::document::inlines::plain_text(content);
    guess_text(&text, run.direction, text.len())
        .filter(|guess| guess.sure || run.direction == Direction::Rtl)
        .map(|guess| guess.language)
}

fn declares_language(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Span(attributes, content) => attributes.language().is_some() || declares_language(content),
        inline => declares_language(words(inline)),
    })
}
