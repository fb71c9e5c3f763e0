//! Tables for programs: CSV after RFC 4180, in UTF-8 without a mark, lines ending in CR and LF. Nothing is changed for
//! spreadsheets; a field says exactly what it was given.

/// The end of a line.
pub const END: &[u8] = b"\r\n";

/// Lines of fields, the first of them the names of the columns.
pub fn write<const N: usize>(rows: impl IntoIterator<Item = [String; N]>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        // Writing to memory cannot fail.
        let _ = writer.write_record(row);
    }
    writer.into_inner().unwrap_or_default()
}

/// Fields with commas between them, without the end of a line.
pub fn fields<const N: usize>(fields: [String; N]) -> Vec<u8> {
    let mut line = write([fields]);
    line.truncate(line.len().saturating_sub(END.len()));
    line
}
