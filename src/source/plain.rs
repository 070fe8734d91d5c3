//! The words of a title in a feed, and plain text as markup.

use std::cell::RefCell;

use html5ever::TokenizerResult;
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, TagToken, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

/// Collects characters; a tag parts words only where it is a line break.
struct Words(RefCell<String>);

impl TokenSink for Words {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        let mut words = self.0.borrow_mut();
        match token {
            CharacterTokens(characters) => words.push_str(&characters),
            TagToken(tag) if matches!(&*tag.name, "br" | "p" | "div" | "li") => words.push(' '),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// The words of a piece of HTML without its tags, character references resolved.
pub(super) fn words_of_html(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.to_owned();
    }
    let tokenizer = Tokenizer::new(Words(RefCell::default()), TokenizerOpts::default());
    let queue = BufferQueue::default();
    queue.push_back(StrTendril::from_slice(html));
    while !matches!(tokenizer.feed(&queue), TokenizerResult::Done) {}
    tokenizer.end();
    tokenizer.sink.0.into_inner()
}

/// Whether a text that is said to be plain holds markup all the same: feeds escape their titles twice.
pub(super) fn holds_markup(text: &str) -> bool {
    let reference = text.split('&').skip(1).any(|rest| {
        rest.split_once(';').is_some_and(|(name, _)| {
            (2..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
        })
    });
    let tag = text.contains("</") || text.contains("/>") || text.contains("<br>") || text.contains("<p>");
    reference || tag
}

/// Plain text as HTML: blank lines part paragraphs, other line ends are kept.
pub(super) fn html_of_text(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut html = String::with_capacity(text.len() + 64);
    for paragraph in text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
        html.push_str("<p>");
        for (at, line) in paragraph.lines().enumerate() {
            if at > 0 {
                html.push_str("<br>");
            }
            let escaped = line.replace('&', "&amp;").replace('<', "&lt;");
            html.push_str(&escaped);
        }
        html.push_str("</p>\n");
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_lose_their_markup() {
        let rows = [
            ("حلب &amp; دمشق", "حلب & دمشق"),
            ("<b>هدنة</b> في<br>حلب", "هدنة في حلب"),
            ("5 < 6", "5 < 6"),
            ("نص", "نص"),
        ];
        for (html, words) in rows {
            assert_eq!(words_of_html(html), words);
        }
        for (text, markup) in [("AT&T; x", false), ("a &quot;b&quot;", true), ("<i>x</i>", true), ("C<T> و D", false)]
        {
            assert_eq!(holds_markup(text), markup, "{text}");
        }
    }

    #[test]
    fn plain_text_keeps_its_paragraphs() {
        assert_eq!(html_of_text("a < b\nc\r\n\r\nd & e"), "<p>a &lt; b<br>c</p>\n<p>d &amp; e</p>\n");
    }
}
