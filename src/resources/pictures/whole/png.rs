//! PNG (third edition, section 5): chunks.

use super::{Parts, Whole};

/// Chunks that change what one sees; the others describe the picture, or are not known.
const SEEN: [&[u8; 4]; 17] = [
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"cHRM", b"gAMA", b"iCCP", b"sBIT", b"sRGB", b"cICP", b"mDCV",
    b"cLLI", b"pHYs", b"acTL", b"fcTL", b"fdAT",
];

/// Walks through the chunks up to the last.
pub(in super::super) fn png(bytes: &[u8]) -> Option<Whole> {
    let mut parts = Parts { bytes, at: 0 };
    let mut kept = parts.take(8)?.to_vec();
    let (mut head, mut data, mut exif, mut animated) = (None, false, false, false);
    loop {
        let start = parts.at;
        let length = u32::from_be_bytes(parts.take(4)?.try_into().ok()?);
        let name: &[u8; 4] = parts.take(4)?.try_into().ok()?;
        let content = parts.take(usize::try_from(length).ok()?)?;
        parts.take(4)?;
        match name {
            b"IHDR" => head = head.or(Some(content)),
            b"IDAT" => data = true,
            b"eXIf" => exif = true,
            b"acTL" => animated = true,
            _ => {}
        }
        if SEEN.contains(&name) {
            kept.extend_from_slice(&bytes[start..parts.at]);
        }
        if name == b"IEND" {
            break;
        }
    }
    let head = head.filter(|head| head.len() == 13 && data)?;
    let four = |at: usize| head.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes);
    let (common, grey) = (head[8] <= 8, matches!(head[9], 0 | 4));
    Some(Whole { bytes: kept, size: (four(0)?, four(4)?), common, grey, exif, animated })
}
