//! A page → its article alone.
//!
//! 0. `collapsed` shows what the page folds away but means to be read.
//! 1. `measure` counts words, words of links and prose below every node.
//! 2. `headline` finds the heading that the page's title names.
//! 3. `furniture` marks what its element, its role or its class says is no article, where the words in it agree
//!    (`vocabulary`, `microdata`; `recipes` says what stays); `talk`, `appeals`, `boxes` and `tools` what is known by how it
//!    is built; `phrases` what a phrase and its links say is none.
//! 4. A page without any of this is only an article already, and is kept whole.
//! 5. `container` finds the element that holds the article: dom_smoothie scores the paragraphs that are left.
//! 6. `around` takes what belongs to the article and stands beside that element: headline, lead, notes.
//! 7. `cards` leaves out teasers inside it; `report` says what was left out, with all its words; `rebuild` puts what is
//!    kept into the body, so that the reader of the body needs to know nothing of this.
//!
//! No rule knows a site. All of them are linear in the page but dom_smoothie, which is asked about pages of ordinary
//! size only.

mod appeals;
mod around;
mod boxes;
mod cards;
mod collapsed;
mod container;
mod furniture;
mod headline;
mod hiding;
mod lonely;
mod measure;
mod microdata;
mod names;
mod phrase_list;
mod phrases;
mod rebuild;
mod recipes;
mod report;
mod select;
mod serialise;
mod signs;
mod talk;
mod tools;
mod vocabulary;

use std::sync::Arc;

use super::dom::{Dom, NodeId};
use crate::document::{DocumentError, PageChoice};
use crate::publication::{Code, Findings, Place};

use measure::Measures;
use phrase_list::Phrases;
use report::{Kind, Left};

/// Fewer words of prose than this are no article on a page that has navigation and the like around them.
const FEWEST_PROSE: u32 = 12;

/// What is to be made of a page.
pub(super) struct Page<'a> {
    pub(super) file: &'a Arc<str>,
    /// How the page calls itself, its `title` and what its metadata say.
    pub(super) titles: &'a [String],
    /// Whether it came from an address: then a page without an article is an error.
    pub(super) from_web: bool,
    /// Whether it is a whole document, not a fragment of one.
    pub(super) whole_document: bool,
}

/// What is known of a page when its parts are looked at.
struct Ground<'a> {
    dom: &'a Dom,
    body: NodeId,
    whole: &'a Measures,
    /// Which nodes hold the headline or what the page says is the article's body.
    protected: &'a [bool],
    headline: Option<NodeId>,
    phrases: &'a Phrases,
}

/// Leaves in the body what `choice` asks for; by default the article alone.
pub(super) fn extract(
    dom: &mut Dom,
    page: &Page<'_>,
    choice: &PageChoice,
    findings: &mut Findings,
) -> Result<(), DocumentError> {
    rebuild::rename_components(dom);
    let Some(body) = dom.find("body") else { return Ok(()) };
    collapsed::open(dom, body, &Measures::of(dom, body, None));
    if choice.whole_page {
        return Ok(());
    }
    if !choice.select.is_empty() {
        let kept = select::select(dom, page.file, &choice.select)?;
        let mut left = Left::new(dom.len());
        left.everything_but(dom, body, &kept, Kind::Unselected);
        report::report(dom, body, &left, page.file, findings);
        rebuild::rebuild(dom, body, &kept, &left);
        return Ok(());
    }
    let whole = Measures::of(dom, body, None);
    let headline = headline::find(dom, body, page.titles, &whole);
    let mut left = Left::new(dom.len());
    let protected = furniture::holders(dom, body, headline);
    furniture::mark(dom, body, &whole, &protected, &mut left);
    let cluttered = left.is_cluttered() || page.whole_document && has_lists_of_links_around(dom, body, &whole);
    if !cluttered {
        left = Left::new(dom.len());
    }
    let phrases = Phrases::read();
    if cluttered {
        let ground = Ground { dom, body, whole: &whole, protected: &protected, headline, phrases: &phrases };
        talk::mark(&ground, &mut left);
        appeals::mark(&ground, &mut left);
        boxes::mark(&ground, &mut left);
    }
    phrases::mark(dom, body, &whole, headline, cluttered, &phrases, &mut left);
    let kept = if cluttered {
        let rest = Measures::of(dom, body, Some(&left));
        if let Some(reason) = no_article(dom, body, headline, &rest, cluttered) {
            let place = Place::new(page.file, 0);
            if page.from_web {
                return Err(DocumentError::NotAnArticle { place, reason });
            }
            let message = format!("no article was found in the page ({reason}): it was kept whole");
            findings.advise(Code::NoArticle, place, message, "`--select` says by hand what is the article");
            return Ok(());
        }
        lonely::mark(dom, body, headline, &mut left);
        cards::mark(dom, body, &rest, headline, &mut left);
        let rest = Measures::of(dom, body, Some(&left));
        let container = container::find(dom, body, &rest, &left, page.file, findings);
        let kept = around::keep(dom, body, container, headline, &rest, &left);
        left.everything_but(dom, body, &kept, Kind::Around);
        kept
    } else {
        if page.from_web && page.whole_document {
            let rest = Measures::of(dom, body, Some(&left));
            if let Some(reason) = no_article(dom, body, headline, &rest, cluttered) {
                return Err(DocumentError::NotAnArticle { place: Place::new(page.file, 0), reason });
            }
        }
        vec![body]
    };
    if left.is_empty() {
        return Ok(());
    }
    report::report(dom, body, &left, page.file, findings);
    rebuild::rebuild(dom, body, &kept, &left);
    if cluttered && let Some(headline) = headline {
        rebuild::make_heading(dom, headline);
    }
    Ok(())
}

