//! What a picture is, by its bytes: names and media types lie.

/// The kinds of picture that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Jpeg,
    Png,
    Gif,
    Svg,
    WebP,
    Bmp,
    Tiff,
    Ico,
    /// One that nothing here reads, by its name with an article.
    Other(&'static str),
}

impl Kind {
    /// The kind of a picture by its first bytes.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let begins = |head: &[u8]| bytes.starts_with(head);
        let at = |from: usize, what: &[u8]| bytes.get(from..from + what.len()) == Some(what);
        Some(match () {
            () if begins(&[0xFF, 0xD8, 0xFF]) => Self::Jpeg,
            () if begins(b"\x89PNG\r\n\x1A\n") => Self::Png,
            () if begins(b"GIF87a") || begins(b"GIF89a") => Self::Gif,
            () if begins(b"RIFF") && at(8, b"WEBP") => Self::WebP,
            () if begins(b"II*\0") || begins(b"MM\0*") => Self::Tiff,
            () if begins(b"II+\0") || begins(b"MM\0+") => Self::Other("a BigTIFF picture"),
            () if begins(&[0, 0, 1, 0]) && is_directory(bytes) => Self::Ico,
            // Of two letters alone nothing follows; the rest of the head has to fit.
            () if begins(b"BM") && bytes.get(15..18) == Some(&[0; 3]) => Self::Bmp,
            () if at(4, b"ftyp") => Self::Other(brand(bytes)?),
            () if begins(&[0xFF, 0x0A]) || begins(b"\0\0\0\x0CJXL \r\n\x87\n") => Self::Other("a JPEG XL picture"),
            () if begins(b"\0\0\0\x0CjP  ") || begins(&[0xFF, 0x4F, 0xFF, 0x51]) => Self::Other("a JPEG 2000 picture"),
            () if begins(b"8BPS") => Self::Other("a Photoshop picture"),
            () if begins(b"%PDF-") => Self::Other("a PDF document"),
            () if begins(&[0x1F, 0x8B]) => Self::Other("a compressed file"),
            () if is_drawing(bytes) => Self::Svg,
            () => return None,
        })
    }
}

/// Whether an icon's file lists one picture at least.
fn is_directory(bytes: &[u8]) -> bool {
    bytes.get(4..6).is_some_and(|count| count != [0, 0]) && bytes.len() >= 22
}

/// The kind of an ISO media file (ISO/IEC 23008-12, annex B), by its major brand or one of those it is compatible with.
fn brand(bytes: &[u8]) -> Option<&'static str> {
    let size = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let brands = bytes.get(8..size.clamp(12, bytes.len().max(12)))?;
    let named = |names: &[&[u8; 4]]| brands.chunks(4).any(|brand| names.iter().any(|name| brand == *name));
    if named(&[b"avif", b"avis"]) {
        Some("an AVIF picture")
    } else if named(&[b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"]) {
        Some("a HEIC picture")
    } else {
        Some("a film")
    }
}

/// Whether the first element of an XML text is `svg`.
fn is_drawing(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(16 << 10)];
    let head = match head {
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest),
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0,
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0,
        head => String::from_utf8_lossy(head),
    };
    let mut rest = head.trim_start();
    loop {
        let end = match rest {
            rest if rest.starts_with("<!--") => rest.find("-->").map(|at| at + 3),
            rest if rest.starts_with("<?") => rest.find("?>").map(|at| at + 2),
            rest if rest.starts_with("<!DOCTYPE") => match (rest.find('['), rest.find('>')) {
                (Some(inside), Some(end)) if inside < end => rest.find("]>").map(|at| at + 2),
                (_, end) => end.map(|at| at + 1),
            },
            _ => None,
        };
        match end {
            Some(end) => rest = rest[end..].trim_start(),
            None => break,
        }
    }
    let name = rest.strip_prefix('<').unwrap_or_default();
    let name = name.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default();
    name.rsplit(':').next() == Some("svg")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_bytes() {
        let rows: [(&str, &[u8], Option<Kind>); 12] = [
            ("avif", b"\0\0\0\x1Cftypavif\0\0\0\0avifmif1miaf", Some(Kind::Other("an AVIF picture"))),
            ("avif by a second brand", b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", Some(Kind::Other("an AVIF picture"))),
            ("heic", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Some(Kind::Other("a HEIC picture"))),
            ("mp4", b"\0\0\0\x18ftypisom\0\0\0\0isomiso2", Some(Kind::Other("a film"))),
            ("jxl, bare", b"\xFF\x0A\x00\x00", Some(Kind::Other("a JPEG XL picture"))),
            ("jxl, boxed", b"\0\0\0\x0CJXL \r\n\x87\n\0\0", Some(Kind::Other("a JPEG XL picture"))),
            (
                "svg",
                b"\xEF\xBB\xBF<?xml version='1.0'?>\n<!-- x --><!DOCTYPE svg PUBLIC 'a' 'b'>\n<svg/>",
                Some(Kind::Svg),
            ),
            ("svg with a prefix", b"<s:svg xmlns:s='x'>", Some(Kind::Svg)),
            ("html", b"<!DOCTYPE html><html><body><svg/>", None),
            ("text that begins as BMP does", b"BMW is a maker of cars, they say", None),
            ("words", b"not found", None),
            ("nothing", b"", None),
        ];
        for (what, bytes, kind) in rows {
            assert_eq!(Kind::of(bytes), kind, "{what}");
        }
    }
}
