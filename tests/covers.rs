//! Covers, seen from outside: their pixels, their size, the same bytes each time. What stands within a line is tested
//! beside the code (`src/resources/cover`).

#![cfg(feature = "covers")]

#[path = "covers/titles.rs"]
mod titles;

use std::fs;
use std::path::Path;

use titles::{ROWS, Row};
use warraq::publication::{CoverDesign, Direction};
use warraq::resources::{Cover, DrawnCover};

const WIDTH: usize = 1600;
const HEIGHT: usize = 2560;
/// No drawn cover has more bytes.
const LARGEST: usize = 300_000;

fn cover(row: &Row, design: CoverDesign) -> Cover {
    Cover {
        subtitle: row.subtitle.map(str::to_owned),
        authors: vec![row.author.to_owned()],
        publisher: Some(row.publisher.to_owned()),
        date: "2016-12-07".parse().ok(),
        language: row.language.parse().ok(),
        design: Some(design),
        ..Cover::new(row.title)
    }
}

fn drawn(cover: &Cover) -> DrawnCover {
    cover.draw().unwrap_or_else(|error| panic!("{}: {error}", cover.title))
}

/// The indices of a PNG's pixels.
fn pixels(png: &[u8]) -> Vec<u8> {
    let failed = |error: png::DecodingError| -> ! { panic!("{error}") };
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::IDENTITY);
    let mut reader = decoder.read_info().unwrap_or_else(|error| failed(error));
    assert_eq!(reader.info().color_type, png::ColorType::Indexed);
    assert_eq!((reader.info().width, reader.info().height), (1600, 2560));
    let mut pixels = vec![0; WIDTH * HEIGHT];
    reader.next_frame(&mut pixels).unwrap_or_else(|error| failed(error));
    pixels
}

/// Whether a rectangle has one colour only.
fn is_empty(pixels: &[u8], x: std::ops::Range<usize>, y: std::ops::Range<usize>) -> bool {
    let row = vec![pixels[y.start * WIDTH + x.start]; x.len()];
    y.into_iter().all(|y| pixels[y * WIDTH + x.start..y * WIDTH + x.end] == row[..])
}

#[test]
fn every_title_is_whole_within_its_margins_small_and_the_same_each_time() {
    for (at, row) in ROWS.iter().enumerate() {
        // Each title in one design, the hardest in all.
        let hardest = [3, 4, 8, 10, 17, 22].contains(&at);
        for design in
            CoverDesign::ALL.into_iter().enumerate().filter(|(of, _)| hardest || *of == at % 3).map(|(_, it)| it)
        {
            let cover = cover(row, design);
            let what = format!("{design}: {}", row.title);
            let DrawnCover { png, missing, titled, .. } = drawn(&cover);
            assert!(missing.is_empty() && titled, "{what}: {missing:?}");
            assert!(png.len() <= LARGEST, "{what}: {} bytes", png.len());
            let pixels = pixels(&png);
            let rtl = Direction::Rtl == cover.language.as_ref().map_or(Direction::Ltr, |language| language.direction());
            let beside = |from: usize, to: usize| [from..to, WIDTH - to..WIDTH - from];
            match design {
                CoverDesign::Framed => {
                    assert!(beside(0, 70).into_iter().all(|x| is_empty(&pixels, x, 0..HEIGHT)), "{what}: sides");
                    assert!([0..70, HEIGHT - 70..HEIGHT].into_iter().all(|y| is_empty(&pixels, 0..WIDTH, y)), "{what}");
                    // Between frame and text, under the ornament.
                    assert!(beside(106, 216).into_iter().all(|x| is_empty(&pixels, x, 980..2450)), "{what}: frame");
                }
                CoverDesign::Masthead => {
                    assert!(beside(0, 108).into_iter().all(|x| is_empty(&pixels, x, 0..HEIGHT)), "{what}: sides");
                    assert!(
                        [0..108, HEIGHT - 108..HEIGHT].into_iter().all(|y| is_empty(&pixels, 0..WIDTH, y)),
                        "{what}"
                    );
                }
                _ => {
                    let start = if rtl { WIDTH - 148..WIDTH } else { 0..148 };
                    assert!(is_empty(&pixels, start, 0..HEIGHT), "{what}: the side where lines begin");
                    assert!(
                        [0..240, HEIGHT - 140..HEIGHT].into_iter().all(|y| is_empty(&pixels, 0..WIDTH, y)),
                        "{what}"
                    );
                }
            }
        }
    }
}

