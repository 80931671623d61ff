//! Random numbers that are the same on every run and machine.

/// The splitmix64 generator (Steele, Lea, Flood 2014): 64 bits of state, good enough for workloads.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The sequence of a seed.
    pub const fn seeded(seed: u64) -> Self {
        Self { state: seed }
    }

    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 up to, but not including, 1.
    #[allow(clippy::cast_precision_loss, reason = "53 bits: exact in f64")]
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Uniform between two numbers.
    pub fn between(&mut self, from: f64, to: f64) -> f64 {
        from + (to - from) * self.share()
    }

    /// Between two positive numbers, each decade as likely as the next.
    pub fn log_between(&mut self, from: f64, to: f64) -> f64 {
        from * (to / from).powf(self.share())
    }

    /// Any direction, radians.
    pub fn direction(&mut self) -> f64 {
        self.between(0.0, core::f64::consts::TAU)
    }

    /// One of the whole numbers of an inclusive range.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a small range"
    )]
    pub fn whole(&mut self, from: u32, to: u32) -> u32 {
        from + (self.share() * f64::from(to - from + 1)) as u32
    }

    /// One of several; `None` when there are none.
    pub fn one_of<'a, T>(&mut self, several: &'a [T]) -> Option<&'a T> {
        let last = u32::try_from(several.len()).ok()?.checked_sub(1)?;
        several.get(self.whole(0, last) as usize)
    }
}
