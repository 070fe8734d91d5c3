//! Pictures of every kind, made on the spot.

use std::io::Cursor;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use image::{DynamicImage, GenericImageView, ImageFormat, Rgba, RgbaImage};

use super::*;

/// Four corners: red, green, blue, white.
fn corners(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| match (x < width / 2, y < height / 2) {
        (true, true) => Rgba([255, 0, 0, 255]),
        (false, true) => Rgba([0, 255, 0, 255]),
        (true, false) => Rgba([0, 0, 255, 255]),
        (false, false) => Rgba([255, 255, 255, 255]),
    })
}

/// More colours than a palette has.
fn photograph(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| Rgba([(x * 7) as u8, (y * 5) as u8, (x * y) as u8, 255]))
}

fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn rgb(image: RgbaImage) -> DynamicImage {
    DynamicImage::ImageRgb8(DynamicImage::ImageRgba8(image).to_rgb8())
}

fn made(bytes: &[u8], longest_side: u32, grey: bool) -> Result<Made, Reason> {
    make(bytes.to_vec(), &PictureRequest { longest_side, grey, ..PictureRequest::default() })
}

fn seen(bytes: &[u8]) -> DynamicImage {
    image::load_from_memory(bytes).unwrap()
}

/// The letters of the four corners.
fn look(image: &DynamicImage) -> String {
    let (width, height) = image.dimensions();
    let (x, y) = (width / 4, height / 4);
    [(x, y), (width - x, y), (x, height - y), (width - x, height - y)]
        .map(|(x, y)| match image.get_pixel(x, y).0 {
            [200..=255, 0..=60, 0..=60, _] => 'r',
            [0..=60, 200..=255, 0..=60, _] => 'g',
            [0..=60, 0..=60, 200..=255, _] => 'b',
            [200..=255, 200..=255, 200..=255, _] => 'w',
            _ => '?',
        })
        .iter()
        .collect()
}

#[test]
fn every_kind_becomes_one_that_readers_show() {
    use MediaType::{Gif, Jpeg, Png};
    let mut clear = corners(40, 40);
    clear.put_pixel(0, 0, Rgba([0, 0, 0, 0]));
    let clear = DynamicImage::ImageRgba8(clear);
    let (flat, photo) = (rgb(corners(40, 40)), rgb(photograph(64, 64)));
    let rows = [
        (&flat, ImageFormat::Jpeg, Jpeg, false),
        (&flat, ImageFormat::Png, Png, false),
        (&flat, ImageFormat::Gif, Gif, false),
        (&clear, ImageFormat::Png, Png, false),
        (&flat, ImageFormat::WebP, Png, true),
        (&photo, ImageFormat::WebP, Jpeg, true),
        (&clear, ImageFormat::WebP, Png, true),
        (&flat, ImageFormat::Bmp, Png, true),
        (&photo, ImageFormat::Bmp, Jpeg, true),
        (&flat, ImageFormat::Tiff, Png, true),
        (&photo, ImageFormat::Tiff, Jpeg, true),
        (&clear, ImageFormat::Ico, Png, true),
        (&photo, ImageFormat::Ico, Jpeg, true),
    ];
    for (image, format, media_type, converted) in rows {
        let bytes = written(image, format);
        let made = made(&bytes, 2000, false).unwrap_or_else(|reason| panic!("{format:?}: {reason}"));
        assert_eq!((made.media_type, made.changes.is_empty()), (media_type, !converted), "{format:?}");
        assert_eq!(seen(&made.bytes).dimensions(), image.dimensions(), "{format:?}");
        assert_eq!(look(&seen(&made.bytes)) == "rgbw", image != &photo, "{format:?}");
        if !converted {
            assert_eq!(seen(&made.bytes), seen(&bytes), "{format:?}: no pixel may change");
        }
    }
}

