//! The user's manual, which travels inside the program: as Markdown for the command line, as plain lines for the screen.

use crate::domain::text::Lang;

use super::display::wrap;

/// The manual in a language, as Markdown.
pub fn text(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => include_str!("../../assets/manual/manual.zh.md"),
        Lang::En => include_str!("../../assets/manual/manual.en.md"),
    }
}

/// The manual as lines of so many columns. Headings keep their marks; marks within lines go, and links only keep their words.
pub fn lines(lang: Lang, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in paragraphs(text(lang)) {
        let plain = plain(&paragraph);
        if plain.trim().is_empty() {
            lines.push(String::new());
        } else {
            lines.extend(wrap(&plain, columns));
        }
    }
    lines
}

/// Lines of Markdown that belong together, as one.
fn paragraphs(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut is_code = false;
    for line in text.lines() {
        let begins = |sign: &str| line.trim_start().starts_with(sign);
        let fence = begins("```");
        is_code ^= fence;
        let apart = is_code
            || line.starts_with("    ")
            || fence
            || line.trim().is_empty()
            || ["#", "|", "- ", "> ", "1. "].iter().any(|sign| begins(sign));
        match all.last_mut().filter(|last| !apart && !last.trim().is_empty() && !last.starts_with(['#', '|'])) {
            Some(last) => {
                let between =
                    last.ends_with(|c: char| c.is_ascii()) || line.trim_start().starts_with(|c: char| c.is_ascii());
                last.push_str(if between { " " } else { "" });
                last.push_str(line.trim_start());
            }
            None => all.push(line.to_string()),
        }
        if fence {
            all.pop();
            all.push(String::new());
        }
    }
    all
}

/// A line without marks of emphasis and code, links as their words.
fn plain(line: &str) -> String {
    let mut plain = String::with_capacity(line.len());
    let mut rest = line;
    while let Some(start) = rest.find('[') {
        let link =
            rest[start..].split_once("](").and_then(|(words, behind)| Some((&words[1..], behind.split_once(')')?.1)));
        match link.filter(|(words, _)| !words.contains(['[', ']'])) {
            Some((words, behind)) => {
                plain.push_str(&rest[..start]);
                plain.push_str(words);
                rest = behind;
            }
            None => {
                plain.push_str(&rest[..=start]);
                rest = &rest[start + 1..];
            }
        }
    }
    plain.push_str(rest);
    plain.replace("**", "").replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_words_stay() {
        assert_eq!(plain("按 `Ctrl-S` **保存**，见[导出](#导出)、a[1]。"), "按 Ctrl-S 保存，见导出、a[1]。");
        let text = "# 题\n一句\n接着。\n\n- 甲\n  乙\n| a | b |\n```\ncode  x\n```\nend";
        assert_eq!(paragraphs(text), ["# 题", "一句接着。", "", "- 甲乙", "| a | b |", "", "code  x", "", "end"]);
    }

    #[test]
    fn the_manual_fits_any_width_and_has_its_headings() {
        for lang in [Lang::Zh, Lang::En] {
            let lines = lines(lang, 40);
            assert!(lines.iter().all(|line| super::super::display::width(line) <= 40));
            assert!(lines.iter().filter(|line| line.starts_with('#')).count() > 8);
        }
    }
}
