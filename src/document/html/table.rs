//! Tables: rows and cells, whatever stands between them and the `table` element.

use super::dom::NodeId;
use super::flow::Reader;
use crate::document::tree::*;
use crate::document::verse;

/// More columns or rows than this covers no cell of a book.
const MAX_SPAN: u16 = 1000;

impl Reader<'_> {
    /// A table; one without any row is its caption, or nothing.
    pub(super) fn table(&mut self, node: NodeId, depth: usize) -> Option<BlockKind> {
        let mut table = Table::default();
        let mut foot = Vec::new();
        for child in self.dom.children(node) {
            match self.dom.name(child) {
                Some("caption") => {
                    if !(table.head.is_empty() && table.body.is_empty() && foot.is_empty()) {
                        self.record_displaced(child);
                    }
                    table.caption.extend(self.cell_flow(child, depth + 1));
                }
                Some("thead") => table.head.extend(self.rows(child, depth + 1)),
                Some("tbody") => table.body.extend(self.rows(child, depth + 1)),
                Some("tfoot") => foot.extend(self.rows(child, depth + 1)),
                Some("tr") => table.body.extend(self.row(child, depth + 1)),
                _ => {}
            }
        }
        self.report_moved_feet(node);
        table.body.extend(foot);
        // A table must have a body; heads without one are its body.
        if table.body.is_empty() {
            table.body = std::mem::take(&mut table.head);
        } else if table.head.is_empty() {
            table.head = heads_before(&mut table.body);
        }
        clamp_row_spans(&mut table.head);
        clamp_row_spans(&mut table.body);
        if table.body.is_empty() {
            return (!table.caption.is_empty()).then_some(BlockKind::Section(table.caption));
        }
        match verse::of_table(&table, self.is_named_verse(node)) {
            Some(found) => Some(self.verse(found)),
            None => Some(BlockKind::Table(Box::new(table))),
        }
    }

    /// Old pages write the foot before the body; in a book it follows it.
    fn report_moved_feet(&mut self, table: NodeId) {
        let mut before_last_row = Vec::new();
        let mut waiting = Vec::new();
        for (child, name) in self.dom.elements(table) {
            match name {
                "tfoot" => waiting.push(child),
                "tbody" | "tr" => before_last_row.append(&mut waiting),
                _ => {}
            }
        }
        before_last_row.into_iter().for_each(|foot| self.record_displaced(foot));
    }

    fn rows(&mut self, section: NodeId, depth: usize) -> Vec<Row> {
        let rows = self.dom.elements(section).filter(|(_, name)| *name == "tr").map(|(row, _)| row).collect::<Vec<_>>();
        rows.into_iter().filter_map(|row| self.row(row, depth)).collect()
    }

    fn row(&mut self, node: NodeId, depth: usize) -> Option<Row> {
        let mut cells = Vec::new();
        for child in self.dom.children(node) {
            let header = match self.dom.name(child) {
                Some("th") => true,
                Some("td") => false,
                _ => continue,
            };
            cells.push(Cell {
                blocks: self.cell_flow(child, depth + 1),
                header,
                span: (self.span(child, "colspan"), self.span(child, "rowspan")),
                alignment: self.alignment(child),
                attributes: self.attributes(child),
            });
        }
        (!cells.is_empty()).then(|| Row { cells, attributes: self.attributes(node) })
    }

    fn span(&self, cell: NodeId, name: &str) -> u16 {
        let span = self.dom.attribute(cell, name).and_then(|span| span.trim().parse::<u16>().ok());
        span.unwrap_or(1).clamp(1, MAX_SPAN)
    }

    fn alignment(&self, cell: NodeId) -> Alignment {
        let style = self.dom.attribute(cell, "style").unwrap_or_default();
        let styled = style.split(';').find_map(|rule| {
            let (property, value) = rule.split_once(':')?;
            property.trim().eq_ignore_ascii_case("text-align").then(|| value.trim())
        });
        match styled.or_else(|| self.dom.attribute(cell, "align")).map(str::to_ascii_lowercase).as_deref() {
            Some("left") => Alignment::Left,
            Some("center") => Alignment::Centre,
            Some("right") => Alignment::Right,
            Some(_) => Alignment::Natural,
            None => self.set_alignment(cell),
        }
    }
}

/// The first rows, where they hold nothing but heads and rows of data follow: they are the head, whether the source says so
/// or not (wikis never do).
fn heads_before(rows: &mut Vec<Row>) -> Vec<Row> {
    let Some(count) = rows.iter().position(|row| row.cells.iter().any(|cell| !cell.header)) else { return Vec::new() };
    // A head beside rows of data as well is one of theirs.
    let reaches = |(at, row): (usize, &Row)| row.cells.iter().any(|cell| at + usize::from(cell.span.1) > count);
    if rows[..count].iter().enumerate().any(reaches) {
        return Vec::new();
    }
    rows.drain(..count).collect()
}

/// A cell may not reach below the last row of its part of the table.
fn clamp_row_spans(rows: &mut [Row]) {
    let count = rows.len();
    for (at, row) in rows.iter_mut().enumerate() {
        let left = u16::try_from(count - at).unwrap_or(MAX_SPAN);
        for cell in &mut row.cells {
            cell.span.1 = cell.span.1.min(left);
        }
    }
}
