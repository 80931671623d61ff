//! A fingerprint of outlines: whether an image was made of these.

use overfly_model::{LonReading, Outline, Position, Ring};

use super::checksum::checksum;
use crate::live::Tag;

/// A fingerprint of tags and outlines in their order. It tells apart what was read differently; who means
/// harm can make two that are alike.
#[derive(Clone, Debug, Default)]
pub struct Fingerprint {
    sum: u64,
    bytes: Vec<u8>,
}

impl Fingerprint {
    /// The fingerprint of outlines.
    pub fn of<'a>(outlines: impl IntoIterator<Item = (Tag, &'a Outline)>) -> u64 {
        let mut all = Self::default();
        outlines.into_iter().for_each(|(tag, outline)| all.add(tag, outline));
        all.sum
    }

    /// Goes on with an outline.
    pub(crate) fn add(&mut self, tag: Tag, outline: &Outline) {
        self.bytes.clear();
        self.word(tag.0);
        match outline {
            Outline::Polygon { outer, holes } => {
                self.word(1);
                self.ring(outer);
                for hole in holes {
                    self.ring(hole);
                }
            }
            Outline::Circle { centre, radius } => {
                self.word(2);
                self.position(*centre);
                self.bytes.extend(radius.value().to_le_bytes());
            }
            Outline::Unplaced => self.word(3),
        }
        self.sum = self.sum.rotate_left(5).wrapping_mul(31) ^ checksum(&self.bytes);
    }

    fn ring(&mut self, ring: &Ring) {
        self.word(match ring.reading {
            LonReading::ShortWay => 1,
            LonReading::Literal => 2,
        });
        self.bytes.extend((ring.vertices.len() as u64).to_le_bytes());
        ring.vertices.iter().for_each(|vertex| self.position(*vertex));
    }

    fn position(&mut self, position: Position) {
        self.word(position.lat_e7().cast_unsigned());
        self.word(position.lon_e7().cast_unsigned());
    }

    fn word(&mut self, word: u32) {
        self.bytes.extend(word.to_le_bytes());
    }
}
