//! Holds what the prose states against the tables, and what it states against itself. What it states was found in
//! `statement`.

use super::super::definition::prose::{Claim, Compare, Only, Shares};
use super::super::finding::{Finding, Status};
use super::super::form::{CellId, Term};
use super::super::number::Number;
use super::super::recalculation::Sum;
use super::super::report::Passage;
use super::super::rule::{Figures, Outcome};
use super::statement::Fact;

/// Everything a rule needs to judge facts.
pub struct Bench<'a> {
    pub figures: Figures<'a>,
    pub instance: usize,
    pub sums: &'a [Vec<Term>],
    /// All facts, in reading order.
    pub facts: &'a [Fact],
    /// Counts that were not understood, each with its sentence.
    pub loose: &'a [(u32, Number)],
    /// The facts of each meaning.
    pub by_meaning: &'a [Vec<usize>],
    pub meanings: &'a [String],
    pub quote: &'a dyn Fn(&Passage) -> String,
}

/// How a stated number stands to a sum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Holds,
    Fails,
    Waits,
}

/// What the findings of one rule come to.
#[derive(Debug, Default)]
pub struct Judged {
    /// Whether anything was there to be judged.
    pub spoken: bool,
    pub failed: Vec<Finding>,
    /// The cells that are waited for.
    pub awaited: Vec<CellId>,
}

impl Judged {
    /// The outcome with its findings; one that waits names the cells it waits for.
    pub fn outcome(self, figures: Figures<'_>, instance: usize) -> (Outcome, Vec<Finding>) {
        if !self.failed.is_empty() {
            return (Outcome::Fail, self.failed);
        }
        if self.awaited.is_empty() {
            return (if self.spoken { Outcome::Pass } else { Outcome::Silent }, Vec::new());
        }
        let cells = awaited_inputs(figures, self.awaited);
        let waiting = u16::try_from(cells.len()).unwrap_or(u16::MAX);
        let finding = Finding { cells, waiting, ..Finding::new(figures.form, instance, Status::Pending) };
        (Outcome::Pending(waiting), vec![finding])
    }
}

/// The keyed cells that these wait for, through however many totals, each once, in form order.
fn awaited_inputs(figures: Figures<'_>, mut todo: Vec<CellId>) -> Vec<CellId> {
    let form = figures.form;
    let mut seen = vec![false; form.len()];
    while let Some(cell) = todo.pop() {
        if !std::mem::replace(&mut seen[cell.index()], true) && form.is_total(cell) {
            let parts = form.totals().iter().filter(|total| total.cell == cell).flat_map(|total| &total.of);
            todo.extend(parts.filter(|part| figures.totals.of(**part).waiting > 0));
        }
    }
    form.inputs().filter(|cell| seen[cell.index()]).collect()
}

