//! What a caller may say about a publication.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Progress, Publication};
use crate::publication::{
    Contributor, CoverDesign, CoverSetting, Date, DateStyle, DigitsSetting, Direction, FontSetting, Language, Modified,
    PictureSettings, Repair, Role, Series, one_line,
};
use crate::resources::FontCache;
use crate::source::Input;

impl Publication {
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
}
