//! The CSS that the oldest engines survive (Adobe's RMSDK, KOReader's crengine, MuPDF): some of them throw a whole
//! stylesheet or book away for one rule that they cannot read. What is not on these lists, no stylesheet of ours holds.

/// Simple selectors are elements, classes and ids; they are joined by a space or by `+`.
const ELEMENTS: &[&str] = &[
    "a",
    "address",
    "aside",
    "blockquote",
    "body",
    "caption",
    "cite",
    "code",
    "dd",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "kbd",
    "li",
    "nav",
    "ol",
    "p",
    "pre",
    "samp",
    "section",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "td",
    "th",
    "tr",
    "ul",
    "var",
];

/// Properties, and the words that their values may hold besides lengths.
const PROPERTIES: &[(&str, &[&str])] = &[
    ("margin", &["auto"]),
    ("margin-top", &[]),
    ("margin-bottom", &[]),
    ("margin-left", &["auto"]),
    ("margin-right", &["auto"]),
    ("padding", &[]),
    ("padding-top", &[]),
    ("padding-bottom", &[]),
    ("padding-left", &[]),
    ("padding-right", &[]),
    ("border", &["solid", "#888"]),
    ("border-top", &["solid", "#888"]),
    ("border-bottom", &["solid", "#888"]),
    ("border-left", &["solid", "#888"]),
    ("border-right", &["solid", "#888"]),
    ("border-collapse", &["collapse"]),
    ("display", &["block", "inline-block", "none"]),
    ("width", &[]),
    ("height", &[]),
    ("min-width", &[]),
    ("max-width", &[]),
    ("max-height", &[]),
    // Before one of these words, names of fonts may stand: see `check_fonts`.
    ("font-family", &["inherit", "monospace", "serif", "sans-serif"]),
    ("font-size", &[]),
    ("font-style", &["normal", "italic"]),
    ("font-weight", &["normal", "bold", "inherit"]),
    ("letter-spacing", &[]),
    ("line-height", &["inherit"]),
    ("list-style-type", &["none", "decimal"]),
    // MuPDF takes a type that it does not know for a bullet; in the shorthand it reads over it.
    ("list-style", &["arabic-indic", "persian"]),
    ("orphans", &[]),
    ("widows", &[]),
    ("page-break-after", &["avoid"]),
    ("page-break-inside", &["avoid"]),
    ("text-align", &["left", "right", "center", "start", "end"]),
    ("text-decoration", &["none", "underline"]),
    ("text-indent", &[]),
    ("vertical-align", &["top"]),
    ("white-space", &["pre-wrap"]),
    ("word-wrap", &["break-word"]),
    // Names that engines took up one after the other; each is read over where it is unknown.
    ("-webkit-hyphens", &["none"]),
    ("-epub-hyphens", &["none"]),
    ("hyphens", &["none"]),
    ("adobe-hyphenate", &["none"]),
];

/// Values that CSS 2.1 does not know, and what has to be said just before them for engines that know nothing else.
const NEWER: &[(&str, &[&str])] = &[
    ("start", &["left", "right"]),
    ("end", &["left", "right"]),
    ("arabic-indic", &["decimal"]),
    ("persian", &["decimal"]),
];

/// What an old engine might not survive in a stylesheet.
pub(super) fn objections(css: &str) -> Vec<String> {
    let mut objections = Vec::new();
    let mut rest = css.trim();
    while !rest.is_empty() {
        let Some((selectors, (body, after))) =
            rest.split_once('{').and_then(|(selectors, after)| Some((selectors, after.split_once('}')?)))
        else {
            objections.push(format!("no rule: {rest}"));
            break;
        };
        if selectors.trim() == "@font-face" {
            check_face(body, &mut objections);
            rest = after.trim_start();
            continue;
        }
        objections.extend(
            selectors
                .split(',')
                .filter(|selector| !is_selector(selector))
                .map(|selector| format!("selector: {selector}")),
        );
        check_declarations(body, &mut objections);
        rest = after.trim_start();
    }
    objections
}

fn is_selector(selector: &str) -> bool {
    let mut parts = selector.split_whitespace().peekable();
    let mut wanted = true;
    while let Some(part) = parts.next() {
        match part {
            "+" if wanted || parts.peek().is_none() => return false,
            "+" => wanted = true,
            part if is_compound(part) => wanted = false,
            _ => return false,
        }
    }
    !wanted
}

/// An element, classes, an id: `p`, `.note`, `td.left`, `#landmarks`.
fn is_compound(part: &str) -> bool {
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    if let Some(id) = part.strip_prefix('#') {
        return is_name(id);
    }
    let mut names = part.split('.');
    let element = names.next().unwrap_or_default();
    (element.is_empty() || ELEMENTS.contains(&element)) && (part != element || !part.is_empty()) && names.all(is_name)
}

/// The four descriptors of a face, each once, in this order, with one file beside the stylesheet's folder.
fn check_face(body: &str, objections: &mut Vec<String>) {
    let declarations = body.split(';').map(str::trim).filter(|declaration| !declaration.is_empty()).collect::<Vec<_>>();
    let fine = match declarations.as_slice() {
        [family, "font-weight: normal" | "font-weight: bold", "font-style: normal", source] => {
            let address = source.strip_prefix("src: url(../fonts/").and_then(|rest| rest.strip_suffix(')'));
            let is_file = |address: &str| {
                let ends = [".ttf", ".otf"].iter().any(|end| address.ends_with(end));
                ends && address.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b))
            };
            family.strip_prefix("font-family: ").is_some_and(is_font_name) && address.is_some_and(is_file)
        }
        _ => false,
    };
    if !fine {
        objections.push(format!("face: {body}"));
    }
}

