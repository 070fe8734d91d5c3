//! The books that the benchmarks build: the article, and books of many chapters made of its words. The same number of
//! chapters gives the same bytes everywhere, so that measurements of two days and two machines compare.

#![allow(dead_code, reason = "each benchmark needs a part of it")]

use std::fmt::{self, Display, Write as _};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The seed article: its title, an empty line, paragraphs.
pub(crate) const ARTICLE: &str = include_str!("../../content/aleppo-truce.txt");

/// What a book is made of.
#[derive(Clone, Copy)]
pub(crate) enum Book {
    /// The article alone.
    Article,
    /// So many chapters of some 5 KB each.
    Chapters(usize),
}

/// The three sizes that every benchmark is run with.
pub(crate) const BOOKS: [Book; 3] = [Book::Article, Book::Chapters(100), Book::Chapters(1000)];

impl Display for Book {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Article => f.write_str("the article"),
            // One width, so that divan's alphabetical order is that of the numbers.
            Self::Chapters(count) => write!(f, "{count:>5} chapters"),
        }
    }
}

/// What the chapters are written in.
#[derive(Clone, Copy)]
pub(crate) enum Markup {
    Text,
    Markdown,
    Html,
}

impl Markup {
    fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Html => "html",
        }
    }
}

impl Book {
    /// How many articles it has.
    pub(crate) fn len(self) -> usize {
        match self {
            Self::Article => 1,
            Self::Chapters(count) => count,
        }
    }

    /// The names of its files and what is in them, in reading order.
    pub(crate) fn files(self, markup: Markup) -> impl Iterator<Item = (String, String)> {
        (0..self.len()).map(move |number| {
            let blocks = match self {
                Self::Article => article(),
                Self::Chapters(count) => chapter(number, count, markup),
            };
            (file_name(number, markup), written(&blocks, number, markup))
        })
    }

    /// Writes its files into `folder`, which holds nothing else afterwards.
    pub(crate) fn write(self, markup: Markup, folder: &Path) -> io::Result<()> {
        if folder.exists() {
            fs::remove_dir_all(folder)?;
        }
        fs::create_dir_all(folder)?;
        self.files(markup).try_for_each(|(name, text)| fs::write(folder.join(name), text))
    }

    /// The folder with its files, written there if they are not there yet. Only benchmarks have such a place.
    pub(crate) fn folder(self, markup: Markup) -> io::Result<PathBuf> {
        let name = format!("books-{}-{}", self.len(), markup.extension());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        self.write(markup, &folder)?;
        Ok(folder)
    }
}

fn file_name(number: usize, markup: Markup) -> String {
    format!("{:05}.{}", number + 1, markup.extension())
}

/// A block of a chapter, as much of it as the three formats have in common.
enum Block {
    Heading(usize, String),
    Paragraph(Vec<Run>),
    List(Vec<String>),
    Table(Vec<Vec<String>>),
}

/// A stretch of a paragraph.
enum Run {
    Words(String),
    Strong(String),
    Link { words: String, to: String },
    Note(String),
}

fn article() -> Vec<Block> {
    let mut lines = ARTICLE.lines().filter(|line| !line.is_empty());
    let title = lines.next().unwrap_or_default();
    let paragraphs = lines.map(|line| Block::Paragraph(vec![Run::Words(line.to_owned())]));
    [Block::Heading(1, title.to_owned())].into_iter().chain(paragraphs).collect()
}

/// One chapter of `count`: three sections of paragraphs; every third chapter has a list, every fifth a table, every
/// second a note, and every fourth a link to another chapter.
fn chapter(number: usize, count: usize, markup: Markup) -> Vec<Block> {
    let mut shuffle = Shuffle::new(number);
    let mut blocks = vec![Block::Heading(1, shuffle.words(5))];
    for section in 0..3 {
        if section > 0 {
            blocks.push(Block::Heading(2, shuffle.words(4)));
        }
        for _ in 0..3 {
            blocks.push(Block::Paragraph(shuffle.paragraph()));
        }
    }
    if number.is_multiple_of(3) {
        blocks.insert(3, Block::List((0..5).map(|_| shuffle.words(6)).collect()));
    }
    if number.is_multiple_of(5) {
        blocks.push(Block::Table((0..4).map(|_| (0..3).map(|_| shuffle.words(2)).collect()).collect()));
    }
    if number.is_multiple_of(2)
        && let Some(Block::Paragraph(runs)) = blocks.get_mut(1)
    {
        runs.push(Run::Note(shuffle.words(12)));
    }
    if number.is_multiple_of(4)
        && let Some(Block::Paragraph(runs)) = blocks.get_mut(2)
    {
        runs.push(Run::Words(" ".to_owned()));
        runs.push(Run::Link { words: shuffle.words(3), to: file_name(shuffle.below(count), markup) });
    }
    blocks
}

/// Words of the article in an order that depends on nothing but the chapter's number (xorshift, 64 bits).
struct Shuffle {
    state: u64,
    words: Vec<&'static str>,
}

impl Shuffle {
    fn new(number: usize) -> Self {
        let state = 0x9E37_79B9_7F4A_7C15 ^ (number as u64 + 1).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        Self { state, words: ARTICLE.split_whitespace().collect() }
    }

