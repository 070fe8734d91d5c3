//! Media types of what goes into a book (EPUB 3.3, core media types), told by bytes and never by name.

use serde::Serialize;

/// The type of a publication resource, as the manifest names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum MediaType {
    /// A content document or the navigation document.
    Xhtml,
    /// A stylesheet.
    Css,
    /// The legacy contents.
    Ncx,
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A GIF picture.
    Gif,
    /// A drawing as SVG.
    Svg,
    /// A font with TrueType outlines.
    Ttf,
    /// A font with PostScript outlines.
    Otf,
}

impl MediaType {
    /// The type as it stands in the manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Xhtml => "application/xhtml+xml",
            Self::Css => "text/css",
            Self::Ncx => "application/x-dtbncx+xml",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Svg => "image/svg+xml",
            Self::Ttf => "font/ttf",
            Self::Otf => "font/otf",
        }
    }

    /// The usual end of a file's name, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xhtml => "xhtml",
            Self::Css => "css",
            Self::Ncx => "ncx",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Svg => "svg",
            Self::Ttf => "ttf",
            Self::Otf => "otf",
        }
    }

    /// Whether the bytes are compressed already, so that deflating them again would gain nothing.
    pub fn is_compressed(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif)
    }

    /// The type of a picture by its first bytes, as far as its size; `None` for what not every reader is bound to show, and
    /// for what has no size.
    pub fn of_picture(bytes: &[u8]) -> Option<Self> {
        let is_some = |size: Option<&[u8]>| size.is_some_and(|size| size.iter().any(|b| *b != 0));
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) && has_frame(bytes) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n")
            && bytes.get(12..16) == Some(b"IHDR")
            && is_some(bytes.get(16..20))
            && is_some(bytes.get(20..24))
        {
            Some(Self::Png)
        } else if (bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a"))
            && is_some(bytes.get(6..8))
            && is_some(bytes.get(8..10))
        {
            Some(Self::Gif)
        } else {
            None
        }
    }
}

/// Whether a JPEG's segments lead to a frame, or go on beyond the bytes that are there.
fn has_frame(bytes: &[u8]) -> bool {
    matches!(frame(bytes), Frame::Here(_) | Frame::Beyond)
}

/// A JPEG's frame: its bytes from the length on.
enum Frame<'a> {
    Here(&'a [u8]),
    Beyond,
    None,
}

fn frame(bytes: &[u8]) -> Frame<'_> {
    let mut at = 2;
    while let Some([0xFF, marker, high, low]) = bytes.get(at..at + 4) {
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => return Frame::Here(&bytes[at + 2..]),
            0xD9 | 0xDA => return Frame::None,
            _ => at += 2 + usize::from(u16::from_be_bytes([*high, *low])),
        }
    }
    if at > bytes.len() { Frame::Beyond } else { Frame::None }
}

/// The width and height of a JPEG, PNG or GIF, as its head says.
#[cfg(not(feature = "covers"))]
pub(crate) fn picture_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let two = |at: usize, bytes: &[u8]| Some([*bytes.get(at)?, *bytes.get(at + 1)?]);
    let four = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    match MediaType::of_picture(bytes)? {
        MediaType::Png => Some((four(16)?, four(20)?)),
        MediaType::Gif => Some((u16::from_le_bytes(two(6, bytes)?).into(), u16::from_le_bytes(two(8, bytes)?).into())),
        _ => match frame(bytes) {
            Frame::Here(of) => Some((u16::from_be_bytes(two(5, of)?).into(), u16::from_be_bytes(two(3, of)?).into())),
            _ => None,
        },
    }
}

/// Whether a picture is a JPEG of four inks, which many readers show as its negative.
#[cfg(any(feature = "covers", feature = "pictures"))]
pub(crate) fn is_cmyk(bytes: &[u8]) -> bool {
    let is_jpeg = bytes.starts_with(&[0xFF, 0xD8, 0xFF]);
    is_jpeg && matches!(frame(bytes), Frame::Here(frame) if frame.get(7) == Some(&4))
}

impl Serialize for MediaType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
