//! Overlays, class rules and set-asides; and the suspect clock.

use std::collections::BTreeMap;

use overfly_check::{
    Airspace, Answers, Attestation, Decision, Exemptions, Request, Subject, Verdict, ZoneCondition,
    check,
};
use overfly_exemption::{Authority, Memory, SignedFile};
use overfly_model::{
    Applicability, Code, Datum, Effect, Elapsed, Flight, Footprint, LostLink, Metres, Outline,
    Position, Reading, TimeInterval, Window, Zone, ZoneType,
};
use overfly_testkit::scene::{agl, at, height, rectangle, within, zone, zone_set};

use super::grants::{self, Agency, Grant};
use super::{across, zone_round};
use crate::ask::{NOW, coverage, dataset, request, t};

fn overlay(text: &str) -> SignedFile {
    let head = "format = \"overfly-overlay/1\"\nid = \"O-1\"\ntitle = \"Test\"\nissuer = \"officer\"\nvia = \"D-1\"\nissued = 2026-11-01T00:00:00Z\nuntil = 2027-03-01T00:00:00Z\nreason = \"Wrong\"\nsource = \"Test\"\n";
    grants::officer_signs("O-1.toml", "overfly-overlay", &format!("{head}{text}"))
}

pub fn correction(zone: &Zone, mode: &str, what: &str) -> SignedFile {
    overlay(&format!(
        "[[zone]]\nid = \"{}\"\ndigest = \"{}\"\nmode = \"{mode}\"\n{what}\nreason = \"Wrong\"\nsource = \"Test\"\n",
        zone.id,
        zone.digest()
    ))
}

fn class(rules: &[(&str, &str)]) -> SignedFile {
    let rule = |(which, what): &(&str, &str)| {
        format!(
            "[[class]]\nzones = [\"NLD/*\"]\n{which}\nreason = \"Rule\"\nsource = \"Test\"\n{what}\n"
        )
    };
    overlay(&rules.iter().map(rule).collect::<String>())
}

const CONDITIONAL: &str = "type = \"Conditional\"";
const CALL: &str = "[[class.condition]]\nid = \"call\"\nkind = \"attest\"\ntext = \"Call the tower\"\nneeds = [\"clearance\"]\nphone = \"0123\"";

pub fn overlaid(zones: Vec<Zone>, files: &[SignedFile], authority: &Authority) -> Airspace {
    let mut builder = Airspace::builder();
    builder.add(dataset(Answers::Manifest(coverage(TimeInterval::ANY)), zone_set(zones)));
    builder.overlays(authority, files);
    builder.build()
}

pub fn ask(
    airspace: &Airspace,
    agency: &Agency,
    attestations: &[Attestation],
    grants: &[Grant],
) -> Decision {
    check(&Request {
        exemptions: Some(&agency.exemptions(grants)),
        attestations,
        lost_link: Some(LostLink::Hover),
        depart: Some(t("2026-11-22T11:30:00Z")),
        ..request(&across(60, [4.98, 5.02]), airspace)
    })
}

fn verdict(zones: Vec<Zone>, files: &[SignedFile], agency: &Agency) -> Verdict {
    ask(&overlaid(zones, files, &agency.authority()), agency, &[], &[]).verdict
}

fn of_zone(zone: &str, fields: &[(&str, &str)]) -> Attestation {
    let (scope, identifier) = zone.split_once('/').unwrap();
    Attestation {
        subject: Subject::Zone(overfly_model::ZoneId::new(scope, identifier)),
        condition: None,
        asked: None,
        fields: fields.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect(),
        at: t(NOW),
        aircraft: None,
        envelope: None,
    }
}

/// One for each of the things that overlays ask for the zone.
fn each_of(airspace: &Airspace, zone: &str, fields: &[(&str, &str)]) -> Vec<Attestation> {
    let unnamed = of_zone(zone, fields);
    let Subject::Zone(id) = &unnamed.subject else { panic!("a zone") };
    let named = |(overlay, asked): (&str, &overfly_exemption::Condition)| Attestation {
        condition: Some(ZoneCondition { overlay: overlay.into(), id: asked.id.clone() }),
        ..unnamed.clone()
    };
    airspace.asked_of(id).into_iter().map(named).collect()
}

