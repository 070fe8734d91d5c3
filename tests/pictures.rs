//! Whole books with pictures: of every kind, from the web, and none at all where that is to be an error.

#![cfg(all(feature = "cli", feature = "pictures"))]

mod common;

use std::fs;
use std::io::{BufRead, BufReader, Cursor, Read, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use common::{build, keep, texts_of};
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::Value;
use warraq::fetch::{Fetcher, Limits};
use warraq::publication::Code;
use warraq::{Input, Publication};

const SAFE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'><rect width='40' height='20' fill='#a33'/></svg>";

fn picture(format: ImageFormat, seed: u8) -> Vec<u8> {
    let image = RgbImage::from_fn(60, 40, |x, y| Rgb([(x * 4) as u8, (y * 6) as u8, seed * 20]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(image).write_to(&mut bytes, format).unwrap_or_else(|error| panic!("{error}"));
    bytes.into_inner()
}

fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pictures").join(name);
    let _ = fs::remove_dir_all(&folder);
    // The book of an earlier run would be taken for one of this.
    let _ = fs::remove_file(folder.with_extension("epub"));
    fs::create_dir_all(folder.join("page_files")).unwrap_or_else(|error| panic!("{error}"));
    folder
}

fn write(folder: &std::path::Path, name: &str, bytes: impl AsRef<[u8]>) {
    fs::write(folder.join(name), bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
}

fn images(book: &[u8]) -> Vec<String> {
    let archive = zip::ZipArchive::new(Cursor::new(book)).unwrap_or_else(|error| panic!("{error}"));
    let names = archive.file_names().filter_map(Result::ok);
    names.filter_map(|name| name.strip_prefix("OEBPS/images/").map(str::to_owned)).collect()
}

fn codes(report: &Value) -> Vec<String> {
    let findings = report["findings"].as_array().cloned().unwrap_or_default();
    findings.iter().filter_map(|finding| finding["code"].as_str().map(str::to_owned)).collect()
}

#[test]
fn a_page_with_pictures_of_every_kind() {
    let folder = folder("kinds");
    let files = [
        ("a.jpg", picture(ImageFormat::Jpeg, 1)),
        ("b.png", picture(ImageFormat::Png, 2)),
        ("c.gif", picture(ImageFormat::Gif, 3)),
        ("d.jpg", picture(ImageFormat::WebP, 4)),
        ("e.bmp", picture(ImageFormat::Bmp, 5)),
        ("f.tiff", picture(ImageFormat::Tiff, 6)),
        ("g.ico", picture(ImageFormat::Ico, 7)),
        ("h.svg", SAFE.as_bytes().to_vec()),
        ("i.svg", SAFE.replace("<rect", "<script>1</script><rect").into_bytes()),
        ("j.avif", b"\0\0\0\x1Cftypavif\0\0\0\0avifmif1miaf".to_vec()),
        ("page_files/k.png", picture(ImageFormat::Png, 11)),
    ];
    let mut page = "<html lang='ar'><body><h1>صور من كل نوع</h1><p>نص المقال هنا.</p>".to_owned();
    for (name, bytes) in &files {
        write(&folder, name, bytes);
        page.push_str(&format!(
            "<figure><img src='{name}' alt='صورة {name}'><figcaption>شرح {name}</figcaption></figure>"
        ));
    }
    page.push_str("<p>أيقونة <svg viewBox='0 0 9 9' aria-label='دائرة'><circle cx='4' cy='4' r='4'/></svg> هنا.</p>");
    page.push_str("<p><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-srcset='a.jpg 60w' alt='كسولة'></p>");
    page.push_str("<p><video src='https://example.com/v/film.mp4' poster='b.png'>متصفحك قديم</video></p>");
    page.push_str("<p><audio title='نشرة الأخبار'><source src='https://example.com/a.mp3'></audio></p>");
    page.push_str("</body></html>");
    write(&folder, "page.html", page);
    let (book, report) = build(&folder, &["page.html"]).done("kinds");
    keep(&book, "pictures-kinds.epub");
    let mut names = images(&book);
    names.sort();
    let ends = names.iter().map(|name| name.rsplit('.').next().unwrap_or_default()).collect::<Vec<_>>();
    assert_eq!(ends, ["jpg", "png", "gif", "jpg", "jpg", "jpg", "jpg", "svg", "png", "svg"]);
    let codes = codes(&report);
    let count = |code: Code| codes.iter().filter(|found| *found == code.as_str()).count();
    assert_eq!(count(Code::PictureLeftOut), 2, "{report:#}");
    assert_eq!((count(Code::PictureConverted), count(Code::MediaLinked)), (4, 2), "{report:#}");
    let text = texts_of(&book, |name| name == "text/ch0001.xhtml").remove("text/ch0001.xhtml").unwrap_or_default();
    for part in [
        "صورة i.svg",
        "شرح i.svg",
        "شرح j.avif",
        "alt=\"دائرة\"",
        "<a href=\"https://example.com/v/film.mp4\">",
        "film.mp4",
        "نشرة الأخبار",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let package = texts_of(&book, |name| name == "content.opf").remove("content.opf").unwrap_or_default();
    assert!(package.contains("media-type=\"image/svg+xml\"") && package.contains("alternativeText"), "{package}");
}

#[test]
fn sizes_and_colours_are_as_asked_for() {
    let folder = folder("sizes");
    write(&folder, "a.png", picture(ImageFormat::Png, 1));
    write(&folder, "a.md", "# صورة\n\nنص.\n\n![نهر](a.png)\n");
    write(&folder, "publication.toml", "picture_size = 64\ngrey_pictures = true\n");
    let of = |arguments: &[&str], what: &str| {
        let (book, _) = build(&folder, arguments).done(what);
        let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap_or_else(|error| panic!("{error}"));
        let mut file = archive.by_name("OEBPS/images/0001.png").unwrap_or_else(|error| panic!("{error}"));
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap_or_else(|error| panic!("{error}"));
        let image = image::load_from_memory(&bytes).unwrap_or_else(|error| panic!("{error}"));
        (image.width(), image.color().has_color())
    };
    assert_eq!(of(&["a.md"], "as it is"), (60, true));
    assert_eq!(of(&["a.md", "--grey"], "grey"), (60, false));
    assert_eq!(of(&["."], "settings"), (60, false));
    assert_eq!(build(&folder, &["a.md", "--picture-size", "20"]).exit, 2);
}

#[test]
fn a_picture_that_cannot_be_had_is_an_error_when_asked_for() {
    let folder = folder("strict");
    write(&folder, "a.md", "# صورة\n\nنص.\n\n![نهر](none.png)\n");
    let run = build(&folder, &["a.md", "--strict"]);
    assert_eq!((run.exit, run.book), (1, None));
    assert!(
        run.stderr.contains("a.md:5: the picture `none.png` cannot be had: there is no such file"),
        "{}",
        run.stderr
    );
    let (_, report) = build(&folder, &["a.md"]).done("not strict");
    assert!(codes(&report).contains(&"RES-001".to_owned()));
}

/// A server of a few answers on this machine; it counts what is asked for.
fn serve(answers: Vec<(&'static str, u16, Vec<u8>)>) -> (String, Arc<Mutex<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("{error}"));
    let address = listener.local_addr().unwrap_or_else(|error| panic!("{error}"));
    let asked = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&asked);
    static SERVED: AtomicUsize = AtomicUsize::new(0);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            SERVED.fetch_add(1, Ordering::Relaxed);
            let mut lines = BufReader::new(&stream).lines();
            let Some(Ok(first)) = lines.next() else { continue };
            for line in lines {
                if line.is_ok_and(|line| line.is_empty()) {
                    break;
                }
            }
            let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
            let answer = answers.iter().find(|(known, ..)| *known == path);
            let (status, body) = answer.map_or((404, &[][..]), |(_, status, body)| (*status, body));
            let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
            if let Ok(mut seen) = seen.lock() {
                seen.push(path);
            }
        }
    });
    (format!("http://{address}"), asked)
}

#[test]
fn pictures_are_fetched_once_and_failures_are_told() {
    let (server, asked) = serve(vec![
        ("/img/a.jpg", 200, picture(ImageFormat::WebP, 9)),
        ("/img/same.jpg", 200, picture(ImageFormat::WebP, 9)),
        ("/img/page.png", 200, b"<html>sorry</html>".to_vec()),
        ("/img/last.png", 200, picture(ImageFormat::Png, 3)),
    ]);
    let page = format!(
        "<html lang='ar'><body><h1>من الشبكة</h1><p>نص المقال.</p>
        <p><img src='../img/a.jpg' alt='أ'><img src='{server}/img/a.jpg' alt='ب'><img src='/img/same.jpg' alt='ج'></p>
        <p><img src='/img/none.png' alt='مفقودة'></p><p><img src='/img/page.png' alt='صفحة'></p>
        <p><img src='/img/small.png' srcset='/img/gone.png 900w, /img/last.png 300w' alt='بديل'></p></body></html>"
    );
    let address = url::Url::parse(&format!("{server}/news/1.html")).unwrap_or_else(|error| panic!("{error}"));
    let mut limits = Limits::default();
    limits.private_network = true;
    let publication = |page: &str| {
        let input = Input::html(page).at_address(address.clone());
        Publication::new().input(input).no_cover().colophon(false).fetcher(Fetcher::new(limits.clone()))
    };
    let mut book = Cursor::new(Vec::new());
    let report = publication(&page).write(&mut book).unwrap_or_else(|error| panic!("{error}"));
    let book = book.into_inner();
    keep(&book, "pictures-web.epub");
    assert_eq!(images(&book).len(), 2);
    let left_out = report.findings.iter().filter(|finding| finding.code == Code::PictureLeftOut);
    let left_out = left_out.map(|finding| finding.message.as_str()).collect::<Vec<_>>();
    assert_eq!(left_out.len(), 2, "{left_out:?}");
    assert!(left_out[0].contains("/img/none.png") && left_out[0].contains("404"), "{left_out:?}");
    assert!(left_out[1].contains("it is no picture of a known format"), "{left_out:?}");
    let text = texts_of(&book, |name| name == "text/ch0001.xhtml").remove("text/ch0001.xhtml").unwrap_or_default();
    assert!(text.contains("مفقودة") && text.contains("صفحة"), "{text}");
    // The server writes into the list while it is asked again below, so only a copy is looked at.
    let asked = asked.lock().unwrap_or_else(|error| panic!("{error}")).clone();
    assert_eq!(asked.iter().filter(|path| *path == "/img/a.jpg").count(), 1, "{asked:?}");

    let error = publication(&page).strict_pictures(true).write(Cursor::new(Vec::new())).err();
    assert!(error.is_some_and(|error| error.to_string().contains("/img/none.png")));
    let mut book = Cursor::new(Vec::new());
    let offline = Publication::new().input(Input::html(page).at_address(address)).no_cover().write(&mut book);
    let offline = offline.unwrap_or_else(|error| panic!("{error}"));
    assert!(offline.findings.iter().any(|finding| finding.message.contains("nothing is fetched")));
}

/// A server that takes requests and never answers; it counts them.
fn serve_silence() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap_or_else(|error| panic!("{error}"));
    let address = listener.local_addr().unwrap_or_else(|error| panic!("{error}"));
    let asked = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&asked);
    std::thread::spawn(move || {
        let mut held = Vec::new();
        for stream in listener.incoming() {
            seen.fetch_add(1, Ordering::Relaxed);
            held.push(stream);
        }
    });
    (format!("http://{address}"), asked)
}

