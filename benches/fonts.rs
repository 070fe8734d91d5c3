//! What fonts cost a book of one article: `cargo bench --bench fonts`. The same article is published without fonts, with
//! fonts that have to be made, and with fonts from the cache; the differences are what fonts cost, their packing into the
//! container included.

mod books;

use std::io::Cursor;

use books::{Book, Markup};
use divan::Bencher;
use warraq::publication::{Findings, Metadata};
use warraq::resources::{self, CoverWish, FontCache, FontRequest, FontWish, PictureRequest};
use warraq::typography::{self, Typeset};
use warraq::{FontSetting, Input, Publication, document, source};

fn main() {
    divan::main();
}

/// Step 4 alone, fonts made: choice, subsets and proof.
#[divan::bench(sample_size = 1, max_time = 3)]
fn made(bencher: Bencher<'_, '_>) {
    gather(bencher, &FontCache::off(), FontSetting::Auto);
}

/// Step 4 alone, fonts in memory.
#[divan::bench(sample_size = 1, max_time = 3)]
fn from_memory(bencher: Bencher<'_, '_>) {
    gather(bencher, &FontCache::in_memory(), FontSetting::Auto);
}

/// Step 4 alone, fonts on disk.
#[divan::bench(sample_size = 1, max_time = 3)]
fn from_disk(bencher: Bencher<'_, '_>) {
    let folder = std::env::temp_dir().join("warraq-bench-fonts");
    gather_with(bencher, || FontCache::in_folder(&folder), FontSetting::Auto);
}

/// Step 4 alone, without fonts.
#[divan::bench(sample_size = 1, max_time = 3)]
fn none(bencher: Bencher<'_, '_>) {
    gather(bencher, &FontCache::off(), FontSetting::None);
}

/// The whole book, fonts from memory.
#[divan::bench(args = ["auto", "none"], sample_size = 1, max_time = 3)]
fn whole(bencher: Bencher<'_, '_>, font: &str) {
    let Ok(font) = font.parse::<FontSetting>() else { return };
    let folder = folder();
    let cache = FontCache::in_memory();
    bencher.bench_local(|| {
        let publication = Publication::new().path(&folder).font(font.clone()).font_cache(cache.clone());
        publication.write(Cursor::new(Vec::new())).map(|report| report.bytes).ok()
    });
}

fn gather(bencher: Bencher<'_, '_>, cache: &FontCache, font: FontSetting) {
    gather_with(bencher, || cache.clone(), font);
}

fn gather_with(bencher: Bencher<'_, '_>, cache: impl Fn() -> FontCache, font: FontSetting) {
    let inputs = || (typeset(), cache());
    bencher.with_inputs(inputs).bench_local_values(|(mut typeset, cache)| {
        let wish = FontWish { body: Some(font.clone()), heading: None };
        let request = FontRequest { wish, cache, ..FontRequest::default() };
        resources::gather(
            &mut typeset,
            &CoverWish::LeftOut,
            &request,
            &PictureRequest::default(),
            &mut Findings::default(),
        )
        .map(|made| (made, typeset))
        .ok()
    });
}

fn folder() -> std::path::PathBuf {
    match Book::Article.folder(Markup::Markdown) {
        Ok(folder) => folder,
        Err(error) => panic!("the files of the benchmark cannot be written: {error}"),
    }
}

fn typeset() -> Typeset {
    let mut findings = Findings::default();
    let Ok(collection) = source::read(vec![Input::path(folder())], &mut findings) else { panic!("no article") };
    let documents = collection
        .sources
        .into_iter()
        .filter_map(|source| document::read(source, &document::Reading::default(), &mut findings).ok());
    let documents = documents.collect();
    typography::typeset(documents, &Metadata::default(), false, &mut findings)
}
