//! Recipes: times, yield, ingredients and steps are text, whatever a card's names call them; its buttons and stars are not.

use super::super::dom::{Dom, NodeId};
use super::report::Kind;
use super::vocabulary::has_word;

/// Properties of a recipe by schema.org.
const PROPERTIES: &[&str] = &[
    "cookTime",
    "cookingMethod",
    "ingredients",
    "nutrition",
    "performTime",
    "prepTime",
    "recipeCategory",
    "recipeCuisine",
    "recipeIngredient",
    "recipeInstructions",
    "recipeYield",
    "totalTime",
];

/// What plugins call the parts of a card.
const PARTS: &[&str] = &[
    "amount",
    "block",
    "cook",
    "description",
    "detail",
    "details",
    "direction",
    "directions",
    "equipment",
    "header",
    "ingredient",
    "ingredients",
    "instruction",
    "instructions",
    "meta",
    "method",
    "name",
    "notes",
    "nutrition",
    "prep",
    "serving",
    "servings",
    "step",
    "steps",
    "summary",
    "time",
    "times",
    "total",
    "yield",
];

/// Whether an element is the card of a recipe.
pub(super) fn is_card(dom: &Dom, node: NodeId, name: &str) -> bool {
    if matches!(name, "body" | "main" | "article") {
        return false;
    }
    let kind = dom.attribute(node, "itemtype").unwrap_or_default();
    kind.trim_end_matches('/').ends_with("/Recipe") || has_word(dom, node, &["recipe", "recipes", "hrecipe"])
}

/// Whether an element is a part of a recipe that is read.
pub(super) fn is_part(dom: &Dom, node: NodeId, in_card: bool) -> bool {
    let property = || {
        dom.attribute(node, "itemprop")
            .is_some_and(|names| names.split_ascii_whitespace().any(|name| PROPERTIES.contains(&name)))
    };
    in_card && has_word(dom, node, PARTS) || property()
}

/// What goes even where the names say a part of a recipe.
pub(super) fn is_no_part(kind: Kind) -> bool {
    use Kind::{Advertisement, Comments, Form, Newsletter, Related, ShareBar, Tools};
    matches!(kind, Advertisement | Comments | Form | Newsletter | Related | ShareBar | Tools)
}
