//! Bytes → text: UTF-8 and UTF-16, the legacy encodings of Arabic and Hebrew, and what an HTML page declares.

use encoding_rs::{
    Encoding, ISO_8859_6, ISO_8859_8, ISO_8859_8_I, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1255, WINDOWS_1256,
};

use super::{Format, SourceError};

/// What is looked at to tell an encoding.
const PREFIX: usize = 256 * 1024;

/// A text, and the encoding it was in where that was not UTF-8.
pub(crate) struct Decoded {
    pub(crate) text: String,
    pub(crate) legacy: Option<&'static str>,
    /// What was declared and is not so.
    pub(crate) doubted: Option<String>,
    /// Whether its encoding stores lines in the order of the screen (ISO-8859-8 without `-I`).
    pub(crate) visual: bool,
}

impl Decoded {
    pub(crate) fn of_text(text: String) -> Self {
        Self { text, legacy: None, doubted: None, visual: false }
    }
}

/// Decodes a whole file; see [`decode_answer`].
pub(crate) fn decode(bytes: Vec<u8>, format: Option<Format>, file: &str) -> Result<Decoded, SourceError> {
    decode_answer(bytes, format, None, file)
}

/// Decodes what a server gave, with the encoding its header names, or a file, which has none. In this order:
///
/// 1. a byte order mark;
/// 2. UTF-16 without one, told by its bytes, and UTF-8 where every byte is right: nothing else looks like them, so that
///    they are believed against any declaration;
/// 3. the header's encoding, then that of the page (`meta`, XML declaration), then what the detector of browsers tells:
///    the first of them that gives a text of a right-to-left script; where none does, the first that was declared.
///
/// A few wrong bytes in a UTF-8 text are an error, never a guess. What was declared and is not so is told.
pub(crate) fn decode_answer(
    bytes: Vec<u8>,
    format: Option<Format>,
    header: Option<&str>,
    file: &str,
) -> Result<Decoded, SourceError> {
    let header = header.and_then(|label| Encoding::for_label(label.as_bytes()));
    let in_page = matches!(format, Some(Format::Html) | None).then(|| declared(&bytes)).flatten();
    let ascii = bytes.is_ascii();
    let decoded = decode_declared(bytes, [header, in_page], file)?;
    let found = decoded.legacy.unwrap_or("UTF-8");
    // UTF-16 cannot be declared within itself, and what is all ASCII is the same in all of the others.
    let differs = |encoding: &&'static Encoding| {
        let same = encoding.name() == found
            || encoding.name().starts_with("UTF-16") && decoded.legacy.is_some_and(|name| name.starts_with("UTF-16"));
        !ascii && !same && !found.starts_with("UTF-16")
    };
    let declarations = [("the server", header), ("the page", in_page)];
    let wrong = declarations.into_iter().find_map(|(who, encoding)| Some((who, encoding.filter(differs)?)));
    let doubted = wrong
        .map(|(who, encoding)| format!("{who} says that the text is in {}, but it is in {found}", encoding.name()));
    Ok(Decoded { doubted, ..decoded })
}

fn decode_declared(
    bytes: Vec<u8>,
    declared: [Option<&'static Encoding>; 2],
    file: &str,
) -> Result<Decoded, SourceError> {
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes)
        && encoding != UTF_8
    {
        return decode_as(encoding, &bytes[mark..], file, mark);
    }
    if let Some(what) = binary_signature(&bytes) {
        return Err(SourceError::NotText { file: file.to_owned(), what });
    }
    if let Some(encoding) = utf16_without_mark(&bytes) {
        return decode_as(encoding, &bytes, file, 0);
    }
    if let [Some(header), _] = declared
        && (header == UTF_16LE || header == UTF_16BE)
        && bytes.contains(&0)
    {
        return decode_as(header, &bytes, file, 0);
    }
    if is_binary(&bytes) {
        return Err(SourceError::NotText { file: file.to_owned(), what: "binary data" });
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded::of_text(without_mark(text))),
        Err(error) => {
            let byte = error.utf8_error().valid_up_to();
            decode_legacy(&error.into_bytes(), declared, file, byte)
        }
    }
}

pub(crate) fn without_mark(mut text: String) -> String {
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    text
}

