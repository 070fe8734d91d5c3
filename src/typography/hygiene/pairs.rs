//! The partners of embeddings, overrides and isolates (UAX #9, BD9 to BD11), as far as markup lets them be partners.
//!
//! An embedding and its end must stand among the same siblings: only then can an element take their place. An isolate and
//! its end stay characters; for them it is enough that both stand in one block, and in one element that has a direction,
//! since such an element is an isolate of its own.
//!
//! In preformatted text every line is a paragraph to the algorithm and closes what it opened (X8). Authors of code rely on
//! that: a comment begins with an embedding, and its line's end ends it.

use crate::document::{Inline, MAX_DEPTH};

/// What becomes of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It has no partner, or none that markup can be put around.
    Remove,
    /// It is one of two isolates that belong together.
    Keep,
    /// Markup begins here.
    Open,
    /// Markup ends here.
    Close,
}

/// A verdict on each control, in the order they stand in. `depth` is that of the block; `lines` tells that it is
/// preformatted, so that what is open ends with its line.
pub(super) fn pair(inlines: &[Inline], depth: usize, lines: bool) -> Vec<Verdict> {
    let mut pairs = Pairs { lines, ..Pairs::default() };
    pairs.list(inlines, depth + 1);
    pairs.verdicts
}

/// Whether a character is a control that needs a partner.
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Whether a character of preformatted text ends its line.
pub(super) fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\u{2028}' | '\u{2029}')
}

#[derive(Default)]
struct Pairs {
    verdicts: Vec<Verdict>,
    open: Vec<Opener>,
    overflow: Overflow,
    lists: usize,
    /// Whether the end of a line closes what it opened.
    lines: bool,
}

/// The most that may be open at once (UAX #9, BD2, `max_depth`). What opens beyond it is only counted, so that it takes its
/// own end with it.
const MOST_OPEN: usize = 125;

/// How many are open beyond the limit.
#[derive(Clone, Copy, Default)]
struct Overflow {
    isolates: usize,
    embeddings: usize,
}

struct Opener {
    /// Its place among the verdicts.
    at: usize,
    /// The list of siblings it stands in.
    list: usize,
    isolates: bool,
}

impl Pairs {
    fn list(&mut self, inlines: &[Inline], depth: usize) {
        self.lists += 1;
        let (list, overflow) = (self.lists, self.overflow);
        for inline in inlines {
            match inline {
                Inline::Text(text) => {
                    for c in text.chars() {
                        if is_control(c) {
                            self.control(c, list, depth);
                        } else if self.lines && ends_line(c) {
                            self.end_line(list, depth);
                        }
                    }
                }
                Inline::Span(attributes, content) if attributes.direction().is_some() => self.apart(content, depth + 1),
                Inline::Isolate { content, .. } => self.apart(content, depth + 1),
                Inline::Styled(_, content)
                | Inline::Span(_, content)
                | Inline::Link { content, .. }
                | Inline::Abbreviation(_, content)
                | Inline::Time(_, content) => self.list(content, depth + 1),
                Inline::Ruby(pairs) => {
                    for (base, reading) in pairs {
                        self.apart(base, depth + 1);
                        self.apart(reading, depth + 1);
                    }
                }
                Inline::Break if self.lines => self.end_line(list, depth),
                Inline::Image(_)
                | Inline::Break
                | Inline::NoteReference(_)
                | Inline::Anchor(_)
                | Inline::Formula(_) => {}
            }
        }
        if self.lines {
            self.close_embeddings(list, depth);
        }
        // An embedding that is still open here would end in another element.
        self.open.retain(|opener| opener.isolates || opener.list != list);
        self.overflow = overflow;
    }

    fn end_line(&mut self, list: usize, depth: usize) {
        self.close_embeddings(list, depth);
        self.open.clear();
        self.overflow = Overflow::default();
    }

    /// What is embedded among these siblings and not in an isolate ends here, without a control of its own.
    fn close_embeddings(&mut self, list: usize, depth: usize) {
        while let Some(opener) = self.open.pop_if(|opener| !opener.isolates && opener.list == list) {
            if self.fits(depth) {
                self.verdicts[opener.at] = Verdict::Open;
            }
        }
    }

    /// Whether the tree is no deeper than its limit with markup here; what would be deeper loses its direction.
    fn fits(&self, depth: usize) -> bool {
        depth + self.open.len() < MAX_DEPTH
    }

    /// What stands in an element with a direction has its partners there.
    fn apart(&mut self, content: &[Inline], depth: usize) {
        let outside = (std::mem::take(&mut self.open), std::mem::take(&mut self.overflow));
        self.list(content, depth);
        (self.open, self.overflow) = outside;
    }

