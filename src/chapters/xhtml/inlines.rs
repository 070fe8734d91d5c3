//! Inlines as elements.

use super::{Inside, Writer};
use crate::bidi::{markup, with_isolates};
use crate::chapters::links::Target;
use crate::document::*;
use crate::publication::{Code, Rule};

impl Writer<'_> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    pub(super) fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Styled(style, content) => self.styled(*style, content),
            Inline::Span(attributes, content) => {
                if attributes.is_empty() {
                    return self.inlines(content);
                }
                self.raw("<span");
                let outer = self.setting.fonts;
                self.setting.fonts = self.writing.fonts.inside(outer, attributes);
                if let Some(class) = self.writing.fonts.class(self.setting.fonts, Some(outer)) {
                    self.attribute("class", class);
                }
                self.inline_attributes(attributes);
                self.raw(">");
                self.inlines(content);
                self.raw("</span>");
                self.setting.fonts = outer;
            }
            Inline::Isolate { forced, direction, content } => {
                let name = if *forced { "bdo" } else { "bdi" };
                self.out.push('<');
                self.raw(name);
                self.inline_attributes(&Attributes::new(None, None, *direction));
                self.raw(">");
                self.inlines(content);
                self.close(name);
            }
            Inline::Link { href, content, line } => self.link(href, content, *line),
            Inline::Image(image) => self.image(image),
            Inline::Break => self.raw("<br/>"),
            Inline::NoteReference(number) => self.note_reference(*number),
            Inline::Anchor(id) if id.is_empty() => {}
            Inline::Anchor(id) => {
                self.raw("<span");
                self.attribute("id", id);
                self.raw("></span>");
            }
            Inline::Abbreviation(title, content) => {
                self.raw("<abbr");
                let title = with_isolates(title, self.setting.base);
                self.attribute("title", &title);
                self.raw(">");
                self.inlines(content);
                self.raw("</abbr>");
            }
            Inline::Time(date, content) => {
                if self.inside.time {
                    return self.inlines(content);
                }
                self.raw("<time");
                self.attribute("datetime", date);
                self.raw(">");
                self.within(|inside| inside.time = true, |writer| writer.inlines(content));
                self.raw("</time>");
            }
            Inline::Ruby(pairs) => self.ruby(pairs),
            Inline::Formula(formula) => self.formula(formula),
        }
    }

    pub(super) fn within(&mut self, enter: impl FnOnce(&mut Inside), write: impl FnOnce(&mut Self)) {
        let outer = self.inside;
        enter(&mut self.inside);
        write(self);
        self.inside = outer;
    }

    pub(super) fn styled(&mut self, style: Style, content: &[Inline]) {
        if content.is_empty() || (style == Style::DefiningTerm && self.inside.term) {
            return self.inlines(content);
        }
        let name = element_of(style);
        self.out.push('<');
        self.out.push_str(name);
        if style.is_code() {
            // Also in text that runs from left to right: `dir` isolates, so brackets at the end of code stay with it.
            self.raw(" dir=\"ltr\"");
        }
        // Words are slanted in some scripts and bold in others, wherever they stand.
        if is_slanted(style) && self.setting.base != self.chapter.direction.value {
            self.attribute("class", self.setting.base.as_str());
        }
        self.out.push('>');
        if style == Style::DefiningTerm {
            self.within(|inside| inside.term = true, |writer| writer.inlines(content));
        } else {
            self.inlines(content);
        }
        self.close(name);
    }

    pub(super) fn ruby(&mut self, pairs: &[(Vec<Inline>, Vec<Inline>)]) {
        if self.inside.ruby {
            for (base, reading) in pairs {
                self.inlines(base);
                self.inlines(reading);
            }
            return;
        }
        self.raw("<ruby>");
        self.within(
            |inside| inside.ruby = true,
            |writer| {
                for (base, reading) in pairs {
                    writer.inlines(base);
                    writer.raw("<rt>");
                    writer.inlines(reading);
                    writer.raw("</rt>");
                }
            },
        );
        self.raw("</ruby>");
    }

    pub(super) fn link(&mut self, href: &str, content: &[Inline], line: u32) {
        let address = match self.writing.destinations.resolve(self.chapter.number, href) {
            Target::Outside(address) => address,
            Target::Inside(path, fragment) => {
                let mut address = if path == self.file.path && fragment.is_some() {
                    String::new()
                } else {
                    self.file.path.href_to(&path)
                };
                if let Some(fragment) = fragment {
                    address.push('#');
                    address.push_str(&fragment);
                }
                address
            }
            target @ (Target::Missing | Target::Forbidden) => {
                let (code, what) = match target {
                    Target::Missing => (Code::LinkBroken, "leads to nothing in the book"),
                    _ => (Code::LinkForbidden, "is of a kind that a book cannot follow"),
                };
                let shown = href.chars().take(80).collect::<String>();
                self.findings.note(code, self.place(line), format!("the link to `{shown}` {what}; its words are kept"));
                return self.inlines(content);
            }
        };
        self.raw("<a");
        self.attribute("href", &address);
        self.raw(">");
        self.inlines(content);
        self.raw("</a>");
    }

    pub(super) fn image(&mut self, image: &Image) {
        let alternative = image.alternative.as_deref().unwrap_or_default();
        match &image.resource {
            Some(path) => {
                self.raw("<img");
                self.attribute("src", &self.file.path.href_to(path));
                let alternative = with_isolates(alternative, self.setting.base);
                self.attribute("alt", &alternative);
                self.raw("/>");
            }
            None => self.raw(&markup(alternative, self.setting.base)),
        }
    }

    pub(super) fn note_reference(&mut self, number: usize) {
        let Some(mark) = self.chapter.marks.get(number).and_then(Option::as_ref) else { return };
        let mark_text = self.writing.voice.digits.spell(&mark.number.to_string());
        self.findings.change(Rule::NoteMark, mark_text.clone(), self.place(0));
        let path = &self.chapter.files[mark.file].path;
        let document = if *path == self.file.path { String::new() } else { self.file.path.href_to(path) };
        // `dir` isolates the mark: it never joins a number or a Latin word before it, which would put it on their other
        // side.
        self.raw("<sup");
        self.attribute("dir", self.chapter.direction.value.as_str());
        self.raw("><a class=\"note\" epub:type=\"noteref\" role=\"doc-noteref\"");
        if let Some(reference) = mark.reference.as_ref().filter(|_| !self.referred[number]) {
            self.attribute("id", reference);
        }
        self.referred[number] = true;
        self.attribute("href", &format!("{document}#{}", mark.id));
        self.raw(">");
        self.raw(&mark_text);
        self.raw("</a></sup>");
    }

    pub(super) fn formula(&mut self, formula: &Formula) {
        self.formulas = true;
        self.raw(&formula.markup);
    }
}

/// Whether browsers slant the element of a style.
fn is_slanted(style: Style) -> bool {
    matches!(style, Style::Emphasis | Style::Alternate | Style::Cite | Style::DefiningTerm | Style::Variable)
}

/// The element of a style.
fn element_of(style: Style) -> &'static str {
    match style {
        Style::Emphasis => "em",
        Style::Strong => "strong",
        Style::Alternate => "i",
        Style::Attention => "b",
        Style::Annotated => "u",
        Style::Struck => "s",
        Style::Small => "small",
        Style::Mark => "mark",
        Style::Inserted => "ins",
        Style::Deleted => "del",
        Style::Subscript => "sub",
        Style::Superscript => "sup",
        Style::Code => "code",
        Style::Keyboard => "kbd",
        Style::Sample => "samp",
        Style::Variable => "var",
        Style::Cite => "cite",
        Style::Quotation => "q",
        Style::DefiningTerm => "dfn",
    }
}
