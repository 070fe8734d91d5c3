//! GIF (version 89a): a head, pictures, extensions.

use super::{Parts, Whole};

/// Walks through the blocks up to the trailer; one that is missing behind whole blocks is written.
pub(in super::super) fn gif(bytes: &[u8]) -> Option<Whole> {
    let mut parts = Parts { bytes, at: 0 };
    let head = parts.take(13)?;
    let size: (u32, u32) =
        (u16::from_le_bytes([head[6], head[7]]).into(), u16::from_le_bytes([head[8], head[9]]).into());
    parts.take(table(head[10]))?;
    let mut kept = bytes[..parts.at].to_vec();
    let mut frames = 0;
    while !parts.is_done() {
        let start = parts.at;
        let mut is_kept = true;
        match parts.byte()? {
            0x2C => {
                let picture = parts.take(9)?;
                let two = |at: usize| u32::from(u16::from_le_bytes([picture[at], picture[at + 1]]));
                // One that reaches beyond the screen asks for memory that the size does not tell of.
                if two(0) + two(4) > size.0 || two(2) + two(6) > size.1 {
                    return None;
                }
                // Colours, and a byte on how the pixels are written.
                parts.take(table(picture[8]) + 1)?;
                sub_blocks(&mut parts)?;
                frames += 1;
            }
            0x21 => {
                let label = parts.byte()?;
                let first = bytes.get(parts.at + 1..parts.at + 12);
                sub_blocks(&mut parts)?;
                // Of the applications' blocks those stay that say how often it repeats.
                let repeats = || first.is_some_and(|name| name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0");
                is_kept = matches!(label, 0xF9 | 0x01) || (label == 0xFF && repeats());
            }
            0x3B => break,
            _ => return None,
        }
        if is_kept {
            kept.extend_from_slice(&bytes[start..parts.at]);
        }
    }
    kept.push(0x3B);
    let whole = Whole { bytes: kept, size, common: true, grey: false, exif: false, animated: frames > 1 };
    (frames > 0).then_some(whole)
}

/// How many bytes a table of colours has.
fn table(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 7) + 1) }
}

fn sub_blocks(parts: &mut Parts<'_>) -> Option<()> {
    loop {
        match parts.byte()? {
            0 => return Some(()),
            length => parts.take(length.into())?,
        };
    }
}
