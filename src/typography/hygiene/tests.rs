use super::*;
use crate::document::{Style, Title};
use crate::publication::{Base, Code, Metadata, Rule};

fn text(words: &str) -> Inline {
    Inline::Text(words.to_owned())
}

fn document(kind: BlockKind) -> Document {
    Document {
        page: None,
        file: "a.md".into(),
        path: "a.md".to_owned(),
        base: Base::Nowhere,
        address: None,
        metadata: Metadata::default(),
        title: Title { text: "x".to_owned(), origin: TitleOrigin::Outside },
        blocks: vec![Block::new(kind, 3)],
        notes: Vec::new(),
    }
}

/// The words as a reader of the tree sees them: `{rtl:…}` for a direction, `!` before it when it is forced, `/` for a break.
fn show(inlines: &[Inline]) -> String {
    let shown = |inline: &Inline| match inline {
        Inline::Text(words) => words.clone(),
        Inline::Break => "/".to_owned(),
        Inline::Styled(_, content) => format!("<{}>", show(content)),
        Inline::Link { content, .. } => format!("[{}]", show(content)),
        Inline::Span(attributes, content) => format!("{{{}:{}}}", attributes.direction().unwrap(), show(content)),
        Inline::Isolate { forced, direction, content } => {
            let forced = if *forced { "!" } else { "" };
            format!("{forced}{{{}:{}}}", direction.unwrap(), show(content))
        }
        other => format!("{other:?}"),
    };
    inlines.iter().map(shown).collect()
}

fn cleaned(kind: BlockKind) -> (String, Findings) {
    let mut documents = [document(kind)];
    let mut findings = Findings::default();
    clean(&mut documents, &mut findings);
    let content = crate::document::visit::content(&documents[0].blocks[0]).concat();
    (show(&content), findings)
}

#[test]
fn rows() {
    let rows = [
        ("an embedding", "قال \u{202A}C++\u{202C} هنا", "قال {ltr:C++} هنا"),
        ("an override", "\u{202E}abc\u{202C} و \u{202D}אב\u{202C}", "!{rtl:abc} و !{ltr:אב}"),
        ("a space at the end", "قال \u{202A}C++ \u{202C}هنا", "قال {ltr:C++} هنا"),
        ("one in another", "\u{202B}متن \u{202A}x\u{202C}\u{202C}", "{rtl:متن {ltr:x}}"),
        ("lonely controls", "\u{202C}اردو \u{202B}متن\u{2069} \u{2068}", "اردو متن"),
        ("overlapping", "اردو \u{202B}متن\u{2067} \u{202C}\u{2069}", "اردو متن\u{2067} \u{2069}"),
        ("isolates", "שלום \u{2067}א\u{2069} \u{2069}", "שלום \u{2067}א\u{2069}"),
        ("nothing between", "کوردی\u{202B}\u{202C} باش", "کوردی باش"),
        ("separators", "\u{2028}أ\u{2028} ب\u{2029}\u{2028}ج\u{85}\u{2029}", "أ/ب//ج"),
        ("a character between two spaces", "أ \u{FFFC} ب", "أ ب"),
        ("misread", "می\u{9D}خواهم", "می\u{200C}خواهم"),
    ];
    for (what, given, expected) in rows {
        assert_eq!(cleaned(BlockKind::Paragraph(vec![text(given)])).0, expected, "{what}");
    }
}

#[test]
fn pairs_stand_around_elements_and_elements_that_lose_their_words_go() {
    let strong = |words: &str| Inline::Styled(Style::Strong, vec![text(words)]);
    let link = Inline::Link { href: "x".to_owned(), content: vec![text("\u{FFFC}")], line: 1 };
    let (shown, findings) = cleaned(BlockKind::Paragraph(vec![
        text("a \u{202B}b "),
        strong("ج"),
        text(" د\u{202C} "),
        strong("\u{202C}"),
        link,
        text("e"),
    ]));
    assert_eq!(shown, "a {rtl:b <ج> د} e");
    let rules = findings.changes.iter().map(|change| (change.rule, change.text.as_str())).collect::<Vec<_>>();
    assert_eq!(
        rules,
        [
            (Rule::ControlAsMarkup, "U+202B"),
            (Rule::ControlAsMarkup, "U+202C"),
            (Rule::UnpairedControl, "U+202C"),
            (Rule::UnsuitedCharacter, "U+FFFC"),
        ]
    );
    let codes = findings.findings.iter().map(|finding| finding.code).collect::<Vec<_>>();
    assert_eq!(codes, [Code::ControlsUnpaired, Code::CharactersUnsuited]);
    assert_eq!(findings.findings[0].place.as_ref().unwrap().line, Some(3));
}

#[test]
fn preformatted_text_keeps_its_spaces() {
    let (shown, _) = cleaned(BlockKind::Preformatted(vec![text("  a\u{2028}\u{202A}b  c\u{202C}\u{2029}")]));
    assert_eq!(shown, "  a\n{ltr:b  c}\n");
    let code = "let a; // \u{202B}تعليق f()\nlet b; // \u{202B}آخر\u{202C};\n";
    let (shown, findings) = cleaned(BlockKind::Preformatted(vec![text(code)]));
    assert_eq!(shown, "let a; // {rtl:تعليق f()}\nlet b; // {rtl:آخر};\n");
    assert!(findings.findings.is_empty() && findings.changes.len() == 3);
}

#[test]
fn a_heading_without_words_is_none_and_the_title_goes_with_its_heading() {
    let heading = |words: &str| BlockKind::Heading { level: 2, content: vec![text(words)] };
    let mut documents = [document(heading("\u{FFFC}")), document(heading("a \u{202B}ب\u{202C}"))];
    documents[1].title = Title { text: "a \u{202B}ب\u{202C}".to_owned(), origin: TitleOrigin::Inside };
    clean(&mut documents, &mut Findings::default());
    assert_eq!(documents[0].blocks[0].kind, BlockKind::Paragraph(Vec::new()));
    assert_eq!(documents[1].title.text, "a ب");
}

#[test]
fn what_has_nothing_of_the_kind_is_left_as_it_is() {
    let kind = BlockKind::Paragraph(vec![text("می\u{200C}خواهم \u{200F}«نعم»  \u{2067}ב\u{2060}"), Inline::Break]);
    let mut documents = [document(kind.clone())];
    let BlockKind::Paragraph(content) = &mut documents[0].blocks[0].kind else { unreachable!() };
    let Inline::Text(words) = &mut content[0] else { unreachable!() };
    words.push('\u{2069}');
    let given = documents[0].blocks.clone();
    let mut findings = Findings::default();
    clean(&mut documents, &mut findings);
    assert!(findings.findings.is_empty() && findings.changes.is_empty());
    assert_eq!(documents[0].blocks[0].attributes, given[0].attributes);
}
