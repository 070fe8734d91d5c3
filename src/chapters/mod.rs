//! Step 5: articles → [`ContentDocument`]s. Where one file ends, ids, links, notes, and the XHTML itself.
//!
//! 1. `cut` divides an article that is too long for one file; `headings` gives its headings levels without gaps.
//! 2. `plan` numbers notes and hands out ids, so that every place in the book has an address before anything is written.
//! 3. `xhtml` writes blocks and inlines; `links` turns what the source wrote into addresses of the book.
//! 4. `credits` says what stands under a title, with its day in words.
//! 5. `pages` makes the pages around the text: cover, title page, parts, colophon; `around` tells step 4 beforehand what they
//!    say.

mod around;
mod credits;
mod cut;
mod declared;
mod headings;
mod ids;
mod links;
mod pages;
mod plan;
mod xhtml;

pub(crate) use around::texts_around;
pub(crate) use pages::page_style;

use std::sync::Arc;

use crate::publication::{
    Code, ContainerPath, Decision, Direction, DocumentRole, Findings, Labels, Language, Metadata, Place,
};
use credits::Voice;

use crate::resources::Resources;
use crate::source::OutlineEntry;
use crate::source::book::{OldBook, PageRole};
use crate::typography::{Article, Typeset};

/// A finished XHTML file of the book.
#[derive(Debug)]
pub struct ContentDocument {
    /// Where it stands in the book.
    pub path: ContainerPath,
    /// What it is for.
    pub role: DocumentRole,
    /// Its title.
    pub title: String,
    /// The language it is marked with, and why.
    pub language: Decision<Language>,
    /// The direction it is marked with, and why.
    pub direction: Decision<Direction>,
    /// The article it was made from.
    pub source: Option<Place>,
    /// Whether it holds MathML.
    pub formulas: bool,
    /// The file itself; empty for the contents page, whose text is the package's navigation document.
    pub xhtml: String,
}

/// An entry of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContentsEntry {
    /// The words of the entry; never empty.
    pub label: String,
    /// The language of the words, where it is not the book's.
    pub language: Option<Language>,
    /// The direction of the words, where it is not the book's.
    pub direction: Option<Direction>,
    /// The file it leads to.
    pub path: ContainerPath,
    /// The place in that file.
    pub fragment: Option<String>,
    /// The entries below it.
    pub children: Vec<ContentsEntry>,
}

/// All content documents of a book and its contents.
#[derive(Debug)]
pub struct Chapters {
    /// The files in reading order, without the contents page.
    pub documents: Vec<ContentDocument>,
    /// The contents.
    pub contents: Vec<ContentsEntry>,
    /// The printed pages, where the source lists any.
    pub pages: Vec<ContentsEntry>,
    /// Which printed book the pages are those of, as far as it is known.
    pub page_source: Option<String>,
    /// Whether there is more than one chapter, so that a contents page helps.
    pub needs_contents_page: bool,
}

/// What the pages around the text need to know.
#[derive(Debug)]
pub struct Frame<'a> {
    /// The title of the book.
    pub title: &'a str,
    /// What is known about the book.
    pub metadata: &'a Metadata,
    /// The unique identifier.
    pub identifier: &'a str,
    /// The words of the book's language.
    pub labels: &'static Labels,
    /// What is taken over of the book that is read again.
    pub old: Option<&'a Old<'a>>,
}

/// What is taken over of a book that is read again.
#[derive(Debug)]
pub struct Old<'a> {
    /// Its contents and pages.
    pub book: &'a OldBook,
    /// The paths of pages that the new book has its own of.
    pub replaced: &'a [(String, PageRole)],
}

