//! What the fuzzer runs, and `cargo test` over the fixtures: it panics when a reader breaks its word.

use overfly_exemption::state::State;
use overfly_exemption::{
    AgencyDocument, DelegationDocument, DocumentKind, OverlayDocument, PublicKey, RevocationList,
    SetAsideDocument, Signature, SingleRevocation, TrustDocument, WaiverDocument,
};

/// Reads a text as every kind of document: no panic, one kind at the most, of the format it states; and
/// what a station remembers reads back the same.
pub fn documents_read(bytes: &[u8]) {
    let signed = [
        TrustDocument::read(bytes).is_ok(),
        DelegationDocument::read(bytes).is_ok(),
        RevocationList::read(bytes).is_ok(),
        SingleRevocation::read(bytes).is_ok(),
        WaiverDocument::read(bytes).is_ok(),
        OverlayDocument::read(bytes).is_ok(),
        SetAsideDocument::read(bytes).is_ok(),
    ];
    let kinds = signed.iter().filter(|reads| **reads).count();
    assert!(kinds <= 1, "one text is two documents");
    assert!(kinds == 0 || DocumentKind::of(bytes).is_ok(), "a document of no kind");
    if let Ok(state) = State::read(bytes) {
        assert_eq!(State::read(state.write().as_bytes()), Ok(state), "remembered otherwise");
    }
    let _ = AgencyDocument::read(bytes);
    let _ = Signature::read(bytes);
    if let Ok(key) = PublicKey::read(&String::from_utf8_lossy(bytes)) {
        assert_eq!(PublicKey::read(&key.openssh()), Ok(key), "another key");
    }
}