#[test]
fn the_same_cover_has_the_same_bytes() {
    for (row, design) in ROWS.iter().step_by(4).zip(CoverDesign::ALL.into_iter().cycle()) {
        let cover = cover(row, design);
        assert!(drawn(&cover) == drawn(&cover), "{}", row.title);
    }
}

#[test]
fn what_cannot_be_drawn_is_said_and_never_a_box() {
    let rows = [
        ("ܟܬܒܐ ܕܥܠ ܐܪܡܝܐ", "syr", false, true),
        ("ߒߞߏ", "nqo", false, true),
        ("مرحبا 你好 بالعالم", "ar", true, true),
        ("كتاب الطبخ 🍲", "ar", true, true),
        ("كتاب الطبخ", "ar", true, false),
        ("…", "ar", true, false),
        ("   ", "ar", false, false),
    ];
    for ((title, language, titled, lacks), design) in rows.into_iter().zip(CoverDesign::ALL.into_iter().cycle()) {
        let cover = Cover { language: language.parse().ok(), design: Some(design), ..Cover::new(title) };
        let drawn = drawn(&cover);
        assert_eq!((drawn.titled, !drawn.missing.is_empty()), (titled, lacks), "{title} {design}");
    }
}

#[test]
fn strange_titles_are_drawn_all_the_same() {
    let word = "كلمة".repeat(75);
    let long = "عنوان طويل جدا ".repeat(60);
    let marks = "\u{202E}مقلوب\u{202C} \u{2067}\u{2066}C++\u{2069} \u{200F}\u{200E}\u{61C}";
    let lines = "سطر\nثان\u{2028}ثالث\t\u{0}رابع";
    let (narrow, vowels) = ("i".repeat(300), "\u{64B}".repeat(40));
    let titles = [&word, &long, marks, lines, "e\u{301}\u{327}", "W", "لا", &narrow, &vowels];
    for (title, design) in titles.into_iter().zip(CoverDesign::ALL.into_iter().cycle()) {
        drawn(&Cover { authors: vec![title.to_owned(); 3], design: Some(design), ..Cover::new(title) });
    }
}

#[test]
fn news_are_known_by_publisher_and_date() {
    let mut cover = Cover::new("هدنة في حلب");
    assert_eq!(cover.chosen_design(), CoverDesign::Framed);
    cover.publisher = Some("المدينة".to_owned());
    assert_eq!(cover.chosen_design(), CoverDesign::Framed);
    cover.date = "2016-12-07".parse().ok();
    assert_eq!(cover.chosen_design(), CoverDesign::Masthead);
    cover.design = Some(CoverDesign::Plain);
    assert_eq!(cover.chosen_design(), CoverDesign::Plain);
}

/// Writes all covers into the folder `target/covers`, from where `scripts/contact-sheet.sh` lays them on one sheet.
#[test]
#[ignore = "it writes pictures for the eye"]
fn covers_for_the_contact_sheet() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/covers");
    fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("{error}"));
    for (at, (row, design)) in ROWS.iter().zip(CoverDesign::ALL.into_iter().cycle()).enumerate() {
        let path = folder.join(format!("{:02}-{design}.png", at + 1));
        fs::write(&path, drawn(&cover(row, design)).png).unwrap_or_else(|error| panic!("{error}"));
    }
}
