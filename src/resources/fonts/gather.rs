//! The fonts of a book, from its words to its files.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::catalogue::{family_for, shipped};
use super::choice::{Asked, Entry, FontId, FontWish, Fonts};
use super::embed::{Whole, embed};
use super::file::FontFile;
use super::serve::{Lack, Needs, Styles, serve};
use super::usage::collect;
use super::{FontCache, Gathered};
use crate::publication::{Code, ContainerPath, Direction, Findings, FontReport, FontSetting, MissingCharacter};
use crate::resources::{FontRequest, Licence, Resource, ResourceContent, ResourceError};
use crate::typography::Typeset;

/// Finds out which fonts a book needs and makes their files.
pub(in crate::resources) fn gather_fonts(
    typeset: &Typeset,
    request: &FontRequest,
    findings: &mut Findings,
) -> Result<Gathered, ResourceError> {
    let wishes = wishes(typeset, &request.wish);
    if wishes.iter().flatten().all(|setting| *setting == FontSetting::None) {
        return Ok(Gathered::default());
    }
    let (mut fonts, own) = fonts_of(&wishes)?;
    report_unserved(typeset, &wishes, findings);
    let usage = collect(&fonts, typeset, &request.around);
    if usage.words.is_empty() {
        return Ok(Gathered::default());
    }
    let styles = styles_of(own);
    let needs = serve(&styles, shipped().len(), &usage);
    note_lacks(&fonts, &needs, findings);
    let mut gathered = Gathered::default();
    make_files(&mut fonts, &styles, &needs, &request.cache, &mut gathered, findings);
    gathered.fonts = fonts;
    Ok(gathered)
}

/// What is asked for, body and heading: of the book, then of each article.
fn wishes(typeset: &Typeset, book: &FontWish) -> Vec<[FontSetting; 2]> {
    let settled = |wish: FontWish| {
        let body = wish.body.unwrap_or_default();
        [body.clone(), wish.heading.unwrap_or(body)]
    };
    let of = |article: &crate::typography::Article| {
        let document = &article.document;
        let beside =
            |setting: &Option<FontSetting>| setting.as_ref().map(|setting| setting.beside(document.base.folder()));
        book.or(&FontWish { body: beside(&document.metadata.font), heading: beside(&document.metadata.heading_font) })
    };
    let articles = typeset.articles.iter().map(of).collect::<Vec<_>>();
    // What a single article asks for, it asks for its book.
    let book = if let [alone] = articles.as_slice() { alone.clone() } else { book.clone() };
    [book].into_iter().chain(articles).map(settled).collect()
}

/// The shipped fonts and those in files, each once, and who asks for which.
fn fonts_of(wishes: &[[FontSetting; 2]]) -> Result<(Fonts, Vec<FontFile>), ResourceError> {
    let ours = shipped().iter().map(|family| Entry {
        class: family.class.to_owned(),
        name: family.name.as_str().to_owned(),
        generic: family.generic,
        fallbacks: Vec::new(),
        wanted: false,
        files: [None, None],
    });
    let mut entries = ours.collect::<Vec<_>>();
    let mut own = Vec::new();
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut resolved = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let mut asked = [Asked::None; 2];
        for (asked, setting) in asked.iter_mut().zip(wish) {
            *asked = match setting {
                FontSetting::None => Asked::None,
                FontSetting::Auto => Asked::Auto,
                FontSetting::Family(name) => {
                    let at = shipped().iter().position(|family| family.name == *name);
                    at.map_or(Asked::None, |at| Asked::Font(id(at)))
                }
                FontSetting::File(path) => {
                    let at = match paths.iter().position(|known| known == path) {
                        Some(at) => at,
                        None => {
                            let file = FontFile::read(path)?;
                            entries.push(own_entry(&file, own.len() + 1));
                            own.push(file);
                            paths.push(path.clone());
                            paths.len() - 1
                        }
                    };
                    Asked::Font(id(shipped().len() + at))
                }
            };
        }
        resolved.push(asked);
    }
    let articles = resolved.split_off(1);
    let book = resolved.first().copied().unwrap_or_default();
    Ok((Fonts { entries, book, articles }, own))
}

fn id(at: usize) -> FontId {
    FontId(u16::try_from(at).unwrap_or(u16::MAX))
}

fn own_entry(file: &FontFile, number: usize) -> Entry {
    let name = file.family_name().unwrap_or_else(|| "Font".to_owned());
    Entry {
        class: format!("font-{number}"),
        // The number keeps it apart from a shipped family, and from the reader's own font of this name.
        name: format!("{name} {number}"),
        generic: "serif",
        fallbacks: Vec::new(),
        wanted: false,
        files: [None, None],
    }
}

fn styles_of(own: Vec<FontFile>) -> Vec<Styles> {
    let ours = shipped().iter().filter_map(|family| {
        Some(Styles { regular: FontFile::shipped(family.regular)?, bold: FontFile::shipped(family.bold) })
    });
    ours.chain(own.into_iter().map(|regular| Styles { regular, bold: None })).collect()
}

