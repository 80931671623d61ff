//! Little-endian words of an image, every access within its bounds.

use super::Damaged;

/// A section of 32-bit words.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a>(&'a [u8]);

impl<'a> Words<'a> {
    pub(crate) const fn of(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    /// How many words there are.
    pub(crate) const fn len(self) -> usize {
        self.0.len() / 4
    }

    #[inline]
    pub(crate) fn at(self, word: usize) -> Result<u32, Damaged> {
        let rest = self.0.get(word.wrapping_mul(4)..).ok_or(Damaged)?;
        rest.first_chunk().map(|four| u32::from_le_bytes(*four)).ok_or(Damaged)
    }

    /// Everything from a word on.
    #[inline]
    pub(crate) fn from(self, word: usize) -> Result<Self, Damaged> {
        self.0.get(word.wrapping_mul(4)..).map(Self).ok_or(Damaged)
    }

    /// The next word, and what follows.
    #[inline]
    pub(crate) fn next(self) -> Result<(u32, Self), Damaged> {
        let (four, rest) = self.0.split_first_chunk().ok_or(Damaged)?;
        Ok((u32::from_le_bytes(*four), Self(rest)))
    }

    /// The next `N` words, and what follows.
    #[inline]
    pub(crate) fn take<const N: usize>(self) -> Result<([u32; N], Self), Damaged> {
        let (bytes, rest) = self.0.split_at_checked(4 * N).ok_or(Damaged)?;
        let mut words = [0; N];
        for (word, four) in words.iter_mut().zip(bytes.as_chunks::<4>().0) {
            *word = u32::from_le_bytes(*four);
        }
        Ok((words, Self(rest)))
    }

    /// Everything from the next whole word on.
    #[inline]
    pub(crate) fn aligned(self) -> Self {
        Self(self.0.get(self.0.len() % 4..).unwrap_or_default())
    }

    /// The next `count` pieces of `N` bytes, and what follows.
    #[inline]
    pub(crate) fn pieces<const N: usize>(
        self,
        count: usize,
    ) -> Result<(&'a [[u8; N]], Self), Damaged> {
        let (bytes, rest) =
            self.0.split_at_checked(count.checked_mul(N).ok_or(Damaged)?).ok_or(Damaged)?;
        Ok((bytes.as_chunks::<N>().0, Self(rest)))
    }
}
