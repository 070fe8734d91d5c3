//! JPEG (ITU-T T.81, annex B): segments, and scans between them.

use super::{Parts, Whole};

/// Walks through the segments up to the end of the picture; what follows it is left out with the metadata.
pub(in super::super) fn jpeg(bytes: &[u8]) -> Option<Whole> {
    let mut parts = Parts { bytes, at: 0 };
    let mut kept = parts.take(2).filter(|start| *start == [0xFF, 0xD8])?.to_vec();
    let (mut frame, mut scans, mut exif) = (None, 0, false);
    loop {
        let marker = next_marker(&mut parts)?;
        match marker {
            0xD9 => break,
            // Markers that stand alone.
            0x01 | 0xD0..=0xD8 => continue,
            _ => {}
        }
        let start = parts.at;
        let length = parts.take(2)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let content = parts.take(length.checked_sub(2)?)?;
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => frame = frame.or(Some((marker, content))),
            0xE1 if content.starts_with(b"Exif\0") => exif = true,
            0xDA => {
                skip_scan(&mut parts);
                scans += 1;
            }
            _ => {}
        }
        if is_kept(marker, content) {
            kept.extend([0xFF, marker]);
            kept.extend_from_slice(&bytes[start..parts.at]);
        }
    }
    kept.extend([0xFF, 0xD9]);
    let (marker, frame) = frame.filter(|_| scans > 0)?;
    let two = |at: usize| Some(u32::from(u16::from_be_bytes([*frame.get(at)?, *frame.get(at + 1)?])));
    let size = (two(3)?, two(1)?);
    let (bits, components) = (*frame.first()?, *frame.get(5)?);
    let common = bits == 8 && matches!(components, 1 | 3) && matches!(marker, 0xC0..=0xC2);
    Some(Whole { bytes: kept, size, common, grey: components == 1, exif, animated: false })
}

/// What is between two segments is passed over, as decoders do.
fn next_marker(parts: &mut Parts<'_>) -> Option<u8> {
    loop {
        while parts.byte()? != 0xFF {}
        let mut marker = parts.byte()?;
        while marker == 0xFF {
            marker = parts.byte()?;
        }
        if marker != 0 {
            return Some(marker);
        }
    }
}

/// Goes to the marker behind a scan. Within it, a marker's first byte is followed by zero or counts restarts.
fn skip_scan(parts: &mut Parts<'_>) {
    let rest = &parts.bytes[parts.at..];
    let is_end = |pair: &[u8]| pair[0] == 0xFF && !matches!(pair[1], 0 | 0xD0..=0xD7 | 0xFF);
    parts.at += rest.windows(2).position(is_end).unwrap_or(rest.len());
}

/// Whether a segment is needed to show the picture as it is: not what describes it, nor a small copy of it.
fn is_kept(marker: u8, content: &[u8]) -> bool {
    match marker {
        0xE0 => content.starts_with(b"JFIF\0"),
        0xE2 => content.starts_with(b"ICC_PROFILE\0"),
        0xEE => content.starts_with(b"Adobe"),
        0xE0..=0xEF | 0xFE => false,
        _ => true,
    }
}
