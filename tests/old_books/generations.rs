//! What a book that Warraq made becomes when it is made again: the same chapters, and the same claims in the package. And what
//! an old book says in the first place, so that there is something to keep.

use std::io::Cursor;

use warraq::{Input, Publication};

use crate::common::texts_of;
use crate::{made, with, zipped};

/// The chapters of a book, and what its package says of it, the moment aside.
fn kept(book: &[u8]) -> Vec<(String, String)> {
    let chapters = texts_of(book, |path| path.starts_with("text/ch") || path == "content.opf").into_iter();
    chapters.collect()
}

/// Makes a book twice more: each must say the same, the third bytes be those of the second. Gives the words of all chapters,
/// markup included.
fn again(what: &str, first: &[u8]) -> String {
    let (second, _) = made(first.to_vec()).expect("a second book");
    let (third, _) = made(second.clone()).expect("a third book");
    for ((name, one), (_, two)) in kept(first).iter().zip(&kept(&second)) {
        assert_eq!(one, two, "{what}: {name} of the first and of the second generation");
    }
    assert_eq!(kept(first).len(), kept(&second).len(), "{what}");
    assert!(second == third, "{what}: the third generation differs");
    texts_of(first, |path| path.starts_with("text/ch")).into_values().collect()
}

/// A book of one article.
fn book_of(name: &str, text: &str) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    let input = Input::bytes(name, text.as_bytes().to_vec(), None);
    Publication::new().input(input).font(warraq::FontSetting::None).write(&mut out).expect("a book");
    out.into_inner()
}

/// The good old book with more on its second page, made anew.
fn old_with(markup: &str) -> Vec<u8> {
    let (book, _) = made(zipped(&with("OPS/text/c2.xhtml", "</body>", &format!("{markup}</body>")))).expect("a book");
    book
}

const PROSE: &str = "وصل القطار إلى المحطة في الساعة الخامسة والنصف، ونزل الركاب مسرعين نحو الباب الكبير.";

#[test]
fn verse_stays_the_verse_it_was() {
    let fenced = "# ديوان\n\nنص من عدة كلمات عربية قبل البيت.\n\n```verse\nيا ليل الصب متى غده *** أقيام الساعة موعده\nرقد السمار فأرقه *** أسف للبين يردده[^1]\n\nفبكاه النجم ورق له *** من Warraq 2020 ويرصده\nسطر وحده\n```\n\n[^1]: حاشية البيت.\n";
    let text = again("fenced", &book_of("a.md", fenced));
    assert_eq!(text.matches("class=\"verse\"").count(), 1, "{text}");
    assert!(
        text.contains("bayt stanza") && text.contains("class=\"whole\"") && text.contains("<span dir=\"ltr\""),
        "{text}"
    );
    let mark = "<a href=\"#f1\" id=\"r1\">(١)</a>";
    let note = "<p id=\"f1\"><a href=\"#r1\">(١)</a> هذه حاشية البيت.</p>";
    let (first, second, third) = (
        ["يا ليل الصب متى غده", "أقيام الساعة <em>موعده</em>"],
        ["رقد السمار فأرقه", &format!("أسف للبين يردده{mark}")],
        ["فبكاه <span dir=\"rtl\">النجم</span> ورق له", "مما يرعاه ويرصده"],
    );
    let lines = [first, second, third];
    let set = |open: &str, between: &str, close: &str| {
        lines.map(|half| format!("{open}{}{between}{}{close}", half[0], half[1])).concat()
    };
    let rows = [
        (
            "a table called a poem",
            format!(
                "<table class=\"poem\">{}</table>",
                set("<tr><td class=\"sadr\">", "</td><td class=\"ajz\">", "</td></tr>")
            ),
            3,
        ),
        ("a table", format!("<table>{}</table>", set("<tr><td>", "</td><td>&#160;</td><td>", "</td></tr>")), 3),
        (
            "successive lines",
            set("<div class=\"bayt\"><span class=\"sadr\">", "</span> <span class=\"ajz\">", "</span></div>"),
            3,
        ),
        (
            "successive lines with ids",
            set("<div class=\"bayt\" id=\"x\"><span class=\"sadr\">", "</span> <span class=\"ajz\">", "</span></div>")
                .replacen("id=\"x\"", "id=\"y\"", 1),
            3,
        ),
        ("stanzas", format!("<div class=\"verse\">{}</div>", set("<p>", "<br/>", "</p>")), 0),
    ];
    for (what, poem, pairs) in rows {
        let text = again(what, &old_with(&format!("<p>{PROSE}</p>{poem}{note}")));
        assert_eq!(text.matches("class=\"verse\"").count(), 1, "{what}: {text}");
        assert_eq!(text.matches("class=\"bayt").count(), pairs, "{what}: {text}");
        assert_eq!(text.matches("line stanza").count(), if pairs == 0 { 2 } else { 0 }, "{what}: {text}");
        // One note of the book it stands in, one of this verse.
        assert_eq!(text.matches("doc-noteref").count(), 2, "{what}: {text}");
    }
}

#[test]
fn code_stays_the_code_it_was() {
    let code = "# مقال\n\nنص من عدة كلمات عربية و`code (x)` في سطر.\n\n```python\nprint(\"hello\")\n```\n\n    a = 1\n";
    let text = again("code", &book_of("a.md", code));
    assert_eq!(text.matches("<pre class=\"ltr\" dir=\"ltr\"><code dir=\"ltr\">").count(), 2, "{text}");
    let text = again(
        "said to run to the right",
        &old_with("<pre><code dir=\"ltr\">print(1)</code></pre><pre dir=\"ltr\"><code>x</code></pre>"),
    );
    assert_eq!(text.matches("<pre class=\"ltr\" dir=\"ltr\"><code dir=\"ltr\">").count(), 2, "{text}");
}

