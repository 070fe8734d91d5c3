//! The conductor: a publication's inputs and settings, and the steps that make a book of them.

use std::io::{Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::chapters::{self, Chapters, Frame, Old};
use crate::container;
use crate::document::{self, Document, PageChoice, Reading};
use crate::error::Error;
use crate::package::{self, About, Description, Package};
use crate::publication::{
    Code, Contributor, CoverDesign, CoverSetting, Date, DateStyle, Decision, DigitsSetting, Direction, DocumentReport,
    Findings, FontSetting, Identifier, Labels, Language, Metadata, Modified, PictureSettings, Repair, Report, Role,
    SCHEMA, Series, one_line,
};
use crate::resources::{self, Cover, CoverWish, FontCache, FontRequest, FontWish, PictureRequest};
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

    /// Adds an input; several become one book in this order.
    #[must_use]
    pub fn input(mut self, input: Input) -> Self {
        self.inputs.push(input);
        self
    }

    /// Adds a file or a folder.
    #[must_use]
    pub fn path(self, path: impl Into<PathBuf>) -> Self {
        self.input(Input::path(path))
    }

    /// The title of the book.
    #[must_use]
    pub fn title(mut self, title: impl AsRef<str>) -> Self {
        self.metadata.title = self.line("title", title.as_ref());
        self
    }

    /// The subtitle of the book.
    #[must_use]
    pub fn subtitle(mut self, subtitle: impl AsRef<str>) -> Self {
        self.metadata.subtitle = self.line("subtitle", subtitle.as_ref());
        self
    }

    /// Adds an author by the name as it is printed.
    #[must_use]
    pub fn author(mut self, name: impl AsRef<str>) -> Self {
        match self.line("author", name.as_ref()) {
            Some(name) => self.contributor(Contributor::new(name, Role::Author)),
            None => self,
        }
    }

    /// Adds an author, translator, editor or illustrator.
    #[must_use]
    pub fn contributor(mut self, contributor: Contributor) -> Self {
        match contributor.role {
            Role::Author => self.metadata.creators.push(contributor),
            _ => self.metadata.contributors.push(contributor),
        }
        self
    }

    /// The language of the book.
    #[must_use]
    pub fn language(mut self, language: Language) -> Self {
        self.metadata.language = Some(language);
        self
    }

    /// The direction pages turn; for a single article, the direction of its text too.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Self {
        self.metadata.direction = Some(direction);
        self
    }

    /// Where the text comes from: its address, or words.
    #[must_use]
    pub fn source(mut self, source: impl AsRef<str>) -> Self {
        self.metadata.source = self.line("source", source.as_ref());
        self
    }

    /// Who publishes it.
    #[must_use]
    pub fn publisher(mut self, publisher: impl AsRef<str>) -> Self {
        self.metadata.publisher = self.line("publisher", publisher.as_ref());
        self
    }

    /// The rights, as a sentence or a licence's name.
    #[must_use]
    pub fn rights(mut self, rights: impl AsRef<str>) -> Self {
        self.metadata.rights = self.line("rights", rights.as_ref());
        self
    }

    /// What the book is about.
    #[must_use]
    pub fn description(mut self, description: impl AsRef<str>) -> Self {
        self.metadata.description = self.line("description", description.as_ref());
        self
    }

    /// Adds a subject.
    #[must_use]
    pub fn subject(mut self, subject: impl AsRef<str>) -> Self {
        let line = self.line("subject", subject.as_ref());
        self.metadata.subjects.extend(line);
        self
    }

    /// The date of issue.
    #[must_use]
    pub fn date(mut self, date: Date) -> Self {
        self.metadata.date = Some(date);
        self
    }

    /// How dates around the text are shown; what machines read stays ISO 8601.
    #[must_use]
    pub fn date_style(mut self, style: DateStyle) -> Self {
        self.metadata.date_style = Some(style);
        self
    }

    /// Which digits are written around the text; those of the text itself are never exchanged.
    #[must_use]
    pub fn digits(mut self, digits: DigitsSetting) -> Self {
        self.metadata.digits = Some(digits);
        self
    }

    /// The time of the last change.
    #[must_use]
    pub fn modified(mut self, modified: Modified) -> Self {
        self.metadata.modified = Some(modified);
        self
    }

    /// The time of the last change where nothing nearer the text tells it (`SOURCE_DATE_EPOCH`).
    #[must_use]
    pub fn epoch(mut self, epoch: Modified) -> Self {
        self.epoch = Some(epoch);
        self
    }

    /// The number of the issue, or the name of the edition.
    #[must_use]
    pub fn issue(mut self, issue: impl AsRef<str>) -> Self {
        self.metadata.issue = self.line("issue", issue.as_ref());
        self
    }

    /// The unique identifier: an address, a `urn:`, or any words that nobody else uses.
    #[must_use]
    pub fn identifier(mut self, identifier: impl AsRef<str>) -> Self {
        self.metadata.identifier = self.line("identifier", identifier.as_ref());
        self
    }

    /// Makes the identifier differ from that of another publication that would have the same: `number` counts from 2.
    #[must_use]
    pub fn twin(mut self, number: u32) -> Self {
        self.twin = Some(number);
        self
    }

    /// What else tells it from other publications, where nothing but its title would: its identifier is made of this too. Articles
    /// of one collection may have the same title.
    #[must_use]
    pub fn told_apart_by(mut self, name: impl Into<String>) -> Self {
        self.told_apart = Some(name.into());
        self
    }

    /// The series it belongs to.
    #[must_use]
    pub fn series(mut self, series: Series) -> Self {
        self.metadata.series = Some(series);
        self
    }

    /// The file of a cover picture: JPEG, PNG, GIF, WebP, BMP or TIFF. Without one, a cover is drawn.
    #[must_use]
    pub fn cover(mut self, path: impl Into<PathBuf>) -> Self {
        self.metadata.cover = Some(CoverSetting::File(path.into()));
        self
    }

    /// Leaves the book without a cover.
    #[must_use]
    pub fn no_cover(mut self) -> Self {
        self.metadata.cover = Some(CoverSetting::LeftOut);
        self
    }

    /// The design of a cover that is drawn; none given, what is known about the book chooses it.
    #[must_use]
    pub fn cover_design(mut self, design: CoverDesign) -> Self {
        self.metadata.cover_design = Some(design);
        self
    }

    /// Whether there is a title page: there is one in a book of several articles, unless this says otherwise.
    #[must_use]
    pub fn title_page(mut self, written: bool) -> Self {
        self.metadata.title_page = Some(written);
        self
    }

    /// Whether there is a colophon at the end: there is one, unless this says otherwise.
    #[must_use]
    pub fn colophon(mut self, written: bool) -> Self {
        self.metadata.colophon = Some(written);
        self
    }

    /// What running text is set in: by its language, unless something else is asked for.
    #[must_use]
    pub fn font(mut self, font: FontSetting) -> Self {
        self.metadata.font = Some(font);
        self
    }

    /// What headings are set in: as running text, unless something else is asked for.
    #[must_use]
    pub fn heading_font(mut self, font: FontSetting) -> Self {
        self.metadata.heading_font = Some(font);
        self
    }

    /// Where made fonts are kept and looked for; a batch of publications may share it. Without it they are not kept beyond
    /// this one. The book is the same either way.
    #[must_use]
    pub fn font_cache(mut self, cache: FontCache) -> Self {
        self.font_cache = Some(cache);
        self
    }

    /// The longest side of a picture in the text, in pixels, from 64 to 10,000: larger ones are made smaller. It is 2,000,
    /// unless something else is said.
    #[must_use]
    pub fn picture_size(mut self, longest_side: u32) -> Self {
        let sides = PictureSettings::SIDES;
        self.pictures.longest_side = Some(longest_side.clamp(*sides.start(), *sides.end()));
        self
    }

    /// Takes the colours out of the pictures in the text, for readers without any.
    #[must_use]
    pub fn grey_pictures(mut self, grey: bool) -> Self {
        self.pictures.grey = Some(grey);
        self
    }

    /// Whether a picture in the text that cannot be had is an error; otherwise its description stands in its place.
    #[must_use]
    pub fn strict_pictures(mut self, strict: bool) -> Self {
        self.pictures.strict = Some(strict);
        self
    }

    /// Who reads addresses: inputs, and what they lead to. Without one nothing is fetched.
    #[cfg(feature = "fetch")]
    #[must_use]
    pub fn fetcher(mut self, fetcher: crate::fetch::Fetcher) -> Self {
        self.reach.fetcher = Some(fetcher);
        self
    }

    /// Leaves out entries of feeds that were issued before this date; those without a date stay.
    #[must_use]
    pub fn since(mut self, date: Date) -> Self {
        self.reach.since = Some(date);
        self
    }

    /// Takes the newest entries of each feed alone, so many.
    #[must_use]
    pub fn limit(mut self, entries: usize) -> Self {
        self.reach.limit = Some(entries);
        self
    }

    /// Reads the page of every entry of a feed, also where the feed seems to hold the whole text. What may be only its
    /// beginning is always followed to its page, when there is a fetcher.
    #[must_use]
    pub fn follow(mut self, follow: bool) -> Self {
        self.reach.follow = follow;
        self
    }

    /// Keeps debris of web pages at the ends of articles.
    #[must_use]
    pub fn keep_debris(mut self, keep: bool) -> Self {
        self.reading.keep_debris = keep;
        self
    }

    /// Keeps web pages whole, with their navigation and comments; without it, their article alone is kept.
    #[must_use]
    pub fn whole_page(mut self, whole: bool) -> Self {
        self.reading.page.whole_page = whole;
        self
    }

    /// Adds a CSS selector that says what is kept of web pages, in place of the article that would be found. A page in which
    /// the selectors name nothing is an error.
    #[must_use]
    pub fn select(mut self, selector: impl Into<String>) -> Self {
        self.reading.page.select.push(selector.into());
        self
    }

    /// Whether runs such as «C++» in a right-to-left line end in a mark of direction (U+200E), for engines without isolates:
    /// they do unless it is switched off.
    #[must_use]
    pub fn direction_marks(mut self, written: bool) -> Self {
        self.metadata.direction_marks = Some(written);
        self
    }

    /// Lists in the report what was decided for each block that runs otherwise than what is around it, and why.
    #[must_use]
    pub fn explain(mut self, explain: bool) -> Self {
        self.explain = explain;
        self
    }

    /// Asks for a repair of the text; none is made unasked.
    #[must_use]
    pub fn repair(mut self, repair: Repair) -> Self {
        self.metadata.repairs.insert(repair);
        self
    }

    /// Is told how far the work is after each article; `ControlFlow::Break` stops it.
    #[must_use]
    pub fn on_progress(mut self, watch: impl Fn(Progress) -> ControlFlow<()> + Send + Sync + 'static) -> Self {
        self.progress = Some(Arc::new(watch));
        self
    }

    /// A field in one line; what it cannot hold is reported when the book is made.
    fn line(&mut self, field: &'static str, text: &str) -> Option<String> {
        let line = one_line(text, |c| self.removed.push((field, c)));
        (!line.is_empty()).then_some(line)
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
        // Who watches and what is kept for the next book change nothing; everything else stands here.
        let Self { metadata, reading, pictures, epoch, twin, told_apart, reach, .. } = self;
        put(format!("{metadata:?}\0{reading:?}\0{pictures:?}\0{epoch:?}\0{twin:?}\0{told_apart:?}\0").as_bytes());
        put(&[u8::from(reach.follow), u8::from(reach.fetches())]);
        let fonts = [&metadata.font, &metadata.heading_font].into_iter().filter_map(|font| match font {
            Some(FontSetting::File(path)) => Some(path),
            _ => None,
        });
        let cover = metadata.cover.iter().filter_map(|cover| match cover {
            CoverSetting::File(path) => Some(path),
            _ => None,
        });
        for path in fonts.chain(cover) {
            // A file that cannot be read fails when the first book is made.
            put(&std::fs::read(path).unwrap_or_default());
        }
    }

    /// Steps 1 to 6.
    fn make(self, findings: &mut Findings) -> Result<(Package, Report), Error> {
        let Self { inputs, metadata: mut given, mut removed, mut reading, explain, font_cache, pictures, .. } = self;
        let Self { epoch, reach, twin, told_apart, progress, .. } = self;
        given.tidy(&mut |field, c| removed.push((field, c)));
        for (field, c) in removed {
            findings.note(Code::ControlRemoved, None, source::removed_from(field, c));
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
            return Err(source::nothing_left(findings).into());
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
        let asked = given_cover;
        let cover = match &cover {
            CoverSetting::Drawn if !asked && old_cover.is_some() => {
                old_cover.map_or(CoverWish::LeftOut, |cover| CoverWish::Old(cover, &drawn))
            }
            CoverSetting::File(path) => CoverWish::File(path),
            CoverSetting::LeftOut => CoverWish::LeftOut,
            CoverSetting::Drawn => CoverWish::Drawn(&drawn),
        };
        let identifier = identity.identifier.value.as_str();
        let frame =
            Frame { title: &description.title, metadata: &description.metadata, identifier, labels, old: old.as_ref() };
        let around = chapters::texts_around(&typeset, &outline, &frame);
        let request = FontRequest { wish, around, cache: font_cache.unwrap_or_else(FontCache::in_memory) };
        let pictures = picture_request(pictures);
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
fn picture_request(settings: PictureSettings) -> PictureRequest {
    PictureRequest {
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
