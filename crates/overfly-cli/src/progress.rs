//! Progress of long work, on standard error, only on a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Files beyond this many bytes show progress while they load.
const LARGE: u64 = 4 << 20;

/// Bytes of a batch as they are read; rows without a known size only count.
pub fn batch(bytes: Option<u64>) -> ProgressBar {
    let bar = ProgressBar::with_draw_target(bytes, ProgressDrawTarget::stderr_with_hz(5));
    let template = if bytes.is_some() { "{bar:30} {percent}%  {eta} left" } else { "{bytes} read" };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

/// A note while a large file loads; nothing for small ones.
pub fn loading(path: &str, bytes: u64) -> ProgressBar {
    if bytes < LARGE {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr_with_hz(5));
    bar.set_message(format!("reading {path}"));
    bar.tick();
    bar
}