/// Makes the content documents of a book.
///
/// `progress` is told after each article how many are done; an error it gives stops the work.
pub fn make_chapters<E>(
    typeset: Typeset,
    outline: &[OutlineEntry],
    resources: &Resources,
    frame: &Frame<'_>,
    findings: &mut Findings,
    progress: &mut dyn FnMut(usize) -> Result<(), E>,
) -> Result<Chapters, E> {
    let (language, direction) = (typeset.language.clone(), typeset.direction.clone());
    let alone = typeset.articles.len() == 1;
    let needs_contents_page = !alone;
    let lists_articles = lists_articles(typeset.articles.len());

    let of_article = |article: &Article| (article.language.value.clone(), article.direction.value);
    let voices = typeset.articles.iter().map(of_article).collect::<Vec<_>>();
    let mut plan = plan::plan(typeset.articles, findings);
    let book = pages::Book { frame, language, direction, fonts: &resources.fonts };
    let mut documents = Vec::new();
    if let Some(cover) = &resources.cover {
        documents.push(book.cover_page(cover));
    }
    if frame.metadata.title_page.unwrap_or(!alone) {
        documents.push(book.title_page(findings));
    }
    let mut contents = Vec::new();
    let mut done = 0;
    let mut building =
        Building { book: &book, plan: &mut plan, documents: &mut documents, findings, alone, lists_articles, parts: 0 };
    building.entries(outline, &mut contents, &mut |count| {
        done += count;
        progress(done)
    })?;
    let mut pages = Vec::new();
    if let Some(Old { book: old, replaced }) = frame.old {
        let places = declared::Places {
            destinations: &plan.destinations,
            voices: &voices,
            replaced,
            documents: &documents,
            book: (&book.language.value, book.direction.value),
        };
        let mut listed = places.entries(&old.contents, findings);
        if declared::in_order(&mut listed, &documents) {
            findings.note(Code::BookNavigation, None, "the contents were put in the order of the text");
        }
        if !listed.is_empty() {
            contents = listed;
        }
        pages = places.entries(&old.pages, findings);
        declared::in_order(&mut pages, &documents);
        declared::mark_pages(&pages, &mut documents);
    }
    if frame.metadata.colophon.unwrap_or(true) {
        let colophon = book.colophon();
        contents.push(ContentsEntry {
            label: colophon.title.clone(),
            language: None,
            direction: plan::direction_of_label(&colophon.title, book.direction.value, book.direction.value),
            path: colophon.path.clone(),
            fragment: None,
            children: Vec::new(),
        });
        documents.push(colophon);
    }
    let page_source = frame.old.and_then(|old| old.book.page_source.clone());
    Ok(Chapters { documents, contents, pages, page_source, needs_contents_page })
}

/// From so many articles on, the pages of parts list what is in them: the contents have grown too long to look through.
const FEW: usize = 20;

fn lists_articles(articles: usize) -> bool {
    articles > FEW
}

/// Walks the outline and writes file after file.
struct Building<'a> {
    book: &'a pages::Book<'a>,
    plan: &'a mut plan::Plan,
    documents: &'a mut Vec<ContentDocument>,
    findings: &'a mut Findings,
    alone: bool,
    /// Whether the page of a part lists what is in it.
    lists_articles: bool,
    parts: usize,
}

impl Building<'_> {
    fn entries<E>(
        &mut self,
        outline: &[OutlineEntry],
        contents: &mut Vec<ContentsEntry>,
        progress: &mut dyn FnMut(usize) -> Result<(), E>,
    ) -> Result<(), E> {
        for entry in outline {
            match entry {
                OutlineEntry::Article(number) => {
                    contents.extend(self.article(*number));
                    progress(1)?;
                }
                OutlineEntry::Part { title, entries } => {
                    self.parts += 1;
                    let book = self.book.direction.value;
                    let listed = if self.lists_articles { self.listed(entries) } else { Vec::new() };
                    let page = self.book.part_page(self.parts, title, &listed);
                    let mut part = ContentsEntry {
                        label: title.clone(),
                        language: None,
                        direction: plan::direction_of_label(title, book, book),
                        path: page.path.clone(),
                        fragment: None,
                        children: Vec::new(),
                    };
                    self.documents.push(page);
                    self.entries(entries, &mut part.children, progress)?;
                    contents.push(part);
                }
            }
        }
        Ok(())
    }

    /// The articles that stand in a part itself, as its page lists them.
    fn listed(&self, entries: &[OutlineEntry]) -> Vec<pages::Listed> {
        let chapters = entries.iter().filter_map(|entry| match entry {
            OutlineEntry::Article(number) => self.plan.chapter(*number),
            OutlineEntry::Part { .. } => None,
        });
        chapters.map(|chapter| self.book.listed(chapter)).collect()
    }

    /// Writes the files of one article and frees its tree; an outline that names it twice gets it once.
    fn article(&mut self, number: usize) -> Option<ContentsEntry> {
        let chapter = self.plan.take(number)?;
        let contents = chapter.contents(&self.book.language.value, self.book.direction.value);
        let frame = self.book.frame;
        let labels = Labels::of(chapter.language.value.primary()).unwrap_or(frame.labels);
        let writing = xhtml::Writing {
            destinations: &self.plan.destinations,
            fonts: self.book.fonts,
            voice: Voice::new(
                &chapter.language.value,
                chapter.direction.value,
                labels,
                frame.metadata,
                &chapter.metadata,
            ),
            // The metadata of a single article is the book's.
            heading: match (self.alone, chapter.old) {
                // What stands above the text of an old book is in its text.
                (_, true) => Metadata { date_style: frame.metadata.date_style, ..Metadata::default() },
                (true, false) => frame.metadata.clone(),
                (false, false) => chapter.metadata.clone(),
            },
        };
        let source = Place { file: Arc::clone(&chapter.file), line: None };
        for file in xhtml::write_chapter(&chapter, &writing, self.findings) {
            self.documents.push(ContentDocument {
                path: file.path,
                role: DocumentRole::Chapter,
                title: file.title,
                language: chapter.language.clone(),
                direction: chapter.direction.clone(),
                source: Some(source.clone()),
                formulas: file.formulas,
                xhtml: file.xhtml,
            });
        }
        Some(contents)
    }
}
