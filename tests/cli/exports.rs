//! `export` with its options: blank forms, last year's figures, hard errors and their release, the check sheet, and what
//! cannot go together.

use super::*;
use crate::reference::skip;

impl Place {
    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect(name)
    }

    /// A library with a report of 2022 that fails T3-01 twice.
    fn unbalanced() -> Place {
        let place = Place::new();
        place.write("library/甲局/2022.ron", &ron("甲局", &UNBALANCED));
        place
    }

    /// A library with balanced reports of 2021, with a 3, and 2022, with a 7.
    fn two_years() -> Place {
        let place = Place::new();
        place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
        let three = [("requests.new.natural_person", "3"), ("requests.granted.natural_person", "3")];
        place.write("library/甲局/2021.ron", &to_ron(&report("甲局", 2021, &three)));
        place
    }

    fn export(&self, args: &[&str]) -> Answer {
        self.run(&[&["export", "甲局", "2022"], args].concat())
    }

    /// The files beside the library.
    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).expect("a folder");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let mut names: Vec<String> = names.filter(|name| name != "library" && name != "home").collect();
        names.sort();
        names
    }
}

#[test]
fn a_final_export_with_open_errors_is_refused_and_names_rules_numbers_and_the_way_out() {
    let place = Place::unbalanced();
    for out in ["out.html", "out.txt", "out.md", "out.docx", "out.xlsx"] {
        let answer = place.export(&["-o", out]);
        assert_eq!((answer.code, answer.out.as_str()), (1, ""), "{out}");
        for words in ["错误 2 个", "T3-01", "7", "8", "--draft", "--accept T3-01=说明", "未生成文件"] {
            assert!(answer.err.contains(words), "{words}: {}", answer.err);
        }
    }
    assert_eq!(place.files(), [""; 0]);
    let english = place.export(&["-o", "out.html", "--lang", "en"]);
    assert!(english.err.contains("2 errors:") && english.err.contains("--accept T3-01=REASON"));
    for args in [&["-o", "a.csv"][..], &["-o", "a.json"], &["-o", "draft.html", "--draft"]] {
        assert_eq!(place.export(args).code, 0, "{args:?}");
    }
    assert!(place.text("draft.html").contains("草稿"));
}

