//! The tree as XHTML (HTML 5 in XML syntax, as EPUB 3.3 asks). The markup is valid because the tree is; this file only
//! spells it, escapes it, and minds the few nestings that HTML forbids.

use askama::Template;

use super::links::{Destinations, Target};
use super::pages::type_style;
use super::plan::{Chapter, File, Mark};
use crate::document::inlines::{flatten_blocks, is_blank, plain_text};
use crate::document::visit::{content, each_block};
use crate::document::*;
use crate::publication::{Code, ContainerPath, Direction, Findings, Labels, Metadata, Place, Role, Rule};
use crate::resources::stylesheet_path;

/// What a chapter is written with.
pub(super) struct Writing<'a> {
    pub(super) destinations: &'a Destinations,
    /// The words of the chapter's language.
    pub(super) labels: &'static Labels,
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
    style: &'a str,
    stylesheet: String,
    title: &'a str,
    first: bool,
    body: &'a str,
}

/// Writes the files of a chapter.
pub(super) fn write_chapter(chapter: &Chapter, writing: &Writing<'_>, findings: &mut Findings) -> Vec<Written> {
    let mut referred = vec![false; chapter.notes.len()];
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
        let title = if at == 0 { title.clone() } else { format!("{title} ({})", at + 1) };
        let template = ContentTemplate {
            language: chapter.language.value.as_str(),
            direction: chapter.direction.value.as_str(),
            style: type_style(&chapter.language.value),
            stylesheet: file.path.href_to(&stylesheet_path(chapter.direction.value)),
            title: &title,
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
    /// The mark of a note that has not been written yet.
    pending_mark: Option<String>,
    inside: Inside,
}

impl Writer<'_> {
    fn place(&self, line: u32) -> Place {
        Place::new(&self.chapter.file, line)
    }

    fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    fn text(&mut self, text: &str) {
        escape_into(&mut self.out, text);
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_into(&mut self.out, value);
        self.out.push('"');
    }

    /// The title with what belongs to it: subtitle, authors, date, source.
    fn title(&mut self) {
        let metadata = &self.writing.heading;
        let lines = [
            ("subtitle", metadata.subtitle.clone()),
            ("byline", people(metadata)),
            ("dateline", metadata.date.as_ref().map(|date| date.day().to_owned())),
            ("source", source_name(metadata)),
        ];
        let lines = lines.into_iter().filter_map(|(class, line)| line.map(|line| (class, line))).collect::<Vec<_>>();
        if lines.is_empty() && !self.chapter.has_title_heading() {
            return;
        }
        self.raw("<div class=\"title\">\n");
        match &self.chapter.title.origin {
            TitleOrigin::Opening(heading) => self.block(heading),
            TitleOrigin::Outside => {
                self.raw("<h1>");
                self.text(&self.chapter.title.text);
                self.raw("</h1>\n");
                self.findings.change(Rule::Title, self.chapter.title.text.clone(), self.place(0));
            }
            TitleOrigin::Inside => {}
        }
        for (class, line) in lines {
            self.title_line(class, &line);
            self.findings.change(Rule::Byline, line, self.place(0));
        }
        self.raw("</div>\n");
    }

    fn title_line(&mut self, class: &str, line: &str) {
        self.raw("<p");
        self.attribute("class", class);
        self.raw(">");
        match class {
            "dateline" => {
                let date = self.writing.heading.date.as_ref().map(|date| date.as_str().to_owned());
                self.raw("<time dir=\"ltr\"");
                self.attribute("datetime", &date.unwrap_or_default());
                self.raw(">");
                self.text(line);
                self.raw("</time>");
            }
            "source" => match self.writing.heading.source_url() {
                Some(url) => {
                    self.raw("<a dir=\"ltr\"");
                    self.attribute("href", url.as_str());
                    self.raw(">");
                    self.text(line);
                    self.raw("</a>");
                }
                None => self.text(line),
            },
            _ => self.text(line),
        }
        self.raw("</p>\n");
    }

    /// The notes of this file, each with a way back to its first reference.
    fn notes(&mut self) {
        if self.file.notes.is_empty() {
            return;
        }
        self.raw("<section class=\"notes\" epub:type=\"footnotes\"");
        self.attribute("aria-label", self.writing.labels.notes);
        self.raw(">\n");
        for number in &self.file.notes {
            let (Some(mark), Some(note)) = (&self.chapter.marks[*number], self.chapter.notes.get(*number)) else {
                continue;
            };
            self.note(mark, note);
        }
        self.raw("</section>\n");
    }

    fn note(&mut self, mark: &Mark, note: &Note) {
        let mut words = String::new();
        each_block(&note.blocks, &mut |block| {
            content(block).into_iter().for_each(|inlines| {
                words.push_str(&plain_text(inlines));
                words.push(' ');
            });
        });
        self.findings.change(Rule::Note, words.trim_end(), self.place(note.line));
        let number = mark.number.to_string();
        self.findings.change(Rule::NoteMark, number.clone(), self.place(note.line));
        self.raw("<aside epub:type=\"footnote\" role=\"doc-footnote\"");
        self.attribute("id", &mark.id);
        self.raw(">");
        let mut link = String::new();
        match &mark.reference {
            Some(reference) => {
                link.push_str("<a class=\"note\" epub:type=\"backlink\" role=\"doc-backlink\" href=\"#");
                escape_into(&mut link, reference);
                link.push_str("\" aria-label=\"");
                escape_into(&mut link, self.writing.labels.back);
                link.push_str(&format!(" {number}\">{number}</a> "));
            }
            None => link.push_str(&format!("<span class=\"note\">{number}</span> ")),
        }
        match note.blocks.first().map(|block| &block.kind) {
            Some(BlockKind::Paragraph(_) | BlockKind::Plain(_)) => self.pending_mark = Some(link),
            _ => self.raw(&format!("<p>{}</p>\n", link.trim_end())),
        }
        for block in &note.blocks {
            match &block.kind {
                // A note is a paragraph even when its source wrote none.
                BlockKind::Plain(words) => self.paragraph(&block.attributes, words),
                _ => self.block(block),
            }
        }
        self.raw("</aside>\n");
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    /// Blocks of an item, a cell or a caption: a single plain one needs no paragraph.
    fn contents(&mut self, blocks: &[Block]) {
        match blocks {
            [Block { kind: BlockKind::Plain(words), attributes, .. }] if attributes.is_empty() => self.inlines(words),
            blocks => {
                for block in blocks {
                    self.block(block);
                }
            }
        }
    }

    fn block(&mut self, block: &Block) {
        let attributes = &block.attributes;
        match &block.kind {
            BlockKind::Heading { level, content } if !self.inside.header_cell => {
                let name = ["h1", "h2", "h3", "h4", "h5", "h6"][usize::from(level.clamp(&1, &6) - 1)];
                self.element(name, attributes, "", |writer| writer.inlines(content));
            }
            BlockKind::Heading { content, .. } => {
                self.element("p", attributes, "first", |writer| writer.inlines(content));
            }
            BlockKind::Paragraph(words) => self.paragraph(attributes, words),
            BlockKind::Plain(words) => {
                // Beside other blocks loose words need an element of their own.
                if is_blank(words) {
                    self.inlines(words);
                } else {
                    self.paragraph(attributes, words);
                }
            }
            BlockKind::List { numbering, items } => self.list(attributes, *numbering, items),
            BlockKind::DefinitionList(definitions) => self.definitions(attributes, definitions),
            BlockKind::Quotation(blocks) => self.element("blockquote", attributes, "", |writer| {
                writer.raw("\n");
                writer.blocks(blocks);
            }),
            BlockKind::Section(blocks) => self.element("div", attributes, "", |writer| {
                writer.raw("\n");
                writer.blocks(blocks);
            }),
            BlockKind::Preformatted(words) => self.preformatted(attributes, words),
            BlockKind::Table(table) => self.table(attributes, table),
            BlockKind::Figure { content, caption } => self.figure(attributes, content, caption),
            BlockKind::Rule => {
                self.raw("<hr");
                self.attributes(attributes, "");
                self.raw("/>\n");
            }
            BlockKind::Details { summary, content } => self.element("details", attributes, "", |writer| {
                writer.raw("<summary>");
                writer.inlines(summary);
                writer.raw("</summary>\n");
                writer.blocks(content);
            }),
            BlockKind::Formula(formula) => self.element("p", attributes, "first", |writer| writer.formula(formula)),
        }
    }

    fn paragraph(&mut self, attributes: &Attributes, words: &[Inline]) {
        if is_blank(words) {
            // Only anchors, or a picture that was left out: nothing to read, but perhaps a place that links name.
            if has_anchor(words) || attributes.id().is_some() {
                self.element("div", attributes, "", |writer| writer.inlines(words));
            }
            return;
        }
        self.element("p", attributes, "", |writer| {
            if let Some(mark) = writer.pending_mark.take() {
                writer.raw(&mark);
            }
            writer.inlines(words);
        });
    }

    /// An element with its attributes on a line of its own.
    fn element(&mut self, name: &str, attributes: &Attributes, class: &str, inside: impl FnOnce(&mut Self)) {
        self.open(name, attributes, class);
        inside(self);
        self.close(name);
        self.raw("\n");
    }

    fn open(&mut self, name: &str, attributes: &Attributes, class: &str) {
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(attributes, class);
        self.out.push('>');
    }

    fn close(&mut self, name: &str) {
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn attributes(&mut self, attributes: &Attributes, class: &str) {
        if attributes.is_empty() {
            if !class.is_empty() {
                self.attribute("class", class);
            }
            return;
        }
        if let Some(id) = attributes.id() {
            self.attribute("id", id);
        }
        // Old engines know no attribute selectors, so what turns round says so in its class too.
        let turned = attributes.direction().filter(|direction| *direction != self.chapter.direction.value);
        match (class, turned.map(Direction::as_str)) {
            ("", None) => {}
            (class, None) => self.attribute("class", class),
            ("", Some(turned)) => self.attribute("class", turned),
            (class, Some(turned)) => self.attribute("class", &format!("{class} {turned}")),
        }
        if let Some(language) = attributes.language() {
            self.attribute("lang", language.as_str());
            self.attribute("xml:lang", language.as_str());
        }
        if let Some(direction) = attributes.direction() {
            self.attribute("dir", direction.as_str());
        }
    }

    fn list(&mut self, attributes: &Attributes, numbering: Option<Numbering>, items: &[ListItem]) {
        let name = if numbering.is_some() { "ol" } else { "ul" };
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(attributes, "");
        if let Some(numbering) = numbering {
            if numbering.start != 1 {
                self.attribute("start", &numbering.start.to_string());
            }
            if numbering.marker != '1' {
                self.attribute("type", numbering.marker.encode_utf8(&mut [0; 4]));
            }
            if numbering.reversed {
                self.attribute("reversed", "reversed");
            }
        }
        self.raw(">\n");
        for item in items {
            self.raw("<li");
            self.attributes(&item.attributes, if item.task.is_some() { "task" } else { "" });
            if let Some(value) = item.value.filter(|_| numbering.is_some()) {
                self.attribute("value", &value.to_string());
            }
            self.raw(">");
            let task = item.task.map(|done| if done { "☑" } else { "☐" });
            if let Some(mark) = task {
                let line = item.blocks.first().map_or(0, |block| block.line);
                self.findings.change(Rule::TaskBox, mark, self.place(line));
            }
            match (task, item.blocks.first().map(|block| &block.kind)) {
                (Some(mark), Some(BlockKind::Paragraph(_))) => self.pending_mark = Some(format!("{mark} ")),
                (Some(mark), _) => self.raw(&format!("{mark} ")),
                (None, _) => {}
            }
            self.contents(&item.blocks);
            self.raw("</li>\n");
        }
        self.close(name);
        self.raw("\n");
    }

    fn definitions(&mut self, attributes: &Attributes, definitions: &[Definition]) {
        self.element("dl", attributes, "", |writer| {
            writer.raw("\n");
            for definition in definitions {
                for term in &definition.terms {
                    writer.element("dt", &term.attributes, "", |writer| writer.inlines(&term.content));
                }
                for detail in &definition.details {
                    writer.element("dd", &detail.attributes, "", |writer| writer.contents(&detail.blocks));
                }
            }
        });
    }

    /// Code is written from left to right in every language.
    fn preformatted(&mut self, attributes: &Attributes, words: &[Inline]) {
        let is_code = matches!(words, [Inline::Styled(Style::Code | Style::Sample | Style::Keyboard, _)]);
        if is_code {
            let id = attributes.id().map(str::to_owned);
            let attributes = Attributes::new(id, attributes.language().cloned(), Some(Direction::Ltr));
            let class = if self.chapter.direction.value == Direction::Ltr { "ltr" } else { "" };
            self.element("pre", &attributes, class, |writer| writer.inlines(words));
        } else {
            self.element("pre", attributes, "text", |writer| writer.inlines(words));
        }
    }

    fn table(&mut self, attributes: &Attributes, table: &Table) {
        self.element("table", attributes, "", |writer| {
            writer.raw("\n");
            let caption = flatten_blocks(table.caption.clone());
            if !is_blank(&caption) {
                writer.raw("<caption>");
                writer.inlines(&caption);
                writer.raw("</caption>\n");
            }
            if !table.head.is_empty() {
                writer.raw("<thead>\n");
                table.head.iter().for_each(|row| writer.row(row, true));
                writer.raw("</thead>\n");
            }
            if !table.body.is_empty() {
                writer.raw("<tbody>\n");
                table.body.iter().for_each(|row| writer.row(row, false));
                writer.raw("</tbody>\n");
            }
        });
    }

    fn row(&mut self, row: &Row, head: bool) {
        self.element("tr", &row.attributes, "", |writer| {
            for cell in &row.cells {
                writer.cell(cell, head);
            }
        });
    }

    fn cell(&mut self, cell: &Cell, head: bool) {
        let name = if cell.header { "th" } else { "td" };
        let class = match cell.alignment {
            Alignment::Natural => "",
            Alignment::Left => "left",
            Alignment::Centre => "centre",
            Alignment::Right => "right",
        };
        self.out.push('<');
        self.out.push_str(name);
        self.attributes(&cell.attributes, class);
        if cell.header {
            self.attribute("scope", if head { "col" } else { "row" });
        }
        if cell.span.0 > 1 {
            self.attribute("colspan", &cell.span.0.to_string());
        }
        if cell.span.1 > 1 {
            self.attribute("rowspan", &cell.span.1.to_string());
        }
        self.raw(">");
        let outer = self.inside;
        self.inside.header_cell |= cell.header;
        self.contents(&cell.blocks);
        self.inside = outer;
        self.close(name);
    }

    fn figure(&mut self, attributes: &Attributes, content: &[Block], caption: &[Block]) {
        if content.is_empty() {
            self.blocks(caption);
            return;
        }
        self.element("figure", attributes, "", |writer| {
            writer.contents(content);
            if !caption.is_empty() {
                writer.raw("<figcaption>");
                writer.contents(caption);
                writer.raw("</figcaption>");
            }
        });
    }

    fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.text(text),
            Inline::Styled(style, content) => self.styled(*style, content),
            Inline::Span(attributes, content) => {
                if attributes.is_empty() {
                    return self.inlines(content);
                }
                self.raw("<span");
                self.attributes(attributes, "");
                self.raw(">");
                self.inlines(content);
                self.raw("</span>");
            }
            Inline::Isolate { forced, direction, content } => {
                let name = if *forced { "bdo" } else { "bdi" };
                self.open(name, &Attributes::new(None, None, *direction), "");
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
                self.attribute("title", title);
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

    fn within(&mut self, enter: impl FnOnce(&mut Inside), write: impl FnOnce(&mut Self)) {
        let outer = self.inside;
        enter(&mut self.inside);
        write(self);
        self.inside = outer;
    }

    fn styled(&mut self, style: Style, content: &[Inline]) {
        if content.is_empty() || (style == Style::DefiningTerm && self.inside.term) {
            return self.inlines(content);
        }
        let (name, dir) = element_of(style);
        self.out.push('<');
        self.out.push_str(name);
        if dir && self.chapter.direction.value == Direction::Rtl {
            self.raw(" dir=\"ltr\"");
        }
        self.out.push('>');
        if style == Style::DefiningTerm {
            self.within(|inside| inside.term = true, |writer| writer.inlines(content));
        } else {
            self.inlines(content);
        }
        self.close(name);
    }

    fn ruby(&mut self, pairs: &[(Vec<Inline>, Vec<Inline>)]) {
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

    fn link(&mut self, href: &str, content: &[Inline], line: u32) {
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

    fn image(&mut self, image: &Image) {
        let alternative = image.alternative.as_deref().unwrap_or_default();
        match &image.resource {
            Some(path) => {
                self.raw("<img");
                self.attribute("src", &self.file.path.href_to(path));
                self.attribute("alt", alternative);
                self.raw("/>");
            }
            None => self.text(alternative),
        }
    }

    fn note_reference(&mut self, number: usize) {
        let Some(mark) = self.chapter.marks.get(number).and_then(Option::as_ref) else { return };
        let mark_text = mark.number.to_string();
        self.findings.change(Rule::NoteMark, mark_text.clone(), self.place(0));
        let path = &self.chapter.files[mark.file].path;
        let document = if *path == self.file.path { String::new() } else { self.file.path.href_to(path) };
        self.raw("<sup><a class=\"note\" epub:type=\"noteref\" role=\"doc-noteref\"");
        if let Some(reference) = mark.reference.as_ref().filter(|_| !self.referred[number]) {
            self.attribute("id", reference);
        }
        self.referred[number] = true;
        self.attribute("href", &format!("{document}#{}", mark.id));
        self.raw(">");
        self.raw(&mark_text);
        self.raw("</a></sup>");
    }

    fn formula(&mut self, formula: &Formula) {
        self.formulas = true;
        self.raw(&formula.markup);
    }
}

/// The element of a style, and whether its text runs from left to right in every language.
fn element_of(style: Style) -> (&'static str, bool) {
    match style {
        Style::Emphasis => ("em", false),
        Style::Strong => ("strong", false),
        Style::Alternate => ("i", false),
        Style::Attention => ("b", false),
        Style::Annotated => ("u", false),
        Style::Struck => ("s", false),
        Style::Small => ("small", false),
        Style::Mark => ("mark", false),
        Style::Inserted => ("ins", false),
        Style::Deleted => ("del", false),
        Style::Subscript => ("sub", false),
        Style::Superscript => ("sup", false),
        Style::Code => ("code", true),
        Style::Keyboard => ("kbd", true),
        Style::Sample => ("samp", true),
        Style::Variable => ("var", false),
        Style::Cite => ("cite", false),
        Style::Quotation => ("q", false),
        Style::DefiningTerm => ("dfn", false),
    }
}

fn has_anchor(inlines: &[Inline]) -> bool {
    let mut found = false;
    crate::document::inlines::each_inline(inlines, &mut |inline| {
        found |= match inline {
            Inline::Anchor(id) => !id.is_empty(),
            Inline::Span(attributes, _) => attributes.id().is_some(),
            _ => false,
        };
    });
    found
}

/// The authors in one line, then the translators and others.
fn people(metadata: &Metadata) -> Option<String> {
    let others = metadata.contributors.iter().filter(|person| matches!(person.role, Role::Translator | Role::Editor));
    let names = metadata.creators.iter().chain(others).map(|person| person.name.as_str()).collect::<Vec<_>>();
    // A middle dot has no direction and parts names in every script.
    (!names.is_empty()).then(|| names.join(" · "))
}

/// The host of the source's address, or the words that name it.
fn source_name(metadata: &Metadata) -> Option<String> {
    let source = metadata.source.as_ref()?;
    let host =
        metadata.source_url().and_then(|url| url.host_str().map(|host| host.trim_start_matches("www.").to_owned()));
    Some(host.unwrap_or_else(|| source.clone()))
}

/// Appends `text` with the characters escaped that mean something in XML.
pub(super) fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}
