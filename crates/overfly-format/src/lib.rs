//! Readers and writers for UAS geographical zones, flight plans and elevation tiles: bytes to model and back.
//!
//! A folder or file per standard. Every reader takes bytes and returns a [`Reading`]: everything it
//! could place, and everything it found; nothing is dropped in silence. Content decides the format,
//! never the file's name, but for elevation tiles, which say in their name alone where they lie. Nothing
//! here touches the file system.
//!
//! [`Reading`]: overfly_model::Reading

pub mod archive;
pub mod container;
mod error;
pub mod flights;
pub mod json;
pub mod manifest;
pub mod quantities;
pub mod terrain;
mod xml;
mod zip;
pub mod zones;

pub use error::ReadError;
