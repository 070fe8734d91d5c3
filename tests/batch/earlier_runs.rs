//! What an earlier run left in the folder: what of it stays, what is made anew, what goes.

use std::fs;
use std::ops::ControlFlow;
use std::path::Path;

use serde_json::{Value, json};
use warraq::batch::Batch;
use warraq::{FontSetting, Input, Progress, Publication, Stage};

use super::{Ran, bare, entries, files};

/// The names of the books in a folder.
fn books(folder: &Path) -> Vec<String> {
    files(folder).into_keys().filter(|name| name.ends_with(".epub")).collect()
}

fn counts(ran: &Ran) -> String {
    assert!(ran.exit < 2, "{}", ran.stderr);
    ran.stdout.lines().next().unwrap_or_default().trim_start_matches("books").trim().to_owned()
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn books_of_another_collection_stay() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "A/01.md", "# خبر الأولى\n\nنص من المجموعة الأولى.");
    write(at, "B/01.md", "# خبر الثانية\n\nنص من المجموعة الثانية.");
    write(at, "i1.jsonl", &json!({"id": 17, "title": "خبر الأولى", "body": "نص من الأولى."}).to_string());
    write(at, "i2.jsonl", &json!({"id": 17, "title": "خبر الثانية", "body": "نص من الثانية."}).to_string());
    write(at, "i3.jsonl", &json!({"id": 17, "title": "خبر الثانية", "body": "نص من الثالثة."}).to_string());
    write(at, "2016/A/01.md", "# خبر السنة\n\nنص من سنة أخرى.");
    write(at, "2017/A/01.md", "# خبر آخر\n\nنص من سنة أخرى.");
    let rows: [&[&str]; 4] = [&["A", "B"], &["i1.jsonl", "i2.jsonl"], &["i2.jsonl", "i3.jsonl"], &["2016/A", "2017/A"]];
    for (row, inputs) in rows.into_iter().enumerate() {
        for resume in [true, false] {
            let out = format!("out-{row}-{resume}");
            for input in inputs {
                let arguments = [*input, "-o", &out, if resume { "--resume" } else { "--quiet" }];
                assert_eq!(bare(at, &arguments).exit, 0);
            }
            assert_eq!(books(&at.join(&out)).len(), inputs.len(), "{inputs:?}, resume: {resume}");
        }
    }
}

#[test]
fn a_tree_may_be_moved() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "here/texts/01.md", "# خبر أول\n\nنص الخبر الأول.");
    write(at, "here/texts/sub/02.md", "# خبر ثان\n\nنص الخبر الثاني.");
    write(at, "here/texts/publication.toml", "publisher = \"دار\"\n");
    write(at, "here/a.jsonl", &json!({"id": 17, "title": "خبر", "body": "نص من الأولى."}).to_string());
    fs::create_dir_all(at.join("there/deep")).unwrap();
    assert_eq!(counts(&bare(at, &["here/texts", "here/a.jsonl", "-o", "out"])), "3 made, 0 unchanged, 0 failed");
    fs::rename(at.join("here"), at.join("there/deep/here")).unwrap();
    let inside = at.join("there/deep/here/texts");
    let ran = bare(&inside, &[".", "../a.jsonl", "-o", at.join("out").to_str().unwrap(), "--resume"]);
    assert_eq!(counts(&ran), "0 made, 3 unchanged, 0 failed");
}

#[test]
fn a_new_title_takes_the_place_of_the_old_after_a_failure_too() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let manifest = || entries(&at.join("out/manifest.jsonl"))[0].clone();
    let run = |text: &str| {
        write(at, "in/a.md", text);
        bare(at, &["in", "-o", "out", "--resume"]).exit
    };
    assert_eq!(run("# عنوان قديم\n\nنص."), 0);
    let old = manifest()["output"].clone();
    assert_eq!(manifest()["kept"], Value::Null);
    for _ in 0..2 {
        assert_eq!(run(" "), 1);
        assert_eq!((&manifest()["output"], &manifest()["kept"]), (&Value::Null, &old));
        assert_eq!(books(&at.join("out")), [old.as_str().unwrap()]);
    }
    assert_eq!(run("# عنوان جديد\n\nنص."), 0);
    assert_eq!(books(&at.join("out")), [manifest()["output"].as_str().unwrap()]);
    assert_ne!(manifest()["output"], old);
}

#[test]
fn files_that_a_folder_names_are_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let png = |shade: u8| {
        let mut bytes = std::io::Cursor::new(Vec::new());
        let picture = image::GrayImage::from_pixel(400, 600, image::Luma([shade]));
        picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    };
    write(at, "in/a.md", "# عنوان\n\nنص.");
    write(at, "in/publication.toml", "cover = \"c.png\"\n");
    fs::write(at.join("in/c.png"), png(10)).unwrap();
    let run = || counts(&super::run(at, &["--font", "none", "in", "-o", "out", "--resume"]));
    assert_eq!(run(), "1 made, 0 unchanged, 0 failed");
    assert_eq!(run(), "0 made, 1 unchanged, 0 failed");
    fs::write(at.join("in/c.png"), png(200)).unwrap();
    assert_eq!(run(), "1 made, 0 unchanged, 0 failed");
    assert_eq!(run(), "0 made, 1 unchanged, 0 failed");
}

#[test]
fn a_picture_that_goes_away_is_a_failure_of_its_article() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::GrayImage::new(40, 40).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    write(at, "in/1.md", "# أول\n\nنص ![صورة](p.png)");
    write(at, "in/2.md", "# ثان\n\nنص آخر");
    let picture = at.join("in/p.png");
    fs::write(&picture, bytes.into_inner()).unwrap();
    let publication = Publication::new().font(FontSetting::None).no_cover().on_progress(move |progress: Progress| {
        if progress.stage == Stage::Writing {
            let _ = fs::remove_file(&picture);
        }
        ControlFlow::Continue(())
    });
    let mut errors = Vec::new();
    let summary = Batch::new(at.join("out")).jobs(1).run(vec![Input::path(at.join("in"))], &publication, |_, entry| {
        errors.push(entry.error.clone());
        ControlFlow::Continue(())
    });
    summary.unwrap();
    assert!(errors[0].as_ref().unwrap().contains("p.png"), "{errors:?}");
    assert_eq!(errors[1..], [None]);
}

#[cfg(unix)]
#[test]
fn nothing_is_written_where_a_link_leads() {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    write(at, "a.md", "# عنوان\n\nنص.");
    write(at, "victim.txt", "mine");
    fs::create_dir(at.join("out")).unwrap();
    for resume in ["--resume", "--quiet"] {
        for name in ["manifest.jsonl", "manifest.previous.jsonl", ".warraq.lock"] {
            let link = at.join("out").join(name);
            let _ = fs::remove_file(&link);
            std::os::unix::fs::symlink(at.join("victim.txt"), &link).unwrap();
        }
        let ran = bare(at, &["a.md", "-o", "out", resume]);
        assert_eq!(ran.exit, 0, "{}", ran.stderr);
        assert_eq!(fs::read_to_string(at.join("victim.txt")).unwrap(), "mine", "{resume}");
        assert_eq!(entries(&at.join("out/manifest.jsonl")).len(), 1);
    }
}
