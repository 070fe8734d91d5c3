//! The conductor: a publication's inputs and settings (`setters`), and the steps that make a book of them.

mod setters;

use std::io::{Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use crate::chapters::{self, Chapters, Frame, Old};
use crate::container;
use crate::document::{self, Document, PageChoice, Reading};
use crate::error::Error;
use crate::package::{self, About, Description, Package};
use crate::publication::{
    Code, CoverDesign, CoverSetting, Date, Decision, Direction, DocumentReport, Findings, FontSetting, Identifier,
    Labels, Language, Metadata, Modified, PictureSettings, Report, SCHEMA,
};
use crate::resources::{self, Cover, CoverWish, FontCache, FontRequest, FontWish, PictureRequest, PixelRoom};
use crate::source::book::OldBook;
use crate::source::{self, Collection, Input, Reach};
use crate::typography;

/// A publication to be made: inputs, and what is said about them. Nothing has to be said.
///
/// Every setter takes and gives the whole value, so that a publication is written down in one expression. What is set here
/// wins over settings files, front matter and markup, and those over what the text tells by itself.
#[derive(Default, Clone)]
pub struct Publication {
    inputs: Vec<Input>,
    metadata: Metadata,
    /// Characters that fields given here could not hold.
    removed: Vec<(&'static str, char)>,
    reading: Reading,
    explain: bool,
    font_cache: Option<FontCache>,
    pictures: PictureSettings,
    /// Shared by the books that are made of clones.
    room: PixelRoom,
    epoch: Option<Modified>,
    reach: Reach,
    twin: Option<u32>,
    told_apart: Option<String>,
    progress: Option<Arc<Watcher>>,
}

type Watcher = dyn Fn(Progress) -> ControlFlow<()> + Send + Sync;

/// How far the work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Progress {
    /// Articles finished in this stage.
    pub done: usize,
    /// Articles in all.
    pub total: usize,
    /// What is being done.
    pub stage: Stage,
}

/// What is being done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Stage {
    /// Articles are read and understood.
    Reading,
    /// Chapters are written.
    Writing,
}

impl Publication {
    /// A publication without any input yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes the book and writes it as an EPUB 3.3 container.
    ///
    /// The same inputs and settings give the same bytes, whenever and wherever they are built, as long as something states
    /// the time of the last change; otherwise the newest input file's time is in the book.
    ///
    /// # Errors
    /// [`Error::fault`] tells whether the input or the system is to blame, [`Error::hint`] what to do. Nothing of use has
    /// been written then.
    pub fn write<W: Write + Seek>(self, mut out: W) -> Result<Report, Error> {
        let mut findings = Findings::default();
        let (package, report) = self.make(&mut findings)?;
        let start = out.stream_position().map_err(container::ContainerError::from)?;
        let mut out = container::write_container(package, out)?;
        let end = out.seek(SeekFrom::End(0)).map_err(container::ContainerError::from)?;
        let Findings { findings, changes } = findings;
        Ok(Report { bytes: end - start, findings, changes, ..report })
    }

    /// With this cache, where it was given none.
    #[cfg(feature = "batch")]
    pub(crate) fn with_cache(mut self, cache: &FontCache) -> Self {
        self.font_cache.get_or_insert_with(|| cache.clone());
        self
    }

    /// With a count of requests of its own.
    #[cfg(feature = "batch")]
    pub(crate) fn counting_anew(mut self) -> Self {
        self.reach = self.reach.counting_anew();
        self
    }

    /// What may be fetched, and which entries of feeds are wanted.
    #[cfg(feature = "batch")]
    pub(crate) fn reach(&self) -> &Reach {
        &self.reach
    }

    /// Whether the time of the last change may come from the input's file.
    #[cfg(feature = "batch")]
    pub(crate) fn uses_file_times(&self) -> bool {
        self.epoch.is_none() && self.metadata.modified.is_none()
    }