#[test]
fn what_is_too_deep_too_large_or_too_colourful_is_written_anew() {
    let deep = written(&DynamicImage::ImageRgb16(rgb(corners(40, 40)).to_rgb16()), ImageFormat::Png);
    let made_deep = made(&deep, 2000, false).unwrap();
    assert_eq!(seen(&made_deep.bytes).color(), image::ColorType::Rgb8);
    assert_eq!(look(&seen(&made_deep.bytes)), "rgbw");

    for (format, media_type) in [(ImageFormat::Jpeg, MediaType::Jpeg), (ImageFormat::Png, MediaType::Png)] {
        let small = made(&written(&rgb(corners(900, 300)), format), 100, false).unwrap();
        assert_eq!((small.media_type, seen(&small.bytes).dimensions()), (media_type, (100, 33)), "{format:?}");
        assert_eq!(small.changes, [Change::Shrunk { from: (900, 300), to: (100, 33) }], "{format:?}");
        let grey = made(&written(&rgb(corners(40, 40)), format), 2000, true).unwrap();
        assert_eq!(seen(&grey.bytes).color(), image::ColorType::L8, "{format:?}");
        let again = made(&grey.bytes, 2000, true).unwrap();
        assert_eq!(again.bytes, grey.bytes, "{format:?}: what is grey stays as it is");
    }

    // A JPEG of four inks, all red, as Pillow writes it.
    let inks = BASE64_STANDARD.decode(INKS).unwrap();
    let screen = made(&inks, 2000, false).unwrap();
    assert!(!crate::publication::is_cmyk(&screen.bytes));
    assert_eq!(look(&seen(&screen.bytes)), "rrrr");
}

/// An EXIF block that says how the picture is to be turned, and where it was taken.
fn exif(orientation: u8) -> Vec<u8> {
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x02\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0]);
    exif.extend(b"\x01\x0E\0\x02\0\0\0\x06\0\0\0\x26\0\0\0\0SECRET");
    exif
}

fn with_segment(jpeg: &[u8], marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, marker], &length, content, &jpeg[2..]].concat()
}

#[test]
fn pictures_are_turned_as_their_metadata_say() {
    let rows = [(1, "rgbw"), (2, "grwb"), (3, "wbgr"), (4, "bwrg"), (5, "rbgw"), (6, "brwg"), (7, "wgbr"), (8, "gwrb")];
    let plain = written(&rgb(corners(64, 32)), ImageFormat::Jpeg);
    for (orientation, corners) in rows {
        let made = made(&with_segment(&plain, 0xE1, &exif(orientation)), 2000, false).unwrap();
        let image = seen(&made.bytes);
        let size = if orientation < 5 { (64, 32) } else { (32, 64) };
        assert_eq!((look(&image).as_str(), image.dimensions()), (corners, size), "orientation {orientation}");
        assert!(!made.bytes.windows(6).any(|part| part == b"SECRET"), "orientation {orientation}");
        assert_eq!(made.changes.is_empty(), orientation == 1, "orientation {orientation}");
    }
}

#[test]
fn metadata_go_and_pixels_stay() {
    let plain = written(&rgb(corners(64, 32)), ImageFormat::Jpeg);
    let mut described = plain.clone();
    for (marker, content) in [
        (0xFE, &b"SECRET"[..]),
        (0xED, b"Photoshop 3.0\0SECRET"),
        (0xE1, b"http://ns.adobe.com/xap/1.0/\0SECRET"),
        (0xE2, b"MPF\0SECRET"),
        (0xE1, &exif(1)),
    ] {
        described = with_segment(&described, marker, content);
    }
    described.extend(b"SECRET");
    let profile = [b"ICC_PROFILE\0\x01\x01" as &[u8], &[7; 40]].concat();
    let made_jpeg = made(&with_segment(&described, 0xE2, &profile), 2000, false).unwrap();
    assert!(!made_jpeg.bytes.windows(6).any(|part| part == b"SECRET"));
    assert!(made_jpeg.bytes.windows(12).any(|part| part == b"ICC_PROFILE\0"), "what the colours mean stays");
    assert_eq!(seen(&made_jpeg.bytes), seen(&plain));

    let png = written(&rgb(corners(40, 40)), ImageFormat::Png);
    let chunk = |name: &[u8; 4], content: &[u8]| {
        let length = u32::try_from(content.len()).unwrap().to_be_bytes();
        [&length, &name[..], content, &[0; 4]].concat()
    };
    let described =
        [&png[..33], &chunk(b"tEXt", b"Author\0SECRET"), &chunk(b"tIME", b"SECRET7"), &png[33..], b"SECRET"].concat();
    assert_eq!(made(&described, 2000, false).unwrap().bytes, png);

    let gif = written(&rgb(corners(40, 40)), ImageFormat::Gif);
    let head = 13 + if gif[10] & 0x80 == 0 { 0 } else { 3 << ((gif[10] & 7) + 1) };
    let comment = b"\x21\xFE\x06SECRET\0";
    let xmp = b"\x21\xFF\x0BXMP DataXMP\x06SECRET\0";
    let described = [&gif[..head], comment, xmp, &gif[head..]].concat();
    assert_eq!(made(&described, 2000, false).unwrap().bytes, gif);
}

