//! In which order a reader sees the characters of a block: what `unicode-bidi` makes of the XHTML, its isolates honoured,
//! judged with none of this project's own code for runs.
//!
//! What is allowed to part two words against the base direction that stand side by side: a comma of the Arabic script, or
//! in Hebrew of a list (`Apple, Google`); a bracket or quotation mark whose partner is beyond both; a thing with an order
//! of its own (code); the edge of a link. Words with a number between them are not asked for: the rule for numbers has
//! its own rows.

use roxmltree::Node;
use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// A character of a block, or what the markup around it means to the algorithm.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Piece {
    Char(char),
    /// An element with `dir` begins: from right to left or not, forced (`bdo`), and whether it is a run of words.
    Open {
        rtl: bool,
        forced: bool,
        run: bool,
    },
    Close {
        forced: bool,
    },
    /// A link begins or ends.
    Link,
}

/// A block with words: its pieces, and whether it runs from right to left.
#[derive(Debug)]
pub(crate) struct Line {
    pieces: Vec<Piece>,
    rtl: bool,
}

/// The paragraphs of a chapter.
pub(crate) fn paragraphs(xhtml: &str) -> Vec<Line> {
    let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
    let document = roxmltree::Document::parse_with_options(xhtml, options).expect("a chapter is XML");
    let blocks = document.descendants().filter(|node| node.tag_name().name() == "p");
    blocks
        .map(|block| {
            let rtl = block.ancestors().find_map(|node| node.attribute("dir")) == Some("rtl");
            let mut pieces = Vec::new();
            block.children().for_each(|child| lay(child, &mut pieces));
            Line { pieces, rtl }
        })
        .collect()
}

fn lay(node: Node<'_, '_>, pieces: &mut Vec<Piece>) {
    if node.is_text() {
        pieces.extend(node.text().unwrap_or_default().chars().map(Piece::Char));
        return;
    }
    let name = node.tag_name().name();
    let forced = name == "bdo";
    let link = (name == "a").then_some(Piece::Link);
    let direction = node.attribute("dir");
    pieces.extend(link);
    pieces.extend(direction.map(|dir| Piece::Open { rtl: dir == "rtl", forced, run: name == "span" }));
    node.children().for_each(|child| lay(child, pieces));
    pieces.extend(direction.map(|_| Piece::Close { forced }));
    pieces.extend(link);
}

/// The places of the characters among the pieces, as they stand from left to right.
fn shown(pieces: &[Piece], rtl: bool) -> Vec<(usize, Level)> {
    let (mut text, mut places) = (String::new(), Vec::new());
    for (at, piece) in pieces.iter().enumerate() {
        let controls = match piece {
            Piece::Char(c) => c.to_string(),
            Piece::Open { rtl: false, forced, .. } => format!("\u{2066}{}", if *forced { "\u{202D}" } else { "" }),
            Piece::Open { rtl: true, forced, .. } => format!("\u{2067}{}", if *forced { "\u{202E}" } else { "" }),
            Piece::Close { forced } => format!("{}\u{2069}", if *forced { "\u{202C}" } else { "" }),
            Piece::Link => String::new(),
        };
        places.extend(controls.chars().map(|_| Some(at).filter(|_| matches!(piece, Piece::Char(_)))));
        text.push_str(&controls);
    }
    let info = BidiInfo::new(&text, Some(if rtl { Level::rtl() } else { Level::ltr() }));
    let Some(paragraph) = info.paragraphs.first() else { return Vec::new() };
    let levels = info.reordered_levels_per_char(paragraph, paragraph.range.clone());
    let order = BidiInfo::reorder_visual(&levels).into_iter();
    order.filter_map(|at| places[at].map(|place| (place, levels[at]))).collect()
}

fn places(pieces: &[Piece], rtl: bool) -> Vec<usize> {
    shown(pieces, rtl).into_iter().map(|(place, _)| place).collect()
}