    /// All that makes another book of the same inputs, as bytes to be hashed: the settings, and the files they name.
    #[cfg(feature = "batch")]
    pub(crate) fn put_settings(&self, put: &mut dyn FnMut(&[u8])) {
        // Each field is named: one that is new has to say here whether it changes a book.
        let Self {
            inputs: _,
            metadata,
            removed: _,
            reading,
            explain: _,
            font_cache: _,
            pictures,
            room: _,
            epoch,
            reach,
            twin,
            told_apart,
            progress: _,
        } = self;
        put(format!("{metadata:?}\0{reading:?}\0{pictures:?}\0{epoch:?}\0{twin:?}\0{told_apart:?}\0").as_bytes());
        put(&[u8::from(reach.follow)]);
        put(reach.described().as_bytes());
        for path in metadata.named_files() {
            // A file that cannot be read fails when the first book is made.
            put(&std::fs::read(path).unwrap_or_default());
        }
    }

    /// Steps 1 to 6.
    fn make(self, findings: &mut Findings) -> Result<(Package, Report), Error> {
        let Self { inputs, metadata: mut given, mut removed, mut reading, explain, font_cache, pictures, .. } = self;
        let Self { room, epoch, reach, twin, told_apart, progress, .. } = self;
        given.tidy(&mut |field, c| removed.push((field, c)));
        for (field, c) in removed {
            findings.note(Code::ControlRemoved, None, source::removed_from(field, c));
        }
        if let Some(date) = given.date.as_ref().filter(|date| date.looks_hijri()) {
            findings.advise(Code::DateDoubted, None, date.doubt(), "give the Gregorian date of issue");
        }
        let watch = |done, total, stage| match &progress {
            Some(watch) if watch(Progress { done, total, stage }).is_break() => Err(Error::Cancelled),
            _ => Ok(()),
        };

        let collection = source::read_within(inputs, &reach, findings)?;
        let Collection { metadata: mut settings, sources, mut outline, folder_name, folder, newest, book, .. } =
            collection;
        reading.keep_debris |= collection.keep_debris;
        let by_hand = reading.page.whole_page || !reading.page.select.is_empty();
        if !by_hand {
            reading.page = PageChoice { whole_page: collection.whole_page, select: collection.select };
        }
        let pictures = pictures.or(collection.pictures);
        let total = sources.len();
        let mut documents = Vec::with_capacity(total);
        for (at, source) in sources.into_iter().enumerate() {
            let member = source.member;
            match document::read(source, &reading, findings) {
                Ok(document) => documents.push(Some(document)),
                // What is wrong with one article of a list, a feed or JSON Lines is no reason to give up the others.
                Err(error) if member => {
                    source::skipped(&error.to_string(), findings);
                    documents.push(None);
                }
                Err(error) => return Err(error.into()),
            }
            watch(at + 1, total, Stage::Reading)?;
        }
        document::leave_out_duplicates(&mut documents, findings);
        let mut documents = source::without_gaps(documents, &mut outline);
        if documents.is_empty() {
            return Err(source::nothing_left(None, findings).into());
        }

        let mut replaced = Vec::new();
        if let Some(book) = &book {
            let arranged = document::book::arrange(documents, &known(&settings, book), findings);
            documents = arranged.documents;
            (outline, replaced) = (arranged.outline, arranged.replaced);
            if arranged.has_title_page {
                settings.title_page = settings.title_page.or(Some(false));
            }
        }
        let total = documents.len();
        let old = book.as_ref().map(|book| Old { book, replaced: &replaced });

        let cover = cover_setting(&given, &settings, folder.as_deref(), &documents, findings);
        let wish = wish(&given, &settings, folder.as_deref());
        let given_cover = given.cover.is_some() || given.cover_design.is_some();
        let given = given.or(&settings);
        let declared = given.clone();
        let mut description = package::describe(given, &documents, folder_name.as_deref());
        if let Some(name) = told_apart {
            description.work = format!("{}\u{1F}{name}", description.work);
        }
        let mut identity = package::identify(&description, declared.modified, epoch, newest, findings);
        if let Some(number) = twin {
            let value: Identifier = identity.identifier.value.twin(number);
            identity.identifier = Decision::new(value, "made to differ from another publication of the same run");
        }

        let titled_after = documents.iter().position(|document| document.title.text == description.title);
        let mut typeset = typography::typeset(documents, &declared, explain, findings);
        // A title that was mended is mended on the cover too; the identifier is made of the words as they were.
        if let Some(article) = titled_after.and_then(|at| typeset.articles.get(at)) {
            description.title.clone_from(&article.document.title.text);
        }
        let (language, direction) = (typeset.language.clone(), typeset.direction.clone());
        let labels = labels_of(&language.value, findings);
        let blocks = std::mem::take(&mut typeset.blocks);
        let drawn = cover_of(&description, &language.value, direction.value, total);
        let old_cover = book.as_ref().and_then(|book| book.cover.as_ref());
        let cover = match (&cover, old_cover) {
            (CoverSetting::Drawn, Some(old_cover)) if !given_cover => CoverWish::Old(old_cover, &drawn),
            (CoverSetting::Drawn, _) => CoverWish::Drawn(&drawn),
            (CoverSetting::File(path), _) => CoverWish::File(path),
            (CoverSetting::LeftOut, _) => CoverWish::LeftOut,
        };
        let identifier = identity.identifier.value.as_str();
        let frame =
            Frame { title: &description.title, metadata: &description.metadata, identifier, labels, old: old.as_ref() };
        let around = chapters::texts_around(&typeset, &outline, &frame);
        let request = FontRequest { wish, around, cache: font_cache.unwrap_or_else(FontCache::in_memory) };
        let pictures = picture_request(pictures, room);
        #[cfg(feature = "fetch")]
        let pictures = PictureRequest { fetcher: reach.fetcher.clone(), ..pictures };
        let mut resources = resources::gather(&mut typeset, &cover, &request, &pictures, findings)?;
        let fonts = std::mem::take(&mut resources.font_report);
        let cover = resources.cover.as_ref().map(|picture| match (picture.drawn, drawn.chosen_design()) {
            (false, _) => Decision::new("given", "a picture was given"),
            (true, design) if description.metadata.cover_design.is_some() => {
                Decision::new(design.as_str(), "as asked for")
            }
            (true, CoverDesign::Masthead) => {
                Decision::new("masthead", "one article with publisher and date, as news have")
            }
            (true, design) => Decision::new(design.as_str(), "for what is no news"),
        });
        let chapters: Chapters =
            chapters::make_chapters(typeset, &outline, &resources, &frame, findings, &mut |done| {
                watch(done, total, Stage::Writing)
            })?;
        let about = About {
            description: &description,
            identity: &identity,
            language: &language,
            direction: &direction,
            labels,
        };
        let package = package::make_package(chapters, resources, &about);
        let report = Report {
            schema: SCHEMA,
            documents: package.documents.iter().map(report_of).collect(),
            title: description.title,
            language,
            direction,
            identifier: identity.identifier,
            modified: identity.modified,
            cover,
            fonts,
            blocks,
            findings: Vec::new(),
            changes: Vec::new(),
            bytes: 0,
        };
        Ok((package, report))
    }
}