impl Bench<'_> {
    pub fn facts_of(&self, name: &str) -> &[usize] {
        let means = self.meanings.binary_search_by(|known| known.as_str().cmp(name));
        means.ok().and_then(|means| self.by_meaning.get(means)).map_or(&[], Vec::as_slice)
    }

    pub(super) fn sum(&self, index: usize) -> (&[Term], Sum) {
        let terms = self.sums.get(index).map_or(&[][..], Vec::as_slice);
        (terms, self.figures.side(terms))
    }

    pub(super) fn finding(&self, fact: &Fact, terms: &[Term], left: Number, right: Option<Number>) -> Finding {
        let finding = Finding {
            cells: terms.iter().map(|term| term.cell).collect(),
            passage: Some(fact.passage.clone()),
            quote: (self.quote)(&fact.passage),
            ..Finding::new(self.figures.form, self.instance, Status::Fail)
        };
        finding.with_sides(Some(left), right)
    }

    pub(super) fn wait(&self, judged: &mut Judged, terms: &[Term]) {
        let cells = terms.iter().map(|term| term.cell);
        judged.awaited.extend(cells.filter(|&cell| self.figures.value(cell).waiting > 0));
    }

    /// Numbers stated against sums of cells.
    pub fn stated(&self, claims: &[Claim]) -> Judged {
        let mut judged = Judged::default();
        let mut first = 0;
        for claim in claims {
            let sums: Vec<_> = (first..first + claim.equal.len()).map(|index| self.sum(index)).collect();
            first += claim.equal.len();
            let counted_nothing = sums.iter().all(|(_, sum)| sum.complete().is_some_and(Number::is_zero));
            let speaks = match claim.counted {
                Only::Any => true,
                Only::Zero => counted_nothing,
                Only::Positive => !counted_nothing,
            };
            if !speaks {
                continue;
            }
            for name in &claim.means {
                let facts = self.facts_of(name).iter().map(|&index| &self.facts[index]);
                let facts: Vec<&Fact> = facts.filter(|fact| is_said(claim.said, fact.value)).collect();
                let meant = |fact: &Fact| if self.is_apart(claim, fact) { &sums[..1] } else { &sums[..] };
                let verdicts: Vec<Verdict> = facts.iter().map(|fact| verdict(claim, fact, meant(fact))).collect();
                for (fact, verdict) in facts.iter().zip(&verdicts) {
                    judged.spoken = true;
                    let Some(left) = converted(claim, fact) else { continue };
                    let excused = || is_part_of_another(fact, &facts, &verdicts) || self.is_completed(fact, &sums);
                    match verdict {
                        Verdict::Holds => {}
                        Verdict::Waits => sums.iter().for_each(|(terms, _)| self.wait(&mut judged, terms)),
                        Verdict::Fails if excused() => {}
                        Verdict::Fails => {
                            let (terms, sum) = sums.first().copied().unwrap_or((&[], Sum::default()));
                            let right = (!sum.overflow).then_some(sum.known);
                            judged.failed.push(self.finding(fact, terms, left, right));
                        }
                    }
                }
            }
        }
        judged
    }

    /// Whether what other sums would hold is stated on its own beside a number.
    fn is_apart(&self, claim: &Claim, fact: &Fact) -> bool {
        let others = claim.apart.iter().flat_map(|name| self.facts_of(name)).map(|&index| &self.facts[index]);
        others.into_iter().any(|other| other.sentence == fact.sentence && !other.among)
    }

    /// Whether a count of the same sentence that was not understood makes up what a stated number lacks: it may be more of
    /// the same, told in other words.
    fn is_completed(&self, fact: &Fact, sums: &[(&[Term], Sum)]) -> bool {
        let beside = self.loose.iter().filter(|(sentence, _)| *sentence == fact.sentence);
        let mut wholes = beside.filter_map(|(_, count)| fact.value.checked_add(*count).ok());
        wholes.any(|whole| sums.iter().any(|(_, sum)| sum.complete() == Some(whole)))
    }

    /// The groups with the facts that state them and the sum of their cells, in reading order.
    fn groups(&self, shares: &Shares) -> Vec<(usize, &[Term], Sum)> {
        let groups = shares.groups.iter().enumerate().flat_map(|(index, (name, _))| {
            let (terms, sum) = self.sum(index);
            self.facts_of(name).iter().map(move |&fact| (fact, terms, sum))
        });
        let mut groups: Vec<_> = groups.collect();
        groups.sort_by_key(|(fact, _, _)| *fact);
        groups
    }

    pub(super) fn wholes(&self, shares: &Shares) -> Vec<(&[Term], Sum)> {
        let first = shares.groups.len();
        (first..first + shares.of.len()).map(|index| self.sum(index)).collect()
    }

    /// Percentages that follow groups: shares of what the group holds, by the tables or by the prose itself, of one of
    /// the wholes, rounded to the printed decimals.
    pub fn shares(&self, shares: &Shares) -> Judged {
        let mut judged = Judged::default();
        let (groups, wholes) = (self.groups(shares), self.wholes(shares));
        let following = self.facts_of(&shares.means).iter().filter_map(|&index| {
            let share = &self.facts[index];
            let &(group, terms, sum) = groups.iter().find(|(fact, _, _)| share.of == Some(*fact))?;
            Some((share, vec![Some(self.facts[group].value), sum.complete()], terms))
        });
        let alone = shares.alone.iter().flat_map(|(name, groups)| {
            let at = |group: &String| shares.groups.iter().position(|(known, _)| known == group);
            let sums: Vec<_> = groups.iter().filter_map(at).map(|at| self.sum(at)).collect();
            let terms = sums.first().map_or(&[][..], |(terms, _)| terms);
            let parts: Vec<_> = sums.iter().map(|(_, sum)| sum.complete()).collect();
            self.facts_of(name).iter().map(move |&index| (&self.facts[index], parts.clone(), terms))
        });
        for (share, parts, terms) in following.chain(alone) {
            judged.spoken = true;
            let whole = wholes.iter().find(|(_, whole)| whole.waiting > 0);
            if let Some((whole, _)) = whole {
                self.wait(&mut judged, whole);
                continue;
            }
            let fits = |whole: Number| {
                let mut parts = parts.iter().flatten();
                parts.any(|part| is_share(share.value, share.places, *part, whole, self.is_adjusted(shares, share)))
            };
            if !wholes.iter().filter_map(|(_, whole)| whole.complete()).any(fits) {
                let whole = wholes.first().and_then(|(_, whole)| whole.complete());
                let part = parts.iter().flatten().next().copied();
                let right = part.zip(whole).and_then(|(part, whole)| rounded_share(part, whole, share.places));
                let cells: Vec<Term> =
                    terms.iter().chain(wholes.first().map_or(&[][..], |(terms, _)| terms)).copied().collect();
                judged.failed.push(self.finding(share, &cells, share.value, right));
            }
        }
        judged
    }

    /// Whether the shares of a paragraph make 100 together, so that one of them may be rounded the other way.
    fn is_adjusted(&self, shares: &Shares, share: &Fact) -> bool {
        let all = self.facts_of(&shares.means).iter().map(|&index| &self.facts[index]);
        let together = all.filter(|other| other.paragraph == share.paragraph);
        let sum = together.map(|other| other.value).try_fold(Number::ZERO, Number::checked_add);
        sum.is_ok_and(|sum| sum == Number::from(100))
    }

    /// Groups that are listed in full, though not as the tables hold them, against the whole.
    pub fn listed(&self, shares: &Shares) -> Judged {
        let mut judged = Judged::default();
        let groups = self.groups(shares);
        if groups.is_empty() {
            return judged;
        }
        let Some(&(whole, whole_sum)) = self.wholes(shares).first() else { return judged };
        let cells: Vec<Term> =
            shares.groups.iter().enumerate().flat_map(|(index, _)| self.sum(index).0).copied().collect();
        let groups_of: Vec<(&[Term], Sum)> = (0..shares.groups.len()).map(|index| self.sum(index)).collect();
        let mut rest = groups.as_slice();
        while let Some(&(first, _, _)) = rest.first() {
            let together =
                |(fact, _, _): &&(usize, &[Term], Sum)| self.facts[*fact].sentence == self.facts[first].sentence;
            let (list, others) = rest.split_at(rest.iter().take_while(together).count());
            rest = others;
            let covered: Vec<CellId> = list.iter().flat_map(|(_, terms, _)| *terms).map(|term| term.cell).collect();
            let twice = covered.iter().enumerate().any(|(index, cell)| covered[..index].contains(cell));
            if list.len() < 3 || twice {
                continue;
            }
            judged.spoken = true;
            let missing: Vec<Term> = cells.iter().filter(|term| !covered.contains(&term.cell)).copied().collect();
            let unlisted = self.figures.side(&missing);
            let (Some(unlisted), Some(right)) = (unlisted.complete(), whole_sum.complete()) else {
                self.wait(&mut judged, whole);
                self.wait(&mut judged, &missing);
                continue;
            };
            let sum =
                list.iter().map(|(fact, _, _)| self.facts[*fact].value).try_fold(Number::ZERO, Number::checked_add);
            let is_as_counted = list.iter().all(|(fact, _, sum)| sum.complete() == Some(self.facts[*fact].value));
            // Where one of them is not what the tables hold for it, that is told; what is told may include another group.
            let as_counted = |value: Number, terms: &[Term]| {
                let is_wider = |wider: &[Term]| {
                    let is_listed = |term: &Term| covered.contains(&term.cell) && !terms.contains(term);
                    terms.iter().all(|term| wider.contains(term)) && !wider.iter().any(is_listed)
                };
                let wider = groups_of.iter().filter(|(wider, _)| is_wider(wider));
                wider.clone().any(|(_, sum)| sum.complete() == Some(value))
            };
            let is_told = !list.iter().all(|(fact, terms, _)| as_counted(self.facts[*fact].value, terms));
            if unlisted.is_zero() && !is_as_counted && !is_told && sum.is_ok_and(|sum| sum != right) {
                let last = list.last().map_or(first, |(fact, _, _)| *fact);
                let range = self.facts[first].passage.range.start..self.facts[last].passage.range.end;
                let passage = Passage { part: self.facts[first].passage.part, range };
                let fact = Fact { passage, ..self.facts[first].clone() };
                let named: Vec<Term> =
                    whole.iter().chain(list.iter().flat_map(|(_, terms, _)| *terms)).copied().collect();
                judged.failed.push(self.finding(&fact, &named, sum.unwrap_or_default(), Some(right)));
            }
        }
        judged
    }

    /// Whether something that should be said where these cells hold anything is not said.
    pub fn unsaid(&self, says: &[String], or: &[String]) -> Judged {
        let (terms, sum) = self.sum(0);
        let stated = |names: &[String]| {
            let facts = names.iter().flat_map(|name| self.facts_of(name)).map(|&index| &self.facts[index]);
            facts.clone().any(|fact| !fact.value.is_zero()).then_some(()).ok_or_else(|| facts.clone().next().cloned())
        };
        let mut judged = Judged { spoken: true, ..Judged::default() };
        if sum.known.is_zero() || sum.overflow {
            if sum.waiting > 0 {
                self.wait(&mut judged, terms);
            }
            return judged;
        }
        // What lapsed unpaid may have been charged for in the year before, as what came over from it was.
        let earlier = self.sum(1).1;
        if earlier.known >= sum.known || earlier.waiting > 0 {
            return judged;
        }
        let Err(zero) = stated(says) else { return judged };
        let Err(other) = stated(or) else { return judged };
        let cells = terms.iter().map(|term| term.cell).collect();
        let said = zero.or(other);
        let finding = Finding {
            cells,
            quote: said.as_ref().map(|fact| (self.quote)(&fact.passage)).unwrap_or_default(),
            passage: said.map(|fact| fact.passage),
            ..Finding::new(self.figures.form, self.instance, Status::Fail)
        };
        judged.failed.push(finding.with_sides(Some(Number::ZERO), Some(sum.known)));
        judged
    }

    /// Whether notices and amounts of fees hold together; what is received may be asked for in the year before, where the
    /// chapter says so or something came over from it.
    pub fn fees(&self, [notices, asked, received]: [&str; 3], step: u32, is_earlier: bool) -> Judged {
        let mut judged = Judged::default();
        let only = |name| match self.facts_of(name) {
            [one] => Some(&self.facts[*one]),
            _ => None,
        };
        let (count, asked, received) = (only(notices), only(asked), only(received));
        judged.spoken = count.or(asked).or(received).is_some();
        let earlier = self.sum(0).1;
        let is_earlier = is_earlier || earlier.waiting > 0 || !earlier.known.is_zero();
        if is_earlier {
            // Only the tariff is the same in every year.
        } else if let Some((asked, received)) =
            asked.zip(received).filter(|(asked, received)| received.value > asked.value)
        {
            judged.failed.push(self.finding(received, &[], received.value, Some(asked.value)));
        } else if count.is_some_and(|count| count.value.is_zero()) {
            let amounts = [asked, received].into_iter().flatten().filter(|fact| !fact.value.is_zero());
            let findings = amounts.map(|fact| self.finding(fact, &[], fact.value, Some(Number::ZERO)));
            judged.failed.extend(findings);
        }
        if judged.failed.is_empty() {
            let step = i128::from(step.max(1));
            let odd = [asked, received].into_iter().flatten().filter_map(|fact| {
                // An amount may have two places, 角 and 分.
                let value = fact.value.scaled_by_ten(2).ok()?.to_integer()? / (100 * step) * step;
                let whole = value.to_string().parse::<Number>().ok()?;
                (whole != fact.value).then(|| self.finding(fact, &[], fact.value, Some(whole)))
            });
            judged.failed.extend(odd);
        }
        judged
    }
}

