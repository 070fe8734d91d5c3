//! Inputs nobody would write: markup put together at random out of what readers of markup have to know about.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

fn one_of(texts: &'static [&'static str]) -> impl Strategy<Value = String> + Clone {
    select(texts).prop_map(str::to_owned)
}

/// Words of several scripts, some with joiners, marks or letters beyond the basic plane.
pub(crate) fn word() -> impl Strategy<Value = String> + Clone {
    #[rustfmt::skip]
    const KNOWN: &[&str] = &[
        "كلمة", "هدنة", "حلب", "می\u{200C}خواهم", "بِّسْمِ", "ﷺ", "ٱلله", "ۋە", "ہے", "שלום", "בְּרֵאשִׁית", "word", "EPUB", "naïve", "日本",
        "𐤀𐤁", "١٢٣", "۴۵", "2016", "e\u{301}", "👩\u{200D}👧", "x86_64", "ّ", "\u{202B}مضمن\u{202C}", "\u{2067}معزول\u{2069}",
        "\u{202D}", "\u{202B}", "\u{202C}", "\u{2068}", "\u{2069}", "سطر\u{2028}سطر", "می\u{9D}شود", "\u{FFFC}", "\u{206B}", "\u{FDD0}", "\u{85}",
        "ﻣﺮﺣﺒﺎ", "می\u{200F}خواهم", "كتابي", "مـحـمد", "\"نعم\"", "צה\"ל",
    ];
    prop_oneof![4 => one_of(KNOWN), 1 => "[\\p{L}\\p{N}\\p{M}]{1,8}"]
}

/// Text of any kind: every character there is, with those that mean something to readers of text more often.
pub(crate) fn text() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    const SPECIAL: &[&str] = &[
        "\n", "\n\n", "\r\n", "\r", "\t", " ", "  ", "\u{A0}", "\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}",
        "\u{AD}", "\u{34F}", "\u{202A}", "\u{202B}", "\u{202E}", "\u{202C}", "\u{2067}", "\u{2069}", "\u{2028}", "\u{2029}",
        "\u{85}", "\u{3000}", "&", "<", ">", "\"", "'", "]]>", "<!--", "-->", "&amp;", "<b>", "\u{FFFE}", "\u{FFFF}",
        "\u{FDD0}", "\u{1FFFE}", "\u{10FFFF}", "\u{E000}", "\u{202D}", "\u{2066}", "\u{2068}", "\u{FFF9}", "\u{FFFA}",
        "\u{FFFB}", "\u{FFFC}", "\u{206A}", "\u{206F}", "\u{E0001}", "\u{E0067}", "\u{E007F}", "\u{80}", "\u{81}", "\u{90}",
        "\u{93}", "\u{94}", "\u{9D}", "\u{9F}", "\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "تعليقات الفيسبوك", "شارك", "# ", "---",
    ];
    let control = (0_u8..0x20).prop_map(|byte| char::from(byte).to_string());
    let piece = prop_oneof![
        6 => word(),
        6 => one_of(SPECIAL),
        3 => any::<char>().prop_map(String::from),
        1 => control,
        2 => vec(word(), 1..30).prop_map(|words| words.join(" ")),
    ];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Fragments of Markdown, well and badly put together.