impl Line {
    /// The letters as they stand in the source: without the marks of direction at the ends of runs.
    pub(crate) fn text(&self) -> String {
        let letters = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Char(c) if *c != '\u{200E}' => Some(*c),
            _ => None,
        });
        letters.collect()
    }

    /// What is wrong with the order; `names` are read from left to right in one piece wherever they stand.
    pub(crate) fn problems(&self, names: &[&str]) -> Vec<String> {
        let mut problems = Vec::new();
        self.judge_runs(&mut problems);
        self.judge_sentence(&mut problems);
        self.judge_phrases(&mut problems);
        self.judge_words(&mut problems);
        self.judge_names(names, &mut problems);
        problems
    }

    /// The isolates: where they open and close, those within others left out.
    fn isolates(&self) -> Vec<std::ops::Range<usize>> {
        let (mut found, mut depth, mut start) = (Vec::new(), 0, 0);
        for (at, piece) in self.pieces.iter().enumerate() {
            match piece {
                Piece::Open { .. } => {
                    start = if depth == 0 { at } else { start };
                    depth += 1;
                }
                Piece::Close { .. } => {
                    depth -= 1;
                    found.extend((depth == 0).then_some(start..at + 1));
                }
                _ => {}
            }
        }
        found
    }

    fn str(&self, range: std::ops::Range<usize>) -> String {
        Line { pieces: self.pieces[range].to_vec(), rtl: self.rtl }.text()
    }

    /// Each run is one piece of the line, in the order it has alone.
    fn judge_runs(&self, problems: &mut Vec<String>) {
        let line = places(&self.pieces, self.rtl);
        for run in self.isolates() {
            let Piece::Open { rtl, .. } = self.pieces[run.start] else { continue };
            let alone = places(&self.pieces[run.clone()], rtl).into_iter().map(|place| run.start + place);
            let alone = alone.collect::<Vec<_>>();
            if !alone.is_empty() && !line.windows(alone.len()).any(|part| part == alone) {
                problems.push(format!("the run `{}` is torn", self.str(run)));
            }
        }
    }

    /// The sentence stands as if each run were one thing without a side, and its signs beside runs run with it.
    fn judge_sentence(&self, problems: &mut Vec<String>) {
        let runs = self.isolates();
        let outside = |place: &usize| !runs.iter().any(|run| run.contains(place));
        let mut things = self.pieces.clone();
        for run in &runs {
            things[run.clone()].fill(Piece::Link);
            things[run.start] = Piece::Char('\u{FFFC}');
        }
        let sentence = shown(&self.pieces, self.rtl).into_iter().filter(|(place, _)| outside(place));
        let sentence = sentence.collect::<Vec<_>>();
        let without = places(&things, self.rtl).into_iter().filter(outside).collect::<Vec<_>>();
        if sentence.iter().map(|(place, _)| *place).collect::<Vec<_>>() != without {
            problems.push("a run moves the sentence around it".to_owned());
        }
        // A sign that touches a run, the sentence's own letters on its other side or its end, is the sentence's.
        for (at, level) in sentence {
            let Piece::Char(c) = things[at] else { continue };
            let beside = |piece: Option<&Piece>| piece == Some(&Piece::Char('\u{FFFC}'));
            let before = things[..at].iter().rev().find(|piece| **piece != Piece::Link);
            let after = things[at + 1..].iter().find(|piece| **piece != Piece::Link);
            // Strong characters against the base on both sides would take it.
            let taken = self.between_opposites(&things, at);
            if is_neutral(c) && (beside(before) || beside(after)) && !taken && level.is_rtl() != self.rtl {
                problems.push(format!("`{c}` beside a run does not run as its sentence"));
            }
        }
    }

    /// Whether the nearest strong characters or numbers on both sides are against the base direction; a pair of brackets
    /// takes the side of what is in it, so it is left to the algorithm.
    fn between_opposites(&self, things: &[Piece], at: usize) -> bool {
        let side = |piece: &Piece| match piece {
            Piece::Char(c) => strong(*c).or((bidi_class(*c) == BidiClass::AN).then_some(true)),
            _ => None,
        };
        let before = things[..at].iter().rev().find_map(side);
        let after = things[at + 1..].iter().find_map(side);
        let bracket = matches!(things[at], Piece::Char(c) if "()[]{}".contains(c));
        bracket || (before == Some(!self.rtl) && after == Some(!self.rtl))
    }

    /// Two words against the base direction that stand side by side are in one run.
    fn judge_phrases(&self, problems: &mut Vec<String>) {
        let runs = self.isolates();
        let run_of = |at: usize| runs.iter().position(|run| run.contains(&at));
        // What is no run of words is a thing in the line.
        let mut line = self.pieces.clone();
        for run in &runs {
            let words = matches!(self.pieces[run.start], Piece::Open { run: true, forced: false, .. });
            if !words {
                line[run.clone()].fill(Piece::Char('\u{FFFC}'));
            }
        }
        let pairs = pairs(&line);
        let letters = line.iter().enumerate().filter_map(|(at, piece)| match piece {
            Piece::Char(c) => strong(*c).map(|rtl| (at, rtl)),
            _ => None,
        });
        let letters = letters.collect::<Vec<_>>();
        let hebrew = line.iter().any(|piece| matches!(piece, Piece::Char('א'..='ת')));
        for next in letters.windows(2) {
            let [(from, first), (to, second)] = next else { continue };
            let between = &line[from + 1..*to];
            let space = between.contains(&Piece::Char(' '));
            if *first == self.rtl || *second == self.rtl || !space {
                continue;
            }
            let comma = |piece: &Piece| match piece {
                Piece::Char('،') => self.rtl,
                Piece::Char(',') => self.rtl && hebrew,
                Piece::Char('\u{FFFC}' | '\n') | Piece::Link => true,
                Piece::Char(c) => matches!(bidi_class(*c), BidiClass::EN | BidiClass::AN),
                _ => false,
            };
            // The stretch both words are in, with the signs that touch it.
            let base = |(_, rtl): &&(usize, bool)| *rtl == self.rtl;
            let start = letters.iter().rev().filter(|(at, _)| at < from).find(base).map_or(0, |(at, _)| *at);
            let end = letters.iter().filter(|(at, _)| at > to).find(base).map_or(line.len(), |(at, _)| *at);
            let lonely = (from + 1..*to).any(|at| pairs[at].is_some_and(|partner| partner <= start || partner >= end));
            let together = run_of(*from).is_some() && run_of(*from) == run_of(*to);
            if !together && !lonely && !between.iter().any(comma) {
                let context = self.str(from.saturating_sub(12)..(to + 12).min(line.len()));
                problems.push(format!("two words side by side are not in one run: `{context}`"));
            }
        }
    }

    /// A word that is not set apart stands where it would if it were.
    fn judge_words(&self, problems: &mut Vec<String>) {
        let runs = self.isolates();
        let free = |at: usize| !runs.iter().any(|run| run.contains(&at));
        let visible = |pieces: &[Piece]| {
            let order = places(pieces, self.rtl).into_iter().filter(
                |at| matches!(pieces[*at], Piece::Char(c) if !c.is_whitespace() && bidi_class(c) != BidiClass::BN),
            );
            order.collect::<Vec<_>>()
        };
        let pairs = pairs(&self.pieces);
        let mut at = 0;
        while at < self.pieces.len() {
            let start = at;
            let mut end = None;
            while let Some(Piece::Char(c)) = self.pieces.get(at).filter(|_| free(at)) {
                let opposite = strong(*c) == Some(!self.rtl);
                let number = bidi_class(*c) == BidiClass::EN;
                // Joiners and vowel signs are of the letters they follow.
                let mark = matches!(bidi_class(*c), BidiClass::BN | BidiClass::NSM);
                let within = number || mark || (is_neutral(*c) && !c.is_whitespace());
                if !(opposite || (end.is_some() && within)) {
                    break;
                }
                if opposite || number || (mark && end == Some(at)) {
                    end = Some(at + 1);
                }
                at += 1;
            }
            let Some(mut end) = end else {
                at = start + 1;
                continue;
            };
            // `f(x)`: what closes right behind the word and opens in it is the word's.
            if pairs.get(end).copied().flatten().is_some_and(|partner| partner >= start && partner < end) {
                end += 1;
            }
            // A question mark of another script is no word.
            if !self.str(start..end).contains(char::is_alphabetic) {
                continue;
            }
            let mut apart = self.pieces.clone();
            apart.insert(end, Piece::Close { forced: false });
            apart.insert(start, Piece::Open { rtl: !self.rtl, forced: false, run: true });
            let back = |at: usize| at - usize::from(at > start) - usize::from(at > end);
            let apart = visible(&apart).into_iter().map(back).collect::<Vec<_>>();
            if apart != visible(&self.pieces) {
                problems
                    .push(format!("the word `{}` is shown elsewhere than if it were set apart", self.str(start..end)));
            }
        }
    }

    /// Names with signs are read from left to right, the signs where they belong.
    fn judge_names(&self, names: &[&str], problems: &mut Vec<String>) {
        let letters = self.pieces.iter().enumerate().filter_map(|(at, piece)| match piece {
            Piece::Char(c) => Some((at, *c)),
            _ => None,
        });
        let letters = letters.collect::<Vec<_>>();
        let line = places(&self.pieces, self.rtl);
        for name in names {
            let name = name.chars().collect::<Vec<_>>();
            for part in letters.windows(name.len()) {
                if part.iter().map(|(_, c)| *c).eq(name.iter().copied()) {
                    let part = part.iter().map(|(at, _)| *at).collect::<Vec<_>>();
                    if !line.windows(part.len()).any(|shown| shown == part) {
                        problems.push(format!("`{}` is not read in one piece", String::from_iter(&name)));
                    }
                }
            }
        }
    }
}

