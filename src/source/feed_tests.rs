use super::*;

const RSS: &str = r#"<?xml version="1.0" encoding="windows-1256"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>المدينة &amp;amp; الناس</title><link>https://news.example/</link><language>ar</language><description>أخبار</description>
<item><title>الثاني</title><link>https://news.example/2</link><pubDate>Thu, 08 Dec 2016 01:00:00 +0300</pubDate>
<dc:creator>ليلى</dc:creator><category>سياسة</category>
<description>خلاصة</description><content:encoded><![CDATA[<p>نص <b>كامل</b>.</p>]]></content:encoded>
<enclosure url="https://news.example/2.jpg" type="image/jpeg" length="1"/></item>
<item><title>&lt;i&gt;الأول&lt;/i&gt;</title><link>/1</link><pubDate>Wed, 07 Dec 2016 10:00:00 +0300</pubDate>
<description>&lt;p&gt;بداية النص…&lt;/p&gt;</description></item>
</channel></rss>"#;

fn read(text: &str) -> Feed {
    read_feed_text(text, "feed.xml", Url::parse("https://news.example/feed").ok().as_ref()).unwrap()
}

#[test]
fn rss_gives_records_in_the_order_of_reading() {
    let feed = read(RSS);
    assert_eq!(feed.title.as_deref(), Some("المدينة & الناس"));
    assert_eq!(feed.site.map(String::from).as_deref(), Some("https://news.example/"));
    let [first, second] = feed.records.as_slice() else { panic!("{:?}", feed.records) };
    assert_eq!(first.metadata.title.as_deref(), Some("الأول"));
    assert_eq!(first.metadata.source.as_deref(), Some("https://news.example/1"));
    assert!(first.excerpt && first.name == "feed.xml#2");
    assert_eq!(second.body.as_deref(), Some("<p>نص <b>كامل</b>.</p>"));
    assert_eq!(second.metadata.date.as_ref().map(Date::as_str), Some("2016-12-08T01:00:00+03:00"));
    assert_eq!(second.metadata.creators, [Contributor::new("ليلى", Role::Author)]);
    assert_eq!(second.metadata.subjects, ["سياسة"]);
    assert_eq!(second.metadata.description.as_deref(), Some("خلاصة"));
    assert_eq!(second.metadata.lead_image.as_deref(), Some("https://news.example/2.jpg"));
    assert!(!second.excerpt);
}

#[test]
fn an_entry_may_say_where_its_addresses_lead() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>ر</title><id>x</id><updated>2020-01-01T00:00:00Z</updated>
<entry><id>1</id><title>خبر</title><link rel="alternate" href="https://a.example/1"/><updated>2020-01-02T00:00:00Z</updated>
<content type="html" xml:base="https://cdn.example/base/">&lt;p>نص &lt;img src="i.png"></content></entry></feed>"#;
    let record = read(atom).records.remove(0);
    assert_eq!(record.base.as_ref().map(Url::as_str), Some("https://cdn.example/base/"));
    assert_eq!(record.into_input().unwrap().address.unwrap().as_str(), "https://cdn.example/base/");
}

#[test]
fn an_entry_is_known_by_its_guid() {
    let item = |inside: &str| {
        let feed = format!("<rss version='2.0'><channel><item><title>خبر</title>{inside}</item></channel></rss>");
        let record = read(&feed).records.remove(0);
        (record.guid, record.metadata.source)
    };
    let owned = |text: &str| Some(text.to_owned());
    assert_eq!(item("<guid>https://a.example/1</guid>"), (owned("https://a.example/1"), owned("https://a.example/1")));
    let rows = item("<guid isPermaLink='false'>tag:a.example,2016:1</guid><link>https://a.example/x</link>");
    assert_eq!(rows, (owned("tag:a.example,2016:1"), owned("https://a.example/x")));
    assert_eq!(item("<guid isPermaLink='false'>17</guid>"), (owned("17"), None));
}

#[test]
fn a_feed_in_a_legacy_encoding_is_read() {
    let bytes = encoding_rs::WINDOWS_1256.encode(RSS).0.into_owned();
    let text = crate::source::encoding::decode(bytes, None, "feed.xml").unwrap().text;
    assert_eq!(read_feed_text(&text, "feed.xml", None).unwrap().records.len(), 2);
}

#[test]
fn atom_and_json_give_records() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="he" xml:base="https://blog.example/"><title type="html">יומן &amp;amp; עוד</title><id>x</id>
<author><name>דנה</name></author><updated>2020-01-01T00:00:00Z</updated>
<entry><id>1</id><title>שלום</title><link rel="alternate" href="a/1"/><updated>2020-01-02T00:00:00Z</updated><published>2020-01-01T00:00:00+02:00</published>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>טקסט</p></div></content></entry></feed>"#;
    let feed = read(atom);
    assert_eq!(feed.title.as_deref(), Some("יומן & עוד"));
    let record = &feed.records[0];
    assert_eq!(record.metadata.source.as_deref(), Some("https://blog.example/a/1"));
    assert_eq!(record.metadata.creators[0].name, "דנה");
    assert_eq!(record.metadata.date.as_ref().map(Date::as_str), Some("2020-01-01T00:00:00+02:00"));
    assert_eq!(record.metadata.modified.map(|date| date.to_string()).as_deref(), Some("2020-01-02T00:00:00Z"));
    assert!(record.body.as_deref().is_some_and(|body| body.contains("<p>טקסט</p>")));

    let json = r#"{"version":"https://jsonfeed.org/version/1.1","title":"مجلة","language":"fa","items":[
{"id":"1","url":"https://m.example/1","title":"یک","content_text":"بند یک\n\nبند <دو>","image":"https://m.example/1.png","tags":["ادب"]}]}"#;
    let record = &read(json).records[0];
    assert_eq!(record.body.as_deref(), Some("<p>بند یک</p>\n<p>بند &lt;دو></p>\n"));
    assert_eq!(record.metadata.lead_image.as_deref(), Some("https://m.example/1.png"));
    assert_eq!(record.metadata.language.as_ref().map(Language::as_str), Some("fa"));
}

#[test]
fn feeds_are_told_by_their_content() {
    let rows = [
        (RSS, true),
        ("<!-- x --><feed xmlns='http://www.w3.org/2005/Atom'/>", true),
        ("<?xml version='1.0'?>\n<!DOCTYPE html><html/>", false),
        ("{\"version\": \"https://jsonfeed.org/version/1\"}", true),
        ("{\"a\": 1}", false),
        ("<feed>", false),
        ("نص", false),
        ("<!-- ", false),
    ];
    for (text, feed) in rows {
        assert_eq!(is_feed(text), feed, "{text}");
    }
}

#[test]
fn what_is_no_feed_is_an_error() {
    for text in ["<rss version='2.0'>", "<rss version='2.0'><channel><item></rss>", "{", ""] {
        assert!(
            read_feed_text(text, "x", None).is_err() || read_feed_text(text, "x", None).unwrap().records.is_empty()
        );
    }
    // Authors whose names touch an address.
    for author in ["a@b.example، محمد", "محمد»a@b.example", "<![CDATA[a@b.example»محمد]]>", "a@b.example", "بab@cd@efب"]
    {
        let text = format!(
            "<rss version='2.0'><channel><item><author>{author}</author><description>نص</description></item></channel></rss>"
        );
        assert!(read_feed_text(&text, "x", None).is_ok_and(|feed| feed.records.len() == 1), "{author}");
    }
}
