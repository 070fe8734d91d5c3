//! Batches whose articles and pictures stand on the web.

use std::fs;
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::{Value, json};
use url::Url;
use warraq::batch::Batch;
use warraq::fetch::{Fetcher, Limits};
use warraq::{FontSetting, Input, Publication};

use super::web_server::{Answer, Request, Server, page, reply};
use super::{bare, entries};

const ARTICLE: &str = "<html lang=ar><head><title>هدنة</title></head><body><h1>هدنة في حلب</h1>\
    <p>تقدمت فصائل المعارضة بمبادرة تتضمن هدنة مدتها خمسة أيام في المدينة كلها.</p></body></html>";

fn feed(server: &str, excerpt: bool) -> String {
    let text = if excerpt { "بداية النص فقط ...".to_owned() } else { "كلمة ".repeat(300) };
    let item = |number: usize| {
        format!(
            "<item><title>خبر {number}</title><link>{server}/page/{number}</link><description>{text}</description></item>"
        )
    };
    let items = (0..3).map(item).collect::<String>();
    format!("<rss version=\"2.0\"><channel><title>موقع</title><link>{server}/</link>{items}</channel></rss>")
}

/// A server of pages, a feed and a picture; while `broken`, only the feed is there.
fn server(broken: &Arc<AtomicBool>) -> Server {
    let broken = Arc::clone(broken);
    Server::start(move |request: &Request| -> Answer {
        let host = request.head.lines().find_map(|line| line.strip_prefix("host: ").or(line.strip_prefix("Host: ")));
        let here = format!("http://{}", host.unwrap_or_default());
        let rss = |excerpt| reply("200 OK", &["Content-Type: application/rss+xml"], feed(&here, excerpt));
        match request.path.as_str() {
            "/feed.xml" | "/news" => rss(false),
            "/excerpts.xml" => rss(true),
            _ if broken.load(Ordering::SeqCst) => reply("500 Internal Server Error", &[], ""),
            "/p.png" => {
                let mut bytes = std::io::Cursor::new(Vec::new());
                image::GrayImage::new(40, 40).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
                reply("200 OK", &["Content-Type: image/png"], bytes.into_inner())
            }
            _ => page(ARTICLE),
        }
    })
}

#[test]
fn each_book_has_its_own_count_of_requests() {
    let server = server(&Arc::default());
    let folder = tempfile::tempdir().unwrap();
    let mut limits = Limits::default();
    (limits.private_network, limits.requests) = (true, 2);
    let publication = Publication::new().font(FontSetting::None).no_cover().fetcher(Fetcher::new(limits));
    let lines = (0..8).map(|at| json!({"url": server.url(&format!("/{at}")), "title": format!("{at}")}).to_string());
    let file = folder.path().join("a.jsonl");
    fs::write(&file, lines.collect::<Vec<_>>().join("\n")).unwrap();
    let mut errors = Vec::new();
    let ran = Batch::new(folder.path().join("out")).run(vec![Input::path(file)], &publication, |_, entry| {
        errors.extend(entry.error.clone());
        ControlFlow::Continue(())
    });
    assert_eq!(ran.unwrap().progress.made, 8, "{errors:?}");
}

#[test]
fn a_feed_in_a_list_is_all_its_entries_or_an_error() {
    let server = server(&Arc::default());
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let list = ["/feed.xml", "/article", "/news"].map(|path| server.url(path)).join("\n");
    fs::write(at.join("l.list"), list).unwrap();
    let ran = bare(at, &["--list", "l.list", "-o", "out", "--allow-private-network"]);
    assert_eq!(ran.exit, 1, "{}", ran.stderr);
    let manifest = entries(&at.join("out/manifest.jsonl"));
    assert_eq!(manifest.len(), 5, "{manifest:#?}");
    assert!(manifest[..4].iter().all(|entry| entry["error"] == Value::Null), "{manifest:#?}");
    let error = manifest[4]["error"].as_str().unwrap();
    assert!(error.starts_with("l.list:3: ") && error.contains("it is a feed and not one article"), "{error}");
}

#[test]
fn what_could_not_be_had_is_asked_for_again() {
    let broken = Arc::new(AtomicBool::new(true));
    let server = server(&broken);
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let picture = format!("<p>نص المقال هنا في حلب <img alt=صورة src='{}'></p>", server.url("/p.png"));
    fs::write(at.join("p.jsonl"), json!({"title": "عنوان", "html": picture}).to_string()).unwrap();
    let run = |more: &[&str]| {
        let feed = server.url("/excerpts.xml");
        let inputs: &[&str] = if more.contains(&"--offline") { &["p.jsonl"] } else { &["p.jsonl", &feed] };
        let ran = bare(at, &[inputs, &["-o", "out", "--resume"], more].concat());
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        ran.stdout.lines().next().unwrap().trim_start_matches("books").trim().to_owned()
    };
    let open = ["--allow-private-network"];
    assert_eq!(run(&["--offline"]), "1 made, 0 unchanged, 0 failed");
    assert_eq!(run(&["--offline"]), "0 made, 1 unchanged, 0 failed");
    assert_eq!(run(&open), "4 made, 0 unchanged, 0 failed");
    let findings = |at_entry: usize| entries(&at.join("out/manifest.jsonl"))[at_entry]["findings"].clone();
    assert_eq!((&findings(0)["RES-001"], &findings(1)["SRC-012"]), (&json!(1), &json!(1)));
    broken.store(false, Ordering::SeqCst);
    assert_eq!(run(&open), "4 made, 0 unchanged, 0 failed");
    assert_eq!((&findings(0)["RES-001"], &findings(1)["SRC-012"]), (&Value::Null, &Value::Null));
    assert_eq!(run(&open), "0 made, 4 unchanged, 0 failed");
}

#[test]
fn what_may_be_fetched_is_a_setting() {
    let server = server(&Arc::default());
    let folder = tempfile::tempdir().unwrap();
    let run = |private: bool| {
        let mut limits = Limits::default();
        limits.private_network = private;
        let publication = Publication::new().font(FontSetting::None).no_cover().fetcher(Fetcher::new(limits));
        let picture = format!("<p>نص <img alt=صورة src='{}'></p>", server.url("/p.png"));
        let mut settings = String::new();
        let batch = Batch::new(folder.path().join("out")).resume(true);
        let input = Input::html(picture).at_address(Url::parse("https://a.example/1").unwrap());
        let ran = batch.run(vec![input], &publication, |_, entry| {
            settings.clone_from(&entry.settings_sha256);
            ControlFlow::Continue(())
        });
        assert_eq!(ran.unwrap().progress.failed, 0);
        settings
    };
    let closed = run(false);
    assert_eq!(closed, run(false));
    assert_ne!(closed, run(true));
}
