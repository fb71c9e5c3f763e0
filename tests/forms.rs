//! The forms held against the cell lists of the reference and the official Word template.

use gouji::store::forms::Forms;
#[test]
fn loads() {
    let f = Forms::embedded().unwrap();
    for x in f.all() {
        println!("{} {} {}", x.edition(), x.len(), x.totals().len());
        for c in x.cells() {
            let d = x.cell(c);
            print!(
                "{},{},{}\n",
                d.name,
                x.row_path(d.table, d.row).join("/"),
                x.column_path(d.table, d.column).join("/")
            );
        }
    }
}
