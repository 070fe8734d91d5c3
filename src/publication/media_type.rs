//! Media types of what goes into a book (EPUB 3.3, core media types), told by bytes and never by name.

use serde::Serialize;

/// The type of a publication resource, as the manifest names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
        }
    }

    /// Whether the bytes are compressed already, so that deflating them again would gain nothing.
    pub fn is_compressed(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Gif)
    }

    /// The type of a picture by its first bytes; `None` for what every reader is not bound to show.
    pub fn of_picture(bytes: &[u8]) -> Option<Self> {
        if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
            Some(Self::Jpeg)
        } else if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
            Some(Self::Png)
        } else if bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a") {
            Some(Self::Gif)
        } else {
            None
        }
    }
}

impl Serialize for MediaType {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
