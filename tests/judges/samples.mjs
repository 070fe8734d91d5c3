// Makes the books that the judges themselves are tested with (selftest.rs): three good ones, and broken ones that
// differ from a good one in a single fault each. Usage: node samples.mjs FOLDER
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { require } from './places.mjs'

const JSZip = require('jszip')

const ARABIC = {
    lang: 'ar',
    dir: 'rtl',
    title: 'كتاب التجربة',
    contents: 'المحتويات',
    chapter: 'الفصل',
    sentences: [
        'الورّاق صانع الكتب في بلاد الخطّ العربيّ، ينسخ ويجلّد ويبيع.',
        'كان سوق الورّاقين في بغداد من أشهر أسواق المدينة، وفيه مئات الحوانيت.',
        'هذه الصفحات لا تقول شيئا، وإنّما كُتبت ليُرى كيف تُعرض من اليمين إلى اليسار.',
    ],
}
const ENGLISH = {
    lang: 'en',
    dir: 'ltr',
    title: 'A Book of Trials',
    contents: 'Contents',
    chapter: 'Chapter',
    sentences: [
        'A warraq made books where the Arabic script is written: he copied, bound and sold them.',
        'The market of the warraqs in Baghdad was among the best known, with a hundred shops.',
        'These pages say nothing; they were written to see how they are shown.',
    ],
}

/** A good book, as its files by name. */
function goodBook({ lang, dir, title, contents, chapter, sentences }) {
    const html = (heading, body) => `<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"
    lang="${lang}" xml:lang="${lang}" dir="${dir}">
<head><title>${heading}</title></head>
<body dir="${dir}">${body}</body>
</html>`
    const chapters = [1, 2, 3].map(number => {
        // paragraphs of uneven length, so that their last lines end in the middle
        const paragraphs = Array.from({ length: 12 }, (_, i) => `<p>${sentences.slice(0, 1 + (i % 3)).join(' ')}</p>`)
        const picture = number === 1 ? '<p><img src="dot.png" alt="." /></p>' : ''
        return html(`${chapter} ${number}`, `<h1>${chapter} ${number}</h1>${paragraphs.join('\n')}${picture}`)
    })
    const names = chapters.map((_, i) => `chapter-${i + 1}.xhtml`)
    const links = names.map((name, i) => `<li><a href="${name}">${chapter} ${i + 1}</a></li>`)
    return {
        'META-INF/container.xml': `<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles></container>`,
        'EPUB/package.opf': `<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="${lang}" dir="${dir}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:8a7c3f0e-5b1d-4d3a-9f37-0d6c2f1be${lang === 'ar' ? 'a' : 'b'}11</dc:identifier>
<dc:title>${title}</dc:title><dc:language>${lang}</dc:language>
<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta>
<meta property="schema:accessMode">textual</meta>
<meta property="schema:accessModeSufficient">textual</meta>
<meta property="schema:accessibilityFeature">tableOfContents</meta>
<meta property="schema:accessibilityHazard">none</meta>
<meta property="schema:accessibilitySummary">${title}</meta>
</metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="dot" href="dot.png" media-type="image/png"/>
${names.map((name, i) => `<item id="c${i}" href="${name}" media-type="application/xhtml+xml"/>`).join('\n')}
</manifest>
<spine page-progression-direction="${dir}">${names.map((_, i) => `<itemref idref="c${i}"/>`).join('')}</spine>
</package>`,
        'EPUB/nav.xhtml': html(contents, `<nav epub:type="toc" role="doc-toc"><h1>${contents}</h1><ol>${links.join('')}</ol></nav>`),
        ...Object.fromEntries(names.map((name, i) => [`EPUB/${name}`, chapters[i]])),
        'EPUB/dot.png': Buffer.from(
            'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
            'base64',
        ),
    }
}