impl Bench<'_> {
    /// Parts that a sentence lists without parts of parts: they are at most the whole, and where they are the whole, so are
    /// their shares.
    pub fn parts(&self, shares: &Shares) -> Judged {
        let mut judged = Judged::default();
        let facts = shares.parts.as_deref().map_or(&[][..], |name| self.facts_of(name));
        let wholes = self.wholes(shares);
        for list in facts.chunk_by(|one, next| self.facts[*one].sentence == self.facts[*next].sentence) {
            let told = |index: &usize| &self.facts[*index];
            let (first, last) = (told(&list[0]), told(&list[list.len() - 1]));
            if list.len() < 2 || list[1..].iter().any(|index| told(index).among) {
                continue;
            }
            judged.spoken = true;
            let waiting = wholes.iter().filter(|(_, sum)| sum.waiting > 0);
            waiting.for_each(|(terms, _)| self.wait(&mut judged, terms));
            let wholes: Option<Vec<Number>> = wholes.iter().map(|(_, sum)| sum.complete()).collect();
            let sum = list.iter().map(|index| told(index).value).try_fold(Number::ZERO, Number::checked_add);
            let Some((wholes, sum)) = wholes.zip(sum.ok()) else { continue };
            let terms = self.sum(shares.groups.len()).0;
            if wholes.iter().all(|whole| sum > *whole) {
                let range = first.passage.range.start..last.passage.range.end;
                let fact = Fact { passage: Passage { part: first.passage.part, range }, ..first.clone() };
                judged.failed.push(self.finding(&fact, terms, sum, wholes.first().copied()));
            } else if wholes.contains(&sum) {
                for share in self.facts_of(&shares.means).iter().map(told) {
                    let part = share.of.filter(|of| list.contains(of)).map(|of| self.facts[of].value);
                    let adjusted = self.is_adjusted(shares, share);
                    if let Some(part) = part.filter(|part| !is_share(share.value, share.places, *part, sum, adjusted)) {
                        let right = rounded_share(part, sum, share.places);
                        judged.failed.push(self.finding(share, terms, share.value, right));
                    }
                }
            }
        }
        judged
    }
}

