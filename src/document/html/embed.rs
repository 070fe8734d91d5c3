//! Frames that embed a post or a video: a book holds a quotation with their link.

use super::components;
use super::dom::NodeId;
use super::flow::Reader;
use crate::document::tree::*;
use crate::publication::{Code, Rule, has_words, one_line};

impl Reader<'_> {
    /// The link that stands in the place of a frame, where the frame shows something a reader would go and see: it has a
    /// title, or may fill the screen. Other frames (advertisements, counters) give nothing.
    pub(super) fn embedded(&mut self, node: NodeId, name: &str) -> Option<Inline> {
        let attribute = |name: &str| self.dom.attribute(node, name).map(str::trim).filter(|value| !value.is_empty());
        let component = components::address(self.dom, node, name);
        let address = match &component {
            Some(address) => address,
            None if name == "iframe" => ["src", "data-src", "data-lazy-src"].iter().find_map(|name| attribute(name))?,
            None => return None,
        };
        let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
        let url = url::Url::parse(&address).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let host = url.host_str()?.to_owned();
        let title = attribute("title").map(|title| one_line(title, |_| ())).filter(|title| has_words(title));
        let fills = component.is_some()
            || self.dom.attribute(node, "allowfullscreen").is_some()
            || attribute("allow")
                .is_some_and(|allowed| allowed.contains("fullscreen") || allowed.contains("encrypted-media"));
        let tiny = ["width", "height"].iter().any(|name| attribute(name).is_some_and(|size| matches!(size, "0" | "1")));
        if tiny || title.is_none() && !fills {
            return None;
        }
        let words = title.unwrap_or(host);
        let place = self.place(node);
        self.record_skipped(node);
        self.findings.note(
            Code::EmbedQuoted,
            place.clone(),
            format!("what `{name}` embeds became a link to {address}"),
        );
        self.findings.change(Rule::EmbedLink, words.clone(), place);
        Some(Inline::Link { href: address, content: vec![Inline::Text(words)], line: self.dom.line(node) })
    }

    /// The same as a block of its own.
    pub(super) fn embedded_block(&mut self, node: NodeId, name: &str) -> Option<Block> {
        let link = self.embedded(node, name)?;
        let line = self.dom.line(node);
        let paragraph = Block::new(BlockKind::Paragraph(vec![link]), line);
        Some(Block::new(BlockKind::Quotation(vec![paragraph]), line))
    }
}