fn decode_legacy(
    bytes: &[u8],
    declared: [Option<&'static Encoding>; 2],
    file: &str,
    wrong_byte: usize,
) -> Result<Decoded, SourceError> {
    let not_utf8 = || SourceError::Encoding {
        file: file.to_owned(),
        encoding: "UTF-8",
        byte: wrong_byte,
        line: 1 + bytes[..wrong_byte].iter().filter(|b| **b == b'\n').count(),
    };
    // What is declared to be UTF-8 was just seen not to be, and UTF-16 has its own signs.
    let single = |encoding: &&Encoding| ![UTF_8, UTF_16LE, UTF_16BE].contains(encoding);
    let declared = declared.into_iter().flatten().filter(single).collect::<Vec<_>>();
    // Whatever is declared: read as anything else, every other letter of it would be wrong.
    if is_mostly_utf8(bytes) {
        return Err(not_utf8());
    }
    let detected = detect(&bytes[..bytes.len().min(PREFIX)]);
    for encoding in declared.iter().copied().chain(detected) {
        if let Ok(decoded) = decode_as(encoding, bytes, file, 0)
            && is_rtl_text(&decoded.text)
        {
            return Ok(decoded);
        }
    }
    match declared.first() {
        Some(encoding) => decode_as(encoding, bytes, file, 0),
        None => Err(not_utf8()),
    }
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8], file: &str, skipped: usize) -> Result<Decoded, SourceError> {
    match encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        Some(text) => Ok(Decoded {
            legacy: Some(encoding.name()),
            visual: encoding == ISO_8859_8,
            ..Decoded::of_text(text.into_owned())
        }),
        None => {
            let byte = first_wrong_byte(encoding, bytes);
            let line = 1 + bytes[..byte].iter().filter(|b| **b == b'\n').count();
            Err(SourceError::Encoding { file: file.to_owned(), encoding: encoding.name(), byte: skipped + byte, line })
        }
    }
}

/// The offset of the first sequence that `encoding` cannot decode; only called when there is one.
fn first_wrong_byte(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(4096);
    let mut read = 0;
    loop {
        text.clear();
        let (result, consumed) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += consumed;
        match result {
            encoding_rs::DecoderResult::Malformed(length, after) => {
                return read.saturating_sub(usize::from(length) + usize::from(after));
            }
            encoding_rs::DecoderResult::InputEmpty => return read,
            encoding_rs::DecoderResult::OutputFull => {}
        }
    }
}

/// The encoding an HTML page declares in its first kilobytes (`<meta charset>`, `http-equiv`, XML declaration).
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4096)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let after = ["charset=", "encoding="].iter().find_map(|key| head.split_once(key).map(|(_, rest)| rest))?;
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let label = label.split(|c: char| matches!(c, '"' | '\'' | '>' | ';' | '/' | '?') || c.is_whitespace()).next()?;
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A page that can be read up to here is not in UTF-16.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

/// The legacy encoding of an Arabic or Hebrew text, by the detector browsers use.
fn detect(prefix: &[u8]) -> Option<&'static Encoding> {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(prefix, true);
    let guess = detector.guess(None, chardetng::Utf8Detection::Deny);
    [WINDOWS_1256, ISO_8859_6, WINDOWS_1255, ISO_8859_8_I, ISO_8859_8].into_iter().find(|known| *known == guess)
}

/// Whether most of what is not ASCII is valid UTF-8 all the same: then a few bytes are damaged, and a legacy encoding
/// would turn the whole text into nonsense.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in bytes[..bytes.len().min(PREFIX)].utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += chunk.invalid().len();
    }
    valid > invalid
}

/// Whether what is not ASCII in a decoded text are mostly letters and marks of Arabic or Hebrew.
fn is_rtl_text(text: &str) -> bool {
    let (mut rtl, mut other) = (0_usize, 0_usize);
    for c in text.chars().take(PREFIX).filter(|c| !c.is_ascii()) {
        match c {
            '\u{590}'..='\u{6FF}' => rtl += 1,
            // Punctuation and joiners of these encodings say nothing about the language.
            '\u{A0}' | '\u{AB}' | '\u{BB}' | '\u{200C}'..='\u{200F}' | '\u{2010}'..='\u{203A}' => {}
            _ => other += 1,
        }
    }
    rtl > 3 * other
}