/// A name between quotation marks: plain letters, digits, spaces and hyphens.
fn is_font_name(name: &str) -> bool {
    let name = name.strip_prefix('"').and_then(|name| name.strip_suffix('"'));
    name.is_some_and(|name| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b' ' | b'-'))
    })
}

/// What stands after the names of fonts, which must end in a word that every engine knows.
fn without_fonts(value: &str) -> &str {
    match value.split_once(", ") {
        Some((name, rest)) if is_font_name(name) => without_fonts(rest),
        _ => value,
    }
}

fn check_declarations(body: &str, objections: &mut Vec<String>) {
    let declarations = body.split(';').map(str::trim).filter(|declaration| !declaration.is_empty()).collect::<Vec<_>>();
    for (at, declaration) in declarations.iter().enumerate() {
        let Some((property, value)) =
            declaration.split_once(':').map(|(property, value)| (property.trim(), value.trim()))
        else {
            objections.push(format!("declaration: {declaration}"));
            continue;
        };
        let Some((_, words)) = PROPERTIES.iter().find(|(known, _)| *known == property) else {
            objections.push(format!("property: {declaration}"));
            continue;
        };
        let before = at.checked_sub(1).and_then(|before| declarations[before].split_once(": "));
        let value = if property == "font-family" { without_fonts(value) } else { value };
        for word in value.split(' ') {
            let newer = NEWER.iter().find(|(newer, _)| *newer == word);
            let prepared = newer.is_none_or(|(_, first)| {
                before.is_some_and(|(same, value)| same.starts_with(property) && first.contains(&value))
            });
            if !(words.contains(&word) || is_length(word)) || !prepared {
                objections.push(format!("value: {declaration}"));
            }
        }
    }
}

/// A number alone, or with a unit of CSS 2.1.
fn is_length(word: &str) -> bool {
    let number = ["em", "px", "%"].iter().find_map(|unit| word.strip_suffix(unit)).unwrap_or(word);
    let number = number.strip_prefix('-').unwrap_or(number);
    !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.') && number.parse::<f32>().is_ok()
}

#[test]
fn the_lists_reject_what_old_engines_do_not_survive() {
    let samples = [
        "p { width: calc(100% - 2em); }",
        "p { color: var(--ink); }",
        ":root { --ink: #000; }",
        "p { font-size: clamp(1em, 2em, 3em); }",
        "p { width: min(10em, 50%); }",
        "div { display: flex; }",
        "div { display: grid; }",
        "div { gap: 1em; }",
        "div { inset: 0; }",
        "p { margin-inline-start: 1em; }",
        "p { padding-block: 1em; }",
        "p { direction: rtl; }",
        "p { unicode-bidi: embed; }",
        "p { font-size: 1rem; }",
        "p { width: 50vw; }",
        "p { height: 3vh; }",
        "p::first-letter { font-size: 3em; }",
        "p:first-child { margin: 0; }",
        "p:is(.a, .b) { margin: 0; }",
        ":where(p) { margin: 0; }",
        "p:has(em) { margin: 0; }",
        "ul > li { margin: 0; }",
        "p ~ p { margin: 0; }",
        "+ p { margin: 0; }",
        "p + { margin: 0; }",
        " { margin: 0; }",
        "[dir=rtl] { margin: 0; }",
        "p { & em { margin: 0; } }",
        "p { em { margin: 0; } }",
        "@media (min-width: 20em) { p { margin: 0; } }",
        "@supports (display: grid) { p { margin: 0; } }",
        "@layer base;",
        "@counter-style x { system: numeric; }",
        "@import 'x.css';",
        "p { text-align: start; }",
        "p { text-align: start; text-align: right; }",
        "p { margin: 0; text-align: end; }",
        "ol { list-style: arabic-indic; }",
        "ol { list-style-type: decimal; list-style-type: arabic-indic; }",
        "ol { list-style-type: none; list-style: persian; }",
        "p { letter-spacing: 0.1em !important; }",
        "p { float: left; }",
        "p { font-family: Amiri; }",
        "p { font-family: Amiri, serif; }",
        "p { font-family: \"Amiri\"; }",
        "p { font-family: serif, \"Amiri\"; }",
        "p { font-family: \"A\\\"\", serif; }",
        "@font-face { font-family: \"A\"; font-weight: normal; font-style: normal; src: url(http://x/a.ttf); }",
        "@font-face { font-family: \"A\"; font-weight: 400; font-style: normal; src: url(../fonts/a.ttf); }",
        "@font-face { font-family: \"A\"; font-weight: bold; font-style: normal; src: url(../fonts/a.woff2); }",
        "@font-face { font-family: \"A\"; font-weight: bold; font-style: normal; font-display: swap; src: url(../fonts/a.ttf); }",
        "@font-face { font-family: \"A\"; src: url(../fonts/a.ttf) format(truetype); }",
        "p { margin }",
        "p { margin: 0;",
        "/* a comment */ p { margin: 0; }",
    ];
    for sample in samples {
        assert!(!objections(sample).is_empty(), "accepted: {sample}");
    }
    let good = [
        "p { margin: 0 -5% 1.5em auto; }",
        "h1.ltr, li p + p, #landmarks, .a.b { text-align: right; text-align: start; }",
        "ol.x { list-style-type: decimal; list-style: arabic-indic; }",
        "@font-face { font-family: \"Noto Serif Hebrew\"; font-weight: bold; font-style: normal; src: url(../fonts/a-b.ttf); }",
        ".amiri, pre.amiri { font-family: \"Amiri\", \"Noto Serif Hebrew\", serif; }",
    ];
    for sample in good {
        assert_eq!(objections(sample), Vec::<String>::new(), "{sample}");
    }
}