/// Whether lists of links stand beside the element that holds the text, on a page whose names say nothing.
fn has_lists_of_links_around(dom: &Dom, body: NodeId, whole: &Measures) -> bool {
    let mut at = container::by_words(dom, body, whole);
    if whole.prose(at) < 25 {
        return false;
    }
    while let Some(above) = dom.parent(at).filter(|_| at != body) {
        let list = |(child, _): (NodeId, &str)| {
            child != at && whole.links(child) >= 3 && whole.link_words(child) * 10 >= whole.words(child) * 7
        };
        if dom.elements(above).any(list) {
            return true;
        }
        // Old pages lay themselves out as rows of a table: a column of links or with a form beside the text.
        let column = |(child, _): (NodeId, &str)| {
            child != at && whole.links(child) >= 2 && whole.words(child) * 4 <= whole.words(at)
        };
        if dom.name(at) == Some("td") && dom.elements(above).any(column) {
            return true;
        }
        // Links that stand beside one another without an element around them.
        let loose = dom.elements(above).filter(|(child, name)| *child != at && *name == "a" && whole.words(*child) > 0);
        if loose.count() >= 3 {
            return true;
        }
        at = above;
    }
    false
}

/// Why what is left of a page is no article; `None` where it is one.
fn no_article(
    dom: &Dom,
    body: NodeId,
    headline: Option<NodeId>,
    rest: &Measures,
    cluttered: bool,
) -> Option<&'static str> {
    let (prose, words, links) = (rest.prose(body), rest.words(body), rest.link_words(body));
    let mut password = false;
    let (mut linked_headings, mut headings) = (0_u32, 0_u32);
    dom.each_below(body, &mut |node| {
        let Some(name) = dom.name(node) else { return };
        password |=
            name == "input" && dom.attribute(node, "type").is_some_and(|kind| kind.eq_ignore_ascii_case("password"));
        if matches!(name, "h2" | "h3" | "h4") && rest.words(node) > 0 {
            headings += 1;
            linked_headings += u32::from(rest.link_words(node) * 10 >= rest.words(node) * 9 || rest.in_link(node));
        }
    });
    if password && prose < 60 {
        return Some("a page to sign in");
    }
    // A page of a few words that has nothing around them is short, and nothing else.
    if prose < FEWEST_PROSE && words < 60 && (cluttered || words == 0 || links * 2 > words) {
        let picture_story = headline.is_some() && words >= 8 && rest.pictures(body) > 0;
        return (!picture_story).then_some("hardly any text beside its links");
    }
    let many_cards = linked_headings >= 5 && linked_headings * 10 >= headings * 6;
    if many_cards && links * 3 > words && rest.longest(body) < 80 {
        return Some("a list of other pages");
    }
    (links * 10 > words * 7 && prose < 80).then_some("a list of links")
}

#[cfg(test)]
mod pieces;
#[cfg(test)]
mod tests;
