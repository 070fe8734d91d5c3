//! Verse: lines of two halves (the hemistichs of Arabic, Persian and Urdu poetry) or of one. It is said in so many words
//! (a fenced block, a class) or seen: by the gap or the sign between two halves on every line, by a table of half-lines.
//! What is seen is looked at twice, since a table of data set as verse would be a loss, and verse set as lines is none.

#[cfg(feature = "html")]
use super::inlines::each_inline;
use super::inlines::{is_blank, plain_text, tidy};
#[cfg(feature = "html")]
use super::tree::{Block, Cell, Row, Table};
use super::tree::{BlockKind, Inline, Style, VerseLine};
use crate::publication::Direction;

/// The words that say that something is verse: of a fenced block in Markdown, of a class or an id in HTML.
const NAMES: [&str; 13] =
    ["verse", "verses", "poem", "poems", "poetry", "shear", "sher", "شعر", "قصيدة", "أبيات", "غزل", "שיר", "שירה"];

/// The most letters of a half, or of a line that is whole.
const LONGEST: usize = 80;

/// Verse, and the signs that parted its halves, each with its line where that is known; they are not in the tree.
pub(super) struct Found {
    pub(super) kind: BlockKind,
    pub(super) signs: Vec<(String, u32)>,
}

/// Whether a word names verse.
pub(super) fn is_name(word: &str) -> bool {
    NAMES.iter().any(|name| name.eq_ignore_ascii_case(word))
}

/// Whether words side by side look like the halves of a line of verse.
#[cfg(feature = "html")]
pub(super) fn are_halves(halves: &[Vec<Inline>]) -> bool {
    let texts = halves.iter().map(|half| spoken(half)).collect::<Vec<_>>();
    let [first, second] = texts.as_slice() else { return false };
    Parted { first, sign: None, second }.look_like_verse(2) && is_rtl([first.as_str(), second.as_str()].into_iter())
}

/// What is recited of some words. The mark of a note is not, be it known for one or a number that leads somewhere, or is
/// raised: it is no reason against verse.
fn spoken(words: &[Inline]) -> String {
    let is_mark = |content: &[Inline]| {
        let text = plain_text(content);
        text.chars().count() <= 8 && !text.contains(char::is_alphabetic)
    };
    let mut text = String::new();
    for inline in words {
        match inline {
            Inline::Link { content, .. } | Inline::Styled(Style::Superscript, content) if is_mark(content) => {}
            Inline::Link { content, .. }
            | Inline::Styled(_, content)
            | Inline::Span(_, content)
            | Inline::Isolate { content, .. }
            | Inline::Abbreviation(_, content)
            | Inline::Time(_, content) => text.push_str(&spoken(content)),
            inline => text.push_str(&plain_text(std::slice::from_ref(inline))),
        }
    }
    text
}

/// A text that is said to be verse: a line of verse on each line, a blank one between stanzas.
pub(super) fn declared(text: &str, first_line: u32) -> Option<Found> {
    let (mut lines, mut signs) = (Vec::new(), Vec::new());
    let mut after_blank = false;
    for (number, line) in (first_line..).zip(text.lines()) {
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        let halves = match gap(line).or_else(|| sign(line, true)) {
            Some(Parted { first, sign, second }) => {
                signs.extend(sign.map(|sign| (sign.to_owned(), number)));
                vec![words(first), words(second)]
            }
            None => vec![words(line)],
        };
        lines.push(VerseLine { halves, opens_stanza: std::mem::take(&mut after_blank) && !lines.is_empty() });
    }
    (!lines.is_empty()).then_some(Found { kind: BlockKind::Verse(lines), signs })
}

