//! The package document: which files a book has, and in which order they are read.

use std::collections::{BTreeMap, BTreeSet};

use super::container::is_text;
use super::markup::Element;
use super::{Reader, metadata};
use crate::publication::{Code, percent_decoded};
use crate::source::natural::natural_order;

/// What the package document says.
#[derive(Debug, Default)]
pub(super) struct Package {
    /// Its path.
    pub(super) path: String,
    pub(super) metadata: metadata::BookMetadata,
    /// The pages in reading order.
    pub(super) spine: Vec<String>,
    /// The navigation document of EPUB 3.
    pub(super) navigation: Option<String>,
    /// The contents of EPUB 2.
    pub(super) ncx: Option<String>,
    /// The list of printed pages that Adobe's programs read.
    pub(super) page_map: Option<String>,
    /// What pages are for, by their paths: of the guide of EPUB 2.
    pub(super) guide: Vec<(String, String)>,
    /// The picture of the cover.
    pub(super) cover: Option<String>,
    /// Whether pages are laid out on a canvas of fixed size.
    pub(super) fixed: bool,
}

struct Item {
    id: String,
    path: String,
    media_type: String,
    properties: Vec<String>,
}

/// Reads the package document; without one, every page there is, in the order of their names.
pub(super) fn read(tree: Option<&Element>, path: &str, reader: &mut Reader<'_>) -> Package {
    let Some(package) = tree else {
        reader.note(
            Code::BookPackage,
            path,
            "the book has no package document; its pages were read in the order of their names",
        );
        return Package { spine: all_pages(reader), cover: None, ..Package::default() };
    };
    let items = items(package, path, reader);
    let by_id = items.iter().map(|item| (item.id.as_str(), item)).collect::<BTreeMap<_, _>>();
    let mut spine = Vec::new();
    let mut passed = BTreeSet::new();
    for reference in package.all("itemref") {
        let id = reference.attribute("idref").unwrap_or_default();
        match by_id.get(id) {
            Some(item) if reader.archive.find(&item.path).is_none() => {
                reader.note(
                    Code::BookEntryMissing,
                    path,
                    format!("the page `{}` is listed, but not in the book", item.path),
                );
            }
            Some(item) if !is_page(item) => {
                let message = format!("the spine holds `{}`, which is no page but {}", item.path, item.media_type);
                reader.note(Code::BookPartLeftOut, path, message);
            }
            Some(item) if !passed.insert(item.path.clone()) => {
                reader.note(
                    Code::BookSpine,
                    path,
                    format!("the page `{}` is in the spine twice; it was read once", item.path),
                );
            }
            Some(item) => spine.push(item.path.clone()),
            None => reader.note(Code::BookSpine, path, format!("the spine names `{id}`, which is not in the manifest")),
        }
    }
    let nav = items.iter().find(|item| item.properties.iter().any(|property| property == "nav"));
    if spine.is_empty() {
        let nav = nav.map(|nav| nav.path.as_str());
        let listed = items.iter().filter(|item| {
            is_page(item) && Some(item.path.as_str()) != nav && reader.archive.find(&item.path).is_some()
        });
        spine = listed.map(|item| item.path.clone()).collect();
        if spine.is_empty() {
            spine = all_pages(reader);
        }
        reader.note(
            Code::BookSpine,
            path,
            "the book does not say in which order its pages are read; they were taken as they are listed",
        );
    }
    report_media_types(&items, path, reader);
    report_unlisted(&items, path, reader);
    let toc = package.find("spine").and_then(|spine| spine.attribute("toc"));
    let ncx = toc.and_then(|id| by_id.get(id).copied()).or_else(|| {
        items.iter().find(|item| {
            item.media_type == "application/x-dtbncx+xml" || item.path.to_ascii_lowercase().ends_with(".ncx")
        })
    });
    let map = items.iter().find(|item| item.media_type == "application/oebps-page-map+xml");
    let guide = package.all("reference").into_iter().filter_map(|reference| {
        let target = resolve(path, reference.attribute("href")?)?.0;
        Some((reference.attribute("type")?.to_ascii_lowercase(), reader.archive.find(&target)?.to_owned()))
    });
    let guide = guide.collect::<Vec<_>>();
    let cover = cover(package, &items, reader);
    Package {
        metadata: metadata::read(package, path, reader),
        navigation: nav.and_then(|item| reader.archive.find(&item.path)).map(str::to_owned),
        ncx: ncx.and_then(|item| reader.archive.find(&item.path)).map(str::to_owned),
        page_map: map.and_then(|item| reader.archive.find(&item.path)).map(str::to_owned),
        fixed: is_fixed(package),
        path: path.to_owned(),
        spine,
        guide,
        cover,
    }
}

