//! What stands alone of `import::pdf::radical`.

use gouji::import::pdf::radical::*;

#[test]
fn radicals_are_the_characters_they_look_like() {
    let found: String = "⼀⼈⺠政府⽇⽉⻚⻰⿕⼾".chars().map(unified).collect();
    assert_eq!(found, "一人民政府日月页龙龠户");
    assert_eq!(CLASSIC.chars().count(), 214);
    let [radicals, characters] = FURTHER.map(|text| text.chars().count());
    assert_eq!(radicals, characters);
}
