use super::*;

fn cleaned(drawing: &[u8]) -> Result<Vec<u8>, Unsafe> {
    super::cleaned(drawing, &PixelRoom::default())
}

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
        ("<rect><set attributeName='href' to='javascript:x()'/></rect>", "<rect></rect>"),
        ("<a href='javascript:x()' to='java\nscript:x()'><rect/></a>", "<g><rect></rect></g>"),
        ("<rect xml:base='https://evil.example/' cursor='url(a.cur)' FILL='x'/>", "<rect></rect>"),
        ("<rect href='https://evil.example/'/>", "<rect></rect>"),
        ("<defs><rect id='a'/></defs><use href='#a' xlink:href='#b'/>", "<use xlink:href=\"#a\"></use>"),
        (
            "<defs><rect id='a'/></defs><use xlink:href='https://evil.example/#a' href=' #a'/>",
            "<use xlink:href=\"#a\">",
        ),
        ("<style>.a{fi<!-- x -->ll:red/* @import */}<b>x</b></style><rect/>", "<style>.a{fill:red }</style>"),
        ("<style type='text/css'><![CDATA[.a>.b{fill:red}]]></style><rect/>", "<style type=\"text/css\">.a&gt;.b{"),
        ("<?xml-stylesheet href='https://evil.example/a.css'?><rect/>", "><rect></rect></svg>"),
        ("<rect style='fill:red/*;direction:rtl*/'/>", "style=\"fill:red \""),
        ("<rect class='w-[calc(1px)]' transform='translate(1) skewX(2)'/>", "skewX(2)"),
        ("<feUnknown href='https://evil.example/'/><rect/>", "><rect></rect></svg>"),
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
        "<style>@imp<!-- x -->ort 'https://evil.example/a.css';</style><rect/>",
        "<style>rect{fill:ur<!-- -->l(https://evil.example/b.svg#x)}</style><rect/>",
        "<style>rect{fill:ur<b/>l(https://evil.example/b.svg#x)}</style><rect/>",
        "<style>text{direc<![CDATA[tion:rtl]]>}</style><rect/>",
        "<style>text{direction/* */:rtl}</style><rect/>",
        "<style>@im\\70ort 'a.css';</style><rect/>",
        "<style>a{content:'/*'}</style><style>@import 'a.css';/**/</style><rect/>",
        "<rect filter='u\\72l(https://evil.example/f.svg#x)'/>",
        "<rect mask=\"image-set('https://evil.example/m.png' 1x)\"/>",
        "<rect mask=\"src('https://evil.example/m.png')\"/>",
        "<rect fill='url(/**/#a)'/>",
        "<rect fill='url(\"&apos;#a\")'/>",
        "<use href='https://evil.example/a.svg#a' xlink:href='#a'/>",
        "<pattern href='https://evil.example/a.svg#a'/><rect/>",
        "<text><textPath href='https://evil.example/a.svg#a'>x</textPath></text>",
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
    let mut painted = "<defs><pattern id='p0'><rect/></pattern>".to_owned();
    for level in 1..12 {
        let shown = format!("<rect style='fill:url( \"#p{}\" )'/>", level - 1).repeat(10);
        painted.push_str(&format!("<pattern id='p{level}'>{shown}</pattern>"));
    }
    painted.push_str("</defs><rect fill='url(#p11)'/>");
    assert_eq!(clean(&painted), Err("is too large"));
    assert_eq!(clean("<pattern id='p'><rect fill='url(#p)'/></pattern><rect/>"), Err("shows itself within itself"));
    let used = "<rect fill='url(#h)' clip-path='url(#c)'/>".repeat(20_000);
    let shared = format!("<pattern id='h'>{}</pattern><clipPath id='c'><rect/></clipPath>{used}", "<path/>".repeat(20));
    assert!(clean(&shared).is_ok(), "many may be painted with one");
    assert!(clean(&"<g>".repeat(50_000)).is_err());
    assert!(clean(&format!("{}<rect/>{}", "<g>".repeat(5000), "</g>".repeat(5000))).is_err());
}

#[test]
fn what_is_written_is_well_formed_once_and_again() {
    // Texts of pieces that drawings are made of, good and bad, in any order.
    let pieces = [
        "<use href='#a' xlink:href='#a'/>",
        "<image href='data:,x' xlink:href='#a'/>",
        "<rect id='a' i:id='a' x:fill='1' fill='2'/>",
        "<g xmlns:x='http://www.w3.org/1999/xlink' x:href='#a' xlink:title='b'>",
        "</g>",
        "<style>a>b{}]]&gt;<!-- -->",
        "</style>",
        "<text xml:space='preserve' xml:lang='ar' lang='ar'>&#9;&#xD;&lt;&amp;\u{FFFD}]]&gt;",
        "</text>",
        "<rect class='&#10;&quot;&apos;&lt;' style=';;\"'/>",
        "<linearGradient xlink:href='#a' href='#b'/>",
        "<rect xmlns='' fill='a'/>",
        "<svg xmlns:xlink='x'><use xlink:href='#a' href='#a'/></svg>",
    ];
    proptest::proptest!(|(order in proptest::collection::vec(0..pieces.len(), 0..12))| {
        let content = order.iter().map(|at| pieces[*at]).collect::<String>();
        let head = HEAD.to_owned() + " xmlns:x='http://www.w3.org/2000/01/rdf'";
        if let Ok(clean) = cleaned(format!("{head}><rect/>{content}</svg>").as_bytes()) {
            let text = std::str::from_utf8(&clean).unwrap();
            proptest::prop_assert!(Document::parse(text).is_ok(), "{text}");
            // Line ends within attributes and returns are other white space when they are read again.
            let again = cleaned(&clean).unwrap();
            proptest::prop_assert_eq!(cleaned(&again).unwrap(), again, "what is clean stays as it is");
        }
    });
}
