//! The list of printed pages, where neither the navigation document nor the NCX has one: of the page map that Adobe's programs
//! read, else of the marks in the pages themselves.

use super::markup::{self, Element};
use super::metadata::line;
use super::package::resolve;
use crate::source::book::{Entry, Target};

/// The most printed pages of a book.
const MOST_PAGES: usize = 50_000;

/// Reads a page map.
pub(super) fn from_map(map: &Element, path: &str) -> Vec<Entry> {
    let pages = map.all("page").into_iter().take(MOST_PAGES).filter_map(|page| {
        let (path, fragment) = resolve(path, page.attribute("href")?)?;
        entry(&line(page.attribute("name")?), path, fragment)
    });
    pages.collect()
}

/// The marks of printed pages in a page of the book: elements that say what they are, else ids such as `page_12` on elements
/// without words.
pub(super) fn from_marks(text: &str, path: &str) -> Marks {
    let mut marks = Marks::default();
    if !text.contains("pagebreak") && !text.contains("\"page") && !text.contains("\"Page") && !text.contains("\"pg") {
        return marks;
    }
    markup::read(text).each_below(&mut |element| {
        let Some(id) = element.attribute("id").or_else(|| element.attribute("name").filter(|_| element.name == "a"))
        else {
            return;
        };
        let declared = element.has_word("type", "pagebreak") || element.has_word("role", "doc-pagebreak");
        let said = ["title", "aria-label"].iter().find_map(|name| element.attribute(name)).map(line);
        let label = match declared {
            true => said.filter(|label| !label.is_empty()).or_else(|| Some(element.text())).or_else(|| number(id)),
            false => number_of_page(id).filter(|_| element.text().is_empty()),
        };
        let label = label.filter(|label| !label.is_empty()).or_else(|| number(id).filter(|_| declared));
        let found = label.and_then(|label| entry(&label, path.to_owned(), Some(id.to_owned())));
        let list = if declared { &mut marks.declared } else { &mut marks.by_id };
        if list.len() < MOST_PAGES {
            list.extend(found);
        }
    });
    marks
}

/// The marks of printed pages.
#[derive(Default)]
pub(super) struct Marks {
    /// Elements that say what they are.
    pub(super) declared: Vec<Entry>,
    /// Empty elements that are called so.
    pub(super) by_id: Vec<Entry>,
}

impl Marks {
    pub(super) fn add(&mut self, more: Self) {
        self.declared.extend(more.declared);
        self.by_id.extend(more.by_id);
    }

    /// The list: of what is declared, else of what is called so often that it is no accident.
    pub(super) fn list(self) -> Vec<Entry> {
        match self.declared.is_empty() {
            false => self.declared,
            true if self.by_id.len() >= 3 => self.by_id,
            true => Vec::new(),
        }
    }
}

fn entry(label: &str, path: String, fragment: Option<String>) -> Option<Entry> {
    let target = Some(Target { path, fragment });
    let (label, children) = (label.to_owned(), Vec::new());
    (!label.is_empty()).then_some(Entry { label, language: None, direction: None, target, children })
}

/// The number of an id that says «page» and a number.
fn number_of_page(id: &str) -> Option<String> {
    let lower = id.to_ascii_lowercase();
    let rest = ["page", "pg"].iter().find_map(|start| lower.strip_prefix(start))?;
    let rest = rest.trim_start_matches(['_', '-', '.']);
    (!rest.is_empty() && rest.len() <= 5 && rest.bytes().all(|b| b.is_ascii_digit())).then(|| rest.to_owned())
}

/// The last number in an id.
fn number(id: &str) -> Option<String> {
    let digits = id.rsplit(|c: char| !c.is_ascii_digit()).find(|digits| !digits.is_empty())?;
    Some(digits.trim_start_matches('0').to_owned()).filter(|digits| !digits.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_printed_pages() {
        let rows: [(&str, &str, &[&str]); 6] = [
            ("a title", "<p><span epub:type='pagebreak' id='p7' title='7'/></p>", &["7"]),
            ("its words", "<p><span role='doc-pagebreak' id='p7'>٧</span></p>", &["٧"]),
            ("its id", "<p><span epub:type='pagebreak' id='pb-012'></span></p>", &["12"]),
            ("ids", "<a id=\"page_1\"></a><a id=\"page_2\"/><a id=\"page3\"></a>", &["1", "2", "3"]),
            ("few ids", "<a id=\"page_1\"></a><a id=\"page_2\"></a>", &[]),
            ("ids of what has words", "<p id=\"page1\">x</p><p id=\"page2\">x</p><p id=\"page3\">x</p>", &[]),
        ];
        for (what, text, expected) in rows {
            let list = from_marks(text, "a.xhtml").list();
            assert_eq!(list.iter().map(|entry| entry.label.as_str()).collect::<Vec<_>>(), expected, "{what}");
        }
    }
}
