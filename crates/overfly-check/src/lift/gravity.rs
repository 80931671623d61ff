//! Which of two answers about one meeting is the graver.

use overfly_model::Effect;

use super::Outcome;

/// The gravest of some outcomes.
pub(super) fn gravest(outcomes: &[Outcome]) -> Option<Effect> {
    outcomes.iter().map(|outcome| outcome.effect).max()
}

/// How much is as grave as the gravest: metres of way, metres of height and seconds, multiplied.
pub(super) fn amount(outcomes: &[Outcome]) -> f64 {
    let gravest = gravest(outcomes);
    outcomes.iter().filter(|outcome| Some(outcome.effect) == gravest).map(Outcome::amount).sum()
}

impl Outcome {
    fn amount(&self) -> f64 {
        /// What is without end counts as much as a day, or a height, that no flight reaches.
        const MOST: f64 = 100_000.0;
        let way = self.meeting.stretch.map_or(1.0, |stretch| (stretch.to - stretch.from).value());
        let height = self.heights.and_then(|heights| Some([heights.lower?, heights.upper?]));
        let height = height.map_or(MOST, |[lower, upper]| (upper.height - lower.height).value());
        let time = self.meeting.time.duration().map_or(MOST, |time| time.as_secs_f64());
        // A point, a height and a moment count too.
        [way, height, time].map(|size| size.clamp(0.001, MOST)).into_iter().product()
    }
}
