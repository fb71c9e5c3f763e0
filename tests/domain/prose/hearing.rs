//! The bars of what prose rules hear, over the sentences of `tests/data/prose`: they are the examples of the vocabulary in
//! `assets/rules/prose.ron`, and a wording is added together with a sentence that is sound as it stands and moved where
//! its numbers are in brackets. The same sentences are counted in `tests/benches/hearing.rs`.

use super::form;
use super::heard::{Score, kinds, score};

fn scores() -> Vec<Score> {
    let form = form("2021");
    kinds().iter().map(|kind| score(&form, kind)).collect()
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

#[test]
fn a_number_that_is_moved_is_told_once() {
    for score in scores() {
        // An amount of fees is held against the notices and against table two.
        let twice = if score.name == "fees" { &[][..] } else { score.told_twice.as_slice() };
        assert!(twice.is_empty(), "{}:\n{}", score.name, twice.join("\n"));
    }
}
