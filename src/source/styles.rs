//! The plain part of old stylesheets: rules for a class, an element, or an element with a class, and of those only what
//! means something: direction, hidden, bold, italic, centred, set to the right.

use std::collections::BTreeMap;

use crate::publication::Direction;

/// What rules say about an element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Its direction.
    pub direction: Option<Direction>,
    /// Whether it is not shown.
    pub hidden: Option<bool>,
    /// Whether it is bold.
    pub bold: Option<bool>,
    /// Whether it is italic.
    pub italic: Option<bool>,
    /// At which side its lines stand.
    pub side: Option<Side>,
}

/// At which side lines stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Left, or both sides.
    Other,
    /// In the middle.
    Centre,
    /// At the right.
    Right,
}

impl Style {
    fn is_empty(self) -> bool {
        self == Self::default()
    }

    /// What `self` says, else what `other` does.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            direction: self.direction.or(other.direction),
            hidden: self.hidden.or(other.hidden),
            bold: self.bold.or(other.bold),
            italic: self.italic.or(other.italic),
            side: self.side.or(other.side),
        }
    }
}

/// The rules of all stylesheets of a page.
#[derive(Debug, Clone, Default)]
pub struct Styles {
    /// By element and class; either may be absent, not both.
    rules: BTreeMap<(String, String), Style>,
}

/// The most rules that are kept.
const MOST_RULES: usize = 20_000;

impl Styles {
    /// Whether no rule says anything.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// Adds the rules of a stylesheet; later ones win.
    pub fn add(&mut self, sheet: &str) {
        let sheet = without_comments(sheet);
        let mut rest = sheet.as_str();
        while let Some((selectors, after)) = rest.split_once('{') {
            let at_rule = selectors.rsplit(['}', ';']).next().unwrap_or(selectors).trim();
            if at_rule.starts_with('@') {
                rest = past_block(after);
                continue;
            }
            let (block, after) = after.split_once('}').unwrap_or((after, ""));
            rest = after;
            let style = declarations(block);
            if !style.is_empty() {
                at_rule.split(',').for_each(|selector| self.rule(selector.trim(), style));
            }
        }
    }

    fn rule(&mut self, selector: &str, style: Style) {
        let Some((element, class)) = simple(selector) else { return };
        if self.rules.len() < MOST_RULES {
            let known = self.rules.entry((element, class)).or_default();
            *known = style.or(*known);
        }
    }

    /// What the rules say about an element with these classes. `by_class` is what those with a class say.
    pub fn of(&self, element: &str, classes: Option<&str>) -> Styled {
        if self.rules.is_empty() {
            return Styled::default();
        }
        let rule = |element: &str, class: &str| {
            self.rules.get(&(element.to_owned(), class.to_owned())).copied().unwrap_or_default()
        };
        let mut by_class = Style::default();
        for class in classes.unwrap_or_default().split_ascii_whitespace().take(16) {
            by_class = rule(element, class).or(rule("", class)).or(by_class);
        }
        Styled { by_class, all: by_class.or(rule(element, "")) }
    }
}

/// What rules say about an element.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Styled {
    /// By its classes: somebody meant this element.
    pub by_class: Style,
    /// By its classes or its name.
    pub all: Style,
}

/// What an attribute `style` says.
pub fn declarations(block: &str) -> Style {
    let mut style = Style::default();
    for declaration in block.split(';') {
        let Some((property, value)) = declaration.split_once(':') else { continue };
        let value = value.trim().to_ascii_lowercase();
        let value = value.trim_end_matches("!important").trim();
        match property.trim().to_ascii_lowercase().as_str() {
            "direction" => style.direction = value.parse().ok().or(style.direction),
            "display" => style.hidden = Some(value == "none"),
            "visibility" => style.hidden = Some(value == "hidden"),
            "font-weight" => style.bold = Some(matches!(value, "bold" | "bolder" | "600" | "700" | "800" | "900")),
            "font-style" => style.italic = Some(matches!(value, "italic" | "oblique")),
            "text-align" => {
                style.side = Some(match value {
                    "center" => Side::Centre,
                    "right" => Side::Right,
                    _ => Side::Other,
                });
            }
            _ => {}
        }
    }
    style
}

/// The element and the class of a selector that names nothing else.
fn simple(selector: &str) -> Option<(String, String)> {
    let is_name = |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    let (element, class) = selector.split_once('.').unwrap_or((selector, ""));
    let known = is_name(element) && is_name(class) && !(element.is_empty() && class.is_empty());
    known.then(|| (element.to_ascii_lowercase(), class.to_owned()))
}

fn without_comments(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        out.push_str(before);
        out.push(' ');
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    out.push_str(rest);
    // What parts a sheet from the markup around it.
    out.replace("<!--", " ").replace("-->", " ")
}

/// What follows a block, of which the opening brace has been read.
fn past_block(text: &str) -> &str {
    let mut depth = 1_usize;
    for (at, b) in text.bytes().enumerate() {
        match b {
            b'{' => depth += 1,
            b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[at + 1..];
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_that_are_plain_are_read() {
        let sheet = "/* p { direction: ltr } */ @import 'a.css'; @media print { .c { display: none } } \
            body, .r { direction: rtl; } p.b { font-weight: 700 } .i { FONT-STYLE: Italic !important } \
            .c { text-align: center } div > p { direction: ltr } #x { display: none } .h{display:none}";
        let mut styles = Styles::default();
        styles.add(sheet);
        let of = |element, class| styles.of(element, class).all;
        assert_eq!(of("body", None).direction, Some(Direction::Rtl));
        assert_eq!(of("p", None), Style::default());
        assert_eq!(of("span", Some("r i")).direction, Some(Direction::Rtl));
        assert_eq!(of("span", Some("r i")).italic, Some(true));
        assert_eq!((of("p", Some("b")).bold, of("span", Some("b")).bold), (Some(true), None));
        assert_eq!((of("p", Some("c")).side, of("p", Some("c")).hidden), (Some(Side::Centre), None));
        assert_eq!(of("p", Some("h")).hidden, Some(true));
    }

    #[test]
    fn a_sheet_that_does_not_end_is_read_as_far_as_it_goes() {
        for sheet in ["p {", "@media {", "/* ", "p { direction: rtl", "}}}}", "@media { p { direction: rtl } "] {
            Styles::default().add(sheet);
        }
        let mut styles = Styles::default();
        styles.add("p { direction: rtl");
        assert_eq!(styles.of("p", None).all.direction, Some(Direction::Rtl));
    }
}
