//! What reading prose costs, once for every change of it, and judging it, which happens at every key; and that both grow
//! with the length of the prose and no faster.

use std::sync::Arc;

use divan::{AllocProfiler, Bencher, black_box};
use gouji::domain::background::NOTHING;
use gouji::domain::figure::{Entry, Figure, Origin};
use gouji::domain::form::Relation;
use gouji::domain::prose::Reading;
use gouji::domain::recalculation::Totals;
use gouji::domain::report::{Part, Report, Scope};
use gouji::domain::rule::Figures;
use gouji::store::forms::Forms;

#[global_allocator]
static ALLOC: AllocProfiler = AllocProfiler::system();

/// Bytes of prose: an ordinary report, and far larger ones.
const BYTES: [usize; 4] = [5_000, 10_000, 100_000, 1_000_000];

fn main() {
    divan::main();
}

/// A filled report with about so many bytes of prose in its first chapter, and some in the others.
fn report(bytes: usize) -> Report {
    let forms = Forms::default();
    let form: &Arc<_> = forms.newest().expect("a form");
    let mut report = Report::new(form.clone(), Some("某某市某某局".into()), Some(2022), Scope::Own);
    for (number, cell) in (0..).zip(form.inputs()) {
        report.set_entry(cell, Entry::new(Figure::from(number % 41), Origin::Keyed));
    }
    let statements = "（二）依申请公开。2022年共收到政府信息公开申请7件，上年结转1件，其中予以公开3件，占37.5%，部分公开2件，\
        不予公开一件，结转下年度2件。通过门户网站主动公开各类信息1,136条，受理群众来信82件，均按时办结。\n";
    let around =
        "落实领导责任和审核制度，及时更新网站栏目，公开机构职能、财政预决算和办事指南，方便群众查询。\n".repeat(30);
    let paragraph = [statements, &around].concat();
    report.set_text(Part::Chapter(0), paragraph.repeat(bytes / paragraph.len() + 1).trim_end().into());
    report.set_text(Part::Chapter(4), "部分栏目更新不够及时，解读的形式比较单一，业务人员更换后不熟悉要求。".repeat(3));
    report.set_text(Part::Chapter(5), "全年发出收费通知2件，总金额300元，实际收取200元。".into());
    report
}

#[divan::bench(args = BYTES)]
fn reading(bencher: Bencher, bytes: usize) {
    let report = report(bytes);
    let totals = Totals::new(report.form(), report.entries());
    bencher.bench_local(|| Reading::new(black_box(&report), &totals));
}

#[divan::bench(args = BYTES)]
fn judging_all_rules_on_the_prose(bencher: Bencher, bytes: usize) {
    let report = report(bytes);
    let (form, entries) = (report.form(), report.entries());
    let totals = Totals::new(form, entries);
    let reading = Reading::new(&report, &totals);
    let prose = |index: &usize| matches!(form.instances()[*index].relation, Relation::Prose(_));
    let instances: Vec<usize> = (0..form.instances().len()).filter(prose).collect();
    bencher.bench_local(|| {
        let figures = Figures { form, entries, totals: &totals, background: NOTHING };
        instances.iter().map(|&index| reading.judge(&report, figures, index).1.len()).sum::<usize>()
    });
}
