//! Pages and feeds from the web, and all that can go wrong there, played by a server on this machine.

mod common;
mod web_server;

use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

use common::build;
use url::Url;
use warraq::fetch::{FetchError, Fetcher, Limits};
use web_server::{Answer, Request, Server, page, redirect, reply};

const ARTICLE: &str = "<html lang=ar><head><title>هدنة</title></head><body><h1>هدنة في حلب</h1>\
    <p>تقدمت فصائل المعارضة بمبادرة تتضمن هدنة مدتها خمسة أيام، <a href='next?a=1'>انظر</a>.</p></body></html>";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_else(|error| panic!("{error}"))
}

/// A book that stands at an address.
fn book() -> Vec<u8> {
    let mut bytes = io::Cursor::new(Vec::new());
    let publication =
        warraq::Publication::new().input(warraq::Input::bytes("a.html", ARTICLE.as_bytes(), None)).no_cover();
    let report = publication.font(warraq::FontSetting::None).write(&mut bytes);
    report.unwrap_or_else(|error| panic!("{error}"));
    bytes.into_inner()
}

/// Everything that a server may do.
fn answer(request: &Request) -> Answer {
    let html = "Content-Type: text/html; charset=utf-8";
    let head = |headers: &str| format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n{headers}\r\n").into_bytes();
    match request.path.as_str() {
        "/article" => page(ARTICLE),
        "/moved" => redirect("/article"),
        "/loop" => redirect("/loop2"),
        "/loop2" => redirect("/loop"),
        "/file" => redirect("file:///etc/passwd"),
        "/nowhere" => redirect("http://[/"),
        "/slow-head" => Answer::Silence(Duration::from_secs(4)),
        "/drip" => Answer::Drip(head("Content-Length: 9000\r\n"), 1, Duration::from_millis(50)),
        "/drip-body" => Answer::Drip([head(""), vec![b'x'; 9000]].concat(), 50, Duration::from_millis(50)),
        "/endless" => Answer::Endless(head("")),
        "/large" => Answer::Raw(head("Content-Length: 999999999\r\n")),
        "/picture" => reply("200 OK", &["Content-Type: image/png"], b"\x89PNG\r\n\x1A\n"),
        "/book.epub" => reply("200 OK", &["Content-Type: application/epub+zip"], book()),
        "/zip/book.epub" => reply("200 OK", &["Content-Type: application/zip"], book()),
        "/pdf" => reply("200 OK", &["Content-Type: application/pdf"], "%PDF-1.7"),
        "/404" => reply("404 Not Found", &[html], "<p>nothing</p>"),
        "/410" => reply("410 Gone", &[], ""),
        "/403" => reply("403 Forbidden", &[], ""),
        "/500" => reply("500 Internal Server Error", &[], ""),
        "/busy" if request.before == 0 => reply("429 Too Many Requests", &["Retry-After: 1"], ""),
        "/busy-date" if request.before == 0 => {
            let headers = ["Date: Wed, 21 Oct 2015 07:28:00 GMT", "Retry-After: Wed, 21 Oct 2015 07:28:01 GMT"];
            reply("503 Service Unavailable", &headers, "")
        }
        "/busy-long" => reply("429 Too Many Requests", &["Retry-After: 3600"], ""),
        "/busy-ever" => reply("503 Service Unavailable", &[], ""),
        "/reset-once" if request.before == 0 => Answer::Reset,
        "/busy" | "/busy-date" | "/reset-once" => page(ARTICLE),
        "/reset" => Answer::Reset,
        "/truncated" => Answer::Raw([head("Content-Length: 5000\r\n"), b"<p>half".to_vec()].concat()),
        "/truncated-gzip" => {
            let body = gzip(ARTICLE.as_bytes());
            Answer::Raw([head("Content-Encoding: gzip\r\n"), body[..body.len() / 2].to_vec()].concat())
        }
        "/gzip" => reply("200 OK", &[html, "Content-Encoding: gzip"], gzip(ARTICLE.as_bytes())),
        "/bomb" => reply("200 OK", &[html, "Content-Encoding: gzip"], gzip(&vec![b' '; 64 << 20])),
        "/wrong-gzip" => reply("200 OK", &[html, "Content-Encoding: gzip"], ARTICLE),
        "/brotli" => reply("200 OK", &[html, "Content-Encoding: br"], "x"),
        "/headers" => Answer::Raw([head(&format!("X: {}\r\n", "x".repeat(200_000))), b"x".to_vec()].concat()),
        "/old" => Answer::Raw(format!("HTTP/1.0 200 OK\r\n\r\n{ARTICLE}").into_bytes()),
        "/noise" => Answer::Raw(b"SSH-2.0-OpenSSH\r\n\r\n".to_vec()),
        "/1256" => {
            let (bytes, ..) = encoding_rs::WINDOWS_1256.encode(ARTICLE);
            reply("200 OK", &["Content-Type: text/html; charset=windows-1256"], bytes)
        }
        "/markdown" => {
            let front = "---\ntitle: هدنة\ncover: /etc/hostname\nfont: /etc/passwd\n---\n\nنص المقال كما هو.\n";
            reply("200 OK", &["Content-Type: text/markdown; charset=utf-8"], front)
        }
        "/agent" => page(&format!("<pre>{}</pre>", request.head)),
        path if path.starts_with("/far/") => {
            let step = path[5..].parse::<u32>().unwrap_or(0);
            redirect(&format!("/far/{}", step + 1))
        }
        "/feed" => reply("200 OK", &["Content-Type: application/rss+xml"], FEED),
        "/whole-feed" => reply("200 OK", &["Content-Type: application/rss+xml"], WHOLE_FEED),
        _ => reply("404 Not Found", &[], ""),
    }
}

