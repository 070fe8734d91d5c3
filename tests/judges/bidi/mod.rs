//! The tables of `tests/bidi`: sentences, and what a reader of the language must see of them, in a real browser.
//!
//! A table is a specification, written from what readers expect and not from the code. Each becomes a book; Chromium
//! says where every character of it is.

mod order;
mod shown;
mod table;

use std::fs;
use std::path::Path;

use shown::{Block, objection, show};
use table::{Direction, Line, Piece, Table};

use crate::common;

/// The least number of sentences in each language.
const TABLES: [(&str, usize); 5] = [("ar", 15), ("fa", 12), ("ur", 12), ("he", 12), ("ckb", 9)];
/// A table whose every row says something false.
const FALSE_TABLE: &str = "ar-false";

#[test]
fn the_tables_are_whole() {
    for (language, least) in TABLES {
        let table = read(language);
        assert!(table.rows.len() >= least, "{language} has only {} sentences", table.rows.len());
        common::keep(&build(&table), &format!("bidi-{language}.epub"));
    }
}

#[test]
#[ignore = "needs Chromium; run scripts/test.sh"]
fn chromium_shows_every_sentence_as_it_is_read() {
    let (mut sentences, mut wrong) = (0, String::new());
    for (language, _) in TABLES {
        let table = read(language);
        let blocks = shown(&table, &build(&table));
        let objections = objections(&table, &blocks);
        sentences += table.rows.len();
        wrong.extend(objections.iter().map(|objection| format!("\n{language}.txt {objection}\n")));
    }
    assert!(wrong.is_empty(), "of {sentences} sentences these are shown otherwise:\n{wrong}");
}

/// Is what the tables ask for possible? Here every piece that runs against its line is isolated, and nothing else.
#[test]
#[ignore = "needs Chromium; run scripts/test.sh"]
fn markup_alone_can_show_every_sentence_as_it_is_read() {
    for (language, _) in TABLES {
        let table = read(language);
        let texts = shown(&table, &build(&table));
        let page = page_of_isolated_pieces(&table, &texts);
        let work = tempfile::tempdir().unwrap();
        let file = work.path().join(format!("isolated-{language}.xhtml"));
        fs::write(&file, page).unwrap();
        let wrong = objections(&table, &show(&file));
        assert!(wrong.is_empty(), "{language}: {}", wrong.join("\n"));
    }
}

#[test]
#[ignore = "needs Chromium; run scripts/test.sh"]
fn chromium_contradicts_a_false_table() {
    let table = read(FALSE_TABLE);
    let found = objections(&table, &shown(&table, &build(&table)));
    assert_eq!(found.len(), table.rows.len(), "only these were seen to be false: {found:#?}");
}

fn read(language: &str) -> Table {
    Table::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bidi").join(language).with_extension("txt"))
}

fn build(table: &Table) -> Vec<u8> {
    let failed = |error: std::io::Error| -> ! { panic!("{}: {error}", table.language) };
    let work = tempfile::tempdir().unwrap_or_else(|error| failed(error));
    let folder = work.path().join("book");
    let written = fs::create_dir(&folder).and_then(|()| fs::write(folder.join("text.md"), table.markdown()));
    written.unwrap_or_else(|error| failed(error));
    common::build(&folder, &["--font", "none", "--", "."]).done(&table.language).0
}

/// What Chromium shows of the book of a table.
fn shown(table: &Table, book: &[u8]) -> Vec<Block> {
    let failed = |error: std::io::Error| -> ! { panic!("{}: {error}", table.language) };
    let work = tempfile::tempdir().unwrap_or_else(|error| failed(error));
    let file = work.path().join(format!("{}.epub", table.language));
    fs::write(&file, book).unwrap_or_else(|error| failed(error));
    show(&file)
}

fn objections(table: &Table, blocks: &[Block]) -> Vec<String> {
    let lines = table.rows.iter().flat_map(|row| row.lines.iter().map(move |line| (row, line)));
    lines.filter_map(|(row, line)| objection(row, line, blocks)).collect()
}

/// A page of one paragraph for each line, with the spaces of `texts`.
fn page_of_isolated_pieces(table: &Table, texts: &[Block]) -> String {
    let paragraph = |line: &Line| {
        let text = texts.iter().find(|block| block.text() == line.text());
        let text = text.unwrap_or_else(|| panic!("{}: no block holds «{}»", table.language, line.written));
        let mut html = String::new();
        // Without the marks that the book has added within its runs: here they would stand outside of them.
        let whole = text.whole().replace('\u{200E}', "");
        isolate(&line.pieces, line.direction, &mut whole.chars().peekable(), &mut html);
        format!("<p dir=\"{}\">{html}</p>\n", line.direction)
    };
    let lines: String = table.rows.iter().flat_map(|row| &row.lines).map(paragraph).collect();
    format!("<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>-</title></head><body>\n{lines}</body></html>")
}

/// Takes the characters of `pieces` from `text`, white space and joiners included, into `html`.
fn isolate(
    pieces: &[Piece],
    around: Direction,
    text: &mut std::iter::Peekable<std::str::Chars<'_>>,
    html: &mut String,
) {
    for piece in pieces {
        // the space before a piece belongs to the line
        while let Some(c) = text.next_if(|&c| !order::is_spacing(c)) {
            html.push(c);
        }
        let inside = match piece {
            Piece::Run(_, direction) => *direction,
            Piece::Turned(_) => around.turned(),
        };
        // `dir` does not keep Arabic-Indic digits with spaces or signs between them from left to right: to UAX #9 (N1)
        // they are as letters of their script, whatever is around them. Only an override does.
        let forced = matches!(piece, Piece::Run(run, Direction::Ltr) if is_arabic_number(run));
        let element = if forced { "bdo" } else { "span" };
        let apart = forced || inside != around;
        if apart {
            html.push_str(&format!("<{element} dir=\"{inside}\">"));
        }
        match piece {
            Piece::Turned(pieces) => isolate(pieces, inside, text, html),
            Piece::Run(run, _) => take(run.chars().filter(|&c| order::is_spacing(c)).count(), text, html),
        }
        if apart {
            html.push_str(&format!("</{element}>"));
        }
    }
}

/// In the digits of Arabic, not those of Persian.
fn is_arabic_number(run: &str) -> bool {
    run.contains(|c| ('\u{660}'..='\u{669}').contains(&c))
}

/// Takes `count` characters that take place, and what stands between them.
fn take(mut count: usize, text: &mut std::iter::Peekable<std::str::Chars<'_>>, html: &mut String) {
    while count > 0
        && let Some(c) = text.next()
    {
        count -= usize::from(order::is_spacing(c));
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '※' => html.push_str("<a role=\"doc-noteref\" href=\"#\">1</a>"),
            c => html.push(c),
        }
    }
}