/// Says which languages no font that is shipped can show.
fn report_unserved(typeset: &Typeset, wishes: &[[FontSetting; 2]], findings: &mut Findings) {
    let mut said = BTreeSet::new();
    for (article, wish) in typeset.articles.iter().zip(wishes.iter().skip(1)) {
        let mut languages = vec![&article.language.value];
        crate::document::visit::each_block(&article.document.blocks, &mut |block| {
            languages.extend(block.attributes.language());
        });
        for language in languages {
            let unserved = language.direction() == Direction::Rtl && family_for(language).is_none();
            if unserved && wish.contains(&FontSetting::Auto) && said.insert(language.as_str()) {
                let message =
                    format!("no font that is shipped has the letters of `{language}`: the reader's own show them");
                let place = article.document.place(0);
                findings.advise(
                    Code::FontMissing,
                    place,
                    message,
                    "name the file of a font that has them: `font = \"path\"`",
                );
            }
        }
    }
}

/// How many characters a message has room for.
const NAMED: usize = 8;

/// Says what a font lacks, character by character. What a shipped font shows in the place of another that nobody asked for is
/// as it should be.
fn note_lacks(fonts: &Fonts, needs: &Needs, findings: &mut Findings) {
    for (font, lacks) in &needs.lacks {
        let Some(entry) = fonts.entries.get(usize::from(font.0)) else { continue };
        let by_choice = asked_for(fonts, *font);
        let told = lacks.iter().filter(|(_, lack)| by_choice || lack.shown_by.is_none()).collect::<Vec<_>>();
        if told.is_empty() {
            continue;
        }
        let named = told.iter().take(NAMED).map(|(c, Lack { count, .. })| {
            let times = if *count == 1 { "once".to_owned() } else { format!("{count} times") };
            format!("U+{:04X} ({times})", u32::from(**c))
        });
        let mut list = named.collect::<Vec<_>>().join(", ");
        if told.len() > NAMED {
            list.push_str(&format!(" and {} more", told.len() - NAMED));
        }
        let others = told.iter().filter_map(|(_, lack)| lack.shown_by).collect::<BTreeSet<_>>();
        let mut others = others
            .iter()
            .filter_map(|other| fonts.entries.get(usize::from(other.0)))
            .map(|entry| entry.name.as_str())
            .collect::<Vec<_>>();
        if told.iter().any(|(_, lack)| lack.shown_by.is_none()) {
            others.push("the reader's own font");
        }
        let message = format!("{} has no letter for {list}: shown by {}", entry.name, others.join(" and "));
        findings.note(Code::LettersMissing, None, message);
    }
}

fn asked_for(fonts: &Fonts, font: FontId) -> bool {
    let is = |asked: &Asked| matches!(asked, Asked::Font(asked) if *asked == font);
    fonts.book.iter().chain(fonts.articles.iter().flatten()).any(is)
}

/// Makes the files that are needed, in a fixed order.
fn make_files(
    fonts: &mut Fonts,
    styles: &[Styles],
    needs: &Needs,
    cache: &FontCache,
    gathered: &mut Gathered,
    findings: &mut Findings,
) {
    for ((font, bold), need) in &needs.files {
        let at = usize::from(font.0);
        let (Some(entry), Some(of)) = (fonts.entries.get_mut(at), styles.get(at)) else { continue };
        let file = if *bold { of.bold.as_ref().unwrap_or(&of.regular) } else { &of.regular };
        let style = if *bold { "bold" } else { "regular" };
        let made = embed(file, need, cache);
        note_whole(&format!("{} {style}", entry.name), made.whole.as_ref(), findings);
        let path = ContainerPath::own(format!("fonts/{}-{style}.{}", entry.class, file.media_type.extension()));
        entry.files[usize::from(*bold)] = Some(path.to_string());
        entry.wanted = true;
        let first = gathered.report.iter().all(|report| report.family != entry.name);
        let lacks = needs.lacks.get(font).into_iter().flatten().filter(|_| first);
        gathered.report.push(FontReport {
            family: entry.name.clone(),
            style,
            path: path.clone(),
            languages: need.languages.union(&need.helps).map(|language| language.to_string()).collect(),
            characters: need.characters.iter().collect(),
            words: need.words,
            missing: lacks.map(|(c, lack)| missing(*c, *lack)).collect(),
            subset: made.whole.is_none(),
            bytes: made.bytes.len(),
            whole_bytes: file.bytes.len(),
        });
        let content = ResourceContent::Bytes(made.bytes);
        gathered.files.push(Resource { path, media_type: file.media_type, content });
    }
    let by_font = needs.fallbacks.iter();
    for (font, others) in by_font {
        if let Some(entry) = fonts.entries.get_mut(usize::from(font.0)) {
            entry.fallbacks = others.iter().copied().collect();
            entry.wanted = true;
        }
    }
    for (entry, family) in
        fonts.entries.iter().zip(shipped()).filter(|(entry, _)| entry.files.iter().any(Option::is_some))
    {
        let path = ContainerPath::own(format!("fonts/{}-ofl.txt", entry.class));
        gathered.licences.push(Licence { path, text: family.licence });
    }
}

fn missing(c: char, lack: Lack) -> MissingCharacter {
    let shown_by = lack.shown_by.and_then(|font| shipped().get(usize::from(font.0)));
    MissingCharacter { character: c, count: lack.count, shown_by: shown_by.map(|family| family.name) }
}

fn note_whole(font: &str, whole: Option<&Whole>, findings: &mut Findings) {
    let message = match whole {
        None => return,
        Some(Whole::Kind(reason)) => format!("{font} is in the book whole: {reason}"),
        Some(Whole::Failed) => format!("{font} is in the book whole: it could not be made smaller"),
        Some(Whole::Differs(word)) => {
            format!("{font} is in the book whole: a smaller one would set «{word}» otherwise")
        }
    };
    findings.note(Code::FontWhole, None, message);
}
