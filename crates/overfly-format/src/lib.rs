//! Readers and writers for UAS geographical zones and flight plans: bytes to model and back.
//!
//! A folder or file per standard. Every reader takes bytes and returns a [`Reading`]: everything it
//! could place, and everything it found; nothing is dropped in silence. Content decides the format,
//! never the file's name. Nothing here touches the file system.
//!
//! [`Reading`]: overfly_model::Reading

mod error;
pub mod flights;
pub mod json;
pub mod manifest;
pub mod quantities;
mod xml;
mod zip;
pub mod zones;

pub use error::ReadError;