/// Lines of plain text in which a gap parts halves on most, all of them short and without digits, as verse has them.
pub(super) fn with_gaps<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<BlockKind> {
    // A tab in one line alone may be a slip in prose.
    let fewest = if lines.clone().count() == 1 { 3 } else { 2 };
    let halves = |line: &'a str| gap(line).filter(|halves| halves.look_like_verse(fewest));
    let parted = lines.clone().map(|line| (line, halves(line))).collect::<Vec<_>>();
    let (two, all) = (parted.iter().filter(|(_, halves)| halves.is_some()).count(), parted.len());
    let plain = |line: &str| letters(line) <= LONGEST * 2 && !line.contains(char::is_numeric);
    if two * 2 < all.max(1) || !lines.clone().all(plain) || !is_rtl(lines) {
        return None;
    }
    let lines = parted.into_iter().map(|(line, halves)| {
        let halves = halves.map_or_else(|| vec![words(line)], |halves| vec![words(halves.first), words(halves.second)]);
        VerseLine { halves, opens_stanza: false }
    });
    Some(BlockKind::Verse(lines.collect()))
}

/// A paragraph whose lines all have two halves parted by asterisks or an ellipsis. `soft` says that a line end in the text
/// is one of verse; a break always is.
pub(super) fn with_signs(paragraph: &[Inline], soft: bool, first_line: u32) -> Option<Found> {
    let ends_line = |inline: &Inline| match inline {
        Inline::Break => true,
        Inline::Text(text) => soft && text.contains('\n'),
        _ => false,
    };
    let has_sign = |inline: &Inline| matches!(inline, Inline::Text(text) if text.contains(['*', '.', '…']));
    if !paragraph.iter().any(ends_line) || !paragraph.iter().any(has_sign) {
        return None;
    }
    let (mut lines, mut signs) = (Vec::new(), Vec::new());
    for (number, line) in (first_line..).zip(lines_of(paragraph, soft)) {
        let (first, sign, second) = part(&line, false)?;
        let (a, b) = (spoken(&first), spoken(&second));
        let halves = Parted { first: &a, sign: None, second: &b };
        if !halves.look_like_verse(2) || !is_rtl([a.as_str(), b.as_str()].into_iter()) {
            return None;
        }
        signs.push((sign, number));
        lines.push(VerseLine { halves: vec![tidy(first), tidy(second)], opens_stanza: false });
    }
    (lines.len() >= 2).then_some(Found { kind: BlockKind::Verse(lines), signs })
}

/// Paragraphs that are said to be verse: their breaks are line ends; where none has a break, each is a line. `None` when
/// they are longer than lines of verse, or hold anything but words.
#[cfg(feature = "html")]
pub(super) fn of_paragraphs(blocks: &[Block]) -> Option<Found> {
    let words = blocks.iter().map(|block| match &block.kind {
        BlockKind::Paragraph(words) | BlockKind::Plain(words) if block.attributes.is_empty() => Some(words),
        _ => None,
    });
    let paragraphs = words.collect::<Option<Vec<_>>>()?;
    let stanzas = paragraphs.iter().any(|words| words.contains(&Inline::Break));
    let (mut lines, mut signs) = (Vec::new(), Vec::new());
    for (words, block) in paragraphs.into_iter().zip(blocks) {
        let mut opens = stanzas && !lines.is_empty();
        for line in lines_with_blanks(words, false) {
            if !is_line(&line) {
                opens = !lines.is_empty();
                continue;
            }
            let halves = match part(&line, true) {
                Some((first, sign, second)) => {
                    signs.push((sign, block.line));
                    vec![tidy(first), tidy(second)]
                }
                None => vec![tidy(line)],
            };
            if halves.iter().any(|half| letters(&plain_text(half)) > LONGEST) {
                return None;
            }
            lines.push(VerseLine { halves, opens_stanza: std::mem::take(&mut opens) && !lines.is_empty() });
        }
    }
    (lines.len() >= 2).then_some(Found { kind: BlockKind::Verse(lines), signs })
}

