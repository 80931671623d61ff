//! What does not count lifts nothing, and does not open the air either: overlays that would tighten, lists
//! that would ground.

use overfly_check::{Exemptions, Request, Verdict, check};
use overfly_exemption::{Authority, Memory, SignedFile, TrustFiles};
use overfly_model::{Code, LostLink, Zone, ZoneType};
use overfly_testkit::scene::{agl, rectangle, zone};

use super::grants::{self, Agency};
use super::overlays::{ask, correction, overlaid};
use super::{across, zone_round};
use crate::ask::{NOW, airspace, request, t};

/// A zone that the flight passes under, and the overlay that lowers it.
fn high_zone() -> (Zone, SignedFile) {
    let mut high = zone_round();
    high.parts[0].limits = agl(100, 200);
    let file = correction(&high, "add", "lower = { m = 0, datum = \"AGL\" }");
    (high, file)
}

fn windows(file: &SignedFile) -> SignedFile {
    let text = String::from_utf8(file.text.clone()).unwrap().replace('\n', "\r\n");
    SignedFile { text: text.into_bytes(), ..file.clone() }
}

fn changed(file: &SignedFile, from: &str, to: &str) -> SignedFile {
    let text = String::from_utf8(file.text.clone()).unwrap();
    assert!(text.contains(from));
    SignedFile { text: text.replacen(from, to, 1).into_bytes(), ..file.clone() }
}

#[test]
fn an_overlay_that_does_not_count_opens_nothing() {
    let (high, file) = high_zone();
    let agency = Agency::new();
    let ended = Agency { until: "2026-11-10T00:00:00Z", ..Agency::new() };
    let taken_back = Agency {
        revoked: "[[revoked]]\noverlay = \"O-1\"\nat = 2026-11-21T00:00:00Z\nreason = \"Wrong\"\n"
            .into(),
        ..Agency::new()
    };
    let at = |agency: &Agency, now| Authority::assemble(&agency.trust(), Memory::Rehearsal, t(now));
    let no_trust = Authority::assemble(&TrustFiles::default(), Memory::Rehearsal, t(NOW));
    let unsigned = SignedFile { signatures: Vec::new(), ..file.clone() };
    for (what, file, authority, expected) in [
        ("counts", file.clone(), at(&agency, NOW), Verdict::Blocked),
        ("is not signed", unsigned, at(&agency, NOW), Verdict::Undecided),
        ("is changed", changed(&file, "Wrong", "wrong"), at(&agency, NOW), Verdict::Undecided),
        ("has changed line ends", windows(&file), at(&agency, NOW), Verdict::Undecided),
        ("cannot be read", changed(&file, "mode =", "mode"), at(&agency, NOW), Verdict::Undecided),
        ("its key has ended", file.clone(), at(&ended, NOW), Verdict::Undecided),
        (
            "trust has expired",
            file.clone(),
            at(&agency, "2028-02-01T00:00:00Z"),
            Verdict::Undecided,
        ),
        ("no trust", file.clone(), no_trust, Verdict::Undecided),
        ("was taken back", file.clone(), at(&taken_back, NOW), Verdict::Clear),
    ] {
        let airspace = overlaid(vec![high.clone()], &[file], &authority);
        let decision = ask(&airspace, &agency, &[], &[]);
        assert_eq!(decision.verdict, expected, "{what}: {:#?}", decision.findings);
    }
}

#[test]
fn an_overlay_that_does_not_count_is_told_where_it_matters() {
    let (high, file) = high_zone();
    let agency = Agency::new();
    let unsigned = SignedFile { signatures: Vec::new(), ..file };
    let airspace = overlaid(vec![high], &[unsigned], &agency.authority());
    let decision = ask(&airspace, &agency, &[], &[]);
    let told = decision.findings.iter().find(|f| f.code == Code::OverlayInDoubt).unwrap();
    assert!(told.text.starts_with("as overlay O-1 says, which does not count"), "{}", told.text);
    assert_eq!(told.zone.as_ref().unwrap().id.as_str(), "NLD/z");
    assert_eq!(told.overlays, ["O-1"]);
}