/// Whether a character is strong, and from right to left.
fn strong(c: char) -> Option<bool> {
    match bidi_class(c) {
        BidiClass::L => Some(false).filter(|_| c != '\u{200E}'),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    }
}

fn is_neutral(c: char) -> bool {
    use BidiClass::{CS, ES, ET, ON, WS};
    matches!(bidi_class(c), ON | WS | CS | ES | ET)
}

/// The partner of each bracket and quotation mark.
fn pairs(line: &[Piece]) -> Vec<Option<usize>> {
    let mut partners = vec![None; line.len()];
    let mut open: Vec<(usize, char)> = Vec::new();
    for (at, piece) in line.iter().enumerate() {
        let Piece::Char(c) = piece else { continue };
        if let Some(depth) = open.iter().rposition(|(_, close)| close == c) {
            let (opener, _) = open[depth];
            open.truncate(depth);
            (partners[opener], partners[at]) = (Some(at), Some(opener));
        } else if let Some((_, close)) = ["()", "[]", "«»", "“”", "\"\""]
            .iter()
            .filter_map(|pair| pair.chars().next().zip(pair.chars().last()))
            .find(|(opener, _)| opener == c)
        {
            open.push((at, close));
        }
    }
    partners
}

#[test]
fn the_checker_sees_what_is_wrong() {
    let check = |content: &str| {
        let [line] = &paragraphs(&format!("<body dir='rtl'><p>{content}</p></body>"))[..] else { panic!("one line") };
        line.problems(&["C++", ".NET"])
    };
    for good in [
        "لغة <span dir='ltr'>C++\u{200E}</span> قوية",
        "كتاب <span dir='ltr'>The Great Gatsby</span>.",
        "نظام Android مفتوح",
        "أعلنت <span dir='ltr'>Microsoft</span> 5 منتجات",
        "بين Apple، <span dir='ltr'>Google</span> هنا",
        "نص <code dir='ltr'>a b</code> نص",
    ] {
        assert_eq!(check(good), Vec::<String>::new(), "{good}");
    }
    for bad in [
        "لغة C++ قوية",
        "منصة .NET قوية",
        "كتاب The Great Gatsby.",
        "كتاب <span dir='ltr'>The Great</span> Gatsby.",
        "كتاب <span dir='ltr'>The</span> <span dir='ltr'>Great</span>.",
        "أعلنت Microsoft 5 منتجات",
        "لغة <span dir='rtl'>C++</span> قوية",
    ] {
        assert!(!check(bad).is_empty(), "{bad}");
    }
}
