//! What can be said on the command line.

use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use warraq::Format;
use warraq::batch::Shard;
use warraq::publication::{
    CoverDesign, Date, DateStyle, DigitsSetting, Direction, FontSetting, Language, Modified, Repair, UnknownRepair,
};

/// Turns articles into e-books that read correctly from right to left.
#[derive(Debug, Parser)]
#[command(name = "warraq", version, max_term_width = 100)]
#[command(long_about = "Turns articles into e-books that read correctly from right to left.\n\n\
    Plain text, Markdown, web pages and feeds go in; an EPUB 3 comes out, with the direction of the pages and of the \
    text set at every level. Nothing has to be said: language, direction and title are taken from the text. \
    Without a command, the folder `content` of the current folder is published.")]
#[command(after_help = "Examples:
  warraq build article.txt                      one article, one book named after its title
  warraq build article.md -o book.epub          … under a name of your own
  warraq build chapters/ --author 'طه حسين'     a folder is a book: its files are the chapters
  warraq build https://example.org/article      from the web
  curl -s URL | warraq build - -o page.epub     from standard input
  warraq batch articles.jsonl -o books/         one book for each of many articles
  warraq cover 'الأيام' -o cover.png             a cover alone
  warraq inspect book.epub                      what is in a book, and how it runs
  warraq inspect --direction article.md         why each part of it is set the way it is

Exit codes: 0 done, 1 the input is at fault, 2 the call is, 3 the system is (disk, permissions).")]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Make a book of articles
    Build(Box<Build>),
    /// Make one book of each article, for any number of articles
    Batch(Box<Batch>),
    /// Show what is in a book: metadata, spine, contents, sizes, direction at each level
    Inspect(Inspect),
    /// Draw a cover alone, as a PNG of 1600 by 2560 pixels
    Cover(Cover),
    /// List the fonts that are shipped, or show which ones a text needs
    Fonts(Fonts),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page, of the whole command or of one of its commands
    Man {
        /// One of the commands, such as `build`
        command: Option<String>,
    },
}

#[derive(Debug, Default, Args)]
#[command(after_help = "A folder is a book: files in natural order (2 before 10), sub-folders as parts; \
a file `publication.toml` in it may set everything below and the order.

Examples:
  warraq build article.txt
  warraq build a.md b.html --title 'مختارات' -o mukhtarat.epub
  warraq build content/ --json
  warraq build https://example.org/article
  warraq build https://example.org/feed.xml --since 2026-01 --limit 20
  warraq build - --format markdown < article.md -o - > book.epub")]
pub(super) struct Build {
    /// Files (.txt, .md, .html, .xhtml), folders, JSON Lines (.jsonl), feeds, addresses (https://…), or `-` for standard
    /// input [default: the folder `content`]
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    /// Where the book goes: a file, or `-` for standard output [default: the title, in the current folder]
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// What standard input is written in [default: told from the text]
    #[arg(long, value_enum)]
    pub(super) format: Option<FormatName>,
    /// A file that names inputs, one path or address a line (lines that begin with `#` are remarks); may be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) list: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) making: Making,
    /// Print the whole report as JSON
    #[arg(long)]
    pub(super) json: bool,
    /// Print nothing but errors
    #[arg(short, long, conflicts_with = "json")]
    pub(super) quiet: bool,
    /// Do everything but write the book
    #[arg(long)]
    pub(super) dry_run: bool,
}