pub(crate) fn markdown() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    const MARKS: &[&str] = &[
        "# ", "## ", "###### ", "\n===\n", "\n---\n", "***", "* ", "- ", "+ ", "1. ", "7) ", "> ", "    ", "\t", "```\n", "~~~",
        "`", "``", "*", "**", "_", "__", "~~", "[", "]", "](", ")", "](x)", "](#id)", "](http://a.example/\u{62D}?a=b&c)",
        "](javascript:alert)", "![", "][", "[^", "[^1]", "[^1]: ", "[^a]: ", "[^a]", "[x]: ", "[x]", "- [ ] ", "- [x] ",
        "|", "|-|:-:|\n", "\n|a|b|\n|-|-|\n", ": ", "\n: ", "<http://a.example>", "\\", "&amp;", "&#1;", "&#x202E;", "&nope;",
        "&#0;", "  \n", "\n", "\n\n", "\n\n", "{#id}", "{.c}", "$x$", "http://a.example", "\u{0}", "\u{B}", "\u{FEFF}",
    ];
    #[rustfmt::skip]
    const HTML: &[&str] = &[
        "<b>", "</b>", "<div>", "</div>", "<div dir=\"rtl\">\n\n", "<br>", "<!-- c -->", "<!--", "<p>", "<table><tr><td>",
        "<span lang=he>", "</span>", "<a id=\"id\">", "<img src=x alt=y>", "<ul><li>", "<pre>", "</pre>", "<sup>", "<h2>",
        "<details><summary>", "<aside>", "</aside>", "<ruby>", "<rt>", "<math><mi>", "<svg>", "<hr/>", "<center>",
    ];
    let piece = prop_oneof![
        8 => word(),
        8 => one_of(MARKS),
        2 => Just(" ".to_owned()),
        2 => Just("\n".to_owned()),
    ];
    let with_html = prop_oneof![12 => piece.clone(), 3 => one_of(HTML)];
    prop_oneof![vec(piece, 1..80), vec(with_html, 1..80)].prop_map(|pieces| {
        let text = pieces.concat();
        // What looks like front matter is another property's business.
        if text.trim_start_matches('\u{FEFF}').starts_with(['-', '+']) { format!("\n{text}") } else { text }
    })
}

#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "p", "p", "p", "div", "div", "span", "span", "b", "i", "em", "strong", "a", "a", "u", "s", "small", "mark", "ins", "del",
    "sub", "sup", "code", "kbd", "samp", "var", "cite", "q", "dfn", "abbr", "time", "bdi", "bdo", "font", "tt", "big", "nobr",
    "h1", "h2", "h3", "h6", "ul", "ol", "li", "li", "dl", "dt", "dd", "menu", "table", "table", "caption", "thead", "tbody",
    "tfoot", "tr", "tr", "td", "td", "th", "col", "colgroup", "blockquote", "pre", "figure", "figcaption", "details", "summary",
    "section", "article", "aside", "header", "footer", "main", "nav", "address", "center", "hgroup", "fieldset", "legend",
    "form", "label", "ruby", "rt", "rp", "rb", "br", "hr", "img", "wbr", "input", "html", "body", "head", "noscript", "math",
    "mi", "mrow", "mfrac", "mo", "semantics", "svg", "g", "text", "unknown-element",
];

/// Elements whose text stays where it stands, however they are nested: the standard takes what is misplaced in a table
/// out of it.
#[rustfmt::skip]
const FLOWING: &[&str] = &[
    "p", "p", "div", "span", "b", "i", "em", "a", "u", "small", "ins", "sub", "code", "q", "dfn", "abbr", "time", "bdi", "bdo",
    "font", "nobr", "h1", "h2", "h6", "ul", "ol", "li", "li", "dl", "dt", "dd", "blockquote", "pre", "figure", "figcaption",
    "details", "summary", "section", "article", "aside", "header", "footer", "address", "center", "fieldset", "legend", "form",
    "label", "ruby", "rt", "rb", "br", "hr", "img", "wbr", "input", "math", "mi", "mrow", "unknown-element",
];

/// What is left out of a book with all it holds, and what the tokenizer itself reads in its own way.
#[rustfmt::skip]
const SKIPPED: &[&str] = &[
    "script", "style", "title", "textarea", "template", "iframe", "object", "video", "audio", "canvas", "select", "option",
    "button", "meter", "progress", "datalist", "noframes", "xmp", "plaintext", "frameset", "foreignObject", "annotation-xml",
    "desc",
];

