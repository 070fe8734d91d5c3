//! One walk through a document, without recursion: elements are entered and left, characters go to the word, to the line
//! and to the text that excerpts are taken from.

use roxmltree::{Document, Node};

use super::DocumentAudit;
use super::blocks::{BlockAudit, beginning};
use super::elements::{Part, counts, direction_of, language_of, part_of};
use super::runs::{Context, Found, Here, Run};
use super::words::{Words, is_address};
use crate::check::package_document::{LocalName, text_of};
use crate::publication::Direction;

pub(super) fn audit(path: &str, document: &Document<'_>) -> DocumentAudit {
    let html = document.root_element();
    let body = html.children().find(|node| node.has_tag_name_local("body"));
    let declared = body.and_then(direction_of).or_else(|| direction_of(html));
    let title = html.descendants().find(|node| node.has_tag_name_local("title")).map(text_of);
    let mut audit = DocumentAudit {
        path: path.to_owned(),
        title: title.filter(|title| !title.is_empty()),
        direction: declared,
        language: language_of(html),
        ..DocumentAudit::default()
    };
    if let Some(body) = body {
        // A document without `dir` runs from left to right (HTML).
        let base = declared.unwrap_or(Direction::Ltr);
        let mut walk = Walk::new(document.input_text(), audit, base);
        walk.go_through(body);
        audit = walk.audit;
    }
    audit.sign = audit.words.sign();
    audit.unisolated.sort_by_key(|run| run.line);
    audit
}

/// An element that is open.
struct Open<'a> {
    name: &'a str,
    part: Part,
    /// The direction it stands in.
    direction: Direction,
    /// Its own direction, when it has one.
    own: Option<Direction>,
    language: Option<String>,
    line: usize,
    /// Where its text begins.
    start: usize,
    /// Whether its words are somebody's language.
    counts: bool,
    /// Whether it is code or stands in code.
    code: bool,
    /// Whether line ends are kept in it.
    keeps_lines: bool,
    /// Whether it began a context of its own.
    context: bool,
}

/// The words of a block that is open.
struct Block<'a> {
    name: &'a str,
    direction: Direction,
    /// Whether it is a `nav` or stands in one, whose lists run as the book does: their entries speak for themselves.
    navigates: bool,
    own: Words,
    below: Words,
}

/// A word that is being read.
struct Word {
    start: usize,
    direction: Option<Direction>,
}

struct Walk<'a> {
    audit: DocumentAudit,
    lines: Lines,
    base: Direction,
    /// All text so far.
    text: String,
    open: Vec<Open<'a>>,
    blocks: Vec<Block<'a>>,
    contexts: Vec<Context<'a>>,
    word: Option<Word>,
    /// The number of the paragraph, in the sense of the bidi algorithm.
    paragraph: usize,
}

impl<'a> Walk<'a> {
    fn new(source: &str, audit: DocumentAudit, base: Direction) -> Self {
        Self {
            audit,
            lines: Lines::of(source),
            base,
            text: String::new(),
            open: Vec::new(),
            blocks: Vec::new(),
            contexts: Vec::new(),
            word: None,
            paragraph: 0,
        }
    }

    fn go_through(&mut self, body: Node<'a, '_>) {
        let mut node = body;
        loop {
            let goes_down = self.enter(node);
            if goes_down && let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            loop {
                self.leave(node);
                if node == body {
                    return;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                match node.parent() {
                    Some(parent) => node = parent,
                    None => return,
                }
            }
        }
    }

    /// Whether what is in it is looked at, too.
    fn enter(&mut self, node: Node<'a, '_>) -> bool {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            self.take_text(text, self.lines.at(node.range().start));
        }
        if !node.is_element() {
            return false;
        }
        let part = part_of(node);
        match part {
            Part::Object => return false,
            Part::Break => {
                self.end_line();
                return false;
            }
            Part::Block | Part::CodeBlock => self.end_line(),
            Part::Inline | Part::Code | Part::Reading => {}
        }
        self.open_element(node, part);
        true
    }