    fn below(&mut self, end: usize) -> usize {
        self.state ^= self.state << 13;
        self.state ^= self.state >> 7;
        self.state ^= self.state << 17;
        // 32 bits of it fit everywhere.
        (self.state >> 32) as usize % end
    }

    fn words(&mut self, count: usize) -> String {
        let mut words = String::new();
        for at in 0..count {
            if at > 0 {
                words.push(' ');
            }
            let word = self.below(self.words.len());
            words.push_str(self.words[word]);
        }
        words
    }

    /// Three sentences, the second with strong words.
    fn paragraph(&mut self) -> Vec<Run> {
        vec![
            Run::Words(format!("{}. {} ", self.words(18), self.words(4))),
            Run::Strong(self.words(2)),
            Run::Words(format!(" {}. {}.", self.words(10), self.words(14))),
        ]
    }
}

fn written(blocks: &[Block], number: usize, markup: Markup) -> String {
    let text = match markup {
        Markup::Text => text(blocks),
        Markup::Markdown => markdown(blocks, number),
        Markup::Html => html(blocks),
    };
    // Writing into memory has no way to fail.
    text.unwrap_or_default()
}

fn text(blocks: &[Block]) -> Result<String, fmt::Error> {
    let mut text = String::new();
    for block in blocks {
        match block {
            Block::Heading(_, words) => write!(text, "{words}\n\n")?,
            Block::Paragraph(runs) => {
                for run in runs {
                    match run {
                        Run::Words(words) | Run::Strong(words) | Run::Link { words, .. } => text.push_str(words),
                        Run::Note(words) => write!(text, " ({words})")?,
                    }
                }
                text.push_str("\n\n");
            }
            Block::List(items) => items.iter().try_for_each(|item| write!(text, "{item}\n\n"))?,
            Block::Table(rows) => rows.iter().try_for_each(|row| write!(text, "{}\n\n", row.join(" ")))?,
        }
    }
    Ok(text)
}

fn markdown(blocks: &[Block], number: usize) -> Result<String, fmt::Error> {
    let mut text = String::new();
    let mut notes = String::new();
    for block in blocks {
        match block {
            Block::Heading(level, words) => write!(text, "{} {words}\n\n", "#".repeat(*level))?,
            Block::Paragraph(runs) => {
                for run in runs {
                    match run {
                        Run::Words(words) => text.push_str(words),
                        Run::Strong(words) => write!(text, "**{words}**")?,
                        Run::Link { words, to } => write!(text, "[{words}]({to})")?,
                        // pandoc reads all files as one text: a label may stand only once in all of them.
                        Run::Note(words) => {
                            write!(text, "[^{number}]")?;
                            write!(notes, "[^{number}]: {words}\n\n")?;
                        }
                    }
                }
                text.push_str("\n\n");
            }
            Block::List(items) => {
                items.iter().try_for_each(|item| writeln!(text, "- {item}"))?;
                text.push('\n');
            }
            Block::Table(rows) => {
                for (at, row) in rows.iter().enumerate() {
                    writeln!(text, "| {} |", row.join(" | "))?;
                    if at == 0 {
                        writeln!(text, "|{}", " --- |".repeat(row.len()))?;
                    }
                }
                text.push('\n');
            }
        }
    }
    Ok(text + &notes)
}

fn html(blocks: &[Block]) -> Result<String, fmt::Error> {
    let mut text = String::from("<!DOCTYPE html>\n<html lang=\"ar\" dir=\"rtl\"><head><meta charset=\"utf-8\">");
    if let Some(Block::Heading(_, title)) = blocks.first() {
        write!(text, "<title>{title}</title>")?;
    }
    text.push_str("</head>\n<body>\n");
    let mut notes = String::new();
    for block in blocks {
        match block {
            Block::Heading(level, words) => writeln!(text, "<h{level}>{words}</h{level}>")?,
            Block::Paragraph(runs) => {
                text.push_str("<p>");
                for run in runs {
                    match run {
                        Run::Words(words) => text.push_str(words),
                        Run::Strong(words) => write!(text, "<strong>{words}</strong>")?,
                        Run::Link { words, to } => write!(text, "<a href=\"{to}\">{words}</a>")?,
                        Run::Note(words) => {
                            text.push_str("<a href=\"#note\">1</a>");
                            writeln!(notes, "<p id=\"note\">{words}</p>")?;
                        }
                    }
                }
                text.push_str("</p>\n");
            }
            Block::List(items) => {
                text.push_str("<ul>\n");
                items.iter().try_for_each(|item| writeln!(text, "<li>{item}</li>"))?;
                text.push_str("</ul>\n");
            }
            Block::Table(rows) => {
                text.push_str("<table>\n");
                for row in rows {
                    let cells = row.iter().map(|cell| format!("<td>{cell}</td>")).collect::<String>();
                    writeln!(text, "<tr>{cells}</tr>")?;
                }
                text.push_str("</table>\n");
            }
        }
    }
    Ok(text + &notes + "</body></html>\n")
}
