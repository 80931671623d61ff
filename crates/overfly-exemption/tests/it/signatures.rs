//! What a signature proves, and what it does not.

use std::sync::LazyLock;

use overfly_exemption::{Namespace, PublicKey, Signature, SignatureError, Touch};
use overfly_testkit::cases::cases;
use overfly_testkit::signer::{Signer, TOUCHED, VERIFIED, armour, blob};
use proptest::prelude::*;

const TEXT: &[u8] =
    b"format = \"overfly-waiver/1\"\nid = \"W-pj-2026-123\"\ntitle = \"Verkeersongeval A4\"\n";
const NO_TOUCH: Touch = Touch { presence: false, verification: false };
const PRESENCE: Touch = Touch { presence: true, verification: false };
const VERIFICATION: Touch = Touch { presence: true, verification: true };

fn sign(signer: &Signer) -> String {
    signer.sign(Namespace::Waiver.as_str(), TEXT)
}

fn verify(file: &str, text: &[u8], touch: Touch) -> Result<(), SignatureError> {
    Signature::read(file.as_bytes())?.verify(Namespace::Waiver, text, touch)
}

#[test]
fn every_kind_signs_with_either_hash_and_names_its_key() {
    for signer in Signer::each(1).into_iter().flat_map(|s| [s.clone(), s.with_sha256()]) {
        let file = sign(&signer);
        assert_eq!(verify(&file, TEXT, PRESENCE), Ok(()), "{signer:?}");
        let key = PublicKey::read(&signer.public()).unwrap();
        assert_eq!(Signature::read(file.as_bytes()).unwrap().key(), &key);
    }
}

#[test]
fn no_changed_byte_of_the_text_verifies() {
    for signer in Signer::each(1) {
        let signature = Signature::read(sign(&signer).as_bytes()).unwrap();
        for at in 0..TEXT.len() {
            let mut text = TEXT.to_vec();
            text[at] ^= 0x01;
            let answer = signature.verify(Namespace::Waiver, &text, NO_TOUCH);
            assert_eq!(answer, Err(SignatureError::Changed), "byte {at}");
        }
    }
}

#[test]
fn a_signature_counts_for_its_own_kind_of_document_only() {
    for signed in Namespace::ALL {
        let file = Signer::ed25519(1).sign(signed.as_str(), TEXT);
        let signature = Signature::read(file.as_bytes()).unwrap();
        for wanted in Namespace::ALL {
            let answer = signature.verify(wanted, TEXT, NO_TOUCH);
            assert_eq!(answer.is_ok(), signed == wanted, "{signed:?} as {wanted:?}: {answer:?}");
        }
    }
}

#[test]
fn a_foreign_namespace_is_named_and_cleaned() {
    let file = Signer::ed25519(1).sign("git\u{1b}[2J", TEXT);
    let sentence = verify(&file, TEXT, NO_TOUCH).unwrap_err().to_string();
    assert_eq!(
        sentence,
        "the signature was made for \"git?[2J\" and does not count for overfly-waiver"
    );
}

#[test]
fn the_flags_of_a_security_key_are_looked_at() {
    use SignatureError::{NotTouched, NotVerified};
    let table = [
        (0, NO_TOUCH, Ok(())),
        (0, PRESENCE, Err(NotTouched)),
        (0, VERIFICATION, Err(NotTouched)),
        (VERIFIED, PRESENCE, Err(NotTouched)),
        (TOUCHED, PRESENCE, Ok(())),
        (TOUCHED, VERIFICATION, Err(NotVerified)),
        (TOUCHED | VERIFIED, VERIFICATION, Ok(())),
        (0xff, VERIFICATION, Ok(())),
    ];
    for (flags, touch, expected) in table {
        for signer in [Signer::sk_ed25519(1), Signer::sk_p256(1)] {
            let file = sign(&signer.with_flags(flags).with_counter(0xfedc_ba98));
            assert_eq!(verify(&file, TEXT, touch), expected, "flags {flags:#x}, {touch:?}");
        }
    }
}

#[test]
fn flags_written_beside_a_signature_over_others_do_not_verify() {
    for signer in [Signer::sk_ed25519(1), Signer::sk_p256(1)] {
        let file = sign(&signer.with_flags(0).claiming_flags(TOUCHED | VERIFIED));
        assert_eq!(verify(&file, TEXT, NO_TOUCH), Err(SignatureError::Changed));
    }
}

#[test]
fn a_key_in_software_cannot_tell_of_a_touch_and_is_not_asked() {
    for signer in [Signer::ed25519(1), Signer::p256(1)] {
        assert_eq!(verify(&sign(&signer), TEXT, VERIFICATION), Ok(()));
    }
}