    fn open_element(&mut self, node: Node<'a, '_>, part: Part) {
        let outer = self.open.last();
        let own = direction_of(node);
        let direction = own.unwrap_or(outer.map_or(self.base, |outer| outer.direction));
        let in_code = outer.is_some_and(|outer| outer.code);
        let name = node.tag_name().name();
        let is_block = matches!(part, Part::Block | Part::CodeBlock);
        let context = is_block || own.is_some() || part == Part::Reading;
        let open = Open {
            name,
            part,
            direction,
            own,
            language: language_of(node),
            line: self.lines.at(node.range().start),
            start: self.text.len(),
            counts: outer.is_none_or(|outer| outer.counts) && counts(node),
            code: in_code || matches!(part, Part::Code | Part::CodeBlock),
            keeps_lines: name == "pre" || outer.is_some_and(|outer| outer.keeps_lines),
            context,
        };
        if context {
            // Code stands as it is written, and forced text as it is forced.
            let judged = !open.code && name != "bdo";
            self.contexts.push(Context::new(direction, judged));
        }
        if is_block {
            let navigates = name == "nav" || self.blocks.last().is_some_and(|outer| outer.navigates);
            self.blocks.push(Block { name, direction, navigates, own: Words::default(), below: Words::default() });
        }
        self.open.push(open);
    }

    fn leave(&mut self, node: Node<'a, '_>) {
        if !node.is_element() || matches!(part_of(node), Part::Object | Part::Break) {
            return;
        }
        let Some(open) = self.open.pop() else { return };
        let is_block = matches!(open.part, Part::Block | Part::CodeBlock);
        if is_block {
            self.end_line();
        }
        if open.context
            && let Some(mut context) = self.contexts.pop()
            && let Some(found) = context.end()
        {
            self.tell_unisolated(found, context.base);
        }
        if is_block {
            self.leave_block(&open);
        }
        if open.code {
            self.leave_code(&open);
        } else if !is_block && let Some(direction) = open.own {
            let run = self.run_of(&open, direction);
            self.audit.isolated.push(run);
        }
    }

    fn leave_block(&mut self, open: &Open<'a>) {
        let Some(block) = self.blocks.pop() else { return };
        let mut all = block.own;
        all.add(block.below);
        let has_own = block.own.total() > 0;
        self.audit.blocks += usize::from(has_own);
        let Some(outer) = self.blocks.last_mut() else {
            // The body: what is told of it is told of the document.
            self.audit.words = all;
            return;
        };
        outer.below.add(all);
        let around = outer.direction;
        let words = if has_own { block.own } else { all };
        // Code is counted apart: that it runs from left to right needs no sign.
        let differs = block.direction != around && open.part != Part::CodeBlock;
        // A frame (`section`, `div`, a row) has no words and no sides of its own; a list, a table, a quotation has sides.
        let has_sides =
            has_own || (!block.navigates && matches!(open.name, "ul" | "ol" | "dl" | "table" | "blockquote"));
        let against = has_sides && words.majority().is_some_and(|direction| direction != block.direction);
        if !differs && !against {
            return;
        }
        let audit = BlockAudit {
            element: self.path_to(open.name),
            line: open.line,
            direction: block.direction,
            around,
            language: open.language.clone(),
            text: beginning(&self.text[open.start..]),
            words,
            sign: words.sign(),
        };
        if against {
            self.audit.contradicted.push(audit.clone());
        }
        if differs {
            self.audit.differing.push(audit);
        }
    }

    /// Counts a piece of code when the whole of it has been seen.
    fn leave_code(&mut self, open: &Open<'a>) {
        let stands_in_code = self.open.last().is_some_and(|outer| outer.code);
        if stands_in_code || open.start == self.text.len() {
            return;
        }
        self.audit.code += 1;
        if open.direction == Direction::Rtl {
            let run = self.run_of(open, Direction::Rtl);
            self.audit.code_against.push(run);
        }
    }

    fn run_of(&self, open: &Open<'a>, direction: Direction) -> Run {
        Run {
            element: open.name.to_owned(),
            line: open.line,
            direction,
            language: open.language.clone(),
            text: beginning(&self.text[open.start..]),
        }
    }

    fn tell_unisolated(&mut self, found: Found<'a>, base: Direction) {
        self.audit.unisolated.push(Run {
            element: found.start.block.to_owned(),
            line: found.start.line,
            direction: base.opposite(),
            language: None,
            text: beginning(&self.text[found.start.at..found.end]),
        });
    }

    /// The element with at most two of those that hold it.
    fn path_to(&self, name: &str) -> String {
        // The first block is the body, which holds everything.
        let outer = self.blocks.iter().skip(1).rev().take(2).map(|block| block.name);
        let mut names = outer.collect::<Vec<_>>();
        names.reverse();
        names.push(name);
        names.join("/")
    }

