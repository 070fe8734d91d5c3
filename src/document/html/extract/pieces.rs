//! Pieces of pages, each put into an article: what stays and what goes.

use super::tests::{NAVIGATION, TEXT, lost, read};
use crate::document::PageChoice;

/// What a piece of a page says, whether it stays, and whether it is clutter.
struct Piece {
    what: &'static str,
    html: &'static str,
    stays: bool,
}

/// The pieces of a page are put between the paragraphs of an article that has navigation around it.
fn judge(pieces: &[Piece]) {
    for Piece { what, html, stays } in pieces {
        let page = format!(
            "<html lang=\"ar\"><body>{NAVIGATION}<h1>عنوان المقال</h1><div>{TEXT}<h2 id=\"a\">قسم أول</h2>{TEXT}\
             <h2 id=\"b\">قسم ثان</h2>{TEXT}{html}<h2 id=\"c\">قسم ثالث</h2>{TEXT}</div></body></html>"
        );
        let (document, findings) = read(&page, true, PageChoice::default()).unwrap();
        let text = format!("{:?}", document.blocks);
        assert_eq!(text.contains("علامة"), *stays, "{what}: {:?}", lost(&findings));
        if !stays {
            assert!(lost(&findings).iter().any(|words| words.contains("علامة")), "{what} is not reported");
        }
        assert!(text.matches("هذه فقرة أولى").count() == 4, "{what} takes text with it: {:?}", lost(&findings));
    }
}

#[test]
fn what_a_page_folds_is_read() {
    judge(&[
        Piece {
            what: "under a heading that opens it",
            html: "<h3 role=button aria-expanded=false>كيف؟</h3><div hidden><p>هذه علامة في جواب طويل يقرأ.</p></div>",
            stays: true,
        },
        Piece {
            what: "under a button in a heading",
            html: "<div><h3><button aria-expanded=false aria-controls=p1>علامة في السؤال؟</button></h3></div>\
                   <div id=p1 style=\"display: none\"><p>هذا جواب طويل، يقرأ كله.</p></div>",
            stays: true,
        },
        Piece {
            what: "in an accordion by its names",
            html: "<dl class=faq><dt>كيف؟</dt><dd style=\"display:none\">هذه علامة في جواب طويل يقرأ كله هنا.</dd></dl>",
            stays: true,
        },
        Piece {
            what: "an answer by schema.org",
            html: "<div itemprop=acceptedAnswer itemtype=\"https://schema.org/Answer\"><div aria-hidden=true><p>هذه علامة في \
                   جواب طويل يقرأ.</p></div></div>",
            stays: true,
        },
        Piece {
            what: "until it is found",
            html: "<div hidden=until-found><p>هذه علامة في نص طويل يقرأ.</p></div>",
            stays: true,
        },
        Piece {
            what: "details", html: "<details><summary>علامة</summary><p>نص قصير.</p></details>", stays: true
        },
        Piece {
            what: "what nothing opens",
            html: "<div hidden><p>هذه علامة في نص مخفي لا يفتحه شيء.</p></div>",
            stays: false,
        },
        Piece {
            what: "a menu that a button opens",
            html: "<button aria-expanded=false aria-controls=m1>القائمة</button><ul id=m1 hidden><li><a href=/1>علامة أولى</a>\
                   <li><a href=/2>علامة ثانية</a></ul>",
            stays: false,
        },
    ]);
}

#[test]
fn a_recipe_keeps_its_times_and_loses_its_buttons() {
    judge(&[
        Piece {
            what: "times",
            html: "<div class=\"xx-recipe\"><div class=\"xx-recipe-meta\"><span>علامة:</span> <span>20 دقيقة</span></div></div>",
            stays: true,
        },
        Piece {
            what: "by schema.org",
            html: "<div itemtype=\"https://schema.org/Recipe\"><p class=meta><span itemprop=prepTime>علامة 20</span></p></div>",
            stays: true,
        },
        Piece {
            what: "stars",
            html: "<div class=\"xx-recipe\"><div class=\"xx-recipe-rating-details\">علامة 4.8 من 61</div><p>المقادير هنا.</p></div>",
            stays: false,
        },
        Piece {
            what: "the way to it",
            html: "<div><a class=\"jump\" href=\"#r\">إلى الوصفة</a> <a href=\"#v\">علامة الفيديو</a></div>",
            stays: false,
        },
    ]);
}

