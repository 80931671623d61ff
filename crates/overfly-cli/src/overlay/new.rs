//! `overfly overlay new`: a template with its head filled in.

use std::path::Path;

use overfly_exemption::Refusal;

use super::Document;
use crate::args::overlay::NewOverlayArgs;
use crate::desk::{self, Desk};
use crate::failure::Failure;
use crate::output::Terminal;
use crate::waiver::{create, quoted, toml_instant};
use crate::{Outcome, files, output, time};

/// The keys that a template leaves open, and their values; none leaves the line out.
type Filled = [(&'static str, Option<String>); 4];

/// Writes the unsigned file, and says what it would do.
pub fn run(args: &NewOverlayArgs, terminal: &Terminal) -> Result<Outcome, Failure> {
    let place = args.template.display().to_string();
    let bytes = files::bytes(&args.template)?;
    let text =
        String::from_utf8(bytes).map_err(|_| Failure::at(place.clone(), "is not UTF-8 text"))?;
    let desk = Desk::open(&args.home, &[], terminal)?;
    let authority = desk.as_issuer();
    let key = args.key.as_deref().map(desk::public_key).transpose()?;
    let issuer = key.map(|key| desk::owner(&authority, &key, args.via.as_deref())).transpose()?;
    let name = args.issuer.clone().or(issuer.map(|issuer| issuer.name.clone()));
    let via = args.via.clone().or(issuer.map(|issuer| issuer.via.clone()));
    let (Some(name), Some(via)) = (name, via) else {
        return Err(Failure::new("nobody is named as issuer")
            .hint("add --key with the public key of the issuer"));
    };
    let until = args.until.as_deref();
    let until =
        until.map(|text| time::instant("--until", text, desk.clock.as_ref())).transpose()?;
    let filled = [
        ("issuer", Some(quoted(&name))),
        ("via", Some(quoted(&via))),
        ("issued", toml_instant(desk.now).map(|at| at.to_string())),
        ("until", until.and_then(toml_instant).map(|at| at.to_string())),
    ];
    let text = fill(&text, &filled, args.id.as_deref());
    let document = Document::read(text.as_bytes()).map_err(|error| {
        let failure = Failure::at(place, format!("makes no overlay when filled in: {error}"));
        if until.is_none() {
            failure.hint("what weakens a zone has an end: say it with --until")
        } else {
            failure
        }
    })?;
    let path = match &args.output {
        Some(path) => path.clone(),
        None => desk.overlays_folder().join(format!("{}.toml", document.head().id)),
    };
    create(&path, &text)?;
    tell(&path, &document, &desk)?;
    Ok(warned(document.would(&authority).err(), &path, terminal))
}

fn warned(refusal: Option<Refusal>, path: &Path, terminal: &Terminal) -> Outcome {
    let Some(refusal) = refusal else { return Outcome::Done };
    terminal.remark(&format!("{} as it stands would be refused: {refusal}", path.display()));
    terminal.remark(&format!("hint: {}", refusal.remedy()));
    Outcome::Refused
}

fn tell(path: &Path, document: &Document, desk: &Desk) -> Result<(), Failure> {
    let words = document.words(&desk.known(), desk);
    let next = format!("overfly overlay sign {} --key KEY", path.display());
    output::write(&format!("{words}\nnot signed yet: {next}\n"), None)
}

/// The template with its open lines filled in: those commented out, or stated, before the first table. What
/// stands nowhere follows the format. Lines about the template itself go.
fn fill(text: &str, filled: &Filled, id: Option<&str>) -> String {
    let mut left: Vec<(&str, String)> = filled
        .iter()
        .filter_map(|(key, value)| Some((*key, value.clone()?)))
        .chain(id.map(|id| ("id", quoted(id))))
        .collect();
    let mut out: Vec<String> = Vec::new();
    let mut head = true;
    let mut format_at = 0;
    for line in text.lines() {
        head = head && !line.starts_with('[');
        let bare = line.trim_start_matches('#').trim_start();
        let key = bare.split('=').next().unwrap_or_default().trim();
        let open = line.starts_with('#') && filled.iter().any(|(name, _)| *name == key);
        let at = left
            .iter()
            .position(|(name, _)| *name == key)
            .filter(|_| open || !line.starts_with('#'));
        match at.filter(|_| head) {
            Some(at) => {
                let (key, value) = left.remove(at);
                out.push(format!("{key} = {value}"));
            }
            None if head && (open || is_about_the_template(line)) => {}
            None => out.push(line.to_owned()),
        }
        if head && key == "format" && !line.starts_with('#') {
            format_at = out.len();
        }
    }
    for (key, value) in left.into_iter().rev() {
        out.insert(format_at.min(out.len()), format!("{key} = {value}"));
    }
    out.join("\n") + "\n"
}

fn is_about_the_template(line: &str) -> bool {
    line.starts_with("# Template:") || line.starts_with("# Fill in before signing")
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILLED: Filled = [("issuer", None), ("via", None), ("issued", None), ("until", None)];

    fn filled(until: Option<&str>) -> Filled {
        let mut all = FILLED;
        all[0].1 = Some("\"p\"".to_owned());
        all[1].1 = Some("\"D-1\"".to_owned());
        all[2].1 = Some("2026-11-22T08:00:00Z".to_owned());
        all[3].1 = until.map(str::to_owned);
        all
    }

    #[test]
    fn the_open_lines_of_a_template_are_filled_where_they_stand_and_no_others() {
        let template = "# Template: not signed.\n# Weakens: much.\nformat = \"f\"\n# Fill in before signing:\n\
            # issuer = \"x\"   who signs\n# via = \"y\"\n# issued = 1   when\n# until = 2   required\nid = \"O-1\"\n\
            # about until = then\n[[zone]]\nid = \"NLD/1\"\n# issuer = \"stays\"\n";
        assert_eq!(
            fill(template, &filled(Some("2027-01-01T00:00:00Z")), Some("O-2")),
            "# Weakens: much.\nformat = \"f\"\nissuer = \"p\"\nvia = \"D-1\"\nissued = 2026-11-22T08:00:00Z\n\
             until = 2027-01-01T00:00:00Z\nid = \"O-2\"\n# about until = then\n[[zone]]\nid = \"NLD/1\"\n\
             # issuer = \"stays\"\n"
        );
        assert!(!fill(template, &filled(None), None).contains("\nuntil"));
    }

    #[test]
    fn what_a_template_does_not_have_follows_its_format() {
        assert_eq!(
            fill("format = \"f\"\nid = \"O-1\"\n[[zone]]\n", &filled(None), None),
            "format = \"f\"\nissuer = \"p\"\nvia = \"D-1\"\nissued = 2026-11-22T08:00:00Z\nid = \"O-1\"\n[[zone]]\n"
        );
    }
}