    fn take_text(&mut self, text: &str, line: usize) {
        let (counts, keeps_lines) = self.open.last().map_or((true, false), |open| (open.counts, open.keeps_lines));
        let block = self.blocks.last().map_or("body", |block| block.name);
        let mut line = line;
        for c in text.chars() {
            let at = self.text.len();
            self.text.push(c);
            if c.is_whitespace() {
                self.end_word(at);
            } else {
                let word = self.word.get_or_insert(Word { start: at, direction: None });
                if counts && word.direction.is_none() {
                    word.direction = Direction::of_letter(c);
                }
            }
            let here = Here { at, line, paragraph: self.paragraph, block };
            if let Some(context) = self.contexts.last_mut()
                && let Some(found) = context.take(c, here)
            {
                let base = context.base;
                self.tell_unisolated(found, base);
            }
            self.audit.marks += usize::from(matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}'));
            if c == '\n' {
                line += 1;
                self.paragraph += usize::from(keeps_lines);
            }
        }
    }

    fn end_word(&mut self, end: usize) {
        let Some(word) = self.word.take() else { return };
        if let Some(direction) = word.direction
            && !is_address(&self.text[word.start..end])
            && let Some(block) = self.blocks.last_mut()
        {
            block.own.add_word(direction);
        }
    }

    /// A line ends: the word with it, and all runs.
    fn end_line(&mut self) {
        self.end_word(self.text.len());
        self.text.push('\n');
        self.paragraph += 1;
    }
}

