//! A font file: one of ours, or one of the reader's own, which has to be looked at before it is trusted.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use harfrust::Font;
use skrifa::raw::types::Tag;
use skrifa::raw::{FontRef, TableProvider};
use uuid::Uuid;

use super::woff::unpacked;
use crate::publication::MediaType;
use crate::resources::ResourceError;

/// A font file, whole.
#[derive(Clone)]
pub(super) struct FontFile {
    pub(super) bytes: Bytes,
    pub(super) font: Font,
    /// Tells it from every other font.
    pub(super) identity: Uuid,
    pub(super) media_type: MediaType,
    /// Why it goes into the book whole, where it does.
    pub(super) whole: Option<&'static str>,
}

#[derive(Clone)]
pub(super) enum Bytes {
    Shipped(&'static [u8]),
    Own(Arc<Vec<u8>>),
}

impl std::ops::Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match self {
            Self::Shipped(bytes) => bytes,
            Self::Own(bytes) => bytes,
        }
    }
}

/// The largest font that is read, in bytes: 32 MiB.
const MAX_FONT_BYTES: u64 = 32 << 20;

/// Whether the places of the outlines (`loca`) ascend and end within the outlines, where the font has such: subsets of others
/// would ask for memory without bounds.
fn places_are_sound(font: &FontRef<'_>) -> bool {
    let glyf = font.table_data(Tag::new(b"glyf"));
    let (Ok(maxp), Ok(loca), Some(glyf)) = (font.maxp(), font.loca(None), glyf) else { return true };
    let end = glyf.len();
    let mut last = 0;
    (0..=usize::from(maxp.num_glyphs())).all(|glyph| {
        let place = loca.get_raw(glyph).map(|place| place as usize);
        let sound = place.is_some_and(|place| last <= place && place <= end);
        last = place.unwrap_or(last);
        sound
    })
}

impl FontFile {
    /// One of ours.
    pub(super) fn shipped(bytes: &'static [u8]) -> Option<Self> {
        // The head table has a sum of the whole file in it, which is enough to tell fonts apart that nobody forges.
        let head = FontRef::new(bytes).ok()?.head().ok()?;
        let sum = [head.checksum_adjustment(), u32::try_from(bytes.len()).ok()?];
        let sum = sum.iter().flat_map(|number| number.to_be_bytes()).collect::<Vec<_>>();
        Some(Self {
            bytes: Bytes::Shipped(bytes),
            font: Font::new(bytes, 0)?,
            identity: Uuid::new_v5(&Uuid::NAMESPACE_OID, &sum),
            media_type: MediaType::Ttf,
            whole: None,
        })
    }

    /// The file of somebody's own font.
    pub(super) fn read(path: &Path) -> Result<Self, ResourceError> {
        let unreadable = |source| ResourceError::FontUnreadable { path: path.to_owned(), source };
        let wrong = |what| ResourceError::NotAFont { path: path.to_owned(), what };
        // Asked before it is opened: a pipe would be waited for.
        if !std::fs::metadata(path).map_err(unreadable)?.is_file() {
            return Err(wrong("it is not a file"));
        }
        let file = File::open(path).map_err(unreadable)?;
        let mut bytes = Vec::new();
        file.take(MAX_FONT_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 > MAX_FONT_BYTES {
            return Err(wrong("it is larger than 32 MiB"));
        }
        let bytes = match bytes.get(..4) {
            Some(b"wOF2") => return Err(wrong("it is packed as WOFF2, which many e-readers cannot open")),
            Some(b"ttcf") => return Err(wrong("it is a collection of several fonts")),
            Some(b"wOFF") => unpacked(&bytes).ok_or_else(|| wrong("it is a damaged WOFF file"))?,
            Some([0, 1, 0, 0] | b"true" | b"OTTO") => bytes,
            _ => return Err(wrong("it is not a TrueType, OpenType or WOFF font")),
        };
        Self::of(bytes, path)
    }

    fn of(bytes: Vec<u8>, path: &Path) -> Result<Self, ResourceError> {
        let wrong = |what| ResourceError::NotAFont { path: path.to_owned(), what };
        let font = FontRef::new(&bytes).map_err(|_| wrong("it is damaged"))?;
        let readable = font.head().is_ok() && font.cmap().is_ok() && font.hmtx().is_ok() && font.maxp().is_ok();
        let has = |tag: &[u8; 4]| font.table_data(Tag::new(tag)).is_some();
        let outlines = (font.glyf().is_ok() && font.loca(None).is_ok()) || has(b"CFF ") || has(b"CFF2");
        if !readable || !outlines || !places_are_sound(&font) {
            return Err(wrong("it is damaged, or lacks tables that text is set with"));
        }
        let rights = font.os2().map_or(0, |os2| os2.fs_type());
        if rights & 0x000F == 0x0002 || rights & 0x0200 != 0 {
            return Err(ResourceError::FontForbidden { path: path.to_owned() });
        }
        let (media_type, whole) = match () {
            () if has(b"CFF ") || has(b"CFF2") => (MediaType::Otf, Some("its outlines are of the PostScript kind")),
            () if has(b"fvar") => {
                (MediaType::Ttf, Some("it is a variable font, of which old readers show one style only"))
            }
            () if rights & 0x0100 != 0 => (MediaType::Ttf, Some("its maker forbids subsets")),
            () => (MediaType::Ttf, None),
        };
        let identity = Uuid::new_v5(&Uuid::NAMESPACE_OID, &bytes);
        let shared = Arc::new(bytes);
        let blob: Arc<dyn AsRef<[u8]> + Send + Sync> = Arc::<Vec<u8>>::clone(&shared);
        let font = Font::new(skrifa::font::Blob::from(blob), 0).ok_or_else(|| wrong("it is damaged"))?;
        Ok(Self { bytes: Bytes::Own(shared), font, identity, media_type, whole })
    }

    /// Whether it has a character.
    pub(super) fn has(&self, c: char) -> bool {
        self.font.charmap().map_unicode(c).is_some_and(|glyph| glyph.to_u32() != 0)
    }

    /// The family's name, as far as a stylesheet can hold it safely.
    pub(super) fn family_name(&self) -> Option<String> {
        let font = FontRef::new(&self.bytes).ok()?;
        let name = font.name().ok()?;
        let records = name.name_record().iter();
        let mut names = records.filter(|record| record.name_id().to_u16() == 1 && record.is_unicode());
        let text = names.find_map(|record| record.string(name.string_data()).ok())?.to_string();
        let plain = |c: &char| c.is_ascii_alphanumeric() || matches!(c, ' ' | '-');
        let text = text.chars().filter(plain).take(60).collect::<String>();
        let text = text.split(' ').filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        text.starts_with(|c: char| c.is_ascii_alphabetic()).then_some(text)
    }
}
