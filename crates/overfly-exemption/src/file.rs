//! A document with the signatures beside it, as bytes.

use crate::key::PublicKey;
use crate::refusal::Refusal;
use crate::signature::{Namespace, Signature, SignatureError, Touch};

/// A document and its signatures, nothing of it believed yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedFile {
    /// Where it stands, for people.
    pub name: String,
    /// The exact bytes.
    pub text: Vec<u8>,
    /// The bytes of each `.sig` file beside it.
    pub signatures: Vec<Vec<u8>>,
}

impl SignedFile {
    /// Whether `key` signed these bytes as a document of this kind. `whose` names it for people. One good
    /// signature is enough: what else somebody laid beside it takes nothing away.
    pub fn signed_by(
        &self,
        namespace: Namespace,
        key: &PublicKey,
        (whose, touch): (&str, Touch),
    ) -> Result<(), Refusal> {
        if self.signatures.is_empty() {
            return Err(Refusal::Unsigned);
        }
        let (mut own, mut unread) = (None::<SignatureError>, None);
        for bytes in &self.signatures {
            match Signature::read(bytes) {
                Ok(signature) if signature.key() == key => {
                    match signature.verify(namespace, &self.text, touch) {
                        Ok(()) => return Ok(()),
                        Err(error) => own = Some(error),
                    }
                }
                Ok(_) => {}
                Err(error) => unread = Some(error),
            }
        }
        match own.or(unread) {
            Some(error) => Err(error.into()),
            None => Err(Refusal::OtherKey { wanted: format!("{whose} ({})", key.fingerprint()) }),
        }
    }
}