fn items(package: &Element, path: &str, reader: &mut Reader<'_>) -> Vec<Item> {
    let mut items = Vec::new();
    let mut ids = BTreeSet::new();
    for item in package.all("item") {
        let (Some(id), Some(href)) = (item.attribute("id"), item.attribute("href")) else {
            reader.note(Code::BookPackage, path, "an item of the manifest has no id or no address; it was passed over");
            continue;
        };
        if href.contains("://") {
            continue;
        }
        let Some((named, _)) = resolve(path, href) else {
            reader.note(Code::BookPaths, path, format!("`{href}` leads out of the book; it was passed over"));
            continue;
        };
        let root = crate::publication::Archive::path("", &percent_decoded(href).unwrap_or_default());
        let known = reader.archive.find(&named).or_else(|| reader.archive.find(root.as_deref()?)).map(str::to_owned);
        let odd = href.contains('\\') || href.starts_with('/') || known.as_deref().is_some_and(|known| known != named);
        if let (Some(known), true) = (&known, odd) {
            reader.note(Code::BookPaths, path, format!("`{href}` was taken for `{known}`"));
        }
        if !ids.insert(id.to_owned()) {
            reader.note(
                Code::BookDuplicateIds,
                path,
                format!("two items of the manifest have the id `{id}`; the first counts"),
            );
            continue;
        }
        let path_of_item = known.unwrap_or_else(|| named.clone());
        items.push(Item {
            id: id.to_owned(),
            path: path_of_item,
            media_type: item.attribute("media-type").unwrap_or_default().to_ascii_lowercase(),
            properties: item
                .attribute("properties")
                .unwrap_or_default()
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
        });
    }
    for item in &items {
        if reader.archive.find(&item.path).is_none() && !is_page(item) {
            reader.note(Code::BookEntryMissing, path, format!("`{}` is listed, but not in the book", item.path));
        }
    }
    items
}

/// Whether an item is a page: by its type, or by its name where the type is that of no other file.
fn is_page(item: &Item) -> bool {
    let by_name = [".xhtml", ".html", ".htm", ".xht"].iter().any(|end| item.path.to_ascii_lowercase().ends_with(end));
    match item.media_type.as_str() {
        "application/xhtml+xml" | "text/html" | "text/x-oeb1-document" | "application/x-dtbook+xml" => true,
        "image/svg+xml" => false,
        _ => by_name,
    }
}

/// Every page of an archive in natural order, for a book that does not list them.
fn all_pages(reader: &Reader<'_>) -> Vec<String> {
    let pages = reader.archive.names().filter(|name| {
        let name = name.to_ascii_lowercase();
        is_text(&name) && !name.ends_with(".xml") && !name.ends_with(".ncx") && !name.ends_with(".opf")
    });
    let mut pages = pages.map(str::to_owned).collect::<Vec<_>>();
    pages.sort_by(|a, b| natural_order(a, b));
    pages
}

/// The types that files of these names have.
const TYPES: [(&str, &[&str]); 12] = [
    ("xhtml", &["application/xhtml+xml"]),
    ("html", &["application/xhtml+xml"]),
    ("htm", &["application/xhtml+xml"]),
    ("css", &["text/css"]),
    ("jpg", &["image/jpeg"]),
    ("jpeg", &["image/jpeg"]),
    ("png", &["image/png"]),
    ("gif", &["image/gif"]),
    ("svg", &["image/svg+xml"]),
    ("webp", &["image/webp"]),
    ("ncx", &["application/x-dtbncx+xml"]),
    ("js", &["text/javascript", "application/javascript", "application/ecmascript"]),
];