#[test]
fn boxes_within_an_article_are_known_by_how_they_are_built() {
    judge(&[
        Piece {
            what: "contents",
            html: "<div><p>علامة المحتويات</p><ul><li><a href=\"#a\">قسم أول</a><li><a href=\"#b\">قسم ثان</a><li>\
                   <a href=\"#c\">قسم ثالث</a></ul></div>",
            stays: false,
        },
        Piece {
            what: "links under a label",
            html: "<div class=x9><div>علامة أخرى</div><a href=/1>خبر أول من المدينة</a><a href=/2>خبر ثان من النهر</a></div>",
            stays: false,
        },
        Piece {
            what: "links in a sentence",
            html: "<div class=x9>وقرأت <a href=/1>كتاب علامة المدينة الكبير</a> ثم <a href=/2>كتاب النهر القديم كله</a></div>",
            stays: true,
        },
        Piece {
            what: "sources",
            html: "<div><b>المصادر</b><a href=/1>كتاب عن علامة المدينة</a><a href=/2>كتاب عن النهر القديم</a></div>",
            stays: true,
        },
        Piece {
            what: "tags",
            html: "<ul class=x1><li><a rel=tag href=/t>علامة</a><li><a rel=tag href=/u>نهر</a></ul>",
            stays: false,
        },
        Piece {
            what: "a score",
            html: "<div><div><img src=1.png alt=\"\"><span>علامة النهر</span></div><div><b>3</b>-<b>2</b></div>\
                   <div><img src=2.png alt=\"\"><span>نادي الجبل</span></div></div>",
            stays: false,
        },
        Piece {
            what: "a sound to hear the page",
            html: "<div class=x2><button>▶</button><span>علامة الصوت</span><audio src=a.mp3></audio></div>",
            stays: false,
        },
        Piece {
            what: "a vote",
            html: "<div class=x3><p>هل أفادتك علامة الصفحة؟</p><button>نعم</button><button>لا</button></div>",
            stays: false,
        },
        Piece {
            what: "a notice of a wiki",
            html: "<table class=\"ambox\" role=presentation><tr><td>هذه المقالة بحاجة إلى علامة ومصادر.</td></tr></table>",
            stays: false,
        },
        Piece {
            what: "a portal of a wiki",
            html: "<ul class=\"portal-bar\"><li><a href=/w/p>بوابة علامة</a><li><a href=/w/q>بوابة نهر</a></ul>",
            stays: false,
        },
        Piece {
            what: "the number of a post",
            html: "<div># <a href=\"?p=12\">12</a></div><p>علامة تبقى.</p>",
            stays: true,
        },
        Piece {
            what: "an answer to the title",
            html: "<div class=s><b>رد: عنوان المقال</b></div><p>علامة تبقى.</p>",
            stays: true,
        },
    ]);
}

#[test]
fn appeals_and_what_readers_say_go() {
    judge(&[
        Piece {
            what: "a field for mail, with its words",
            html: "<div class=x4><h4>علامة النشرة</h4><p>تصلك كل صباح.</p><div><input type=email><button>أرسل</button></div></div>",
            stays: false,
        },
        Piece {
            what: "a call",
            html: "<div class=x5><b>ابق على علامة</b><p>كل شهر عدد جديد في بيتك.</p><a href=/s>اشترك الآن</a></div>",
            stays: false,
        },
        Piece {
            what: "an announcement that ends with a call",
            html: "<div class=x5><p>تقام علامة في القاعة الكبرى، الساعة 7 مساء.</p><a href=/s>سجل الآن</a></div>",
            stays: true,
        },
        Piece {
            what: "a link in a sentence",
            html: "<div><p>دعت علامة الناس إلى حملتها، ومن أراد قال لها <a href=/s>اشترك الآن</a> فاشترك.</p></div>",
            stays: true,
        },
        Piece {
            what: "entries beside a form",
            html: "<section id=x6><ol><li class=k><b>سلمى</b><p>هذه علامة من قارئة.</p><li class=k><b>هدى</b><p>وهذه كلمة أخرى.</p>\
                   </ol><form><textarea></textarea></form></section>",
            stays: false,
        },
        Piece {
            what: "entries under a heading that counts them",
            html: "<section id=x7><h3>12 تعليقا</h3><ul><li><b>سلمى</b><time>أمس</time><p>هذه علامة من قارئة.</p><li><b>هدى</b>\
                   <time>اليوم</time><p>وهذه كلمة أخرى.</p></ul></section>",
            stays: false,
        },
        Piece {
            what: "a comment by schema.org",
            html: "<div itemprop=comment itemtype=\"https://schema.org/Comment\"><p>هذه علامة من قارئة.</p></div>",
            stays: false,
        },
        Piece {
            what: "an answer in a thread",
            html: "<div itemtype=\"https://schema.org/DiscussionForumPosting\"><div itemprop=comment \
                   itemtype=\"https://schema.org/Comment\"><p>هذه علامة من عضو.</p></div></div>",
            stays: true,
        },
        Piece {
            what: "a section that comments on a text",
            html: "<section><h3>تعليقات</h3><p>هذه علامة من كلام المحقق على البيت الأول.</p><p>وهذه على الثاني.</p></section>",
            stays: true,
        },
    ]);
}

#[test]
fn a_line_of_facts_over_the_text_goes() {
    let facts = "<div class=q1><span>كتب: مراسلنا</span><span>منذ 3 ساعات</span></div>";
    let lead = "<div class=q2><span>سنة 1990 كانت آخر سنة رأى فيها الناس النهر ممتلئا.</span></div>";
    let page = format!(
        "<html lang=\"ar\"><body>{NAVIGATION}<div><h1>عنوان المقال</h1>{facts}{lead}<div>{TEXT}{TEXT}</div></div></body></html>"
    );
    let (document, findings) = read(&page, true, PageChoice::default()).unwrap();
    let text = format!("{:?}", document.blocks);
    assert!(!text.contains("ساعات") && text.contains("ممتلئا"), "{:?}", lost(&findings));
}
