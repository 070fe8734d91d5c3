//! A line of text as XHTML, with its runs set apart.

use super::runs::runs;
use crate::publication::{Direction, escape_into};

/// The text escaped, its runs in `<span dir>`: for labels and headings that are not part of an article's tree.
pub(crate) fn markup(text: &str, base: Direction) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for run in runs(text, base) {
        escape_into(&mut out, &text[at..run.range.start]);
        out.push_str("<span dir=\"");
        out.push_str(run.direction.as_str());
        out.push_str("\">");
        escape_into(&mut out, &text[run.range.clone()]);
        out.push_str("</span>");
        at = run.range.end;
    }
    escape_into(&mut out, &text[at..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_spans_and_text_is_escaped() {
        let rows = [
            ("تعلم C++ & <ذلك>", Direction::Rtl, "تعلم <span dir=\"ltr\">C++</span> &amp; &lt;ذلك&gt;"),
            ("The Go & Rust", Direction::Ltr, "The Go &amp; Rust"),
        ];
        for (text, base, expected) in rows {
            assert_eq!(markup(text, base), expected);
        }
    }
}
