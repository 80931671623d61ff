//! What was revoked once stays revoked: after a change of keys, beside damaged files, and by any office.

use overfly_exemption::{Authority, Memory, SignedFile, State, UnverifiedWaiver};
use overfly_model::{Code, TimeInterval};
use overfly_testkit::agency::{self, NOW, OFFICE, OFFICER, Paper, ROOTS};

use crate::chain::{Chain, file, key_revoked};

const NEW_OFFICE: u8 = 21;
const ZUID: u8 = 22;
const ENTRIES: &str = "[[revoked]]\nwaiver = \"W-1\"\nat = 2026-11-22T07:00:00Z\nreason = \"called off\"\n\
    [[grounded]]\naircraft = \"sn:1\"\nfrom = 2026-11-22T07:00:00Z\nreason = \"crack\"\n";

/// Trust version 2, in which the office has another key.
fn rotated() -> Paper {
    let [old, new] = [OFFICE, NEW_OFFICE].map(agency::key);
    agency::trust()
        .with("version = 1", "version = 2")
        .with("2026-01-01", "2026-11-22")
        .with(&old, &new)
}

/// What the office signs with its new key: its officer, and a list without entries.
fn anew() -> [Paper; 2] {
    let list = agency::list(1, "").with("trust_version = 1", "trust_version = 2");
    [agency::delegation().by(&[NEW_OFFICE]), list.named("revocations-2.toml").by(&[NEW_OFFICE])]
}

/// The folder after the change of keys, with the list of the old key still in it.
fn after_rotation(old_list: &Paper) -> Chain {
    let [delegation, list] = anew();
    Chain::sound().trust(rotated()).others(&[delegation, list, old_list.clone()])
}

fn grounds(chain: &Chain) -> bool {
    let day = TimeInterval { from: NOW.parse().ok(), until: "2026-11-23T00:00:00Z".parse().ok() };
    chain.authority().lists().grounded("sn:1", &day).is_some()
}

#[test]
fn what_an_office_revoked_with_its_former_key_stays_revoked_by_the_history() {
    let old = agency::list(7, ENTRIES);
    let chain = after_rotation(&old);
    assert_eq!(chain.problems(), [Code::SignatureMissing], "nobody knows the key");
    let known = chain.clone().history(vec![agency::trust()]);
    assert_eq!((known.refuses(), grounds(&known)), (Some(Code::Revoked), true));
    assert_eq!(known.problems(), [Code::RevocationsReplaced]);
    // It restricts, and shows nothing: without the new list none is fresh.
    let [delegation, _] = anew();
    let alone = known.clone().others(&[delegation, old]);
    assert_eq!(alone.refuses(), Some(Code::RevocationsMissing));
}

#[test]
fn what_an_office_revoked_with_its_former_key_stays_revoked_as_the_station_remembers() {
    let old = agency::list(7, ENTRIES);
    let before = Chain::sound().list(old.clone());
    let state = State::read(before.learned().write().as_bytes()).unwrap();
    let chain = after_rotation(&old).remembering(Memory::Known(state));
    assert_eq!((chain.refuses(), grounds(&chain)), (Some(Code::Revoked), true));
    // And after another change of keys, which the station has seen too.
    let third = rotated()
        .with("version = 2", "version = 3")
        .with(&agency::key(NEW_OFFICE), &agency::key(31));
    let list = agency::list(1, "").with("trust_version = 1", "trust_version = 3").by(&[31]);
    let delegation = agency::delegation().by(&[31]);
    let later = Chain::sound().trust(third).others(&[delegation, list, old]).after(&chain);
    assert_eq!((later.refuses(), grounds(&later)), (Some(Code::Revoked), true));
}

#[test]
fn a_single_revocation_by_an_office_counts_after_it_changed_its_key() {
    let [delegation, list] = anew();
    let single = agency::revocation().by(&[OFFICE]);
    let chain = Chain::sound().trust(rotated()).others(&[delegation, list, single]);
    assert_eq!(chain.refuses(), None);
    assert_eq!(chain.history(vec![agency::trust()]).refuses(), Some(Code::Revoked));
}

