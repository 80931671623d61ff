//! Documents of a trust folder as texts: what an officer reads is what is signed.

use jiff::{SignedDuration, Timestamp};
use overfly_exemption::revocation::{Grounding, Revocation};
use overfly_exemption::{Ceiling, Names, RevocationList, Revoked};
use overfly_model::Altitude;

use crate::waiver::quoted;

/// What a new trust root states.
pub struct NewTrust<'a> {
    /// The agency.
    pub agency: &'a str,
    /// When.
    pub issued: Timestamp,
    /// When it ends.
    pub expires: Timestamp,
    /// How many roots sign.
    pub threshold: usize,
    /// Root keys by name.
    pub roots: &'a [(String, String)],
    /// Office keys by id.
    pub offices: &'a [(String, String)],
    /// Whether offices may weaken zones by overlays.
    pub may_overlay: bool,
}

/// `trust.toml`, version 1.
pub fn trust(new: &NewTrust<'_>) -> String {
    let mut text = format!(
        "# Whom this agency trusts. Its root keys sign it: {} of them at least; they lie in a safe.\n\
         # A later version has a higher version number, and enough of the earlier roots sign it as well.\n\
         format = \"overfly-trust/1\"\nagency = {}\nversion = 1\nissued = {}\nexpires = {}\nthreshold = {}\n",
        new.threshold,
        quoted(new.agency),
        new.issued,
        new.expires,
        new.threshold
    );
    for (name, key) in new.roots {
        text += &format!("\n[[root]]\nname = {}\nkey = {}\n", quoted(name), quoted(key));
    }
    text += "\n[policy]\nrevocations_max_age = \"7d\"  # an older revocation list is stale: waivers lift nothing\n\
        never_waivable = []           # zones that nothing lifts, such as \"NLD/7.28\"\n\
        require_presence = true       # a hardware key has to be touched for each signature\n\
        require_verification = false  # and asks for its PIN\n\
        minimum_revocations = 1\n";
    for (id, key) in new.offices {
        text += &format!(
            "\n[[office]]\nid = {}\nname = {}\nkey = {}\nvalid_from = {}\nvalid_until = {}\nmay_delegate = true\n\
             # contact = \"tel ..\"  # shown to pilots who need this office\n\n\
             [office.ceiling]  # no officer of this office goes further\n\
             restrictions = [\"Prohibited\", \"RequireAuthorization\", \"Conditional\"]\nzones = [\"*\"]\n\
             purposes = [\"*\"]\nmax_upper = {{ m = 120, datum = \"AGL\" }}\nmax_duration = \"24h\"\n\
             may_overlay = {}\nself_issue = false\n",
            quoted(id),
            quoted(id),
            quoted(key),
            new.issued,
            new.expires,
            new.may_overlay
        );
    }
    text
}

/// What a new delegation states.
pub struct NewDelegation<'a> {
    /// Its id.
    pub id: &'a str,
    /// The office.
    pub office: &'a str,
    /// The officer.
    pub officer: &'a str,
    /// The officer's key.
    pub key: &'a str,
    /// The officer as a remote pilot.
    pub pilot_ids: &'a [String],
    /// When it is issued, begins and ends.
    pub times: [Timestamp; 3],
}

/// `D-*.toml`.
pub fn delegation(new: &NewDelegation<'_>, ceiling: &Ceiling) -> String {
    let [issued, from, until] = new.times;
    format!(
        "format = \"overfly-delegation/1\"\nid = {}\noffice = {}\nofficer = {}\nkey = {}\npilot_ids = {}\n\
         issued = {issued}\nvalid_from = {from}\nvalid_until = {until}\n\n[ceiling]\n{}",
        quoted(new.id),
        quoted(new.office),
        quoted(new.officer),
        quoted(new.key),
        list(new.pilot_ids.iter().map(String::as_str)),
        self::ceiling(ceiling)
    )
}

fn ceiling(ceiling: &Ceiling) -> String {
    format!(
        "restrictions = {}\nzones = {}\npurposes = {}\nmax_upper = {}\nmax_duration = \"{}\"\n\
         may_overlay = {}\nself_issue = {}\n",
        list(ceiling.restrictions.iter().map(overfly_model::ZoneType::as_str)),
        list(ceiling.zones.iter().map(overfly_exemption::ZonePattern::as_str)),
        names(&ceiling.purposes),
        height(ceiling.max_upper),
        length(ceiling.max_duration),
        ceiling.may_overlay,
        ceiling.self_issue
    )
}

/// A revocation list.
pub fn revocations(new: &RevocationList) -> String {
    let mut text = format!(
        "format = \"overfly-revocations/1\"\noffice = {}\nversion = {}\ntrust_version = {}\nissued = {}\n\
         next_update = {}\nvalid_until = {}\n",
        quoted(&new.office),
        new.version,
        new.trust_version,
        new.issued,
        new.next_update,
        new.valid_until
    );
    for Revocation { what, from, reason } in &new.revoked {
        let (key, name, at) = match what {
            Revoked::Waiver(id) => ("waiver", id, "at"),
            Revoked::Overlay(id) => ("overlay", id, "at"),
            Revoked::Key(fingerprint) => ("key", fingerprint, "from"),
        };
        text += &format!(
            "\n[[revoked]]\n{key} = {}\n{at} = {from}\nreason = {}\n",
            quoted(name),
            quoted(reason)
        );
    }
    for Grounding { aircraft, from, reason } in &new.grounded {
        text += &format!(
            "\n[[grounded]]\naircraft = {}\nfrom = {from}\nreason = {}\n",
            quoted(aircraft),
            quoted(reason)
        );
    }
    text
}

/// `R-*.toml`. Only waivers and overlays are revoked alone.
pub fn single(id: &str, revocation: &Revocation) -> String {
    let (key, name) = match &revocation.what {
        Revoked::Waiver(id) => ("waiver", id),
        Revoked::Overlay(id) => ("overlay", id),
        Revoked::Key(fingerprint) => ("key", fingerprint),
    };
    format!(
        "format = \"overfly-revocation/1\"\nid = {}\n{key} = {}\nat = {}\nreason = {}\n",
        quoted(id),
        quoted(name),
        revocation.from,
        quoted(&revocation.reason)
    )
}

fn names(names: &Names) -> String {
    match names {
        Names::Any => "[\"*\"]".to_owned(),
        Names::Listed(names) => list(names.iter().map(String::as_str)),
    }
}

fn list<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: Vec<String> = items.map(quoted).collect();
    format!("[{}]", items.join(", "))
}

fn height(altitude: Altitude) -> String {
    let (m, datum) = (altitude.height.value(), altitude.datum.as_str());
    format!("{{ m = {m}, datum = {} }}", quoted(datum))
}

/// `24h`: one number and one unit, the greatest that is exact.
pub fn length(length: SignedDuration) -> String {
    let seconds = length.as_secs();
    let units = [(86_400, "d"), (3_600, "h"), (60, "m")];
    let unit = units.into_iter().find(|(unit, name)| {
        // A day is a length here, and reads as one only beyond the first.
        seconds % unit == 0 && (*name != "d" || seconds > 86_400)
    });
    let (unit, name) = unit.unwrap_or((1, "s"));
    format!("{}{name}", seconds / unit)
}
