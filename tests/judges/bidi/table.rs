//! Reading a table of `tests/bidi`; its README says how one is written.

use std::fmt;
use std::path::Path;

use super::order::{Character, direction_of, is_spacing};

/// The sentences of one language.
pub(crate) struct Table {
    pub(crate) language: String,
    pub(crate) rows: Vec<Row>,
}

/// A sentence as an author writes it, and what is to be seen of it.
pub(crate) struct Row {
    /// The line of the table on which it begins.
    pub(crate) number: usize,
    pub(crate) markdown: String,
    /// One for each block that is looked at.
    pub(crate) lines: Vec<Line>,
}

/// The line that a reader sees.
pub(crate) struct Line {
    pub(crate) direction: Direction,
    pub(crate) pieces: Vec<Piece>,
    /// As it is written in the table.
    pub(crate) written: String,
}

/// A piece of a line; it follows its neighbour in the direction of the line.
pub(crate) enum Piece {
    /// Characters that follow one another in one direction.
    Run(String, Direction),
    /// Pieces that follow one another against the direction around them.
    Turned(Vec<Piece>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Direction {
    Ltr,
    Rtl,
}

impl Direction {
    pub(crate) fn turned(self) -> Self {
        match self {
            Self::Ltr => Self::Rtl,
            Self::Rtl => Self::Ltr,
        }
    }
}

impl fmt::Display for Direction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ltr => "ltr",
            Self::Rtl => "rtl",
        })
    }
}

impl Table {
    /// Reads a table, or panics with the line that is not one.
    pub(crate) fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let language = name.split('-').next().unwrap_or_default().to_owned();
        let rows = read_rows(&text, &|number, why| panic!("{}:{number}: {why}", path.display()));
        Self { language, rows }
    }

    /// The book of the sentences, one after the other.
    pub(crate) fn markdown(&self) -> String {
        let rows = self.rows.iter().map(|row| row.markdown.as_str()).collect::<Vec<_>>().join("\n\n");
        format!("---\ntitle: bidi-{0}\nlanguage: {0}\n---\n\n{rows}\n", self.language)
    }
}

fn read_rows(text: &str, refuse: &dyn Fn(usize, &str)) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    let mut markdown = Vec::new();
    let mut begin = 0;
    for (number, line) in (1..).zip(text.lines()) {
        if line.starts_with("//") || (markdown.is_empty() && line.trim().is_empty()) {
            continue;
        }
        let direction = match line.chars().next() {
            Some('←') => Direction::Rtl,
            Some('→') => Direction::Ltr,
            _ => {
                if markdown.is_empty() {
                    begin = number;
                }
                markdown.push(line);
                continue;
            }
        };
        let written = line.trim_start_matches(['←', '→']).trim().to_owned();
        let pieces = read_pieces(&written, direction).unwrap_or_else(|why| {
            refuse(number, &why);
            Vec::new()
        });
        if !markdown.is_empty() {
            rows.push(Row { number: begin, markdown: markdown.join("\n"), lines: Vec::new() });
            markdown.clear();
        }
        match rows.last_mut() {
            Some(row) => row.lines.push(Line { direction, pieces, written }),
            None => refuse(number, "what is seen stands before the first sentence"),
        }
    }
    if !markdown.is_empty() {
        refuse(begin, "nothing says what is seen of this sentence");
    }
    rows
}

fn read_pieces(written: &str, around: Direction) -> Result<Vec<Piece>, String> {
    split(written)?.into_iter().map(|piece| read_piece(piece, around)).collect()
}

/// Splits at the bars that stand in no turned group.
fn split(written: &str) -> Result<Vec<&str>, String> {
    let mut pieces = Vec::new();
    let (mut depth, mut from) = (0_usize, 0);
    for (at, c) in written.char_indices() {
        match c {
            '⟦' => depth += 1,
            '⟧' => depth = depth.checked_sub(1).ok_or("a ⟧ without its ⟦")?,
            '|' if depth == 0 => {
                pieces.push(written[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
    }
    pieces.push(written[from..].trim());
    if depth > 0 { Err("a ⟦ without its ⟧".to_owned()) } else { Ok(pieces) }
}

fn read_piece(piece: &str, around: Direction) -> Result<Piece, String> {
    if let Some(group) = piece.strip_prefix('⟦').and_then(|rest| rest.strip_suffix('⟧')) {
        return Ok(Piece::Turned(read_pieces(group, around.turned())?));
    }
    if piece.is_empty() || piece.contains(['⟦', '⟧']) {
        return Err(format!("«{piece}» is no piece"));
    }
    let of_letters = |way| piece.chars().any(|c| direction_of(c.encode_utf8(&mut [0; 4])) == Some(way));
    if of_letters(Direction::Rtl) && of_letters(Direction::Ltr) {
        return Err(format!("«{piece}» runs both ways: write it as several pieces"));
    }
    let direction = direction_of(piece).unwrap_or(around);
    Ok(Piece::Run(piece.to_owned(), direction))
}

impl Line {
    /// What is seen, from the left to the right.
    pub(crate) fn seen(&self) -> Vec<Character> {
        seen(&self.pieces, self.direction)
    }

    /// The characters in the order they are read.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        collect(&self.pieces, &mut text);
        text
    }
}

fn seen(pieces: &[Piece], direction: Direction) -> Vec<Character> {
    let mut seen: Vec<Vec<Character>> = pieces
        .iter()
        .map(|piece| match piece {
            Piece::Turned(pieces) => self::seen(pieces, direction.turned()),
            Piece::Run(text, direction) => {
                let mut run = Character::of(text.chars().map(|c| (c, Some(*direction))));
                if *direction == Direction::Rtl {
                    run.reverse();
                }
                run
            }
        })
        .collect();
    if direction == Direction::Rtl {
        seen.reverse();
    }
    seen.concat()
}

fn collect(pieces: &[Piece], text: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Run(run, _) => text.extend(run.chars().filter(|&c| is_spacing(c))),
            Piece::Turned(pieces) => collect(pieces, text),
        }
    }
}
