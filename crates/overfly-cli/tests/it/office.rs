//! An agency to play with: two root keys, an office, an officer, a zone file. The keys come from one byte each.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use jiff::{SignedDuration, Timestamp};
use overfly_testkit::signer::Signer;

use crate::kit::{Ended, Folder, NOW, circle, dutch, zone};

/// Two root keys sign the trust root.
const ROOTS: [u8; 2] = [1, 2];
pub const OFFICE: u8 = 3;
pub const OFFICER: u8 = 4;
pub const STRANGER: u8 = 9;
pub const HOME: &str = "agency";

/// A folder with an agency in it, and the officer's key pair beside.
pub struct Office {
    pub folder: Folder,
    /// How much later than [`NOW`] it plays.
    later: SignedDuration,
}

/// What differs from the plain agency.
pub struct Setting {
    pub never: &'static str,
    pub officer_until: &'static str,
    pub revoked: String,
    pub self_issue: bool,
    pub may_overlay: bool,
}

impl Default for Setting {
    fn default() -> Self {
        Self {
            never: "",
            officer_until: "2027-06-01T00:00:00Z",
            revoked: String::new(),
            self_issue: false,
            may_overlay: true,
        }
    }
}

pub fn key(seed: u8) -> Signer {
    Signer::ed25519(seed)
}

fn ceiling(setting: &Setting) -> String {
    let (own, overlay) = (setting.self_issue, setting.may_overlay);
    format!(
        "restrictions = [\"Prohibited\", \"RequireAuthorization\"]\nzones = [\"NLD/*\"]\n\
         purposes = [\"accident-recording\", \"search-and-rescue\"]\nmax_upper = {{ m = 120, datum = \"AGL\" }}\n\
         max_duration = \"24h\"\nmay_overlay = {overlay}\nself_issue = {own}\n"
    )
}

impl Office {
    pub fn new() -> Self {
        Self::with(&Setting::default())
    }

    pub fn with(setting: &Setting) -> Self {
        Self::made(setting, SignedDuration::ZERO)
    }

    /// The same, around the time that the clock shows: for what is no rehearsal.
    pub fn live() -> Self {
        let then: Timestamp = NOW.parse().unwrap();
        let later = Timestamp::now().duration_since(then);
        Self::made(&Setting::default(), SignedDuration::from_secs(later.as_secs()))
    }

    fn made(setting: &Setting, later: SignedDuration) -> Self {
        let zones = [
            zone("P1", "PROHIBITED", &circle("5.2, 52.2", 300)),
            zone("R1", "REQ_AUTHORISATION", &circle("5.21, 52.2", 300)),
        ];
        let folder = Folder::new()
            .with("agency/zones/zones.json", dutch(&zones))
            .with("officer", key(OFFICER).private_openssh().unwrap())
            .with("officer.pub", key(OFFICER).public())
            .with("office", key(OFFICE).private_openssh().unwrap())
            .with("office.pub", key(OFFICE).public())
            .with("stranger", key(STRANGER).private_openssh().unwrap())
            .with("stranger.pub", key(STRANGER).public())
            .with(
                "agency/overfly.toml",
                "format = \"overfly-agency/1\"\ntitle = \"Test\"\nzones = [\"zones\"]\ntrust = \"trust\"\n\
                 waivers = [\"waivers\"]\noverlays = [\"overlays\"]\n",
            );
        for name in ["officer", "office", "stranger"] {
            private(&folder.path().join(name));
        }
        for name in ["waivers", "overlays", "trust"] {
            fs::create_dir_all(folder.path().join(HOME).join(name)).unwrap();
        }
        let office = Self { folder, later };
        office.trust(setting);
        office.delegation(setting);
        office.revocations(1, &setting.revoked);
        office
    }

    fn trust(&self, setting: &Setting) {
        let roots: String = ROOTS
            .iter()
            .map(|seed| format!("[[root]]\nname = \"r{seed}\"\nkey = {:?}\n", key(*seed).public()))
            .collect::<Vec<_>>()
            .concat();
        let text = format!(
            "format = \"overfly-trust/1\"\nagency = \"Test\"\nversion = 1\nissued = 2026-11-01T00:00:00Z\n\
             expires = 2027-11-01T00:00:00Z\nthreshold = 2\n{roots}\n[policy]\nrevocations_max_age = \"30d\"\n\
             never_waivable = [{}]\n[[office]]\nid = \"noord\"\nname = \"North\"\nkey = {:?}\n\
             valid_from = 2026-11-01T00:00:00Z\nvalid_until = 2027-11-01T00:00:00Z\nmay_delegate = true\n\
             contact = \"tel 0\"\n[office.ceiling]\n{}",
            setting.never,
            key(OFFICE).public(),
            ceiling(setting)
        );
        let signed = ROOTS.map(|seed| (format!(".r{seed}"), key(seed)));
        self.place("trust/trust.toml", &text, "overfly-trust", &signed);
    }