/// UTF-16 without a byte order mark, told by where the high bytes stand: nearly all are those of ASCII, Hebrew, Arabic
/// or punctuation. Ordinary text has no control characters, so nothing else looks like it.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let prefix = &bytes[..bytes.len().min(PREFIX) & !1];
    if prefix.len() < 4 || !bytes.len().is_multiple_of(2) || !prefix.iter().any(|b| *b < 0x09) {
        return None;
    }
    let high = |b: u8| matches!(b, 0x00 | 0x05..=0x07 | 0x20 | 0xFB..=0xFE);
    let share = |offset: usize| {
        let (high_bytes, low_controls) = prefix[offset..]
            .iter()
            .step_by(2)
            .fold((0, 0), |(all, controls), b| (all + usize::from(high(*b)), controls + usize::from(*b < 0x09)));
        (high_bytes * 20 >= prefix.len() / 2 * 19) && low_controls * 4 >= prefix.len() / 2
    };
    match (share(0), share(1)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// What a file is that begins with the signature of a well-known binary format.
fn binary_signature(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 10] = [
        (b"\x89PNG\r\n\x1A\n", "a PNG picture"),
        (b"\xFF\xD8\xFF", "a JPEG picture"),
        (b"PK\x03\x04", "a zip archive (an EPUB, a Word document or another)"),
        (b"PK\x05\x06", "an empty zip archive"),
        (b"\x1F\x8B", "gzip data"),
        (b"\x7FELF", "a program"),
        (b"\xD0\xCF\x11\xE0", "an old Word document"),
        (b"{\\rtf", "an RTF document"),
        (b"\xFD7zXZ\x00", "xz data"),
        (b"7z\xBC\xAF", "a 7z archive"),
    ];
    // These begin with plain letters, which a text may begin with too: what follows them tells.
    let after = |signature: &[u8]| bytes.strip_prefix(signature);
    if after(b"GIF87a").or(after(b"GIF89a")).is_some_and(|rest| rest.iter().take(7).any(|b| *b < 0x20)) {
        return Some("a GIF picture");
    }
    if after(b"%PDF-").is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit) && rest.get(1) == Some(&b'.')) {
        return Some("a PDF document");
    }
    if after(b"RIFF").is_some_and(|rest| matches!(rest.get(4..8), Some(b"WEBP" | b"WAVE" | b"AVI "))) {
        return Some("a media file");
    }
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, what)| *what)
}

