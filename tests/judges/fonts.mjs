// Is it the embedded font that draws the text? Asked of the document a reader shows, in Chromium:
//
// - the face is among `document.fonts` and loaded,
// - words of the text, in the element where they stand, are as wide as in the whole font of assets/fonts, which is
//   loaded beside it, and one at least is not as wide in what the browser would take without,
// - and Chromium itself says that a font of the page, no installed one, has drawn them.
//
// Which font a text should be in is told by its language alone; what the book's stylesheet says is not believed.
import { appendFileSync, readFileSync, rmSync } from 'node:fs'
import { output } from './places.mjs'

/** The shipped families: the files in a book are named after `stem`, and the generic font stands behind each. */
const FAMILIES = [
    { name: 'Amiri', stem: 'amiri', generic: 'serif', languages: ['ar'] },
    { name: 'Vazirmatn', stem: 'vazirmatn', generic: 'sans-serif', languages: ['fa'] },
    { name: 'Noto Nastaliq Urdu', stem: 'noto-nastaliq-urdu', generic: 'serif', languages: ['ur'] },
    { name: 'Noto Serif Hebrew', stem: 'noto-serif-hebrew', generic: 'serif', languages: ['he'] },
]
const STYLES = ['Regular', 'Bold']
/** In pixels, of words set in 100 px. */
const TOLERANCE = 0.5
const SIZE = 100

/** The faces whose files a package document names, as «Amiri Bold». */
export const facesOf = opf =>
    FAMILIES.flatMap(({ name, stem }) =>
        STYLES.filter(style => opf.includes(`${stem}-${style.toLowerCase()}.`)).map(style => `${name} ${style}`))

/** The family that a text of this language is in, where one is shipped for it. */
export const familyFor = language => FAMILIES.find(({ languages }) => languages.includes(language?.split('-')[0]))?.name

/** Judges the fonts of one book, document by document; widths are noted in target/judges-out. */
export function fontJudge(page, faces, name, problems) {
    const notes = `${output}${name}-fonts.txt`
    const seen = new Set()
    let whole
    rmSync(notes, { force: true })
    return {
        async judge(document, path) {
            whole ??= page.evaluateHandle(decode, readWhole())
            const probes = await document.evaluate(probe, { whole: await whole, families: FAMILIES, size: SIZE })
            const drawn = await drawnBy(page)
            await document.evaluate(clean)
            for (const { face, status, words } of probes) {
                seen.add(face)
                const objections = []
                if (status !== 'loaded') objections.push(`is ${status}`)
                for (const { word, width, wholeWidth, otherWidth, mark } of words) {
                    const by = drawn.get(mark) ?? []
                    if (Math.abs(width - wholeWidth) > TOLERANCE)
                        objections.push(`«${word}» is ${width} wide, not ${wholeWidth} as in the whole font`)
                    if (by.length !== 1 || !by[0].isCustomFont)
                        objections.push(`«${word}» is drawn by ${by.map(font => font.familyName).join(', ') || 'nothing'}`)
                    appendFileSync(notes, `${path}: ${face} (${status}): ${word} ${width}, in the whole font ${wholeWidth}, `
                        + `in the browser's own ${otherWidth}; drawn by ${by.map(by => `${by.familyName}${by.isCustomFont ? ' of the book' : ''}`)}\n`)
                }
                if (words.every(({ width, otherWidth }) => Math.abs(width - otherWidth) <= TOLERANCE))
                    objections.push('is not to be told from the browser’s own font')
                problems.push(...objections.map(objection => `${path}: font ${face} ${objection}`))
            }
        },
        done() {
            for (const face of faces) if (!seen.has(face)) problems.push(`font ${face} is in the book, and no word is in it`)
            for (const face of seen)
                if (!faces.includes(face)) problems.push(`text should be in ${face}, which is not in the book`)
        },
    }
}

function readWhole() {
    const folder = new URL('../../assets/fonts/', import.meta.url)
    const read = (name, style) => readFileSync(new URL(`${name}/${name}-${style}.ttf`, folder)).toString('base64')
    return FAMILIES.flatMap(({ name }) =>
        STYLES.map(style => ({ face: `${name} ${style}`, base64: read(name.replaceAll(' ', ''), style) })))
}

