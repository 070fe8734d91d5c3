//! A cover from its words to the bytes of a PNG: `cargo bench --bench covers`.

use divan::Bencher;
use warraq::publication::CoverDesign;
use warraq::resources::Cover;

fn main() {
    divan::main();
}

/// A language and a title in it.
#[derive(Debug, Clone, Copy)]
struct Title(&'static str, &'static str);

impl std::fmt::Display for Title {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

const TITLES: [Title; 4] = [
    Title("ar", "هدنة في حلب"),
    Title("ur", "پاکستان میں اردو صحافت کی تاریخ اور مستقبل کے امکانات"),
    Title("he", "סיפור על אהבה וחושך"),
    Title("en", "The Great Gatsby"),
];

#[divan::bench(args = TITLES, sample_size = 1, max_time = 2)]
fn framed(bencher: Bencher<'_, '_>, title: Title) {
    draw(bencher, title, CoverDesign::Framed);
}

#[divan::bench(args = TITLES, sample_size = 1, max_time = 2)]
fn masthead(bencher: Bencher<'_, '_>, title: Title) {
    draw(bencher, title, CoverDesign::Masthead);
}

#[divan::bench(args = TITLES, sample_size = 1, max_time = 2)]
fn plain(bencher: Bencher<'_, '_>, title: Title) {
    draw(bencher, title, CoverDesign::Plain);
}

fn draw(bencher: Bencher<'_, '_>, Title(language, title): Title, design: CoverDesign) {
    let cover = Cover {
        authors: vec!["طه حسين".to_owned()],
        publisher: Some("دار المعارف".to_owned()),
        date: "2016-12-07".parse().ok(),
        language: language.parse().ok(),
        design: Some(design),
        ..Cover::new(title)
    };
    bencher.bench_local(|| match cover.draw() {
        Ok(drawn) => drawn,
        Err(error) => panic!("the cover cannot be drawn: {error}"),
    });
}
