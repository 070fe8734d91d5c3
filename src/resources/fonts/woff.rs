//! WOFF 1.0, unpacked: a font whose tables are each compressed with zlib.

use std::io::Read;

/// More than this is not unpacked, in bytes.
const MAX_UNPACKED: usize = 64 << 20;

/// The font inside a WOFF file; `None` when it is damaged.
pub(super) fn unpacked(woff: &[u8]) -> Option<Vec<u8>> {
    let number = |at: usize| Some(u32::from_be_bytes(woff.get(at..at + 4)?.try_into().ok()?));
    let count = u16::from_be_bytes(woff.get(12..14)?.try_into().ok()?);
    let mut tables = Vec::with_capacity(usize::from(count));
    let mut size = 12 + 16 * usize::from(count);
    for at in (0..usize::from(count)).map(|at| 44 + 20 * at) {
        let (offset, packed, length) = (number(at + 4)? as usize, number(at + 8)? as usize, number(at + 12)? as usize);
        size = size.checked_add(length.checked_next_multiple_of(4)?)?;
        // A table is never larger packed than unpacked (WOFF 1.0, section 5).
        if size > MAX_UNPACKED || packed > length {
            return None;
        }
        let data = woff.get(offset..offset.checked_add(packed)?)?;
        let data = if packed < length { inflated(data, length)? } else { data.to_vec() };
        tables.push((number(at)?, number(at + 16)?, data));
    }
    Some(font_of(number(4)?, &tables, size))
}

fn inflated(data: &[u8], length: usize) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(length);
    flate2::read::ZlibDecoder::new(data).take(length as u64 + 1).read_to_end(&mut out).ok()?;
    (out.len() == length).then_some(out)
}

fn font_of(flavour: u32, tables: &[(u32, u32, Vec<u8>)], size: usize) -> Vec<u8> {
    let count = u16::try_from(tables.len()).unwrap_or(u16::MAX);
    let log = count.checked_ilog2().unwrap_or(0);
    let range = (1_u16 << log).saturating_mul(16);
    let mut font = Vec::with_capacity(size);
    font.extend(flavour.to_be_bytes());
    for number in [count, range, u16::try_from(log).unwrap_or(0), count.saturating_mul(16).saturating_sub(range)] {
        font.extend(number.to_be_bytes());
    }
    let mut offset = 12 + 16 * tables.len();
    for (tag, sum, data) in tables {
        for number in [*tag, *sum, u32::try_from(offset).unwrap_or(0), u32::try_from(data.len()).unwrap_or(0)] {
            font.extend(number.to_be_bytes());
        }
        offset += data.len().next_multiple_of(4);
    }
    for (_, _, data) in tables {
        font.extend(data);
        font.resize(font.len().next_multiple_of(4), 0);
    }
    font
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_that_are_larger_packed_than_unpacked_are_refused() {
        let mut woff = b"wOFF\0\x01\0\0".to_vec();
        woff.extend([0, 0, 0, 0, 0, 1]);
        woff.resize(44, 0);
        for number in [0_u32, 0, 60, 0, 0] {
            woff.extend(number.to_be_bytes());
        }
        assert_eq!(unpacked(&woff), None);
    }
}
