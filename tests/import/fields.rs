//! Fields of forms on the screen in pages: what they show is read and told, and those that show nothing are told.

use gouji::domain::text::Lang;

use crate::seen::{Case, FIELDS, SEVERAL, check, page};
use crate::support::import;

#[test]
fn what_fields_of_a_form_show_is_read_and_told() {
    let inside: [Case; 13] = [
        ("<input type=text value='17'>", Some(17), FIELDS),
        ("<input value=17>", Some(17), FIELDS),
        ("<input type=hidden value='3'>17", Some(17), ""),
        ("<input type=checkbox value='3' checked>17", Some(17), ""),
        ("<input value='3' style='display:none'>17", Some(17), ""),
        ("<input value='3' class=none>17", Some(17), ""),
        ("<input value='3' hidden>17", Some(17), ""),
        ("<input placeholder='3'>", None, FIELDS),
        ("<textarea>17</textarea>", Some(17), FIELDS),
        ("<select><option>5<option selected>17</select>", Some(17), FIELDS),
        ("<select><option value=3>17<option>6</select>", Some(17), FIELDS),
        ("<select multiple><option>5<option selected>17</select>", None, FIELDS),
        ("<input value=17><input value=3>", None, SEVERAL),
    ];
    for case in inside {
        let cells = format!("<td>{}</td><td>2</td><td>3</td>", case.0);
        check(&import(page("input.none { display: none }", &cells).as_bytes()).expect(case.0), case);
    }
}

#[test]
fn a_page_of_nothing_but_fields_says_so() {
    let text = page("", &"<td><input></td>".repeat(3));
    let text = text.replace("<td>4</td><td>5</td><td>6</td>", &"<td><textarea></textarea></td>".repeat(3));
    let error = import(text.as_bytes()).unwrap_err();
    assert!(error.message(Lang::Zh).contains(FIELDS), "{error:?}");
    assert!(error.message(Lang::En).contains("fields"), "{error:?}");
}