/// A table that is laid out to set verse in two columns. `named` says that its class or id calls it verse.
#[cfg(feature = "html")]
pub(super) fn of_table(table: &Table, named: bool) -> Option<Found> {
    if !table.caption.is_empty() || !table.head.is_empty() || table.body.len() < 2 {
        return None;
    }
    let fewest = if named { 2 } else { 3 };
    let (mut lines, mut signs) = (Vec::new(), Vec::new());
    let mut two = 0;
    for row in &table.body {
        let halves = row_halves(row, &mut signs)?;
        let texts = halves.iter().map(|half| spoken(half)).collect::<Vec<_>>();
        let looks = match texts.as_slice() {
            [first, second] => {
                two += 1;
                Parted { first, sign: None, second }.look_like_verse(fewest)
            }
            [line] => letters(line) <= LONGEST && !line.contains(char::is_numeric),
            _ => false,
        };
        if !looks || !is_rtl(texts.iter().map(String::as_str)) {
            return None;
        }
        lines.push(VerseLine { halves, opens_stanza: false });
    }
    let widths = lines.iter().filter(|line| line.halves.len() == 2).flat_map(|line| &line.halves);
    let widths = widths.map(|half| letters(&plain_text(half))).collect::<Vec<_>>();
    let alike = widths.iter().max()? <= &(widths.iter().min()? * if named { 3 } else { 2 });
    (two >= 2 && alike).then_some(Found { kind: BlockKind::Verse(lines), signs })
}

/// The halves of a row: of two cells, of three with an ornament or nothing between, of one in the middle.
#[cfg(feature = "html")]
fn row_halves(row: &Row, signs: &mut Vec<(String, u32)>) -> Option<Vec<Vec<Inline>>> {
    let mut halves = Vec::new();
    let count = row.cells.len();
    for (at, cell) in row.cells.iter().enumerate() {
        let words = cell_words(cell)?;
        let text = plain_text(words);
        if cell.header || cell.span.1 != 1 || (cell.span.0 != 1 && count != 1) {
            return None;
        }
        if at == 1 && count == 3 && !text.contains(char::is_alphanumeric) {
            // Only words go and are recorded; what else a cell holds makes it no ornament.
            if words.iter().any(|inline| !matches!(inline, Inline::Text(_))) || !cell.attributes.is_empty() {
                return None;
            }
            let line = cell.blocks.first().map_or(0, |block| block.line);
            signs.extend((!text.trim().is_empty()).then(|| (text.trim().to_owned(), line)));
        } else if is_blank(words) {
            return None;
        } else if cell.attributes.is_empty() {
            halves.push(words.to_vec());
        } else {
            halves.push(vec![Inline::Span(cell.attributes.clone(), words.to_vec())]);
        }
    }
    if let (Some(id), Some(first)) = (row.attributes.id(), halves.first_mut()) {
        first.insert(0, Inline::Anchor(id.to_owned()));
    }
    ((1..=2).contains(&halves.len()) && halves.len() + usize::from(count == 3) == count).then_some(halves)
}

#[cfg(feature = "html")]
fn cell_words(cell: &Cell) -> Option<&[Inline]> {
    match cell.blocks.as_slice() {
        [] => Some(&[]),
        [block] if block.attributes.id().is_none() && block.attributes.language().is_none() => match &block.kind {
            BlockKind::Plain(words) | BlockKind::Paragraph(words) => {
                let mut only_words = true;
                each_inline(words, &mut |inline| only_words &= !matches!(inline, Inline::Image(_) | Inline::Break));
                only_words.then_some(words)
            }
            _ => None,
        },
        _ => None,
    }
}

/// The two halves of a line, and the sign between them where one is written.
pub(super) struct Parted<'a> {
    pub(super) first: &'a str,
    sign: Option<&'a str>,
    pub(super) second: &'a str,
}