#[test]
fn animations_stay_unless_they_are_too_large() {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut bytes);
    encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
    for _ in 0..3 {
        encoder.encode_frame(image::Frame::new(corners(60, 40))).unwrap();
    }
    drop(encoder);
    let kept = made(&bytes, 2000, false).unwrap();
    assert_eq!((kept.media_type, kept.bytes == bytes), (MediaType::Gif, true));
    let small = made(&bytes, 30, false).unwrap();
    assert_eq!((small.media_type, seen(&small.bytes).dimensions()), (MediaType::Png, (30, 20)));
    assert_eq!(small.changes.len(), 2);
}

#[test]
fn what_cannot_be_shown_is_refused_with_its_reason() {
    let cut = |format| {
        let bytes = written(&rgb(photograph(64, 64)), format);
        bytes[..bytes.len() * 2 / 3].to_vec()
    };
    let mut bomb = b"BM".to_vec();
    bomb.extend([0; 8]);
    bomb.extend([54, 0, 0, 0, 40, 0, 0, 0]);
    bomb.extend([60_000_i32.to_le_bytes(), 60_000_i32.to_le_bytes()].concat());
    bomb.extend([1, 0, 24, 0]);
    bomb.extend([0; 24]);
    // A PNG that promises 50,000 by 50,000 pixels, and has to be made smaller.
    let mut large = written(&rgb(corners(40, 40)), ImageFormat::Png);
    large[16..24].copy_from_slice(&[50_000_u32.to_be_bytes(), 50_000_u32.to_be_bytes()].concat());
    let dot = written(&rgb(corners(1, 1)), ImageFormat::Png);
    let (png, gif) =
        (written(&rgb(photograph(40, 40)), ImageFormat::Png), written(&rgb(corners(40, 40)), ImageFormat::Gif));
    // All parts are there, and nothing is in them.
    let empty_png = with_data(&png, &[0x5A; 200]);
    let frame = gif.iter().rposition(|byte| *byte == 0x2C).unwrap_or_default();
    let colours = if gif[frame + 9] & 0x80 == 0 { 0 } else { 3 << ((gif[frame + 9] & 7) + 1) };
    let empty_gif = [&gif[..frame + 10 + colours], b"\x08\x04\xFF\xFF\xFF\xFF\0;"].concat();
    // A screen of 40 by 40, and a picture that is far larger.
    let mut beyond = gif.clone();
    beyond[frame + 5..frame + 9].fill(0xFF);
    let rows: [(&str, Vec<u8>, &str); 18] = [
        ("a PNG of nothing", empty_png.clone(), "it is cut off or damaged"),
        ("a PNG whose pixels end early", with_data(&png, &zlib(&[0; 99])), "it is cut off or damaged"),
        ("a GIF of nothing", empty_gif, "it is cut off or damaged"),
        ("a GIF beyond its screen", beyond, "it is cut off or damaged"),
        ("a drawing with a PNG of nothing", drawing_of(&empty_png), "the drawing holds a picture that is damaged"),
        ("a cut JPEG", cut(ImageFormat::Jpeg), "it is cut off or damaged"),
        ("a cut PNG", cut(ImageFormat::Png), "it is cut off or damaged"),
        ("a cut GIF", cut(ImageFormat::Gif), "it is cut off or damaged"),
        ("a cut WebP", cut(ImageFormat::WebP), "it is cut off or damaged"),
        ("a head alone", b"\xFF\xD8\xFF".to_vec(), "it is cut off or damaged"),
        ("a bomb", bomb, "it has 60000 by 60000 pixels, more than can be decoded"),
        ("a large PNG", large, "it is cut off or damaged"),
        ("AVIF", b"\0\0\0\x1Cftypavif\0\0\0\0avifmif1miaf".to_vec(), "it is an AVIF picture, which cannot be read"),
        ("HEIC", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic".to_vec(), "it is a HEIC picture, which cannot be read"),
        ("JPEG XL", b"\xFF\x0A\x00\x00".to_vec(), "it is a JPEG XL picture, which cannot be read"),
        ("a page", b"<html>404</html>".to_vec(), "it is no picture of a known format"),
        ("a script", b"<svg onload='x()'><rect/></svg>".to_vec(), "the drawing holds a script"),
        ("a dot", dot, "it is a single dot, as pages hold to count their readers"),
    ];
    for (what, bytes, wanted) in rows {
        let reason = made(&bytes, 2000, false).err().map(|reason| reason.to_string());
        // Whether a PNG's size or its sum is looked at first is the decoder's matter.
        if what == "a large PNG" {
            assert!(reason.is_some(), "{what}");
        } else {
            assert_eq!(reason.as_deref(), Some(wanted), "{what}");
        }
    }
}

/// A PNG with other data in place of its pixels.
fn with_data(png: &[u8], data: &[u8]) -> Vec<u8> {
    let mut other = png[..8].to_vec();
    let mut at = 8;
    while at < png.len() {
        let length = u32::from_be_bytes(png[at..at + 4].try_into().unwrap()) as usize;
        let name: &[u8; 4] = png[at + 4..at + 8].try_into().unwrap();
        let content = if name == b"IDAT" { data } else { &png[at + 8..at + 8 + length] };
        let named = [&name[..], content].concat();
        other.extend(u32::try_from(content.len()).unwrap().to_be_bytes());
        other.extend_from_slice(&named);
        other.extend(crc(&named).to_be_bytes());
        at += length + 12;
    }
    other
}

/// The sum that a chunk of PNG ends with (PNG, annex D).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| (sum >> 1) ^ (0xEDB8_8320 * (sum & 1)))
    })
}

