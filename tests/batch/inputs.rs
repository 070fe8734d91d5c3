//! What the inputs of a batch say of themselves, and of each other.

use std::collections::BTreeSet;
use std::fs;

use serde_json::{Value, json};

use super::{bare, entries, files};

#[test]
fn no_two_books_have_one_identifier() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let uuid = "6a0c2ee3-191e-5a72-9a97-18687e935bff";
    let said = [
        json!({"url": "https://a.example/live"}),
        json!({"url": "https://a.example/live#2"}),
        json!({"url": "https://a.example/live?utm_source=x"}),
        json!({"identifier": "X-1"}),
        json!({"identifier": "X-1 "}),
        json!({"identifier": uuid}),
        json!({"identifier": format!("urn:uuid:{uuid}")}),
        json!({"identifier": uuid.to_uppercase()}),
        json!({"id": 1}),
        json!({"id": 1}),
    ];
    let lines = said.iter().enumerate().map(|(number, said)| {
        let mut line = json!({"title": format!("خبر {number}"), "body": format!("نص المقال {number} هنا.")});
        line.as_object_mut().unwrap().extend(said.as_object().unwrap().clone());
        line.to_string()
    });
    fs::write(at.join("a.jsonl"), lines.collect::<Vec<_>>().join("\n")).unwrap();
    assert_eq!(bare(at, &["a.jsonl", "-o", "out", "--jobs", "1"]).exit, 0);
    let manifest = entries(&at.join("out/manifest.jsonl"));
    let ids = manifest.iter().map(|entry| entry["id"].as_str().unwrap()).collect::<BTreeSet<_>>();
    assert_eq!(ids.len(), said.len(), "{manifest:#?}");
    // The first keeps the identifier that is given, whoever is ready first.
    assert_eq!(manifest[3]["id"], "X-1");
    let whole = files(&at.join("out"));
    assert_eq!(bare(at, &["a.jsonl", "-o", "more", "--jobs", "7"]).exit, 0);
    assert_eq!(files(&at.join("more")), whole);
    fs::remove_file(at.join("more").join(manifest[1]["output"].as_str().unwrap())).unwrap();
    assert_eq!(bare(at, &["a.jsonl", "-o", "more", "--resume"]).exit, 0);
    assert_eq!(files(&at.join("more")), whole);
    for share in ["1/2", "2/2"] {
        assert_eq!(bare(at, &["a.jsonl", "-o", "shares", "--shard", share]).exit, 0);
    }
    let books = |mut files: std::collections::BTreeMap<String, Vec<u8>>| {
        files.retain(|name, _| name.ends_with(".epub"));
        files
    };
    assert_eq!(books(files(&at.join("shares"))), books(whole));
}

#[test]
fn what_is_noticed_about_a_line_belongs_to_its_book() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let line = |number: usize| {
        let date = if number == 3 { "2016-12-07" } else { "1438-03-07" };
        json!({"title": format!("خبر {number}"), "body": "نص المقال.", "date": date, "odd": 1, "id": number})
    };
    let lines = (0..300).map(|number| line(number).to_string()).collect::<Vec<_>>();
    fs::write(at.join("a.jsonl"), lines.join("\n")).unwrap();
    let ran = bare(at, &["a.jsonl", "-o", "out"]);
    assert_eq!(ran.exit, 0, "{}", ran.stderr);
    // What is noticed about the file as a whole is said once, and nothing else.
    assert!(ran.stderr.lines().count() < 4 && ran.stderr.contains("`odd`"), "{}", ran.stderr);
    let manifest = entries(&at.join("out/manifest.jsonl"));
    let noticed = |entry: &Value| entry["findings"].as_object().unwrap().contains_key("SRC-006");
    let with = manifest.iter().filter(|entry| noticed(entry)).count();
    assert_eq!(with, 299, "{}", manifest[0]);
    assert!(!noticed(&manifest[3]));
    fs::write(at.join("b.jsonl"), lines[..3].join("\n")).unwrap();
    let (_, report) = super::common::build(at, &["b.jsonl"]).done("b.jsonl");
    let codes = report["findings"].as_array().unwrap().iter().filter(|finding| finding["code"] == "SRC-006");
    assert_eq!(codes.count(), 3);
}

#[test]
fn errors_name_the_line_of_the_list() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    fs::write(at.join("good.md"), "# عنوان\n\nنص.").unwrap();
    fs::write(at.join("bad.pdf"), b"%PDF-1.7\n\0\0").unwrap();
    fs::write(at.join("l.list"), "# remark\nnone.md\ngood.md\nftp://a/b\nbad.pdf\nnone.jsonl\n").unwrap();
    let ran = bare(at, &["--list", "l.list", "-o", "out"]);
    assert_eq!(ran.exit, 1);
    let manifest = entries(&at.join("out/manifest.jsonl"));
    let errors = manifest.iter().map(|entry| entry["error"].as_str().unwrap_or("none")).collect::<Vec<_>>();
    assert_eq!(errors[0], "l.list:2: none.md: there is no such file or folder");
    assert_eq!(errors[1], "none");
    assert_eq!(errors[2], "l.list:4: ftp://a/b: there is no such file or folder");
    assert!(errors[3].starts_with("l.list:5: bad.pdf: "), "{errors:?}");
    assert_eq!(errors[4], "l.list:6: none.jsonl: there is no such file or folder");
    assert!(ran.stderr.contains("error: l.list:2: none.md: there is no such file or folder\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains("error: l.list:6: none.jsonl: there"), "{}", ran.stderr);
}
