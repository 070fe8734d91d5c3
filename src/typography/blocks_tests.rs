//! How blocks run, as rows of what goes in (Markdown) and what comes out.

use super::*;
use crate::typography::rendered;

fn directed(markdown: &str, direction: Direction, language: &'static str) -> (String, Vec<Code>) {
    let mut document = rendered::article(markdown);
    let mut findings = Findings::default();
    let mut directing = Directing {
        findings: &mut findings,
        marks: Marks::LeftOut,
        explained: None,
        file: "a.md".into(),
        old_book: false,
    };
    directing.document(&mut document, direction, &Language::known(language));
    let notes = document.notes.iter().map(|note| rendered::blocks(&note.blocks)).collect::<String>();
    let codes = findings.findings.iter().map(|finding| finding.code).collect();
    (rendered::blocks(&document.blocks) + &notes, codes)
}

fn check(direction: Direction, language: &'static str, rows: &[(&str, &str, &str)]) {
    let mut wrong = String::new();
    for (what, given, expected) in rows {
        let (found, codes) = directed(given, direction, language);
        if found != *expected || !codes.is_empty() {
            wrong.push_str(&format!("{what}\n  expected {expected}\n  found    {found} {codes:?}\n"));
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn blocks_run_as_most_of_their_words() {
    check(
        Direction::Rtl,
        "ar",
        &[
            ("as around", "هذا نص عربي.", "<p>هذا نص عربي.</p>"),
            ("the other way", "Read this first.", "<p dir=ltr>Read this first.</p>"),
            ("a Latin word first", "EPUB صيغة مفتوحة للكتب.", "<p>EPUB صيغة مفتوحة للكتب.</p>"),
            ("as many of both", "One two واحد اثنان", "<p><span dir=ltr>One two</span> واحد اثنان</p>"),
            (
                "an address does not count",
                "انظر https://example.com/one/two/three",
                "<p>انظر https://example.com/one/two/three</p>",
            ),
            ("a title does not turn it", "قرأت The Great Gatsby", "<p>قرأت <span dir=ltr>The Great Gatsby</span></p>"),
            (
                "a caption",
                "<figure><p>هذا نص عربي</p><figcaption>See the book.</figcaption></figure>",
                "<figure><p>هذا نص عربي</p>|<plain dir=ltr>See the book.</plain></figure>",
            ),
            ("only digits", "2016", "<p>2016</p>"),
            (
                "a list whose items differ",
                "- أول\n- ثان\n- ثالث ورابع\n- Read the book\n",
                "<ul><li>أول</li><li>ثان</li><li>ثالث ورابع</li><li dir=ltr>Read the book</li></ul>",
            ),
            (
                "a quotation in another",
                "> She said this to them in the evening of that day.\n>\n> > قالت لهم هذا الكلام في المساء\n",
                "<blockquote lang=en dir=ltr><p>She said this to them in the evening of that day.</p><blockquote lang=ar dir=rtl><p>قالت لهم هذا الكلام في المساء</p></blockquote></blockquote>",
            ),
            ("a note", "نص[^1] هنا\n\n[^1]: See the book.\n", "<p>نص<note 0> هنا</p><p dir=ltr>See the book.</p>"),
            (
                "a table by its head",
                "| الاسم | اللغة |\n|---|---|\n| Python code here | Rust code here |\n",
                "<table><tr><th>الاسم</th><th>اللغة</th></tr><tr><td dir=ltr>Python code here</td><td dir=ltr>Rust code here</td></tr></table>",
            ),
            (
                "a table with an English head",
                "| Name | Age |\n|---|---|\n| أحمد بن علي | خمسة |\n",
                "<table dir=ltr><tr><th>Name</th><th>Age</th></tr><tr><td dir=rtl>أحمد بن علي</td><td dir=rtl>خمسة</td></tr></table>",
            ),
        ],
    );
    check(
        Direction::Ltr,
        "en",
        &[
            ("Arabic in English", "هذا نص عربي.", "<p dir=rtl>هذا نص عربي.</p>"),
            ("a word", "The word كتاب means book.", "<p>The word كتاب means book.</p>"),
        ],
    );
}

#[test]
fn declarations_are_kept_unless_nine_tenths_contradict() {
    check(
        Direction::Rtl,
        "ar",
        &[
            (
                "a direction",
                "<p dir=\"ltr\">واحد اثنان one two</p>",
                "<p dir=ltr><span dir=rtl>واحد اثنان</span> one two</p>",
            ),
            ("the same direction", "<p dir=\"rtl\">واحد اثنان</p>", "<p>واحد اثنان</p>"),
            ("a language", "<p lang=\"en\">Read this</p>", "<p lang=en dir=ltr>Read this</p>"),
            ("a language without words", "<p lang=\"en\">2016</p>", "<p lang=en dir=ltr>2016</p>"),
        ],
    );
    let rows = [
        ("<p dir=\"ltr\">هذا نص عربي</p>", "<p>هذا نص عربي</p>"),
        ("<p lang=\"en\">هذا نص عربي</p>", "<p>هذا نص عربي</p>"),
        ("<p dir=\"rtl\">Read this</p>", "<p dir=ltr>Read this</p>"),
    ];
    for (given, expected) in rows {
        assert_eq!(directed(given, Direction::Rtl, "ar"), (expected.to_owned(), vec![Code::DeclarationDoubted]));
    }
}

#[test]
fn the_language_of_a_block_is_told_where_it_differs() {
    check(
        Direction::Rtl,
        "ar",
        &[
            (
                "Persian",
                "این کتاب را می‌خواهم بخوانم، چون دوستانم گفته‌اند که پایان آن خیلی خوب است و باید آن را دید.",
                "<p lang=fa>این کتاب را می‌خواهم بخوانم، چون دوستانم گفته‌اند که پایان آن خیلی خوب است و باید آن را دید.</p>",
            ),
            (
                "Arabic",
                "هذا الكتاب الذي أردت أن أقرأه منذ زمن طويل، لأن أصدقائي قالوا إن نهايته جميلة جدا.",
                "<p>هذا الكتاب الذي أردت أن أقرأه منذ زمن طويل، لأن أصدقائي قالوا إن نهايته جميلة جدا.</p>",
            ),
        ],
    );
    #[cfg(feature = "detect")]
    check(
        Direction::Rtl,
        "ar",
        &[(
            "English",
            "This is the book that I have wanted to read for a long time, since all my friends liked it.",
            "<p lang=en dir=ltr>This is the book that I have wanted to read for a long time, since all my friends liked it.</p>",
        )],
    );
}