/// What is known of an old book without looking at its pages.
fn known<'a>(metadata: &'a Metadata, book: &'a OldBook) -> document::book::Known<'a> {
    fn labels<'a>(entries: &'a [crate::source::book::Entry], into: &mut Vec<&'a str>) {
        for entry in entries {
            into.push(&entry.label);
            labels(&entry.children, into);
        }
    }
    let people = metadata.creators.iter().chain(&metadata.contributors).map(|person| person.name.as_str());
    let lines = [&metadata.title, &metadata.subtitle, &metadata.publisher, &metadata.rights];
    let date = metadata.date.as_ref().map(Date::as_str);
    let mut listed = Vec::new();
    labels(&book.contents, &mut listed);
    document::book::Known {
        words: lines.into_iter().filter_map(Option::as_deref).chain(people).chain(date).collect(),
        contents: &book.contents,
        labels: listed,
        has_cover: book.cover.is_some(),
    }
}

/// What the cover is: as the caller says, or the settings or the article, beside which a file is looked for.
fn cover_setting(
    given: &Metadata,
    settings: &Metadata,
    folder: Option<&Path>,
    documents: &[Document],
    findings: &mut Findings,
) -> CoverSetting {
    let beside = |folder: Option<&Path>, cover: &CoverSetting| match (folder, cover) {
        (Some(folder), CoverSetting::File(file)) => CoverSetting::File(folder.join(file)),
        (_, cover) => cover.clone(),
    };
    let of_article = match documents {
        [document] => document.metadata.cover.as_ref().map(|cover| beside(document.base.folder(), cover)),
        _ => None,
    };
    // Who asks for a design wants a cover that is drawn, whatever settings and articles say.
    if given.cover.is_none() && given.cover_design.is_some() {
        return CoverSetting::Drawn;
    }
    let of_settings = settings.cover.as_ref().map(|cover| beside(folder, cover));
    match given.cover.clone().or(of_settings).or(of_article) {
        Some(CoverSetting::File(file)) if file.to_string_lossy().contains("://") => {
            let message =
                format!("the cover `{}` was left out: covers are not fetched, so one was drawn", file.display());
            findings.note(Code::PictureLeftOut, None, message);
            CoverSetting::Drawn
        }
        setting => setting.unwrap_or(CoverSetting::Drawn),
    }
}

