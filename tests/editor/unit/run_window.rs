//! What stands alone of `tui::run::window`.

use gouji::tui::run::window::closes_with_the_program;

#[test]
fn a_window_closes_with_the_program_where_no_shell_of_windows_started_it() {
    let prompt = |name: &str| (name == "PROMPT").then(|| "$P$G".to_string());
    assert!(closes_with_the_program(true, |_| None), "a double click");
    assert!(!closes_with_the_program(true, prompt), "from a command prompt");
    assert!(!closes_with_the_program(false, |_| None), "elsewhere the terminal says what becomes of its window");
}
