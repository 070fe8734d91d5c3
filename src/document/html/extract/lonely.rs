//! Headings over nothing.

use super::super::dom::{Dom, NodeId};
use super::furniture::is_blank;
use super::measure::is_heading;
use super::report::{Kind, Left};

/// A heading over nothing but what is left out goes with it.
pub(super) fn mark(dom: &Dom, body: NodeId, headline: Option<NodeId>, left: &mut Left) {
    let mut stack = vec![body];
    while let Some(node) = stack.pop() {
        if left.is_marked(node) {
            continue;
        }
        let children = dom.children(node).filter(|child| !is_blank(dom, *child)).collect::<Vec<_>>();
        let mut open: Option<NodeId> = None;
        let mut below = None;
        for child in children.iter().copied().map(Some).chain([None]) {
            let heading = child.is_none_or(|child| dom.name(child).is_some_and(is_heading));
            if heading {
                let leads = |kind: &Kind| {
                    use Kind::{Comments, Contents, Form, Navigation, Newsletter, Related, Sidebar, Tags};
                    matches!(kind, Comments | Contents | Form | Navigation | Newsletter | Related | Sidebar | Tags)
                };
                if let (Some(lonely), Some(kind)) = (open.take(), below.take().filter(leads))
                    && Some(lonely) != headline
                    && !left.is_marked(lonely)
                {
                    left.mark(lonely, kind);
                }
                open = child.filter(|child| Some(*child) != headline && !left.is_marked(*child));
                below = None;
            } else if let (Some(child), Some(_)) = (child, open) {
                match left.kind(child) {
                    Some(kind) => below = below.or(Some(kind)),
                    None => open = None,
                }
            }
        }
        stack.extend(children);
    }
}