impl Parted<'_> {
    /// Whether both halves have `fewest` words and about the same length, which is that of a half, and no digits.
    fn look_like_verse(&self, fewest: usize) -> bool {
        let halves = [self.first, self.second];
        let lengths = halves.map(letters);
        let longest = lengths[0].max(lengths[1]);
        halves.iter().all(|half| half.split_whitespace().count() >= fewest && !half.contains(char::is_numeric))
            && longest <= LONGEST
            && longest <= lengths[0].min(lengths[1]) * 5 / 2
    }
}

/// The halves of a line with one tab or wide gap in it.
pub(super) fn gap(line: &str) -> Option<Parted<'_>> {
    let line = line.trim();
    let at = line.find('\t').into_iter().chain(line.find("   ")).min()?;
    let (first, second) = (line[..at].trim_end(), line[at..].trim_start());
    (!second.contains('\t') && !second.contains("   ")).then_some(Parted { first, sign: None, second })
}

/// The halves of a line with one sign in it that stands alone. Where it is `declared` that a line is verse, more signs
/// part it than where that is to be seen by them.
fn sign(line: &str, declared: bool) -> Option<Parted<'_>> {
    let kinds: [fn(&str) -> bool; 4] = [
        |word| word.len() >= 2 && word.bytes().all(|b| b == b'*'),
        |word| (word.len() >= 3 && word.bytes().all(|b| b == b'.')) || word.chars().all(|c| c == '…'),
        |word| word == "//",
        |word| word.bytes().all(|b| b == b'='),
    ];
    let words = || line.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty());
    kinds.into_iter().take(if declared { 4 } else { 2 }).find_map(|is_sign| {
        let mut signs = words().filter(|word| is_sign(word));
        let (sign, None) = (signs.next()?, signs.next()) else { return None };
        let at = line.find_word(sign)?;
        let (first, second) = (line[..at].trim(), line[at + sign.len()..].trim());
        (!first.is_empty() && !second.is_empty()).then_some(Parted { first, sign: Some(sign), second })
    })
}

trait FindWord {
    /// Where a word stands that is a slice of this text.
    fn find_word(&self, word: &str) -> Option<usize>;
}

impl FindWord for str {
    fn find_word(&self, word: &str) -> Option<usize> {
        let space = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let mut places = self.match_indices(word).map(|(at, _)| at);
        places.find(|at| space(self[..*at].chars().next_back()) && space(self[at + word.len()..].chars().next()))
    }
}

/// A line of inlines parted at the one sign in its own words.
fn part(line: &[Inline], declared: bool) -> Option<(Vec<Inline>, String, Vec<Inline>)> {
    let mut found = line.iter().enumerate().filter_map(|(at, inline)| match inline {
        Inline::Text(text) => {
            // What stands beside the text is a word too; a word joiner in its place shows no space.
            let padded = format!("\u{2060}{text}\u{2060}");
            sign(&padded, declared).and_then(|parted| Some((at, parted.sign?.to_owned())))
        }
        _ => None,
    });
    let (Some((at, sign)), None) = (found.next(), found.next()) else { return None };
    let Inline::Text(text) = &line[at] else { return None };
    let place = text.find_word(&sign)?;
    let mut first = line[..at].to_vec();
    first.push(Inline::Text(text[..place].to_owned()));
    let mut second = vec![Inline::Text(text[place + sign.len()..].to_owned())];
    second.extend_from_slice(&line[at + 1..]);
    (!is_blank(&first) && !is_blank(&second)).then_some((first, sign, second))
}

fn lines_of(words: &[Inline], soft: bool) -> Vec<Vec<Inline>> {
    let mut lines = lines_with_blanks(words, soft);
    lines.retain(|line| is_line(line));
    lines
}

/// Whether there is something in a line; a place that links lead to is.
fn is_line(line: &[Inline]) -> bool {
    !is_blank(line) || line.iter().any(|inline| matches!(inline, Inline::Anchor(_)))
}

