//! Holds rates that the prose states (公开率, 办结率, 按时办结率) against the tables, to the digits printed. What was counted
//! and of what is said by the rule; shares of groups are judged in `claim`.

use super::super::definition::prose::Shares;
use super::super::form::Term;
use super::super::number::Number;
use super::super::recalculation::Sum;
use super::claim::{Bench, Judged, is_share, rounded_share, scaled};
use super::statement::Fact;

/// The cells of a sum with what they add up to.
type Counted<'a> = (&'a [Term], Sum);

impl Bench<'_> {
    /// Rates of what was counted, and of what no cells count. All that was due was done in time wherever a hundred is said.
    pub fn rates(&self, shares: &Shares) -> Judged {
        let mut judged = Judged::default();
        let mut first = shares.groups.len() + shares.of.len();
        let counted = shares.rates.iter().map(|(name, counted)| {
            let sums: Vec<Counted<'_>> = (first..first + counted.len()).map(|index| self.sum(index)).collect();
            first += counted.len();
            (name, Some(sums))
        });
        let wholes = self.wholes(shares);
        for (name, counted) in counted.chain(shares.some.iter().map(|name| (name, None))) {
            let facts = self.facts_of(name).iter().map(|&index| &self.facts[index]);
            for rate in facts.filter(|rate| rate.value != Number::from(100)) {
                judged.spoken = true;
                self.rate(rate, counted.as_deref(), &wholes, &mut judged);
            }
        }
        judged
    }

    /// One rate: what was counted, where cells count it, else any number of cases, is such a part of one of the wholes.
    fn rate(&self, rate: &Fact, counted: Option<&[Counted<'_>]>, wholes: &[Counted<'_>], judged: &mut Judged) {
        let sums = counted.unwrap_or_default().iter().chain(wholes);
        let waiting: Vec<&[Term]> = sums.filter(|(_, sum)| sum.waiting > 0).map(|(terms, _)| *terms).collect();
        if !waiting.is_empty() {
            return waiting.into_iter().for_each(|terms| self.wait(judged, terms));
        }
        let known = |sums: &[Counted<'_>]| sums.iter().filter_map(|(_, sum)| sum.complete()).collect::<Vec<_>>();
        let whole: Vec<Number> = known(wholes).into_iter().filter(|whole| !whole.is_zero()).collect();
        let parts = |whole: Number| match counted {
            Some(counted) => known(counted),
            None => nearest(rate, whole),
        };
        // Rounded or cut off, but not up to more than there is. What cannot be computed is not called wrong.
        let is_rate = |part: Number, whole: Number| {
            let rounded = rounded_share(part, whole, rate.places);
            is_share(rate.value, rate.places, part, whole, true) && rounded.is_none_or(|most| rate.value <= most)
        };
        let fits = |whole: &Number| {
            let parts = parts(*whole);
            parts.is_empty() || parts.iter().any(|part| is_rate(*part, *whole))
        };
        let Some(&first) = whole.first().filter(|_| !whole.iter().any(fits)) else { return };
        let right = parts(first).first().and_then(|part| rounded_share(*part, first, rate.places));
        let cells = counted.unwrap_or_default().iter().take(1).chain(wholes.iter().take(1));
        let cells: Vec<Term> = cells.flat_map(|(terms, _)| *terms).copied().collect();
        judged.failed.push(self.finding(rate, &cells, rate.value, right));
    }
}

/// The two numbers of cases, up to a whole, between which a rate lies.
fn nearest(rate: &Fact, whole: Number) -> Vec<Number> {
    let cases = || {
        let hundred = 10_i128.checked_pow(rate.places)?.checked_mul(100)?;
        let whole = whole.to_integer()?;
        let least = scaled(rate.value, rate.places)?.checked_mul(whole)?.checked_div(hundred)?;
        let both = [least, least.checked_add(1)?].map(|cases| cases.min(whole).to_string().parse().ok());
        both.into_iter().collect::<Option<Vec<_>>>()
    };
    cases().unwrap_or_default()
}
