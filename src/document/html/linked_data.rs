//! JSON-LD: what a page says about its article for machines, in the words of schema.org.

use serde_json::Value;

use super::dom::{Dom, NodeData, NodeId};
use super::head::{Claim, Field, Trust};

/// No description of an article is longer, in bytes.
const LONGEST: usize = 1 << 20;

/// Adds what the article of the page's JSON-LD says, and in its absence what the page's says.
pub(super) fn read(dom: &Dom, claims: &mut Vec<Claim>) {
    let mut things = Vec::new();
    let mut scripts = Vec::new();
    dom.each_below(Dom::DOCUMENT, &mut |node| {
        let kind = dom.attribute(node, "type").unwrap_or_default().trim();
        if dom.name(node) == Some("script") && kind.eq_ignore_ascii_case("application/ld+json") {
            scripts.push(node);
        }
    });
    for script in scripts {
        let text = dom.text(script);
        if text.len() <= LONGEST
            && let Some(value) = parsed(&text)
        {
            collect(value, dom.line(script), &mut things, 0);
        }
    }
    let article = things.iter().find(|thing| thing.is(&ARTICLES));
    let page = things.iter().find(|thing| thing.is(&["WebPage", "QAPage", "ItemPage", "AboutPage"]));
    for (thing, trust) in [(article, Trust::LinkedData), (page, Trust::PageData)] {
        if let Some(thing) = thing {
            thing.say(trust, &things, claims);
        }
    }
}

/// Ends of the names of types that are articles: `NewsArticle`, `BlogPosting`, `LiveBlogPosting`.
const ARTICLES: [&str; 4] = ["Article", "Posting", "Report", "Review"];

/// A thing that is described, wherever it stands.
struct Thing {
    value: Value,
    line: u32,
}

impl Thing {
    fn is(&self, ends: &[&str]) -> bool {
        let types = match self.value.get("@type") {
            Some(Value::String(one)) => vec![one.as_str()],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        types.iter().any(|of| ends.iter().any(|end| of.ends_with(end)))
    }

    fn say(&self, trust: Trust, things: &[Self], claims: &mut Vec<Claim>) {
        let mut claim = |field, name: &str, value: String| {
            let (name, line) = (format!("{name} (JSON-LD)"), self.line);
            claims.push(Claim { trust, field, name, value: plain(&value), line });
        };
        for (key, field) in [
            ("headline", Field::Title),
            ("name", Field::Title),
            ("description", Field::Description),
            ("datePublished", Field::Date),
            ("dateCreated", Field::Date),
            ("dateModified", Field::Modified),
            ("inLanguage", Field::Language),
            ("issueNumber", Field::Issue),
            ("printEdition", Field::Issue),
            ("copyrightNotice", Field::Rights),
        ] {
            if let Some(value) = self.value.get(key).and_then(|value| text(value, things)) {
                claim(field, key, value);
            }
        }
        for key in ["author", "creator"] {
            for name in each(self.value.get(key)).filter_map(|value| text(value, things)) {
                claim(Field::Author, key, name);
            }
        }
        for subject in each(self.value.get("keywords")).filter_map(|value| text(value, things)) {
            claim(Field::Subject, "keywords", subject);
        }
        if let Some(name) = each(self.value.get("publisher")).find_map(|value| text(value, things)) {
            claim(Field::Publisher, "publisher", name);
        }
        for key in ["url", "mainEntityOfPage"] {
            if let Some(address) = self.value.get(key).and_then(address) {
                claim(Field::Source, key, address);
            }
        }
        for key in ["image", "thumbnailUrl"] {
            if let Some(address) = each(self.value.get(key)).find_map(|value| address(resolved(value, things))) {
                claim(Field::LeadImage, key, address);
            }
        }
        for part in each(self.value.get("isPartOf")) {
            if let Some(number) = resolved(part, things).get("issueNumber").and_then(|number| text(number, things)) {
                claim(Field::Issue, "issueNumber", number);
            }
        }
    }
}

/// The members of a list, or the one value.
fn each(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let values = match value {
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    };
    values.into_iter()
}

/// A value as words: itself, or the name of the thing it is, which may be described elsewhere.
fn text(value: &Value, things: &[Thing]) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(values) => values.iter().find_map(|value| text(value, things)),
        Value::Object(_) => match resolved(value, things) {
            Value::Object(named) => {
                match ["name", "@value", "alternateName", "identifier"].iter().find_map(|key| named.get(*key)) {
                    Some(Value::String(name)) => Some(name.clone()),
                    Some(Value::Array(names)) => names.iter().find_map(|name| name.as_str().map(str::to_owned)),
                    _ => None,
                }
            }
            _ => None,
        },
        Value::Null | Value::Bool(_) => None,
    }
}

