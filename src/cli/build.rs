//! `warraq build`.

use std::fmt::Write as _;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use serde::Serialize;
use warraq::publication::{Contributor, DocumentRole, Modified, Report, Role, Series, file_name};
use warraq::source::MAX_FILE_BYTES;
use warraq::{Format, Input, Publication};

use super::arguments::{About, Build, FormatName, Making, Pictures};
use super::message::{self, Failure};
use super::{CONTENT, fonts, output, progress, web};

/// The name of standard input, and of standard output.
pub(super) const DASH: &str = "-";
/// What messages call standard input.
pub(super) const STANDARD_INPUT: &str = "standard input";

pub(super) fn build(mut arguments: Build) -> Result<(), Failure> {
    if arguments.inputs.is_empty() && arguments.list.is_empty() {
        if !Path::new(CONTENT).is_dir() {
            return Err(Failure::usage(format!("no input was given, and there is no folder `{CONTENT}` here")));
        }
        arguments.inputs.push(PathBuf::from(CONTENT));
    }
    let to_stdout = arguments.output.as_deref() == Some(Path::new(DASH));
    if to_stdout && arguments.json {
        return Err(Failure::usage("the book and the report cannot both go to standard output"));
    }
    if let Some(path) = arguments.output.as_deref().filter(|_| !to_stdout) {
        output::check_target(path)?;
        check_not_an_input(path, &arguments.inputs)?;
    }
    let mut publication = settings(&arguments.making)?;
    for input in inputs(&arguments.inputs, arguments.format)? {
        publication = publication.input(input.forced(arguments.making.force));
    }
    for list in &arguments.list {
        publication = publication.input(Input::list(list).forced(arguments.making.force));
    }
    if let Some(watch) = progress::watcher(arguments.quiet) {
        publication = publication.on_progress(watch);
    }
    let mut book = output::workspace();
    let report = publication.write(&mut book)?;

    let path = arguments.output.clone().unwrap_or_else(|| PathBuf::from(file_name(&report.title)));
    if to_stdout && !arguments.dry_run {
        output::print(book)?;
    } else if !arguments.dry_run {
        output::check_target(&path)?;
        check_not_an_input(&path, &arguments.inputs)?;
        output::put(book, &path)?;
    }
    let place = (!to_stdout && !arguments.dry_run).then_some(path.as_path());
    tell(&report, place, &arguments, to_stdout)
}

/// A book never takes the place of the article it is made of.
fn check_not_an_input(path: &Path, inputs: &[PathBuf]) -> Result<(), Failure> {
    let Ok(target) = path.canonicalize() else { return Ok(()) };
    if output::is_other_work(&target) {
        let message = format!("{}: it is there already, and it is no book", path.display());
        return Err(Failure::usage(message).with_hint("give the book another name, or remove the file first"));
    }
    if inputs.iter().any(|input| input.canonicalize().is_ok_and(|input| input == target)) {
        let message = format!("{}: the book would take the place of what it is made of", path.display());
        return Err(Failure::usage(message).with_hint("give the book another name with `--output`"));
    }
    Ok(())
}

/// A publication without inputs: how books are made.
pub(super) fn settings(making: &Making) -> Result<Publication, Failure> {
    let mut publication = describe(Publication::new(), &making.about)?.keep_debris(making.keep_debris);
    publication = pictures(publication.whole_page(making.whole_page), &making.pictures);
    publication = web::of_feeds(web::reach(publication, &making.web), &making.feeds);
    for selector in &making.select {
        publication = publication.select(selector);
    }
    if making.no_direction_marks {
        publication = publication.direction_marks(false);
    }
    for repair in &making.repair {
        publication = publication.repair(*repair);
    }
    if !making.no_cache {
        publication = publication.font_cache(fonts::cache());
    }
    Ok(publication)
}

/// Everything said on the command line and in the environment.
fn describe(mut publication: Publication, about: &About) -> Result<Publication, Failure> {
    type Setter = fn(Publication, &str) -> Publication;
    let texts: [(&Option<String>, Setter); 7] = [
        (&about.title, |publication, title| publication.title(title)),
        (&about.subtitle, |publication, subtitle| publication.subtitle(subtitle)),
        (&about.identifier, |publication, identifier| publication.identifier(identifier)),
        (&about.source, |publication, source| publication.source(source)),
        (&about.publisher, |publication, publisher| publication.publisher(publisher)),
        (&about.rights, |publication, rights| publication.rights(rights)),
        (&about.description, |publication, description| publication.description(description)),
    ];
    for (text, set) in texts {
        if let Some(text) = text {
            publication = set(publication, text);
        }
    }
    for name in &about.author {
        publication = publication.author(name);
    }
    for name in &about.translator {
        publication = publication.contributor(Contributor::new(name.trim(), Role::Translator));
    }
    for subject in &about.subject {
        publication = publication.subject(subject);
    }
    if let Some(language) = &about.language {
        publication = publication.language(language.clone());
    }
    if let Some(direction) = about.direction {
        publication = publication.direction(direction);
    }
    if let Some(font) = &about.font {
        publication = publication.font(font.clone());
    }
    if let Some(font) = &about.heading_font {
        publication = publication.heading_font(font.clone());
    }
    if let Some(cover) = &about.cover {
        publication = publication.cover(cover);
    }
    if about.no_cover {
        publication = publication.no_cover();
    }
    if let Some(design) = about.cover_design {
        publication = publication.cover_design(design);
    }
    if about.title_page || about.no_title_page {
        publication = publication.title_page(about.title_page);
    }
    if about.colophon || about.no_colophon {
        publication = publication.colophon(about.colophon);
    }
    if let Some(date) = &about.date {
        publication = publication.date(date.clone());
    }
    if let Some(style) = about.date_style {
        publication = publication.date_style(style);
    }
    if let Some(digits) = about.digits {
        publication = publication.digits(digits);
    }
    if let Some(modified) = about.modified {
        publication = publication.modified(modified);
    }
    if let Some(name) = &about.series {
        publication = publication.series(Series { name: name.clone(), position: about.position.clone() });
    }
    match epoch()? {
        Some(epoch) => Ok(publication.epoch(epoch)),
        None => Ok(publication),
    }
}