#[test]
fn an_overlay_adds_freely_and_takes_away_where_it_may() {
    let zone = zone_round();
    let mut high = zone.clone();
    high.parts[0].limits = agl(100, 200);
    let lower = "lower = { m = 0, datum = \"AGL\" }";
    let higher = "lower = { m = 100, datum = \"AGL\" }\nupper = { m = 200, datum = \"AGL\" }";
    let may = Agency::new();
    let not = Agency { may_overlay: false, ..Agency::new() };
    let other_type = Agency { restrictions: "[\"Conditional\"]", ..Agency::new() };
    let other_zone = Agency { zones: "[\"NLD/7.*\"]", ..Agency::new() };
    let never = Agency { policy: "never_waivable = [\"NLD/z\"]", ..Agency::new() };
    let blocked = Verdict::Blocked;
    for (what, zone, mode, change, agency, expected) in [
        ("adds", &high, "add", lower, &may, blocked),
        ("adds without leave", &high, "add", lower, &not, blocked),
        ("adds beside the published one", &zone, "add", higher, &may, blocked),
        ("replaces", &zone, "replace", higher, &may, Verdict::Lifted),
        ("replaces by what is met too", &high, "replace", lower, &may, blocked),
        ("replaces without leave", &zone, "replace", higher, &not, blocked),
        ("replaces a type it may not lift", &zone, "replace", higher, &other_type, blocked),
        ("replaces a zone it may not lift", &zone, "replace", higher, &other_zone, blocked),
        ("replaces what is never waived", &zone, "replace", higher, &never, blocked),
    ] {
        let file = correction(zone, mode, change);
        assert_eq!(verdict(vec![zone.clone()], &[file], agency), expected, "{what}");
    }
    assert_eq!(verdict(vec![high.clone()], &[], &may), Verdict::Clear);
    // It is of the zone as it was.
    let file = correction(&zone, "replace", higher);
    let mut changed = zone.clone();
    changed.parts[0].limits = agl(0, 130);
    let airspace = overlaid(vec![changed], &[file], &may.authority());
    let decision = ask(&airspace, &may, &[], &[]);
    assert_eq!(decision.verdict, blocked);
    assert!(decision.findings.iter().any(|f| f.code == Code::OverlayZoneChanged));
    // Without a fresh list nothing is taken away, and what is added stays.
    let stale = Authority::assemble(&may.trust(), Memory::Rehearsal, t("2026-12-20T09:00:00Z"));
    for (zone, file) in
        [(&zone, correction(&zone, "replace", higher)), (&high, correction(&high, "add", lower))]
    {
        let airspace = overlaid(vec![zone.clone()], &[file], &stale);
        assert_eq!(ask(&airspace, &may, &[], &[]).verdict, blocked);
    }
}

#[test]
fn what_an_overlay_replaces_shows_as_lifted_by_it() {
    let zone = zone_round();
    let file = correction(&zone, "replace", "lower = { m = 100, datum = \"AGL\" }");
    let agency = Agency::new();
    let airspace = overlaid(vec![zone], &[file], &agency.authority());
    let decision = ask(&airspace, &agency, &[], &[]);
    let lifted = decision.findings.iter().find(|f| f.effect == Effect::Lifted).unwrap();
    assert_eq!((lifted.overlays.as_slice(), lifted.waivers.len()), (&["O-1".to_owned()][..], 0));
    assert!(lifted.text.contains("overlay O-1 (Wrong)"), "{}", lifted.text);
}