/// How books are made: what one book and many have in common.
#[derive(Debug, Default, Args)]
pub(super) struct Making {
    #[command(flatten, next_help_heading = "What is said about the book (everything else is taken from the articles)")]
    pub(super) about: About,
    #[command(flatten, next_help_heading = "What is fetched")]
    pub(super) web: Web,
    #[command(flatten, next_help_heading = "Which entries of feeds are taken")]
    pub(super) feeds: Feeds,
    #[command(flatten, next_help_heading = "Pictures in the text")]
    pub(super) pictures: Pictures,
    /// Keep debris of web pages (comment headings, share bars) at an article's ends
    #[arg(long)]
    pub(super) keep_debris: bool,
    /// Keep web pages whole, with navigation, share bars and comments [default: the article alone]
    #[arg(long)]
    pub(super) whole_page: bool,
    /// Keep of web pages what a CSS selector names, in place of the article found; may be given several times
    #[arg(long, value_name = "CSS", conflicts_with = "whole_page")]
    pub(super) select: Vec<String>,
    /// Take the text out of a book with a fixed layout, which is refused otherwise
    #[arg(long)]
    pub(super) force: bool,
    /// Leave out the marks of direction (U+200E) that help old engines with runs such as C++
    #[arg(long)]
    pub(super) no_direction_marks: bool,
    /// Mend what is wrong with the letters of the text; may be given several times, or a list parted by commas
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = repair())]
    pub(super) repair: Vec<Repair>,
    /// Neither keep made fonts for the next book nor look for kept ones
    #[arg(long)]
    pub(super) no_cache: bool,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Each article of each INPUT becomes a book of its own, named after its title. In the folder of books stands \
manifest.jsonl, one line for each article. What was interrupted goes on with `--resume`.

