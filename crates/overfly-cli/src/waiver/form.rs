//! The form of a waiver: what is filled in so far, and the text it makes.

use std::collections::BTreeMap;
use std::path::Path;

use overfly_exemption::WaiverDocument;
use overfly_model::{Altitude, Metres, Position};
use serde::Deserialize;
use toml::Value;

use crate::failure::Failure;
use crate::files;

/// The first line of every template.
const TEMPLATE: &str = "overfly-waiver-template/1";
/// A template is a form, not a store.
const LIMIT: usize = 256 << 10;

/// A waiver with parts left out. Values stay as written: the finished text is read as a waiver anyway.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// That of a template.
    pub format: Option<String>,
    /// Its id.
    pub id: Option<String>,
    /// What it is for.
    pub title: Option<String>,
    /// Who issues it.
    pub issuer: Option<String>,
    /// By which delegation or office.
    pub via: Option<String>,
    /// When: never a template's.
    #[serde(skip)]
    pub issued: Option<Value>,
    /// The legal basis.
    pub instrument: Option<String>,
    /// What it covers.
    #[serde(default)]
    pub scope: ScopeForm,
    /// What it asks.
    #[serde(default)]
    pub condition: Vec<toml::Table>,
    /// The zones as the issuer sees them: never a template's.
    #[serde(skip)]
    pub pins: BTreeMap<String, Vec<String>>,
}

/// The scope of a waiver with parts left out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScopeForm {
    /// Which zones.
    pub zones: Option<Vec<String>>,
    /// Where.
    pub area: Option<Value>,
    /// From this height.
    pub lower: Option<Value>,
    /// Up to this height.
    pub upper: Option<Value>,
    /// The ground there.
    pub ground: Option<Value>,
    /// From then.
    pub from: Option<Value>,
    /// Until then.
    pub until: Option<Value>,
    /// Aircraft.
    pub aircraft: Option<Vec<String>>,
    /// Operator.
    pub operator: Option<String>,
    /// Remote pilots.
    pub pilots: Option<Vec<String>>,
    /// Purposes.
    pub purposes: Option<Vec<String>>,
}

impl Form {
    /// Reads a template. A key that no waiver has is a slip, and is told.
    pub fn template(path: &Path) -> Result<Self, Failure> {
        let bytes = files::bytes(path)?;
        let place = path.display().to_string();
        let fault = |sentence: String| {
            Failure::at(place.clone(), sentence).hint(format!(
                "a template is a waiver with parts left out, and format = {TEMPLATE:?}"
            ))
        };
        if bytes.len() > LIMIT {
            return Err(fault("is larger than 256 KiB, more than any template".to_owned()));
        }
        let text =
            core::str::from_utf8(&bytes).map_err(|_| fault("is not UTF-8 text".to_owned()))?;
        let form: Self = toml::from_str(text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            fault(format!("line {line}: {}", error.message()))
        })?;
        match form.format.as_deref() {
            Some(TEMPLATE) => Ok(form),
            other => Err(fault(format!("has the format {:?}", other.unwrap_or("")))),
        }
    }

    /// What is still to be filled in, each with the option that does.
    pub fn missing(&self) -> Vec<&'static str> {
        let scope = &self.scope;
        [
            (self.title.is_none(), "--title"),
            (self.instrument.is_none(), "--instrument"),
            (self.issuer.is_none() || self.via.is_none(), "--key"),
            (scope.zones.as_ref().is_none_or(Vec::is_empty), "--zone"),
            (scope.upper.is_none(), "--upper"),
            (scope.from.is_none(), "--from"),
            (scope.until.is_none(), "--until"),
            (scope.aircraft.is_none(), "--aircraft"),
            (scope.operator.is_none(), "--operator"),
            (scope.pilots.is_none(), "--pilot"),
            (scope.purposes.is_none(), "--purpose"),
        ]
        .into_iter()
        .filter_map(|(missing, option)| missing.then_some(option))
        .collect()
    }

    /// The text, and what it says. The text is read back, so nothing is written that no one takes.
    pub fn finished(&self) -> Result<(String, WaiverDocument), Failure> {
        let text = self.text();
        let document = WaiverDocument::read(text.as_bytes())
            .map_err(|error| Failure::new(format!("no waiver can be made of this: {error}")))?;
        Ok((text, document))
    }

    fn text(&self) -> String {
        let mut out = Lines("format = \"overfly-waiver/1\"\n".to_owned());
        out.string(
            "id",
            self.id.as_ref(),
            "carries the issuer: two officers offline never draw the same",
        );
        out.string("title", self.title.as_ref(), "");
        out.string("issuer", self.issuer.as_ref(), "");
        out.string("via", self.via.as_ref(), "");
        out.value("issued", self.issued.as_ref(), "");
        out.string("instrument", self.instrument.as_ref(), "the legal basis this records");
        out.scope(&self.scope);
        for condition in &self.condition {
            out.condition(condition);
        }
        if !self.pins.is_empty() {
            out.0 += "\n[zone_pins]  # the zones as the issuer saw them\n";
        }
        for (zone, digests) in &self.pins {
            let digests: Vec<String> = digests.iter().map(|digest| quoted(digest)).collect();
            let digests = match digests.as_slice() {
                [one] => one.clone(),
                several => format!("[{}]", several.join(", ")),
            };
            out.0 += format!("{} = {digests}\n", quoted(zone)).as_str();
        }
        out.0
    }
}

