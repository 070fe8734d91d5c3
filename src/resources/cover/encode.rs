//! Pixels → PNG.

use super::canvas::{Canvas, table};
use super::colours::Palette;

/// Writes a PNG with a palette. The pixels are flat and rows repeat themselves, so a filter would only disturb.
pub(super) fn png(canvas: &Canvas, palette: &Palette) -> Result<Vec<u8>, png::EncodingError> {
    let colours = table(palette).iter().flat_map(|colour| [colour.0, colour.1, colour.2]).collect::<Vec<_>>();
    let mut bytes = Vec::with_capacity(128 << 10);
    let mut encoder = png::Encoder::new(&mut bytes, canvas.width.unsigned_abs(), canvas.height.unsigned_abs());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(colours);
    encoder.set_filter(png::Filter::NoFilter);
    encoder.set_deflate_compression(png::DeflateCompression::Level(1));
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&canvas.pixels)?;
    writer.finish()?;
    Ok(bytes)
}
