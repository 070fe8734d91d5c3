//! Words longer than a file: cut at sentences, failing those at spaces, and lines at their ends.

use unicode_segmentation::UnicodeSegmentation;

use super::FILE_BYTES;
use super::size::{Sizes, escaped};
use crate::document::Inline;
use crate::document::inlines::{content_mut, is_html_space};

/// Divides words at sentences; words that have none at the last space that fits. What the words are set apart by is opened
/// again in the next piece.
pub(super) fn cut_words(words: Vec<Inline>, sizes: &Sizes) -> Vec<Vec<Inline>> {
    let mut pieces = Pieces { sizes, done: Vec::new(), open: Vec::new(), filled: 0 };
    words.into_iter().for_each(|inline| pieces.add(inline));
    let Pieces { mut done, open, .. } = pieces;
    if !open.is_empty() {
        done.push(open);
    }
    done
}

struct Pieces<'a> {
    sizes: &'a Sizes,
    done: Vec<Vec<Inline>>,
    open: Vec<Inline>,
    filled: usize,
}

impl Pieces<'_> {
    fn add(&mut self, mut inline: Inline) {
        let size = self.sizes.inlines(std::slice::from_ref(&inline));
        if self.filled + size <= FILE_BYTES {
            self.filled += size;
            self.open.push(inline);
        } else if let Inline::Text(text) = inline {
            self.add_text(&text);
        } else if let [content] = content_mut(&mut inline).as_mut_slice() {
            let content = std::mem::take(*content);
            self.add_container(&inline, content);
        } else {
            self.close();
            self.filled = size;
            self.open.push(inline);
        }
    }

    fn add_text(&mut self, text: &str) {
        let mut rest = text;
        let mut size = escaped(rest);
        while self.filled + size > FILE_BYTES {
            // As many bytes as fit when all of the text is escaped as much as it is on the whole.
            let room = FILE_BYTES.saturating_sub(self.filled) * rest.len() / size.max(1);
            let Some(end) = sentence_end(rest, room) else { break };
            let (head, tail) = rest.split_at(end);
            self.open.push(Inline::Text(head.trim_end_matches(is_html_space).to_owned()));
            self.close();
            size -= escaped(head);
            rest = tail.trim_start_matches(is_html_space);
        }
        if !rest.is_empty() {
            self.filled += escaped(rest);
            self.open.push(Inline::Text(rest.to_owned()));
        }
    }

    /// Cuts what an inline holds and puts each piece into one of its kind; `empty` is the inline without its content.
    fn add_container(&mut self, empty: &Inline, content: Vec<Inline>) {
        let mut inner = Pieces { sizes: self.sizes, done: Vec::new(), open: Vec::new(), filled: self.filled };
        content.into_iter().for_each(|inline| inner.add(inline));
        let Pieces { done, open, filled, .. } = inner;
        let wrap = |content: Vec<Inline>| {
            let mut inline = empty.clone();
            if let [place] = content_mut(&mut inline).as_mut_slice() {
                **place = content;
            }
            inline
        };
        for piece in done {
            self.open.push(wrap(piece));
            self.close();
        }
        if !open.is_empty() {
            self.open.push(wrap(open));
        }
        self.filled = filled;
    }

    fn close(&mut self) {
        if !self.open.is_empty() {
            self.done.push(std::mem::take(&mut self.open));
        }
        self.filled = 0;
    }
}

/// Where to cut a text so that about `room` bytes stay: after the last sentence in the last stretch that fits, else at
/// the last space there, else at the first space after it; `None` when there is no space at all.
fn sentence_end(text: &str, room: usize) -> Option<usize> {
    const STRETCH: usize = 8192;
    let end = text.floor_char_boundary(room.min(text.len()));
    let start = text.floor_char_boundary(end.saturating_sub(STRETCH));
    let stretch = &text[start..end];
    let sentence = stretch.split_sentence_bound_indices().map(|(at, _)| at).last().filter(|at| *at > 0);
    let ends_word = |at: &usize| text[..*at].ends_with(is_html_space);
    let sentence = sentence.map(|at| start + at).filter(ends_word);
    let space = || stretch.rfind(is_html_space).map(|at| start + at + 1).filter(|at| *at > 1);
    let later = || text[end..].find(is_html_space).map(|at| end + at + 1);
    sentence.or_else(space).or_else(later).filter(|at| *at < text.len())
}

/// Divides preformatted text at its lines.
pub(super) fn cut_lines(words: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut pieces = Vec::new();
    for inline in words {
        let (text, wrap): (String, fn(String) -> Inline) = match inline {
            Inline::Text(text) => (text, Inline::Text),
            Inline::Styled(crate::document::Style::Code, mut content)
                if matches!(content.as_slice(), [Inline::Text(_)]) =>
            {
                let Some(Inline::Text(text)) = content.pop() else { continue };
                (text, |text| Inline::Styled(crate::document::Style::Code, vec![Inline::Text(text)]))
            }
            other => {
                pieces.push(vec![other]);
                continue;
            }
        };
        let lines = text.split_inclusive('\n').collect::<Vec<_>>();
        for lines in super::grouped(lines, |line| escaped(line)) {
            let piece = lines.concat();
            pieces.push(vec![wrap(piece.strip_suffix('\n').unwrap_or(&piece).to_owned())]);
        }
    }
    pieces
}
