//! What the book offers to readers who see, hear or move otherwise (EPUB Accessibility 1.1, schema.org terms). Computed
//! from what the book holds; conformance is never claimed, since only people can judge descriptions.

use super::About;
use crate::chapters::ContentDocument;
use crate::publication::MediaType;
use crate::resources::Resources;

/// The five properties.
pub(super) struct Accessibility {
    pub(super) modes: Vec<&'static str>,
    pub(super) sufficient: Vec<&'static str>,
    pub(super) features: Vec<&'static str>,
    pub(super) hazard: &'static str,
    pub(super) summary: &'static str,
}

pub(super) fn accessibility(
    documents: &[ContentDocument],
    resources: &Resources,
    printed_pages: bool,
    about: &About<'_>,
) -> Accessibility {
    let pictures = resources.pictures;
    // The cover's description is the title, so it is always described; one that was drawn shows nothing else.
    let cover = resources.cover.as_ref();
    let shows = pictures.shown > 0 || cover.is_some_and(|cover| !cover.drawn);
    let described = pictures.undescribed == 0;
    let formulas = documents.iter().any(|document| document.formulas);
    let mut modes = vec!["textual"];
    let mut features = vec!["displayTransformability", "readingOrder", "structuralNavigation", "tableOfContents"];
    if shows {
        modes.push("visual");
        if described {
            features.insert(0, "alternativeText");
        }
    }
    if formulas {
        features.push("MathML");
    }
    if printed_pages {
        features.extend(["pageBreakMarkers", "pageNavigation"]);
    }
    let mut sufficient = Vec::new();
    if described {
        sufficient.push("textual");
    }
    if shows {
        sufficient.push("textual,visual");
    }
    // An animation may flash; nobody has looked.
    let animated = resources
        .all
        .iter()
        .chain(cover.map(|cover| &cover.resource))
        .any(|resource| resource.media_type == MediaType::Gif);
    let hazard = if animated { "unknown" } else { "none" };
    let summary = match (shows, described) {
        (false, _) => about.labels.summary_text,
        (true, true) => about.labels.summary_described_pictures,
        (true, false) => about.labels.summary_undescribed_pictures,
    };
    Accessibility { modes, sufficient, features, hazard, summary }
}