/// Found by attack: without waivers an overlay still lifted what is published.
#[test]
fn where_nothing_is_granted_overlays_weaken_nothing_and_tighten_all_the_same() {
    let (zone, agency) = (zone_round(), Agency::new());
    let decided = |zone: &Zone, file: SignedFile| {
        let airspace = overlaid(vec![zone.clone()], &[file], &agency.authority());
        let with = ask(&airspace, &agency, &[], &[]).verdict;
        let without = check(&Request {
            exemptions: Some(&Exemptions::nothing(agency.authority())),
            lost_link: Some(LostLink::Hover),
            depart: Some(t("2026-11-22T11:30:00Z")),
            ..request(&across(60, [4.98, 5.02]), &airspace)
        });
        [with, without.verdict]
    };
    let higher = "lower = { m = 100, datum = \"AGL\" }";
    let weakens = correction(&zone, "replace", higher);
    assert_eq!(decided(&zone, weakens), [Verdict::Lifted, Verdict::Blocked]);
    let asks = class(&[(CONDITIONAL, CALL)]);
    assert_eq!(decided(&conditional(), asks), [Verdict::Pending, Verdict::Blocked]);
    let mut high = zone.clone();
    high.parts[0].limits = agl(100, 200);
    let tightens = correction(&high, "add", "lower = { m = 0, datum = \"AGL\" }");
    assert_eq!(decided(&high, tightens), [Verdict::Blocked; 2]);
}

#[test]
fn a_waiver_lifts_a_corrected_zone_by_its_own_pin() {
    let zone = zone_round();
    let file = correction(&zone, "add", "upper = { m = 150, datum = \"AGL\" }");
    let agency = Agency::new();
    let airspace = overlaid(vec![zone.clone()], &[file], &agency.authority());
    let corrected = airspace.zones().find(|entry| entry.overlay.is_some()).unwrap().zone.clone();
    let grant = Grant::whole("W-1", &[&zone]);
    assert_eq!(
        ask(&airspace, &agency, &[], std::slice::from_ref(&grant)).verdict,
        Verdict::Blocked
    );
    let text = grant.text().replace(
        &format!("\"{}\" = \"{}\"", zone.id, zone.digest()),
        &format!("\"{}\" = [\"{}\", \"{}\"]", zone.id, zone.digest(), corrected.digest()),
    );
    let both = grants::officer_signs("W-1.toml", "overfly-waiver", &text);
    let exemptions = overfly_check::Exemptions::verify(agency.authority(), vec![both]);
    let decision = check(&Request {
        exemptions: Some(&exemptions),
        lost_link: Some(LostLink::Hover),
        depart: Some(t("2026-11-22T11:30:00Z")),
        ..request(&across(60, [4.98, 5.02]), &airspace)
    });
    assert_eq!(decision.verdict, Verdict::Lifted, "{:#?}", decision.findings);
}

fn conditional() -> Zone {
    let mut zone = zone_round();
    zone.kind = ZoneType::Conditional;
    zone.conditions = Some("Only after a call to the tower. Article 2.".into());
    zone
}

#[test]
fn a_class_rule_says_what_a_conditional_zone_asks() {
    let agency = Agency::new();
    let matching = format!("{CONDITIONAL}\nmessage = \"*call to the tower*Article 2.\"");
    let ask = |which: &str, what: &str, agency: &Agency, attested: &[Attestation]| {
        let file = class(&[(which, what)]);
        let airspace = overlaid(vec![conditional()], &[file], &agency.authority());
        ask(&airspace, agency, attested, &[])
    };
    let open = ask(&matching, CALL, &agency, &[]);
    assert_eq!(open.verdict, Verdict::Pending);
    let finding = open.findings.iter().find(|f| f.effect == Effect::Pending).unwrap();
    assert!(finding.text.contains("call: Call the tower (0123)"), "{}", finding.text);
    assert!(finding.hint.as_ref().unwrap().contains("--attest zone:NLD/z --field clearance=.."));
    let said = |zone: &str, field: &str| [of_zone(zone, &[(field, "TWR 1")])];
    for (zone, field, expected) in [
        ("NLD/z", "clearance", Verdict::Lifted),
        ("NLD/z", "reference", Verdict::Pending),
        ("NLD/y", "clearance", Verdict::Pending),
    ] {
        assert_eq!(ask(&matching, CALL, &agency, &said(zone, field)).verdict, expected);
    }
    for (which, agency) in [
        (format!("{CONDITIONAL}\nmessage = \"call to the tower*\""), Agency::new()),
        (format!("{CONDITIONAL}\nmessage = \"*Article 3*\""), Agency::new()),
        (matching.clone(), Agency { may_overlay: false, ..Agency::new() }),
        (matching.clone(), Agency { policy: "never_waivable = [\"*\"]", ..Agency::new() }),
        (matching, Agency { restrictions: "[\"Prohibited\"]", ..Agency::new() }),
    ] {
        let decision = ask(&which, CALL, &agency, &said("NLD/z", "clearance"));
        assert_eq!(decision.verdict, Verdict::Blocked, "{which} {agency:?}");
    }
}