const FEED: &str = r#"<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>أخبار المدينة</title><language>ar</language>
<item><title>الثالث</title><link>/404</link><pubDate>Fri, 09 Dec 2016 10:00:00 +0300</pubDate><description>بداية الخبر الثالث…</description></item>
<item><title>الثاني</title><link>/article</link><pubDate>Thu, 08 Dec 2016 10:00:00 +0300</pubDate><description>بداية الخبر الثاني…</description></item>
<item><title>الأول</title><link>/1</link><pubDate>Wed, 07 Dec 2016 10:00:00 +0300</pubDate><description>بداية الخبر الأول…</description></item>
</channel></rss>"#;

/// A feed that holds the whole text, so that its entries' pages need not be read.
const WHOLE_FEED: &str = r#"<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>أخبار</title><language>ar</language><item><title>خبر</title><link>/article</link>
<content:encoded><![CDATA[<p>هذا هو الخبر كله كما كتبه صاحبه.</p>]]></content:encoded></item></channel></rss>"#;

/// Limits that a test has the time for.
fn limits() -> Limits {
    let mut limits = Limits::default();
    limits.private_network = true;
    limits.total_time = Duration::from_millis(1500);
    limits.back_off = Duration::from_millis(10);
    limits
}

fn url(text: &str) -> Url {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn every_fault_has_its_error() {
    let server = Server::start(answer);
    let fetcher = Fetcher::new(limits());
    let rows = [
        ("/loop", "in a circle", 1),
        ("/far/0", "more than 10 addresses", 1),
        ("/file", "only http and https", 1),
        ("/nowhere", "no address", 1),
        ("/slow-head", "too long to answer", 1),
        ("/drip", "too long to", 1),
        ("/drip-body", "too long to come", 1),
        ("/endless", "limit of 1000000 bytes", 1),
        ("/large", "limit of 1000000 bytes", 1),
        ("/bomb", "limit of 1000000 bytes", 1),
        ("/picture", "`image/png`", 1),
        ("/pdf", "`application/pdf`", 1),
        ("/404", "404 (Not Found)", 1),
        ("/410", "410 (Gone)", 1),
        ("/403", "403 (Forbidden)", 1),
        ("/500", "500 (Internal Server Error)", 1),
        ("/busy-long", "429", 1),
        ("/busy-ever", "503", 4),
        ("/reset", "no connection", 4),
        ("/truncated", "before everything", 4),
        ("/truncated-gzip", "before everything", 4),
        ("/wrong-gzip", "compression", 1),
        ("/brotli", "`br` is not known", 1),
        ("/headers", "cannot be understood", 1),
        ("/noise", "cannot be understood", 1),
    ];
    std::thread::scope(|scope| {
        for (path, message, times) in rows {
            let (server, fetcher) = (&server, fetcher.clone());
            scope.spawn(move || {
                let error = fetcher.get_text(&url(&server.url(path)), 1_000_000).err();
                let error = error.unwrap_or_else(|| panic!("{path}: it was read"));
                assert!(error.to_string().contains(message), "{path}: {error}");
                assert!(error.hint().is_some(), "{path}");
                assert_eq!(server.asked(path), times, "{path}: {error}");
            });
        }
    });
}

#[test]
fn what_can_be_read_is_read() {
    let server = Server::start(answer);
    let mut limits = limits();
    limits.total_time = Duration::from_secs(5);
    let fetcher = Fetcher::new(limits);
    for path in ["/article", "/moved", "/gzip", "/old", "/reset-once", "/busy", "/busy-date"] {
        let fetched = fetcher.get_text(&url(&server.url(path)), 1_000_000).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(fetched.bytes, ARTICLE.as_bytes(), "{path}");
        assert_eq!(fetched.url.path(), if path == "/moved" { "/article" } else { path });
    }
    assert_eq!((server.asked("/busy"), server.asked("/reset-once")), (2, 2));
    let picture = fetcher.get(&url(&server.url("/picture")), 100).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(picture.media_type.as_deref(), Some("image/png"));
    let agent = fetcher.get(&url(&server.url("/agent")), 10_000).unwrap_or_else(|error| panic!("{error}"));
    let head = String::from_utf8_lossy(&agent.bytes).to_ascii_lowercase();
    assert!(
        head.contains(concat!("user-agent: warraq/", env!("CARGO_PKG_VERSION"))) && !head.contains("cookie"),
        "{head}"
    );
}

#[test]
fn closed_networks_are_not_reached() {
    let inner = Server::start(answer);
    let (to_inner, to_name) = (inner.url("/article"), format!("http://inner.example:{}/article", inner.address.port()));
    let outer = Server::start_at(Ipv4Addr::new(127, 0, 0, 2).into(), move |request| match request.path.as_str() {
        "/to-address" => redirect(&to_inner),
        "/to-name" => redirect(&to_name),
        "/to-decimal" => redirect("http://2130706433/"),
        "/to-v6" => redirect("http://[::ffff:127.0.0.1]/"),
        "/to-metadata" => redirect("http://169.254.169.254/latest/meta-data/"),
        _ => page(ARTICLE),
    });
    let mut limits = limits();
    limits.private_network = false;
    limits.private_addresses = vec![IpAddr::V4(Ipv4Addr::new(127, 0, 0, 2))];
    let lookup = |host: &str, port: u16| match host {
        "inner.example" => Ok(vec![(Ipv4Addr::LOCALHOST, port).into()]),
        "mixed.example" => Ok(vec![(Ipv4Addr::LOCALHOST, port).into(), (Ipv4Addr::new(127, 0, 0, 2), port).into()]),
        host => match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(ip) => Ok(vec![(ip, port).into()]),
            Err(_) => Err(io::Error::new(io::ErrorKind::NotFound, "no such name")),
        },
    };
    let fetcher = Fetcher::with_lookup(limits, lookup);
    assert!(fetcher.get(&url(&outer.url("/")), 10_000).is_ok());
    // Of a name with several addresses, only the open ones are connected to.
    let mixed = format!("http://mixed.example:{}/", outer.address.port());
    assert!(fetcher.get(&url(&mixed), 10_000).is_ok());
    for path in ["/to-address", "/to-name", "/to-decimal", "/to-v6", "/to-metadata"] {
        let error = fetcher.get(&url(&outer.url(path)), 10_000).err();
        assert!(matches!(error, Some(FetchError::Forbidden { .. })), "{path}: {error:?}");
    }
    assert_eq!(inner.asked("/article"), 0);
    let error = fetcher.get(&url("http://unknown.example/"), 10).err();
    assert!(matches!(error, Some(FetchError::Unresolved { .. })), "{error:?}");
    let plain = url(&outer.url("/").replace("http:", "https:"));
    assert!(matches!(fetcher.get(&plain, 10).err(), Some(FetchError::Tls { .. } | FetchError::Unreachable { .. })));
    let mut one = Limits::default();
    (one.private_network, one.requests) = (true, 1);
    let fetcher = Fetcher::new(one);
    assert!(fetcher.get(&url(&inner.url("/article")), 10_000).is_ok());
    let error = fetcher.clone().get(&url(&inner.url("/article")), 10_000).err();
    assert!(matches!(error, Some(FetchError::TooManyRequests { limit: 1, .. })));
}

