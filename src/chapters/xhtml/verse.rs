//! Verse: two halves beside one another where a page is wide enough for both, one below the other where it is not.

use super::Writer;
use super::vocalisation::vocalisation_of;
use crate::document::{Attributes, VerseLine};

impl Writer<'_> {
    pub(super) fn verse(&mut self, attributes: &Attributes, lines: &[VerseLine]) {
        let halves = lines.iter().flat_map(|line| &line.halves).map(Vec::as_slice);
        let class = super::blocks::joined("verse", vocalisation_of(halves)).into_owned();
        // A line by itself stands in the middle of lines with two halves; verse without halves begins at its start side.
        let has_halves = lines.iter().any(|line| line.halves.len() > 1);
        self.element("div", attributes, &class, |writer| {
            writer.raw("\n");
            for line in lines {
                let stanza = if line.opens_stanza { "stanza" } else { "" };
                writer.verse_line(&line.halves, has_halves, stanza);
            }
        });
    }

    fn verse_line(&mut self, halves: &[Vec<crate::document::Inline>], has_halves: bool, stanza: &str) {
        let none = Attributes::default();
        match halves {
            [first, second] => {
                let class = super::blocks::joined("bayt", stanza);
                self.element("div", &none, &class, |writer| {
                    writer.element("p", &none, "half", |writer| writer.inlines(first));
                    writer.element("p", &none, "half second", |writer| writer.inlines(second));
                });
            }
            halves => {
                let class = super::blocks::joined(if has_halves { "whole" } else { "line" }, stanza);
                halves.iter().for_each(|words| self.element("p", &none, &class, |writer| writer.inlines(words)));
            }
        }
    }
}