/// Found by attack: one call to one tower met what two overlays asked.
#[test]
fn one_attestation_for_a_zone_meets_one_of_the_things_that_are_asked() {
    let second = CALL.replace("\"call\"", "\"permit\"").replace("Call the tower", "Have a permit");
    let both = format!("{CALL}\n{second}");
    let agency = Agency::new();
    let zone = conditional();
    let airspace =
        overlaid(vec![zone.clone()], &[class(&[(CONDITIONAL, &both)])], &agency.authority());
    let asked: Vec<&str> =
        airspace.asked_of(&zone.id).iter().map(|(_, condition)| condition.id.as_str()).collect();
    assert_eq!(asked, ["call", "permit"]);
    let unnamed = of_zone(zone.id.as_str(), &[("clearance", "TWR 1")]);
    let named = |id: &str| Attestation {
        condition: Some(ZoneCondition { overlay: "O-1".into(), id: id.into() }),
        ..unnamed.clone()
    };
    let of_another = Attestation {
        condition: Some(ZoneCondition { overlay: "O-2".into(), id: "permit".into() }),
        ..unnamed.clone()
    };
    for (attested, expected) in [
        (vec![unnamed.clone()], Verdict::Pending),
        (vec![named("call")], Verdict::Pending),
        (vec![named("call"), unnamed.clone()], Verdict::Pending),
        (vec![named("call"), of_another], Verdict::Pending),
        (vec![named("call"), named("permit")], Verdict::Lifted),
    ] {
        let decision = ask(&airspace, &agency, &attested, &[]);
        assert_eq!(decision.verdict, expected, "{attested:?}");
    }
    let open = ask(&airspace, &agency, &[named("call")], &[]);
    let hints: Vec<&str> = open.findings.iter().filter_map(|f| f.hint.as_deref()).collect();
    let option = format!("--attest zone:{}#O-1/permit --field clearance=..", zone.id);
    assert!(hints.iter().any(|hint| hint.contains(&option)), "{hints:?}");
}

#[test]
fn two_rules_for_one_zone_are_alternatives_and_another_type_tightens() {
    let agency = Agency::new();
    let low = "[[class.condition]]\nid = \"low\"\nkind = \"limit\"\ntext = \"Low\"\nupper = { m = 30, datum = \"AGL\" }";
    let both = class(&[(CONDITIONAL, low), (CONDITIONAL, CALL)]);
    let airspace = overlaid(vec![conditional()], &[both], &agency.authority());
    let at_height = |metres: i32, attested: &[Attestation]| {
        check(&Request {
            exemptions: Some(&agency.exemptions(&[])),
            attestations: attested,
            lost_link: Some(LostLink::Hover),
            depart: Some(t("2026-11-22T11:30:00Z")),
            ..request(&across(metres, [4.98, 5.02]), &airspace)
        })
        .verdict
    };
    assert_eq!(at_height(20, &[]), Verdict::Lifted);
    assert_eq!(at_height(60, &[]), Verdict::Pending);
    assert_eq!(at_height(60, &[of_zone("NLD/z", &[("clearance", "1")])]), Verdict::Lifted);
    // What counts as prohibited too stays in the way, whatever is attested of the other.
    let mut usp = conditional();
    usp.kind = ZoneType::USpace;
    let file = class(&[("type = \"USpace\"", "as = \"Prohibited\"")]);
    for agency in [Agency::new(), Agency { may_overlay: false, ..Agency::new() }] {
        assert_eq!(
            verdict(vec![usp.clone()], std::slice::from_ref(&file), &agency),
            Verdict::Blocked
        );
        assert_eq!(verdict(vec![usp.clone()], &[], &agency), Verdict::Pending);
    }
}

