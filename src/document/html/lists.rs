//! Lists and definition lists.

use super::dom::{NodeData, NodeId};
use super::flow::{Flow, Reader};
use super::set::take_box;
use crate::document::inlines::{flatten_blocks, tidy};
use crate::document::markdown::complete;
use crate::document::tree::*;

impl Reader<'_> {
    pub(super) fn list(&mut self, node: NodeId, name: &str, depth: usize) -> Option<BlockKind> {
        let mut items: Vec<ListItem> = Vec::new();
        for child in self.dom.children(node) {
            if self.dom.name(child) == Some("li") {
                let value = self.dom.attribute(child, "value").and_then(|value| value.trim().parse().ok());
                let attributes = self.attributes(child);
                if let Some(number) = self.note_number(child) {
                    self.note(child, number, depth + 1);
                    continue;
                }
                let mut task = self.task(child);
                let mut blocks = self.cell_flow(child, depth + 1);
                if task.is_none() && self.is_set_task(child) {
                    task = take_box(&mut blocks);
                }
                items.push(ListItem { blocks, task, value, attributes });
            } else {
                // A list straight inside a list belongs to the item before it.
                let mut flow = Flow::default();
                self.child(child, &mut flow, depth + 1);
                let blocks = flow.finish();
                match items.last_mut() {
                    _ if blocks.is_empty() => {}
                    Some(item) => item.blocks.extend(blocks),
                    None => items.push(ListItem { blocks, ..ListItem::default() }),
                }
            }
        }
        let numbering = (name == "ol").then(|| self.numbering(node, items.len()));
        (!items.is_empty()).then_some(BlockKind::List { numbering, items })
    }

    pub(super) fn numbering(&self, list: NodeId, items: usize) -> Numbering {
        let start = self.dom.attribute(list, "start").and_then(|start| start.trim().parse::<i32>().ok());
        let marker = self.dom.attribute(list, "type").and_then(|kind| kind.trim().chars().next());
        let marker = marker.filter(|marker| matches!(marker, '1' | 'a' | 'A' | 'i' | 'I')).unwrap_or('1');
        let reversed = self.dom.attribute(list, "reversed").is_some();
        // A list that counts down ends at 1 unless it says where it begins.
        let usual = if reversed { i64::try_from(items).unwrap_or(1) } else { 1 };
        Numbering { start: start.map_or(usual, i64::from), marker, reversed }
    }

    /// Whether an item begins with a check box, and whether that is ticked.
    pub(super) fn task(&self, item: NodeId) -> Option<bool> {
        let mut at = item;
        loop {
            let first = self.dom.children(at).find(|child| match self.dom.data(*child) {
                NodeData::Text(text) => !text.trim().is_empty(),
                NodeData::Element(..) => true,
                NodeData::Document | NodeData::Ignored => false,
            })?;
            match self.dom.name(first)? {
                "p" | "label" => at = first,
                "input" if self.dom.attribute(first, "type") == Some("checkbox") => {
                    return Some(self.dom.attribute(first, "checked").is_some());
                }
                _ => return None,
            }
        }
    }

    pub(super) fn definition_list(&mut self, node: NodeId, depth: usize) -> Option<BlockKind> {
        let mut definitions: Vec<Definition> = Vec::new();
        self.definitions(node, &mut definitions, depth);
        let definitions = complete(definitions);
        (!definitions.is_empty()).then_some(BlockKind::DefinitionList(definitions))
    }

    pub(super) fn definitions(&mut self, node: NodeId, definitions: &mut Vec<Definition>, depth: usize) {
        for child in self.dom.children(node) {
            match self.dom.name(child) {
                Some("dt") => {
                    let content = tidy(flatten_blocks(self.flow(child, depth + 1)));
                    let term = Term { content, attributes: self.attributes(child) };
                    match definitions.last_mut() {
                        Some(definition) if definition.details.is_empty() => definition.terms.push(term),
                        _ => definitions.push(Definition { terms: vec![term], details: Vec::new() }),
                    }
                }
                Some("div") => self.definitions(child, definitions, depth),
                _ => {
                    let is_detail = self.dom.name(child) == Some("dd");
                    let blocks = if is_detail {
                        self.cell_flow(child, depth + 1)
                    } else {
                        let mut flow = Flow::default();
                        self.child(child, &mut flow, depth + 1);
                        flow.finish()
                    };
                    if blocks.is_empty() && !is_detail {
                        continue;
                    }
                    let attributes = if is_detail { self.attributes(child) } else { Attributes::default() };
                    let detail = ListItem { blocks, attributes, ..ListItem::default() };
                    match definitions.last_mut() {
                        Some(definition) => definition.details.push(detail),
                        None => {
                            let term = Term { content: Vec::new(), attributes: Attributes::default() };
                            definitions.push(Definition { terms: vec![term], details: vec![detail] });
                        }
                    }
                }
            }
        }
    }
}