/// Where the lines of a document begin.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect())
    }

    /// The line of an offset, counted from 1.
    fn at(&self, offset: usize) -> usize {
        self.0.partition_point(|end| *end < offset) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audited(body: &str) -> DocumentAudit {
        let xhtml = format!(
            "<html xmlns=\"http://www.w3.org/1999/xhtml\" dir=\"rtl\" lang=\"ar\"><head><title>ت</title></head>\
             <body dir=\"rtl\">{body}</body></html>"
        );
        audit("a.xhtml", &Document::parse(&xhtml).unwrap())
    }

    fn texts(runs: &[Run]) -> Vec<&str> {
        runs.iter().map(|run| run.text.as_str()).collect()
    }

    fn elements(blocks: &[BlockAudit]) -> Vec<&str> {
        blocks.iter().map(|block| block.element.as_str()).collect()
    }

    /// What an opposite run must not stand in, and what makes it an isolated one.
    #[test]
    fn a_run_is_isolated_by_an_element_with_a_direction_and_by_nothing_else() {
        let rows: &[(&str, &[&str], &[&str])] = &[
            ("<p>قال Visual Studio Code ثم</p>", &["Visual Studio Code"], &[]),
            ("<p>قال <span dir='ltr'>Visual Studio Code</span> ثم</p>", &[], &["Visual Studio Code"]),
            (
                "<p>قال <bdi>Visual Studio</bdi> ثم <bdo dir='ltr'>كتاب كبير</bdo></p>",
                &[],
                &["Visual Studio", "كتاب كبير"],
            ),
            ("<p>قال <a href='x'>Visual <b>Studio</b></a> ثم</p>", &["Visual Studio"], &[]),
            ("<p>قال <a href='x' dir='ltr'>Visual <b>Studio</b></a> ثم</p>", &[], &["Visual Studio"]),
            ("<p>قال <em>Visual</em> <em>Studio</em> ثم</p>", &["Visual Studio"], &[]),
            ("<p>قال <em lang='en'>Visual Studio</em> ثم</p>", &["Visual Studio"], &[]),
            // An isolate is an object to its line, and a line of its own inside.
            ("<p>في Google <span dir='ltr'>x y</span> Chrome ثم</p>", &["Google x y Chrome"], &["x y"]),
            (
                "<p>في <span dir='ltr'>the words كتاب ومكتبة mean</span></p>",
                &["كتاب ومكتبة"],
                &["the words كتاب ومكتبة mean"],
            ),
            // A line ends where a block or a break does.
            ("<p>قال Visual<br/>Studio ثم</p>", &[], &[]),
            ("<ul><li>قال Visual<ul><li>Studio ثم</li></ul></li></ul>", &[], &[]),
            ("<pre>قال Visual\nStudio ثم</pre>", &[], &[]),
            // The direction of the block counts, not that of the document.
            ("<p dir='ltr'>only English words and كتاب كبير here</p>", &["كتاب كبير"], &[]),
            ("<p dir='auto'>only English words here</p>", &[], &[]),
            ("<div dir='ltr'><p>only English words here</p></div>", &[], &[]),
            // Code with a direction is nobody's concern; without one it lies wrong.
            ("<p>اكتب <code dir='ltr'>let x = new Map</code> ثم</p>", &[], &[]),
            ("<p>اكتب <code>let x = new Map</code> ثم</p>", &["let x = new Map"], &[]),
            ("<pre dir='ltr'><code>let x; // تعليق من كلمات</code></pre>", &[], &[]),
            // Pictures, formulas and notes are objects.
            (
                "<p>قال Visual <img src='a.png' alt='x'/> Studio<sup><a href='#n'>1</a></sup> ثم</p>",
                &["Visual Studio"],
                &[],
            ),
            ("<p>قال <ruby>Visual<rt>الف باء</rt></ruby> Studio ثم</p>", &["Visualالف باء Studio"], &[]),
        ];
        for (body, unisolated, isolated) in rows {
            let audit = audited(body);
            assert_eq!(texts(&audit.unisolated), *unisolated, "{body}");
            assert_eq!(texts(&audit.isolated), *isolated, "{body}");
        }
    }

    #[test]
    fn a_block_differs_by_its_direction_and_is_contradicted_by_its_words() {
        let rows: &[(&str, &[&str], &[&str])] = &[
            ("<p>كلمات عربية</p>", &[], &[]),
            ("<p>Three English words و</p>", &[], &["p"]),
            ("<p dir='ltr'>Three English words</p>", &["p"], &[]),
            ("<p dir='rtl'>كلمات</p>", &[], &[]),
            ("<p dir='ltr'>كلمات عربية</p>", &["p"], &["p"]),
            ("<p>word كلمة</p>", &[], &[]),
            ("<p>12 + 13</p>", &[], &[]),
            ("<p>الرابط https://example.org/a/b #tag @name <code>let x = y</code> <var>x</var></p>", &[], &[]),
            ("<p>EPUB هو صيغة مفتوحة</p>", &[], &[]),
            ("<p>b<b>oo</b>k <i>كت</i>اب كبير</p>", &[], &[]),
            ("<p>كلمة<br/>another word</p>", &[], &["p"]),
            ("<ul><li>كلمة</li><li dir='ltr'>Word</li></ul>", &["ul/li"], &[]),
            ("<ul><li>Word</li><li>Another</li></ul>", &[], &["ul/li", "ul/li", "ul"]),
            ("<ul dir='ltr'><li>Word</li><li dir='rtl'>كلمة</li><li>Word</li></ul>", &["ul/li", "ul"], &[]),
            ("<blockquote dir='ltr'><p>Some words</p></blockquote>", &["blockquote"], &[]),
            ("<section><div><p>Some words</p></div></section>", &[], &["section/div/p"]),
            ("<table><tr><td>Word</td><td>كلمة وأخرى</td></tr></table>", &[], &["table/tr/td"]),
            ("<pre dir='ltr'><code>let x</code></pre>", &[], &[]),
            (
                "<nav><ol><li><a href='a' dir='ltr'>Word</a></li><li><a href='b'>Word</a></li></ol></nav>",
                &["ol/li/a"],
                &["ol/li/a"],
            ),
        ];
        for (body, differing, contradicted) in rows {
            let audit = audited(body);
            assert_eq!(elements(&audit.differing), *differing, "{body}");
            assert_eq!(elements(&audit.contradicted), *contradicted, "{body}");
        }
    }

    #[test]
    fn code_and_marks_are_counted_and_lines_are_named() {
        let audit = audited(
            "<p>اكتب <code dir='ltr'>x</code> و<kbd>y</kbd></p>\n<pre dir='ltr'><code dir='ltr'>z</code></pre>\n\
             <p>قال <span dir='ltr' lang='en'>C++\u{200E}</span> أو\nVisual Studio</p>",
        );
        assert_eq!((audit.code, texts(&audit.code_against)), (3, vec!["y"]));
        assert_eq!(audit.marks, 1);
        assert_eq!(audit.isolated[0].language.as_deref(), Some("en"));
        assert_eq!((audit.isolated[0].line, audit.unisolated[0].line), (3, 4));
        assert_eq!(audit.blocks, 2);
        assert_eq!(audit.sign, "4 of 7 words run from right to left");
    }

    #[test]
    fn depth_is_no_danger_and_time_grows_with_the_size_alone() {
        let deep = 20_000;
        let body = format!("{}word كلمة{}", "<span dir='ltr'>a<br/>".repeat(deep), "</span>".repeat(deep));
        let audit = audited(&body);
        assert_eq!(audit.isolated.len(), deep);
    }
}
