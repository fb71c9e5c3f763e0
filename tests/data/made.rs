//! Two editions that nobody has issued, made of the newest one's text: one with a column more in table 3, one with a seventh
//! chapter and a fourth table. They are what an office would write that takes in a new edition.

const NEWEST: &str = include_str!("../../assets/forms/2021.ron");

/// README's own steps: a copy with its own name and years, and nothing else.
pub fn copied(edition: &str) -> String {
    let text = replaced(NEWEST, "  edition: \"2021\",", &format!("  edition: \"{edition}\","));
    replaced(&text, "  years: (first: 2021),", &format!("  years: (first: {edition}),"))
}

/// The edition of 2027, with one column more: `requests.*.cooperative`.
pub fn wider() -> String {
    let mut text = copied("2027");
    for (old, new) in [
        ("size: (28, 10),", "size: (28, 11),"),
        (
            "widths: [735, 940, 2918, 700, 592, 592, 592, 592, 592, 592],",
            "widths: [735, 940, 2326, 700, 592, 592, 592, 592, 592, 592, 592],",
        ),
        ("places: [(at: (0, 3), span: (1, 7))]", "places: [(at: (0, 3), span: (1, 8))]"),
        ("places: [(at: (1, 4), span: (1, 5))]", "places: [(at: (1, 4), span: (1, 6))]"),
        ("places: [(at: (1, 9), span: (2, 1))]", "places: [(at: (1, 10), span: (2, 1))]"),
        (
            "          places: [(at: (2, 8))],\n        ),\n",
            "          places: [(at: (2, 8))],\n        ),\n        (\n          name: \"cooperative\", label: \"农村集体组织\", group: \"organisations\", kind: Count, unit: \"件\",\n          short: (zh: \"农集\", en: \"Village\"),\n          help: (zh: \"农村集体经济组织。\", en: \"Collectives of villages.\"),\n          places: [(at: (2, 9))],\n        ),\n",
        ),
    ] {
        text = replaced(&text, old, new);
    }
    text
}

/// The edition of 2031, with a seventh chapter: `platforms.*.*`.
pub fn longer() -> String {
    let text = replaced(&copied("2031"), "  ],\n  tables: [\n", &format!("{CHAPTER}  ],\n  tables: [\n"));
    let text = replaced(&text, "  ],\n  // What the pictures", &format!("{TABLE}  ],\n  // What the pictures"));
    let rules = text.rfind("\n  ],\n)").expect("the end of the rules");
    format!("{}\n{RULES}{}", &text[..rules], &text[rules + 1..])
}

#[track_caller]
fn replaced(text: &str, old: &str, new: &str) -> String {
    assert_eq!(text.matches(old).count(), 1, "`{old}`");
    text.replace(old, new)
}

const CHAPTER: &str = r#"    (
      id: "7", numeral: "七", heading: "政府信息公开平台情况", short: (zh: "平台", en: "Platforms"), table: "platforms",
      help: (zh: "各类平台的数量。", en: "How many platforms of each kind."),
    ),
"#;

const TABLE: &str = r#"    (
      name: "platforms",
      short: (zh: "平台", en: "Platforms"),
      size: (4, 4),
      head_rows: 1,
      widths: [3, 1, 1, 1],
      labels: [(text: "平台类别", places: [(at: (0, 0))])],
      columns: [
        (name: "opened", label: "本年新开设数量", short: (zh: "开设", en: "Opened"), help: (zh: "当年开设的。", en: "Opened this year."), kind: Count, unit: "个", places: [(at: (0, 1))]),
        (name: "closed", label: "本年关停数量", short: (zh: "关停", en: "Closed"), help: (zh: "当年关停的。", en: "Closed this year."), kind: Count, unit: "个", places: [(at: (0, 2))]),
        (name: "running", label: "年末运行数量", short: (zh: "运行", en: "Running"), help: (zh: "年末运行的。", en: "Running at year's end."), kind: Count, unit: "个", places: [(at: (0, 3))]),
      ],
      rows: [
        (name: "sites", label: "政府门户网站", short: (zh: "网站", en: "Sites"), help: (zh: "网站。", en: "Sites."), places: [(at: (1, 0))], figures: Line((1, 1))),
        (name: "accounts", label: "政务新媒体账号", short: (zh: "账号", en: "Accounts"), help: (zh: "账号。", en: "Accounts."), places: [(at: (2, 0))], figures: Line((2, 1))),
        (name: "sum", label: "各类平台合计", short: (zh: "合计", en: "Sum"), help: (zh: "两行之和。", en: "Both."), places: [(at: (3, 0))], figures: Line((3, 1))),
      ],
    ),
"#;

const RULES: &str = r#"    (
      id: "T7-01", severity: Error, basis: Form, each: Column("platforms"),
      check: Total(total: "platforms.sum.*", of: ["platforms.*-sum.*"]),
      title: (zh: "合计＝网站＋账号", en: "Sum = sites + accounts"),
      message: (zh: "{where}列：印的合计是 {left}，两行相加是 {right}。", en: "Column {where}: printed {left}, its rows add up to {right}."),
      remedy: (zh: "核对。", en: "Check."),
    ),
"#;