/// Two stays, one until noon and one after.
fn two_stays() -> Reading<Flight> {
    let circle = |lon: f64| Footprint::Circle { centre: at(52.0, lon), radius: Metres::whole(20) };
    let interval = overfly_model::HeightInterval::at(height(60, Datum::Agl));
    let mut plan = within(circle(5.0), interval);
    plan.items.home = None;
    let mut other = within(circle(5.01), interval).items.pieces.remove(0);
    other.index = 2;
    plan.items.pieces.push(other);
    let minutes = |minutes: u64| core::time::Duration::from_secs(minutes * 60);
    for (piece, [from, until]) in plan.items.pieces.iter_mut().zip([[0, 10], [10, 60]]) {
        piece.elapsed = Some(Elapsed { from: minutes(from), until: minutes(until), steady: false });
    }
    plan
}

#[test]
fn a_set_aside_counts_while_it_lasts() {
    let lost = zone("lost", ZoneType::Prohibited, Outline::Unplaced, agl(0, 120));
    let agency = Agency::new();
    let aside = |until: &str| {
        let text = format!(
            "format = \"overfly-set-aside/1\"\nid = \"S-1\"\nissuer = \"officer\"\nvia = \"D-1\"\nissued = 2026-11-01T00:00:00Z\nuntil = {until}\nzone = \"NLD/lost\"\ndigest = \"{}\"\nreason = \"Lies in Saba\"\nsource = \"Test\"\n",
            lost.digest()
        );
        grants::officer_signs("S-1.toml", "overfly-set-aside", &text)
    };
    let ask = |files: &[SignedFile], agency: &Agency| {
        let airspace = overlaid(vec![lost.clone()], files, &agency.authority());
        check(&Request {
            exemptions: Some(&agency.exemptions(&[])),
            lost_link: Some(LostLink::Hover),
            landing_reserve: core::time::Duration::ZERO,
            depart: Some(t("2026-11-22T11:30:00Z")),
            ..request(&two_stays(), &airspace)
        })
        .verdict
    };
    assert_eq!(ask(&[], &agency), Verdict::Undecided);
    assert_eq!(ask(&[aside("2027-03-01T00:00:00Z")], &agency), Verdict::Lifted);
    // It ends between the first piece and the last.
    assert_eq!(ask(&[aside("2026-11-22T11:50:00Z")], &agency), Verdict::Undecided);
    let not = Agency { may_overlay: false, ..Agency::new() };
    assert_eq!(ask(&[aside("2027-03-01T00:00:00Z")], &not), Verdict::Undecided);
    let never = Agency { policy: "never_waivable = [\"NLD/lost\"]", ..Agency::new() };
    assert_eq!(ask(&[aside("2027-03-01T00:00:00Z")], &never), Verdict::Undecided);
    // An overlay that says where the zone is has the same effect, and the zone counts there.
    let placed = |[south, north]: [f64; 2]| {
        let area = grants::rectangle([south, 4.98, north, 5.02]);
        correction(&lost, "replace", &format!("parts = [ {{ area = {area} }} ]"))
    };
    assert_eq!(ask(&[placed([52.1, 52.2])], &agency), Verdict::Lifted);
    assert_eq!(ask(&[placed([51.9, 52.1])], &agency), Verdict::Blocked);
}