/// What is asked of the pictures.
pub(super) fn pictures(mut publication: Publication, asked: &Pictures) -> Publication {
    if let Some(size) = asked.picture_size {
        publication = publication.picture_size(size);
    }
    if asked.grey {
        publication = publication.grey_pictures(true);
    }
    if asked.strict {
        publication = publication.strict_pictures(true);
    }
    publication
}

/// `SOURCE_DATE_EPOCH`, as reproducible-builds.org defines it.
#[allow(clippy::disallowed_methods, reason = "the command reads the environment, the library does not")]
fn epoch() -> Result<Option<Modified>, Failure> {
    let Some(value) = std::env::var_os("SOURCE_DATE_EPOCH").filter(|value| !value.is_empty()) else { return Ok(None) };
    let seconds = value.to_str().and_then(|value| value.trim().parse().ok());
    match seconds.and_then(Modified::from_epoch) {
        Some(epoch) => Ok(Some(epoch)),
        None => Err(Failure::usage("SOURCE_DATE_EPOCH is not a number of seconds since 1970")),
    }
}

pub(super) fn inputs(paths: &[PathBuf], format: Option<FormatName>) -> Result<Vec<Input>, Failure> {
    let format = format.map(Format::from);
    let mut inputs = Vec::with_capacity(paths.len());
    let mut stdin_read = false;
    for path in paths {
        if path == Path::new(DASH) {
            if std::mem::replace(&mut stdin_read, true) {
                return Err(Failure::usage("standard input can be read only once"));
            }
            inputs.push(Input::bytes(STANDARD_INPUT, read_stdin()?, format));
        } else if let Some(address) = web::address(path)? {
            inputs.push(Input::address(address));
        } else {
            inputs.push(Input::path(path));
        }
    }
    Ok(inputs)
}

pub(super) fn read_stdin() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    // One byte beyond the limit lets the library say that it was too much.
    let read = io::stdin().lock().take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::system(format!("standard input cannot be read: {error}")))?;
    Ok(bytes)
}

/// The report and where the book is.
#[derive(Serialize)]
struct Told<'a> {
    output: Option<String>,
    #[serde(flatten)]
    report: &'a Report,
}

fn tell(report: &Report, path: Option<&Path>, arguments: &Build, book_on_stdout: bool) -> Result<(), Failure> {
    if arguments.json {
        let told = Told { output: path.map(|path| path.display().to_string()), report };
        let json = serde_json::to_string_pretty(&told)
            .map_err(|error| Failure::system(format!("the report cannot be written: {error}")))?;
        return message::to_stdout(&format!("{json}\n"));
    }
    if arguments.quiet {
        return Ok(());
    }
    message::to_stderr(&findings(report));
    let summary = summary(report, path);
    if book_on_stdout {
        message::to_stderr(&summary);
        return Ok(());
    }
    message::to_stdout(&summary)
}

/// More findings of one kind than this are counted, not shown.
const SHOWN: usize = 5;

fn findings(report: &Report) -> String {
    let mut text = String::new();
    for code in warraq::publication::Code::ALL {
        let of_kind = || report.findings.iter().filter(|finding| finding.code == *code);
        of_kind().take(SHOWN).for_each(|finding| text.push_str(&message::finding(finding)));
        let more = of_kind().count().saturating_sub(SHOWN);
        if more > 0 {
            let _ = writeln!(text, "  … and {more} more of {code}; `--json` shows them all");
        }
    }
    text
}

fn summary(report: &Report, path: Option<&Path>) -> String {
    let chapters = report.documents.iter().filter(|document| document.role == DocumentRole::Chapter).count();
    let mut text = String::new();
    let mut line = |name: &str, value: String, reason: &str| {
        let reason = if reason.is_empty() { String::new() } else { format!(" ({reason})") };
        let _ = writeln!(text, "{name:<11} {value}{reason}");
    };
    match path {
        Some(path) => line("book", path.display().to_string(), ""),
        None => line("book", "not written to a file".to_owned(), ""),
    }
    line("title", report.title.clone(), "");
    line("language", report.language.value.to_string(), &report.language.reason);
    line("direction", report.direction.value.to_string(), &report.direction.reason);
    line("identifier", report.identifier.value.to_string(), &report.identifier.reason);
    line("modified", report.modified.value.to_string(), &report.modified.reason);
    if let Some(cover) = &report.cover {
        line("cover", cover.value.to_owned(), &cover.reason);
    }
    if !report.fonts.is_empty() {
        let fonts = report.fonts.iter().map(|font| format!("{} {}", font.family, font.style)).collect::<Vec<_>>();
        line("fonts", fonts.join(", "), "");
    }
    line("documents", report.documents.len().to_string(), &format!("{chapters} with text"));
    line("size", format!("{} bytes", report.bytes), "");
    text
}