#[test]
fn a_hard_error_is_released_with_a_reason_which_the_check_sheet_or_stderr_tells() {
    let place = Place::unbalanced();
    let answer = place.export(&["-o", "out.txt", "--accept", "t3-01=上年结转一件漏记"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(answer.err.contains("已说明的错误 2 条") && answer.err.contains("上年结转一件漏记"), "{}", answer.err);
    let answer = place.export(&["-o", "out.txt", "--release", "T3-01=上年结转一件漏记", "--check-sheet", "sheet.txt"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(!answer.err.contains("漏记") && answer.err.contains("sheet.txt"), "{}", answer.err);
    let sheet = place.text("sheet.txt");
    for words in [
        "甲局",
        "校验情况表",
        "应填 166 格，已填 166 格",
        "错误 2 条，其中已说明 2 条",
        "T3-01",
        "上年结转一件漏记",
        "7 + 0",
    ] {
        assert!(sheet.contains(words), "{words}: {sheet}");
    }
    assert!(!place.text("out.txt").contains("漏记"), "the document says nothing of it");
    assert!(!place.text("library/甲局/2022.ron").contains("漏记"), "it is for this export only");
    for sheet in ["sheet.html", "sheet.md", "sheet.docx"] {
        place.clean(&["export", "甲局", "2022", "-o", "out.csv", "--check-sheet", sheet]);
        let bytes = fs::read(place.path(sheet)).expect(sheet);
        assert!(bytes.starts_with(b"PK") || place.text(sheet).contains("T3-01"), "{sheet}");
    }
}

#[test]
fn a_release_in_the_file_holds_until_a_figure_changes() {
    let place = Place::unbalanced();
    let text = ron("甲局", &UNBALANCED);
    let release = |column: &str, granted: &str| {
        let of = |row: &str, figure: &str| format!("(\"requests.{row}.{column}\", \"{figure}\")");
        let figures = [of("new", "7"), of("carried_in", "0"), of("handled", granted), of("carried_out", "0")];
        format!(
            "(rule: \"T3-01\", figures: [{}], reason: \"有说明\", by: \"张三\", date: \"2023-01-09\"),",
            figures.join(", ")
        )
    };
    let with = |granted: &str| {
        let entries = [release("natural_person", granted), release("total", granted)].concat();
        text.replace("accepted: [\n", &format!("accepted: [\n{entries}\n"))
    };
    let names = "requests.carried_in.natural_person";
    let known = gouji_form_has(names);
    assert!(known, "the test names cells that there are");
    place.write("library/甲局/2022.ron", &with("8"));
    let answer = place.export(&["-o", "out.txt", "--check-sheet", "sheet.txt"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(place.text("sheet.txt").contains("张三") && place.text("sheet.txt").contains("2023-01-09"));
    place.write("library/甲局/2022.ron", &with("9"));
    assert_eq!(place.export(&["-o", "out.txt"]).code, 1, "the figures are not those that were released");
    let blank = with("8").replace("有说明", " ");
    place.write("library/甲局/2022.ron", &blank);
    assert_eq!(place.export(&["-o", "out.txt"]).code, 1, "without a reason there is no release");
}

fn gouji_form_has(name: &str) -> bool {
    Forms::default().edition("2021").expect("the edition").find(name).is_some()
}

#[test]
fn a_release_needs_a_reason_and_a_rule_that_fails() {
    let place = Place::unbalanced();
    for (release, words) in [
        ("T3-01", "说明"),
        ("T3-01=", "说明"),
        ("T3-01=  ", "说明"),
        ("T9-99=因为", "没有编号为"),
        ("T4-01=因为", "没有错误级问题"),
    ] {
        let error = place.refused(&["export", "甲局", "2022", "-o", "out.txt", "--release", release]);
        assert!(error.contains(words), "{release}: {error}");
    }
    let twice = ["export", "甲局", "2022", "-o", "out.txt", "--release", "T3-01=甲", "--release", "T3-01=乙"];
    assert!(place.refused(&twice).contains("两次"));
    assert_eq!(place.files(), [""; 0]);
}

#[test]
fn unfilled_cells_cannot_be_released() {
    let place = Place::new();
    place.clean(&["new", "甲局", "2022"]);
    assert!(
        place.refused(&["export", "甲局", "2022", "-o", "a.txt", "--release", "T3-01=无"]).contains("没有错误级问题")
    );
    let answer = place.export(&["-o", "sheet.csv", "--check-sheet", "sheet.txt"]);
    assert_eq!(answer.code, 0, "{}", answer.err);
    assert!(place.text("sheet.txt").contains("未填 166 格"));
}

#[test]
fn last_years_figures_come_from_the_library_or_a_named_file() {
    let place = Place::two_years();
    for args in [&["--with-last-year"][..], &["--last-year", "library/甲局/2021.ron"]] {
        assert_eq!(place.export(&[&["-o", "out.md"][..], args].concat()).code, 0);
        assert!(place.text("out.md").contains("7（上年3）"), "{args:?}");
        assert_eq!(place.export(&[&["-o", "out.csv"][..], args].concat()).code, 0);
        assert!(place.text("out.csv").contains("requests.new.natural_person,7,3\n"));
    }
    place.write("a.ron", &ron("甲局", &BALANCED));
    place.clean(&["export", "a.ron", "-o", "out.txt", "--with-last-year"]);
    assert!(place.text("out.txt").contains("7（上年3）"));
    for out in ["out.txt", "out.html", "out.docx", "out.xlsx"] {
        place.clean(&["export", "a.ron", "-o", out, "--with-last-year"]);
        assert_eq!(place.run(&["verify", "甲局", "2022", "--with", out]).code, 0, "the remark is no figure: {out}");
    }
}

#[test]
fn where_last_year_is_not_there_it_is_said_and_nothing_is_written() {
    let place = Place::two_years();
    let error = place.refused(&["export", "甲局", "2021", "-o", "out.txt", "--with-last-year"]);
    assert!(error.contains("甲局 2020") && error.contains("--last-year"), "{error}");
    let aggregated = place.refused(&[
        "export",
        "--blank",
        "2021",
        "甲局",
        "2022",
        "--aggregated",
        "-o",
        "o.txt",
        "--with-last-year",
    ]);
    assert!(aggregated.contains("2021.aggregated.ron"), "{aggregated}");
    place.write("nameless.ron", &ron("甲局", &BALANCED).replace("agency: \"甲局\"", "agency: None"));
    assert!(place.refused(&["export", "nameless.ron", "-o", "o.txt", "--with-last-year"]).contains("--last-year"));
    assert!(place.refused(&["export", "甲局", "2022", "-o", "o.txt", "--last-year", "none.ron"]).contains("none.ron"));
    assert_eq!(place.files(), ["nameless.ron"]);
}

#[test]
fn blank_forms_of_both_editions_have_no_figure_and_no_mark() {
    let place = Place::new();
    for edition in ["2019", "2021"] {
        for out in ["form.docx", "form.xlsx", "form.html", "form.md", "form.txt", "form.csv", "form.json"] {
            place.clean(&["export", "--blank", edition, "-o", out]);
        }
        let text = place.text("form.txt");
        assert!(text.contains("______年政府信息公开工作年度报告") && text.contains("六、其他需要报告的事项"), "{text}");
        assert!(!text.contains("草稿"));
        assert!(place.text("form.csv").lines().skip(1).all(|line| line.ends_with(',')));
    }
    assert!(place.refused(&["export", "--blank", "2020", "-o", "form.txt"]).contains("2019、2021"));
}

#[test]
fn a_blank_form_of_an_agency_carries_its_name_its_year_and_last_years_figures() {
    let place = Place::two_years();
    place.clean(&["export", "--blank", "2021", "甲局", "2023", "-o", "form.txt", "--with-last-year"]);
    let text = place.text("form.txt");
    assert!(
        text.contains("甲局") && text.contains("2023年") && text.contains("（上年7）") && !text.contains("7（上年"),
        "{text}"
    );
    place.clean(&["export", "--blank", "2021", "-o", "form.txt", "--last-year", "library/甲局/2022.ron"]);
    assert!(place.text("form.txt").contains("（上年7）"));
    let wrong = place.refused(&["export", "--blank", "2021", "甲局", "2020", "-o", "form.txt"]);
    assert!(wrong.contains("--blank 2019"), "{wrong}");
    assert!(place.refused(&["export", "--blank", "2021", "甲局", "-o", "form.txt"]).contains("单位 年度"));
    assert!(place.refused(&["export", "--blank", "2021", "-o", "f.txt", "--with-last-year"]).contains("--last-year"));
}

#[test]
fn a_pdf_is_set_and_read_back_where_the_machine_has_a_chinese_font_and_else_says_what_to_install() {
    let place = Place::two_years();
    for args in [&["甲局", "2022", "--with-last-year"][..], &["甲局", "2022"], &["--blank", "2019"]] {
        let answer = place.run(&[&["export", "-o", "out.pdf"], args].concat());
        if answer.code == 2 && answer.err.contains("中文字体") {
            assert_eq!(place.files(), [""; 0]);
            skip("no Chinese font on this machine");
            return;
        }
        assert_eq!(answer.code, 0, "{args:?}: {}", answer.err);
        assert!(fs::read(place.path("out.pdf")).expect("there").starts_with(b"%PDF"));
    }
    let answer = place.export(&["-o", "out.csv", "--check-sheet", "sheet.pdf"]);
    assert!(answer.code == 0 && place.path("sheet.pdf").exists(), "{}", answer.err);
}

#[test]
fn a_blank_form_and_last_years_document_are_filled_in_place_and_stay_as_they_were() {
    let place = Place::two_years();
    for ending in ["docx"] {
        let [form, last, out] = ["form", "last", "out"].map(|name| format!("{name}.{ending}"));
        place.clean(&["export", "--blank", "2021", "-o", &form]);
        place.clean(&["export", "甲局", "2021", "-o", &last]);
        for template in [&form, &last] {
            let before = fs::read(place.path(template)).expect("there");
            let answer = place.export(&["-o", &out, "--template", template]);
            assert_eq!(answer.code, 0, "{template}: {}", answer.err);
            assert_eq!(place.run(&["verify", "甲局", "2022", "--with", &out]).code, 0, "{template}");
            assert!(fs::read(place.path(template)).expect("there") == before, "{template} is another now");
        }
    }
}

#[test]
fn a_form_that_is_none_is_refused_with_its_name_and_the_old_file_stays() {
    let place = Place::two_years();
    place.clean(&["export", "甲局", "2022", "-o", "out.csv", "--check-sheet", "sheet.docx"]);
    place.write("noise.docx", "no form");
    place.write("out.docx", "before");
    for form in ["sheet.docx", "noise.docx", "none.docx"] {
        let error = place.refused(&["export", "甲局", "2022", "-o", "out.docx", "--template", form]);
        assert!(error.contains(form), "{error}");
    }
    assert_eq!(place.text("out.docx"), "before");
}

#[test]
fn a_font_file_that_is_none_is_told() {
    let place = Place::two_years();
    place.write("font.ttf", "no font");
    let error = place.refused(&["export", "甲局", "2022", "-o", "out.pdf", "--font", "font.ttf"]);
    assert!(error.contains("font.ttf") && error.contains("不是字体文件"), "{error}");
    assert!(place.refused(&["export", "甲局", "2022", "-o", "out.pdf", "--font", "none.ttf"]).contains("none.ttf"));
    assert_eq!(place.files(), ["font.ttf"]);
}

#[test]
fn what_cannot_go_together_is_refused_before_anything_is_written() {
    let place = Place::two_years();
    place.write("form.docx", "x");
    place.write("form.xlsx", "x");
    place.write("font.ttf", "x");
    fs::create_dir(place.path("folder.html")).expect("made");
    let before = place.files();
    for (args, words) in [
        (&["-o", "a.docx", "--fragment"][..], "--fragment"),
        (&["-o", "a.html", "--template", "form.docx"], "表样"),
        (&["-o", "a.docx", "--template", "form.xlsx"], "扩展名"),
        (&["-o", "a.docx", "--template", "form.docx", "--with-last-year"], "--with-last-year"),
        (&["-o", "a.xlsx", "--template", "form.xlsm"], "带宏"),
        (&["-o", "form.docm", "--template", "form.docx"], "扩展名"),
        (&["-o", "a.xlsm"], "xlsx"),
        (&["-o", "a.html", "--font", "font.ttf"], "--font"),
        (&["-o", "a.doc"], "docx"),
        (&["-o", "a.xyz"], "html"),
        (&["-o", "a"], "html"),
        (&["-o", "folder.html"], "文件夹"),
        (&["-o", "form.docx", "--template", "form.docx"], "--template"),
        (&["-o", "a.txt", "--check-sheet", "a.xlsx"], "docx html"),
        (&["-o", "a.txt", "--check-sheet", "./a.txt"], "--check-sheet"),
        (&["-o", "library/甲局/2021.json", "--last-year", "library/甲局/../甲局/2021.json"], "--last-year"),
    ] {
        let error = place.refused(&[&["export", "甲局", "2022"], args].concat());
        assert!(error.contains(words), "{args:?}: {error}");
        assert_eq!(place.files(), before, "{args:?}");
    }
    for option in [&["--draft"][..], &["--template", "form.docx"], &["--accept", "T3-01=x"], &["--check-sheet", "a.md"]]
    {
        let error = place.refused(&[&["export", "--blank", "2021", "-o", "a.docx"], option].concat());
        assert!(error.contains("--blank") && error.contains(option[0]), "{error}");
    }
    assert_eq!(place.files(), before);
    assert_eq!(place.text("form.docx"), "x");
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_the_old_one_stays_whole() {
    let place = Place::two_years();
    let long = format!("{}.html", "长".repeat(100));
    for (out, words) in [("none/out.html", "none"), (long.as_str(), "文件名"), ("form.docx/out.html", "form.docx")] {
        place.write("form.docx", "x");
        let error = place.refused(&["export", "甲局", "2022", "-o", out]);
        assert!(error.contains(words), "{error}");
    }
    assert_eq!(place.text("form.docx"), "x");
    assert_eq!(place.files(), ["form.docx"]);
}

#[test]
#[cfg(unix)]
fn a_device_or_a_pipe_is_never_replaced_by_a_document() {
    use std::os::unix::fs::FileTypeExt;
    let place = Place::two_years();
    let pipe = place.path("out.docx");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    if !made.is_ok_and(|status| status.success()) {
        skip("no mkfifo on this machine");
        return;
    }
    std::os::unix::fs::symlink(&pipe, place.path("link.html")).unwrap();
    for out in ["out.docx", "link.html"] {
        let error = place.refused(&["export", "甲局", "2022", "-o", out]);
        assert!(error.contains(out) && error.contains("管道"), "{error}");
    }
    assert!(std::fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
}

#[test]
#[cfg(target_os = "linux")]
fn on_a_full_disk_nothing_is_left_behind_and_it_is_said() {
    // A size limit of the shell is the full disk that a test can have without being root.
    let place = Place::two_years();
    place.write("out.html", "before");
    let mut command = std::process::Command::new("sh");
    let program = env!("CARGO_BIN_EXE_gouji");
    command.args(["-c", "ulimit -f 8; trap '' XFSZ; exec \"$0\" export 甲局 2022 -o out.html", program]);
    let output =
        command.current_dir(place.0.path()).env("GOUJI_LIBRARY", place.path("library")).output().expect("runs");
    let answer = Answer::of(output);
    assert_eq!(answer.code, 2, "{}", answer.err);
    assert!(answer.err.contains("out.html"), "{}", answer.err);
    assert_eq!(place.text("out.html"), "before");
    assert_eq!(place.files(), ["out.html"]);
}

/// All that a document says once its parts are unpacked: members of a package, streams of a PDF, else its bytes.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    if let Ok(mut package) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        for index in 0..package.len() {
            let mut member = package.by_index(index).expect("a member");
            all.extend(member.name().expect("a name").as_bytes());
            std::io::Read::read_to_end(&mut member, &mut all).expect("read");
        }
    } else if bytes.starts_with(b"%PDF") {
        let document = lopdf::Document::load_mem(bytes).expect("a PDF");
        for object in document.objects.values() {
            all.extend(format!("{object:?}").into_bytes());
            if let Ok(stream) = object.as_stream() {
                all.extend(stream.decompressed_content().unwrap_or_default());
            }
        }
    }
    all
}

#[test]
fn no_document_names_the_folder_the_user_or_the_machine() {
    let place = Place::new();
    place.write("library/甲局/2022.ron", &ron("甲局", &BALANCED));
    let folder = place.path("").display().to_string();
    let (user, host) = ("clerk-of-this-desk", "desk-of-this-clerk");
    for format in ["docx", "xlsx", "html", "pdf", "md", "txt", "csv", "json"] {
        let out = place.path(&format!("out.{format}"));
        let mut command = place.command(&["export", "甲局", "2022", "-o", out.to_str().expect("text")]);
        for name in ["USER", "LOGNAME", "USERNAME"] {
            command.env(name, user);
        }
        let answer = Answer::of(command.env("HOSTNAME", host).output().expect("runs"));
        if format == "pdf" && answer.code != 0 {
            skip(&format!("no font of this machine can print the PDF: {}", answer.err));
            continue;
        }
        assert_eq!(answer.code, 0, "{}", answer.err);
        let bytes = unpacked(&fs::read(&out).expect("there"));
        let says = |word: &str| bytes.windows(word.len()).any(|part| part == word.as_bytes());
        // What is looked for can be found: the unpacked document has its figures' labels or names.
        assert!(format == "pdf" || says("甲局") || says("natural_person"), "{format}");
        for word in [folder.trim_end_matches('/'), user, host, "library"] {
            assert!(!says(word), "{format}: {word}");
        }
    }
}
