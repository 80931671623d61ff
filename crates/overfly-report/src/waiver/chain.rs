//! What a document rests on, link by link.

use overfly_exemption::Refusal;
use overfly_model::zone::one_line;
use serde_json::{Value, json};

use crate::waiver::WaiverStanding;

/// The way from the root keys to a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// The file.
    pub file: String,
    /// Its id, where it can be read.
    pub id: Option<String>,
    /// The links, from the text to the revocations.
    pub links: Vec<Link>,
    /// What comes of them.
    pub standing: WaiverStanding,
}

/// One link.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// What is looked at.
    pub name: &'static str,
    /// What was seen.
    pub result: LinkResult,
}

/// What was seen of a link.
#[derive(Clone, Debug, PartialEq)]
pub enum LinkResult {
    /// It holds.
    Holds(String),
    /// It does not.
    Broken(Refusal),
    /// Not looked at: it hangs on one that does not hold.
    Unknown,
}

/// One line a link, and what comes of them.
pub fn chain_text(chain: &Chain) -> String {
    let name = one_line(chain.id.as_deref().unwrap_or(&chain.file));
    let mut out = format!("{}  {name}\n", chain.standing.as_str().to_uppercase());
    for link in &chain.links {
        let (word, text) = match &link.result {
            LinkResult::Holds(text) => ("holds", one_line(text)),
            LinkResult::Broken(refusal) => (
                "BROKEN",
                format!("{}: {}", refusal.code().as_str(), one_line(&refusal.to_string())),
            ),
            LinkResult::Unknown => ("-", "not looked at".to_owned()),
        };
        out += format!("  {word:<7} {:<12} {text}\n", link.name).as_str();
    }
    if let Some(refusal) = chain.standing.refusal() {
        out += format!("  do: {}\n", refusal.remedy()).as_str();
    }
    out
}

/// One object.
pub fn chain_json(chain: &Chain) -> String {
    let links: Vec<Value> = chain.links.iter().map(link).collect();
    let refusal = chain.standing.refusal();
    let whole = json!({
        "schema": "overfly-chain/1",
        "file": chain.file,
        "id": chain.id,
        "state": chain.standing.as_str(),
        "code": refusal.map(|refusal| refusal.code().as_str()),
        "why": refusal.map(|refusal| one_line(&refusal.to_string())),
        "links": links,
    });
    format!("{whole:#}\n")
}

fn link(link: &Link) -> Value {
    let (result, code, text) = match &link.result {
        LinkResult::Holds(text) => ("holds", None, Some(one_line(text))),
        LinkResult::Broken(refusal) => {
            ("broken", Some(refusal.code().as_str()), Some(one_line(&refusal.to_string())))
        }
        LinkResult::Unknown => ("unknown", None, None),
    };
    json!({ "link": link.name, "result": result, "code": code, "text": text })
}
