//! `overfly init --demo`: a whole agency to try everything on, with keys made on the spot.

use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Stdio};

use jiff::{SignedDuration, Timestamp};
use overfly_exemption::{
    Ceiling, Memory, Names, Namespace, RevocationList, UnverifiedWaiver, ZonePattern,
};
use overfly_model::{Altitude, Datum, Metres, ZoneType};

use super::writing::{self, NewDelegation, NewTrust};
use super::{clock_now, init, refuse_existing};
use crate::agency::Agency;
use crate::failure::Failure;
use crate::{Outcome, desk, output, sign};

const TITLE: &str = "Demonstration police (not a real agency)";
const KEYS: &str = "demo-keys";
const ROOTS: [&str; 3] = ["root1", "root2", "root3"];
const OFFICE: &str = "office";
const OFFICER: &str = "officer";
const OFFICER_NAME: &str = "officer@demo.example";
const DELEGATION: &str = "D-demo-1";
const WAIVER: &str = "W-demo-1";
const ZONES: &str = include_str!("demo_zones.json");

/// Makes everything, proves it, and says what to try.
pub fn run(home: &Path) -> Result<Outcome, Failure> {
    refuse_existing(&home.join(KEYS))?;
    init::folder(home, TITLE, &["zones".to_owned()])?;
    make_keys(&home.join(KEYS))?;
    let now = clock_now();
    // A flight is taken from two minutes before its departure: all of it began before.
    let since = after(now, -1);
    zones(home, since)?;
    documents(home, since)?;
    prove(home, now)?;
    output::write(&next(home, now), None)?;
    Ok(Outcome::Done)
}

fn make_keys(folder: &Path) -> Result<(), Failure> {
    init::write(
        &folder.join("README.md"),
        "# TEST KEYS\n\nMade by `overfly init --demo`, without passphrases. Never let a real agency trust them.\n",
    )?;
    for name in ROOTS.into_iter().chain([OFFICE, OFFICER]) {
        let mut command = Command::new("ssh-keygen");
        command.args(["-q", "-t", "ed25519", "-N", "", "-C", "TEST KEY", "-f"]);
        let status = command.arg(folder.join(name)).stdin(Stdio::null()).status();
        match status {
            Ok(status) if status.success() => {}
            Ok(_) => {
                return Err(
                    Failure::at("ssh-keygen", "made no key").hint("look at what it says above")
                );
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(Failure::at("ssh-keygen", "is not installed, and keys are made with it")
                    .hint("install OpenSSH (openssh-client), 8.2 or newer; then remove the folder and try again"));
            }
            Err(error) => {
                return Err(Failure::at("ssh-keygen", format!("cannot be started: {error}")));
            }
        }
    }
    Ok(())
}

fn after(at: Timestamp, hours: i64) -> Timestamp {
    at.checked_add(SignedDuration::from_hours(hours)).unwrap_or(at)
}

fn zones(home: &Path, now: Timestamp) -> Result<(), Failure> {
    let manifest = format!(
        "format = \"overfly-zones/1\"\ntitle = \"Demonstration: two zones that do not exist\"\ncountry = \"NLD\"\n\
         issued = {now}\nvalid_from = {now}\nvalid_until = {}\ntime_zone = \"Europe/Amsterdam\"\n\n\
         [[coverage]]\noutline = [[5.0, 52.0], [5.3, 52.0], [5.3, 52.2], [5.0, 52.2]]\n\n\
         [[file]]\npath = \"zones.json\"\nzones = 2\n",
        after(now, 365 * 24)
    );
    init::write(&home.join("zones/zones.json"), ZONES)?;
    init::write(&home.join("zones/manifest.toml"), &manifest)
}

