//! Which reader an input needs.

use std::path::Path;

/// What an input is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// Plain text: the first line is the title, blank lines part the paragraphs.
    Text,
    /// Markdown, with front matter in YAML or TOML.
    Markdown,
    /// HTML or XHTML, a whole document or a fragment.
    Html,
}

impl Format {
    /// The format a file's name promises.
    pub fn of_path(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" | "mdown" | "mkd" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" | "xht" => Some(Self::Html),
            _ => None,
        }
    }

    /// The format that a name or a media type stands for: `text`, `markdown`, `text/html` …
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        match name.split(';').next().unwrap_or_default().trim().trim_start_matches("text/") {
            "text" | "txt" | "plain" => Some(Self::Text),
            "markdown" | "md" | "commonmark" | "gfm" => Some(Self::Markdown),
            "html" | "xhtml" | "htm" | "application/xhtml+xml" => Some(Self::Html),
            _ => None,
        }
    }

    /// The format a text without a name is most likely in: a page begins with a tag, Markdown shows front matter, a
    /// heading or a link early on; everything else is plain text.
    pub fn of_text(text: &str) -> Self {
        let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\n', '\r']);
        if start.starts_with("<!") || start.starts_with("<?xml") || begins_with_tag(start) {
            return Self::Html;
        }
        let first = start.lines().next().unwrap_or_default().trim_end();
        let heading = |line: &str| {
            let rest = line.trim_start_matches('#');
            (1..=6).contains(&(line.len() - rest.len())) && rest.starts_with(' ')
        };
        let early = || start.lines().take(200);
        let markdown = matches!(first, "---" | "+++")
            || early()
                .any(|line| heading(line) || line.starts_with("```") || line.contains("](") || line.contains("**"));
        if markdown { Self::Markdown } else { Self::Text }
    }
}

fn begins_with_tag(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('<') else { return false };
    let name = rest.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
    let after = rest[name.len()..].chars().next();
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && after.is_some_and(|c| matches!(c, '>' | '/') || c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nameless_text_is_told_by_its_signs() {
        let rows = [
            ("<!DOCTYPE html><p>", Format::Html),
            ("\n <p dir=rtl>نص", Format::Html),
            ("<3 this", Format::Text),
            ("---\ntitle: x\n---\n", Format::Markdown),
            ("# عنوان\n\nنص", Format::Markdown),
            ("عنوان\n\nنص [رابط](http://a.example)", Format::Markdown),
            ("#وسم\n\nنص", Format::Text),
            ("عنوان\n\nنص", Format::Text),
        ];
        for (text, format) in rows {
            assert_eq!(Format::of_text(text), format, "{text}");
        }
    }
}
