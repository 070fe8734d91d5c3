//! Links that nothing but a picture without a description stands for: who hears the book meets a link without a name.

use std::sync::Arc;

use crate::document::Inline;
use crate::document::inlines::{content_mut, each_inline};
use crate::publication::{Code, Findings, Place, has_words};

/// Takes such links off; the pictures stay.
pub(super) fn unwrap_nameless(inlines: &mut Vec<Inline>, file: &Arc<str>, findings: &mut Findings) {
    let mut at = 0;
    while at < inlines.len() {
        let inline = &mut inlines[at];
        if let Inline::Link { href, content, line } = inline
            && is_nameless(content)
        {
            let message =
                format!("the picture stays without its link to `{href}`, which has no name: neither has a description");
            let hint = "describe what the link leads to as the picture's description";
            findings.advise(Code::LinkNameless, Place::new(file, *line), message, hint);
            let content = std::mem::take(content);
            let count = content.len();
            inlines.splice(at..=at, content);
            at += count;
            continue;
        }
        for content in content_mut(inline) {
            unwrap_nameless(content, file, findings);
        }
        at += 1;
    }
}

/// Whether there is a picture, and nothing that says a word.
fn is_nameless(content: &[Inline]) -> bool {
    let (mut picture, mut said) = (false, false);
    each_inline(content, &mut |inline| match inline {
        Inline::Image(image) => {
            picture = true;
            said |= image.alternative.as_deref().is_some_and(has_words);
        }
        Inline::Text(text) => said |= has_words(text),
        Inline::Break | Inline::Anchor(_) | Inline::Styled(..) | Inline::Span(..) | Inline::Isolate { .. } => {}
        _ => said = true,
    });
    picture && !said
}
