use super::*;

const HEAD: &str = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' \
    xmlns:i='http://www.inkscape.org/namespaces/inkscape'";

fn clean(content: &str) -> Result<String, Unsafe> {
    cleaned(format!("{HEAD}>{content}</svg>").as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap())
}

#[test]
fn what_is_safe_is_kept() {
    let rows = [
        ("<path d='M0 0h9'/>", "<path d=\"M0 0h9\"></path>"),
        ("<text>نيل &amp; &lt;</text>", "<text>نيل &amp; &lt;</text>"),
        ("<g i:label='x' data-x='1'><rect/></g>", "<g><rect></rect></g>"),
        ("<i:namedview/><metadata><x/></metadata><rect/>", "><rect></rect><"),
        ("<defs><g id='a'><rect/></g></defs><use href='#a'/>", "<use xlink:href=\"#a\"></use>"),
        ("<a href='https://example.com/'><rect/></a>", "<g><rect></rect></g>"),
        ("<rect fill='url(#g)' style='fill:url( \"#g\" );direction:rtl'/>", "style=\"fill:url( &quot;#g&quot; )\""),
        ("<style>.a{fill:red}</style><rect class='a'/>", "<style>.a{fill:red}</style>"),
        ("<rect id='a'/><rect id='a'/>", "<rect id=\"a\"></rect><rect></rect>"),
        ("<switch><foreignObject/><text>a</text></switch>", "<switch><text>a</text></switch>"),
        ("<rect><animate attributeName='x'/></rect>", "<rect></rect>"),
    ];
    for (drawing, part) in rows {
        let clean = clean(drawing).unwrap_or_else(|why| panic!("{drawing}: {why}"));
        assert!(clean.contains(part), "{drawing}\n{clean}");
    }
}

#[test]
fn what_is_not_safe_is_refused() {
    let rows = [
        "<script>1</script><rect/>",
        "<rect onclick='x()'/>",
        "<rect ONLOAD='x()'/>",
        "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
        "<image href='https://example.com/a.png'/>",
        "<image xlink:href='a.png'/>",
        "<image href='data:image/svg+xml,%3Csvg/>'/>",
        "<use href='other.svg#a'/>",
        "<use xlink:href='https://example.com/a.svg#a'/>",
        "<rect fill='url(https://example.com/#a)'/>",
        "<rect style='fill:url(a.svg#b)'/>",
        "<rect style='fill:u\\72l(a.svg)'/>",
        "<style>@import 'a.css';</style><rect/>",
        "<style>rect{fill:url(a.png)}</style><rect/>",
        "<style>text{direction:rtl}</style><rect/>",
        "<filter><feImage href='#a'/></filter><rect/>",
        "<a href='javascript:x()' to='java\nscript:x()'><rect/></a>",
        "<defs><rect/></defs>",
        "<use href='#none'/>",
        "<g id='a'><use href='#a'/></g>",
        "",
    ];
    for drawing in rows {
        assert!(clean(drawing).is_err(), "{drawing}: {:?}", clean(drawing));
    }
    for drawing in [
        "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'><text>&a;</text></svg>",
        "<!DOCTYPE svg [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><svg><text>&a;</text></svg>",
        "<svg xmlns='http://www.w3.org/2000/svg'><rect></svg>",
        "<html><svg/></html>",
    ] {
        assert!(cleaned(drawing.as_bytes()).is_err(), "{drawing}");
    }
}

#[test]
fn a_drawing_of_a_billion_shapes_is_refused() {
    let mut drawing = "<defs><rect id='a0'/>".to_owned();
    for level in 1..12 {
        let shown = format!("<use href='#a{}'/>", level - 1).repeat(10);
        drawing.push_str(&format!("<g id='a{level}'>{shown}</g>"));
    }
    drawing.push_str("</defs><use href='#a11'/>");
    assert_eq!(clean(&drawing), Err("is too large"));
    assert!(clean(&"<g>".repeat(50_000)).is_err());
    assert!(clean(&format!("{}<rect/>{}", "<g>".repeat(5000), "</g>".repeat(5000))).is_err());
}
