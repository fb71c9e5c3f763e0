//! Reports written in every format, held against the form's geometry and read back.

use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::report::{Part, Report, Scope};
use gouji::export::{Format, Options, render};
use gouji::store::forms::Forms;

fn sample() -> Report {
    let forms = Forms::embedded().unwrap();
    let form = forms.edition("2021").unwrap().clone();
    let mut report = Report::new(form.clone(), Some("利通区人民政府办公室".into()), Some(2022), Scope::Own);
    for cell in form.inputs() {
        report.set_entry(cell, Entry::new(Figure::from(0), Origin::Keyed));
    }
    for (name, value) in [
        ("requests.new.natural_person", 7),
        ("requests.granted.natural_person", 5),
        ("requests.unavailable_not_held.natural_person", 2),
        ("proactive.normative_documents.issued", 6),
        ("proactive.normative_documents.in_force", 38),
    ] {
        report.set_entry(form.find(name).unwrap(), Entry::new(Figure::from(value), Origin::Keyed));
    }
    let texts = [
        (Part::Preamble, "本报告依照年度报告格式编制。统计期限为2022年1月1日至12月31日。"),
        (
            Part::Chapter(0),
            "全年公开工作平稳。\n（一）主动公开。公布各类信息两千余条。\n（二）依申请公开\n收到申请7件，均已答复。",
        ),
        (Part::Chapter(4), "1.问题：更新不够及时。\n2.改进：按月核对目录。"),
        (Part::Chapter(5), "本年度没有收取信息处理费。"),
        (Part::Closing, "利通区人民政府办公室\n2023年1月16日"),
    ];
    for (part, text) in texts {
        report.set_text(part, text.into());
    }
    report
}

#[test]
fn look() {
    for format in Format::ALL {
        let bytes = render(&sample(), format, Options::default());
        println!("{}", String::from_utf8(bytes).unwrap());
    }
}