#[test]
fn a_correction_of_a_zone_that_is_gone_counts_where_it_says_it_is() {
    let (high, _) = high_zone();
    let other = zone("other", ZoneType::Prohibited, rectangle([51.6, 4.1, 51.61, 4.11]), agl(0, 9));
    let area = grants::rectangle([51.99, 4.975, 52.01, 5.025]);
    let own = correction(&high, "add", &format!("parts = [{{ area = {area} }}]"));
    let none = correction(&high, "add", "lower = { m = 0, datum = \"AGL\" }");
    let agency = Agency::new();
    for (file, expected) in [(own, Verdict::Undecided), (none, Verdict::Clear)] {
        let airspace = overlaid(vec![other.clone()], &[file], &agency.authority());
        let decision = ask(&airspace, &agency, &[], &[]);
        assert_eq!(decision.verdict, expected, "{:#?}", decision.findings);
        assert!(decision.findings.iter().any(|f| f.code == Code::OverlayZoneMissing));
    }
}

/// An agency whose list keeps `sn:1` on the ground.
fn grounding() -> Agency {
    Agency {
        revoked:
            "[[grounded]]\naircraft = \"sn:1\"\nfrom = 2026-11-22T00:00:00Z\nreason = \"Rotor\"\n"
                .into(),
        ..Agency::new()
    }
}

fn flown(aircraft: Option<&str>, authority: Authority) -> Verdict {
    let far = zone("far", ZoneType::Prohibited, rectangle([51.6, 4.1, 51.61, 4.11]), agl(0, 120));
    let mut plan = across(60, [4.98, 5.02]);
    plan.items.facts.aircraft = aircraft.map(str::to_owned);
    let decision = check(&Request {
        exemptions: Some(&Exemptions::verify(authority, Vec::new())),
        lost_link: Some(LostLink::Hover),
        depart: Some(t("2026-11-22T11:30:00Z")),
        ..request(&plan, &airspace(vec![far]))
    });
    decision.verdict
}

fn with_list(files: &TrustFiles, list: impl Fn(&SignedFile) -> Option<SignedFile>) -> TrustFiles {
    let others = files.others.iter().filter_map(|file| {
        if file.name == "revocations.toml" { list(file) } else { Some(file.clone()) }
    });
    TrustFiles { others: others.collect(), ..files.clone() }
}

#[test]
fn a_list_that_does_not_count_lets_nobody_fly_whom_it_grounds() {
    let files = grounding().trust();
    let no_root = TrustFiles { root: None, ..files.clone() };
    let forged = with_list(&files, |file| Some(changed(file, "Rotor", "rotor")));
    let unsigned =
        with_list(&files, |file| Some(SignedFile { signatures: Vec::new(), ..file.clone() }));
    let crlf = with_list(&files, |file| Some(windows(file)));
    for (what, files, now, [named, other, unstated]) in [
        ("counts", &files, NOW, [Verdict::Blocked, Verdict::Clear, Verdict::Undecided]),
        ("is changed", &forged, NOW, [Verdict::Undecided; 3]),
        ("is not signed", &unsigned, NOW, [Verdict::Undecided, Verdict::Clear, Verdict::Undecided]),
        ("line ends", &crlf, NOW, [Verdict::Undecided, Verdict::Clear, Verdict::Undecided]),
        ("no trust", &no_root, NOW, [Verdict::Undecided, Verdict::Clear, Verdict::Undecided]),
    ] {
        let authority = || Authority::assemble(files, Memory::Rehearsal, t(now));
        for (aircraft, expected) in [(Some("SN:1"), named), (Some("sn:2"), other), (None, unstated)]
        {
            assert_eq!(flown(aircraft, authority()), expected, "{what} {aircraft:?}");
        }
    }
}

#[test]
fn a_list_that_the_station_has_seen_and_is_gone_leaves_the_flight_undecided() {
    let files = grounding().trust();
    let known = Authority::assemble(&files, Memory::Rehearsal, t(NOW)).learned().unwrap();
    let known = Memory::Known(known);
    let gone = with_list(&files, |_| None);
    let authority = |files, memory: &Memory| Authority::assemble(files, memory.clone(), t(NOW));
    assert_eq!(flown(Some("sn:2"), authority(&files, &known)), Verdict::Clear);
    assert_eq!(flown(Some("sn:2"), authority(&gone, &known)), Verdict::Undecided);
    // Who has seen nothing knows of nothing that is missing; waivers lift nothing there.
    assert_eq!(flown(Some("sn:2"), authority(&gone, &Memory::Rehearsal)), Verdict::Clear);
}