/// Bytes as a zlib stream of one block that is not compressed.
fn zlib(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).unwrap();
    let sums = bytes.iter().fold((1_u32, 0_u32), |(a, b), byte| {
        let a = (a + u32::from(*byte)) % 65521;
        (a, (b + a) % 65521)
    });
    [
        b"\x78\x01\x01",
        &length.to_le_bytes()[..],
        &(!length).to_le_bytes(),
        bytes,
        &(sums.1 << 16 | sums.0).to_be_bytes(),
    ]
    .concat()
}

fn drawing_of(picture: &[u8]) -> Vec<u8> {
    let data = BASE64_STANDARD.encode(picture);
    let address = format!("data:image/png;base64,{data}");
    format!("<svg xmlns='http://www.w3.org/2000/svg'><image width='9' height='9' href='{address}'/></svg>").into_bytes()
}

#[test]
fn no_cut_and_no_changed_byte_makes_it_panic() {
    let formats = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::Gif, ImageFormat::WebP, ImageFormat::Ico];
    for format in formats {
        let bytes = written(&corners(12, 12).into_format(format), format);
        for at in 0..bytes.len() {
            let _ = made(&bytes[..at], 8, false);
            let mut wrong = bytes.clone();
            wrong[at] ^= 0xFF;
            let _ = made(&wrong, 2000, false);
        }
    }
}

trait IntoFormat {
    fn into_format(self, format: ImageFormat) -> DynamicImage;
}

impl IntoFormat for RgbaImage {
    fn into_format(self, format: ImageFormat) -> DynamicImage {
        if format == ImageFormat::Jpeg { rgb(self) } else { DynamicImage::ImageRgba8(self) }
    }
}

const INKS: &str = "/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU\
/8AAFAgACAAIBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHw\
JDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh\
4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwD9U6/Kqvyqr9U6/9k=";
