//! What was noticed on the way (findings) and what became of the text (changes). Both are data, not errors: they are
//! collected with their place and returned together.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// Where something stands: a file as the user named it, and a line counted from 1 where one is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The file's name.
    pub file: Arc<str>,
    /// The line, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
}

impl Place {
    /// A line of a file; line 0 stands for an unknown one.
    pub fn new(file: &Arc<str>, line: u32) -> Self {
        Self { file: Arc::clone(file), line: (line > 0).then_some(line) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}", self.file),
            None => f.write_str(&self.file),
        }
    }
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Severity {
    /// Good to know.
    Note,
    /// The book is poorer than its source: look at it.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal, $severity:ident;)*) => {
        /// The kinds of finding. A code's text never changes its meaning, and a retired one is never used again.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, in the order of its text.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The stable text of the code.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// How much it matters.
            pub fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    /// The text was not UTF-8 and was decoded from a legacy encoding.
    EncodingDecoded = "SRC-001", Note;
    /// Characters that XML forbids were removed.
    CharactersRemoved = "SRC-002", Warning;
    /// A key of the front matter means nothing to us.
    KeyIgnored = "SRC-003", Note;
    /// A value of the markup's metadata could not be read.
    ValueIgnored = "SRC-004", Warning;
    /// A folder that is a link or lies too deep was passed over.
    FileSkipped = "SRC-005", Note;
    /// A date's year looks like one of the Hijri or Persian calendar.
    DateDoubted = "SRC-006", Warning;
    /// An encoding that a server or a page declares is not the one its text is in.
    EncodingDoubted = "SRC-010", Note;
    /// Hebrew in the order of the screen was turned into the order of reading.
    VisualOrderTurned = "SRC-011", Note;
    /// The page of a feed's entry could not be read; what the feed has of it stands in its place.
    ExcerptKept = "SRC-012", Warning;
    /// An entry of a feed was left out: it holds no text.
    EntryLeftOut = "SRC-013", Warning;
    /// Entries of a feed were left out as was asked for.
    EntriesNotWanted = "SRC-014", Note;
    /// Fields of a line of JSON mean nothing to us.
    FieldsIgnored = "SRC-020", Note;
    /// An article of a collection could not be used and was left out.
    ArticleSkipped = "SRC-021", Warning;
    /// An article is the same as an earlier one, by its address or its words, and was left out.
    DuplicateLeftOut = "SRC-022", Warning;
    /// An old book does not begin with the `mimetype` of EPUB.
    BookMimetype = "SRC-030", Warning;
    /// An old book has no container file, or one that leads nowhere.
    BookContainer = "SRC-031", Warning;
    /// The package document of an old book is missing, or does not say what it should.
    BookPackage = "SRC-032", Warning;
    /// A file that an old book lists is not in it.
    BookEntryMissing = "SRC-033", Warning;
    /// A file of an old book is not listed.
    BookEntryUnlisted = "SRC-034", Note;
    /// A file of an old book is listed with a type that it does not have.
    BookMediaType = "SRC-035", Note;
    /// A document of an old book is not well-formed.
    BookIllFormed = "SRC-036", Warning;
    /// A document of an old book names characters as only HTML does.
    BookEntities = "SRC-037", Note;
    /// An id stands twice in an old book.
    BookDuplicateIds = "SRC-038", Note;
    /// A path in an old book is absolute, has backslashes or other letters, or leads out of it.
    BookPaths = "SRC-039", Note;
    /// The contents of an old book are missing or lead nowhere.
    BookNavigation = "SRC-040", Warning;
    /// The NCX of an old book names another identifier.
    BookUid = "SRC-041", Note;
    /// The fonts of an old book were left out.
    BookFonts = "SRC-042", Note;
    /// An old book has several renditions, of which the first was read.
    BookRenditions = "SRC-043", Note;
    /// The styling of an old book was left out.
    BookStyles = "SRC-044", Note;
    /// A page around the text of an old book was replaced by a new one.
    BookPageReplaced = "SRC-045", Note;
    /// A part of an old book that no new one holds was left out.
    BookPartLeftOut = "SRC-046", Warning;
    /// Something that an old book says about itself was not taken over.
    BookMetadata = "SRC-047", Note;
    /// The text of an old book with a fixed layout was taken by request.
    BookFixedLayout = "SRC-048", Warning;
    /// The reading order of an old book is not as it should be.
    BookSpine = "SRC-049", Warning;
    /// Characters of an old book are damaged.
    BookEncoding = "SRC-050", Warning;
    /// Markup nested deeper than books allow was flattened.
    NestingFlattened = "DOC-001", Warning;
    /// A part of a page that a book cannot hold was left out.
    PartSkipped = "DOC-002", Warning;
    /// A formula could not be kept as mathematics and became text.
    FormulaAsText = "DOC-003", Warning;
    /// A bidirectional control without its partner was removed from a title or another field.
    ControlRemoved = "DOC-004", Warning;
    /// The article has no text but its title.
    OnlyTitle = "DOC-005", Note;
    /// A part of a page that is not its article was left out.
    PageFurniture = "DOC-010", Note;
    /// A phrase with its links was removed from within an article.
    BoilerplateRemoved = "DOC-011", Note;
    /// No article was found in a page, which was kept whole.
    NoArticle = "DOC-012", Warning;
    /// An embedded post, video or frame became a quotation with its link.
    EmbedQuoted = "DOC-013", Note;
    /// A page is too large for scoring: its article was found by counting words alone.
    PageTooLarge = "DOC-014", Note;
    /// Debris of the web page was removed from an article's start or end.
    DebrisRemoved = "TYP-001", Note;
    /// A declared language or direction is not what the text says.
    DeclarationDoubted = "TYP-002", Warning;
    /// The words around the text stand in English: their language has no labels yet.
    LabelsInEnglish = "TYP-003", Note;
    /// Controls of direction without a partner were removed from the text.
    ControlsUnpaired = "TYP-011", Warning;
    /// Characters that have no place in a text were removed.
    CharactersUnsuited = "TYP-012", Warning;
    /// Control characters were bytes of a Windows code page and became what was meant.
    CharactersMisread = "TYP-013", Warning;
    /// A repair that was asked for was made.
    Repaired = "TYP-014", Note;
    /// The signs of something that a repair mends are there.
    RepairAdvised = "TYP-015", Note;
    /// A picture was left out; its alternative text stands in its place.
    PictureLeftOut = "RES-001", Warning;
    /// A picture has no alternative text.
    PictureUndescribed = "RES-002", Warning;
    /// No font that is shipped has the letters of a language, or none is in this build.
    FontMissing = "RES-003", Note;
    /// A font lacks characters of the text.
    LettersMissing = "RES-004", Note;
    /// A font is in the book whole, not as a subset.
    FontWhole = "RES-005", Note;
    /// A picture was of a kind that not every reader shows, and was written anew.
    PictureConverted = "RES-010", Note;
    /// A picture had more pixels than asked for and was made smaller.
    PictureShrunk = "RES-011", Note;
    /// A sound or a film became a link.
    MediaLinked = "RES-012", Note;
    /// A picture of a single dot, which shows nothing, was left out.
    PictureBlank = "RES-013", Note;
    /// A link around a shown picture had no name: neither words nor a description.
    LinkNameless = "RES-014", Note;
    /// A picture on the web could not be had this time.
    PictureNotHad = "RES-015", Warning;
    /// A cover lacks letters that no font has.
    CoverLacksLetters = "COV-001", Warning;
    /// A cover picture was converted or made smaller.
    CoverConverted = "COV-002", Note;
    /// A link whose target does not exist became text.
    LinkBroken = "CHA-001", Warning;
    /// A link of a kind that a book cannot follow became text.
    LinkForbidden = "CHA-002", Warning;
    /// A very long article was cut into several files.
    ArticleCut = "CHA-003", Note;
    /// A very long paragraph was cut at its sentences.
    ParagraphCut = "CHA-004", Warning;
    /// A note that nothing refers to was kept at the end.
    NoteUnreferenced = "CHA-005", Note;
    /// A date has no words in the calendar that was asked for.
    DateStyleMissing = "CHA-006", Note;
    /// The identifier was made from the title: a given one is safer.
    IdentifierDerived = "PKG-001", Note;
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Something worth telling: what, where, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Finding {
    /// The kind.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// One lower-case phrase in English.
    pub message: String,
    /// Where it was noticed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Place>,
    /// What to do about it, where there is something to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
}

/// The closed list of what may happen to the text of an article (`docs/fidelity.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Rule {
    /// Lost: a character that XML 1.0 forbids.
    ForbiddenCharacter,
    /// Lost: a control of direction without its partner, or one whose partner stands in another element.
    UnpairedControl,
    /// Exchanged: an embedding or override of direction, with its end, for markup.
    ControlAsMarkup,
    /// Exchanged: a line or paragraph separator for a line break.
    Separator,
    /// Lost: a character that has no place in a text (interlinear, deprecated, a tag, a non-character, an undefined control).
    UnsuitedCharacter,
    /// Exchanged: a control character that was a byte of a Windows code page, for the character meant.
    MisreadCharacter,
    /// Exchanged, when asked for: a presentation form for its letters.
    PresentationForm,
    /// Exchanged, when asked for: a right-to-left mark within a Persian word for the joiner meant.
    HalfSpace,
    /// Exchanged, when asked for: an Arabic yeh or kaf for the Persian one.
    PersianLetter,
    /// Lost, when asked for: a tatweel between two letters.
    Tatweel,
    /// Exchanged, when asked for: a straight quotation mark for one of the language.
    Quote,
    /// Lost: debris of the web page at the very start or end of the article.
    Debris,
    /// Lost: a part of a web page that is not its article: navigation, share bars, comments.
    PageFurniture,
    /// Lost: a phrase that leads to other pages, with its links, inside an article.
    Boilerplate,
    /// Added: the words of the link that stands in the place of an embedded post, video or frame.
    EmbedLink,
    /// Added: a title that the article's own text does not hold.
    Title,
    /// Added: subtitle, authors, date or source above the article.
    Byline,
    /// Lost: the words inside a part of a page that a book cannot hold (a form control, a video's fallback).
    SkippedPart,
    /// Lost: the mark of a note, or of the way back from it, as the source wrote it; a mark of ours stands in its place.
    SourceMark,
    /// Added: a left-to-right mark at the end of a run, within its element, for engines without isolates.
    DirectionMark,
    /// Lost: the sign between the halves of a line of verse, which are set apart instead.
    VerseSign,
    /// Moved: a note, from where it stood to the end of its chapter.
    Note,
    /// Moved: a table's foot or caption, or a summary, from where the source writes it to where HTML shows it.
    Displaced,
    /// Added: the mark of a note, at its place in the text or before the note.
    NoteMark,
    /// Added: the alternative text of a picture that was left out.
    AlternativeText,
    /// Added: the name of a sound or film, which stands as a link in its place.
    MediaName,
    /// Lost: the words of a page around the text of an old book, in whose place stands one of ours.
    ReplacedPage,
    /// Added: the box of a task.
    TaskBox,
}

