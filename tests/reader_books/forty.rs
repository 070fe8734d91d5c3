//! A folder of forty chapters in two parts: headings, notes, lists, a table, and links from each chapter to others.

use std::fs;
use std::path::Path;

use crate::texts::Text;

const PARTS: [(&str, &str); 2] = [("1-shatt", "الجزء الأول: على الشاطئ"), ("2-jabal", "الجزء الثاني: في الجبل")];

pub(crate) fn write(folder: &Path, text: &Text) {
    let put = |path: &Path, text: String| {
        let made = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, text));
        made.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    };
    let [(first, shore), (second, mountain)] = PARTS;
    let settings = format!(
        "title = \"{}\"\nsubtitle = \"أربعون فصلا\"\nauthor = \"نورا البحري\"\nlanguage = \"ar\"\ndate = 2022-03-01\n\
        identifier = \"urn:warraq:test:forty-chapters\"\n\n[parts]\n\"{first}\" = \"{shore}\"\n\"{second}\" = \"{mountain}\"\n",
        text.title
    );
    put(&folder.join("publication.toml"), settings);
    for number in 1..=40 {
        put(&folder.join(file_of(number)), chapter(number, text));
    }
}

fn file_of(number: usize) -> String {
    let (part, _) = PARTS[usize::from(number > 20)];
    format!("{part}/{number}.md")
}

fn chapter(number: usize, text: &Text) -> String {
    let paragraph = |at: usize| text.paragraphs[(number + at) % text.paragraphs.len()];
    let next = number % 40 + 1;
    let table = if number.is_multiple_of(10) {
        "| المحطة | المسافة | الملاحظة |\n|---|---|---|\n| المرفأ | 12 كم | `GPS` ضعيف |\n| الطاحونة | ٧ كم | ماء عذب |\n\n"
    } else {
        ""
    };
    format!(
        "# الفصل {number}: {}\n\n{}[^أ]\n\n## {}\n\n{}\n\n{}\n\n{table}{}\n\n## {}\n\n{}\n\n\
        اقرأ بعده [الفصل {next}](../{}) أو عُد إلى [أول الكتاب](../{}#{}).\n\n[^أ]: {}\n",
        text.sections[number % text.sections.len()],
        paragraph(0),
        text.sections[(number + 1) % text.sections.len()],
        paragraph(1),
        text.list,
        paragraph(2),
        text.sections[(number + 2) % text.sections.len()],
        paragraph(3),
        file_of(next),
        file_of(1),
        text.sections[2].replace(' ', "-"),
        text.note,
    )
}
