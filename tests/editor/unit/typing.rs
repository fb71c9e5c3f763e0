//! What stands alone of `tui::typing`.

use gouji::domain::figure::{Figure, Kind};
use gouji::domain::text::Lang;
use gouji::tui::typing::*;

fn typed(kind: Kind, text: &str) -> Option<String> {
    let mut characters = text.chars();
    let mut typing = Typing::begin(kind, characters.next()?);
    characters.for_each(|c| typing.take(c));
    typing.figure(Lang::En).ok().flatten().map(|figure| figure.to_string())
}

#[test]
fn full_width_characters_count_as_their_plain_twins() {
    assert_eq!(typed(Kind::Count, "７２").as_deref(), Some("72"));
    assert_eq!(typed(Kind::Amount, "１，２３４。５").as_deref(), Some("1234.5"));
    assert_eq!(typed(Kind::Signed, "－８").as_deref(), Some("-8"));
    assert_eq!(typed(Kind::Signed, "＋8").as_deref(), Some("8"));
}

#[test]
fn signs_are_read_as_on_paper_where_a_figure_may_have_one() {
    for text in ["-4", "－4", "−4", "–4", "—4", "——4", "减4", "減4", "减少4", "净减4", "负4", "减1,234"]
    {
        let four = if text.contains(',') { "-1234" } else { "-4" };
        assert_eq!(typed(Kind::Signed, text).as_deref(), Some(four), "{text}");
        assert_eq!(typed(Kind::Count, text), None, "{text} is no count");
        assert_eq!(typed(Kind::Amount, text), None, "{text} is no amount");
    }
    for text in ["+4", "增4", "新增4", "净增4"] {
        assert_eq!(typed(Kind::Signed, text).as_deref(), Some("4"), "{text}");
        assert_eq!(typed(Kind::Count, text), None, "{text} is no count");
    }
    assert_eq!(typed(Kind::Signed, "-0").as_deref(), Some("0"));
    assert_eq!(typed(Kind::Signed, "公4"), None);
    assert!(Typing::begins(Kind::Signed, '负') && !Typing::begins(Kind::Count, '负'));
}

#[test]
fn a_comma_parts_thousands_and_nothing_else() {
    assert_eq!(typed(Kind::Count, "1,234,567").as_deref(), Some("1234567"));
    for text in ["3,5", "12,34", "1234,567", "1,23", ",5", "5,", "1,,234"] {
        assert_eq!(typed(Kind::Count, text), None, "{text}");
        assert_eq!(typed(Kind::Amount, text), None, "{text}");
    }
}

#[test]
fn a_point_belongs_to_amounts_and_a_strange_character_to_no_figure() {
    for text in ["1.5", "1%5", "1=5", "1 5", "1e3", "1a5", "1x", "公4", "1５."] {
        let kept = typed(Kind::Count, text);
        assert_eq!(kept.as_deref(), (text == "1５.").then_some("15"), "{text} is no count");
    }
    assert_eq!(typed(Kind::Amount, "1.5.5"), None);
    assert_eq!(typed(Kind::Amount, "1.5").as_deref(), Some("1.5"));
    assert_eq!(typed(Kind::Amount, ".5").as_deref(), Some("0.5"));
    assert_eq!(typed(Kind::Amount, "。05").as_deref(), Some("0.05"));
    assert_eq!(typed(Kind::Amount, "1.").as_deref(), Some("1"));
    assert_eq!(typed(Kind::Amount, "."), None);
    assert!(Typing::begins(Kind::Amount, '.') && !Typing::begins(Kind::Count, '.'));
}

#[test]
fn a_sign_of_the_number_pad_ends_a_figure_and_nothing_else() {
    let mut typing = Typing::begin(Kind::Count, '5');
    assert!(typing.is_ended_by('+') && typing.is_ended_by('－'));
    typing.take('e');
    assert!(!typing.is_ended_by('-'), "5e-3 is typed on");
    let mut edited = Typing::edit(Kind::Count, Figure::from(5));
    edited.move_caret(0);
    assert!(!edited.is_ended_by('-'), "-5 is typed");
}

#[test]
fn what_is_kept_can_be_taken_back_one_by_one() {
    let mut typing = Typing::begin(Kind::Signed, '减');
    "少公4".chars().for_each(|c| typing.take(c));
    typing.move_caret(3);
    assert_eq!(typing.parts(), ("减少公", "4"));
    typing.backspace();
    assert_eq!(typing.text(), "减少4");
    assert_eq!(typing.figure(Lang::Zh).ok().flatten().map(|f| f.to_string()).as_deref(), Some("-4"));
}

#[test]
fn an_impossible_figure_says_why() {
    let figure = |kind, text: &str| {
        let mut typing = Typing::edit(kind, Figure::Unfilled);
        text.chars().for_each(|c| typing.take(c));
        typing.figure(Lang::En)
    };
    assert!(figure(Kind::Signed, "-").is_err());
    assert!(figure(Kind::Count, "99999999999999999999").is_err());
    assert!(figure(Kind::Amount, "0.1234567").is_err());
    assert_eq!(figure(Kind::Count, ""), Ok(None));
}
