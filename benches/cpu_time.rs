//! Time on the processor instead of on the wall: what other programs do at the same time stays out of
//! the figures, but for the caches they share.

use core::time::Duration;

use criterion::measurement::{Measurement, ValueFormatter, WallTime};

/// Processor time of the measuring thread; wall time where the platform has no such clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct CpuTime;

#[cfg(unix)]
fn now() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::try_from(time).unwrap_or_default()
}

#[cfg(not(unix))]
fn now() -> Duration {
    use std::sync::LazyLock;
    use std::time::Instant;

    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

impl Measurement for CpuTime {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        now()
    }

    fn end(&self, start: Duration) -> Duration {
        now().saturating_sub(start)
    }

    fn add(&self, a: &Duration, b: &Duration) -> Duration {
        *a + *b
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        WallTime.to_f64(value)
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn sleeping_costs_no_processor_time_and_working_does() {
        let start = CpuTime.start();
        std::thread::sleep(Duration::from_millis(60));
        assert!(CpuTime.end(start) < Duration::from_millis(30));
        while CpuTime.end(start) < Duration::from_millis(5) {
            std::hint::black_box(start);
        }
    }
}
