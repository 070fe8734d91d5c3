//! `warraq fonts`: what is shipped, and what a text needs.

use std::fmt::Write as _;
use std::io::Cursor;
use std::path::PathBuf;

use serde::Serialize;
use warraq::publication::{Code, Decision, Finding, FontReport};
use warraq::resources::{ShippedFont, shipped_fonts};
use warraq::{FontCache, Language, Publication};

use super::arguments::Fonts;
use super::build::inputs;
use super::message::{self, Failure};
use super::web;

pub(super) fn fonts(arguments: &Fonts) -> Result<(), Failure> {
    if arguments.inputs.is_empty() {
        let shipped = shipped_fonts();
        return print(arguments.json, &shipped, || list(&shipped));
    }
    let cache = if arguments.no_cache { FontCache::in_memory() } else { cache() };
    let mut publication = Publication::new().no_cover().colophon(false).font_cache(cache);
    if let Some(font) = &arguments.font {
        publication = publication.font(font.clone());
    }
    if let Some(font) = &arguments.heading_font {
        publication = publication.heading_font(font.clone());
    }
    if let Some(language) = &arguments.language {
        publication = publication.language(language.clone());
    }
    publication = web::reach(publication, &arguments.web);
    for input in inputs(&arguments.inputs, arguments.format)? {
        publication = publication.input(input);
    }
    let report = publication.write(Cursor::new(Vec::new()))?;
    let of_fonts =
        |finding: &&Finding| matches!(finding.code, Code::FontMissing | Code::LettersMissing | Code::FontWhole);
    let findings = report.findings.iter().filter(of_fonts);
    findings.for_each(|finding| message::to_stderr(&message::finding(finding)));
    let needed = Needed {
        title: &report.title,
        script: report.language.value.script(),
        language: &report.language,
        fonts: &report.fonts,
    };
    print(arguments.json, &needed, || needs(&needed))
}

/// What a text needs.
#[derive(Serialize)]
struct Needed<'a> {
    title: &'a str,
    language: &'a Decision<Language>,
    script: Option<&'a str>,
    fonts: &'a [FontReport],
}

fn print(json: bool, data: &impl Serialize, text: impl FnOnce() -> String) -> Result<(), Failure> {
    if !json {
        return message::to_stdout(&text());
    }
    let json = serde_json::to_string_pretty(data)
        .map_err(|error| Failure::system(format!("the list cannot be written: {error}")))?;
    message::to_stdout(&format!("{json}\n"))
}

fn list(fonts: &[ShippedFont]) -> String {
    let mut text = String::new();
    if fonts.is_empty() {
        text.push_str("no fonts are shipped: this build of warraq is without the feature `fonts`\n");
    }
    for font in fonts {
        let _ = writeln!(text, "{}", font.family);
        let styles = font.styles.iter().map(|(style, bytes)| format!("{style} ({bytes} bytes)")).collect::<Vec<_>>();
        let _ = writeln!(text, "  styles     {}", styles.join(", "));
        let _ = writeln!(text, "  languages  {}", font.languages);
        let _ = writeln!(text, "  licence    {}", font.licence);
    }
    text
}

fn needs(needed: &Needed<'_>) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "title      {}", needed.title);
    let _ = writeln!(text, "language   {} ({})", needed.language.value, needed.language.reason);
    let _ = writeln!(text, "script     {}", needed.script.unwrap_or("left to right"));
    if needed.fonts.is_empty() {
        let _ = writeln!(text, "fonts      none: the reader's own show the text");
    }
    for font in needed.fonts {
        let size = if font.subset { "of" } else { "whole, of" };
        let _ = writeln!(text, "\n{}, {}", font.family, font.style);
        let _ = writeln!(text, "  languages  {}", font.languages.join(", "));
        let _ = writeln!(text, "  words      {} distinct", font.words);
        let _ = writeln!(text, "  size       {} {size} {} bytes", font.bytes, font.whole_bytes);
        let shown = font.characters.chars().filter(|c| !c.is_control() && !is_hidden(*c)).map(String::from);
        let _ = writeln!(text, "  characters {}", shown.collect::<Vec<_>>().join(" "));
        for missing in &font.missing {
            let by = missing.shown_by.map_or("the reader's own font".to_owned(), |family| family.to_string());
            let code = u32::from(missing.character);
            let _ = writeln!(text, "  missing    U+{code:04X} ({} times), shown by {by}", missing.count);
        }
    }
    text
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{61C}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}')
}

/// Where made fonts are kept between calls: `warraq/fonts` in the user's cache folder, as the XDG specification says; only
/// in memory where there is no such folder.
#[allow(clippy::disallowed_methods, reason = "the command reads the environment, the library does not")]
pub(super) fn cache() -> FontCache {
    let folder = |name| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let base = folder("XDG_CACHE_HOME").or_else(|| folder("HOME").map(|home| home.join(".cache")));
    let base = base.or_else(|| folder("LOCALAPPDATA"));
    base.map_or_else(FontCache::in_memory, |base| FontCache::in_folder(base.join("warraq").join("fonts")))
}