#[test]
fn a_made_up_history_gives_nobody_a_say_in_what_is_revoked() {
    let [office, thief] = [OFFICE, 77].map(agency::key);
    let forged_list = agency::list(7, ENTRIES).named("revocations-7.toml").by(&[77]);
    let [delegation, list] = anew();
    let others = [delegation, list, forged_list];
    // All roots of the thief, who has signed today's trust root as well: anybody can lay that beside it.
    let mut forged = agency::trust().with(&office, &thief).by(&[91, 92]);
    for (root, own) in ROOTS.into_iter().zip([91, 92, 93]) {
        forged.text = forged.text.replace(&agency::key(root), &agency::key(own));
    }
    let trust = rotated().by(&[ROOTS[0], ROOTS[1], 91, 92]);
    let chain = Chain::sound().trust(trust.clone()).others(&others).history(vec![forged.clone()]);
    assert_eq!((chain.refuses(), grounds(&chain)), (Some(Code::RevocationsMissing), false));
    assert_eq!(chain.problems(), [Code::SignatureMissing]);
    // One root named that signed nothing of it changes nothing.
    forged.text = forged.text.replace(&agency::key(93), &agency::key(ROOTS[0]));
    let chain = Chain::sound().trust(trust).others(&others).history(vec![forged]);
    assert_eq!((grounds(&chain), chain.problems()), (false, vec![Code::SignatureMissing]));
}

#[test]
fn a_thief_of_the_former_key_does_not_revoke_the_key_in_its_place() {
    let thief = agency::list(999_999, &key_revoked(NEW_OFFICE, NOW));
    let chain = after_rotation(&thief).history(vec![agency::trust()]);
    assert_eq!(chain.refuses(), None);
    let officer = agency::list(7, &key_revoked(OFFICER, NOW));
    let chain = after_rotation(&officer).history(vec![agency::trust()]);
    assert_eq!(chain.refuses(), Some(Code::KeyRevoked), "an officer's key it revokes");
}

#[test]
fn one_version_with_another_text_than_the_one_seen_restricts_and_is_not_fresh() {
    let seen = Chain::sound().list(agency::list(3, ""));
    let other = agency::list(3, &ENTRIES.replace("W-1", "W-2"));
    let chain = Chain::sound().list(other.clone()).after(&seen);
    assert_eq!((chain.refuses(), grounds(&chain)), (Some(Code::RevocationsMissing), true));
    assert_eq!(chain.problems(), [Code::RevocationsReplaced]);
    assert_eq!(Chain::sound().list(agency::list(3, "")).after(&seen).refuses(), None);
    // The text seen still serves beside it, and both restrict.
    let both = Chain::sound().list(agency::list(3, "")).and(other.named("copy.toml")).after(&seen);
    assert_eq!((both.refuses(), grounds(&both)), (None, true));
    // What a station learns next time is not the other text.
    assert_eq!(both.learned().lists, seen.learned().lists);
}

/// A damaged document in the place of a sound one.
fn damaged(paper: &Paper, name: &str, change: impl Fn(String) -> String) -> (String, Vec<u8>) {
    let (_, text, _) = paper.signed();
    (name.to_owned(), change(String::from_utf8(text).unwrap()).into_bytes())
}

/// What the sound waiver is refused for with one more file, and of whose waivers.
fn beside(file_name: &str, text: &[u8]) -> (Option<Code>, String) {
    let chain = Chain::sound();
    let mut files = chain.files();
    let mut other = file(&agency::list(1, ""));
    (other.name, other.text) = (file_name.to_owned(), text.to_vec());
    files.others.push(other);
    let now = chain.now.parse().unwrap();
    let authority = overfly_exemption::Authority::assemble(&files, chain.memory, now);
    let waiver = UnverifiedWaiver::read(file(&agency::waiver())).unwrap();
    match waiver.verify(&authority) {
        Ok(_) => (None, String::new()),
        Err(refusal) => (Some(refusal.code()), refusal.to_string()),
    }
}

