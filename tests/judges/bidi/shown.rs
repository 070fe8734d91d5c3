//! What Chromium shows of a file, and whether it is what a table says.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::Deserialize;

use super::order::{Character, as_seen, is_spacing};
use super::table::{Direction, Line, Row};

/// What `bidi.mjs` says of a file.
#[derive(Deserialize)]
struct Shown {
    problems: Vec<String>,
    blocks: Vec<Block>,
}

/// A paragraph, heading, item or cell that Chromium has laid out.
#[derive(Deserialize)]
pub(crate) struct Block {
    name: String,
    dir: String,
    start: String,
    lines: usize,
    chars: Vec<(char, f64, Option<String>)>,
}

/// What Chromium shows of `file`, which is a book or one XHTML file.
pub(crate) fn show(file: &Path) -> Vec<Block> {
    let run = Command::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judges/run"))
        .args(["bidi".as_ref(), file.as_os_str()])
        .stderr(Stdio::inherit())
        .output()
        .unwrap_or_else(|error| panic!("tests/judges/run does not start: {error}"));
    let answer = String::from_utf8_lossy(&run.stdout);
    assert!(run.status.success(), "Chromium could not measure {}: {}", file.display(), run.status);
    let shown: Shown =
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("bidi.mjs printed {answer}: {error}"));
    assert!(shown.problems.is_empty(), "{}: {:?}", file.display(), shown.problems);
    shown.blocks
}

/// How `line` of `row` is not seen as it is written, or nothing.
pub(crate) fn objection(row: &Row, line: &Line, blocks: &[Block]) -> Option<String> {
    let why = match blocks.iter().find(|block| block.text() == line.text()) {
        None => "no block of the book holds this text".to_owned(),
        Some(block) => block.objection(line)?,
    };
    Some(format!("line {}: {}\n    written  {}\n    {why}", row.number, row.markdown.trim(), line.written))
}

impl Block {
    /// Its characters without white space, in the order they are read.
    pub(crate) fn text(&self) -> String {
        self.chars.iter().map(|&(c, ..)| c).filter(|&c| is_spacing(c)).collect()
    }

    /// Its whole text.
    pub(crate) fn whole(&self) -> String {
        self.chars.iter().map(|&(c, ..)| c).collect()
    }

    fn objection(&self, line: &Line) -> Option<String> {
        if self.lines != 1 {
            return Some(format!("takes {} lines", self.lines));
        }
        if self.dir != line.direction.to_string() {
            return Some(format!("the block is {}", self.dir));
        }
        let side = if line.direction == Direction::Rtl { "right" } else { "left" };
        if self.name == "p" && self.start != side {
            return Some(format!("the line begins at the {}", self.start));
        }
        let (expected, seen) = (line.seen(), self.seen());
        (seen != expected).then(|| {
            let pieces = self.pieces(line.direction);
            let (expected, seen) = (as_seen(&expected), as_seen(&seen));
            format!("seen     {pieces}\n    from the left, written {expected}\n    from the left, seen    {seen}")
        })
    }

    /// Its characters from the left to the right.
    fn seen(&self) -> Vec<Character> {
        let direction = |dir: &Option<String>| match dir.as_deref() {
            Some("ltr") => Some(Direction::Ltr),
            Some("rtl") => Some(Direction::Rtl),
            _ => None,
        };
        let characters = Character::of(self.chars.iter().map(|(c, _, dir)| (*c, direction(dir))));
        let mut placed: Vec<_> = characters.into_iter().zip(self.places()).collect();
        placed.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        placed.into_iter().map(|(character, _)| character).collect()
    }

    /// Where its characters are, in the order they are read.
    fn places(&self) -> impl Iterator<Item = f64> {
        let takes_place = |c| !Character::of([(c, None)].into_iter()).is_empty();
        self.chars.iter().filter(move |&&(c, ..)| takes_place(c)).map(|&(_, x, _)| x)
    }

    /// What is seen, in the notation of the tables: from the side where the line begins, a new piece wherever the order
    /// turns.
    fn pieces(&self, direction: Direction) -> String {
        let characters = Character::of(self.chars.iter().map(|&(c, ..)| (c, None)));
        let mut seen: Vec<_> = self.places().enumerate().collect();
        seen.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        if direction == Direction::Rtl {
            seen.reverse();
        }
        // each run with its step: onward in the text, back, or not known while it is of one character
        let mut runs: Vec<(isize, Vec<usize>)> = Vec::new();
        for (place, _) in seen {
            if let Some((way, run)) = runs.last_mut()
                && let Some(&last) = run.last()
            {
                let step = place.cast_signed() - last.cast_signed();
                let follows = step.abs() == 1 && (*way == 0 || *way == step);
                let onward = |at: usize| characters[at].direction().is_none_or(|own| own == direction);
                if follows && (step < 0 || (onward(place) && onward(last))) {
                    *way = step;
                    run.push(place);
                    continue;
                }
            }
            runs.push((0, vec![place]));
        }
        let runs = runs.into_iter().map(|(_, mut run)| {
            run.sort_unstable();
            run.into_iter().map(|at| characters[at].0.as_str()).collect::<String>()
        });
        runs.collect::<Vec<_>>().join(" | ")
    }
}
