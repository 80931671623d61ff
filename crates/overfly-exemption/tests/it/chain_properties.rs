//! What holds of the chain whatever is done to it.

use std::sync::LazyLock;

use overfly_exemption::{
    Authority, Memory, Refusal, SignedFile, TrustFiles, UnverifiedWaiver, Waiver,
};
use overfly_model::Code;
use overfly_testkit::agency::{self, OFFICE, OFFICER, OTHER_OFFICER};
use overfly_testkit::cases::cases;
use proptest::prelude::*;

use crate::chain::{Chain, file, key_revoked};
use crate::reading::documents_read;

/// The folder's documents, root first, with the waiver last.
type Folder = Vec<SignedFile>;

static SOUND: LazyLock<(Folder, Waiver)> = LazyLock::new(|| {
    let chain = Chain::sound();
    (folder(&chain, &[agency::waiver()]), chain.verify(&agency::waiver()).unwrap())
});

fn folder(chain: &Chain, waivers: &[agency::Paper]) -> Folder {
    core::iter::once(&chain.trust).chain(&chain.others).chain(waivers).map(file).collect()
}

fn verify(folder: &[SignedFile], memory: Memory, now: &str) -> Result<Waiver, Refusal> {
    let of =
        |start: &'static str| folder.iter().filter(move |f| f.name.starts_with(start)).cloned();
    let root = of("trust").next();
    let others = of("D-").chain(of("rev")).chain(of("R-")).collect();
    let files = TrustFiles { root, others, ..TrustFiles::default() };
    let authority = Authority::assemble(&files, memory, now.parse().unwrap());
    let waiver = of("W-").next().ok_or(Refusal::Unsigned)?;
    UnverifiedWaiver::read(waiver)?.verify(&authority)
}

/// Chains whose waiver is refused, and would be by any part of them.
static REFUSED: LazyLock<Vec<(Folder, Memory)>> = LazyLock::new(|| {
    let sound = Chain::sound();
    let waiver = agency::waiver();
    let revoked = |seed| agency::list(2, &key_revoked(seed, "2026-11-22T07:00:00Z"));
    let remembers = |chain: &Chain| Memory::Known(chain.learned());
    let with_both = |seed| {
        let chain = sound.clone().and(revoked(seed).named("revocations-2.toml"));
        let memory = remembers(&chain);
        (folder(&chain, std::slice::from_ref(&waiver)), memory)
    };
    let by = |seeds: &[u8]| (folder(&sound, &[waiver.clone().by(seeds)]), Memory::Rehearsal);
    let changed =
        |right, wrong| (folder(&sound, &[waiver.clone().with(right, wrong)]), Memory::Rehearsal);
    let trust = sound.clone().trust(agency::trust().by(&[1, 1, OFFICE, OFFICER]));
    vec![
        with_both(OFFICER),
        with_both(OFFICE),
        by(&[OFFICE, OTHER_OFFICER, 99]),
        changed("m = 60", "m = 121"),
        changed("badge:1234", "badge:4711"),
        changed("\"D-1\"", "\"D-2\""),
        changed("issued = 2026-11-22", "issued = 2026-05-22"),
        (folder(&trust, std::slice::from_ref(&waiver)), Memory::Rehearsal),
        (folder(&sound, std::slice::from_ref(&waiver)), Memory::Nothing),
    ]
});

proptest! {
    #![proptest_config(cases(512))]

    #[test]
    fn no_changed_byte_leaves_a_waiver_verified_with_other_content(
        which in 0..4_usize, signature in any::<bool>(), at in any::<usize>(), bit in 0..8_u8,
    ) {
        let (mut folder, sound) = SOUND.clone();
        let changed = &mut folder[which];
        let bytes = if signature { &mut changed.signatures[0] } else { &mut changed.text };
        let at = at % bytes.len();
        bytes[at] ^= 1 << bit;
        match verify(&folder, Memory::Rehearsal, agency::NOW) {
            Ok(waiver) => {
                prop_assert!(signature, "a changed text verified");
                prop_assert_eq!(waiver, sound);
            }
            Err(refusal) => prop_assert!(!refusal.to_string().is_empty()),
        }
    }

    #[test]
    fn nothing_taken_away_from_a_refused_waiver_verifies_it(
        which in any::<prop::sample::Index>(), kept in any::<u32>(),
    ) {
        let (folder, memory) = which.get(&REFUSED);
        prop_assert!(verify(folder, memory.clone(), agency::NOW).is_err());
        let mut bits = (0..).map(|at| kept >> (at % 32) & 1 == 1);
        let mut left: Folder = folder.iter().filter(|_| bits.next() == Some(true)).cloned().collect();
        for file in &mut left {
            file.signatures.retain(|_| bits.next() == Some(true));
        }
        prop_assert!(verify(&left, memory.clone(), agency::NOW).is_err());
    }

    #[test]
    fn time_that_passes_turns_ahead_into_verified_and_nothing_else(
        issued in 0..10_000_i64, wait in 0..20_000_i64,
    ) {
        let now: jiff::Timestamp = agency::NOW.parse().unwrap();
        let later = |seconds| now + jiff::SignedDuration::from_secs(seconds);
        let issued = later(issued);
        let waiver = agency::waiver().with("issued = 2026-11-22T05:40:00Z", &format!("issued = {issued}"));
        let at = later(wait);
        let answer = Chain::sound().at(&at.to_string()).verify(&waiver).map_err(|refusal| refusal.code());
        let ahead = issued > at + jiff::SignedDuration::from_mins(5);
        prop_assert_eq!(answer.err(), ahead.then_some(Code::IssuedAhead));
    }

    #[test]
    fn random_bytes_never_panic_a_reader(bytes in prop::collection::vec(any::<u8>(), 0..300), text in any::<String>()) {
        documents_read(&bytes);
        documents_read(text.as_bytes());
    }

    #[test]
    fn a_spoilt_document_never_panics_a_reader(
        kind in 0..7_usize, at in any::<prop::sample::Index>(), cut in 0..20_usize, put in "[\\[\\]{}\"=.#0-9a-z\n*-]{0,12}",
    ) {
        let text = &crate::documents::kinds()[kind].0.text;
        let at = at.index(text.len());
        let end = (at + cut).min(text.len());
        documents_read(format!("{}{put}{}", &text[..at], &text[end..]).as_bytes());
    }
}