#[test]
fn descriptions_of_pictures_are_claimed_alike() {
    let claims = |book: &[u8]| {
        let package = texts_of(book, |path| path == "content.opf").remove("content.opf").expect("a package");
        (
            package.contains("alternativeText"),
            package.contains(">textual</meta>\n<meta property=\"schema:accessModeSufficient\""),
        )
    };
    let picture = |more: &str| format!("<p>{PROSE} <img src=\"../dot.gif\" {more}/></p>");
    let rows = [
        ("no description", picture(""), false),
        ("an empty one", picture("alt=\"\""), false),
        ("decoration", picture("alt=\"\" role=\"presentation\""), true),
        ("a description", picture("alt=\"نقطة\""), true),
    ];
    for (what, markup, described) in rows {
        let first = old_with(&markup);
        again(what, &first);
        assert_eq!(claims(&first).0, described, "{what}");
    }
}

#[test]
fn notes_stay_notes() {
    let notes = "# مقال\n\nنص من عدة كلمات عربية هنا[^b] ثم كلام آخر.\n\n[^a]: حاشية لا يشير إليها أحد.\n\n[^b]: حاشية يشار إليها.\n\n[^c]: أولى\n\n    وفقرة ثانية.\n";
    let text = again("without references", &book_of("a.md", notes));
    assert_eq!(text.matches("role=\"doc-footnote\"").count(), 3, "{text}");
    let none = "# مقال\n\nنص من عدة كلمات عربية هنا.\n\n[^a]: حاشية لا يشير إليها أحد.\n";
    assert_eq!(again("no reference at all", &book_of("a.md", none)).matches("role=\"doc-footnote\"").count(), 1);
    let rows = [
        ("an Urdu stop", "<a href=\"#f1\" id=\"r1\">۱</a>", "<a href=\"#r1\">۱</a>۔ اشارہ ہے۔", "</a> اشارہ ہے۔"),
        ("a dash", "<a href=\"#f1\" id=\"r1\"><sup>(1)</sup></a>", "<a href=\"#r1\">1</a>- حاشية.", "</a> حاشية."),
        ("no way back", "<a href=\"#f1\" id=\"r1\"><sup>١</sup></a>", "١ – حاشية.", "</a> حاشية."),
        ("a comma", "<a href=\"#f1\" id=\"r1\">1</a>", "<a href=\"#r1\">1</a>، حاشية.", "</a> حاشية."),
    ];
    for (what, mark, note, set) in rows {
        let text = again(what, &old_with(&format!("<p>{PROSE}{mark}</p><p id=\"f1\">{note}</p>")));
        assert!(text.contains(set), "{what}: {text}");
        assert_eq!(text.matches("role=\"doc-footnote\"").count(), 2, "{what}: {text}");
    }
}

#[test]
fn marks_of_notes_that_say_what_they_are_go() {
    let rows = [
        ("a dash in words", "1- حاشية.", "</a> حاشية."),
        ("a raised mark", "<sup>1</sup> حاشية.", "</a> حاشية."),
        ("a stop beside the way back", "<a role=\"doc-backlink\" href=\"#r1\">1</a>۔ حاشية.", "</a> حاشية."),
        ("a way back at the end", "حاشية. <a role=\"doc-backlink\" href=\"#r1\">↩</a>", "</a> حاشية."),
        ("a number of its own", "1 كتاب.", "</a> 1 كتاب."),
        ("nothing else", "1.", "</a> 1."),
    ];
    for (what, note, set) in rows {
        let mark = "<a id=\"r1\" role=\"doc-noteref\" href=\"#f1\">1</a>";
        let note = format!("<aside id=\"f1\" role=\"doc-footnote\"><p>{note}</p></aside>");
        let text = again(what, &old_with(&format!("<p>{PROSE}{mark}</p>{note}")));
        assert!(text.contains(set), "{what}: {text}");
    }
}

#[test]
fn what_the_package_says_stands_as_written() {
    let package = |from: &str, to: &str| {
        let (book, _) = made(zipped(&with("OPS/book.opf", from, to))).expect("a book");
        again(to, &book);
        texts_of(&book, |path| path == "content.opf").remove("content.opf").expect("a package")
    };
    let capitals = "urn:uuid:6A4F4D0E-9B1C-5C7E-8F2D-3B7A51E09C46";
    assert!(package("urn:uuid:6a4f4d0e-9b1c-5c7e-8f2d-3b7a51e09c46", capitals).contains(capitals));
    let described =
        "<dc:description>&lt;p&gt;قرية في الجبل.&lt;/p&gt;&lt;p&gt;فيها فصول.&lt;/p&gt;</dc:description></metadata>";
    let text = package("</metadata>", described);
    assert!(text.contains(">قرية في الجبل. فيها فصول.</dc:description>"), "{text}");
}

#[test]
fn tasks_sides_and_places_stay() {
    let text = "# مقال\n\nنص من عدة كلمات عربية هنا.\n\n- [x] شراء الورق\n- [ ] الاتصال بالمطبعة\n\n| الصنف | السعر |\n|:--|:-:|\n| طماطم | نادر |\n";
    let text = again("tasks and sides", &book_of("a.md", text));
    assert!(text.contains("<li class=\"task\">☑ شراء الورق</li>") && text.contains("<td class=\"centre\">"), "{text}");
    let text =
        again("a place", &old_with("<p>إلى <a href=\"#here\">هناك</a>.</p><div id=\"here\"></div><hr/><p>نص.</p>"));
    assert!(text.contains("href=\"#here\""), "{text}");
}