/// The address a value is, or that of the thing it is.
fn address(value: &Value) -> Option<String> {
    match value {
        Value::String(address) => Some(address.clone()),
        Value::Object(named) => {
            let keys = ["url", "contentUrl", "@id"];
            keys.iter().find_map(|key| named.get(*key)?.as_str()).map(str::to_owned)
        }
        _ => None,
    }
}

/// The thing that a reference (`{"@id": …}`) names.
fn resolved<'a>(value: &'a Value, things: &'a [Thing]) -> &'a Value {
    static NOTHING: Value = Value::Null;
    let Value::Object(reference) = value else { return value };
    if reference.len() > 1 {
        return value;
    }
    let Some(id) = reference.get("@id") else { return value };
    let named = things.iter().find(|thing| {
        thing.value.get("@id") == Some(id) && thing.value.as_object().is_some_and(|values| values.len() > 1)
    });
    named.map_or(&NOTHING, |thing| &thing.value)
}

/// All things in a value: lists, `@graph`, and what things hold.
fn collect(value: Value, line: u32, things: &mut Vec<Thing>, depth: usize) {
    const DEEPEST: usize = 6;
    const MOST: usize = 2000;
    if depth > DEEPEST || things.len() > MOST {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, line, things, depth)),
        Value::Object(mut values) => {
            if let Some(graph) = values.remove("@graph") {
                collect(graph, line, things, depth + 1);
            }
            let mut inner = Vec::new();
            for key in ["mainEntity", "hasPart", "author", "publisher", "image"] {
                inner.extend(values.get(key).filter(|value| !value.is_string()).cloned());
            }
            if let Some(Value::Object(entity)) =
                values.get("mainEntityOfPage").filter(|entity| entity.get("headline").is_some())
            {
                inner.push(Value::Object(entity.clone()));
            }
            things.push(Thing { value: Value::Object(values), line });
            inner.into_iter().for_each(|value| collect(value, line, things, depth + 1));
        }
        _ => {}
    }
}

/// JSON as pages write it: within comments, with raw line ends in its strings.
fn parsed(text: &str) -> Option<Value> {
    let text = text.trim();
    let text = text.strip_prefix("<!--").unwrap_or(text).trim_start();
    let text = text.strip_prefix("//<![CDATA[").or_else(|| text.strip_prefix("<![CDATA[")).unwrap_or(text);
    let text = text.trim_end().trim_end_matches("-->").trim_end().trim_end_matches("//]]>").trim_end_matches("]]>");
    let text = text.trim().trim_end_matches(';');
    serde_json::from_str(text).ok().or_else(|| {
        let spaced = text.replace(|c: char| c.is_control(), " ");
        serde_json::from_str(&spaced).ok()
    })
}

/// Words without references and markup, which editorial systems leave in them.
fn plain(text: &str) -> String {
    if !text.contains(['&', '<']) {
        return text.to_owned();
    }
    let origin = super::Origin::Page { first_line: 1, xml: false, from_web: false };
    match super::parser::parse(text, &origin) {
        Some(parsed) => {
            let mut words = String::new();
            parsed.dom.each_below(Dom::DOCUMENT, &mut |node: NodeId| {
                if let NodeData::Text(text) = parsed.dom.data(node) {
                    words.push_str(text);
                }
            });
            words
        }
        None => text.to_owned(),
    }
}
