//! Sounds and films: no reader is bound to play them, so each becomes a link, with its poster.

use super::dom::NodeId;
use super::flow::Reader;
use crate::document::tree::*;
use crate::publication::{Code, Rule, has_words, one_line, percent_decoded};

/// Whether an element is a sound or a film; AMP has its own.
pub(super) fn is_media(name: &str) -> bool {
    matches!(name, "audio" | "video" | "amp-audio" | "amp-video")
}

impl Reader<'_> {
    /// Puts a link in the place of a sound or a film; one without an address is left out like other players.
    pub(super) fn media(&mut self, node: NodeId, name: &str, words: &mut Vec<Inline>) {
        let line = self.dom.line(node);
        let poster = self.dom.attribute(node, "poster").map(str::trim).filter(|poster| !poster.is_empty());
        let poster = poster.map(|address| {
            // It shows nothing that is not in what the link leads to.
            Inline::Image(Box::new(Image::new(address.to_owned(), Some(String::new()), line)))
        });
        let Some(address) = self.media_address(node) else {
            words.extend(poster);
            self.skip(node, name);
            words.push(Inline::Text(" ".to_owned()));
            return;
        };
        let title = self.media_title(node, &address);
        let place = self.place(node);
        self.findings.note(
            Code::MediaLinked,
            place.clone(),
            format!("`{name}` became a link to `{}`", short(&address)),
        );
        self.findings.change(Rule::MediaName, title.clone(), place);
        self.record_skipped(node);
        let mut content = Vec::new();
        if let Some(poster) = poster {
            content.extend([poster, Inline::Text(" ".to_owned())]);
        }
        content.push(Inline::Text(title));
        words.push(Inline::Text(" ".to_owned()));
        words.push(Inline::Link { href: address, content, line });
        words.push(Inline::Text(" ".to_owned()));
    }

    /// The address of the file, or of the first of several.
    fn media_address(&self, node: NodeId) -> Option<String> {
        let of = |node: NodeId| {
            let addresses = ["src", "data-src"].iter().filter_map(|name| self.dom.attribute(node, name)).map(str::trim);
            // What lives in the page's memory or in the address itself is gone with the page.
            let stays = |address: &&str| {
                let gone =
                    |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
                !address.is_empty() && !["blob:", "data:", "javascript:", "about:"].into_iter().any(gone)
            };
            addresses.filter(stays).map(str::to_owned).next()
        };
        let mut sources = self.dom.elements(node).filter(|(_, name)| *name == "source");
        of(node).or_else(|| sources.find_map(|(source, _)| of(source)))
    }

    /// What the page calls it, else the name of its file, else the address.
    fn media_title(&self, node: NodeId, address: &str) -> String {
        let said = ["title", "aria-label"].iter().filter_map(|name| self.dom.attribute(node, name));
        let mut said = said.map(|text| one_line(text, |_| ()));
        if let Some(title) = said.find(|text| has_words(text)) {
            return title;
        }
        let path = address.split(['?', '#']).next().unwrap_or(address);
        let file = path.rsplit('/').next().and_then(percent_decoded).map(|file| one_line(&file, |_| ()));
        file.filter(|file| has_words(file)).unwrap_or_else(|| one_line(address, |_| ()))
    }
}

fn short(address: &str) -> String {
    let start = address.chars().take(80).collect::<String>();
    if start.len() < address.len() { format!("{start}…") } else { start }
}
