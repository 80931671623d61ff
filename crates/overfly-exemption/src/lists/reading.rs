//! From the files of a trust folder to the revocations that count.

use jiff::Timestamp;

use super::doubt::{Doubt, unreadable};
use super::{Lists, Signed, Single};
use crate::authority::{Problem, TrustFiles, is};
use crate::delegation::{self, DelegationDocument};
use crate::file::SignedFile;
use crate::key::PublicKey;
use crate::refusal::Refusal;
use crate::revocation::{LIST_FORMAT, RevocationList, Revoked, SINGLE_FORMAT, SingleRevocation};
use crate::root::{TrustRoot, digest, later};
use crate::signature::{Namespace, Signature, SignatureError, Touch};
use crate::state::{OfficeKey, State};
use crate::trust::Office;

impl Lists {
    pub(crate) fn verify(
        files: &TrustFiles,
        root: &TrustRoot,
        state: Option<&State>,
        now: Timestamp,
    ) -> (Self, Vec<Problem>) {
        let mut lists = Self { former: former(files, root, state), ..Self::default() };
        lists.offices = root.document().offices.iter().map(|office| office.id.clone()).collect();
        lists.doubts = files.unread.iter().filter_map(Doubt::of_problem).collect();
        lists.doubts.extend(files.others.iter().filter_map(Doubt::of_file));
        let mut problems = Vec::new();
        for file in files.others.iter().filter(|file| is(file, LIST_FORMAT)) {
            let refusal = lists.list(file, (root, state, now)).err();
            problems.extend(refusal.map(|refusal| Problem::of(file, refusal)));
        }
        let keys = possible_keys(files, root, &lists.former);
        for file in files.others.iter().filter(|file| is(file, SINGLE_FORMAT)) {
            match single(file, &keys, root) {
                Ok(single) => lists.singles.push(single),
                Err(refusal) => {
                    lists.unproved.extend(unproved(file, &keys, (root, &refusal)));
                    problems.push(Problem::of(file, refusal));
                }
            }
        }
        (lists, problems)
    }

    /// Takes what a list revokes, if its office signed it. An error tells why it does not serve.
    fn list(
        &mut self,
        file: &SignedFile,
        (root, state, now): (&TrustRoot, Option<&State>, Timestamp),
    ) -> Result<(), Refusal> {
        let list = RevocationList::read(&file.text)?;
        let digest = digest(&file.text);
        let (key, refusal) = match signer(file, &list.office, root) {
            Ok(office) => {
                let refusal = does_not_serve((&list, &digest), office, (root, state, now));
                (office.key.clone(), refusal)
            }
            Err(refusal) => {
                let Some(key) = self.former_signer(file, &list.office) else {
                    if root.document().office(&list.office).is_some() {
                        self.refused.push((list.office, refusal.clone()));
                    }
                    return Err(refusal);
                };
                let (print, office) = (key.fingerprint(), list.office.clone());
                (key, Some(Refusal::FormerKey { key: print, office }))
            }
        };
        self.refused.extend(refusal.iter().map(|why| (list.office.clone(), why.clone())));
        let former = matches!(refusal, Some(Refusal::FormerKey { .. }));
        let (serves, name) = (refusal.is_none(), file.name.clone());
        self.signed.push(Signed { file: name, list, key, digest, serves, former });
        refusal.map_or(Ok(()), Err)
    }

    /// Whoever stole a key may revoke with it, and nothing more: so no touch is asked for.
    fn former_signer(&self, file: &SignedFile, office: &str) -> Option<PublicKey> {
        let signs = |key: &PublicKey| {
            file.signed_by(Namespace::Revocations, key, (office, Touch::default())).is_ok()
        };
        let keys = self.former.iter().filter(|former| former.office == office);
        keys.map(|former| &former.key).find(|key| signs(key)).cloned()
    }
}

/// The office that signed its list with the key it has today.
fn signer<'a>(file: &SignedFile, office: &str, root: &'a TrustRoot) -> Result<&'a Office, Refusal> {
    let trust = root.document();
    let unknown = || Refusal::NoAuthority { via: office.to_owned(), why: String::new() };
    let office = trust.office(office).ok_or_else(unknown)?;
    file.signed_by(Namespace::Revocations, &office.key, (&office.id, trust.policy.touch))?;
    Ok(office)
}

/// The keys that offices had under earlier trust roots, of the history or as this station remembers them.
fn former(files: &TrustFiles, root: &TrustRoot, state: Option<&State>) -> Vec<OfficeKey> {
    let earlier = files.root.as_ref().map(|file| root.earlier(file, &files.history));
    let of_history = earlier.iter().flatten().flat_map(TrustRoot::office_keys);
    let remembered = state.iter().flat_map(|state| state.offices.clone());
    let today = root.office_keys();
    let mut former: Vec<OfficeKey> =
        of_history.chain(remembered).filter(|key| !today.contains(key)).collect();
    former.sort_unstable();
    former.dedup();
    former
}

