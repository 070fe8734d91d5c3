//! Notes at the end of a file, and the marks that lead to them and back.

use super::Writer;
use super::directions::shared_direction;
use crate::chapters::plan::Mark;
use crate::document::inlines::plain_text;
use crate::document::visit::{content, each_block};
use crate::document::{Attributes, BlockKind, Note};
use crate::publication::{Rule, escape_into};

impl Writer<'_> {
    /// The notes of this file, each with a way back to its first reference.
    pub(super) fn notes(&mut self) {
        if self.file.notes.is_empty() {
            return;
        }
        self.raw("<section class=\"notes\" epub:type=\"footnotes\"");
        self.attribute("aria-label", self.writing.voice.labels.notes);
        self.raw(">\n");
        for number in &self.file.notes {
            let (Some(mark), Some(note)) = (&self.chapter.marks[*number], self.chapter.notes.get(*number)) else {
                continue;
            };
            self.note(mark, note);
        }
        self.raw("</section>\n");
    }

    pub(super) fn note(&mut self, mark: &Mark, note: &Note) {
        let mut words = String::new();
        each_block(&note.blocks, &mut |block| {
            content(block).into_iter().for_each(|inlines| {
                words.push_str(&plain_text(inlines));
                words.push(' ');
            });
        });
        self.findings.change(Rule::Note, words.trim_end(), self.place(note.line));
        let number = self.writing.voice.digits.spell(&mark.number.to_string());
        self.findings.change(Rule::NoteMark, number.clone(), self.place(note.line));
        self.raw("<aside epub:type=\"footnote\" role=\"doc-footnote\"");
        let direction = shared_direction(&note.blocks);
        let outer = self.enter(&Attributes::new(Some(mark.id.clone()), None, direction), "");
        self.raw(">");
        let mut link = String::new();
        match &mark.reference {
            Some(reference) => {
                link.push_str("<a class=\"note\" epub:type=\"backlink\" role=\"doc-backlink\" href=\"#");
                escape_into(&mut link, reference);
                link.push_str("\" aria-label=\"");
                escape_into(&mut link, self.writing.voice.labels.back);
                link.push_str(&format!(" {number}\">{number}</a> "));
            }
            None => link.push_str(&format!("<span class=\"note\">{number}</span> ")),
        }
        match note.blocks.first().map(|block| &block.kind) {
            Some(BlockKind::Paragraph(_) | BlockKind::Plain(_)) => self.pending_mark = Some(link),
            _ => self.element("p", &Attributes::default(), "", |writer| writer.raw(link.trim_end())),
        }
        for block in &note.blocks {
            match &block.kind {
                // A note is a paragraph even when its source wrote none.
                BlockKind::Plain(words) => self.paragraph(&block.attributes, words),
                _ => self.block(block),
            }
        }
        self.raw("</aside>\n");
        self.setting = outer;
    }
}