fn run(arguments: &[&str]) -> common::Run {
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let work = folder.path().join("book");
    std::fs::create_dir(&work).unwrap_or_else(|error| panic!("{error}"));
    build(&work, arguments)
}

#[test]
fn the_command_builds_from_an_address() {
    let server = Server::start(answer);
    let (book, report) = run(&["--allow-private-network", &server.url("/moved")]).done("/moved");
    assert_eq!(report["title"], "هدنة في حلب");
    let chapters = common::texts_of(&book, |name| name.ends_with(".xhtml") || name.ends_with(".opf"));
    let all = chapters.values().cloned().collect::<String>();
    assert!(all.contains(&format!("href=\"{}\"", server.url("/next?a=1"))), "{all}");
    assert!(all.contains(&server.url("/article")), "the source is not told");

    let (_, report) = run(&["--allow-private-network", &server.url("/1256")]).done("/1256");
    assert_eq!(report["title"], "هدنة في حلب");
    assert!(report["findings"].as_array().is_some_and(|all| all.iter().any(|finding| finding["code"] == "SRC-001")));

    for path in ["/book.epub", "/zip/book.epub"] {
        let (book, report) = run(&["--allow-private-network", &server.url(path)]).done(path);
        assert_eq!((&report["title"], &report["direction"]["value"]), (&"هدنة في حلب".into(), &"rtl".into()), "{path}");
        let text = common::texts_of(&book, |name| name.starts_with("text/ch")).into_values().collect::<String>();
        assert!(text.contains("هدنة مدتها خمسة أيام"), "{path}: {text}");
    }

    let local = server.url("/article").replace("127.0.0.1", "localhost");
    let rows: [(&[&str], &str); 4] = [
        (&["--offline", &local], "nothing is fetched"),
        (&["--allow-private-network", &server.url("/404")], "404 (Not Found)"),
        (&["--allow-private-network", &server.url("/picture")], "`image/png`"),
        (&["--allow-private-network", "http://"], "it is not an address"),
    ];
    for (arguments, message) in rows {
        let run = run(arguments);
        assert!(run.exit > 0 && run.exit < 3 && run.stderr.contains(message), "{arguments:?}: {}", run.stderr);
    }
}