#[test]
fn a_list_or_single_revocation_that_nobody_can_read_lifts_nothing_and_is_named() {
    let list = agency::list(2, ENTRIES);
    let single = agency::revocation().with("W-1", "W-2");
    let crlf = |text: String| text.replace('\n', "\r\n");
    let broken = |text: String| text.replace("reason = ", "reason ");
    let binary = |_| "\u{feff}\u{0}".to_owned();
    let later = |text: String| text.replace("/1\"", "/2\"");
    let unknown = |text: String| format!("unknown = 1\n{text}");
    for (name, text) in [
        damaged(&list, "trust/later.toml", crlf),
        damaged(&list, "trust/revocations-2.toml", crlf),
        damaged(&list, "trust/later.toml", broken),
        damaged(&list, "trust/revocations.toml", binary),
        damaged(&list, "trust/Revocations-noord.toml", |_| String::new()),
        damaged(&list, "trust/later.toml", later),
        damaged(&list, "trust/later.toml", unknown),
        damaged(&list, "trust/later.toml", |text| crlf(text).replace("noord", "nobody")),
        damaged(&single, "trust/R-2.toml", crlf),
        damaged(&single, "trust/R-2.toml", broken),
        damaged(&single, "trust/R-2.toml", binary),
        damaged(&single, "trust/other.toml", crlf),
        damaged(&single, "trust/other.toml", unknown),
    ] {
        let (code, told) = beside(&name, &text);
        assert_eq!(code, Some(Code::RevocationsMissing), "{name} {told}");
        assert!(told.contains(&name), "{told}");
    }
    // A damaged document of another kind says nothing of revocations.
    let delegation = damaged(&agency::delegation(), "trust/D-9.toml", crlf);
    assert_eq!(beside(&delegation.0, &delegation.1).0, None);
}

#[test]
fn a_damaged_list_of_another_office_says_nothing_of_this_one() {
    let mut trust = agency::trust();
    trust.text += &agency::office("zuid", ZUID);
    let list = agency::list(2, "").with("noord", "zuid");
    let text = String::from_utf8(list.signed().1).unwrap().replace('\n', "\r\n");
    let chain = Chain::sound().trust(trust);
    let mut files = chain.files();
    let mut damaged = file(&list);
    (damaged.name, damaged.text) = ("later.toml".to_owned(), text.into_bytes());
    files.others.push(damaged);
    let authority = overfly_exemption::Authority::assemble(
        &files,
        chain.memory.clone(),
        chain.now.parse().unwrap(),
    );
    assert!(authority.freshness("noord").is_ok());
    assert!(authority.freshness("zuid").is_err());
}

#[test]
fn a_revoked_officers_key_counts_as_revoked_wherever_it_is_delegated() {
    let mut trust = agency::trust();
    trust.text += &agency::office("zuid", ZUID);
    let zuid = |entries: &str| {
        let list = agency::list(1, entries).with("noord", "zuid").named("revocations-zuid.toml");
        Chain::sound().trust(trust.clone()).and(list.by(&[ZUID]))
    };
    assert_eq!(zuid("").refuses(), None);
    let stolen = zuid(&key_revoked(OFFICER, NOW));
    assert_eq!(stolen.refuses(), Some(Code::KeyRevoked));
    let later = zuid(&key_revoked(OFFICER, "2026-11-22T10:00:00Z"));
    let end = later.verify(&agency::waiver()).unwrap().grant().time.until.unwrap();
    assert_eq!(end.to_string(), "2026-11-22T10:00:00Z");
    // The key of an office is for its own list, and for the roots.
    assert_eq!(zuid(&key_revoked(OFFICE, NOW)).refuses(), None);
    assert_eq!(zuid(&key_revoked(OFFICE, NOW)).problems(), []);
}

/// Found by attack: the revoked waiver came back when the signature of its revocation was damaged on the way.
#[test]
fn a_single_revocation_whose_signature_was_lost_or_damaged_leaves_its_waiver_in_doubt() {
    let sound = file(&agency::revocation());
    let damage = |change: fn(&mut SignedFile)| {
        let mut damaged = sound.clone();
        change(&mut damaged);
        damaged
    };
    let windows = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace('\n', "\r\n").into_bytes();
    let mut crlf = sound.clone();
    crlf.signatures = crlf.signatures.iter().map(|bytes| windows(bytes)).collect();
    for (what, damaged) in [
        ("no signature", damage(|file| file.signatures.clear())),
        ("one byte more", damage(|file| file.text.extend(b"# filed\n"))),
        ("line ends of the signature", crlf),
        ("cut short", damage(|file| file.signatures[0].truncate(60))),
    ] {
        let mut files = Chain::sound().files();
        files.others.push(damaged);
        let authority = Authority::assemble(&files, Memory::Rehearsal, NOW.parse().unwrap());
        let verify =
            |waiver: Paper| UnverifiedWaiver::read(file(&waiver)).unwrap().verify(&authority).err();
        let refused = verify(agency::waiver()).map(|refusal| refusal.code());
        assert_eq!(refused, Some(Code::RevocationsMissing), "{what}");
        assert_eq!(verify(agency::waiver().with("W-1", "W-2")), None, "{what}: of another waiver");
    }
}
