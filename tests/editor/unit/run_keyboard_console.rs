//! What stands alone of `tui::run::keyboard::console`.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use gouji::tui::key::Input;
use gouji::tui::run::keyboard::console::*;

fn typed(text: &str) -> Vec<Event> {
    let code = |c| match c {
        '\t' => KeyCode::Tab,
        '\n' => KeyCode::Enter,
        c => KeyCode::Char(c),
    };
    text.chars().map(|c| Event::Key(KeyEvent::new(code(c), KeyModifiers::NONE))).collect()
}

#[test]
fn keys_with_figures_around_a_tab_may_be_a_paste_and_all_others_are_keys() {
    for text in ["1\t2", "7\t0\n0\t0\n", "一、本年新收\t7\t0"] {
        let found = inputs(typed(text));
        assert!(matches!(&found[..], [Input::Burst(of, keys)] if of == text && keys.len() == text.chars().count()));
    }
    for text in ["7\n8\n9\n", "7\n", "7\t", "\t", "\n\n", "7", "78"] {
        assert_eq!(inputs(typed(text)).len(), text.chars().count(), "{text:?}");
    }
}

#[test]
fn the_left_button_and_the_wheel_count_and_nothing_else_of_the_mouse() {
    let mouse = |kind| {
        let event = MouseEvent { kind, column: 7, row: 3, modifiers: KeyModifiers::NONE };
        inputs(vec![Event::Mouse(event)])
    };
    assert_eq!(mouse(MouseEventKind::Down(MouseButton::Left)), [Input::Click(7, 3)]);
    assert_eq!(mouse(MouseEventKind::ScrollDown), [Input::Wheel { down: true }]);
    let others =
        [MouseEventKind::Up(MouseButton::Left), MouseEventKind::Moved, MouseEventKind::Down(MouseButton::Right)];
    assert!(others.into_iter().all(|kind| mouse(kind).is_empty()));
}