/// One occurrence of a [`Rule`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// Which rule.
    pub rule: Rule,
    /// The text lost, added or moved, whole; a lost character as `U+000B`, an exchanged one as `U+0643 → U+06A9`.
    pub text: String,
    /// How often, where it is not once: what a repair does to an article is counted.
    #[serde(skip_serializing_if = "is_once")]
    pub count: usize,
    /// Where it stood in the source, or the article it was added to.
    pub place: Place,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_once(count: &usize) -> bool {
    *count == 1
}

/// What the steps collect on the way.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    /// What was noticed, in the order of the steps.
    pub findings: Vec<Finding>,
    /// What became of the text.
    pub changes: Vec<Change>,
}

impl Findings {
    /// Notes something without a remedy.
    pub fn note(&mut self, code: Code, place: impl Into<Option<Place>>, message: impl Into<String>) {
        self.push(code, place.into(), message.into(), None);
    }

    /// Notes something together with what to do about it.
    pub fn advise(
        &mut self,
        code: Code,
        place: impl Into<Option<Place>>,
        message: impl Into<String>,
        hint: impl Into<String>,
    ) {
        self.push(code, place.into(), message.into(), Some(hint.into()));
    }

    /// Records what became of a piece of text.
    pub fn change(&mut self, rule: Rule, text: impl Into<String>, place: Place) {
        self.changes.push(Change { rule, text: text.into(), count: 1, place });
    }

    /// Records what became of one character, `count` times: lost, or exchanged for `other`.
    pub(crate) fn exchange(&mut self, rule: Rule, c: char, other: &str, count: usize, place: Place) {
        let mut text = format!("U+{:04X}", u32::from(c));
        for (at, other) in other.chars().enumerate() {
            let sign = if at == 0 { " → " } else { " " };
            text.push_str(&format!("{sign}U+{:04X}", u32::from(other)));
        }
        self.changes.push(Change { rule, text, count, place });
    }

    /// How much has been collected, for [`Findings::rewind`].
    pub(crate) fn lengths(&self) -> (usize, usize) {
        (self.findings.len(), self.changes.len())
    }

    /// Forgets what came after: a reading that was given up has found nothing.
    pub(crate) fn rewind(&mut self, (findings, changes): (usize, usize)) {
        self.findings.truncate(findings);
        self.changes.truncate(changes);
    }

    fn push(&mut self, code: Code, place: Option<Place>, message: String, hint: Option<String>) {
        self.findings.push(Finding { code, severity: code.severity(), message, place, hint });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_codes_share_a_text() {
        let mut texts = Code::ALL.iter().map(|code| code.as_str()).collect::<Vec<_>>();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), Code::ALL.len());
    }
}
