//! What a document rests on, link by link: told beside the verifier's word, never in its place.

use jiff::Timestamp;
use overfly_exemption::{Authority, DocumentError, Issuer, Namespace, Refusal, SignedFile};
use overfly_report::{Chain, Link, LinkResult, WaiverStanding};

/// The links after the text.
const REST: [&str; 7] =
    ["trust root", "station", "authority", "signature", "issuer", "ceiling", "revocations"];

/// A document as its head states it.
pub struct Subject<'a> {
    /// Its id.
    pub id: &'a str,
    /// Who issues it, by its own word.
    pub issuer: &'a str,
    /// By which delegation or office.
    pub via: &'a str,
    /// When.
    pub issued: Timestamp,
    /// As what it has to be signed.
    pub namespace: Namespace,
    /// What would become of it with the right signature.
    pub would: Result<&'a Issuer, Refusal>,
}

/// The chain of a text that cannot be read.
pub fn unreadable(file: String, error: DocumentError) -> Chain {
    let refusal = Refusal::from(error);
    let mut links = vec![Link { name: "text", result: LinkResult::Broken(refusal.clone()) }];
    links.extend(REST.map(|name| Link { name, result: LinkResult::Unknown }));
    Chain { file, id: None, links, standing: WaiverStanding::Refused(refusal) }
}

impl Subject<'_> {
    /// All links, from the text to the revocations.
    pub fn links(&self, file: &SignedFile, authority: &Authority) -> Vec<Link> {
        let issuer = authority.issuers().iter().find(|issuer| issuer.via == self.via);
        let read = format!("{} bytes, read as {}", file.text.len(), self.id);
        let mut links = vec![Link { name: "text", result: LinkResult::Holds(read) }];
        links.extend(REST.map(|name| {
            let result = match name {
                "trust root" => root(authority),
                "station" => station(authority),
                "authority" => self.authority(issuer),
                "signature" => self.signature(file, issuer, authority),
                _ => self.scoped(name, issuer),
            };
            Link { name, result }
        }));
        links
    }

    fn authority(&self, issuer: Option<&Issuer>) -> LinkResult {
        match (issuer, &self.would) {
            (Some(issuer), _) => LinkResult::Holds(named(issuer)),
            (None, Err(refusal)) => LinkResult::Broken(refusal.clone()),
            (None, Ok(_)) => LinkResult::Unknown,
        }
    }

    fn signature(
        &self,
        file: &SignedFile,
        issuer: Option<&Issuer>,
        authority: &Authority,
    ) -> LinkResult {
        let (Some(issuer), Some(root)) = (issuer, authority.root()) else {
            return LinkResult::Unknown;
        };
        let touch = root.document().policy.touch;
        match file.signed_by(self.namespace, &issuer.key, (&issuer.name, touch)) {
            Ok(()) => {
                let namespace = self.namespace.as_str();
                LinkResult::Holds(format!(
                    "{} over exactly these bytes, as {namespace}",
                    issuer.key
                ))
            }
            Err(refusal) => LinkResult::Broken(refusal),
        }
    }

    /// Issuer, ceiling and revocations are looked at in that order, and the first that fails is told.
    fn scoped(&self, name: &str, issuer: Option<&Issuer>) -> LinkResult {
        let Some(issuer) = issuer else { return LinkResult::Unknown };
        let Err(refusal) = &self.would else { return LinkResult::Holds(self.held(name, issuer)) };
        let rank = |name: &str| REST.iter().position(|one| *one == name);
        let at = match refusal {
            Refusal::OtherIssuer { .. } | Refusal::Ahead { .. } | Refusal::KeyNotValid { .. } => {
                "issuer"
            }
            Refusal::OutsideCeiling { .. } | Refusal::SelfIssued { .. } => "ceiling",
            _ => "revocations",
        };
        // Told at the link of the station already.
        let station = matches!(
            refusal,
            Refusal::NotAccepted | Refusal::ClockSuspect { .. } | Refusal::NoTrust
        );
        if at == name && !station {
            return LinkResult::Broken(refusal.clone());
        }
        if rank(at) <= rank(name) {
            LinkResult::Unknown
        } else {
            LinkResult::Holds(self.held(name, issuer))
        }
    }

    fn held(&self, name: &str, issuer: &Issuer) -> String {
        match name {
            "issuer" => format!("{}, issued {}", self.issuer, self.issued),
            "ceiling" => format!("inside what {} may lift", issuer.name),
            _ => "the office's list is fresh, or in its grace, and does not name it".to_owned(),
        }
    }
}

fn root(authority: &Authority) -> LinkResult {
    match (authority.root(), authority.may_lift()) {
        (Some(root), _) => {
            let root = root.document();
            LinkResult::Holds(format!(
                "{}, version {}, {} of {} root keys needed, expires {}",
                root.agency,
                root.version,
                root.threshold,
                root.roots.len(),
                root.expires
            ))
        }
        (None, Err(refusal)) => LinkResult::Broken(refusal.clone()),
        (None, Ok(())) => LinkResult::Unknown,
    }
}

fn station(authority: &Authority) -> LinkResult {
    match authority.may_lift() {
        _ if authority.root().is_none() => LinkResult::Unknown,
        Ok(()) => LinkResult::Holds("takes this trust root, at this time".to_owned()),
        Err(refusal) => LinkResult::Broken(refusal.clone()),
    }
}

fn named(issuer: &Issuer) -> String {
    let end = |end: Option<Timestamp>| end.map_or_else(|| "-".to_owned(), |end| end.to_string());
    format!(
        "{} of office {}: {} with {}, from {} until {}",
        issuer.via,
        issuer.office,
        issuer.name,
        issuer.key,
        end(issuer.valid.from),
        end(issuer.valid.until)
    )
}
