//! The tree as XHTML (HTML 5 in XML syntax, as EPUB 3.3 asks). The markup is valid because the tree is; what is left to
//! do is to spell it, to escape it, and to mind the few nestings that HTML forbids: `heading`, then `blocks` with their
//! `inlines`, then `notes`. What a
//! block inherits is its `setting`; `directions`, `vocalisation` and `numbers` look at what it holds.

mod blocks;
mod directions;
mod heading;
mod inlines;
mod notes;
mod numbers;
mod setting;
mod verse;
mod vocalisation;

use askama::Template;

use super::credits::Voice;
use super::links::Destinations;
use super::pages::page_style;
use super::plan::{Chapter, File};
use crate::bidi::with_isolates;
use crate::document::Attributes;
use crate::publication::{ContainerPath, Findings, Metadata, Place, escape_into};
use crate::resources::{Fonts, stylesheet_path};

use setting::Setting;

/// What a chapter is written with.
pub(super) struct Writing<'a> {
    pub(super) destinations: &'a Destinations,
    pub(super) fonts: &'a Fonts,
    /// The words and digits around the chapter's text.
    pub(super) voice: Voice,
    /// What is said above the text.
    pub(super) heading: Metadata,
}

/// One file of a chapter, written.
pub(super) struct Written {
    pub(super) path: ContainerPath,
    pub(super) title: String,
    pub(super) formulas: bool,
    pub(super) xhtml: String,
}

#[derive(Template)]
#[template(path = "content.xhtml", escape = "html")]
struct ContentTemplate<'a> {
    language: &'a str,
    direction: &'a str,
    style: String,
    stylesheet: String,
    title: &'a str,
    first: bool,
    body: &'a str,
}

/// Writes the files of a chapter.
pub(super) fn write_chapter(chapter: &Chapter, writing: &Writing<'_>, findings: &mut Findings) -> Vec<Written> {
    let mut referred = vec![false; chapter.notes.len()];
    let fonts = writing.fonts.start(Some(chapter.number), &chapter.language.value, chapter.direction.value);
    let mut written = Vec::with_capacity(chapter.files.len());
    for (at, file) in chapter.files.iter().enumerate() {
        let mut writer = Writer {
            out: String::with_capacity(16 * 1024),
            chapter,
            file,
            writing,
            findings,
            referred: &mut referred,
            formulas: false,
            setting: Setting::of_chapter(&chapter.language.value, chapter.direction.value, writing.voice.asked, fonts),
            pending_mark: None,
            inside: Inside::default(),
        };
        if at == 0 {
            writer.title();
        }
        writer.blocks(&file.blocks);
        writer.notes();
        let Writer { out, formulas, .. } = writer;
        let title = &chapter.title.text;
        let part = writing.voice.digits.spell(&(at + 1).to_string());
        let title = if at == 0 { title.clone() } else { format!("{title} ({part})") };
        let template = ContentTemplate {
            language: chapter.language.value.as_str(),
            direction: chapter.direction.value.as_str(),
            style: page_style(&chapter.language.value, writing.fonts.class(fonts, None)),
            stylesheet: file.path.href_to(&stylesheet_path(chapter.direction.value)),
            title: &with_isolates(&title, chapter.direction.value),
            first: at == 0,
            body: &out,
        };
        let mut xhtml = String::with_capacity(out.len() + 1024);
        // Writing into memory has no way to fail.
        let _infallible = template.render_into(&mut xhtml);
        written.push(Written { path: file.path.clone(), title, formulas, xhtml });
    }
    written
}

/// What the writer stands inside of, where HTML forbids some nestings.
#[derive(Default, Clone, Copy)]
struct Inside {
    /// `th`: no headings.
    header_cell: bool,
    term: bool,
    time: bool,
    ruby: bool,
}

struct Writer<'a> {
    out: String,
    chapter: &'a Chapter,
    file: &'a File,
    writing: &'a Writing<'a>,
    findings: &'a mut Findings,
    /// Which notes have been referred to: only the first reference carries the id that the way back leads to.
    referred: &'a mut [bool],
    formulas: bool,
    /// How the block is set that the writer stands in.
    setting: Setting,
    /// The mark of a note that has not been written yet.
    pending_mark: Option<String>,
    inside: Inside,
}

impl Writer<'_> {
    pub(super) fn place(&self, line: u32) -> Place {
        Place::new(&self.chapter.file, line)
    }

    pub(super) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    pub(super) fn text(&mut self, text: &str) {
        escape_into(&mut self.out, text);
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_into(&mut self.out, value);
        self.out.push('"');
    }

    /// A block with its attributes on a line of its own.
    pub(super) fn element(&mut self, name: &str, attributes: &Attributes, class: &str, inside: impl FnOnce(&mut Self)) {
        self.out.push('<');
        self.out.push_str(name);
        let outer = self.enter(attributes, class);
        self.out.push('>');
        inside(self);
        self.close(name);
        self.raw("\n");
        self.setting = outer;
    }

    pub(super) fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    /// The attributes of a block, by which all that stands inside it is set. Gives how what is around it is set, for its
    /// end. `dir` is written only where the direction changes.
    #[must_use]
    pub(super) fn enter(&mut self, attributes: &Attributes, class: &str) -> Setting {
        let outer = self.setting;
        self.setting = outer.inside(attributes);
        self.setting.fonts = self.writing.fonts.inside(outer.fonts, attributes);
        if let Some(id) = attributes.id() {
            self.attribute("id", id);
        }
        // Old engines know no attribute selectors, and rules for what stands inside something else do not survive
        // nesting. So each block that runs against its chapter says so in its own class, also where it inherits that.
        let Setting { base, style, .. } = self.setting;
        let styled = (style != outer.style).then_some(style);
        let turned = (base != self.chapter.direction.value).then_some(base.as_str());
        let font = self.writing.fonts.class(self.setting.fonts, Some(outer.fonts));
        let classes = Some(class).filter(|class| !class.is_empty()).into_iter().chain(styled);
        let mut classes = classes.chain(font).chain(turned);
        if let Some(first) = classes.next() {
            self.raw(" class=\"");
            self.text(first);
            for class in classes {
                self.raw(" ");
                self.raw(class);
            }
            self.raw("\"");
        }
        self.language(attributes);
        if base != outer.base {
            self.attribute("dir", base.as_str());
        }
        outer
    }

    /// The attributes of an inline. Its direction is always written: `dir` isolates the words from those around them.
    pub(super) fn inline_attributes(&mut self, attributes: &Attributes) {
        if let Some(id) = attributes.id() {
            self.attribute("id", id);
        }
        self.language(attributes);
        if let Some(direction) = attributes.direction() {
            self.attribute("dir", direction.as_str());
        }
    }

    pub(super) fn language(&mut self, attributes: &Attributes) {
        if let Some(language) = attributes.language() {
            self.attribute("lang", language.as_str());
            self.attribute("xml:lang", language.as_str());
        }
    }
}
