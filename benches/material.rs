//! What `scripts/performance.sh` measures with, made by the same code as the benchmarks' own:
//!
//! - `material chapters COUNT FOLDER` writes the book of so many chapters as Markdown;
//! - `material articles COUNT FILE FOLDER` makes so many books of an article in one process, each with a title and a cover
//!   of its own, the fonts shared;
//! - `material deflate BOOK TIMES` packs the book's content documents again, zlib level 6, and does nothing else: the part
//!   of a build that no care can save. The difference between 0 times and many is what packing alone costs.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command for a script")]

mod books;

use std::error::Error;
use std::fs::File;
use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::ExitCode;

use books::{Book, Markup};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

fn main() -> ExitCode {
    // `cargo bench` and `cargo test` call every benchmark with flags of their own.
    let arguments = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect::<Vec<_>>();
    let arguments = arguments.iter().map(String::as_str).collect::<Vec<_>>();
    let done = match arguments.as_slice() {
        ["chapters", count, folder] => chapters(count, Path::new(folder)),
        ["articles", count, file, folder] => articles(count, Path::new(file), Path::new(folder)),
        ["deflate", book, times] => deflate(Path::new(book), times),
        _ => {
            println!("nothing to do: scripts/performance.sh calls this");
            Ok(())
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("material: {error}");
            ExitCode::FAILURE
        }
    }
}

fn chapters(count: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    Ok(Book::Chapters(count.parse()?).write(Markup::Markdown, folder)?)
}

fn articles(count: &str, file: &Path, folder: &Path) -> Result<(), Box<dyn Error>> {
    std::fs::create_dir_all(folder)?;
    let fonts = warraq::resources::FontCache::in_memory();
    for number in 1..=count.parse::<u32>()? {
        let publication = warraq::Publication::new().path(file).title(format!("هدنة في حلب: العدد {number}"));
        let book = File::create(folder.join(format!("{number}.epub")))?;
        publication.font_cache(fonts.clone()).write(std::io::BufWriter::new(book))?;
    }
    Ok(())
}

fn deflate(book: &Path, times: &str) -> Result<(), Box<dyn Error>> {
    let mut archive = ZipArchive::new(File::open(book)?)?;
    let mut documents = Vec::new();
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at)?;
        if entry.name()?.ends_with(".xhtml") {
            let mut document = Vec::new();
            entry.read_to_end(&mut document)?;
            documents.push(document);
        }
    }
    let bytes = documents.iter().map(Vec::len).sum::<usize>();
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).compression_level(Some(6));
    for _ in 0..times.parse::<u32>()? {
        let mut packed = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes)));
        for (at, document) in documents.iter().enumerate() {
            packed.start_file(at.to_string(), options)?;
            packed.write_all(document)?;
        }
        packed.finish()?;
    }
    println!("{bytes}");
    Ok(())
}
