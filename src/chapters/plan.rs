//! Every place in the book gets its address before anything is written: files, ids, the numbers of notes.

use std::sync::Arc;

use super::ContentsEntry;
use super::cut::cut;
use super::headings::level_headings;
use super::ids::Ids;
use super::links::Destinations;
use crate::bidi::direction_in;
use crate::document::inlines::{content_mut, each_inline, plain_text};
use crate::document::visit::{content, content_mut as words_of, each_block, each_block_mut};
use crate::document::{Attributes, Block, BlockKind, Document, Inline, Note, Title, TitleOrigin};
use crate::publication::{
    Base, Code, ContainerPath, Decision, Direction, Findings, Language, Metadata, Place, one_line,
};
use crate::typography::Article;

/// All chapters, and where everything in them is.
pub(super) struct Plan {
    chapters: Vec<Option<Chapter>>,
    pub(super) destinations: Destinations,
}

impl Plan {
    /// A chapter that has not been handed out yet.
    pub(super) fn chapter(&self, number: usize) -> Option<&Chapter> {
        self.chapters.get(number)?.as_ref()
    }

    /// Hands out a chapter to be written; each is handed out once.
    pub(super) fn take(&mut self, number: usize) -> Option<Chapter> {
        self.chapters.get_mut(number).and_then(Option::take)
    }
}

/// An article ready to be written: cut into files, with ids that are unique and notes that are numbered.
pub(super) struct Chapter {
    pub(super) number: usize,
    pub(super) file: Arc<str>,
    pub(super) metadata: Metadata,
    pub(super) title: Title,
    /// Whether it was a page of a book that is read again.
    pub(super) old: bool,
    pub(super) language: Decision<Language>,
    pub(super) direction: Decision<Direction>,
    pub(super) files: Vec<File>,
    pub(super) notes: Vec<Note>,
    /// Where each note stands: its mark and its file, by the note's number in the article.
    pub(super) marks: Vec<Option<Mark>>,
}

/// One file of a chapter.
pub(super) struct File {
    pub(super) path: ContainerPath,
    pub(super) blocks: Vec<Block>,
    /// The notes that stand at its end, by their number in the article.
    pub(super) notes: Vec<usize>,
}

/// How a note is found.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    /// What stands in the text: 1, 2, 3 …; notes that nothing refers to have one too.
    pub(super) number: usize,
    /// The file of the chapter it stands in.
    pub(super) file: usize,
    /// The id of the note.
    pub(super) id: String,
    /// The id of the first reference, which the way back leads to; `None` when nothing refers to it.
    pub(super) reference: Option<String>,
}

/// Plans all chapters.
pub(super) fn plan(articles: Vec<Article>, findings: &mut Findings) -> Plan {
    let mut destinations = Destinations::new(articles.iter().map(|article| article.document.path.as_str()));
    for (number, article) in articles.iter().enumerate() {
        let page = match &article.document.base {
            Base::Web(url) => Some(url),
            _ => None,
        };
        destinations.add_addresses(number, article.document.metadata.source_url().as_ref(), page);
    }
    let mut chapters = Vec::with_capacity(articles.len());
    for (number, article) in articles.into_iter().enumerate() {
        destinations.set_base(number, article.document.address.clone());
        chapters.push(Some(plan_chapter(number, article, &mut destinations, findings)));
    }
    Plan { chapters, destinations }
}

fn plan_chapter(number: usize, article: Article, destinations: &mut Destinations, findings: &mut Findings) -> Chapter {
    let Article { document, language, direction } = article;
    let Document { file, metadata, mut title, mut blocks, mut notes, page, .. } = document;
    let above = match title.origin {
        TitleOrigin::Inside => 0,
        TitleOrigin::Opening(_) | TitleOrigin::Outside => 1,
    };
    level_headings(&mut blocks, above);
    let cut = cut(blocks, &notes);
    report_cuts(&cut.files, &cut.paragraphs_cut, &file, findings);
    let path = |at: usize| {
        let piece = if at == 0 { String::new() } else { format!("-{}", at + 1) };
        ContainerPath::own(format!("text/ch{:04}{piece}.xhtml", number + 1))
    };
    let mut files = Vec::with_capacity(cut.files.len());
    for (at, blocks) in cut.files.into_iter().enumerate() {
        files.push(File { path: path(at), blocks, notes: Vec::new() });
    }
    destinations.add_files(number, files.iter().map(|file| file.path.clone()).collect());

    let mut naming = Naming { ids: Ids::default(), destinations, document: number, file: 0 };
    let marks = number_notes(&title, &mut files, &notes, &mut naming, &file, findings);
    if let TitleOrigin::Opening(heading) = &mut title.origin {
        naming.blocks(std::slice::from_mut(heading));
    }
    for (at, file) in files.iter_mut().enumerate() {
        naming.file = at;
        naming.blocks(&mut file.blocks);
        for note in &file.notes {
            naming.blocks(&mut notes[*note].blocks);
        }
    }
    Chapter { number, file, metadata, title, old: page.is_some(), language, direction, files, notes, marks }
}