#[test]
fn under_a_suspect_clock_zones_count_at_all_times_and_waivers_lift_nothing() {
    let agency = Agency::new();
    let mut evening = zone_round();
    let dates = TimeInterval {
        from: Some(t("2026-11-22T18:00:00Z")),
        until: Some(t("2026-11-22T20:00:00Z")),
    };
    evening.applicability = Applicability::Windows(vec![Window::of_dates(dates)]);
    let mut state = agency.authority().learned().unwrap();
    let ask = |zones: Vec<Zone>, latest: &str, state: &mut overfly_exemption::State| {
        state.latest = t(latest);
        let memory = Memory::Known(state.clone());
        let authority = Authority::assemble(&agency.trust(), memory, t(NOW));
        let grants: Vec<SignedFile> =
            zones.iter().map(|zone| Grant::whole("W-1", &[zone]).signed()).collect();
        let exemptions = overfly_check::Exemptions::verify(authority.clone(), grants);
        let airspace = overlaid(zones, &[], &authority);
        let decision = check(&Request {
            exemptions: Some(&exemptions),
            lost_link: Some(LostLink::Hover),
            depart: Some(t("2026-11-22T11:30:00Z")),
            ..request(&across(60, [4.98, 5.02]), &airspace)
        });
        let said = decision.findings.iter().any(|f| f.text.contains("zones count at all times"));
        (decision.verdict, said)
    };
    let far = zone("far", ZoneType::Prohibited, rectangle([51.6, 4.1, 51.61, 4.11]), agl(0, 120));
    // Four minutes before the latest signed time are no cause for doubt; six are.
    let (early, late) = ("2026-11-22T09:04:00Z", "2026-11-22T09:06:00Z");
    assert_eq!(ask(vec![evening.clone()], early, &mut state), (Verdict::Clear, false));
    assert_eq!(ask(vec![evening], late, &mut state), (Verdict::Blocked, true));
    assert_eq!(ask(vec![zone_round()], early, &mut state), (Verdict::Lifted, false));
    assert_eq!(ask(vec![zone_round()], late, &mut state), (Verdict::Blocked, true));
    assert_eq!(ask(vec![far], late, &mut state), (Verdict::Clear, true));
}

/// The folder's zones and its overlay templates, signed.
fn netherlands() -> Airspace {
    use overfly_format::{manifest, zones};
    let read = |name: &str| {
        std::fs::read(format!("{}/../../zones/nld/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
    };
    let stated = manifest::read(&read("manifest.toml")).unwrap();
    let mapping = zones::GeoJsonMapping::default();
    let files = stated.files.iter().map(|file| {
        let source = zones::Source {
            file_stem: file.path.trim_end_matches(".json"),
            mapping: &mapping,
            country: stated.country.as_deref(),
            local_times: stated.local_times.as_ref(),
        };
        overfly_check::ZoneFile {
            source: file.path.clone(),
            reading: zones::read(&read(&file.path), &source).unwrap(),
        }
    });
    let mut dataset = dataset(Answers::BoxOfZones, zone_set(Vec::new()));
    dataset.files = files.collect();
    let overlays: Vec<SignedFile> = ["4-may", "amsl-limits", "conditional", "de-peel", "low-flying-coordinated"]
        .iter()
        .map(|name| {
            let text = String::from_utf8(read(&format!("overlays/O-nld-{name}.toml"))).unwrap();
            let filled = "issuer = \"officer\"\nvia = \"D-1\"\nissued = 2026-11-20T00:00:00Z\nuntil = 2027-11-01T00:00:00Z\n";
            let text = text.replacen("# Fill in before signing:\n", filled, 1);
            grants::officer_signs(&format!("O-nld-{name}.toml"), "overfly-overlay", &text)
        })
        .collect();
    let mut builder = Airspace::builder();
    builder.add(dataset);
    builder.overlays(&grants::authority(), &overlays);
    builder.build()
}

/// What a stay at a point meets of a zone at some time.
fn stays(
    airspace: &Airspace,
    (place, metres, class): (Position, i32, Option<&str>),
    depart: &str,
    attestations: &[Attestation],
) -> BTreeMap<String, (Effect, String)> {
    let footprint = Footprint::Circle { centre: place, radius: Metres::whole(5) };
    let mut plan = within(footprint, overfly_model::HeightInterval::at(height(metres, Datum::Agl)));
    plan.items.home = None;
    plan.items.facts.class = class.map(str::to_owned);
    let minutes = |minutes: u64| core::time::Duration::from_secs(minutes * 60);
    plan.items.pieces[0].elapsed =
        Some(Elapsed { from: minutes(0), until: minutes(10), steady: false });
    let exemptions = grants::exemptions(&[]);
    let decision = check(&Request {
        exemptions: Some(&exemptions),
        attestations,
        lost_link: Some(LostLink::Hover),
        depart: Some(t(depart)),
        ..request(&plan, airspace)
    });
    let mut met: BTreeMap<String, (Effect, String)> = BTreeMap::new();
    for finding in decision.findings {
        let Some(zone) = finding.zone.as_ref() else { continue };
        let known = met.entry(zone.id.to_string()).or_insert((Effect::Clear, String::new()));
        if finding.effect > known.0 {
            *known = (finding.effect, finding.text);
        }
    }
    met
}

/// A point of a zone as published.
fn point_of(zone: &Zone) -> Position {
    match &zone.parts[0].outline {
        Outline::Circle { centre, .. } => *centre,
        Outline::Polygon { outer, .. } => outer.vertices[0],
        Outline::Unplaced => panic!("{} is nowhere", zone.id),
    }
}

fn published<'a>(airspace: &'a Airspace, id: &str) -> &'a Zone {
    airspace.zones().find(|e| e.overlay.is_none() && e.zone.id.as_str() == id).unwrap().zone
}

