//! `overfly status`: what is old, what ends soon, what counts today.

use crate::court::{Court, OFFICE, Trust, hours};
use crate::kit::{Ended, dutch};

fn court(zones_until: i64) -> Court {
    let court = Court::accepted();
    let manifest = format!(
        "format = \"overfly-zones/1\"\ntitle = \"Test\"\nissued = {}\nvalid_from = {}\nvalid_until = {}\n\
         [[coverage]]\noutline = [[4.0, 51.0], [6.0, 51.0], [6.0, 53.0]]\n[[file]]\npath = \"zones.json\"\nzones = 2\n",
        hours(-100),
        hours(-100),
        hours(zones_until)
    );
    let agency = "format = \"overfly-agency/1\"\nzones = [\"zones\"]\ntrust = \"trust\"\nwaivers = [\"waivers\"]\n";
    let folder = court.folder;
    let folder = folder.with("agency/zones/manifest.toml", manifest);
    let folder = folder.with("agency/zones/zones.json", dutch(&[]));
    Court { folder: folder.with("agency/overfly.toml", agency) }
}

fn states(ended: &Ended, kind: &str) -> Vec<String> {
    let json = ended.json();
    let items = json["items"].as_array().unwrap().iter().filter(|item| item["kind"] == kind);
    items.map(|item| item["state"].as_str().unwrap().to_owned()).collect()
}

fn status(court: &Court) -> Ended {
    court.run(&["status", "--format", "json"])
}

#[test]
fn all_in_order_is_told_as_such() {
    let ended = status(&court(1000));
    assert_eq!(ended.code, 0, "{ended:?}");
    for kind in ["zones", "trust", "revocations"] {
        assert_eq!(states(&ended, kind), ["ok"], "{kind}");
    }
    assert_eq!(states(&ended, "issuer"), ["ok", "ok"]);
    assert_eq!(ended.json()["in_order"], true);
}

#[test]
fn what_ends_within_two_days_is_told_by_day() {
    for (until, state, code) in [(49, "ok", 0), (47, "ends soon", 1), (-1, "ended", 1)] {
        let ended = status(&court(until));
        assert_eq!(
            (ended.code, states(&ended, "zones")),
            (code, vec![state.to_owned()]),
            "{until}"
        );
    }
    let soon = court(1000);
    soon.list((1, 2), -24 * 6, OFFICE, "");
    let ended = status(&soon);
    assert_eq!((ended.code, states(&ended, "revocations")), (1, vec!["ends soon".to_owned()]));
    let stale = court(1000);
    stale.list((1, 2), -24 * 8, OFFICE, "");
    let ended = stale.run(&["status"]);
    assert_eq!(ended.code, 1);
    assert!(
        ended.stdout.contains("revocations-stale") && ended.stdout.contains("do: "),
        "{ended:?}"
    );
    let root = court(1000);
    root.trust(&Trust { version: 2, expires: hours(40), ..Trust::first() });
    let ended = status(&root);
    assert_eq!((ended.code, states(&ended, "trust")), (1, vec!["ends soon".to_owned()]));
}

#[test]
fn waivers_of_today_are_listed_and_end_as_they_were_meant_to() {
    let court = court(1000);
    court.waiver("W-1", [-1, 5]);
    court.waiver("W-2", [-20, -10]);
    let ended = status(&court);
    assert_eq!((ended.code, states(&ended, "waiver")), (0, vec!["ok".to_owned()]), "{ended:?}");
    court.waiver("W-3", [-1, 200]);
    let ended = status(&court);
    assert_eq!(ended.code, 1, "beyond what its issuer may lift: {ended:?}");
    assert_eq!(states(&ended, "waiver"), ["ok", "refused"]);
}

#[test]
fn a_revoked_waiver_is_listed_and_is_no_alarm() {
    let court = court(1000);
    court.waiver("W-1", [-1, 5]);
    let entry = format!("[[revoked]]\nwaiver = \"W-1\"\nat = {}\nreason = \"x\"\n", hours(-1));
    court.list((1, 2), -1, OFFICE, &entry);
    let ended = status(&court);
    assert_eq!(
        (ended.code, states(&ended, "waiver")),
        (0, vec!["revoked".to_owned()]),
        "{ended:?}"
    );
    let text = court.run(&["status"]);
    assert!(text.code == 0 && text.stdout.contains("document-revoked: is revoked"), "{text:?}");
}

#[test]
fn an_agency_without_any_list_is_told_who_issues_it() {
    let court = court(1000);
    for end in ["", ".sig"] {
        std::fs::remove_file(court.path(&format!("agency/trust/revocations.toml{end}"))).unwrap();
    }
    std::fs::remove_dir_all(court.path("station")).unwrap();
    assert_eq!(court.run(&["trust", "status", "--accept", "--yes"]).code, 1);
    for args in [&["status"][..], &["trust", "status"]] {
        let ended = court.run(args);
        let told = "do: the office issues it: overfly trust refresh\n";
        assert!(ended.code == 1 && ended.stdout.contains(told), "{ended:?}");
    }
}

#[test]
fn a_station_that_accepted_nothing_and_zones_that_are_gone_are_told() {
    let fresh = Court::new();
    let ended = fresh.run(&["status"]);
    assert_eq!(ended.code, 1, "{ended:?}");
    let first: Vec<&str> = ended.stdout.lines().take(2).collect();
    assert!(first[0].starts_with("refused   problem     trust"), "{ended:?}");
    assert!(first[1].contains("this station has accepted no trust root yet"), "{ended:?}");
    let told = fresh.run(&["status", "--format", "json"]);
    assert_eq!((told.code, &told.json()["items"][0]["code"]), (1, &"trust-not-accepted".into()));
    let gone = court(1000);
    std::fs::remove_dir_all(gone.path("agency/zones")).unwrap();
    let ended = gone.run(&["status"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (2, ""), "{ended:?}");
}
