//! XML as every reader here takes it: sized, nested and counted within limits, and without anything
//! that a file could make it fetch or grow.
//!
//! No document type, so no entities but the five of XML itself and numbers; UTF-8 only. Names lose
//! their prefix: what plans are written in differs from program to program.

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::ReadError;

/// The largest XML read, in MiB.
pub(crate) const LIMIT_MIB: usize = 32;
/// How deep elements may nest; KML needs about ten levels.
const DEEPEST: usize = 64;
/// Most elements of one document.
const MOST_ELEMENTS: usize = 1_000_000;
/// Most attributes of one element.
const MOST_ATTRIBUTES: usize = 100;
/// Longest text of one element, in bytes: 100,000 vertices take up to 6 MB.
const LONGEST_TEXT: usize = 16 << 20;

/// An element: what stands in it, without comments.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Element {
    /// Its name, without prefix.
    pub name: String,
    /// Names, without prefix, and values.
    pub attributes: Vec<(String, String)>,
    /// The text that stands in it itself, not in its children.
    pub text: String,
    /// The elements in it.
    pub children: Vec<Element>,
}

impl Element {
    /// The children of that name, in order.
    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The attribute of that name.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether it, or anything in it, has one of these names.
    pub(crate) fn holds(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str()) || self.children.iter().any(|child| child.holds(names))
    }
}

/// The root element of a document.
pub(crate) fn parse(bytes: &[u8]) -> Result<Element, ReadError> {
    if bytes.len() > LIMIT_MIB << 20 {
        return Err(ReadError::TooLarge { limit_mib: LIMIT_MIB });
    }
    let text = text(bytes)?;
    let mut parser = Parser {
        reader: Reader::from_str(text),
        open: Vec::new(),
        root: None,
        elements: 0,
        begun: false,
    };
    match parser.run() {
        Ok(root) => Ok(root),
        Err(message) => {
            let at = usize::try_from(parser.reader.buffer_position()).unwrap_or(usize::MAX);
            let before = text.as_bytes().iter().take(at);
            let line = before.filter(|byte| **byte == b'\n').count() + 1;
            Err(ReadError::Syntax { syntax: "XML", message: format!("line {line}: {message}") })
        }
    }
}

/// The bytes as text, without byte order mark.
fn text(bytes: &[u8]) -> Result<&str, ReadError> {
    let wanted = "XML in UTF-8";
    // Of UTF-16 and UTF-32, with a mark or without.
    let wide = [b"\xff\xfe".as_slice(), b"\xfe\xff", b"<\0", b"\0<", b"\0\0"];
    if wide.iter().any(|start| bytes.starts_with(start)) {
        return Err(ReadError::SomethingElse { what: "UTF-16 text", wanted });
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(ReadError::SomethingElse { what: "a ZIP archive", wanted });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if bytes.trim_ascii().is_empty() {
        return Err(ReadError::Empty);
    }
    core::str::from_utf8(bytes).map_err(|e| ReadError::NotUtf8 { offset: e.valid_up_to() })
}

struct Parser<'a> {
    reader: Reader<&'a [u8]>,
    /// The elements not yet closed.
    open: Vec<Element>,
    root: Option<Element>,
    elements: usize,
    /// Whether anything but white space has been read.
    begun: bool,
}

impl Parser<'_> {
    fn run(&mut self) -> Result<Element, String> {
        loop {
            let event = self.reader.read_event().map_err(|error| error.to_string())?;
            if !self.event(event)? {
                break;
            }
        }
        match (self.open.last(), self.root.take()) {
            (Some(open), _) => Err(format!("the file ends within <{}>", shown(&open.name))),
            (None, Some(root)) => Ok(root),
            (None, None) => Err("there is no element".to_owned()),
        }
    }

    /// Takes what comes next; false at the end.
    fn event(&mut self, event: Event) -> Result<bool, String> {
        match event {
            Event::Start(start) => self.open(&start)?,
            Event::Empty(start) => {
                self.open(&start)?;
                self.close()?;
            }
            Event::End(_) => self.close()?,
            Event::Text(text) => self.text(&text.xml10_content())?,
            Event::CData(text) => self.text(&text.xml10_content())?,
            Event::GeneralRef(reference) => self.text(&resolved(&reference)?)?,
            Event::Decl(declaration) => {
                if self.begun {
                    return Err("a second XML declaration".to_owned());
                }
                let encoding = declaration.encoding().transpose();
                let encoding = encoding.map_err(|error| error.to_string())?;
                let known = ["utf-8", "utf8", "us-ascii"];
                if let Some(encoding) =
                    encoding.filter(|name| !known.contains(&name.to_ascii_lowercase().as_str()))
                {
                    return Err(format!(
                        "its encoding is {}; only UTF-8 is read",
                        shown(&encoding)
                    ));
                }
            }
            Event::DocType(_) => {
                return Err("it has a document type (DOCTYPE), which is not read".to_owned());
            }
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => return Ok(false),
        }
        self.begun = true;
        Ok(true)
    }

    fn open(&mut self, start: &BytesStart) -> Result<(), String> {
        if self.root.is_some() {
            return Err("something follows the last element".to_owned());
        }
        self.elements += 1;
        if self.elements > MOST_ELEMENTS {
            return Err(format!("more than {MOST_ELEMENTS} elements"));
        }
        if self.open.len() >= DEEPEST {
            return Err(format!("elements nested more than {DEEPEST} deep"));
        }
        let mut attributes = Vec::new();
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            if attributes.len() >= MOST_ATTRIBUTES {
                return Err(format!("more than {MOST_ATTRIBUTES} attributes in one element"));
            }
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            let value = value.map_err(|error| error.to_string())?.into_owned();
            check_characters(&value)?;
            attributes.push((local(attribute.key.0).to_owned(), value));
        }
        let name = local(start.name().0).to_owned();
        if name.is_empty() {
            return Err("an element without a name".to_owned());
        }
        self.open.push(Element { name, attributes, ..Element::default() });
        Ok(())
    }

    fn close(&mut self) -> Result<(), String> {
        let Some(element) = self.open.pop() else {
            return Err("an end without a start".to_owned());
        };
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        check_characters(text)?;
        let Some(element) = self.open.last_mut() else {
            let blank = text.trim().is_empty();
            return if blank { Ok(()) } else { Err("text outside all elements".to_owned()) };
        };
        if element.text.len() + text.len() > LONGEST_TEXT {
            return Err(format!("more than {} MiB of text in one element", LONGEST_TEXT >> 20));
        }
        element.text.push_str(text);
        Ok(())
    }
}

