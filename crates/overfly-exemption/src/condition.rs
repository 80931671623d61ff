//! Conditions of waivers and class rules.

use jiff::SignedDuration;
use overfly_model::Altitude;

use crate::text::DocumentError;
use crate::value::{Height, Id, Length, Names};

/// One condition.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Its id, by which it is attested.
    pub id: String,
    /// What has to be done, or hold, in words.
    pub text: String,
    /// Whom to call, where it says.
    pub phone: Option<String>,
    /// How it is met.
    pub demand: Demand,
}

impl Condition {
    /// All that it asks, in its own words: what somebody read who says that it is met.
    pub fn asked(&self) -> String {
        self.phone.iter().fold(self.text.clone(), |text, phone| format!("{text} ({phone})"))
    }
}

/// How a condition is met.
#[derive(Clone, Debug, PartialEq)]
pub enum Demand {
    /// Somebody says so.
    Attest {
        /// What has to be noted with it, by name.
        needs: Vec<String>,
        /// For how long it holds from then; `None`: as long as the flight it was given for.
        valid_for: Option<SignedDuration>,
    },
    /// The flight is such.
    Limit {
        /// Not higher.
        upper: Option<Altitude>,
        /// Of one of these operation classes.
        classes: Option<Names>,
    },
}

#[derive(Clone, Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Written {
    id: Id,
    kind: String,
    text: String,
    phone: Option<String>,
    needs: Option<Vec<Id>>,
    valid_for: Option<Length>,
    upper: Option<Height>,
    classes: Option<Names>,
}

/// All conditions of a document; ids are distinct.
pub(crate) fn all(written: Vec<Written>, place: &str) -> Result<Vec<Condition>, DocumentError> {
    let mut conditions: Vec<Condition> = Vec::new();
    for (at, one) in written.into_iter().enumerate() {
        let condition = one.checked(&format!("{place}[{at}]"))?;
        if conditions.iter().any(|other| other.id == condition.id) {
            let message = format!("{:?} stands twice", condition.id);
            return Err(DocumentError::field(format!("{place}[{at}].id"), message));
        }
        conditions.push(condition);
    }
    Ok(conditions)
}

impl Written {
    fn checked(self, place: &str) -> Result<Condition, DocumentError> {
        let fault = |message: &str| DocumentError::field(place, message);
        let attests = self.needs.is_some() || self.valid_for.is_some();
        let limits = self.upper.is_some() || self.classes.is_some();
        let demand = match self.kind.as_str() {
            "attest" if limits => {
                return Err(fault("upper and classes belong to kind = \"limit\""));
            }
            "attest" => Demand::Attest {
                needs: self.needs.unwrap_or_default().into_iter().map(|need| need.0).collect(),
                valid_for: self.valid_for.map(|length| length.0),
            },
            "limit" if attests => {
                return Err(fault("needs and valid_for belong to kind = \"attest\""));
            }
            "limit" if !limits => return Err(fault("a limit states upper, classes or both")),
            "limit" => {
                Demand::Limit { upper: self.upper.map(|height| height.0), classes: self.classes }
            }
            other => {
                return Err(fault(&format!("the kind {other:?} is not known: attest or limit")));
            }
        };
        Ok(Condition { id: self.id.0, text: self.text, phone: self.phone, demand })
    }
}