/// Lines of TOML, comments behind.
struct Lines(String);

impl Lines {
    fn scope(&mut self, scope: &ScopeForm) {
        let names =
            |names: &Vec<String>| Value::Array(names.iter().cloned().map(Value::String).collect());
        self.0 += "\n[scope]  # what is not named is refused; \"*\" stands for any\n";
        self.value("zones", scope.zones.as_ref().map(names).as_ref(), "");
        let whole = if scope.area.is_none() {
            "# no area: all of each zone, as pinned below\n"
        } else {
            ""
        };
        self.0 += whole;
        self.value("area", scope.area.as_ref(), "");
        self.value("lower", scope.lower.as_ref(), "");
        self.value("upper", scope.upper.as_ref(), "");
        self.value("ground", scope.ground.as_ref(), "makes AGL and AMSL comparable here");
        self.value("from", scope.from.as_ref(), "");
        self.value("until", scope.until.as_ref(), "then no longer");
        self.value("aircraft", scope.aircraft.as_ref().map(names).as_ref(), "");
        self.string("operator", scope.operator.as_ref(), "");
        self.value("pilots", scope.pilots.as_ref().map(names).as_ref(), "");
        self.value("purposes", scope.purposes.as_ref().map(names).as_ref(), "");
    }

    fn condition(&mut self, condition: &toml::Table) {
        const ORDER: [&str; 8] =
            ["id", "kind", "text", "phone", "needs", "valid_for", "upper", "classes"];
        self.0 += "\n[[condition]]\n";
        for key in ORDER {
            let why = if key == "kind" {
                "attest: somebody says so; limit: compared with the flight"
            } else {
                ""
            };
            self.value(key, condition.get(key), why);
        }
        for (key, value) in condition.iter().filter(|(key, _)| !ORDER.contains(&key.as_str())) {
            self.value(&quoted(key), Some(value), "");
        }
    }

    fn string(&mut self, key: &str, value: Option<&String>, why: &str) {
        self.value(key, value.cloned().map(Value::String).as_ref(), why);
    }

    fn value(&mut self, key: &str, value: Option<&Value>, why: &str) {
        let Some(value) = value else { return };
        let why = if why.is_empty() { String::new() } else { format!("  # {why}") };
        self.0 += format!("{key} = {}{why}\n", inline(value)).as_str();
    }
}