/** The faults: what is changed in each file of a good book. Files that a fault leaves alone come back as they were. */
const chapters = change => (name, text) => (name.includes('chapter') ? change(text) : text)
const opf = change => (name, text) => (name.endsWith('.opf') ? change(text) : text)
const first = change => (name, text) => (name.includes('chapter-1') ? change(text) : text)
const FAULTS = {
    'no-progression': opf(text => text.replace(/ page-progression-direction="rtl"/, '')),
    'no-dir': chapters(text => text.replaceAll(' dir="rtl"', '')),
    'wrong-direction': (name, text) => (Buffer.isBuffer(text) ? text : text.replaceAll('"rtl"', '"ltr"')),
    'ill-formed': first(text => text.replace('</p>', '')),
    'missing-image': first(text => text.replace('dot.png', 'none.png')),
    'remote-image': first(text => text.replace('dot.png', 'https://example.com/dot.png')),
    'no-alternative': first(text => text.replace(' alt="."', '')),
    'hidden-text': chapters(text => text.replace('</head>', '<style>body { visibility: hidden }</style></head>')),
    'replacement-character': first(text => text.replace('الورّاق', '\uFFFD')),
    'bad-css': first(text => text.replace('</head>', '<style>p { color: }}</style></head>')),
}

/** The good book in the shipped Naskh, and its faults. */
const whole = (style, family = 'Amiri') =>
    readFileSync(new URL(`../../assets/fonts/${family}/${family}-${style}.ttf`, import.meta.url))
const CSS = `@font-face { font-family: "Amiri"; font-weight: normal; src: url(amiri-regular.ttf); }
@font-face { font-family: "Amiri"; font-weight: bold; src: url(amiri-bold.ttf); }
body { font-family: "Amiri", serif; }`
const LINK = '<link rel="stylesheet" type="text/css" href="book.css"/></head>'
const ITEMS = `<manifest><item id="css" href="book.css" media-type="text/css"/>
<item id="regular" href="amiri-regular.ttf" media-type="font/ttf"/>
<item id="bold" href="amiri-bold.ttf" media-type="font/ttf"/>`
const dressed = (name, content) =>
    opf(text => text.replace('<manifest>', ITEMS))(name, chapters(text => text.replace('</head>', LINK))(name, content))
const withFonts = files => ({
    ...Object.fromEntries(Object.entries(files).map(([name, content]) => [name, dressed(name, content)])),
    'EPUB/book.css': CSS,
    'EPUB/amiri-regular.ttf': whole('Regular'),
    'EPUB/amiri-bold.ttf': whole('Bold'),
})
const file = (wanted, change) => (name, content) => (name.endsWith(wanted) ? change(content) : content)
const FONT_FAULTS = {
    'font-damaged': file('amiri-regular.ttf', () => Buffer.from('no font')),
    'font-another': file('amiri-bold.ttf', () => whole('Bold', 'Vazirmatn')),
    'font-misspelt': file('book.css', text => text.replace('"Amiri", serif', '"Amirri", serif')),
    'font-unused': file('book.css', text => text.replace('"Amiri", serif', 'serif')),
    // what an engine does that knows nothing of joining: ZERO WIDTH NON-JOINER between all letters
    'detached-letters': chapters(text => text.replace(/(?<=[ء-ي][\u064B-\u0652]*)(?=[ء-ي])/g, '\u200C')),
}

async function write(file, files) {
    const zip = new JSZip()
    zip.file('mimetype', 'application/epub+zip', { compression: 'STORE' })
    for (const [name, content] of Object.entries(files)) zip.file(name, content, { createFolders: false })
    writeFileSync(file, await zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' }))
}

const [folder] = process.argv.slice(2)
mkdirSync(folder, { recursive: true })
const good = goodBook(ARABIC)
await write(`${folder}/good-arabic.epub`, good)
await write(`${folder}/good-english.epub`, goodBook(ENGLISH))
const goodFonts = withFonts(good)
await write(`${folder}/good-fonts.epub`, goodFonts)
for (const [book, faults] of [[good, FAULTS], [goodFonts, FONT_FAULTS]]) {
    for (const [fault, change] of Object.entries(faults)) {
        const files = Object.entries(book).map(([name, content]) => [name, change(name, content)])
        await write(`${folder}/${fault}.epub`, Object.fromEntries(files))
    }
}
