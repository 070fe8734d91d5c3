//! What is asked of the pictures of a book.

/// What a caller or a settings file says about the pictures; what is not said is asked elsewhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct PictureSettings {
    /// The longest side in pixels.
    pub(crate) longest_side: Option<u32>,
    /// Whether colours are taken out.
    pub(crate) grey: Option<bool>,
    /// Whether a picture that cannot be had is an error.
    pub(crate) strict: Option<bool>,
}

impl PictureSettings {
    /// The longest side of a picture where nothing else is said: as large as the screens of readers are.
    pub(crate) const LONGEST_SIDE: u32 = 2000;
    /// Smaller pictures show nothing, larger ones are more than any reader holds.
    pub(crate) const SIDES: std::ops::RangeInclusive<u32> = 64..=10_000;

    /// Fills what is not said from `other`.
    pub(crate) fn or(self, other: Self) -> Self {
        Self {
            longest_side: self.longest_side.or(other.longest_side),
            grey: self.grey.or(other.grey),
            strict: self.strict.or(other.strict),
        }
    }
}
