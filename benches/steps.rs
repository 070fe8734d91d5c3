//! Each step of the way alone, with what the steps before it made: `cargo bench --bench steps`.

mod books;

use std::convert::Infallible;
use std::fmt::Display;
use std::io::Cursor;

use books::{BOOKS, Book, Markup};
use divan::Bencher;
use warraq::chapters::{self, Chapters, Frame};
use warraq::container;
use warraq::document::{self, Document};
use warraq::package::{self, About, Description, Package};
use warraq::publication::{Findings, Labels, Metadata};
use warraq::resources::{self, CoverWish, FontRequest, FontWish, PictureRequest, Resources};
use warraq::source::{self, Collection, Input, OutlineEntry, Source};
use warraq::typography::{self, Typeset};

fn main() {
    divan::main();
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn step_1_source(bencher: Bencher<'_, '_>, book: Book) {
    let folder = must(book.folder(Markup::Markdown));
    bencher.with_inputs(|| vec![Input::path(&folder)]).bench_local_values(read);
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn step_2_document_text(bencher: Bencher<'_, '_>, book: Book) {
    documents_of(bencher, book, Markup::Text);
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn step_2_document_markdown(bencher: Bencher<'_, '_>, book: Book) {
    documents_of(bencher, book, Markup::Markdown);
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn step_2_document_html(bencher: Bencher<'_, '_>, book: Book) {
    documents_of(bencher, book, Markup::Html);
}

fn documents_of(bencher: Bencher<'_, '_>, book: Book, markup: Markup) {
    let folder = must(book.folder(markup));
    bencher.with_inputs(|| read(vec![Input::path(&folder)]).sources).bench_local_values(understand);
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn step_3_typography(bencher: Bencher<'_, '_>, book: Book) {
    let before = Before::new(book);
    bencher.with_inputs(|| before.documents().0).bench_local_values(typeset);
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn step_4_resources(bencher: Bencher<'_, '_>, book: Book) {
    let before = Before::new(book);
    bencher.with_inputs(|| before.typeset().0).bench_local_values(|mut typeset| (gather(&mut typeset), typeset));
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn step_5_chapters(bencher: Bencher<'_, '_>, book: Book) {
    let before = Before::new(book);
    bencher.with_inputs(|| before.resources()).bench_local_values(make_chapters);
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn step_6_package(bencher: Bencher<'_, '_>, book: Book) {
    let before = Before::new(book);
    bencher.with_inputs(|| before.chapters()).bench_local_values(make_package);
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn step_7_container(bencher: Bencher<'_, '_>, book: Book) {
    let before = Before::new(book);
    let package = || make_package(before.chapters());
    bencher
        .with_inputs(package)
        .bench_local_values(|package| must(container::write_container(package, Cursor::new(Vec::new()))));
}

fn read(inputs: Vec<Input>) -> Collection {
    must(source::read(inputs, &mut Findings::default()))
}

fn understand(sources: Vec<Source>) -> Vec<Document> {
    let mut findings = Findings::default();
    sources
        .into_iter()
        .map(|source| must(document::read(source, &document::Reading::default(), &mut findings)))
        .collect()
}

fn typeset(documents: Vec<Document>) -> Typeset {
    typography::typeset(documents, &Metadata::default(), false, &mut Findings::default())
}

fn gather(typeset: &mut Typeset) -> Resources {
    must(resources::gather(
        typeset,
        &CoverWish::LeftOut,
        &no_fonts(),
        &PictureRequest::default(),
        &mut Findings::default(),
    ))
}

/// Fonts have a benchmark of their own.
fn no_fonts() -> FontRequest {
    let wish = FontWish { body: Some(warraq::FontSetting::None), heading: None };
    FontRequest { wish, ..FontRequest::default() }
}

/// What step 5 is given.
struct Gathered {
    typeset: Typeset,
    resources: Resources,
    outline: Vec<OutlineEntry>,
    description: Description,
}

fn make_chapters(gathered: Gathered) -> (Chapters, Resources, Description) {
    let Gathered { typeset, resources, outline, description } = gathered;
    let frame = Frame {
        title: &description.title,
        metadata: &description.metadata,
        identifier: "urn:x",
        labels: labels(),
        old: None,
    };
    let mut findings = Findings::default();
    let written = |_| Ok::<(), Infallible>(());
    let chapters = chapters::make_chapters(typeset, &outline, &resources, &frame, &mut findings, &mut { written });
    let Ok(chapters) = chapters;
    (chapters, resources, description)
}

/// What step 6 is given.
struct Written {
    chapters: Chapters,
    resources: Resources,
    description: Description,
    identity: package::Identity,
    language: warraq::publication::Decision<warraq::Language>,
    direction: warraq::publication::Decision<warraq::Direction>,
}

fn make_package(written: Written) -> Package {
    let Written { chapters, resources, description, identity, language, direction } = written;
    let about = About {
        description: &description,
        identity: &identity,
        language: &language,
        direction: &direction,
        labels: labels(),
    };
    package::make_package(chapters, resources, &about)
}

/// Makes what a step is given, as often as it is asked: every step consumes it.
struct Before {
    folder: std::path::PathBuf,
}

impl Before {
    fn new(book: Book) -> Self {
        Self { folder: must(book.folder(Markup::Markdown)) }
    }

    fn documents(&self) -> (Vec<Document>, Vec<OutlineEntry>) {
        let collection = read(vec![Input::path(&self.folder)]);
        (understand(collection.sources), collection.outline)
    }

    fn typeset(&self) -> (Typeset, Vec<OutlineEntry>, Description) {
        let (documents, outline) = self.documents();
        let description = package::describe(Metadata::default(), &documents, None);
        (typeset(documents), outline, description)
    }

    fn resources(&self) -> Gathered {
        let (mut typeset, outline, description) = self.typeset();
        let resources = gather(&mut typeset);
        Gathered { typeset, resources, outline, description }
    }

    fn chapters(&self) -> Written {
        let gathered = self.resources();
        let (language, direction) = (gathered.typeset.language.clone(), gathered.typeset.direction.clone());
        let (chapters, resources, description) = make_chapters(gathered);
        let identity = package::identify(&description, None, None, None, &mut Findings::default());
        Written { chapters, resources, description, identity, language, direction }
    }
}

fn labels() -> &'static Labels {
    Labels::of("ar").unwrap_or_else(Labels::english)
}

fn must<T, E: Display>(result: Result<T, E>) -> T {
    result.unwrap_or_else(|error| panic!("the benchmark cannot run: {error}"))
}
