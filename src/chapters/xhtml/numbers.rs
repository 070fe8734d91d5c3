//! Columns of numbers, which are compared digit under digit and so stand at the side where numbers end.

use crate::document::inlines::plain_text;
use crate::document::{BlockKind, Cell, Row, Table};

/// The most characters of a number: what is longer is a code or a list.
const LONGEST: usize = 24;

/// Which columns of a table are of numbers: those with two numbers at least, where most cells that hold something hold
/// one. A table with cells over several columns or rows has none, since there cells and columns do not run together.
pub(super) fn number_columns(table: &Table) -> Vec<bool> {
    let rows = || table.head.iter().chain(&table.body);
    if rows().flat_map(|row| &row.cells).any(|cell| cell.span != (1, 1)) {
        return Vec::new();
    }
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for row in &table.body {
        for (at, cell) in row.cells.iter().enumerate().filter(|(_, cell)| !cell.header && !cell.blocks.is_empty()) {
            if counts.len() <= at {
                counts.resize(at + 1, (0, 0));
            }
            counts[at].0 += usize::from(is_number_cell(cell));
            counts[at].1 += 1;
        }
    }
    counts.into_iter().map(|(numbers, all)| numbers >= 2 && numbers * 2 > all).collect()
}

/// Whether a cell stands where numbers end: one that holds a number, and the head of its column.
pub(super) fn stands_with_numbers(row: &Row, at: usize, head: bool, columns: &[bool]) -> bool {
    let cell = row.cells.get(at);
    columns.get(at) == Some(&true) && cell.is_some_and(|cell| (head && cell.header) || is_number_cell(cell))
}

fn is_number_cell(cell: &Cell) -> bool {
    match cell.blocks.as_slice() {
        [block] => match &block.kind {
            BlockKind::Plain(words) | BlockKind::Paragraph(words) => is_number(&plain_text(words)),
            _ => false,
        },
        _ => false,
    }
}

/// Whether a text is only a number: digits of any script, their separators, signs, a currency's sign, a percent sign.
fn is_number(text: &str) -> bool {
    let text = text.trim();
    let sign = |c: char| {
        matches!(
            c,
            ' ' | '\u{A0}' | '\u{202F}' | '.' | ',' | '\'' | '’' | '٫' | '٬' | '،' | '+' | '-' | '−' | '–' | '±'
        ) || matches!(
            c,
            '%' | '٪' | '‰' | '°' | '(' | ')' | '/' | ':' | '$' | '£' | '¥' | '﷼' | '\u{20A0}'..='\u{20CF}'
        ) || matches!(c, '\u{200E}' | '\u{200F}' | '\u{61C}')
    };
    text.chars().take(LONGEST + 1).count() <= LONGEST
        && text.contains(char::is_numeric)
        && text.chars().all(|c| c.is_numeric() || sign(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Inline};

    #[test]
    fn numbers() {
        let rows = [
            ("1200", true),
            ("١٬٢٠٠٫٥", true),
            ("۱۲٪", true),
            ("-3.5", true),
            ("$ 12", true),
            ("12 كم", false),
            ("", false),
            ("—", false),
            ("(2)", true),
            ("A4", false),
            ("0123456789012345678901234567890", false),
        ];
        for (text, number) in rows {
            assert_eq!(is_number(text), number, "{text}");
        }
    }

    #[test]
    fn columns() {
        let table = |rows: &[&[&str]]| {
            let cell = |text: &&str| Cell {
                blocks: vec![Block::new(BlockKind::Plain(vec![Inline::Text((*text).to_owned())]), 1)],
                header: false,
                span: (1, 1),
                alignment: Default::default(),
                attributes: Default::default(),
            };
            let row = |cells: &&[&str]| Row { cells: cells.iter().map(cell).collect(), ..Row::default() };
            Table { body: rows.iter().map(row).collect(), ..Table::default() }
        };
        let mixed = table(&[&["حلب", "١٢"], &["حمص", "٣"], &["دمشق", "مجهول"]]);
        assert_eq!(number_columns(&mixed), [false, true]);
        assert!(stands_with_numbers(&mixed.body[0], 1, false, &[false, true]));
        assert!(!stands_with_numbers(&mixed.body[2], 1, false, &[false, true]));
        assert_eq!(number_columns(&table(&[&["سنة", "12"]])), [false, false]);
        let mut spanned = table(&[&["1", "2"], &["3", "4"]]);
        spanned.body[0].cells[0].span = (2, 1);
        assert!(number_columns(&spanned).is_empty());
    }
}