fn documents(home: &Path, now: Timestamp) -> Result<(), Failure> {
    let key = |name: &str| home.join(KEYS).join(name);
    let public = |name: &str| {
        Ok::<_, Failure>(format!("{} TEST KEY", desk::public_key(&key(name))?.openssh()))
    };
    let roots: Vec<(String, String)> = ROOTS
        .iter()
        .map(|name| Ok(((*name).to_owned(), public(name)?)))
        .collect::<Result<_, Failure>>()?;
    let year = after(now, 365 * 24);
    let text = writing::trust(&NewTrust {
        agency: TITLE,
        issued: now,
        expires: year,
        threshold: 2,
        roots: &roots,
        offices: &[(OFFICE.to_owned(), public(OFFICE)?)],
        may_overlay: true,
    });
    let path = home.join("trust/trust.toml");
    init::write(&path, &text)?;
    for root in ROOTS.iter().take(2) {
        sign::as_signer(&key(root), Namespace::Trust, &path, root)?;
    }
    let pilot_ids = ["badge:1".to_owned()];
    let delegation = NewDelegation {
        id: DELEGATION,
        office: OFFICE,
        officer: OFFICER_NAME,
        key: &public(OFFICER)?,
        pilot_ids: &pilot_ids,
        times: [now, now, after(now, 180 * 24)],
    };
    let trust = |name: &str| home.join("trust").join(name);
    let text = writing::delegation(&delegation, &ceiling());
    issue(&trust(&format!("{DELEGATION}.toml")), &text, Namespace::Delegation, &key(OFFICE))?;
    let text = writing::revocations(&RevocationList {
        office: OFFICE.to_owned(),
        version: 1,
        trust_version: 1,
        issued: now,
        next_update: after(now, 5 * 24),
        valid_until: after(now, 7 * 24),
        revoked: Vec::new(),
        grounded: Vec::new(),
    });
    issue(&trust("revocations.toml"), &text, Namespace::Revocations, &key(OFFICE))?;
    let path = home.join("waivers").join(format!("{WAIVER}.toml"));
    issue(&path, &waiver(now), Namespace::Waiver, &key(OFFICER))
}

fn issue(path: &Path, text: &str, namespace: Namespace, key: &Path) -> Result<(), Failure> {
    init::write(path, text)?;
    sign::with_ssh_keygen(key, namespace, path).map(drop)
}

fn ceiling() -> Ceiling {
    Ceiling {
        restrictions: vec![ZoneType::Prohibited, ZoneType::RequireAuthorization],
        zones: ZonePattern::read("NLD/*").into_iter().collect(),
        purposes: Names::Any,
        max_upper: Altitude::new(Metres::whole(60), Datum::Agl),
        max_duration: SignedDuration::from_hours(12),
        may_overlay: false,
        self_issue: false,
    }
}

fn waiver(now: Timestamp) -> String {
    format!(
        "format = \"overfly-waiver/1\"\nid = \"{WAIVER}\"\ntitle = \"Demonstration: accident in a prohibited zone\"\n\
         issuer = \"{OFFICER_NAME}\"\nvia = \"{DELEGATION}\"\nissued = {now}\n\
         instrument = \"none: a demonstration\"\n\n[scope]\nzones = [\"NLD/DEMO-1\"]\n\
         area = {{ circle = {{ centre = {{ lat = 52.09, lon = 5.12 }}, radius_m = 400 }} }}\n\
         lower = {{ m = 0, datum = \"AGL\" }}\nupper = {{ m = 60, datum = \"AGL\" }}\n\
         from = {now}\nuntil = {}\naircraft = [\"sn:DEMO\"]\noperator = \"NLDdemo\"\npilots = [\"badge:7\"]\n\
         purposes = [\"accident-recording\"]\n",
        after(now, 12)
    )
}

/// A demonstration that does not verify shows nothing.
fn prove(home: &Path, now: Timestamp) -> Result<(), Failure> {
    let agency = Agency::open(home)?;
    let authority = agency.authority(Memory::Rehearsal, now);
    for file in &agency.waivers {
        let refused = |why: String| Failure::at(file.name.clone(), why);
        let waiver =
            UnverifiedWaiver::read(file.clone()).map_err(|error| refused(error.to_string()))?;
        waiver.verify(&authority).map_err(|refusal| refused(refusal.to_string()))?;
    }
    Ok(())
}

fn next(home: &Path, now: Timestamp) -> String {
    let home = home.display();
    let at = now.to_string();
    format!(
        "made {home}: {TITLE}\nits keys lie in {home}/{KEYS} and are TEST KEYS\n\
         try:\n  overfly waiver verify {WAIVER} --home {home} --now {at}\n\
         \x20 overfly check --around 52.09,5.12,100m --height 40m-agl --for 20m --lost-link hover \\\n\
         \x20     --home {home} --depart {at} --now {at} --aircraft sn:DEMO --operator NLDdemo --pilot badge:7 \\\n\
         \x20     --purpose accident-recording\n\
         \x20 overfly trust status --home {home} --now {at}\n"
    )
}
