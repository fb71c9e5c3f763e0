//! What stands alone of `tui::run::keyboard::console`.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use gouji::tui::key::{Chord, Code, Input};
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
        let found = Pressed::default().inputs(typed(text));
        assert!(matches!(&found[..], [Input::Burst(of, keys)] if of == text && keys.len() == text.chars().count()));
    }
    for text in ["7\n8\n9\n", "7\n", "7\t", "\t", "\n\n", "7", "78"] {
        assert_eq!(Pressed::default().inputs(typed(text)).len(), text.chars().count(), "{text:?}");
    }
}

#[test]
fn the_left_button_and_the_wheel_count_and_nothing_else_of_the_mouse() {
    let mouse = |kind| {
        let event = MouseEvent { kind, column: 7, row: 3, modifiers: KeyModifiers::NONE };
        Pressed::default().inputs(vec![Event::Mouse(event)])
    };
    assert_eq!(mouse(MouseEventKind::Down(MouseButton::Left)), [Input::Click(7, 3)]);
    assert_eq!(mouse(MouseEventKind::ScrollDown), [Input::Wheel { down: true }]);
    let others =
        [MouseEventKind::Up(MouseButton::Left), MouseEventKind::Moved, MouseEventKind::Down(MouseButton::Right)];
    assert!(others.into_iter().all(|kind| mouse(kind).is_empty()));
}

fn key(character: char, kind: KeyEventKind, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new_with_kind(KeyCode::Char(character), modifiers, kind))
}

/// The text that events type, be they read at once or one by one.
fn text_of(events: &[Event]) -> String {
    let characters = |inputs: Vec<Input>| -> String {
        inputs.iter().filter_map(|input| if let Input::Key(chord) = input { chord.character() } else { None }).collect()
    };
    let at_once = characters(Pressed::default().inputs(events.to_vec()));
    let mut pressed = Pressed::default();
    let one_by_one: String = events.iter().map(|event| characters(pressed.inputs(vec![event.clone()]))).collect();
    assert_eq!(at_once, one_by_one);
    at_once
}

#[test]
fn what_the_console_pastes_by_its_number_arrives_on_a_release_and_is_taken_once() {
    use KeyEventKind::{Press, Release};
    let none = KeyModifiers::NONE;
    let pair = |c| [key(c, Press, none), key(c, Release, none)];
    // “本年—共 7 件…”·
    let mut events = vec![key('“', Release, none)];
    events.extend(pair('本').into_iter().chain(pair('年')));
    events.push(key('—', Release, KeyModifiers::ALT));
    events.extend(pair('共').into_iter().chain(pair('7')).chain(pair('件')));
    events.extend(['…', '…', '”', '·'].map(|c| key(c, Release, none)));
    assert_eq!(text_of(&events), "“本年—共7件……”·");
    let alone = Pressed::default().inputs(vec![key('—', Release, KeyModifiers::ALT)]);
    assert_eq!(alone, [Input::Key(Chord::plain(Code::Char('—')))], "the key that was held is none of the character's");
}

#[test]
fn a_release_of_a_key_that_every_keyboard_has_types_nothing_whatever_was_pressed() {
    use KeyEventKind::{Press, Release};
    let (none, shift) = (KeyModifiers::NONE, KeyModifiers::SHIFT);
    assert_eq!(text_of(&[key('y', Release, none)]), "", "pressed in another window");
    assert_eq!(text_of(&[key('A', Press, shift), key('a', Release, none)]), "A", "Shift was released first");
    assert_eq!(
        text_of(&[key('7', Press, none), key('8', Press, none), key('7', Release, none), key('8', Release, none)]),
        "78"
    );
}

#[test]
fn a_character_of_an_input_method_which_is_never_released_keeps_no_later_paste_out() {
    use KeyEventKind::{Press, Release};
    let none = KeyModifiers::NONE;
    let events = [key('“', Press, none), key('a', Press, none), key('a', Release, none), key('“', Release, none)];
    assert_eq!(text_of(&events), "“a“");
}
