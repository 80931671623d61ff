//! An agency whose trust changes under a station's eyes. Times are counted from now, as a station goes by the
//! clock. The keys come from one byte each.

use std::fs;
use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};
use overfly_exemption::State;
use overfly_testkit::signer::Signer;

use crate::kit::{Ended, Folder};

pub const OFFICE: u8 = 11;
pub const NEW_OFFICE: u8 = 12;
pub const OFFICER: u8 = 13;
pub const STRANGER: u8 = 19;

pub struct Court {
    pub folder: Folder,
}

pub fn key(seed: u8) -> Signer {
    Signer::ed25519(seed)
}

/// So many hours from now.
pub fn hours(hours: i64) -> Timestamp {
    let at = Timestamp::now() + SignedDuration::from_hours(hours);
    Timestamp::from_second(at.as_second()).unwrap()
}

/// A trust root and who signs it.
pub struct Trust {
    pub version: u32,
    pub roots: [u8; 3],
    pub signers: &'static [u8],
    pub office: u8,
    pub expires: Timestamp,
}

impl Trust {
    pub fn first() -> Self {
        Self {
            version: 1,
            roots: [1, 2, 3],
            signers: &[1, 2],
            office: OFFICE,
            expires: hours(9000),
        }
    }
}

impl Court {
    /// An agency in order, which no station has accepted yet.
    pub fn new() -> Self {
        let folder = Folder::new().with(
            "agency/overfly.toml",
            "format = \"overfly-agency/1\"\ntitle = \"Test\"\ntrust = \"trust\"\nwaivers = [\"waivers\"]\n",
        );
        fs::create_dir_all(folder.path().join("agency/waivers")).unwrap();
        let court = Self { folder };
        court.trust(&Trust::first());
        court.delegation("");
        court.list((1, 1), -1, OFFICE, "");
        court
    }

    /// The same, accepted by the station.
    pub fn accepted() -> Self {
        let court = Self::new();
        let ended = court.run(&["trust", "status", "--accept", "--yes"]);
        assert_eq!(ended.code, 0, "{ended:?}");
        court
    }

    pub fn run(&self, args: &[&str]) -> Ended {
        let more: &[&str] = if args[0] == "clock" {
            &["--station", "station"]
        } else {
            &["--home", "agency", "--station", "station"]
        };
        self.folder.run(&[args, more].concat())
    }

    pub fn status(&self) -> Ended {
        self.run(&["trust", "status"])
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn state(&self) -> State {
        State::read(&fs::read(self.path("station/state.toml")).unwrap()).unwrap()
    }

    pub fn trust(&self, trust: &Trust) {
        let root =
            |seed: &u8| format!("[[root]]\nname = \"r{seed}\"\nkey = {:?}\n", key(*seed).public());
        let roots = trust.roots.iter().map(root).collect::<Vec<_>>().concat();
        let text = format!(
            "format = \"overfly-trust/1\"\nagency = \"Test\"\nversion = {}\nissued = {}\nexpires = {}\n\
             threshold = 2\n{roots}\n[[office]]\nid = \"noord\"\nname = \"North\"\nkey = {:?}\nvalid_from = {}\n\
             valid_until = {}\nmay_delegate = true\n[office.ceiling]\n{CEILING}",
            trust.version,
            hours(-300),
            trust.expires,
            key(trust.office).public(),
            hours(-300),
            hours(9000)
        );
        for seed in 0..30 {
            let _ = fs::remove_file(self.path(&format!("agency/trust/trust.toml.r{seed}.sig")));
        }
        self.place("trust.toml", &text, "overfly-trust", trust.signers);
    }

    pub fn delegation(&self, change: &str) {
        let text = format!(
            "format = \"overfly-delegation/1\"\nid = \"D-1\"\noffice = \"noord\"\nofficer = \"o@police.example\"\n\
             key = {:?}\nissued = {}\nvalid_from = {}\nvalid_until = {}\n[ceiling]\n{CEILING}{change}",
            key(OFFICER).public(),
            hours(-200),
            hours(-200),
            hours(2000)
        );
        self.place("D-1.toml", &text, "overfly-delegation", &[OFFICE]);
    }

    /// A revocation list: trust version and version, issued so many hours from now, signed by a key.
    pub fn list(&self, (trust_version, version): (u32, u32), issued: i64, by: u8, entries: &str) {
        let text = format!(
            "format = \"overfly-revocations/1\"\noffice = \"noord\"\nversion = {version}\n\
             trust_version = {trust_version}\nissued = {}\nnext_update = {}\nvalid_until = {}\n{entries}",
            hours(issued),
            hours(issued + 100),
            hours(issued + 1000)
        );
        self.place("revocations.toml", &text, "overfly-revocations", &[by]);
    }

    /// A waiver of the officer, from and until so many hours from now.
    pub fn waiver(&self, id: &str, [from, until]: [i64; 2]) {
        let text = crate::office::waiver(id)
            .replace("p.jansen@politie.example", "o@police.example")
            .replace("2026-11-22T05:40:00Z", &hours(-50).to_string())
            .replace("2026-11-22T06:00:00Z", &hours(from).to_string())
            .replace("2026-11-22T14:00:00Z", &hours(until).to_string());
        self.place(&format!("../waivers/{id}.toml"), &text, "overfly-waiver", &[OFFICER]);
    }

    /// What the station says of its only waiver: `valid`, or the code of the reason why not.
    pub fn standing(&self) -> String {
        let ended = self.run(&["waiver", "list", "--format", "json"]);
        let waiver = &ended.json()[0];
        let word = if waiver["state"] == "refused" { &waiver["code"] } else { &waiver["state"] };
        word.as_str().unwrap().to_owned()
    }

    /// Writes a document into the trust folder, signed.
    pub fn place(&self, name: &str, text: &str, namespace: &str, signers: &[u8]) {
        let path = self.path("agency/trust").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        for seed in signers {
            let who = if signers.len() > 1 { format!(".r{seed}") } else { String::new() };
            let sig = self.path(&format!("agency/trust/{name}{who}.sig"));
            fs::write(sig, key(*seed).sign(namespace, text.as_bytes())).unwrap();
        }
    }

    /// A key pair for ssh-keygen.
    pub fn keys(&self, name: &str, seed: u8) {
        let path = self.path(name);
        fs::write(&path, key(seed).private_openssh().unwrap()).unwrap();
        fs::write(path.with_extension("pub"), key(seed).public()).unwrap();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        }
    }
}

const CEILING: &str = "restrictions = [\"Prohibited\"]\nzones = [\"NLD/*\"]\npurposes = [\"*\"]\n\
    max_upper = { m = 120, datum = \"AGL\" }\nmax_duration = \"24h\"\n";
