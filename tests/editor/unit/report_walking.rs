//! What stands alone of `tui::report::walking`.

use gouji::tui::report::walking::*;

#[test]
fn chinese_characters_are_no_slip_of_a_letter_key_and_all_that_such_a_key_types_is() {
    for character in ['不', '〇', '𠮷'] {
        assert!(is_script(character), "{character}");
    }
    for character in ['n', 'N', '1', 'ｎ', '１', '，', '。', ' ', '　', '?', '？', 'é', 'я'] {
        assert!(!is_script(character), "{character}");
    }
}
