//! Both sides of a difference below a list, one under the other, each led by whose it is and with the words marked that only it
//! has. What is to be done about a difference is for the list's dialog.

use ratatui::layout::Rect;

use crate::domain::comparison::marked;
use crate::domain::text::Lang;
use crate::domain::weaving::stretches;

use super::super::canvas::Canvas;
use super::super::display::{brief, wrap};

/// How many characters that both have stand beside what differs, the most first; as many as there is room for.
const BESIDE: [usize; 7] = [400, 120, 60, 30, 15, 8, 4];

/// How many lines both sides get: more where there are texts among them, and none on a small screen, where the list comes first.
pub fn rows(height: u16, has_texts: bool) -> u16 {
    match (height, has_texts) {
        (..=12, _) => 0,
        (_, false) => 4,
        (_, true) => (height * 2 / 5).max(4) / 2 * 2,
    }
}

/// Draws both sides, each in half of the area.
pub fn draw(canvas: &mut Canvas<'_, '_>, area: Rect, names: [&str; 2], texts: [&str; 2], lang: Lang) {
    let (columns, room) = (usize::from(area.width), usize::from(area.height / 2));
    let ([one, other], [left, right]) = (names, texts);
    let stretches = stretches(left, right);
    let led = |beside: usize| {
        let [left, right] = marked(&stretches, beside, lang);
        let colon = lang.pick("：", ": ");
        [format!("{one}{colon}{left}"), format!("{other}{colon}{right}")]
    };
    let fits = |sides: &[String; 2]| sides.iter().all(|side| wrap(side, columns).len() <= room);
    let sides = BESIDE.into_iter().map(led).find(fits).unwrap_or_else(|| led(BESIDE[BESIDE.len() - 1]));
    for (side, top) in sides.iter().zip([area.y, area.y + area.height / 2]) {
        for (line, y) in brief(side, columns, room).iter().zip(top..) {
            canvas.put(area.x, y, area.width, line, canvas.theme.quiet());
        }
    }
}
