//! Puts runs around the inlines they cover.

use std::collections::VecDeque;

use super::line::{Part, part, width, words};
use crate::bidi::Run;
use crate::document::inlines::{content_mut, plain_text};
use crate::document::{Attributes, Inline};
use crate::publication::Direction;
use crate::typography::language::guess_words;

/// A phrase has to be as long as this to be told the language of: no guess is made on a name.
const TOLD: (usize, usize) = (6, 40);

/// The inlines, the first at byte `at` of the line, with each run as one span, which ends in what `mark` gives for it. An
/// element that a run leaves or enters midway is divided, since two spans side by side would change places.
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
        let cut = cut(&runs[next..], at, end).filter(|_| matches!(part(&inline), Part::Words) && is_divisible(&inline));
        if let Some(cut) = cut {
            let (first, second) = divide_inline(inline, cut - at);
            queue.push_front(second);
            queue.push_front(first);
            continue;
        }
        match (part(&inline), &mut inline) {
            // An anchor at the edge of a run stays outside.
            (Part::Nothing, _) => wrapping.put(inline, Some(run).filter(|run| run.range.start < at)),
            _ if covered => wrapping.put(inline, Some(run)),
            (Part::Text, Inline::Text(text)) => wrapping.text(text, at, &runs[next..]),
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

/// Where an inline at `at..end` has to be divided: where the first of the runs that reach it comes in from before and ends, or
/// where the last of them begins that goes on behind it.
fn cut(runs: &[Run], at: usize, end: usize) -> Option<usize> {
    let first = runs.first().map(|run| &run.range).filter(|range| range.start < at && range.end < end);
    let last = || {
        let reaching = runs.partition_point(|run| run.range.start < end);
        let last = runs[..reaching].last().map(|run| &run.range);
        last.filter(|range| range.start > at && range.end > end)
    };
    first.map(|range| range.end).or_else(|| last().map(|range| range.start))
}

/// Whether two elements can stand where one stood.
fn is_divisible(inline: &Inline) -> bool {
    matches!(inline, Inline::Styled(..) | Inline::Link { .. } | Inline::Span(..))
}

/// A divisible inline as two, the second beginning at byte `cut` of its words.
fn divide_inline(inline: Inline, cut: usize) -> (Inline, Inline) {
    match inline {
        Inline::Styled(style, content) => {
            let (first, second) = divide(content, cut);
            (Inline::Styled(style, first), Inline::Styled(style, second))
        }
        Inline::Span(attributes, content) => {
            let (first, second) = divide(content, cut);
            // An id stands once, where the words begin.
            let rest = Attributes::new(None, attributes.language().cloned(), attributes.direction());
            (Inline::Span(attributes, first), Inline::Span(rest, second))
        }
        Inline::Link { href, content, line } => {
            let (first, second) = divide(content, cut);
            let link = |content: Vec<Inline>| match plain_text(&content).trim().is_empty() {
                // Nobody can follow a link of one space.
                true => Inline::Span(Attributes::default(), content),
                false => Inline::Link { href: href.clone(), content, line },
            };
            (link(first), link(second))
        }
        whole => (whole, Inline::Text(String::new())),
    }
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
            inline if is_divisible(inline) => {
                let (before, behind) = divide_inline(std::mem::replace(inline, Inline::Break), cut - at);
                first.push(before);
                second.push(behind);
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
    let text = plain_text(content);
    guess_words(&text, run.direction, text.len())
        .filter(|guess| guess.sure || run.direction == Direction::Rtl)
        .map(|guess| guess.language)
}

fn declares_language(content: &[Inline]) -> bool {
    content.iter().any(|inline| match inline {
        Inline::Span(attributes, content) => attributes.language().is_some() || declares_language(content),
        inline => declares_language(words(inline)),
    })
}
