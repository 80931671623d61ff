//! What a row expects: `blocked zone-prohibited on leg`, `clear zone-not-met`.

use overfly_model::{Code, Effect, PieceKind};

use super::words::{Read, Words};

/// The answer a row asks for.
#[derive(Clone, Debug, PartialEq)]
pub struct Expect {
    /// The verdict, as the effect that decides; `Clear` where nothing does.
    pub verdict: Effect,
    /// All codes of the findings that decide; of a clear flight, notes that must be there.
    pub codes: Vec<Code>,
    /// The kinds of pieces on which the deciding findings lie, no others; empty = any.
    pub pieces: Vec<PieceKind>,
    /// Notes that must be there beside what decides.
    pub noting: Vec<Code>,
}

/// `VERDICT CODE [+ CODE] [on KIND [and KIND]] [noting CODE]`; `clear` needs no code.
pub(super) fn read(cell: &str) -> Read<Expect> {
    let mut words = Words::of(cell);
    let verdict = verdict(words.take(VERDICTS)?)?;
    let mut codes = Vec::new();
    if verdict > Effect::Clear || words.peek().is_some_and(|word| word != "noting") {
        codes.push(code(&mut words)?);
        while words.eat("+") {
            codes.push(code(&mut words)?);
        }
    }
    let mut pieces = Vec::new();
    if verdict > Effect::Clear && words.eat("on") {
        pieces.push(kind(&mut words)?);
        while words.eat("and") {
            pieces.push(kind(&mut words)?);
        }
    }
    let mut noting = Vec::new();
    if words.eat("noting") {
        noting.push(code(&mut words)?);
    }
    words.end()?;
    Ok(Expect { verdict, codes, pieces, noting })
}

const VERDICTS: &str = "clear, pending, undecided or blocked";

fn verdict(word: &str) -> Read<Effect> {
    [Effect::Clear, Effect::Pending, Effect::Undecided, Effect::Blocked]
        .into_iter()
        .find(|effect| effect.as_str() == word)
        .ok_or_else(|| format!("{word:?} is no verdict; expected {VERDICTS}"))
}

fn code(words: &mut Words<'_>) -> Read<Code> {
    let word = words.take("a code of docs/reasons.md")?;
    let found = Code::ALL.iter().copied().find(|code| code.as_str() == word);
    found.ok_or_else(|| format!("{word:?} is no code; expected one of docs/reasons.md"))
}

fn kind(words: &mut Words<'_>) -> Read<PieceKind> {
    const KINDS: [PieceKind; 7] = [
        PieceKind::Leg,
        PieceKind::Hold,
        PieceKind::Area,
        PieceKind::Climb,
        PieceKind::Transit,
        PieceKind::Return,
        PieceKind::Landing,
    ];
    let expected = "leg, hold, area, climb, transit, return or landing";
    let word = words.take(expected)?;
    let found = KINDS.into_iter().find(|kind| kind.as_str() == word);
    found.ok_or_else(|| format!("{word:?} is no piece of a flight; expected {expected}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expectation_names_verdict_codes_and_pieces() {
        let expect =
            read("blocked zone-prohibited + zone-uspace on leg and return noting limits-inverted")
                .unwrap();
        assert_eq!((expect.codes.len(), expect.pieces.len(), expect.noting.len()), (2, 2, 1));
        assert!(read("clear").unwrap().codes.is_empty());
        assert_eq!(read("clear zone-not-met").unwrap().codes, [Code::ZoneNotMet]);
        assert!(read("lifted zone-prohibited").is_err(), "nothing lifts yet");
    }
}