    fn delegation(&self, setting: &Setting) {
        let text = format!(
            "format = \"overfly-delegation/1\"\nid = \"D-1\"\noffice = \"noord\"\n\
             officer = \"p.jansen@politie.example\"\nkey = {:?}\npilot_ids = [\"badge:1\"]\n\
             issued = 2026-11-02T00:00:00Z\nvalid_from = 2026-11-02T00:00:00Z\nvalid_until = {}\n[ceiling]\n{}",
            key(OFFICER).public(),
            setting.officer_until,
            ceiling(setting)
        );
        self.place("trust/D-1.toml", &text, "overfly-delegation", &[(String::new(), key(OFFICE))]);
    }

    /// The office's list, with these entries.
    pub fn revocations(&self, version: u32, entries: &str) {
        let text = format!(
            "format = \"overfly-revocations/1\"\noffice = \"noord\"\nversion = {version}\ntrust_version = 1\n\
             issued = 2026-11-21T00:00:00Z\nnext_update = 2026-11-28T00:00:00Z\n\
             valid_until = 2026-12-20T00:00:00Z\n{entries}"
        );
        let signed = [(String::new(), key(OFFICE))];
        self.place("trust/revocations.toml", &text, "overfly-revocations", &signed);
    }

    /// Writes a document into the agency folder, signed.
    pub fn place(&self, name: &str, text: &str, namespace: &str, signers: &[(String, Signer)]) {
        self.place_as_is(name, &self.shifted(text), namespace, signers);
    }

    /// Every time of a text, as much later as this agency plays.
    fn shifted(&self, text: &str) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let time = rest.get(..NOW.len()).and_then(|time| time.parse::<Timestamp>().ok());
            let read = if let Some(time) = time {
                out += &(time + self.later).to_string();
                NOW.len()
            } else {
                out.push(first);
                first.len_utf8()
            };
            rest = &rest[read..];
        }
        out
    }

    /// Writes a text that stands there already, changed.
    pub fn place_as_is(
        &self,
        name: &str,
        text: &str,
        namespace: &str,
        signers: &[(String, Signer)],
    ) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        for (who, signer) in signers {
            let sig = self.path(&format!("{name}{who}.sig"));
            fs::write(sig, signer.sign(namespace, text.as_bytes())).unwrap();
        }
    }

    /// A waiver of the officer, changed, and signed by him.
    pub fn waiver(&self, id: &str, change: impl Fn(String) -> String) {
        let text = change(waiver(id));
        let signed = [(String::new(), key(OFFICER))];
        self.place(&format!("waivers/{id}.toml"), &text, "overfly-waiver", &signed);
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(HOME).join(name)
    }

    /// Runs the binary with the agency as home, at the moment of all tests.
    pub fn run(&self, args: &[&str]) -> Ended {
        self.folder.run(&[args, &["--home", HOME, "--now", &self.now()]].concat())
    }

    /// The moment at which it plays.
    pub fn now(&self) -> String {
        (NOW.parse::<Timestamp>().unwrap() + self.later).to_string()
    }
}

/// `ssh-keygen` refuses keys that others may read.
fn private(path: &std::path::Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    let _ = path;
}

/// The text of a waiver that verifies.
pub fn waiver(id: &str) -> String {
    format!(
        "format = \"overfly-waiver/1\"\nid = \"{id}\"\ntitle = \"Accident\"\nissuer = \"p.jansen@politie.example\"\n\
         via = \"D-1\"\nissued = 2026-11-22T05:40:00Z\ninstrument = \"ILT-1\"\n\n[scope]\nzones = [\"NLD/P1\"]\n\
         area = {{ circle = {{ centre = {{ lat = 52.2, lon = 5.2 }}, radius_m = 400 }} }}\n\
         lower = {{ m = 0, datum = \"AGL\" }}\nupper = {{ m = 60, datum = \"AGL\" }}\nfrom = 2026-11-22T06:00:00Z\n\
         until = 2026-11-22T14:00:00Z\naircraft = [\"*\"]\noperator = \"*\"\npilots = [\"badge:7\"]\n\
         purposes = [\"accident-recording\"]\n"
    )
}

/// Whether stock ssh-keygen is here; a missing one is told, and fails where nothing may be skipped.
pub fn has_ssh_keygen() -> bool {
    let here = Command::new("ssh-keygen").arg("-?").output().is_ok();
    assert!(here || std::env::var_os("CI").is_none(), "ssh-keygen is missing");
    if !here {
        eprintln!("SKIPPED: no ssh-keygen here");
    }
    here
}