#[test]
fn a_text_whose_line_ends_became_crlf_is_refused_with_that_reason() {
    let text = String::from_utf8(TEXT.to_vec()).unwrap().replace('\n', "\r\n");
    for signer in Signer::each(1) {
        let error = verify(&sign(&signer), text.as_bytes(), NO_TOUCH).unwrap_err();
        assert_eq!(error, SignatureError::LineEndsChanged);
        assert!(error.to_string().starts_with("line ends changed: "));
        let changed = text.replace("123", "124");
        let error = verify(&sign(&signer), changed.as_bytes(), NO_TOUCH).unwrap_err();
        assert_eq!(error, SignatureError::Changed);
    }
}

#[test]
fn a_signature_file_holds_one_signature_and_nothing_else() {
    use SignatureError::{ArmourLineEnds, Damaged, NotArmoured, Several, TextAround, TooLarge};
    let file = sign(&Signer::ed25519(1));
    let second = sign(&Signer::ed25519(2));
    let table = [
        (format!("{file}{second}"), Several),
        (format!("hello\n{file}"), NotArmoured),
        (format!("\n{file}"), NotArmoured),
        (format!("\u{feff}{file}"), NotArmoured),
        (format!("{file}hello"), TextAround),
        (format!("{file}-----END SSH SIGNATURE-----\n"), TextAround),
        (format!("{file}{}", "\n".repeat(16 * 1024)), TooLarge),
        (file.replace("BEGIN SSH SIGNATURE-----\n", "BEGIN SSH SIGNATURE-----"), Damaged),
        (file.replace("\n-----END", "-----END"), Damaged),
        (file.replace("-----END SSH SIGNATURE-----", ""), Damaged),
        (file.replace("U1NIU0lH", "U1NI U0lH"), Damaged),
        (file.replace("SSH SIGNATURE", "PGP SIGNATURE"), NotArmoured),
        (file.replace('\n', "\r\n"), ArmourLineEnds),
        (String::new(), NotArmoured),
    ];
    for (file, error) in table {
        assert_eq!(Signature::read(file.as_bytes()).unwrap_err(), error, "{file}");
    }
}

#[test]
fn an_armour_of_another_width_is_the_same_signature() {
    let file = sign(&Signer::sk_ed25519(1));
    let body: String = file.lines().filter(|line| !line.starts_with('-')).collect();
    let one_line = format!("-----BEGIN SSH SIGNATURE-----\n{body}\n-----END SSH SIGNATURE-----");
    for file in [one_line, format!("{file}\n\n")] {
        assert_eq!(verify(&file, TEXT, PRESENCE), Ok(()));
    }
}

#[test]
fn what_the_blob_may_not_hold_is_refused() {
    let good = blob(&sign(&Signer::ed25519(1)));
    let swap = |from: &[u8], to: &[u8]| {
        let at = good.windows(from.len()).position(|window| window == from).unwrap();
        armour(&[&good[..at], to, &good[at + from.len()..]].concat())
    };
    let table = [
        (swap(b"SSHSIG\0\0\0\x01", b"SSHSIG\0\0\0\x02"), "of version 2"),
        (swap(b"SSHSIG", b"SSHSIH"), "is damaged"),
        (swap(b"\0\0\0\x06sha512", b"\0\0\0\x03md5"), "uses the hash md5"),
        (swap(b"\0\0\0\0\0\0\0\x06sha512", b"\0\0\0\x01x\0\0\0\x06sha512"), "is damaged"),
        (armour(&[&good[..], &[0]].concat()), "is damaged"),
        (armour(&good[..good.len() - 1]), "is damaged"),
        (armour(&[]), "is damaged"),
        (swap(b"\x0bssh-ed25519", b"\x0bssh-ed25518"), "keys of kind ssh-ed25518 are not"),
    ];
    for (file, sentence) in table {
        let error = Signature::read(file.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(sentence), "{sentence}: {error}");
    }
}

#[test]
fn a_signature_of_a_certificate_gets_its_own_sentence() {
    let kind = b"ssh-ed25519-cert-v01@openssh.com";
    let key = [b"\0\0\0\x20".as_slice(), kind, b"\0\0\0\x02xx"].concat();
    let length = u32::try_from(key.len()).unwrap().to_be_bytes();
    let rest = b"\0\0\0\x0eoverfly-waiver\0\0\0\0\0\0\0\x06sha512\0\0\0\0";
    let file = armour(&[b"SSHSIG\0\0\0\x01", &length[..], &key, rest].concat());
    assert_eq!(Signature::read(file.as_bytes()).unwrap_err(), SignatureError::Certificate);
}

