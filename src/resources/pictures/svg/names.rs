//! The elements and attributes of a drawing that are known to be safe. What is not here is not written.

/// Filters, but for `feImage`, which shows another file.
pub(super) const FILTERS: [&str; 24] = [
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
];

/// Elements that name another part of the drawing.
pub(super) const REFERRING: [&str; 6] = ["use", "textPath", "linearGradient", "radialGradient", "pattern", "filter"];

/// Attributes whose values say how and where something is drawn. None of them runs anything, and what their values
/// may name is looked at.
const DRAWING: &str = "alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation \
    color-interpolation-filters color-rendering direction display dominant-baseline fill fill-opacity fill-rule filter \
    flood-color flood-opacity font font-family font-size font-size-adjust font-stretch font-style font-variant font-weight \
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering inline-size isolation kerning letter-spacing \
    lighting-color line-height marker marker-end marker-mid marker-start mask mask-type mix-blend-mode opacity overflow \
    paint-order pointer-events shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset \
    stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration \
    text-overflow text-rendering transform transform-origin unicode-bidi vector-effect visibility white-space \
    word-spacing writing-mode \
    x y width height x1 y1 x2 y2 cx cy r rx ry fx fy fr d points dx dy rotate pathLength textLength lengthAdjust \
    startOffset side method spacing viewBox preserveAspectRatio offset gradientUnits gradientTransform spreadMethod \
    patternUnits patternContentUnits patternTransform clipPathUnits maskUnits maskContentUnits markerUnits markerWidth \
    markerHeight refX refY orient version baseProfile systemLanguage \
    filterUnits primitiveUnits filterRes result in in2 mode values k1 k2 k3 k4 operator order kernelMatrix divisor bias \
    targetX targetY edgeMode kernelUnitLength preserveAlpha surfaceScale diffuseConstant specularConstant \
    specularExponent limitingConeAngle azimuth elevation pointsAtX pointsAtY pointsAtZ z scale xChannelSelector \
    yChannelSelector stdDeviation radius baseFrequency numOctaves seed stitchTiles tableValues slope intercept \
    amplitude exponent";

/// Whether an attribute is written on an element, if its value is safe.
pub(super) fn is_attribute(name: &str, element: &str) -> bool {
    match name {
        "type" => element == "style" || element.starts_with("fe"),
        "media" => element == "style",
        name => !name.is_empty() && DRAWING.split(' ').any(|known| known == name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_known_by_their_whole_names() {
        let rows = [
            ("fill", "rect", true),
            ("fil", "rect", false),
            ("", "rect", false),
            ("FILL", "rect", false),
            ("onclick", "rect", false),
            ("cursor", "rect", false),
            ("attributeName", "rect", false),
            ("src", "image", false),
            ("type", "rect", false),
            ("type", "style", true),
            ("type", "feTurbulence", true),
        ];
        for (name, element, known) in rows {
            assert_eq!(is_attribute(name, element), known, "{name} of {element}");
        }
    }
}