fn report_cuts(files: &[Vec<Block>], paragraphs: &[u32], file: &Arc<str>, findings: &mut Findings) {
    if files.len() > 1 {
        let message = format!("the article is long and was cut into {} files", files.len());
        findings.note(Code::ArticleCut, Place::new(file, 0), message);
    }
    for line in paragraphs {
        let message = "a paragraph longer than a file of a book was cut between sentences";
        findings.note(Code::ParagraphCut, Place::new(file, *line), message);
    }
}

/// Numbers the notes in the order of their references and puts each at the end of the file that first refers to it. Notes
/// that only notes refer to follow those; notes that nothing refers to close the chapter, and are reported.
fn number_notes(
    title: &Title,
    files: &mut [File],
    notes: &[Note],
    naming: &mut Naming<'_>,
    file: &Arc<str>,
    findings: &mut Findings,
) -> Vec<Option<Mark>> {
    let mut marks: Vec<Option<Mark>> = vec![None; notes.len()];
    if notes.is_empty() {
        return marks;
    }
    let mut count = 0;
    let mut set = |note: usize, at: usize, referred: bool, files: &mut [File], naming: &mut Naming<'_>| {
        if let Some(mark) = marks.get_mut(note).filter(|mark| mark.is_none()) {
            count += 1;
            let reference = referred.then(|| naming.ids.own_or(&format!("noteref-{count}"), "noteref"));
            let id = naming.ids.own_or(&format!("note-{count}"), "note");
            *mark = Some(Mark { number: count, file: at, id, reference });
            files[at].notes.push(note);
        }
    };
    for at in 0..files.len() {
        let mut referred = Vec::new();
        if let (0, TitleOrigin::Opening(heading)) = (at, &title.origin) {
            references(std::slice::from_ref(heading), &mut referred);
        }
        references(&files[at].blocks, &mut referred);
        // What a note refers to is looked for when the note is placed.
        let mut next = 0;
        while next < referred.len() {
            let note = referred[next];
            let placed = files[at].notes.len();
            set(note, at, true, files, naming);
            if files[at].notes.len() > placed {
                references(&notes[note].blocks, &mut referred);
            }
            next += 1;
        }
    }
    let last = files.len() - 1;
    for (note, content) in notes.iter().enumerate() {
        let placed = files[last].notes.len();
        if content.blocks.is_empty() {
            continue;
        }
        set(note, last, false, files, naming);
        if files[last].notes.len() > placed {
            findings.note(Code::NoteUnreferenced, Place::new(file, content.line), "nothing refers to this note");
        }
    }
    marks
}

fn references(blocks: &[Block], notes: &mut Vec<usize>) {
    each_block(blocks, &mut |block| {
        for inlines in content(block) {
            each_inline(inlines, &mut |inline| {
                if let Inline::NoteReference(note) = inline {
                    notes.push(*note);
                }
            });
        }
    });
}

/// Turns the ids of the source into those of the book, and remembers which place each one names.
struct Naming<'a> {
    ids: Ids,
    destinations: &'a mut Destinations,
    document: usize,
    file: usize,
}

