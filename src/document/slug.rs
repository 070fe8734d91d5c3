//! Names for the headings of Markdown, so that links written for a web site (`#عنوان-القسم`) find them.

use std::collections::HashMap;

use super::inlines::plain_text;
use super::tree::{Block, BlockKind, Inline};

/// Gives every heading the id it names itself (`{#id}`), else the one GitHub would: letters, digits and marks stay, spaces become hyphens, the
/// second of a name gets `-1`.
pub(super) fn name_headings(blocks: &mut [Block]) {
    let mut used = HashMap::new();
    name(blocks, &mut used);
}

fn name(blocks: &mut [Block], used: &mut HashMap<String, usize>) {
    for block in blocks {
        match &mut block.kind {
            BlockKind::Heading { content, .. } if block.attributes.id().is_none() => {
                if let Some(id) = take_explicit_id(content) {
                    block.attributes.set_id(Some(id));
                    continue;
                }
                let slug = slug(&plain_text(content));
                if slug.is_empty() {
                    continue;
                }
                let count = used.entry(slug.clone()).and_modify(|count| *count += 1).or_insert(0);
                let id = if *count == 0 { slug } else { format!("{slug}-{count}") };
                block.attributes.set_id(Some(id));
            }
            BlockKind::Quotation(blocks) | BlockKind::Section(blocks) => name(blocks, used),
            _ => {}
        }
    }
}

/// Takes `{#id}` off the end of a heading, as pandoc and mdBook write it.
fn take_explicit_id(content: &mut [Inline]) -> Option<String> {
    let Some(Inline::Text(text)) = content.last_mut() else { return None };
    let start = text.rfind("{#")?;
    let id = text[start..].strip_prefix("{#")?.strip_suffix('}')?;
    let plain = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ':'));
    if !plain {
        return None;
    }
    let id = id.to_owned();
    text.truncate(text[..start].trim_end().len());
    Some(id)
}

/// The name of a heading in a link.
#[allow(clippy::disallowed_methods, reason = "names in links are folded, never the text itself")]
fn slug(text: &str) -> String {
    let kept = |c: char| match c {
        ' ' | '\t' | '\n' => Some('-'),
        '-' | '_' => Some(c),
        // Combining marks are neither letters nor digits to Rust, but belong to the word.
        c if c.is_alphanumeric()
            || matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{200C}' | '\u{200D}') =>
        {
            Some(c)
        }
        _ => None,
    };
    text.trim().to_lowercase().chars().filter_map(kept).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_githubs() {
        let rows =
            [("Hello, World!", "hello-world"), ("عنوان القسم", "عنوان-القسم"), ("C++ & Rust", "c--rust"), ("؟!", "")];
        for (text, expected) in rows {
            assert_eq!(slug(text), expected);
        }
    }
}
