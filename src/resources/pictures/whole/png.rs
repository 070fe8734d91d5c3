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
            b"fcTL" if !is_within(content, head?) => return None,
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
    let (common, grey) = (head[8] <= 8, matches!(head[9], 0 | 4));
    Some(Whole { bytes: kept, size: (four(head, 0)?, four(head, 4)?), common, grey, exif, animated })
}

fn four(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at + 4)?.try_into().ok().map(u32::from_be_bytes)
}

/// Whether a picture of an animation is within the size that the head says.
fn is_within(control: &[u8], head: &[u8]) -> bool {
    let within = |side: usize| {
        let end = four(control, 4 + side)?.checked_add(four(control, 12 + side)?)?;
        Some(end <= four(head, side)?)
    };
    within(0) == Some(true) && within(4) == Some(true)
}