// Runs in the page, once.
const decode = fonts =>
    new Map(fonts.map(({ face, base64 }) => [face, Uint8Array.from(atob(base64), c => c.charCodeAt(0)).buffer]))

/** What Chromium says of the fonts that drew each marked word, by the mark. */
async function drawnBy(page) {
    const session = await page.context().newCDPSession(page)
    try {
        await session.send('DOM.enable')
        await session.send('CSS.enable')
        const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true })
        const marked = []
        const walk = node => {
            const at = node.attributes?.indexOf('data-judge') ?? -1
            if (at >= 0) marked.push([node.attributes[at + 1], node.nodeId])
            for (const child of node.children ?? []) walk(child)
            for (const shadow of node.shadowRoots ?? []) walk(shadow)
            if (node.contentDocument) walk(node.contentDocument)
        }
        walk(root)
        const ask = async ([mark, nodeId]) => [mark, (await session.send('CSS.getPlatformFontsForNode', { nodeId })).fonts]
        return new Map(await Promise.all(marked.map(ask)))
    } finally {
        await session.detach()
    }
}

// Runs on the document that the reader shows. Answers, for each face that it should be in, up to three of its words.
async function probe(document, { whole, families, size }) {
    const WORD = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Mn}]{4,}/gu
    const view = document.defaultView
    await document.fonts.ready
    const faces = [...document.fonts]

    const familyOf = (element, word) => {
        const language = element.closest('[lang]')?.getAttribute('lang').split('-')[0]
        const byScript = /\p{Script=Hebrew}/u.test(word) ? 'Noto Serif Hebrew' : 'Amiri'
        const byLanguage = families.find(({ languages }) => languages.includes(language))
        return byLanguage && (byLanguage.name === 'Noto Serif Hebrew') === (byScript === 'Noto Serif Hebrew')
            ? byLanguage
            : families.find(({ name }) => name === byScript)
    }
    const found = new Map()
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
        const element = texts.currentNode.parentElement
        for (const [word] of texts.currentNode.data.matchAll(WORD)) {
            const family = familyOf(element, word)
            const bold = Number(view.getComputedStyle(element).fontWeight) >= 600
            const face = `${family.name} ${bold ? 'Bold' : 'Regular'}`
            const words = found.get(face) ?? { family, bold, words: new Map() }
            found.set(face, words)
            if (words.words.size < 3) words.words.set(word, element)
        }
    }

    let mark = 0
    const widthOf = (element, word, family) => {
        const span = document.createElementNS('http://www.w3.org/1999/xhtml', 'span')
        span.textContent = word
        const set = (name, value) => span.style.setProperty(name, value, 'important')
        for (const [name, value] of [
            ['position', 'absolute'], ['visibility', 'hidden'], ['white-space', 'nowrap'], ['font-size', `${size}px`],
            ['font-style', 'normal'], ['letter-spacing', '0'], ['top', '0'],
        ]) set(name, value)
        if (family) set('font-family', family)
        span.setAttribute('data-judge', `${mark++}`)
        element.append(span)
        return { span, width: () => Math.round(span.getBoundingClientRect().width * 100) / 100 }
    }
    const answers = []
    for (const [face, { family, bold, words }] of found) {
        const weight = bold ? 'bold' : 'normal'
        const mine = faces.filter(one => one.family.replace(/["']/g, '') === family.name && one.weight === weight)
        const wholeName = `whole ${family.name}`
        // of this document's own window, which needs no permission to load anything: the bytes are here
        const wholeFace = new view.FontFace(wholeName, whole.get(face), { weight })
        document.fonts.add(await wholeFace.load())
        const measured = [...words].map(([word, element]) => ({
            word,
            own: widthOf(element, word),
            whole: widthOf(element, word, `"${wholeName}"`),
            other: widthOf(element, word, family.generic),
        }))
        answers.push({
            face,
            status: mine[0]?.status ?? 'not among the faces of the document',
            words: measured.map(({ word, own, whole, other }) => ({
                word,
                width: own.width(),
                wholeWidth: whole.width(),
                otherWidth: other.width(),
                mark: own.span.getAttribute('data-judge'),
            })),
        })
    }
    return answers
}

// Runs on the document that the reader shows.
const clean = document => document.querySelectorAll('[data-judge]').forEach(span => span.remove())
