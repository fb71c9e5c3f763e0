//! The bars of what prose rules hear, over the sentences of `tests/data/prose`: they are the examples of the vocabulary in
//! `assets/words/prose.ron`, and a wording is added together with a sentence that is sound as it stands and moved where
//! its numbers are in brackets. The same sentences are counted in `tests/benches/hearing.rs`.

use std::collections::BTreeSet;

use gouji::domain::prose::Reading;
use gouji::domain::recalculation::Totals;
use gouji::domain::report::Passage;
use gouji::domain::session::Session;

use super::form;
use super::heard::{Score, Told, kinds, report, score};

fn scores() -> Vec<Score> {
    let form = form("2021");
    kinds().iter().map(|kind| score(&form, kind, str::to_string)).collect()
}

#[test]
fn sound_sentences_are_not_faulted_and_moved_ones_are_heard_of_every_kind() {
    let scores = scores();
    let sound: usize = scores.iter().map(|score| score.sound).sum();
    let moved: usize = scores.iter().map(|score| score.moved).sum();
    let missed: usize = scores.iter().map(|score| score.missed.len()).sum();
    assert!(sound >= 300 && moved >= 300, "{sound} sound, {moved} moved");
    let faulted: Vec<&str> = scores.iter().flat_map(|score| &score.faulted).map(String::as_str).collect();
    assert!(faulted.is_empty(), "\n{}", faulted.join("\n"));
    for score in &scores {
        println!("{}: {} of {} missed", score.name, score.missed.len(), score.moved);
        let missed = score.missed.join("\n");
        assert!(score.missed.len() * 100 <= score.moved * 15, "{}:\n{missed}", score.name);
    }
    assert!(missed * 100 <= moved * 5, "{missed} of {moved}");
}

/// Statements that are held against nothing alone: what others are told of, and the parts of a list that may be any.
const ASIDE: [&str; 3] = ["fee_word", "channel", "channel_share"];

#[test]
fn every_pattern_has_a_sentence_that_uses_it_and_is_sound_and_one_of_which_it_tells() {
    let form = form("2021");
    let vocabulary = form.definition().vocabulary.as_ref().expect("a vocabulary").get();
    let (mut used, mut told) = (BTreeSet::new(), BTreeSet::new());
    for kind in kinds() {
        for sentence in &kind.sentences {
            let read = |told: &Told| {
                let report = report(&form, &kind, &sentence.0, told);
                let totals = Totals::new(&form, report.entries());
                (Reading::new(&report, &totals), report)
            };
            used.extend(read(&sentence.sound()).0.patterns().map(|(pattern, _)| pattern));
            for moved in sentence.moved() {
                let (reading, report) = read(&moved);
                let passages = Session::new(report).failed().into_iter().filter_map(|finding| finding.passage);
                let passages: Vec<Passage> = passages.collect();
                let is_told = |at: &Passage| {
                    passages.iter().any(|told| {
                        told.part == at.part && told.range.start < at.range.end && at.range.start < told.range.end
                    })
                };
                told.extend(reading.patterns().filter(|(_, at)| is_told(at)).map(|(pattern, _)| pattern));
            }
        }
    }
    let mut dead = Vec::new();
    for statement in &vocabulary.statements {
        let means = &vocabulary.meanings[usize::from(statement.means)];
        for (place, pattern) in statement.says.iter().enumerate() {
            let is_aside = ASIDE.contains(&means.as_str());
            let lacks = match (used.contains(&pattern.index), is_aside || told.contains(&pattern.index)) {
                (true, true) => continue,
                (false, true) => "no sound sentence",
                (true, false) => "no contradiction",
                (false, false) => "no sentence",
            };
            dead.push(format!("{means} under {:?}, pattern {}: {lacks}", statement.under, place + 1));
        }
    }
    assert!(dead.is_empty(), "{}\n{}", dead.len(), dead.join("\n"));
}

#[test]
fn width_and_blanks_make_no_difference() {
    let wide = |text: &str| text.chars().map(|c| if c.is_ascii_digit() { wide(c) } else { c }).collect::<String>();
    let narrow = |text: &str| text.replace('，', ",").replace('（', "(").replace('）', ")").replace('：', ":");
    let spaced = |text: &str| {
        let mut spaced = String::new();
        for c in text.chars() {
            let before = spaced.chars().next_back().unwrap_or(' ');
            // Not within a number.
            if c.is_ascii_digit() != before.is_ascii_digit() && !SIGNS.contains(c) && !SIGNS.contains(before) {
                spaced.push(' ');
            }
            spaced.push(c);
        }
        spaced
    };
    let form = form("2021");
    let ways: [(&str, Way<'_>); 3] = [("wide", &wide), ("narrow", &narrow), ("spaced", &spaced)];
    for kind in kinds() {
        let plain = score(&form, &kind, str::to_string);
        for (name, way) in &ways {
            let other = score(&form, &kind, way);
            assert!(other.faulted.is_empty(), "{name}: {:?}", other.faulted);
            assert_eq!(other.missed.len(), plain.missed.len(), "{name}: {}: {:?}", kind.name, other.missed);
        }
    }
}

/// A way to write the same words.
type Way<'a> = &'a dyn Fn(&str) -> String;

/// Signs within numbers.
const SIGNS: &str = ".,﹐";

/// A digit in full width.
fn wide(digit: char) -> char {
    char::from_u32(u32::from(digit) + 0xfee0).unwrap_or(digit)
}

#[test]
fn a_number_that_is_moved_is_told_once() {
    for score in scores() {
        // An amount of fees is held against the notices and against table two.
        let twice = if score.name == "fees" { &[][..] } else { score.told_twice.as_slice() };
        assert!(twice.is_empty(), "{}:\n{}", score.name, twice.join("\n"));
    }
}
