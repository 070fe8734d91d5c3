//! What the styles of a drawing may say: nothing that reads another file, and nothing that books forbid.

/// Whether CSS would read something that is not in the drawing, or says what a book's CSS must not (EPUB 3.3, section 6.3.1).
pub(super) fn css_reaches_outside(css: &str) -> bool {
    let css = css.to_ascii_lowercase();
    let forbidden =
        ["@import", "@font-face", "@namespace", "@charset", "image-set(", "src(", "element(", "expression("];
    // With an escape anything can be written in another way.
    css.contains('\\')
        || forbidden.iter().any(|word| css.contains(word))
        || ["direction", "unicode-bidi", "behavior", "-moz-binding"].iter().any(|name| sets(&css, name))
        || value_reaches_outside(&css)
}

/// Whether a declaration sets the property.
fn sets(css: &str, property: &str) -> bool {
    css.match_indices(property).any(|(at, _)| {
        let before = css[..at].chars().next_back();
        let whole = !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
        whole && css[at + property.len()..].trim_start().starts_with(':')
    })
}

/// Whether a value names something that is not in the drawing.
pub(super) fn value_reaches_outside(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let outside = |(at, _): (usize, &str)| {
        let inside = value[at + 4..].trim_start_matches([' ', '\t', '\n', '\r', '"', '\'']);
        !inside.starts_with('#')
    };
    let script = || value.split_whitespace().collect::<String>().contains("javascript:");
    value.match_indices("url(").any(outside) || script()
}

/// A `style` without the declarations that books forbid and drawings do not need.
pub(super) fn declarations(style: &str) -> String {
    let forbidden = ["direction", "unicode-bidi"];
    let property = |rule: &str| rule.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
    let kept = style.split(';').filter(|rule| !forbidden.contains(&property(rule).as_str()));
    kept.collect::<Vec<_>>().join(";")
}
