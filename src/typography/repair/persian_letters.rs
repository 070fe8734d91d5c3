//! Old keyboards and Windows-1256 had only the Arabic yeh and kaf. Persian's own have other dots, and other code points.

use super::Exchange;

pub(super) fn mended(text: &str, exchange: &mut Exchange<'_>) -> Option<String> {
    if !text.contains(|c| persian(c).is_some()) {
        return None;
    }
    let letter = |c| {
        let letter = persian(c)?;
        exchange(c, letter.encode_utf8(&mut [0; 4]));
        Some(letter)
    };
    let mut letter = letter;
    Some(text.chars().map(|c| letter(c).unwrap_or(c)).collect())
}

fn persian(c: char) -> Option<char> {
    match c {
        '\u{64A}' => Some('\u{6CC}'),
        '\u{643}' => Some('\u{6A9}'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::rows;
    use super::*;

    #[test]
    fn letters_become_persian() {
        rows(
            mended,
            &[
                ("yeh and kaf", "كتاب فارسي", "کتاب فارسی"),
                ("alef maksura and the rest stay", "موسى ئ ة", "موسى ئ ة"),
                ("Persian ones stay", "کتاب فارسی", "کتاب فارسی"),
            ],
        );
    }
}
