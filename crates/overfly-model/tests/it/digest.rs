//! What a pin holds on to.

use std::fmt::Write as _;

use overfly_model::{
    Applicability, Authority, Limit, LocalText, Metres, Outline, Placement, TimeInterval, Window,
    Zone, ZoneId, ZoneType,
};
use overfly_testkit::scene::{agl, at, rectangle, zone};
use sha2::{Digest as _, Sha256};

fn base() -> Zone {
    zone("7.1", ZoneType::Conditional, rectangle([52.0, 4.0, 52.1, 4.1]), agl(0, 120))
}

#[test]
fn whatever_a_zone_does_is_in_its_digest() {
    let mut digests = vec![("none", base().digest().to_string())];
    for (what, change) in changes() {
        let mut changed = base();
        change(&mut changed);
        let digest = changed.digest().to_string();
        assert!(digests.iter().all(|(_, known)| *known != digest), "{what}");
        digests.push((what, digest));
    }
}

type Change = (&'static str, fn(&mut Zone));

fn changes() -> [Change; 11] {
    [
        ("id", |z| z.id = ZoneId::new("NLD", "7.10")),
        ("type", |z| z.kind = ZoneType::Prohibited),
        ("unknown type", |z| z.kind = ZoneType::Unknown("Conditional".into())),
        ("vertex", |z| z.parts[0].outline = rectangle([52.0, 4.0, 52.1, 4.100_000_1])),
        ("limit", |z| z.parts[0].limits.upper = Limit::Unlimited),
        ("placement", |z| z.parts[0].placement = Placement::Hull),
        ("another part", |z| z.parts.push(z.parts[0].clone())),
        ("circle", |z| {
            z.parts[0].outline =
                Outline::Circle { centre: at(52.0, 4.0), radius: Metres::whole(5) };
        }),
        ("unplaced", |z| z.parts[0].outline = Outline::Unplaced),
        ("times", |z| {
            let window = Window::of_dates(TimeInterval::ANY);
            z.applicability = Applicability::Windows(vec![window]);
        }),
        ("message", |z| z.message = vec![LocalText { text: "4 May only".into(), lang: None }]),
    ]
}

#[test]
fn whom_to_call_is_not_in_the_digest() {
    let mut changed = base();
    changed.authorities.push(Authority { phone: Some("112".into()), ..Authority::default() });
    changed.name = vec![LocalText { text: "renamed".into(), lang: None }];
    changed.native = Some("{}".into());
    assert_eq!(changed.digest(), base().digest());
}

#[test]
fn texts_cannot_run_into_each_other() {
    let with = |texts: &[&str]| {
        let mut zone = base();
        zone.message =
            texts.iter().map(|text| LocalText { text: (*text).into(), lang: None }).collect();
        zone.digest()
    };
    assert_ne!(with(&["a\nmessage lang 0:\nmessage 1:b"]), with(&["a", "b"]));
}

#[test]
fn the_digest_is_the_sha256_of_the_documented_text() {
    let text = "overfly-zone/1\nid 7:NLD/7.1\ntype 11:Conditional\npart AsRead 0@AGL 120@AGL\n\
        outer literal 520000000,40000000 520000000,41000000 521000000,41000000 521000000,40000000\nalways\n";
    assert_eq!(base().digest_text(), text);
    let hex = Sha256::digest(text).iter().fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").unwrap();
        hex
    });
    assert_eq!(base().digest().to_string(), format!("sha256:{hex}"));
}

/// Found by attack: one that cannot be placed could be exchanged for another, and kept its digest.
#[test]
fn of_a_zone_without_a_place_all_that_the_file_says_is_in_its_digest() {
    let zone = |outline: Outline, native: &str| {
        let mut zone = base();
        zone.parts[0].outline = outline;
        zone.native = Some(native.to_owned());
        zone.digest()
    };
    assert_ne!(zone(Outline::Unplaced, "{\"a\":1}"), zone(Outline::Unplaced, "{\"a\":2}"));
    let placed = base().parts[0].outline.clone();
    assert_eq!(zone(placed.clone(), "{\"a\":1}"), zone(placed, "{\"a\":2}"));
}
