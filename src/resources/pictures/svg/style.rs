//! What the styles of a drawing may say: nothing that reads another file, and nothing that books forbid. What is allowed is
//! listed, not what is forbidden: CSS grows.

/// Functions of CSS and of SVG's attributes that read nothing. `url()` is looked into.
const FUNCTIONS: [&str; 92] = [
    // Values.
    "url",
    "calc",
    "min",
    "max",
    "clamp",
    "abs",
    "sign",
    "round",
    "mod",
    "rem",
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "atan2",
    "pow",
    "sqrt",
    "hypot",
    "log",
    "exp",
    "var",
    "env",
    "cubic-bezier",
    "steps",
    "linear",
    "format",
    // Colours.
    "rgb",
    "rgba",
    "hsl",
    "hsla",
    "hwb",
    "lab",
    "lch",
    "oklab",
    "oklch",
    "color",
    "color-mix",
    "light-dark",
    "device-cmyk",
    "icc-color",
    "linear-gradient",
    "radial-gradient",
    "conic-gradient",
    // Transformations.
    "matrix",
    "matrix3d",
    "translate",
    "translatex",
    "translatey",
    "translatez",
    "translate3d",
    "scale",
    "scalex",
    "scaley",
    "scalez",
    "scale3d",
    "rotate",
    "rotatex",
    "rotatey",
    "rotatez",
    "rotate3d",
    "skew",
    "skewx",
    "skewy",
    "perspective",
    // Shapes and filters.
    "path",
    "polygon",
    "circle",
    "ellipse",
    "inset",
    "rect",
    "xywh",
    "blur",
    "brightness",
    "contrast",
    "drop-shadow",
    "grayscale",
    "hue-rotate",
    "invert",
    "opacity",
    "saturate",
    "sepia",
    // Selectors.
    "not",
    "is",
    "where",
    "has",
    "lang",
    "nth-child",
    "nth-last-child",
    "nth-of-type",
    "nth-last-of-type",
];

/// Rules of CSS that read nothing.
const AT_RULES: [&str; 8] =
    ["media", "supports", "layer", "keyframes", "-webkit-keyframes", "-moz-keyframes", "-o-keyframes", "-ms-keyframes"];

/// Whether CSS without comments would read something that is not in the drawing, or says what a book's CSS must not (EPUB
/// 3.3, section 6.3.1).
pub(super) fn css_reaches_outside(css: &str) -> bool {
    let lower = css.to_ascii_lowercase();
    let unknown = |(at, _): (usize, &str)| {
        let name = &lower[at + 1..];
        let name = &name[..name.find(|c| !is_in_name(c)).unwrap_or(name.len())];
        !name.is_empty() && !AT_RULES.contains(&name)
    };
    lower.match_indices('@').any(unknown)
        || ["direction", "unicode-bidi", "behavior", "-moz-binding"].iter().any(|name| sets(&lower, name))
        || value_reaches_outside(&lower)
}

/// Whether a declaration sets the property.
fn sets(css: &str, property: &str) -> bool {
    css.match_indices(property).any(|(at, _)| {
        let whole = !css[..at].chars().next_back().is_some_and(is_in_name);
        whole && css[at + property.len()..].trim_start().starts_with(':')
    })
}

/// Whether a value names something that is not in the drawing, or may do so: with an escape or a comment anything can be
/// written in another way.
pub(super) fn value_reaches_outside(value: &str) -> bool {
    let value = value.to_ascii_lowercase();
    let outside = |(at, _): (usize, &str)| {
        let before = &value[..at];
        let start =
            before.char_indices().rev().take_while(|(_, c)| is_in_name(*c)).last().map_or(at, |(start, _)| start);
        let name = &before[start..];
        // Of a rule, the bracket is no function's: `@media(…)`.
        let called = !name.is_empty() && !before[..start].ends_with('@');
        called && (!FUNCTIONS.contains(&name) || name == "url" && !is_inside(&value[at + 1..]))
    };
    value.contains('\\') || value.contains("/*") || value.match_indices('(').any(outside)
}

/// Whether what follows `url(` is a part of the drawing.
fn is_inside(argument: &str) -> bool {
    let argument = argument.trim_start_matches(is_space);
    argument.strip_prefix(['"', '\'']).unwrap_or(argument).starts_with('#')
}

fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether a character can be within a name (CSS Syntax, section 4.2).
fn is_in_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_') || !c.is_ascii()
}

/// CSS with a space in the place of each comment. A comment that never ends takes the rest with it.
pub(super) fn without_comments(css: &str) -> String {
    let mut kept = String::with_capacity(css.len());
    let mut rest = css;
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        kept.push(' ');
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept
}

/// A `style` without comments, and without the declarations that books forbid and drawings do not need.
pub(super) fn declarations(style: &str) -> String {
    let style = without_comments(style);
    let forbidden = ["direction", "unicode-bidi"];
    let property = |rule: &str| rule.split(':').next().unwrap_or_default().trim().to_ascii_lowercase();
    let kept = style.split(';').filter(|rule| !forbidden.contains(&property(rule).as_str()));
    kept.collect::<Vec<_>>().join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_that_read_nothing_are_told_from_those_that_may() {
        let rows = [
            (".a{fill:red}.b:not(.a){fill:url(#g)}", false),
            ("@media(max-width:9px){rect{fill:rgb(1,2,3)}}", false),
            ("@keyframes x{to{transform:translateX(3px)}}", false),
            (".a{background:LINEAR-GRADIENT(red,blue)}", false),
            ("--direction:1;text-direction:x", false),
            ("@import 'a.css';", true),
            ("@IMPORT'a.css';", true),
            ("@font-face{font-family:a}", true),
            ("@namespace a 'https://evil.example/';", true),
            ("@what-may-come 'a'", true),
            ("a{fill:url(a.svg)}", true),
            ("a{fill:url(\"'#a\")}", true),
            ("a{fill:url()}", true),
            ("a{fill:u\\72l(#a)}", true),
            ("a{fill:src('a.svg')}", true),
            ("a{fill:-webkit-image-set('a' 1x)}", true),
            ("a{fill:image('a.png')}", true),
            ("a{fill:cross-fade('a','b',1%)}", true),
            ("a{fill:attr(x url)}", true),
            ("a{cursor:url(a.cur)}", true),
            ("a{width:expression(1)}", true),
            ("a{direction :rtl}", true),
            ("a{BEHAVIOR:x}", true),
            ("a{fill:red/* */}", true),
        ];
        for (css, outside) in rows {
            assert_eq!(css_reaches_outside(css), outside, "{css}");
        }
    }

    #[test]
    fn comments_part_what_stands_beside_them() {
        let rows = [
            ("a{/* x */fill:red}", "a{ fill:red}"),
            ("u/**/rl(a)", "u rl(a)"),
            ("//**/*x", "/ *x"),
            ("a/*/b*/c", "a c"),
            ("a/*b", "a "),
            ("a*/b", "a*/b"),
        ];
        for (css, plain) in rows {
            assert_eq!(without_comments(css), plain, "{css}");
        }
    }
}
