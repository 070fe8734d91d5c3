//! The whole way from files to the bytes of a book: `cargo bench --bench whole`.

mod books;

use std::io::Cursor;

use books::{BOOKS, Book, Markup};
use divan::Bencher;
use warraq::Publication;

fn main() {
    divan::main();
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn text(bencher: Bencher<'_, '_>, book: Book) {
    build(bencher, book, Markup::Text);
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn markdown(bencher: Bencher<'_, '_>, book: Book) {
    build(bencher, book, Markup::Markdown);
}

#[divan::bench(args = BOOKS, sample_size = 1, max_time = 3)]
fn html(bencher: Bencher<'_, '_>, book: Book) {
    build(bencher, book, Markup::Html);
}

fn build(bencher: Bencher<'_, '_>, book: Book, markup: Markup) {
    let folder = match book.folder(markup) {
        Ok(folder) => folder,
        Err(error) => panic!("the files of the benchmark cannot be written: {error}"),
    };
    bencher.bench_local(|| {
        let mut out = Cursor::new(Vec::new());
        match Publication::new().no_cover().path(&folder).write(&mut out) {
            Ok(report) => (report, out),
            Err(error) => panic!("the book cannot be made: {error}"),
        }
    });
}
