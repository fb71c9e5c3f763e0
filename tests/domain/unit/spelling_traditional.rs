//! What stands alone of `domain::spelling::traditional`.

use gouji::domain::spelling::traditional::*;

#[test]
fn every_twin_is_found() {
    assert!(TWINS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    assert!(TWINS.iter().all(|&(from, to)| simplified(from) == to && simplified(to) == to));
    assert_eq!(simplified('乙'), '乙');
}

#[test]
fn words_are_replaced_whole() {
    let replaced = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        replace_words(&mut letters);
        letters.into_iter().collect::<String>()
    };
    assert_eq!(replaced("檔案檔文檔案"), "文件檔文文件");
    assert_eq!(replaced("檔"), "檔");
}