/// Whether more than a tenth of the beginning are control characters.
fn is_binary(bytes: &[u8]) -> bool {
    let prefix = &bytes[..bytes.len().min(8192)];
    let controls = prefix.iter().filter(|b| **b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)).count();
    prefix.len() >= 64 && controls * 10 > prefix.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLE: &str =
        "موسكو تتجاهل مبادرة هدنة في حلب قدمتها المعارضة\n\nتقدمت فصائل المعارضة في حلب بمبادرة EPUB.";

    fn decoded(bytes: &[u8]) -> Result<(String, Option<&'static str>), SourceError> {
        decode(bytes.to_vec(), None, "x.txt").map(|decoded| (decoded.text, decoded.legacy))
    }

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn known_encodings_are_decoded() {
        let hebrew = "שלום עולם, זהו מאמר קצר בעברית על ספרים אלקטרוניים.";
        let rows = [
            (ARTICLE.as_bytes().to_vec(), ARTICLE, None),
            ([b"\xEF\xBB\xBF", ARTICLE.as_bytes()].concat(), ARTICLE, None),
            ([vec![0xFF, 0xFE], utf16(ARTICLE, u16::to_le_bytes)].concat(), ARTICLE, Some("UTF-16LE")),
            ([vec![0xFE, 0xFF], utf16(ARTICLE, u16::to_be_bytes)].concat(), ARTICLE, Some("UTF-16BE")),
            (utf16(ARTICLE, u16::to_le_bytes), ARTICLE, Some("UTF-16LE")),
            (utf16(ARTICLE, u16::to_be_bytes), ARTICLE, Some("UTF-16BE")),
            (utf16("Title\n\nText", u16::to_le_bytes), "Title\n\nText", Some("UTF-16LE")),
            (WINDOWS_1256.encode(ARTICLE).0.into_owned(), ARTICLE, Some("windows-1256")),
            (WINDOWS_1255.encode(hebrew).0.into_owned(), hebrew, Some("windows-1255")),
        ];
        for (bytes, text, legacy) in rows {
            assert_eq!(decoded(&bytes).unwrap(), (text.to_owned(), legacy));
        }
    }

    #[test]
    fn a_declared_encoding_is_believed() {
        let page = "<meta charset='windows-1256'><p>نص</p>";
        let bytes = WINDOWS_1256.encode(page).0.into_owned();
        let decoded = decode(bytes, Some(Format::Html), "x.html").unwrap();
        assert_eq!(decoded.text, page);
    }

    #[test]
    fn the_header_is_heard_before_the_page_and_the_bytes_before_both() {
        let hebrew = "<meta charset=X><p>שלום עולם, זהו מאמר קצר בעברית על ספרים.</p>";
        let arabic = "<meta charset=X><p>موسكو تتجاهل مبادرة هدنة في حلب قدمتها المعارضة.</p>";
        let encoded = |text: &str, meta: &str, encoding: &'static Encoding| {
            encoding.encode(&text.replace('X', meta)).0.into_owned()
        };
        // What the header and the page say, and what the bytes are; what is found, and whether a declaration is doubted.
        let rows = [
            (arabic, Some("windows-1256"), "windows-1256", WINDOWS_1256, "windows-1256", false),
            (arabic, None, "windows-1256", WINDOWS_1256, "windows-1256", false),
            (arabic, None, "iso-8859-6", ISO_8859_6, "ISO-8859-6", false),
            (arabic, Some("iso-8859-6"), "utf-8", ISO_8859_6, "ISO-8859-6", true),
            (arabic, Some("windows-1256"), "iso-8859-1", WINDOWS_1256, "windows-1256", true),
            (arabic, Some("iso-8859-1"), "windows-1256", WINDOWS_1256, "windows-1256", true),
            (arabic, Some("utf-8"), "utf-8", WINDOWS_1256, "windows-1256", true),
            (arabic, Some("windows-1256"), "windows-1256", UTF_8, "UTF-8", true),
            (arabic, Some("utf-8"), "utf-8", UTF_8, "UTF-8", false),
            (arabic, Some("no-such"), "utf-8", UTF_8, "UTF-8", false),
            (hebrew, Some("windows-1255"), "windows-1255", WINDOWS_1255, "windows-1255", false),
            (hebrew, None, "iso-8859-8-i", ISO_8859_8_I, "ISO-8859-8-I", false),
            (hebrew, None, "iso-8859-8", ISO_8859_8, "ISO-8859-8", false),
            (hebrew, Some("windows-1255"), "windows-1256", WINDOWS_1255, "windows-1255", true),
        ];
        for (text, header, meta, bytes, found, doubted) in rows {
            let row = format!("{header:?} {meta} {}", bytes.name());
            let given = encoded(text, meta, bytes);
            let decoded = decode_answer(given, Some(Format::Html), header, "x").unwrap();
            assert_eq!(decoded.text, text.replace('X', meta), "{row}");
            assert_eq!(decoded.legacy.unwrap_or("UTF-8"), found, "{row}");
            assert_eq!(decoded.doubted.is_some(), doubted, "{row}: {:?}", decoded.doubted);
            assert_eq!(decoded.visual, found == "ISO-8859-8", "{row}");
        }
        let utf16 = utf16(arabic, u16::to_be_bytes);
        let decoded = decode_answer(utf16, Some(Format::Html), Some("utf-16be"), "x").unwrap();
        assert_eq!((decoded.text.as_str(), decoded.legacy), (arabic, Some("UTF-16BE")));
    }

    #[test]
    fn damaged_text_is_an_error_with_its_byte() {
        let mut damaged = ARTICLE.as_bytes().to_vec();
        damaged.splice(10..10, [0xFF, 0xFE, 0x80]);
        let error = decoded(&damaged).unwrap_err();
        assert_eq!(error.to_string(), "x.txt: the text is not valid UTF-8 at byte 10 (line 1)");
        assert!(decoded(b"Hello\n\xFF\xFE world").unwrap_err().to_string().contains("byte 6 (line 2)"));
        assert!(decoded(b"caf\xE9 au lait").is_err());
        assert!(decoded(&[0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00]).unwrap_err().to_string().contains("UTF-16LE at byte 2"));
    }

    #[test]
    fn binary_files_are_named() {
        assert!(decoded(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR").unwrap_err().to_string().contains("a PNG picture"));
        assert!(decoded(b"PK\x03\x04rest").unwrap_err().to_string().contains("zip"));
        assert!(decoded(&[1_u8, 2, 3, 200].repeat(40)).unwrap_err().to_string().contains("binary"));
    }
}