fn lines_with_blanks(words: &[Inline], soft: bool) -> Vec<Vec<Inline>> {
    let mut lines = vec![Vec::new()];
    for inline in words {
        match inline {
            Inline::Break => lines.push(Vec::new()),
            Inline::Text(text) if soft => {
                for (at, part) in text.split('\n').enumerate() {
                    if at > 0 {
                        lines.push(Vec::new());
                    }
                    if let Some(line) = lines.last_mut().filter(|_| !part.is_empty()) {
                        line.push(Inline::Text(part.to_owned()));
                    }
                }
            }
            inline => {
                if let Some(line) = lines.last_mut() {
                    line.push(inline.clone());
                }
            }
        }
    }
    lines
}

fn words(text: &str) -> Vec<Inline> {
    tidy(vec![Inline::Text(text.to_owned())])
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

fn is_rtl<'a>(texts: impl Iterator<Item = &'a str>) -> bool {
    let text = texts.collect::<Vec<_>>().join(" ");
    Direction::of_text(&text) == Some(Direction::Rtl)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines of verse, halves parted by `|`, stanzas by `/`, and the signs that went.
    fn shape(found: Option<Found>) -> String {
        let Some(Found { kind: BlockKind::Verse(lines), signs }) = found else { return "none".to_owned() };
        let line = |line: &VerseLine| {
            let halves = line.halves.iter().map(|half| plain_text(half)).collect::<Vec<_>>().join("|");
            format!("{}{halves}", if line.opens_stanza { "/" } else { "" })
        };
        let signs = signs.iter().map(|(sign, line)| format!(" {sign}@{line}")).collect::<String>();
        lines.iter().map(line).collect::<Vec<_>>().join(";") + &signs
    }

    #[test]
    fn said_to_be_verse() {
        let rows = [
            ("a tab", "قفا نبك\tمن ذكرى", "قفا نبك|من ذكرى"),
            ("a gap", "قفا نبك    من ذكرى", "قفا نبك|من ذكرى"),
            ("asterisks", "قفا نبك *** من ذكرى", "قفا نبك|من ذكرى ***@5"),
            (
                "an ellipsis",
                "قفا نبك … من ذكرى\nبسقط اللوى ... بين الدخول",
                "قفا نبك|من ذكرى;بسقط اللوى|بين الدخول …@5 ...@6",
            ),
            ("slashes", "a b // c d", "a b|c d //@5"),
            ("an equals sign", "a = b", "a|b =@5"),
            ("two of one sign", "a … b … c", "a … b … c"),
            ("an ellipsis in a half", "a … b *** c", "a … b|c ***@5"),
            ("a sign at an end", "*** a b", "*** a b"),
            ("a sign in a word", "a***b c", "a***b c"),
            ("stanzas", "\na\n\n\nb\n", "a;/b"),
            ("two spaces", "a  b", "a b"),
            ("nothing", " \n", "none"),
        ];
        for (what, text, expected) in rows {
            assert_eq!(shape(declared(text, 5)), expected, "{what}");
        }
    }

    #[test]
    fn seen_in_a_paragraph() {
        let text = |text: &str| Inline::Text(text.to_owned());
        let strong = Inline::Styled(crate::document::Style::Strong, vec![text("من ذكرى حبيب")]);
        let rows = [
            (
                "every line has a sign",
                vec![text("قفا نبك *** من ذكرى حبيب\nبسقط اللوى *** بين الدخول")],
                "قفا نبك|من ذكرى حبيب;بسقط اللوى|بين الدخول ***@1 ***@2",
            ),
            (
                "breaks and emphasis",
                vec![text("قفا نبك … "), strong, Inline::Break, text("بسقط اللوى … بين الدخول")],
                "قفا نبك|من ذكرى حبيب;بسقط اللوى|بين الدخول …@1 …@2",
            ),
            ("one line", vec![text("قفا نبك *** من ذكرى حبيب")], "none"),
            ("one line without a sign", vec![text("قفا نبك *** من ذكرى حبيب\nبسقط اللوى بين الدخول")], "none"),
            ("halves of a word", vec![text("قفا *** نبك\nبسقط *** اللوى")], "none"),
            ("English", vec![text("to be ... or not\nto be ... that is")], "none"),
            ("digits", vec![text("سنة ١٢ … خمسون رجلا\nسنة ١٣ … ستون رجلا")], "none"),
            (
                "unlike halves",
                vec![text(
                    "قال له … وذهب إلى البيت الكبير في آخر الشارع الطويل\nثم نام … وقام في الصباح الباكر ليذهب إلى عمله",
                )],
                "none",
            ),
        ];
        for (what, words, expected) in rows {
            assert_eq!(shape(with_signs(&words, true, 1)), expected, "{what}");
        }
    }

    #[test]
    fn seen_in_plain_text() {
        let rows = [
            ("a gap", "قفا نبك من ذكرى\tبسقط اللوى بين", true),
            ("a whole line among them", "قفا نبك من ذكرى\tبسقط اللوى بين\nفتوضح فالمقراة لم يعف رسمها", true),
            ("figures", "حلب الشهباء\t12 مليون نسمة", false),
            ("English", "first name here\tsecond name here", false),
            ("a slip in prose", "وصلتني رسالتك\tالكريمة أمس وسررت بها", false),
            ("no gap", "قفا نبك من ذكرى", false),
        ];
        for (what, text, is_verse) in rows {
            assert_eq!(with_gaps(text.lines()).is_some(), is_verse, "{what}");
        }
    }

    #[test]
    fn seen_in_a_table() {
        let table = |rows: &str| {
            let cell = |text: &str| Cell {
                blocks: match text.trim() {
                    "" => Vec::new(),
                    text => vec![Block::new(BlockKind::Plain(vec![Inline::Text(text.to_owned())]), 3)],
                },
                header: text.starts_with('#'),
                span: (1, 1),
                alignment: Default::default(),
                attributes: Default::default(),
            };
            let row = |row: &str| Row { cells: row.split('|').map(cell).collect(), ..Row::default() };
            Table { body: rows.split(';').map(row).collect(), ..Table::default() }
        };
        let (first, second) = ("قفا نبك من ذكرى|بسقط اللوى بين الدخول", "فتوضح فالمقراة لم يعف|لما نسجتها من جنوب");
        let rows = [
            ("two halves", format!("{first};{second}"), false, true),
            ("an ornament between", format!("{};{}", first.replace('|', "|***|"), second.replace('|', "| |")), false, true),
            ("a line in the middle", format!("{first};وقوفا بها صحبي علي مطيهم;{second}"), false, true),
            ("two words, named", "قفا نبك|من ذكرى;بسقط اللوى|بين الدخول".into(), true, true),
            ("two words, not named", "قفا نبك|من ذكرى;بسقط اللوى|بين الدخول".into(), false, false),
            ("one row", first.into(), false, false),
            ("a head cell", format!("#{first};{second}"), false, false),
            ("a third column", format!("{};{}", first.replace('|', "|شيء|"), second.replace('|', "|شيء|")), false, false),
            ("an empty cell", format!("{first};وقوفا بها صحبي علي|"), false, false),
            ("digits", format!("{first};سنة ١٩٩٠ في حلب|بعد الحرب بعام واحد"), true, false),
            ("terms with explanations", "مدينة في الشام|عاصمة الدولة الأموية وأقدم مدينة مأهولة في التاريخ كما يقال;نهر في العراق|نهر ينبع من تركيا ويمر بسوريا ويصب في شط العرب بعد مسيرة طويلة".into(), false, false),
            ("English", "first half of it|second half of it;third half of it|fourth half of it".into(), true, false),
        ];
        for (what, rows, named, is_verse) in rows {
            assert_eq!(of_table(&table(&rows), named).is_some(), is_verse, "{what}");
        }
    }
}
