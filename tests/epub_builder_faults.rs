//! Why `src/container` replaces the package document, the navigation document and the NCX that epub-builder writes: here
//! are its faults, each as a test. The day a test fails, epub-builder has mended that fault, and our replacement for it
//! may go.

#![allow(clippy::expect_used, reason = "a test that cannot go on has failed")]

use std::io::{Cursor, Read};

use epub_builder::{EpubBuilder, EpubContent, EpubVersion, MetadataOpf, PageDirection, ReferenceType, ZipLibrary};
use roxmltree::{Document, ParsingOptions};

const MENDED: &str = "mended upstream: the replacement in src/container may go";

/// An Arabic book of one author and one chapter, as its maker would ask epub-builder for it.
fn book(reference: Option<ReferenceType>) -> EpubBuilder<ZipLibrary> {
    let chapter = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"ar\" dir=\"rtl\">\
        <head><title>هدنة</title></head><body><p>نص <math xmlns=\"http://www.w3.org/1998/Math/MathML\"><mi>x</mi></math>\
        <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/></p></body></html>";
    let content = EpubContent::new("chapter.xhtml", chapter.as_bytes()).title("هدنة");
    let content = match reference {
        Some(reference) => content.reftype(reference),
        None => content,
    };
    let mut builder = EpubBuilder::new(ZipLibrary::new().expect("a zip")).expect("a builder");
    builder.epub_version(EpubVersion::V33);
    builder.metadata("title", "هدنة في حلب").expect("a title");
    builder.metadata("author", "كاتبة").expect("an author");
    builder.metadata("lang", "ar").expect("a language");
    builder.epub_direction(PageDirection::Rtl);
    builder.add_content(content).expect("a chapter");
    builder
}

/// A file of the finished book.
fn file(builder: EpubBuilder<ZipLibrary>, name: &str) -> String {
    let mut bytes = Vec::new();
    builder.generate(&mut bytes).expect("a book");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip archive");
    let mut text = String::new();
    archive.by_name(name).expect(name).read_to_string(&mut text).expect("UTF-8");
    text
}

fn parsed(text: &str) -> Document<'_> {
    Document::parse_with_options(text, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() }).expect("XML")
}

#[test]
fn language_and_author_share_an_id() {
    let package = file(book(Some(ReferenceType::Text)), "OEBPS/content.opf");
    let package = parsed(&package);
    let id_of =
        |name| package.descendants().find(|node| node.tag_name().name() == name).and_then(|node| node.attribute("id"));
    assert!(id_of("language").is_some() && id_of("language") == id_of("creator"), "{MENDED}");
}

#[test]
fn the_direction_asked_for_has_no_effect() {
    let package = file(book(Some(ReferenceType::Text)), "OEBPS/content.opf");
    let package = parsed(&package);
    let spine = package
        .descendants()
        .find(|node| node.has_tag_name(("http://www.idpf.org/2007/opf", "spine")))
        .expect("a spine");
    assert_eq!(spine.attribute("page-progression-direction"), Some("ltr"), "{MENDED}");
}

#[test]
fn the_package_and_its_title_say_no_direction() {
    let package = file(book(Some(ReferenceType::Text)), "OEBPS/content.opf");
    let package = parsed(&package);
    let said = package.descendants().any(|node| node.attribute("dir").is_some());
    assert!(!said, "{MENDED}");
}

#[test]
fn the_navigation_document_has_no_language_and_no_direction() {
    let navigation = file(book(Some(ReferenceType::Text)), "OEBPS/nav.xhtml");
    let navigation = parsed(&navigation);
    let said = navigation
        .descendants()
        .any(|node| node.attributes().any(|attribute| matches!(attribute.name(), "lang" | "dir")));
    assert!(!said, "{MENDED}");
}

#[test]
fn the_landmarks_are_empty_where_no_content_names_its_type() {
    let navigation = file(book(None), "OEBPS/nav.xhtml");
    let navigation = parsed(&navigation);
    let landmarks = navigation
        .descendants()
        .find(|node| node.attributes().any(|attribute| attribute.name() == "type" && attribute.value() == "landmarks"));
    let landmarks = landmarks.expect("an empty list of landmarks is written; not to write it is what would be right");
    assert_eq!(landmarks.children().filter(roxmltree::Node::is_element).count(), 0, "{MENDED}");
}

#[test]
fn drawings_and_formulas_set_no_item_property() {
    let package = file(book(Some(ReferenceType::Text)), "OEBPS/content.opf");
    let package = parsed(&package);
    let chapter =
        package.descendants().find(|node| node.attribute("href") == Some("chapter.xhtml")).expect("the chapter");
    assert_eq!(chapter.attribute("properties").unwrap_or_default(), "", "{MENDED}");
}

#[test]
fn the_ncx_has_no_identifier_and_not_the_title_of_the_book() {
    let ncx = file(book(Some(ReferenceType::Text)), "OEBPS/toc.ncx");
    let ncx = parsed(&ncx);
    assert!(!ncx.descendants().any(|node| node.attribute("name") == Some("dtb:uid")), "{MENDED}");
    let title = ncx.descendants().find(|node| node.tag_name().name() == "docTitle").expect("a title");
    let title = title.descendants().filter_map(|node| node.text()).collect::<String>();
    assert_ne!(title.trim(), "هدنة في حلب", "{MENDED}");
}

#[test]
fn paths_that_differ_share_an_id() {
    let mut builder = book(Some(ReferenceType::Text));
    for path in ["a/b.xhtml", "a_b.xhtml"] {
        builder.add_content(EpubContent::new(path, "<html/>".as_bytes()).title(path)).expect("a chapter");
    }
    let package = file(builder, "OEBPS/content.opf");
    let package = parsed(&package);
    let ids = ["a/b.xhtml", "a_b.xhtml"].map(|path| {
        package.descendants().find(|node| node.attribute("href") == Some(path)).and_then(|node| node.attribute("id"))
    });
    assert!(ids[0].is_some() && ids[0] == ids[1], "{MENDED}");
}

#[test]
fn a_quotation_mark_in_an_attribute_makes_a_package_that_is_no_xml() {
    let mut builder = book(Some(ReferenceType::Text));
    builder.add_metadata_opf(Box::new(MetadataOpf { name: "x".to_owned(), content: "a \" b".to_owned() }));
    let package = file(builder, "OEBPS/content.opf");
    assert!(Document::parse(&package).is_err(), "{MENDED}");
}