fn is_said(only: Only, value: Number) -> bool {
    match only {
        Only::Any => true,
        Only::Zero => value.is_zero(),
        Only::Positive => !value.is_zero(),
    }
}

/// The stated number in the unit of the cells.
fn converted(claim: &Claim, fact: &Fact) -> Option<Number> {
    if claim.power == 0 { Some(fact.value) } else { fact.value.scaled_by_ten(claim.power).ok() }
}

/// One sum that fits is enough. A sum that still waits for cells can only grow.
fn verdict(claim: &Claim, fact: &Fact, sums: &[(&[Term], Sum)]) -> Verdict {
    let Some(value) = converted(claim, fact) else { return Verdict::Holds };
    let verdicts = sums.iter().map(|(terms, sum)| {
        let grows = terms.iter().all(|term| !term.negative) && !sum.known.is_negative();
        match (claim.compare, sum.waiting) {
            _ if sum.overflow => Verdict::Holds,
            (Compare::Equal, 0) if value == sum.known => Verdict::Holds,
            (Compare::AtLeast, 0) if value >= sum.known => Verdict::Holds,
            (Compare::AtMost, _) if value <= sum.known && (grows || sum.waiting == 0) => Verdict::Holds,
            (_, 0) => Verdict::Fails,
            (Compare::Equal | Compare::AtLeast, _) if grows && value < sum.known => Verdict::Fails,
            _ => Verdict::Waits,
        }
    });
    let all: Vec<Verdict> = verdicts.collect();
    [Verdict::Holds, Verdict::Waits].into_iter().find(|verdict| all.contains(verdict)).unwrap_or(Verdict::Fails)
}