impl Naming<'_> {
    fn blocks(&mut self, blocks: &mut [Block]) {
        each_block_mut(blocks, &mut |block| {
            match block.kind {
                BlockKind::Heading { .. } => self.heading(&mut block.attributes),
                _ => self.attributes(&mut block.attributes),
            }
            match &mut block.kind {
                BlockKind::List { items, .. } => {
                    items.iter_mut().for_each(|item| self.attributes(&mut item.attributes))
                }
                BlockKind::DefinitionList(definitions) => {
                    for definition in definitions {
                        definition.terms.iter_mut().for_each(|term| self.attributes(&mut term.attributes));
                        definition.details.iter_mut().for_each(|detail| self.attributes(&mut detail.attributes));
                    }
                }
                BlockKind::Table(table) => {
                    for row in table.head.iter_mut().chain(&mut table.body) {
                        self.attributes(&mut row.attributes);
                        row.cells.iter_mut().for_each(|cell| self.attributes(&mut cell.attributes));
                    }
                }
                _ => {}
            }
            words_of(block).into_iter().for_each(|words| self.inlines(words));
        });
    }

    fn inlines(&mut self, inlines: &mut Vec<Inline>) {
        for inline in inlines {
            match inline {
                Inline::Anchor(id) => *id = self.name(id, "p").unwrap_or_default(),
                Inline::Span(attributes, content) => {
                    self.attributes(attributes);
                    self.inlines(content);
                }
                inline => content_mut(inline).into_iter().for_each(|content| self.inlines(content)),
            }
        }
    }

    fn attributes(&mut self, attributes: &mut Attributes) {
        if let Some(id) = attributes.id() {
            let id = self.name(id, "p");
            attributes.set_id(id);
        }
    }

    /// Headings are what the contents lead to: each has an id.
    fn heading(&mut self, attributes: &mut Attributes) {
        let named = attributes.id().and_then(|id| self.name(id, "h"));
        let id = named.unwrap_or_else(|| self.ids.numbered("h"));
        attributes.set_id(Some(id));
    }

    /// The id of a place; `None` when an earlier place has the name already.
    fn name(&mut self, source_id: &str, prefix: &'static str) -> Option<String> {
        if source_id.is_empty() || self.destinations.has(self.document, source_id) {
            return None;
        }
        let id = self.ids.own_or(source_id, prefix);
        self.destinations.add(self.document, source_id, self.file, id.clone());
        Some(id)
    }
}

impl Chapter {
    /// Whether the chapter's first file begins with its title as a heading.
    pub(super) fn has_title_heading(&self) -> bool {
        !matches!(self.title.origin, TitleOrigin::Inside)
    }

    /// The chapter's entry in the contents, with its headings below it.
    pub(super) fn contents(&self, book_language: &Language, book_direction: Direction) -> ContentsEntry {
        let language = (self.language.value != *book_language).then(|| self.language.value.clone());
        let entry = |label: String, file: &File, fragment: Option<String>| ContentsEntry {
            direction: direction_of_label(&label, self.direction.value, book_direction),
            label,
            language: language.clone(),
            path: file.path.clone(),
            fragment,
            children: Vec::new(),
        };
        // The chapter, and the last entry of each level below it.
        let mut open: Vec<(u8, ContentsEntry)> = vec![(0, entry(self.title.text.clone(), &self.files[0], None))];
        let mut title_seen = self.has_title_heading();
        for file in &self.files {
            for (level, label, id) in headings(&file.blocks) {
                if !title_seen && label == self.title.text {
                    title_seen = true;
                    continue;
                }
                close(&mut open, level);
                open.push((level, entry(label, file, Some(id))));
            }
        }
        close(&mut open, 1);
        open.remove(0).1
    }
}

/// The direction of an entry where it is not the book's: that of most of its words, else the chapter's.
pub(super) fn direction_of_label(label: &str, chapter: Direction, book: Direction) -> Option<Direction> {
    let own = direction_in(label, chapter);
    (own != book).then_some(own)
}

/// Puts every open entry of `level` or deeper below the one it belongs to.
fn close(open: &mut Vec<(u8, ContentsEntry)>, level: u8) {
    while open.len() > 1 && open.last().is_some_and(|(last, _)| *last >= level) {
        if let Some((_, closed)) = open.pop()
            && let Some((_, parent)) = open.last_mut()
        {
            parent.children.push(closed);
        }
    }
}

/// The headings that structure a text: not those inside quotations, lists or tables.
fn headings(blocks: &[Block]) -> Vec<(u8, String, String)> {
    let mut found = Vec::new();
    for block in blocks {
        match &block.kind {
            BlockKind::Heading { level, content } => {
                // The marks of step 3 are for the text alone: the contents have markup of their own.
                let label = one_line(&plain_text(content).replace('\u{200E}', ""), |_| ());
                if let (Some(id), false) = (block.attributes.id(), label.is_empty()) {
                    found.push((*level, label, id.to_owned()));
                }
            }
            BlockKind::Section(blocks) => found.extend(headings(blocks)),
            _ => {}
        }
    }
    found
}
