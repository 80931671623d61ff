//! Lengths. A bare `f64` never crosses a public function.

use core::cmp::Ordering;
use core::ops::{Add, Mul, Neg, Sub};

/// A number that was not finite where a length was wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a finite number")]
pub struct NotFinite;

/// A length or height difference in metres. Always finite.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Default)]
pub struct Metres(f64);

impl Metres {
    /// Nothing.
    pub const ZERO: Self = Self(0.0);
    /// The international foot (ICAO Annex 5).
    const PER_FOOT: f64 = 0.3048;
    /// Larger than any length on or above Earth that this product meets.
    const GREATEST: f64 = 1e12;

    /// Metres from a number read from outside.
    ///
    /// # Errors
    /// [`NotFinite`] for NaN, infinities and magnitudes above 1e12.
    pub fn new(metres: f64) -> Result<Self, NotFinite> {
        if metres.is_finite() && metres.abs() <= Self::GREATEST {
            Ok(Self(metres))
        } else {
            Err(NotFinite)
        }
    }

    /// Metres from feet.
    ///
    /// # Errors
    /// [`NotFinite`] as for [`Metres::new`].
    pub fn from_feet(feet: f64) -> Result<Self, NotFinite> {
        Self::new(feet * Self::PER_FOOT)
    }

    /// A whole number of metres.
    pub const fn whole(metres: i32) -> Self {
        Self(metres as f64)
    }

    /// Metres from a computed value; a value that is not finite becomes the greatest length.
    ///
    /// Errs towards "far too long", so use it only where longer restricts more.
    pub fn or_greatest(metres: f64) -> Self {
        Self::new(metres).unwrap_or(Self(Self::GREATEST))
    }

    /// The number of metres.
    pub const fn value(self) -> f64 {
        self.0
    }

    /// The number of international feet.
    pub fn feet(self) -> f64 {
        self.0 / Self::PER_FOOT
    }

    /// The smaller of two.
    #[must_use]
    pub fn min(self, other: Self) -> Self {
        if other.0 < self.0 { other } else { self }
    }

    /// The larger of two.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        if other.0 > self.0 { other } else { self }
    }

    /// A total order: lengths are finite.
    pub fn total_cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Add for Metres {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl Sub for Metres {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Metres {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Mul<f64> for Metres {
    type Output = Self;
    fn mul(self, factor: f64) -> Self {
        Self(self.0 * factor)
    }
}