fn attribute() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    const ATTRIBUTES: &[&str] = &[
        "id=x", "id=x", "id=y", "id='أ'", "id=''", "id='a b'", "id=1", "class=c", "class='footnote'", "lang=he", "lang=ar-EG", "lang=''",
        "lang=klingonish", "xml:lang=fa", "dir=rtl", "dir=ltr", "dir=auto", "dir=up", "href='#x'", "href='#y'", "href='#none'",
        "href='http://a.example/ح?a=b&c=d'", "href='javascript:x'", "href='mailto:a@b.example'", "href='other.html#x'",
        "href='//a.example'", "href='http://['", "href='data:text/html,x'", "href=' '", "href='a b%zz'", "src=x.png", "src='data:image/png;base64,AAAA'",
        "src=''", "alt='بديل'", "alt=''", "title='<b>&\"'", "datetime=2016-12-07", "datetime=أمس", "start=5", "start=-3", "start=x",
        "type=a", "type=checkbox", "checked", "value=3", "value=-9999999999", "reversed", "colspan=2", "colspan=0", "colspan=99999", "rowspan=3",
        "rowspan=0", "align=right", "style='text-align:center;direction:rtl'", "onclick=x", "hidden", "open", "name=x",
        "epub:type=noteref", "role=doc-noteref", "epub:type=footnote", "role=doc-footnote", "role=doc-backlink", "display=block",
        "xmlns='http://www.w3.org/1998/Math/MathML'", "aria-label='وسم'", "cite=x", "scope=col", "=", "\"", "<",
    ];
    one_of(ATTRIBUTES)
}

fn tag(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    (select(names), vec(attribute(), 0..3), select(&["", "", "", "/"][..])).prop_map(|(name, attributes, end)| {
        let attributes = attributes.into_iter().map(|attribute| format!(" {attribute}")).collect::<String>();
        let end = if end.is_empty() { "" } else { " /" };
        format!("<{name}{attributes}{end}>")
    })
}

/// HTML whose every word ought to be in the book.
pub(crate) fn html() -> impl Strategy<Value = String> {
    html_of(ELEMENTS)
}

/// HTML whose every word ought to be in the book where it stands in the source.
pub(crate) fn flowing_html() -> impl Strategy<Value = String> {
    html_of(FLOWING)
}

/// HTML with what books leave out.
pub(crate) fn hostile_html() -> impl Strategy<Value = String> {
    prop_oneof![html_of(ELEMENTS), html_of(SKIPPED)].prop_flat_map(|first| {
        (Just(first), html_of(SKIPPED), html_of(ELEMENTS)).prop_map(|(a, b, c)| format!("{a}{b}{c}"))
    })
}

fn html_of(names: &'static [&'static str]) -> BoxedStrategy<String> {
    #[rustfmt::skip]
    const ENTITIES: &[&str] = &["&amp;", "&lt;", "&#1;", "&#0;", "&#xFFFE;", "&nbsp;", "&zwnj;", "&rlm;", "&#x202E;", "&nope;", "&#128;", "<", ">", "&", "<!---->"];
    let leaf = prop_oneof![
        8 => word(),
        3 => one_of(&[" ", "\n", "  "]),
        2 => one_of(ENTITIES),
        4 => tag(names),
        3 => select(names).prop_map(|name| format!("</{name}>")),
    ];
    // A tree, whose leaves are tags without their partner among others: markup that is right in parts.
    leaf.prop_recursive(8, 80, 6, move |inner| {
        (tag(names), select(names), vec(inner, 0..6)).prop_map(|(tag, _, inside)| {
            let name = tag[1..].split([' ', '>']).next().unwrap_or_default().to_owned();
            format!("{tag}{}</{name}>", inside.concat())
        })
    })
    .boxed()
    .prop_flat_map(move |first| {
        (Just(first), vec(html_leafs(names), 0..12)).prop_map(|(first, rest)| first + &rest.concat())
    })
    .boxed()
}

fn html_leafs(names: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![2 => word(), 1 => Just(" ".to_owned()), 2 => tag(names), 1 => select(names).prop_map(|name| format!("</{name}>"))]
}

