//! Archives that are made to harm.

use crate::{C2, and, good, made, with, zipped};

/// Archives that are made to harm are refused, in short time, and nothing is written.
#[test]
fn hostile_archives_are_refused() {
    let mut rows: Vec<(String, Vec<u8>)> = Vec::new();
    for name in [
        "../a.xhtml",
        "OPS/../../a",
        "..\\a",
        "C:\\a",
        "\\\\host\\a",
        "//host/a",
        "a\u{1}b",
        "OPS/..",
        "../../../../etc/passwd",
        "..",
        "a/../../b",
        "D:/x",
    ] {
        rows.push((format!("escaping {name:?}"), zipped(&and(name, b"x"))));
    }
    for file in ["META-INF/rights.xml", "META-INF/sinf.xml", "META-INF/license.lcpl"] {
        rows.push((file.to_owned(), zipped(&and(file, b"<x/>"))));
    }
    for algorithm in [
        "http://www.w3.org/2001/04/xmlenc#aes128-cbc",
        "http://www.w3.org/2001/04/xmlenc#aes256-cbc",
        "http://www.idpf.org/2008/embedding",
        "x",
    ] {
        let xml = format!(
            "<encryption><EncryptedData><EncryptionMethod Algorithm=\"{algorithm}\"/><CipherData><CipherReference URI=\"OPS/text/c1.xhtml\"/></CipherData></EncryptedData></encryption>"
        );
        rows.push((algorithm.to_owned(), zipped(&and("META-INF/encryption.xml", xml.as_bytes()))));
    }
    rows.push((
        "fixed layout".to_owned(),
        zipped(&with(
            "OPS/book.opf",
            "<dc:language>",
            "<meta property=\"rendition:layout\">pre-paginated</meta><dc:language>",
        )),
    ));
    rows.push(("a bomb".to_owned(), zipped(&with("OPS/text/c2.xhtml", C2, &"a".repeat(40 << 20)))));
    rows.push(("no book".to_owned(), zipped(&vec![("word/document.bin".to_owned(), b"x".to_vec())])));
    let whole = zipped(&good());
    let text = |bytes: &[u8]| bytes.to_vec();
    for cut in (1..40).map(|part| whole.len() * part / 40) {
        rows.push((format!("cut off at {cut}"), text(&whole[..cut.max(4)])));
    }
    // The same name twice, a size that lies, a link: said in the directory.
    let directory = whole.windows(4).position(|bytes| bytes == b"PK\x01\x02").expect("a directory");
    let entries = (directory..whole.len()).filter(|at| whole[*at..].starts_with(b"PK\x01\x02")).collect::<Vec<_>>();
    for (at, entry) in entries.iter().enumerate() {
        let mut linked = whole.clone();
        linked[entry + 5] = 3;
        linked[entry + 38..entry + 42].copy_from_slice(&(0o120_777_u32 << 16).to_le_bytes());
        rows.push((format!("a link {at}"), linked));
        let mut locked = whole.clone();
        locked[entry + 8] |= 1;
        rows.push((format!("encrypted {at}"), locked));
        if (1..7).contains(&at) {
            let mut lying = whole.clone();
            lying[entry + 24..entry + 28].copy_from_slice(&10_u32.to_le_bytes());
            rows.push((format!("lying {at}"), lying));
        }
    }
    let mut doubled = whole.clone();
    for at in 0..doubled.len() - 17 {
        if doubled[at..].starts_with(b"OPS/text/c2.xhtml") {
            doubled[at..at + 17].copy_from_slice(b"OPS/text/c1.xhtml");
        }
    }
    rows.push(("the same name twice".to_owned(), doubled));
    assert!(rows.len() >= 80, "{}", rows.len());
    let mut failed = Vec::new();
    for (what, bytes) in rows {
        #[allow(clippy::disallowed_methods, reason = "a hang is told by the clock")]
        let start = std::time::Instant::now();
        if made(bytes).is_ok() {
            failed.push(format!("{what}: it was read"));
        }
        if start.elapsed().as_secs() > 20 {
            failed.push(format!("{what}: it took {:?}", start.elapsed()));
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
