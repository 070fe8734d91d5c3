//! The partners of embeddings, overrides and isolates (UAX #9, BD9 to BD11), as far as markup lets them be partners.
//!
//! An embedding and its end must stand among the same siblings: only then can an element take their place. An isolate and
//! its end stay characters; for them it is enough that both stand in one block, and in one element that has a direction,
//! since such an element is an isolate of its own.

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

/// A verdict on each control, in the order they stand in. `depth` is that of the block.
pub(super) fn pair(inlines: &[Inline], depth: usize) -> Vec<Verdict> {
    let mut pairs = Pairs::default();
    pairs.list(inlines, depth + 1);
    pairs.verdicts
}

/// Whether a character is a control that needs a partner.
pub(super) fn is_control(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[derive(Default)]
struct Pairs {
    verdicts: Vec<Verdict>,
    open: Vec<Opener>,
    lists: usize,
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
        let list = self.lists;
        for inline in inlines {
            match inline {
                Inline::Text(text) => {
                    text.chars().filter(|c| is_control(*c)).for_each(|c| self.control(c, list, depth));
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
                Inline::Image(_)
                | Inline::Break
                | Inline::NoteReference(_)
                | Inline::Anchor(_)
                | Inline::Formula(_) => {}
            }
        }
        // An embedding that is still open here would end in another element.
        self.open.retain(|opener| opener.isolates || opener.list != list);
    }

    /// What stands in an element with a direction has its partners there.
    fn apart(&mut self, content: &[Inline], depth: usize) {
        let outside = std::mem::take(&mut self.open);
        self.list(content, depth);
        self.open = outside;
    }

    fn control(&mut self, c: char, list: usize, depth: usize) {
        let at = self.verdicts.len();
        self.verdicts.push(Verdict::Remove);
        match c {
            '\u{2069}' => {
                // What is embedded in an isolate ends with it at the latest.
                if let Some(opener) = self.open.iter().rposition(|opener| opener.isolates) {
                    self.verdicts[self.open[opener].at] = Verdict::Keep;
                    self.verdicts[at] = Verdict::Keep;
                    self.open.truncate(opener);
                }
            }
            '\u{202C}' => {
                if let Some(opener) = self.open.pop_if(|opener| !opener.isolates && opener.list == list) {
                    // The tree is no deeper than its limit; what would be loses its direction.
                    let above = self.open.iter().filter(|opener| !opener.isolates).count();
                    if depth + above < MAX_DEPTH {
                        self.verdicts[opener.at] = Verdict::Open;
                        self.verdicts[at] = Verdict::Close;
                    }
                }
            }
            _ => self.open.push(Opener { at, list, isolates: ('\u{2066}'..='\u{2068}').contains(&c) }),
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
            assert_eq!(pair(&inlines, 1).iter().map(sign).collect::<String>(), expected, "{what}");
        }
    }

    #[test]
    fn a_thousand_embeddings_are_no_tree() {
        let inlines = [text(&format!("{}a{}", "(".repeat(1000), ")".repeat(1000)))];
        let open = pair(&inlines, 1).iter().filter(|verdict| **verdict == Verdict::Open).count();
        assert!((1..MAX_DEPTH).contains(&open));
    }
}
