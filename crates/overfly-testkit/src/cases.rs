//! How many cases a property runs.

use proptest::test_runner::Config;

/// `base` cases; a hundred times as many where `OVERFLY_HEAVY` is set, as in `.ci/run`.
pub fn cases(base: u32) -> Config {
    let factor = if std::env::var_os("OVERFLY_HEAVY").is_some() { 100 } else { 1 };
    Config {
        cases: base.saturating_mul(factor),
        failure_persistence: None,
        max_global_rejects: u32::MAX,
        ..Config::default()
    }
}
