//! `ExtendedData` as the properties of a flight: the same names and values as in GeoJSON.

use overfly_model::{Code, Finding};
use serde_json::{Map, Number, Value};

use super::Reader;
use crate::flights::geojson::properties::{self, Local};
use crate::flights::tree::{Node, number, unreadable};

/// Properties that are texts, even where they look like numbers.
const TEXTS: [&str; 6] = ["aircraft", "class", "name", "operator", "pilot", "purpose"];

impl Reader {
    /// What the `ExtendedData` in `node` says; where it is silent, `common`.
    pub(super) fn properties(&mut self, node: &Node, common: &Local) -> Local {
        let Some(data) = node.one("ExtendedData", &mut self.findings) else { return *common };
        let map = map(&data, self.is_dji, &mut self.findings);
        let (local, whole) = properties::read(&map, &data.field, &mut self.findings);
        self.whole.join(whole, &node.field, &mut self.findings);
        local.or(*common)
    }
}

fn map(data: &Node, is_dji: bool, findings: &mut Vec<Finding>) -> Map<String, Value> {
    let mut map = Map::new();
    let mut put = |node: &Node, text: Option<&str>, findings: &mut Vec<Finding>| {
        let Some(name) = node.element.attribute("name") else {
            unreadable(&node.field, "has no name: what it states is not known", findings);
            return;
        };
        let value = value(name, text.unwrap_or_default().trim());
        if map.insert(name.to_owned(), value).is_some() {
            unreadable(&node.field, &format!("states {name:?} a second time"), findings);
        }
    };
    for child in data.children() {
        match child.name() {
            "Data" => {
                let text = child.word("value", findings);
                put(&child, text, findings);
                let others = child.children();
                let mut others = others.iter().map(Node::name);
                if others.any(|name| !["value", "displayName"].contains(&name)) {
                    stray(&child, findings);
                }
            }
            "SchemaData" => {
                for simple in child.children() {
                    if simple.name() == "SimpleData" {
                        put(&simple, Some(simple.text(findings)), findings);
                    } else {
                        stray(&simple, findings);
                    }
                }
            }
            // One finding says it of the whole file.
            _ if is_dji => {}
            _ => stray(&child, findings),
        }
    }
    map
}

/// What other programs keep in `ExtendedData` may be how they fly.
fn stray(node: &Node, findings: &mut Vec<Finding>) {
    let text = format!("{} is not read: it may bear on the flight", node.field);
    let finding = Finding::undecided(Code::PlanFieldUnreadable, text).at(node.field.as_str());
    findings.push(finding.hint("take it out, or state it as Data with a name and a value"));
}

/// A number, a list or a text; nothing is not stated.
fn value(name: &str, text: &str) -> Value {
    if text.is_empty() {
        return Value::Null;
    }
    if TEXTS.contains(&name) {
        return text.into();
    }
    if let Some(number) = number(text).and_then(Number::from_f64) {
        return Value::Number(number);
    }
    let list = text.starts_with('[').then(|| serde_json::from_str(text).ok()).flatten();
    list.unwrap_or_else(|| text.into())
}