/// Front matter that may be anything.
pub(crate) fn front_matter() -> impl Strategy<Value = String> {
    #[rustfmt::skip]
    const KEYS: &[&str] = &[
        "title", "subtitle", "author", "authors", "translator", "language", "lang", "direction", "date", "modified", "series",
        "position", "tags", "cover", "source", "identifier", "rights", "description", "publisher", "layout", "\"x y\"",
    ];
    #[rustfmt::skip]
    const VALUES: &[&str] = &[
        "x", "\"عنوان\"", "[a, b]", "{name: x, file-as: y}", "{ name = \"x\" }", "2016-12-07", "ar", "rtl", "[", "\"", "null", "~", "1e9",
        "&a b", "*a", "|\n  x\n  y", "'<b> & \"'", "\"\\u202E\"", "\"\\u0001\"", "http://a.example/", "true", "- x", "''", "!!str 1", "",
    ];
    let line = (select(KEYS), select(&[": ", " = ", ":", "="][..]), select(VALUES));
    let line = prop_oneof![9 => line.prop_map(|(key, is, value)| format!("{key}{is}{value}\n")), 1 => text()];
    (select(&["---", "+++"][..]), vec(line, 0..6), text())
        .prop_map(|(fence, lines, text)| format!("{fence}\n{}{fence}\n{text}", lines.concat()))
}

/// Names that are read from left to right in one piece in any sentence.
pub(crate) const NAMES: &[&str] = &["C++", ".NET", "Yahoo!", "f(x)", "https://example.com/a/b?c=d"];

/// Paragraphs of mixed sentences: the Markdown and the text it says, in the language given.
pub(crate) fn mixed() -> impl Strategy<Value = (&'static str, Vec<(String, String)>)> {
    #[rustfmt::skip]
    const OWN: &[(&str, &[&str])] = &[
        ("ar", &["كلمة", "المدينة", "في", "وقال", "هذا", "صحيفة", "عن", "الجديد", "مُحَمَّد"]),
        ("fa", &["می\u{200C}خواهم", "کتاب", "از", "را", "گفت", "خانه\u{200C}ها", "جدید", "است"]),
        ("he", &["שלום", "ספר", "של", "היא", "כתב", "צה\"ל", "חדש", "את"]),
        ("en", &["The", "book", "of", "said", "iPhone", "new", "city", "and"]),
    ];
    #[rustfmt::skip]
    const ANY: &[&str] = &[
        "Google", "iPhone", "Android", "The Great Gatsby", "Visual Studio", "HTML", "كلمة", "كتاب الحيوان", "שלום", "می\u{200C}خواهم",
        "5", "2016", "3.5", "50%", "٢٠١٦", "١٠-٢٠", "۱۳۹۵", "2016-12-07", "(JSON)", "(Foo bar)", "«The Report»", "\"Foo\"", "“Foo bar”",
        "(كلمة)", "«كتاب كبير»", "\\[12\\]", "-", "–", "/", "&", "ב-Google", "الـEPUB", "الEPUB", "API\u{200C}ها", "وPython", "iPhone 15",
        "U.S.", "km", "20 GB", "$50",
    ];
    const MARKED: &[(&str, &str)] = &[
        ("`x + y`", "x + y"),
        ("`git`", "git"),
        ("*Foo bar*", "Foo bar"),
        ("**Google**", "Google"),
        ("**كلمة**", "كلمة"),
        ("[Foo bar](http://a.example/)", "Foo bar"),
        ("[كلمة](http://a.example/)", "كلمة"),
    ];
    const ENDS: &[&str] = &["", "", "", "", "", ",", ".", ":", "!", ";"];
    const ARABIC_ENDS: &[&str] = &["", "", "", "", "", "،", ".", ":", "؟", "!", "؛"];
    select(OWN).prop_flat_map(|(language, own)| {
        let plain =
            |texts: &'static [&'static str]| select(texts).prop_map(|text| (text.to_owned(), text.replace('\\', "")));
        let marked = select(MARKED).prop_map(|(markup, text)| (markup.to_owned(), text.to_owned()));
        let piece = prop_oneof![8 => plain(own), 6 => plain(ANY), 1 => plain(NAMES), 2 => marked];
        let word = (piece, select(if matches!(language, "ar" | "fa") { ARABIC_ENDS } else { ENDS }))
            .prop_map(|((markup, text), end)| (markup + end, text + end));
        let paragraph = (plain(own), vec(word, 1..10), plain(own)).prop_map(|(first, words, last)| {
            let words = std::iter::once(first).chain(words).chain([last]).collect::<Vec<_>>();
            let (markup, text): (Vec<_>, Vec<_>) = words.into_iter().unzip();
            (markup.join(" "), text.join(" "))
        });
        (Just(language), vec(paragraph, 1..4))
    })
}
