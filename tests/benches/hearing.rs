//! What prose rules hear, over the sentences of `tests/data/prose`: sound ones that are faulted, and numbers moved by one that
//! are noticed, by kind. `cargo bench --bench hearing -- --list` names the sentences as well.

#[path = "../domain/prose/heard.rs"]
mod heard;

use gouji::store::forms::Forms;

fn main() {
    let forms = Forms::default();
    let form = forms.edition("2021").expect("the edition of 2021");
    let list = std::env::args().any(|argument| argument == "--list");
    println!("{:<10} {:>6} {:>8} {:>6} {:>6} {:>7}", "kind", "sound", "faulted", "moved", "heard", "");
    let mut sums = [0; 4];
    for kind in heard::kinds() {
        let score = heard::score(form, &kind, |_, _| {});
        let heard = score.moved - score.missed.len();
        let counts = [score.sound, score.faulted.len(), score.moved, heard];
        row(&score.name, counts);
        sums.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        if list {
            score.faulted.iter().for_each(|words| println!("  faulted: {words}"));
            score.missed.iter().for_each(|words| println!("  missed:  {words}"));
            score.told_twice.iter().for_each(|words| println!("  twice:   {words}"));
        }
    }
    row("all", sums);
}

fn row(name: &str, [sound, faulted, moved, heard]: [usize; 4]) {
    let tenths = heard * 1000 / moved.max(1);
    println!("{name:<10} {sound:>6} {faulted:>8} {moved:>6} {heard:>6} {:>5}.{} %", tenths / 10, tenths % 10);
}
