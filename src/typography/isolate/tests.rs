//! What is set apart, as rows of what goes in (Markdown) and what comes out.

use super::*;
use crate::document::BlockKind;
use crate::typography::rendered;

fn isolated(markdown: &str, base: Direction, marks: Marks) -> (String, Findings) {
    let mut document = rendered::article(markdown);
    let BlockKind::Paragraph(content) = &mut document.blocks[0].kind else { panic!("no paragraph: {markdown}") };
    let mut findings = Findings::default();
    isolate(content, base, marks, &mut findings, &Place::new(&"a.md".into(), 1));
    (rendered::inlines(content), findings)
}

fn check(base: Direction, marks: Marks, rows: &[(&str, &str, &str)]) {
    let mut wrong = String::new();
    for (what, given, expected) in rows {
        let (found, _) = isolated(given, base, marks);
        if found != *expected {
            wrong.push_str(&format!("{what}\n  expected {expected}\n  found    {found}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn runs_go_around_the_elements_they_cover() {
    check(
        Direction::Rtl,
        Marks::LeftOut,
        &[
            (
                "emphasis within a run",
                "كتاب The *Great* Gatsby رائع.",
                "كتاب <span dir=ltr>The <em>Great</em> Gatsby</span> رائع.",
            ),
            (
                "a run within emphasis",
                "قرأت *كتاب The Great Gatsby أمس* هنا.",
                "قرأت <em>كتاب <span dir=ltr>The Great Gatsby</span> أمس</em> هنا.",
            ),
            (
                "emphasis that begins before the run is divided",
                "قرأت *كتاب The Great* Gatsby أمس.",
                "قرأت <em>كتاب </em><span dir=ltr><em>The Great</em> Gatsby</span> أمس.",
            ),
            (
                "emphasis that ends behind the run is divided",
                "قرأت The *Great Gatsby أمس* هنا.",
                "قرأت <span dir=ltr>The <em>Great Gatsby</em></span><em> أمس</em> هنا.",
            ),
            (
                "a link wholly within a run",
                "كتاب The [Great](x) Gatsby رائع.",
                "كتاب <span dir=ltr>The <a>Great</a> Gatsby</span> رائع.",
            ),
            (
                "a run that is a link",
                "كتاب [The Great Gatsby](x) رائع.",
                "كتاب <span dir=ltr><a>The Great Gatsby</a></span> رائع.",
            ),
            (
                "a link that the run leaves is divided",
                "قرأت [كتاب The Great](x) Gatsby أمس.",
                "قرأت <a>كتاب </a><span dir=ltr><a>The Great</a> Gatsby</span> أمس.",
            ),
            (
                "emphasis with two runs, the second going on behind it",
                "**لغة The Go ثم Visual Studio** Code هنا.",
                "<strong>لغة <span dir=ltr>The Go</span> ثم </strong><span dir=ltr><strong>Visual Studio</strong> Code</span> هنا.",
            ),
            (
                "emphasis that a run enters, and another leaves",
                "محرر Visual **Studio Code ثم The Go** Language هنا.",
                "محرر <span dir=ltr>Visual <strong>Studio Code</strong></span><strong> ثم </strong><span dir=ltr><strong>The Go</strong> Language</span> هنا.",
            ),
            (
                "a link within emphasis, both left by the run",
                "قرأت **[كتاب The Great](x)** Gatsby أمس.",
                "قرأت <strong><a>كتاب </a></strong><span dir=ltr><strong><a>The Great</a></strong> Gatsby</span> أمس.",
            ),
            (
                "code within a phrase",
                "شغل Run `cargo` first ثم امض.",
                "شغل <span dir=ltr>Run <code>cargo</code> first</span> ثم امض.",
            ),
            ("code alone", "شغل `cargo run` ثم امض.", "شغل <code>cargo run</code> ثم امض."),
            (
                "a line break parts runs",
                "انظر Foo bar\\\nBaz qux هنا",
                "انظر <span dir=ltr>Foo bar</span><br><span dir=ltr>Baz qux</span> هنا",
            ),
            (
                "an anchor at the start of a run",
                "كتاب <a id=\"i\"></a>The Great Gatsby رائع.",
                "كتاب <#i><span dir=ltr>The Great Gatsby</span> رائع.",
            ),
            (
                "an anchor at the end of a run",
                "كتاب The Great Gatsby<a id=\"i\"></a> رائع.",
                "كتاب <span dir=ltr>The Great Gatsby</span><#i> رائع.",
            ),
            (
                "an anchor within a run",
                "كتاب The <a id=\"i\"></a>Great Gatsby رائع.",
                "كتاب <span dir=ltr>The <#i>Great Gatsby</span> رائع.",
            ),
        ],
    );
}

#[test]
fn what_the_source_sets_apart_is_left_alone() {
    check(
        Direction::Rtl,
        Marks::Written,
        &[
            ("bdi", "كتاب <bdi>C++</bdi> رائع.", "كتاب <bdi>C++</bdi> رائع."),
            ("bdo", "كتاب <bdo dir=\"ltr\">C++ a b</bdo> رائع.", "كتاب <bdo dir=ltr>C++ a b</bdo> رائع."),
            (
                "a span with a direction",
                "كتاب <span dir=\"ltr\">The Great Gatsby</span> رائع.",
                "كتاب <span dir=ltr>The Great Gatsby</span> رائع.",
            ),
            (
                "a span with only a language",
                "كتاب <span lang=\"en\">The Great Gatsby</span> رائع.",
                "كتاب <span lang=en dir=ltr>The Great Gatsby</span> رائع.",
            ),
            (
                "a span with a language keeps its signs",
                "كتاب <span lang=\"en\">Hello there!</span> رائع.",
                "كتاب <span lang=en dir=ltr>Hello there!</span> رائع.",
            ),
            (
                "a span with a language that goes on",
                "محرر <span lang=\"en\">Visual</span> Studio Code رائع.",
                "محرر <span dir=ltr><span lang=en>Visual</span> Studio Code</span> رائع.",
            ),
            (
                "a title in emphasis keeps its question mark",
                "فيلم *Who Framed Roger Rabbit?* رائع.",
                "فيلم <em><span dir=ltr>Who Framed Roger Rabbit?‹LRM›</span></em> رائع.",
            ),
            (
                "emphasis that goes on behind its sign",
                "قال *Hello!* World هنا.",
                "قال <span dir=ltr><em>Hello!</em> World</span> هنا.",
            ),
            ("a bold label", "**Note:** هذا مهم.", "<strong>Note:</strong> هذا مهم."),
            (
                "a run in what runs the other way",
                "نص <span dir=\"ltr\">The book كتاب الحيوان is long</span> هنا.",
                "نص <span dir=ltr>The book <span dir=rtl>كتاب الحيوان</span> is long</span> هنا.",
            ),
        ],
    );
}

#[test]
fn marks_end_runs_that_end_in_signs() {
    check(
        Direction::Rtl,
        Marks::Written,
        &[
            ("a sign", "لغة C++ قوية.", "لغة <span dir=ltr>C++‹LRM›</span> قوية."),
            ("a letter", "كتاب The Great Gatsby رائع.", "كتاب <span dir=ltr>The Great Gatsby</span> رائع."),
            ("emphasis at the end", "لغة *C++* قوية.", "لغة <span dir=ltr><em>C++</em>‹LRM›</span> قوية."),
        ],
    );
    check(Direction::Rtl, Marks::LeftOut, &[("left out", "لغة C++ قوية.", "لغة <span dir=ltr>C++</span> قوية.")]);
    check(
        Direction::Ltr,
        Marks::Written,
        &[
            (
                "never from left to right",
                "He said كيف حالك؟ and left.",
                "He said <span dir=rtl>كيف حالك؟</span> and left.",
            ),
            ("nor for signs there", "The language C++ is old.", "The language C++ is old."),
        ],
    );
    let rules = |base, marks, text| {
        let (_, findings) = isolated(text, base, marks);
        findings.changes.iter().map(|change| change.rule).collect::<Vec<_>>()
    };
    assert_eq!(rules(Direction::Rtl, Marks::Written, "لغة C++ ولغة C# هنا."), [Rule::DirectionMark; 2]);
    assert_eq!(rules(Direction::Rtl, Marks::LeftOut, "لغة C++ ولغة C# هنا."), []);
}

#[test]
fn the_language_of_a_long_run_is_told_and_never_that_of_a_name() {
    check(
        Direction::Rtl,
        Marks::LeftOut,
        &[(
            "a name",
            "التقيت Jean-Baptiste de la Salle أمس.",
            "التقيت <span dir=ltr>Jean-Baptiste de la Salle</span> أمس.",
        )],
    );
    #[cfg(feature = "detect")]
    check(
        Direction::Rtl,
        Marks::LeftOut,
        &[(
            "a sentence",
            "قال: It was the best of times, it was the worst of times, and nobody knew what would come of it.",
            "قال: <span lang=en dir=ltr>It was the best of times, it was the worst of times, and nobody knew what would come of it</span>.",
        )],
    );
}

#[test]
fn telephone_numbers_in_native_digits_are_forced() {
    check(
        Direction::Rtl,
        Marks::Written,
        &[(
            "Arabic digits",
            "اتصل بالرقم +٩٦٦ ٥٠ ١٢٣ ٤٥٦٧ الآن.",
            "اتصل بالرقم <bdo dir=ltr>+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧</bdo> الآن.",
        )],
    );
}
