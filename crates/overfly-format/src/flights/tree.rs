//! Elements of a plan in XML, each with the place where it stands, for findings.

use std::collections::BTreeMap;

use overfly_model::{Code, Finding};

use crate::xml::Element;

/// An element, and where it stands: `waylines.Document.Folder.Placemark[3]`.
#[derive(Clone)]
pub(super) struct Node<'a> {
    /// The element.
    pub element: &'a Element,
    /// Where it stands.
    pub field: String,
}

impl<'a> Node<'a> {
    /// The root of a document that goes by `field`; no name for one that stands alone.
    pub(super) fn root(element: &'a Element, field: &str) -> Self {
        Self { element, field: field.to_owned() }
    }

    /// Its name.
    pub(super) fn name(&self) -> &'a str {
        &self.element.name
    }

    /// The elements in it, in order. Of several with one name each has a number, from 0.
    pub(super) fn children(&self) -> Vec<Self> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for child in &self.element.children {
            *counts.entry(&child.name).or_default() += 1;
        }
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let node = |element: &'a Element| {
            let mut field = join(&self.field, &element.name);
            if counts.get(element.name.as_str()).is_some_and(|count| *count > 1) {
                let number = numbers.entry(&element.name).or_default();
                field = format!("{field}[{number}]");
                *number += 1;
            }
            Self { element, field }
        };
        self.element.children.iter().map(node).collect()
    }

    /// The elements of that name in it.
    pub(super) fn all(&self, name: &str) -> Vec<Self> {
        self.children().into_iter().filter(|child| child.name() == name).collect()
    }

    /// The one element of that name, if there is one. Of several it is the first, with a finding.
    pub(super) fn one(&self, name: &str, findings: &mut Vec<Finding>) -> Option<Self> {
        let mut all = self.element.children.iter().filter(|child| child.name == name);
        let element = all.next()?;
        let field = join(&self.field, name);
        if all.next().is_some() {
            let text =
                format!("{field} stands there more than once: which one counts is not known");
            let finding = Finding::undecided(Code::PlanFieldUnreadable, text).at(field.as_str());
            findings.push(finding.hint("save the plan again from its planner"));
        }
        Some(Self { element, field })
    }

    /// The text in it. A finding where elements stand in it: part of what it says is in those.
    pub(super) fn text(&self, findings: &mut Vec<Finding>) -> &'a str {
        if !self.element.children.is_empty() {
            let fault = "has elements where it should have text only: what it says is not known";
            unreadable(&self.field, fault, findings);
        }
        self.element.text.trim()
    }

    /// What stands in the one element of that name; `None` where there is none, or nothing in it.
    pub(super) fn word(&self, name: &str, findings: &mut Vec<Finding>) -> Option<&'a str> {
        Some(self.one(name, findings)?.text(findings)).filter(|word| !word.is_empty())
    }

    /// The number in the one element of that name. A finding when there is something else in it.
    pub(super) fn number(&self, name: &str, findings: &mut Vec<Finding>) -> Option<f64> {
        let word = self.one(name, findings)?.text(findings);
        let read = number(word);
        if read.is_none() {
            unreadable(
                &join(&self.field, name),
                &format!("is {:?}, not a number", cut(word)),
                findings,
            );
        }
        read
    }

    /// The whole number in the one element of that name.
    pub(super) fn whole(&self, name: &str, findings: &mut Vec<Finding>) -> Option<u32> {
        let word = self.one(name, findings)?.text(findings);
        let read = word.parse().ok();
        if read.is_none() {
            let fault = format!("is {:?}, not a whole number", cut(word));
            unreadable(&join(&self.field, name), &fault, findings);
        }
        read
    }
}

/// Leaves a finding that keeps the flight undecided, at `field`.
pub(super) fn unreadable(field: &str, fault: &str, findings: &mut Vec<Finding>) {
    let text = format!("{field} {fault}");
    findings.push(Finding::undecided(Code::PlanFieldUnreadable, text).at(field));
}

/// A finite number in plain or exponent form: no `inf`, `nan` or hexadecimal.
pub(super) fn number(text: &str) -> Option<f64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit() || b"+-.eE".contains(&b));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

/// A text short enough for a message.
pub(super) fn cut(text: &str) -> String {
    text.chars().take(40).collect()
}

/// The place of `key` within `field`.
pub(super) fn join(field: &str, key: &str) -> String {
    if field.is_empty() { key.to_owned() } else { format!("{field}.{key}") }
}