/// Whether a number that fits nothing may speak of a part: the same thing is stated in the same paragraph with a greater
/// number that fits.
fn is_part_of_another(fact: &Fact, facts: &[&Fact], verdicts: &[Verdict]) -> bool {
    facts.iter().zip(verdicts).any(|(other, verdict)| {
        other.paragraph == fact.paragraph && other.value > fact.value && *verdict != Verdict::Fails
    })
}

/// A number of so many decimals as a whole number of its last decimal.
pub(super) fn scaled(value: Number, places: u32) -> Option<i128> {
    value.scaled_by_ten(i32::try_from(places).ok()?).ok()?.to_integer()
}

/// Whether a percentage is a part of a whole, rounded; where the shares were made to fit 100, to either side.
pub(super) fn is_share(percent: Number, places: u32, part: Number, whole: Number, adjusted: bool) -> bool {
    let parts = || {
        let one = 10_i128.checked_pow(places)?;
        let (percent, part, whole) = (scaled(percent, places)?, part.to_integer()?, whole.to_integer()?);
        let off = percent.checked_mul(whole)?.checked_sub(part.checked_mul(100)?.checked_mul(one)?)?.abs();
        Some(if adjusted { off < whole } else { off.checked_mul(2)? <= whole })
    };
    // What cannot be computed is not called wrong.
    parts().unwrap_or(true)
}

/// The percentage that a part is of a whole, rounded half up.
pub(super) fn rounded_share(part: Number, whole: Number, places: u32) -> Option<Number> {
    let (part, whole) = (part.to_integer()?, whole.to_integer().filter(|whole| *whole > 0)?);
    let one = 10_i128.checked_pow(places)?;
    let double = part.checked_mul(200)?.checked_mul(one)?.checked_add(whole)?;
    let rounded: Number = (double / whole.checked_mul(2)?).to_string().parse().ok()?;
    rounded.scaled_by_ten(-i32::try_from(places).ok()?).ok()
}