fn report_media_types(items: &[Item], path: &str, reader: &mut Reader<'_>) {
    for item in items {
        let end = item.path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        let Some((_, types)) = TYPES.iter().find(|(known, _)| *known == end) else { continue };
        if !types.contains(&item.media_type.as_str()) {
            let message = format!("`{}` is listed as `{}`; it was read as what it is", item.path, item.media_type);
            reader.note(Code::BookMediaType, path, message);
        }
    }
}

fn report_unlisted(items: &[Item], path: &str, reader: &mut Reader<'_>) {
    let listed = items.iter().map(|item| item.path.as_str()).collect::<BTreeSet<_>>();
    let unlisted = reader.archive.names().filter(|name| {
        let own = *name == "mimetype" || name.starts_with("META-INF/") || *name == path;
        // The licences of fonts that our own books carry are no part of the publication.
        let licence = name.to_ascii_lowercase().ends_with(".txt");
        let system = name.ends_with(".DS_Store")
            || name.starts_with("__MACOSX/")
            || name.ends_with("Thumbs.db")
            || *name == "iTunesMetadata.plist";
        !own && !licence && !system && !listed.contains(name)
    });
    let unlisted = unlisted.map(str::to_owned).collect::<Vec<_>>();
    for name in unlisted {
        reader.note(Code::BookEntryUnlisted, path, format!("`{name}` is in the book, but not listed"));
    }
}

/// The picture of the cover: as EPUB 3 says it, as EPUB 2 does, then by the usual id.
fn cover(package: &Element, items: &[Item], reader: &Reader<'_>) -> Option<String> {
    let declared = package
        .all("meta")
        .into_iter()
        .find(|meta| meta.attribute("name").is_some_and(|name| name.eq_ignore_ascii_case("cover")));
    let declared = declared.and_then(|meta| meta.attribute("content"));
    let by_property = items.iter().find(|item| item.properties.iter().any(|property| property == "cover-image"));
    let picture = |item: &&Item| item.media_type.starts_with("image/") || has_picture_name(&item.path);
    // Some write the address of the picture where its id should be.
    let by_meta =
        items.iter().filter(picture).find(|item| declared.is_some_and(|id| item.id == id || item.path.ends_with(id)));
    let by_id = items
        .iter()
        .filter(picture)
        .find(|item| matches!(item.id.as_str(), "cover" | "cover-image" | "coverimage" | "cover-img"));
    let item = by_property.or(by_meta).or(by_id)?;
    reader.archive.find(&item.path).map(str::to_owned)
}

fn has_picture_name(path: &str) -> bool {
    let path = path.to_ascii_lowercase();
    [".jpg", ".jpeg", ".png", ".gif", ".webp"].iter().any(|end| path.ends_with(end))
}

fn is_fixed(package: &Element) -> bool {
    package.all("meta").into_iter().any(|meta| {
        let layout = meta.attribute("property") == Some("rendition:layout") && meta.text() == "pre-paginated";
        let old = meta.attribute("name").is_some_and(|name| name.eq_ignore_ascii_case("fixed-layout"))
            && meta.attribute("content").is_some_and(|content| content.eq_ignore_ascii_case("true"));
        layout || old
    })
}

/// The path and the fragment that an address names, seen from the file at `from`. `None` when it leads out of the book.
pub(super) fn resolve(from: &str, href: &str) -> Option<(String, Option<String>)> {
    let (path, fragment) = match href.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (href, None),
    };
    let decode = |text: &str| percent_decoded(text).unwrap_or_else(|| text.to_owned());
    let fragment = fragment.map(decode).filter(|fragment| !fragment.is_empty());
    if path.is_empty() {
        return Some((from.to_owned(), fragment));
    }
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some((crate::publication::Archive::path(folder, &decode(path))?, fragment))
}