Examples:
  warraq batch articles.jsonl -o books/
  warraq batch content/ more/*.md --list addresses.list -o books/ --resume
  warraq batch articles.jsonl -o books/ --shard 2/4

Exit codes: 0 all were made, 1 some articles failed, 2 the call is at fault, 3 the system is (disk, permissions)."
)]
pub(super) struct Batch {
    /// Files, folders (with all folders below), JSON Lines (.jsonl, .ndjson), feeds, addresses, or `-` for standard input
    #[arg(value_name = "INPUT", required_unless_present = "list")]
    pub(super) inputs: Vec<PathBuf>,
    /// The folder that the books go to; it is made where it does not exist
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: PathBuf,
    /// A file that names inputs, one path or address a line (lines that begin with `#` are remarks); may be given several times
    #[arg(long, value_name = "FILE")]
    pub(super) list: Vec<PathBuf>,
    /// What standard input is written in [default: told from the text]
    #[arg(long, value_enum)]
    pub(super) format: Option<FormatName>,
    /// Leave alone what an earlier run made of the same article with the same settings
    #[arg(long)]
    pub(super) resume: bool,
    /// Make only the K-th of N shares: every N-th article, beginning with the K-th
    #[arg(long, value_name = "K/N", default_value_t)]
    pub(super) shard: Shard,
    /// How many books are made at the same time [default: as many as there are cores]
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(super) jobs: Option<u16>,
    #[command(flatten)]
    pub(super) making: Making,
    /// Print nothing but errors
    #[arg(short, long)]
    pub(super) quiet: bool,
}

#[derive(Debug, Default, Args)]
pub(super) struct Pictures {
    /// The longest side a picture may have, from 64 to 10000; larger ones are made smaller [default: 2000]
    #[arg(long, value_name = "PX", value_parser = clap::value_parser!(u32).range(64..=10_000))]
    pub(super) picture_size: Option<u32>,
    /// Take the colours out, for readers without any
    #[arg(long)]
    pub(super) grey: bool,
    /// Fail when a picture cannot be had, instead of putting its description in its place
    #[arg(long)]
    pub(super) strict: bool,
}

/// A repair by its name; a wrong one is answered with all names.
fn repair() -> impl TypedValueParser<Value = Repair> {
    let names = Repair::ALL.iter().map(|repair| repair.as_str());
    PossibleValuesParser::new(names).try_map(|name| name.parse::<Repair>().map_err(|error: UnknownRepair| error))
}

/// How addresses are read.
#[derive(Debug, Default, Args)]
pub(super) struct Web {
    /// Fetch nothing: neither pages nor what they lead to
    #[arg(long, conflicts_with = "allow_private_network")]
    pub(super) offline: bool,
    /// Fetch from addresses within private networks and this machine too
    #[arg(long)]
    pub(super) allow_private_network: bool,
    /// The most seconds for one address, with all its redirections and attempts [default: 60]
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=3600))]
    pub(super) timeout: Option<u64>,
}

/// What is taken of feeds.
#[derive(Debug, Default, Args)]
pub(super) struct Feeds {
    /// Only entries issued on this date or later: 2016-12-07, 2016-12 or 2016
    #[arg(long, value_name = "DATE")]
    pub(super) since: Option<Date>,
    /// Only the newest entries, so many
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(super) limit: Option<u32>,
    /// Read the page of every entry [default: of those that hold only the beginning of their text]
    #[arg(long)]
    pub(super) follow: bool,
}

#[derive(Debug, Default, Args)]
pub(super) struct About {
    /// The title
    #[arg(long)]
    pub(super) title: Option<String>,
    /// The subtitle
    #[arg(long)]
    pub(super) subtitle: Option<String>,
    /// An author; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(super) author: Vec<String>,
    /// A translator; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(super) translator: Vec<String>,
    /// The language, as a BCP 47 tag such as `ar`, `fa` or `pa-Arab`
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<Language>,
    /// The direction: `rtl` or `ltr`
    #[arg(long)]
    pub(super) direction: Option<Direction>,
    /// A cover picture: JPEG, PNG, GIF, WebP, BMP or TIFF [default: one is drawn]
    #[arg(long, value_name = "FILE")]
    pub(super) cover: Option<PathBuf>,
    /// Make the book without a cover
    #[arg(long, conflicts_with_all = ["cover", "cover_design"])]
    pub(super) no_cover: bool,
    /// How the cover is drawn: `framed`, `masthead` or `plain` [default: `masthead` for news, else `framed`]
    #[arg(long, value_name = "DESIGN", conflicts_with = "cover")]
    pub(super) cover_design: Option<CoverDesign>,
    /// Write a title page [default: in books of several articles]
    #[arg(long, overrides_with = "no_title_page")]
    pub(super) title_page: bool,
    /// Write no title page
    #[arg(long, overrides_with = "title_page")]
    pub(super) no_title_page: bool,
    /// Write a colophon at the end, though the settings say otherwise
    #[arg(long, overrides_with = "no_colophon")]
    pub(super) colophon: bool,
    /// Write no colophon
    #[arg(long, overrides_with = "colophon")]
    pub(super) no_colophon: bool,
    /// What the text is set in: `auto` (by its language), `none`, a shipped font such as `Amiri`, or a font file
    #[arg(long, value_name = "FONT")]
    pub(super) font: Option<FontSetting>,
    /// What headings are set in [default: as the text]
    #[arg(long, value_name = "FONT")]
    pub(super) heading_font: Option<FontSetting>,
    /// The unique identifier; the same article should keep it for ever
    #[arg(long)]
    pub(super) identifier: Option<String>,
    /// The date of issue: 2016-12-07, 2016-12 or 2016
    #[arg(long)]
    pub(super) date: Option<Date>,
    /// How dates are shown: `auto` (by the language's calendar), `gregorian`, `hijri`, `persian` or `iso`
    #[arg(long, value_name = "STYLE")]
    pub(super) date_style: Option<DateStyle>,
    /// Digits of dates and marks of notes: `auto` (as the language is printed), `latin` or `native`
    #[arg(long)]
    pub(super) digits: Option<DigitsSetting>,
    /// The time of the last change [default: SOURCE_DATE_EPOCH, or what the articles and their files say]
    #[arg(long, value_name = "DATE")]
    pub(super) modified: Option<Modified>,
    /// Where the text comes from, best as an address
    #[arg(long, value_name = "URL")]
    pub(super) source: Option<String>,
    /// Who publishes it
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// The rights, as a sentence or a licence's name
    #[arg(long)]
    pub(super) rights: Option<String>,
    /// What it is about, in a few sentences
    #[arg(long)]
    pub(super) description: Option<String>,
    /// A subject; may be given several times
    #[arg(long)]
    pub(super) subject: Vec<String>,
    /// The series it belongs to
    #[arg(long, value_name = "NAME")]
    pub(super) series: Option<String>,
    /// The place in the series
    #[arg(long, value_name = "NUMBER", requires = "series")]
    pub(super) position: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum FormatName {
    Text,
    Markdown,
    Html,
}

impl From<FormatName> for Format {
    fn from(name: FormatName) -> Self {
        match name {
            FormatName::Text => Self::Text,
            FormatName::Markdown => Self::Markdown,
            FormatName::Html => Self::Html,
        }
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  warraq inspect book.epub                 what is in a book
  warraq inspect --direction book.epub     which blocks and runs differ in direction, and by which sign
  warraq inspect --direction article.md    the same for an article: why it would be set as it would")]
pub(super) struct Inspect {
    /// An EPUB, made by warraq or not; with `--direction` also a file, a folder, an address or `-`, as `build` takes them
    #[arg(value_name = "BOOK_OR_INPUT")]
    pub(super) book: PathBuf,
    /// Explain the direction of each chapter, of each block that differs, and of runs within lines
    #[arg(long)]
    pub(super) direction: bool,
    #[command(flatten)]
    pub(super) web: Web,
    /// What standard input is written in [default: told from the text]
    #[arg(long, value_enum, requires = "direction")]
    pub(super) format: Option<FormatName>,
    /// Print it as JSON
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  warraq cover 'الأيام' --author 'طه حسين' -o cover.png
  warraq cover 'هدنة في حلب' --publisher 'المدينة' --date 2016-12-07 -o - > cover.png")]
pub(super) struct Cover {
    /// The title
    #[arg(value_name = "TITLE")]
    pub(super) title: String,
    /// Where the picture goes: a file, or `-` for standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: PathBuf,
    /// How it is drawn: `framed`, `masthead` or `plain` [default: `masthead` with publisher and date, else `framed`]
    #[arg(long)]
    pub(super) design: Option<CoverDesign>,
    /// The subtitle
    #[arg(long)]
    pub(super) subtitle: Option<String>,
    /// An author; may be given several times
    #[arg(long, value_name = "NAME")]
    pub(super) author: Vec<String>,
    /// Who publishes it
    #[arg(long, value_name = "NAME")]
    pub(super) publisher: Option<String>,
    /// The date of issue: 2016-12-07, 2016-12 or 2016
    #[arg(long)]
    pub(super) date: Option<Date>,
    /// How the date is shown: `auto` (by the language's calendar), `gregorian`, `hijri`, `persian` or `iso`
    #[arg(long, value_name = "STYLE")]
    pub(super) date_style: Option<DateStyle>,
    /// The language, which chooses the letters [default: by the title's script]
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<Language>,
}

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  warraq fonts                  what is shipped: families, languages, licences
  warraq fonts article.md       what this text is set in, and what that font lacks")]
pub(super) struct Fonts {
    /// Files, folders, addresses, or `-` for standard input, as `build` takes them
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) web: Web,
    /// What standard input is written in [default: told from the text]
    #[arg(long, value_enum)]
    pub(super) format: Option<FormatName>,
    /// What the text is set in, as for `build`
    #[arg(long, value_name = "FONT")]
    pub(super) font: Option<FontSetting>,
    /// What headings are set in, as for `build`
    #[arg(long, value_name = "FONT")]
    pub(super) heading_font: Option<FontSetting>,
    /// The language, as a BCP 47 tag [default: told from the text]
    #[arg(long, value_name = "TAG")]
    pub(super) language: Option<Language>,
    /// Neither keep made fonts for the next book nor look for kept ones
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Print it as JSON
    #[arg(long)]
    pub(super) json: bool,
}