    fn control(&mut self, c: char, list: usize, depth: usize) {
        let at = self.verdicts.len();
        self.verdicts.push(Verdict::Remove);
        let isolates = ('\u{2066}'..='\u{2068}').contains(&c);
        match c {
            '\u{2069}' if self.overflow.isolates > 0 => self.overflow.isolates -= 1,
            '\u{202C}' if self.overflow.isolates > 0 => {}
            '\u{202C}' if self.overflow.embeddings > 0 => self.overflow.embeddings -= 1,
            '\u{2069}' => {
                // What is embedded in an isolate ends with it at the latest.
                if let Some(opener) = self.open.iter().rposition(|opener| opener.isolates) {
                    self.verdicts[self.open[opener].at] = Verdict::Keep;
                    self.verdicts[at] = Verdict::Keep;
                    self.open.truncate(opener);
                    self.overflow.embeddings = 0;
                }
            }
            '\u{202C}' => {
                if let Some(opener) = self.open.pop_if(|opener| !opener.isolates && opener.list == list)
                    && self.fits(depth)
                {
                    self.verdicts[opener.at] = Verdict::Open;
                    self.verdicts[at] = Verdict::Close;
                }
            }
            _ if self.open.len() < MOST_OPEN => self.open.push(Opener { at, list, isolates }),
            _ if isolates => self.overflow.isolates += 1,
            _ => self.overflow.embeddings += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Style;

    fn text(words: &str) -> Inline {
        // ( and ) embed, < and > isolate.
        let control = |c| match c {
            '(' => '\u{202B}',
            ')' => '\u{202C}',
            '<' => '\u{2067}',
            '>' => '\u{2069}',
            c => c,
        };
        Inline::Text(words.chars().map(control).collect())
    }

    fn bold(words: &str) -> Inline {
        Inline::Styled(Style::Strong, vec![text(words)])
    }

    #[test]
    fn rows() {
        let rows: [(&str, Vec<Inline>, &str); 14] = [
            ("a pair", vec![text("a (b) c")], "[]"),
            ("a pair in a pair", vec![text("((b))")], "[[]]"),
            ("lonely ones", vec![text(") b ( c")], "--"),
            ("a pair after a lonely one", vec![text("( (b)")], "-[]"),
            ("an element between", vec![text("( a "), bold("b"), text(" c )")], "[]"),
            ("an element between, with a pair", vec![text("("), bold("(b)"), text(")")], "[[]]"),
            ("the end in an element", vec![text("("), bold("b)")], "--"),
            ("the start in an element, another pair around", vec![text("("), bold("(b"), text(")")], "[-]"),
            ("isolates", vec![text("<a> <")], "++-"),
            ("isolates across an element", vec![bold("<a"), text("b>")], "++"),
            ("an embedding open in an isolate", vec![text("<(a>")], "+-+"),
            ("overlapping", vec![text("(<)>")], "-+-+"),
            ("a pair around isolates", vec![text("(<a>)")], "[++]"),
            (
                "an element with a direction",
                vec![text("<"), Inline::Isolate { forced: false, direction: None, content: vec![text(">")] }],
                "--",
            ),
        ];
        for (what, inlines, expected) in rows {
            let sign = |verdict: &Verdict| match verdict {
                Verdict::Remove => '-',
                Verdict::Keep => '+',
                Verdict::Open => '[',
                Verdict::Close => ']',
            };
            assert_eq!(pair(&inlines, 1, false).iter().map(sign).collect::<String>(), expected, "{what}");
        }
    }

    #[test]
    fn a_line_of_preformatted_text_closes_what_it_opened() {
        let verdicts = pair(&[text("// (a\n (b) ) <c\n((d\n> ("), bold("(e\n)"), text(")")], 1, true);
        use Verdict::{Close, Open, Remove};
        let expected = [Open, Open, Close, Remove, Remove, Open, Open, Remove, Remove, Open, Remove, Remove];
        assert_eq!(verdicts, expected);
    }

    #[test]
    fn a_thousand_embeddings_are_no_tree() {
        let inlines = [text(&format!("{}a{}(b)", "(".repeat(1000), ")".repeat(1000)))];
        let verdicts = pair(&inlines, 1, false);
        let open = verdicts.iter().filter(|verdict| **verdict == Verdict::Open).count();
        assert!((2..MAX_DEPTH).contains(&open));
        assert_eq!(verdicts[2000..], [Verdict::Open, Verdict::Close]);
    }
}