/// What a reference stands for: a number, or one of the five names that need no document type.
fn resolved(reference: &BytesRef) -> Result<String, String> {
    if let Some(character) = reference.resolve_char_ref().map_err(|error| error.to_string())? {
        return Ok(character.to_string());
    }
    let name: &str = reference;
    resolve_predefined_entity(name)
        .map(str::to_owned)
        .ok_or_else(|| format!("it uses the entity &{};, and entities are not read", shown(name)))
}

/// The characters XML 1.0 has (production 2).
fn check_characters(text: &str) -> Result<(), String> {
    let odd = |c: char| {
        c < ' ' && !['\t', '\n', '\r'].contains(&c) || ['\u{fffe}', '\u{ffff}'].contains(&c)
    };
    if text.contains(odd) { Err("a character that XML does not have".to_owned()) } else { Ok(()) }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// What may be anything, for a message.
fn shown(text: &str) -> String {
    text.chars().take(40).flat_map(char::escape_debug).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        parse(text.as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn a_document_is_its_elements_without_prefixes() {
        let text = "\u{feff}<?xml version='1.0' encoding='UTF-8'?><!-- a --><kml xmlns:w='u'>\n\
             <w:a w:name='x&amp;y'>1<!-- b -->2<![CDATA[<3>]]>&lt;&#65;&#x42;</w:a><a/></kml>\n";
        let root = parse(text.as_bytes()).unwrap();
        assert_eq!(root.name, "kml");
        let [first, second] = root.children.as_slice() else { panic!("{root:?}") };
        assert_eq!(first.text, "12<3><AB");
        assert_eq!(first.attribute("name"), Some("x&y"));
        assert_eq!(second, &Element { name: "a".to_owned(), ..Element::default() });
    }

    #[test]
    fn what_could_grow_or_be_fetched_is_refused() {
        let deep = "<a>".repeat(65);
        let many = format!("<a {}/>", (0..101).map(|n| format!("b{n}='' ")).collect::<String>());
        for (text, says) in [
            ("<!DOCTYPE kml [<!ENTITY a 'b'>]><kml>&a;</kml>", "DOCTYPE"),
            ("<kml>&nbsp;</kml>", "entity &nbsp;"),
            ("<kml a='&b;'/>", "b"),
            (&deep, "nested more than 64"),
            (&many, "more than 100 attributes"),
        ] {
            let message = fault(text);
            assert!(message.starts_with("is not valid XML: line 1: "), "{message}");
            assert!(message.contains(says), "{message}");
        }
    }

    #[test]
    fn what_is_cut_short_or_goes_on_is_refused() {
        for (text, says) in [
            ("<a><b></b>", "ends within <a>"),
            ("<a", ""),
            ("<a></b>", ""),
            ("</a>", ""),
            ("<a/><b/>", "follows the last element"),
            ("<a/>text", "outside all elements"),
            ("text<a/>", "outside all elements"),
            ("<a/>&amp;", "outside all elements"),
            ("<a>&#0;</a>", ""),
            ("<a>&#1;</a>", "character"),
            ("<a>\u{8}</a>", "character"),
            ("<a b='1' b='2'/>", ""),
            ("<a>&amp</a>", ""),
            ("<a/><?xml version='1.0'?>", "declaration"),
            ("<!-- nothing -->", "no element"),
            ("<?xml version='1.0' encoding='ISO-8859-1'?><a/>", "ISO-8859-1; only UTF-8"),
        ] {
            let message = fault(text);
            assert!(message.starts_with("is not valid XML: line 1: "), "{text}: {message}");
            assert!(message.contains(says), "{text}: {message}");
        }
    }

    #[test]
    fn other_encodings_are_called_by_their_name() {
        let wide: Vec<u8> = "<kml/>".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(parse(&wide).unwrap_err().to_string(), "is UTF-16 text, not XML in UTF-8");
        assert_eq!(parse(b"<a>\xe9</a>").unwrap_err().to_string(), "is not UTF-8 text (byte 3)");
        assert_eq!(parse(b" \n").unwrap_err(), ReadError::Empty);
    }

    #[test]
    fn limits_on_size_elements_and_text_hold() {
        let elements = format!("<a>{}</a>", "<b/>".repeat(MOST_ELEMENTS));
        assert!(fault(&elements).contains("more than 1000000 elements"));
        let long = format!("<a>{}</a>", "x".repeat(LONGEST_TEXT + 1));
        assert!(fault(&long).contains("more than 16 MiB of text"));
        let large = vec![b' '; (LIMIT_MIB << 20) + 1];
        assert_eq!(parse(&large).unwrap_err(), ReadError::TooLarge { limit_mib: LIMIT_MIB });
    }
}