#[test]
fn a_signature_under_another_name_than_its_keys_is_refused() {
    for signer in Signer::each(1) {
        let key = signer.public();
        let kind = key.split(' ').next().unwrap().as_bytes();
        let mut bytes = blob(&sign(&signer));
        let at = bytes.windows(kind.len()).rposition(|window| window == kind).unwrap();
        bytes[at + kind.len() - 1] ^= 1;
        assert_eq!(verify(&armour(&bytes), TEXT, NO_TOUCH), Err(SignatureError::Damaged));
    }
}

#[test]
fn a_signature_with_something_behind_it_in_its_frame_is_refused() {
    for signer in Signer::each(1) {
        let key = signer.public();
        let kind = key.split(' ').next().unwrap().as_bytes();
        let mut bytes = blob(&sign(&signer));
        let at = bytes.windows(kind.len()).rposition(|window| window == kind).unwrap();
        // The frame's length stands before that of the kind's name. No length here nears 256.
        bytes[at - 5] += 1;
        bytes.push(0);
        assert_eq!(verify(&armour(&bytes), TEXT, NO_TOUCH), Err(SignatureError::Damaged));
    }
}

#[test]
fn a_signature_that_would_fit_every_text_is_refused_with_its_key() {
    // Ed25519 with the neutral point as key and as R, and S = 0.
    let mut neutral = [0; 32];
    neutral[0] = 1;
    let good = blob(&sign(&Signer::ed25519(1)));
    let key = 4 + good.windows(4).position(|window| window == [0, 0, 0, 32]).unwrap();
    let value = good.len() - 64;
    let file =
        armour(&[&good[..key], &neutral, &good[key + 32..value], &neutral, &[0; 32]].concat());
    let error = verify(&file, TEXT, NO_TOUCH).unwrap_err();
    assert_eq!(error, SignatureError::Key(overfly_exemption::KeyError::Weak));
}

#[test]
fn an_ed25519_signature_has_no_twin() {
    // S + L, the order of the group, would fit the same equation; only S below L is a signature.
    const L: [u8; 32] = [
        0xed, 0xd3, 0xf5, 0x5c, 0x1a, 0x63, 0x12, 0x58, 0xd6, 0x9c, 0xf7, 0xa2, 0xde, 0xf9, 0xde,
        0x14, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x10,
    ];
    let mut bytes = blob(&sign(&Signer::ed25519(1)));
    let start = bytes.len() - 32;
    let mut carry = 0;
    for (byte, order) in bytes[start..].iter_mut().zip(L) {
        let sum = u16::from(*byte) + u16::from(order) + carry;
        *byte = u8::try_from(sum & 0xff).unwrap();
        carry = sum >> 8;
    }
    assert!(verify(&armour(&bytes), TEXT, NO_TOUCH).is_err());
}

/// A signature of each kind over [`TEXT`].
static FILES: LazyLock<[String; 4]> = LazyLock::new(|| Signer::each(1).map(|s| sign(&s)));

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn no_edited_text_verifies(
        kind in 0..4_usize,
        at in 0..TEXT.len(),
        removed in 0..8_usize,
        added in prop::collection::vec(any::<u8>(), 0..8),
    ) {
        let mut text = TEXT.to_vec();
        let end = (at + removed).min(text.len());
        text.splice(at..end, added);
        prop_assert_eq!(verify(&FILES[kind], &text, NO_TOUCH).is_ok(), text == TEXT);
    }

    #[test]
    fn a_changed_armour_never_authenticates_another_text(
        kind in 0..4_usize,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        at in 0..TEXT.len(),
    ) {
        let mut bytes = blob(&FILES[kind]);
        for (index, byte) in edits {
            let at = index.index(bytes.len());
            bytes[at] = byte;
        }
        let mut text = TEXT.to_vec();
        text[at] ^= 0x20;
        let file = armour(&bytes);
        prop_assert!(verify(&file, &text, NO_TOUCH).is_err());
        if verify(&file, TEXT, NO_TOUCH).is_ok() {
            let [changed, kept] = [&file, &FILES[kind]].map(|file| Signature::read(file.as_bytes()).unwrap().key().clone());
            prop_assert_eq!(changed, kept);
        }
    }

    #[test]
    fn random_bytes_never_panic_the_reader(
        bytes in prop::collection::vec(any::<u8>(), 0..600),
        kind in 0..4_usize,
        kept in any::<prop::sample::Index>(),
    ) {
        prop_assert!(Signature::read(&bytes).is_err());
        prop_assert!(Signature::read(armour(&bytes).as_bytes()).is_err());
        let good = blob(&FILES[kind]);
        let file = armour(&[&good[..kept.index(good.len())], &bytes].concat());
        if let Ok(signature) = Signature::read(file.as_bytes()) {
            let _ = signature.verify(Namespace::Waiver, TEXT, VERIFICATION);
        }
    }
}