/// Without `--offline` and without permission: the harness would add the one or the other.
#[test]
fn the_command_refuses_this_machine() {
    let server = Server::start(answer);
    for address in [server.url("/article"), server.url("/article").replace("127.0.0.1", "localhost")] {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_warraq"));
        let output = command.args(["build", "--dry-run", &address]).output().unwrap_or_else(|error| panic!("{error}"));
        let message = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1));
        assert!(message.contains("this machine") && message.contains("--allow-private-network"), "{message}");
    }
    assert_eq!(server.asked("/article"), 0);
}

#[test]
fn a_feed_becomes_a_book_of_its_entries() {
    let server = Server::start(answer);
    let (book, report) = run(&["--allow-private-network", &server.url("/feed"), "--limit", "2"]).done("/feed");
    assert_eq!(report["title"], "أخبار المدينة");
    let text = common::texts_of(&book, |name| name.ends_with(".xhtml")).values().cloned().collect::<String>();
    // The page of the second was read; that of the third is gone, and the feed's own words stand in its place.
    assert!(text.contains("مدتها خمسة أيام") && text.contains("بداية الخبر الثالث") && !text.contains("الأول"));
    let codes =
        report["findings"].as_array().map(|all| all.iter().map(|finding| finding["code"].clone()).collect::<Vec<_>>());
    for code in ["SRC-012", "SRC-014"] {
        assert!(codes.as_ref().is_some_and(|codes| codes.iter().any(|found| found == code)), "{code}: {codes:?}");
    }
}

/// What a reader sees of a book that was made with these arguments.
fn text_of(arguments: &[&str]) -> String {
    let (book, _) = run(arguments).done(&format!("{arguments:?}"));
    common::texts_of(&book, |name| name.ends_with(".xhtml")).values().cloned().collect()
}

