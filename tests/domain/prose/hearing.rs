//! The bars of what prose rules hear, over the sentences of `tests/data/prose`: they are the examples of the vocabulary in
//! `assets/words/prose.ron`, and a wording is added together with a sentence that is sound as it stands and moved where
//! its numbers are in brackets. The same sentences are counted in `tests/benches/hearing.rs`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use gouji::domain::prose::Reading;
use gouji::domain::recalculation::Totals;
use gouji::domain::report::{Passage, Report};

use super::form;
use super::heard::{Score, Told, found, kinds, report, score};

/// What comes of reading all sentences, as they are and moved: several tests look at it, and it is done once.
struct Heard {
    scores: Vec<Score>,
    /// The patterns that sound sentences use, and those of whose words moved ones are told.
    used: BTreeSet<u16>,
    told: BTreeSet<u16>,
}

static HEARD: LazyLock<Heard> = LazyLock::new(|| {
    let form = form("2021");
    let (mut used, mut told) = (BTreeSet::new(), BTreeSet::new());
    let mut watch = |report: &Report, passages: Option<&[Passage]>| {
        let reading = read(report);
        let Some(passages) = passages else { return used.extend(reading.stated().map(|(pattern, ..)| pattern)) };
        let is_told = |at: &Passage| {
            let meets = |told: &Passage| told.range.start < at.range.end && at.range.start < told.range.end;
            passages.iter().any(|told| told.part == at.part && meets(told))
        };
        told.extend(reading.stated().filter(|(.., at)| is_told(at)).map(|(pattern, ..)| pattern));
    };
    let scores = kinds().iter().map(|kind| score(&form, kind, &mut watch)).collect();
    Heard { scores, used, told }
});

fn read(report: &Report) -> Reading {
    Reading::new(report, &Totals::new(report.form(), report.entries()))
}

#[test]
fn sound_sentences_are_not_faulted_and_moved_ones_are_heard_of_every_kind() {
    let scores = &HEARD.scores;
    let sound: usize = scores.iter().map(|score| score.sound).sum();
    let moved: usize = scores.iter().map(|score| score.moved).sum();
    let missed: usize = scores.iter().map(|score| score.missed.len()).sum();
    assert!(sound >= 300 && moved >= 300, "{sound} sound, {moved} moved");
    let faulted: Vec<&str> = scores.iter().flat_map(|score| &score.faulted).map(String::as_str).collect();
    assert!(faulted.is_empty(), "\n{}", faulted.join("\n"));
    for score in scores {
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
    let Heard { used, told, .. } = &*HEARD;
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
    let stated =
        |report: &Report| read(report).stated().map(|(pattern, number, _)| (pattern, number)).collect::<Vec<_>>();
    for kind in kinds() {
        for sentence in &kind.sentences {
            let sound = sentence.sound();
            let plain = stated(&report(&form, &kind, &sentence.0, &sound));
            for (name, way) in &ways {
                let told = Told { words: way(&sound.words), ..sound.clone() };
                let other = report(&form, &kind, &sentence.0, &told);
                // What states the same numbers is heard as well when they are moved.
                assert_eq!(stated(&other), plain, "{name}: {}: {}", kind.name, told.words);
                assert!(found(&other).is_empty(), "{name}: {}: {}", kind.name, told.words);
                // What is found without a statement, as a year is, is moved here too.
                if plain.is_empty() && !sentence.moved().is_empty() {
                    let missed = |way: Way<'_>| {
                        let mut score = Score::default();
                        score.hear(&form, &kind, sentence, way, |_, _| {});
                        score.missed.len()
                    };
                    assert_eq!(missed(way), missed(&str::to_string), "{name}: {}: {}", kind.name, told.words);
                }
            }
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
    for score in &HEARD.scores {
        // An amount of fees is held against the notices and against table two.
        let twice = if score.name == "fees" { &[][..] } else { score.told_twice.as_slice() };
        assert!(twice.is_empty(), "{}:\n{}", score.name, twice.join("\n"));
    }
}
