//! What stands alone of `domain::spelling`.

use gouji::domain::spelling::*;

#[test]
fn spellings_of_one_label_have_the_same_letters() {
    for text in ["1.属于国家秘密", "1、属于 国家秘密", "１．属于国家\u{A0}秘密", "1 属于“国家秘密”"]
    {
        assert_eq!(letters(text).iter().collect::<String>(), "1属于国家秘密");
    }
}