/// One line of TOML, keys in the order people write them.
fn inline(value: &Value) -> String {
    const ORDER: [&str; 10] = [
        "circle",
        "polygon",
        "centre",
        "radius_m",
        "lat",
        "lon",
        "m",
        "lowest_m",
        "highest_m",
        "datum",
    ];
    match value {
        Value::String(text) => quoted(text),
        Value::Array(all) if all.len() > 2 && all.iter().all(Value::is_table) => {
            let all: Vec<String> = all.iter().map(|one| format!("  {},\n", inline(one))).collect();
            format!("[\n{}]", all.concat())
        }
        Value::Array(all) => {
            format!("[{}]", all.iter().map(inline).collect::<Vec<_>>().join(", "))
        }
        Value::Table(table) => {
            let mut keys: Vec<&String> = table.keys().collect();
            keys.sort_by_key(|key| ORDER.iter().position(|known| known == key));
            let pairs = keys.iter().filter_map(|key| Some((key, table.get(key.as_str())?)));
            let pairs: Vec<String> =
                pairs.map(|(key, value)| format!("{key} = {}", inline(value))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
        plain => plain.to_string(),
    }
}

/// A basic string on one line, whatever is in it.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => out += format!("\\u{:04X}", u32::from(c)).as_str(),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// `{ m = 60, datum = "AGL" }`.
pub fn height(altitude: Altitude) -> Value {
    table([("m", number(altitude.height.value())), ("datum", altitude.datum.as_str().into())])
}

/// `{ circle = { centre = { lat = .., lon = .. }, radius_m = .. } }`.
pub fn circle(centre: Position, radius: Metres) -> Value {
    let circle = table([("centre", point(centre)), ("radius_m", number(radius.value()))]);
    table([("circle", circle)])
}

/// `{ polygon = [ .. ] }`.
pub fn polygon(corners: &[Position]) -> Value {
    table([("polygon", Value::Array(corners.iter().copied().map(point).collect()))])
}

/// `{ lowest_m = .., highest_m = .., datum = "AMSL" }`.
pub fn ground([lowest, highest]: [Metres; 2]) -> Value {
    let [lowest, highest] = [lowest, highest].map(|metres| number(metres.value()));
    table([("lowest_m", lowest), ("highest_m", highest), ("datum", "AMSL".into())])
}

/// A time, to the second.
pub fn instant(at: jiff::Timestamp) -> Option<Value> {
    let whole = jiff::Timestamp::from_second(at.as_second()).ok()?;
    whole.to_string().parse().ok().map(Value::Datetime)
}

fn point(position: Position) -> Value {
    table([("lat", Value::Float(position.lat_deg())), ("lon", Value::Float(position.lon_deg()))])
}

#[allow(clippy::cast_possible_truncation, reason = "whole and far below 2^53")]
fn number(value: f64) -> Value {
    let whole = (value - value.round()).abs() < 1e-9 && value.abs() < 1e9;
    if whole { Value::Integer(value.round() as i64) } else { Value::Float(value) }
}

fn table<const N: usize>(pairs: [(&str, Value); N]) -> Value {
    Value::Table(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use overfly_model::Datum;

    fn full() -> Form {
        let names = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect());
        let at = |text: &str| instant(text.parse().unwrap());
        let centre = Position::from_lat_lon_deg([52.3081, 4.7642]).unwrap();
        Form {
            id: Some("W-pj-2026-001".into()),
            title: Some("A \"title\"\nof two lines \\".into()),
            issuer: Some("p.jansen@politie.example".into()),
            via: Some("D-1".into()),
            issued: at("2026-11-22T05:40:00.5Z"),
            instrument: Some("ILT".into()),
            scope: ScopeForm {
                zones: names(&["NLD/7.1"]),
                area: Some(circle(centre, Metres::whole(400))),
                lower: Some(height(Altitude::new(Metres::ZERO, Datum::Agl))),
                upper: Some(height(Altitude::new(Metres::whole(60), Datum::Agl))),
                ground: Some(ground([Metres::whole(-5), Metres::whole(3)])),
                from: at("2026-11-22T06:00:00Z"),
                until: at("2026-11-22T14:00:00Z"),
                aircraft: names(&["sn:1"]),
                operator: Some("*".into()),
                pilots: names(&["*"]),
                purposes: names(&["accident-recording"]),
            },
            pins: [("NLD/7.1".to_owned(), vec![format!("sha256:{}", "0".repeat(64))])].into(),
            ..Form::default()
        }
    }

    #[test]
    fn a_form_makes_the_text_that_an_officer_would_write() {
        let (text, document) = full().finished().unwrap();
        assert_eq!(document.title, "A \"title\"\nof two lines \\");
        for line in [
            "issued = 2026-11-22T05:40:00Z",
            "area = { circle = { centre = { lat = 52.3081, lon = 4.7642 }, radius_m = 400 } }",
            "upper = { m = 60, datum = \"AGL\" }",
            "[scope]  # what is not named is refused; \"*\" stands for any",
            "pilots = [\"*\"]",
        ] {
            assert!(text.lines().any(|one| one == line), "{line}\n{text}");
        }
        assert!(!text.contains('\r'));
    }

    #[test]
    fn a_form_without_a_name_list_says_which_option_fills_it() {
        let mut form = full();
        form.scope.pilots = None;
        form.title = None;
        assert_eq!(form.missing(), ["--title", "--pilot"]);
    }
}