/// What stands on a cover that is drawn. News are known by what one article says of itself.
fn cover_of(description: &Description, language: &Language, direction: Direction, articles: usize) -> Cover {
    let metadata = &description.metadata;
    let site = metadata.source_url().and_then(|url| Some(url.host_str()?.trim_start_matches("www.").to_owned()));
    let design = metadata.cover_design.or((articles > 1).then_some(CoverDesign::Framed));
    let mut cover = Cover {
        subtitle: metadata.subtitle.clone(),
        authors: metadata.creators.iter().map(|person| person.name.clone()).collect(),
        publisher: metadata.publisher.clone().or(site),
        date: metadata.date.clone(),
        date_style: metadata.date_style.unwrap_or_default(),
        digits: metadata.digits.unwrap_or_default(),
        language: Some(language.clone()),
        direction: Some(direction),
        design,
        ..Cover::new(&description.title)
    };
    if cover.chosen_design() != CoverDesign::Masthead {
        cover.publisher.clone_from(&metadata.publisher);
        cover.design = Some(cover.design.unwrap_or(CoverDesign::Framed));
    }
    cover
}

/// What is asked of the pictures, without who fetches them.
fn picture_request(settings: PictureSettings, room: PixelRoom) -> PictureRequest {
    PictureRequest {
        room,
        longest_side: settings.longest_side.unwrap_or(PictureSettings::LONGEST_SIDE),
        grey: settings.grey.unwrap_or_default(),
        strict: settings.strict.unwrap_or_default(),
        ..PictureRequest::default()
    }
}

/// The fonts asked for: as the caller said, or beside the settings that name them. Articles ask for themselves.
fn wish(given: &Metadata, settings: &Metadata, folder: Option<&Path>) -> FontWish {
    let of = |given: &Option<FontSetting>, settings: &Option<FontSetting>| {
        given.clone().or_else(|| settings.as_ref().map(|setting| setting.beside(folder)))
    };
    FontWish { body: of(&given.font, &settings.font), heading: of(&given.heading_font, &settings.heading_font) }
}

fn labels_of(language: &Language, findings: &mut Findings) -> &'static Labels {
    Labels::of(language.primary()).unwrap_or_else(|| {
        if language.primary() != "und" {
            let message = format!("the words around the text are English: there are none in `{language}` yet");
            findings.note(Code::LabelsInEnglish, None, message);
        }
        Labels::english()
    })
}

fn report_of(document: &chapters::ContentDocument) -> DocumentReport {
    DocumentReport {
        path: document.path.clone(),
        role: document.role,
        title: document.title.clone(),
        language: document.language.clone(),
        direction: document.direction.clone(),
        source: document.source.clone(),
    }
}
