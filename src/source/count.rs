//! How many articles there are, where that can be told without reading them.

use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::path::Path;

use super::expand::is_json_lines;
#[cfg(feature = "feeds")]
use super::expand::may_be_feed;
use super::input::InputKind;
use super::{Expand, Input};

/// How many articles these inputs hold, apart from those in the folder `without`; `None` where that takes more than a look at
/// folders and at the ends of lines: for lists, and for what is or may be a feed.
pub fn how_many(inputs: &[Input], without: &Path) -> Option<u64> {
    inputs.iter().map(|input| how_many_in(input, without)).sum()
}

fn how_many_in(input: &Input, without: &Path) -> Option<u64> {
    match &input.kind {
        InputKind::Address(_) | InputKind::List(_) | InputKind::Text { format: None, .. } => None,
        InputKind::Path(path) if path.is_dir() => {
            let articles = Expand::new(vec![input.clone()]).without(without);
            Some(articles.count() as u64)
        }
        InputKind::Path(path) if is_json_lines(path) => {
            let lines = File::open(path).and_then(|file| lines_with_words(&mut BufReader::new(file)));
            // One that cannot be read is one failure.
            Some(lines.unwrap_or(1))
        }
        #[cfg(feature = "feeds")]
        kind if may_be_feed(kind) => None,
        _ => Some(1),
    }
}

/// Counts the lines that are not empty, and holds none of them.
fn lines_with_words(input: &mut impl BufRead) -> io::Result<u64> {
    let (mut lines, mut words) = (0, false);
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(lines + u64::from(words));
        }
        for piece in buffer.split_inclusive(|b| *b == b'\n') {
            words |= piece.iter().any(|b| !b.is_ascii_whitespace());
            if piece.ends_with(b"\n") {
                lines += u64::from(std::mem::take(&mut words));
            }
        }
        let used = buffer.len();
        input.consume(used);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn lines_and_files_are_counted_and_feeds_are_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir_all(at("in/sub/out")).unwrap();
        for name in ["in/a.md", "in/sub/b.txt", "in/sub/out/c.md", "in/d.png"] {
            fs::write(at(name), "x").unwrap();
        }
        fs::write(at("a.jsonl"), "{\"a\":1}\n\n  \r\n{}\r\nbroken").unwrap();
        fs::write(at("feed.xml"), "<rss/>").unwrap();
        let rows = [
            (vec![Input::path(at("in"))], Some(2)),
            (vec![Input::path(at("a.jsonl"))], Some(3)),
            (vec![Input::path(at("in")), Input::path(at("a.jsonl")), Input::path(at("in/a.md"))], Some(6)),
            (vec![Input::path(at("none.jsonl")), Input::path(at("none.md")), Input::text("نص")], Some(3)),
            (vec![Input::path(at("a.jsonl")), Input::list(at("l"))], None),
            #[cfg(feature = "feeds")]
            (vec![Input::path(at("feed.xml"))], None),
        ];
        for (inputs, count) in rows {
            assert_eq!(how_many(&inputs, &at("in/sub/out")), count, "{inputs:?}");
        }
        // Lines that lie across the ends of the buffer are whole lines.
        let mut small = BufReader::with_capacity(2, &b"abcdef\n \nx\n"[..]);
        assert_eq!(lines_with_words(&mut small).unwrap(), 2);
    }
}
