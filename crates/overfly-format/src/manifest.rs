//! `manifest.toml`: what a zone folder holds and where it answers.
