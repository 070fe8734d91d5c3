//! Pages of a few lines: what stays, what goes, what is an error.

use crate::document::{Document, DocumentError, PageChoice, Reading};
use crate::publication::{Code, Findings};
use crate::source::Input;

pub(super) const NAVIGATION: &str = "<nav><a href=\"/1\">أخبار</a> <a href=\"/2\">رياضة</a></nav>";
pub(super) const TEXT: &str = "<p>هذه فقرة أولى من المقال، فيها كلمات تكفي لتكون نصا يقرأ.</p><p>وهذه فقرة ثانية، تكمل ما بدأته الأولى، \
                    وتقول للقارئ ما بقي من الحكاية كلها.</p>";

pub(super) fn read(html: &str, from_web: bool, page: PageChoice) -> Result<(Document, Findings), DocumentError> {
    let mut findings = Findings::default();
    let mut input = Input::html(html);
    if from_web {
        input = input.at_address(url::Url::parse("https://site.example/a").unwrap());
    }
    let source = crate::source::read(vec![input], &mut findings).unwrap().sources.remove(0);
    let document = crate::document::read(source, &Reading { page, ..Reading::default() }, &mut findings)?;
    Ok((document, findings))
}

pub(super) fn lost(findings: &Findings) -> Vec<&str> {
    findings.changes.iter().map(|change| change.text.as_str()).collect()
}

#[test]
fn phrases_go_only_where_the_block_agrees() {
    let rows = [
        ("with a link", "<p>اقرأ أيضا: <a href=\"/x\">خبر آخر من المدينة</a></p>", 1),
        (
            "over a list",
            "<p>اقرأ أيضا</p><ul><li><a href=\"/x\">خبر آخر</a></li><li><a href=\"/y\">خبر ثان</a></li></ul>",
            1,
        ),
        ("in one link", "<p><a href=\"/x\">شاهد أيضا: خبر آخر من المدينة</a></p>", 1),
        ("the end of a quotation", "<p>انتهى الاقتباس</p>", 1),
        ("a sentence", "<p>اقرأ أيضا ما كتبه الجاحظ في الحيوان.</p>", 0),
        ("a sentence with a link", "<p>اقرأ أيضا ما كتبه <a href=\"/x\">الجاحظ</a> في الحيوان.</p>", 0),
    ];
    for (what, block, count) in rows {
        let html = format!("<html lang=\"ar\"><body><h1>عنوان المقال</h1>{TEXT}{block}{TEXT}</body></html>");
        let (_, findings) = read(&html, false, PageChoice::default()).unwrap();
        assert_eq!(lost(&findings).len(), count, "{what}: {:?}", lost(&findings));
    }
}

#[test]
fn clutter_goes_and_an_article_alone_stays() {
    let alone = format!("<html><body><h1>عنوان المقال</h1>{TEXT}<aside><p>حاشية.</p></aside></body></html>");
    assert!(lost(&read(&alone, false, PageChoice::default()).unwrap().1).is_empty());
    let page = format!("<html><body>{NAVIGATION}<h1>عنوان المقال</h1>{TEXT}</body></html>");
    assert_eq!(lost(&read(&page, true, PageChoice::default()).unwrap().1), ["أخبار رياضة"]);
    let whole = PageChoice { whole_page: true, ..PageChoice::default() };
    assert!(lost(&read(&page, true, whole).unwrap().1).is_empty());
    let select = |css: &str| PageChoice { select: vec![css.to_owned()], ..PageChoice::default() };
    assert_eq!(read(&page, false, select("p")).unwrap().0.blocks.len(), 2);
    assert!(matches!(read(&page, false, select("article")), Err(DocumentError::NothingSelected { .. })));
    assert!(matches!(read(&page, false, select("p[")), Err(DocumentError::SelectorWrong { .. })));
}

#[test]
fn a_page_without_an_article_is_an_error_from_the_web_and_whole_from_a_file() {
    let cards = (0..6).map(|n| format!("<div><h3><a href=\"/{n}\">خبر عن المدينة والنهر</a></h3></div>"));
    let front = format!("<html><body>{NAVIGATION}{}</body></html>", cards.collect::<String>());
    let sign_in =
        format!("<html><body>{NAVIGATION}<h1>تسجيل الدخول</h1><form><input type=\"password\"></form></body></html>");
    for page in [front, sign_in] {
        assert!(matches!(read(&page, true, PageChoice::default()), Err(DocumentError::NotAnArticle { .. })), "{page}");
        let (_, findings) = read(&page, false, PageChoice::default()).unwrap();
        assert!(findings.findings.iter().any(|finding| finding.code == Code::NoArticle), "{page}");
    }
}

#[test]
fn the_most_trusted_source_that_can_be_read_is_taken() {
    let html = format!(
        "<html lang=\"ar\"><head><title>عنوان المقال | الموقع</title><meta name=\"author\" content=\"محرر\">\
         <meta property=\"article:published_time\" content=\"2020-02-02\"><meta name=\"citation_issue\" content=\"12\">\
         <meta property=\"og:image\" content=\"https://site.example/i.jpg\">\
         <script type=\"application/ld+json\">{{\"@graph\":[{{\"@type\":\"Person\",\"@id\":\"#p\",\"name\":\"هالة\"}},\
         {{\"@type\":[\"NewsArticle\"],\"headline\":\"عنوان المقال\",\"author\":[{{\"@id\":\"#p\"}}],\"datePublished\":\"أمس\",\
         \"dateModified\":\"2020-03-03T10:00:00Z\",\"publisher\":{{\"@type\":\"Organization\",\"name\":\"الموقع\"}}}}]}}</script>\
         </head><body><h1>عنوان المقال</h1>{TEXT}</body></html>"
    );
    let (document, findings) = read(&html, false, PageChoice::default()).unwrap();
    let metadata = document.metadata;
    assert_eq!(metadata.creators.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["هالة"]);
    assert_eq!(metadata.date.unwrap().as_str(), "2020-02-02", "the date that cannot be read is passed over");
    assert!(findings.findings.iter().any(|finding| finding.code == Code::ValueIgnored));
    assert_eq!(metadata.modified.unwrap().to_string(), "2020-03-03T10:00:00Z");
    assert_eq!((metadata.publisher.as_deref(), metadata.issue.as_deref()), (Some("الموقع"), Some("12")));
    assert_eq!(metadata.lead_image.as_deref(), Some("https://site.example/i.jpg"));
    assert_eq!(document.title.text, "عنوان المقال");
}