/// Why a signed list does not show that nothing else is revoked.
fn does_not_serve(
    (list, digest): (&RevocationList, &str),
    office: &Office,
    (root, state, now): (&TrustRoot, Option<&State>, Timestamp),
) -> Option<Refusal> {
    let trust = root.document();
    let replaced = |seen: u64| Some(Refusal::ListReplaced { found: list.version, seen });
    if list.issued > later(now) {
        return Some(Refusal::Ahead { issued: list.issued });
    }
    if list.trust_version > trust.version {
        let (found, seen) = (list.trust_version, trust.version);
        return Some(Refusal::ListReplaced { found, seen });
    }
    let place = (list.trust_version, list.version);
    if let Some(seen) = state.and_then(|state| state.seen(&office.key.fingerprint())) {
        if place < seen.place() {
            return replaced(seen.version);
        }
        let other = seen.digest.as_ref().is_some_and(|seen| seen != digest);
        if place == seen.place() && other {
            return Some(Refusal::ListOther { version: list.version });
        }
    }
    let least = trust.policy.minimum_revocations;
    // Every list is at least the first. Under more than that, one of an earlier trust root is older still.
    if least > 1 && place < (trust.version, least) {
        return replaced(least);
    }
    None
}

/// Whoever may have signed a waiver or overlay: every key that an office ever named, in its time or not. To
/// revoke only restricts.
fn possible_keys(files: &TrustFiles, root: &TrustRoot, former: &[OfficeKey]) -> Vec<PublicKey> {
    let touch = root.document().policy.touch;
    let offices: Vec<OfficeKey> =
        root.office_keys().into_iter().chain(former.iter().cloned()).collect();
    let delegated = |file: &SignedFile| {
        let document = DelegationDocument::read(&file.text).ok()?;
        let mut keys = offices.iter().filter(|one| one.office == document.office);
        let signed = |one: &OfficeKey| {
            file.signed_by(Namespace::Delegation, &one.key, (&one.office, touch)).is_ok()
        };
        keys.any(signed).then_some(document.key)
    };
    let delegations = files.others.iter().filter(|file| is(file, delegation::FORMAT));
    let officers = delegations.filter_map(delegated);
    offices.iter().map(|one| one.key.clone()).chain(officers).collect()
}

fn single(file: &SignedFile, keys: &[PublicKey], root: &TrustRoot) -> Result<Single, Refusal> {
    let document = SingleRevocation::read(&file.text)?;
    let touch = root.document().policy.touch;
    let signs =
        |key: &&PublicKey| file.signed_by(Namespace::Revocation, key, ("an issuer", touch)).is_ok();
    let by: Vec<PublicKey> = keys.iter().filter(signs).cloned().collect();
    if by.is_empty() {
        let wanted = "an issuer whom an office named".to_owned();
        return Err(if file.signatures.is_empty() {
            Refusal::Unsigned
        } else {
            Refusal::OtherKey { wanted }
        });
    }
    Ok(Single { revocation: document.revocation, by })
}

/// What a single revocation names whose signature was lost or damaged, or whose text was changed: that must
/// not bring back what was revoked. What a stranger signed, or somebody signed for something else, names
/// nothing.
fn unproved(
    file: &SignedFile,
    keys: &[PublicKey],
    (root, refusal): (&TrustRoot, &Refusal),
) -> Option<(Revoked, Refusal)> {
    let touch = root.document().policy.touch;
    let damaged = |bytes: &Vec<u8>| match Signature::read(bytes) {
        Ok(signature) if keys.contains(signature.key()) => !matches!(
            signature.verify(Namespace::Revocation, &file.text, touch),
            Err(SignatureError::Namespace { .. })
        ),
        Ok(_) => false,
        Err(_) => true,
    };
    (file.signatures.is_empty() || file.signatures.iter().any(damaged)).then_some(())?;
    let what = SingleRevocation::read(&file.text).ok()?.revocation.what;
    let (file, why) = (file.name.clone(), refusal.to_string());
    Some((what, Refusal::RevocationInDoubt { file, why }))
}

/// What in a trust folder nobody can read, told whether or not a trust root counts.
pub(crate) fn unread(files: &TrustFiles) -> Vec<Problem> {
    let of_file = |file: &SignedFile| unreadable(file).map(|error| Problem::of(file, error.into()));
    files.unread.iter().cloned().chain(files.others.iter().filter_map(of_file)).collect()
}