/// Builds a book of pictures at these addresses; gives how many are in it, and why the others are not.
fn of_pictures(addresses: &[String], limits: &Limits) -> (usize, Vec<String>) {
    let pictures = addresses.iter().map(|address| format!("<p><img src='{address}' alt='صورة'></p>"));
    let page = format!("<html lang='ar'><body><h1>من الشبكة</h1><p>نص المقال.</p>{}", pictures.collect::<String>());
    let publication = Publication::new().input(Input::html(page)).no_cover().fetcher(Fetcher::new(limits.clone()));
    let mut book = Cursor::new(Vec::new());
    let report = publication.write(&mut book).unwrap_or_else(|error| panic!("{error}"));
    let left_out = report.findings.into_iter().filter(|finding| finding.code == Code::PictureLeftOut);
    (images(&book.into_inner()).len(), left_out.map(|finding| finding.message).collect())
}

#[test]
fn a_server_that_does_not_answer_is_given_up() {
    let (silent, asked) = serve_silence();
    let (lively, _) = serve(vec![("/last.png", 200, picture(ImageFormat::Png, 3))]);
    let mut limits = Limits::default();
    limits.private_network = true;
    limits.total_time = Duration::from_millis(200);
    limits.attempts = 1;
    let mut addresses = (0..20).map(|number| format!("{silent}/{number}.png")).collect::<Vec<_>>();
    // One that says no is not given up.
    addresses.extend((0..5).map(|number| format!("{lively}/{number}.png")));
    addresses.push(format!("{lively}/last.png"));
    let (shown, left_out) = of_pictures(&addresses, &limits);
    assert_eq!((shown, left_out.len(), asked.load(Ordering::Relaxed)), (1, 25, 2), "{left_out:#?}");
    assert!(left_out[1].contains("it took too long"), "{}", left_out[1]);
    assert!(left_out[2].contains("was given up, since it does not answer; the last time:"), "{}", left_out[2]);
    assert!(left_out[24].contains("404"), "{}", left_out[24]);
}

#[test]
fn the_pictures_of_a_book_have_a_limit_of_time() {
    let servers = (0..6).map(|_| serve_silence()).collect::<Vec<_>>();
    let addresses = servers.iter().map(|(server, _)| format!("{server}/a.png")).collect::<Vec<_>>();
    let mut limits = Limits::default();
    limits.private_network = true;
    limits.total_time = Duration::from_millis(300);
    limits.attempts = 1;
    limits.pictures_time = Duration::from_millis(500);
    let (shown, left_out) = of_pictures(&addresses, &limits);
    assert_eq!((shown, left_out.len()), (0, 6));
    assert!(left_out[5].contains("the pictures before it took longer than 0.5 seconds"), "{}", left_out[5]);
    assert_eq!(servers.iter().map(|(_, asked)| asked.load(Ordering::Relaxed)).sum::<usize>(), 2);
}