#[test]
fn the_dutch_templates_do_what_they_say() {
    let airspace = netherlands();
    let (november, may) = ("2026-11-25T17:00:00Z", "2027-05-04T17:00:00Z");
    for id in ["NLD/7.82", "NLD/7.83", "NLD/7.84", "NLD/7.85", "NLD/7.86", "NLD/7.87"] {
        let here = (point_of(published(&airspace, id)), 60, None);
        let met = stays(&airspace, here, november, &[]);
        assert_eq!(met[id].0, Effect::Lifted, "{:?}", met[id]);
        assert!(met[id].1.contains("O-nld-4-may"), "{:?}", met[id]);
        assert_eq!(stays(&airspace, here, may, &[])[id].0, Effect::Blocked, "{id}");
    }
    for id in ["NLD/7.25", "NLD/7.26"] {
        let here = (point_of(published(&airspace, id)), 60, None);
        let met = stays(&airspace, here, november, &[]);
        // The circle of De Peel itself is one of the four.
        let middle = point_of(published(&airspace, id));
        let peel = overfly_model::geodesy::distance(middle, at(51.517, 5.8558)).value() < 5_000.0;
        assert_eq!(met[id].0, if peel { Effect::Pending } else { Effect::Lifted }, "{met:?}");
    }
    let met = stays(&airspace, (at(51.5171, 5.8556), 60, None), november, &[]);
    assert!(
        ["NLD/7.23", "NLD/7.24"]
            .iter()
            .any(|id| met.get(*id).is_some_and(|(e, _)| *e > Effect::Lifted)),
        "{met:?}"
    );
}

#[test]
fn every_conditional_zone_of_the_netherlands_asks_for_something_that_can_be_met() {
    let airspace = netherlands();
    let conditional: Vec<Zone> = airspace
        .zones()
        .filter(|entry| entry.overlay.is_none() && entry.zone.kind == ZoneType::Conditional)
        .map(|entry| entry.zone.clone())
        .collect();
    assert_eq!(conditional.len(), 105);
    let now = "2026-11-22T09:10:00Z";
    for zone in &conditional {
        let (id, place) = (zone.id.as_str(), point_of(zone));
        let fields = ["basis", "name", "authorisation", "clearance", "reference"];
        let all = each_of(&airspace, id, &fields.map(|field| (field, "x")));
        let met = stays(&airspace, (place, 20, Some("A1")), now, &all);
        assert_eq!(met[id].0, Effect::Lifted, "{:?}", met[id]);
        // Low-flying areas ask an A1 flight nothing.
        let met = stays(&airspace, (place, 20, Some("A1")), now, &[]);
        let (_, text) = &met[id];
        let free = id.starts_with("NLD/2.") || text.contains("O-nld-de-peel");
        let asks = if free { Effect::Lifted } else { Effect::Pending };
        assert_eq!(met[id].0, asks, "{:?}", met[id]);
    }
    // The number of an authorisation is no clearance.
    let place = point_of(published(&airspace, "NLD/7.1"));
    let met = |fields: &[(&str, &str)]| {
        let all = each_of(&airspace, "NLD/7.1", fields);
        stays(&airspace, (place, 60, None), now, &all)["NLD/7.1"].clone()
    };
    assert_eq!(met(&[("authorisation", "1")]).0, Effect::Pending);
    assert!(met(&[("authorisation", "1")]).1.contains("toren"), "{:?}", met(&[]));
    assert_eq!(met(&[("authorisation", "1"), ("clearance", "2")]).0, Effect::Lifted);
}