#[test]
fn old_entries_are_left_out_by_request() {
    let server = Server::start(answer);
    let text = text_of(&["--allow-private-network", &server.url("/feed"), "--since", "2016-12-09"]);
    assert!(text.contains("بداية الخبر الثالث"), "{text}");
    assert!(!text.contains("الخبر الثاني") && !text.contains("مدتها"), "{text}");
    assert_eq!((server.asked("/article"), server.asked("/1")), (0, 0), "what is left out is not asked for");
}

#[test]
fn whole_entries_are_followed_by_request() {
    let server = Server::start(answer);
    let feed = server.url("/whole-feed");
    let text = text_of(&["--allow-private-network", &feed]);
    assert!(text.contains("كما كتبه صاحبه") && server.asked("/article") == 0, "{text}");
    let text = text_of(&["--allow-private-network", &feed, "--follow"]);
    assert!(text.contains("مدتها خمسة أيام") && !text.contains("كما كتبه صاحبه"), "{text}");
}

#[test]
fn patience_ends_when_it_was_said() {
    let server = Server::start(answer);
    let refused = run(&["--allow-private-network", "--timeout", "1", &server.url("/slow-head")]);
    assert!(refused.exit == 1 && refused.stderr.contains("--timeout"), "{}", refused.stderr);
}

/// Others may not name files of this machine.
#[test]
fn a_text_from_the_web_names_no_file() {
    let server = Server::start(answer);
    let (book, report) =
        run(&["--allow-private-network", &server.url("/markdown"), "--font", "none"]).done("/markdown");
    assert_eq!(report["title"], "هدنة");
    let told = report["findings"].to_string();
    assert!(told.contains("passed over: the text came from elsewhere"), "{told}");
    assert!(!common::texts_of(&book, |_| true).is_empty());
}

/// A reader's name and password are for the server alone.
#[test]
fn a_login_is_told_to_nobody_else() {
    let server = Server::start(answer);
    let address = server.url("/agent").replace("http://", "http://layla:s3cret@");
    let (book, report) = run(&["--allow-private-network", &address]).done("/agent");
    let text = common::texts_of(&book, |name| name.ends_with("ml") || name.ends_with(".opf") || name.ends_with(".ncx"));
    let text = text.values().cloned().collect::<String>();
    assert!(text.contains("Basic bGF5bGE6czNjcmV0"), "the server was not told: {text}");
    assert!(!text.contains("s3cret") && !report.to_string().contains("s3cret"), "{text} {report}");
    let refused = run(&["--allow-private-network", &address.replace("/agent", "/404")]);
    assert!(refused.exit == 1 && !refused.stderr.contains("s3cret"), "{}", refused.stderr);
}

/// The text of a book that was made from what came through a pipe.
fn text_through_a_pipe(text: &str) -> String {
    use std::process::{Command, Stdio};
    let folder = tempfile::tempdir().unwrap_or_else(|error| panic!("{error}"));
    let book = folder.path().join("piped.epub");
    let mut command = Command::new(env!("CARGO_BIN_EXE_warraq"));
    command.args(["build", "-", "--offline", "--quiet", "--output"]).arg(&book).stdin(Stdio::piped());
    let mut child = command.spawn().unwrap_or_else(|error| panic!("{error}"));
    child.stdin.take().map(|mut pipe| pipe.write_all(text.as_bytes()));
    assert!(child.wait().is_ok_and(|status| status.success()));
    let book = std::fs::read(&book).unwrap_or_else(|error| panic!("{error}"));
    common::texts_of(&book, |name| name.ends_with(".xhtml")).values().cloned().collect()
}

#[test]
fn collections_may_come_through_a_pipe() {
    let text = text_through_a_pipe(WHOLE_FEED);
    assert!(text.contains("كما كتبه صاحبه"), "{text}");
    let lines = "{\"title\":\"أولى\",\"body\":\"نص المقالة الأولى\"}\n{\"title\":\"ثانية\",\"body\":\"نص الثانية\"}\n";
    let text = text_through_a_pipe(lines);
    assert!(text.contains("<p>نص المقالة الأولى</p>") && text.contains("<p>نص الثانية</p>"), "{text}");
    let text = text_through_a_pipe("{ هذا قوس في أول مقال }\n\nونصه.");
    assert!(text.contains("هذا قوس في أول مقال"), "{text}");
}
