// Where Chromium puts each character of a text: `Range.getClientRects`, character by character. It only measures; what
// should be seen stands in tests/bidi, and bidi/ compares. Usage: bidi.mjs BOOK.epub|FILE.xhtml...
//
// Prints one JSON line per file, {"book", "problems", "blocks"}. A block is a paragraph, heading, item or cell:
//   name, dir   its element, and the direction it is shown in
//   start       'left' or 'right': the side its line begins at, by the space that is left free
//   lines       how many lines it takes; more than one cannot be compared
//   chars       [character, x of its middle, 'ltr' or 'rtl'] in the order of the text. The mark of a note is the one
//               character ※, whatever its digits are. The direction is that of the caret, and tells which way a
//               bracket opens.
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { startBrowser } from './browser.mjs'
import { output, require } from './places.mjs'

const JSZip = require('jszip')

const ORIGIN = 'http://book.invalid/'
const TYPES = { xhtml: 'application/xhtml+xml', css: 'text/css' }
/** Wide enough for every row to stand on one line. */
const WIDTH = 3000
/** One size and upright letters of plain fonts: what is measured is order, and nothing else. */
const STYLE = `* {
    font: 20px "Noto Naskh Arabic", "Noto Sans Hebrew", "DejaVu Sans" !important;
    letter-spacing: 0 !important; white-space: nowrap !important; vertical-align: baseline !important;
}`

const browser = await startBrowser()
for (const book of process.argv.slice(2)) {
    const problems = []
    const blocks = await measure(book, problems).catch(error => {
        problems.push(`not measured: ${error?.stack ?? error}`)
        return []
    })
    console.log(JSON.stringify({ book, problems, blocks }))
}
await browser.close()

/** The blocks of all chapters of a book, or of one XHTML file. */
async function measure(book, problems) {
    const files = await readFiles(book)
    const page = await browser.newPage({ viewport: { width: WIDTH, height: 1000 } })
    page.on('pageerror', error => problems.push(`page error: ${error.message}`))
    await page.route('**', route => {
        const path = decodeURIComponent(route.request().url().slice(ORIGIN.length))
        if (files.has(path)) return route.fulfill({ body: files.get(path), contentType: TYPES[path.split('.').pop()] })
        problems.push(`the page asks for ${route.request().url()}`)
        return route.abort()
    })
    const blocks = []
    for (const path of [...files.keys()].filter(path => /(^|text\/ch\d+)\.xhtml$/.test(path) || files.size === 1)) {
        await page.goto(ORIGIN + path)
        await page.addStyleTag({ content: STYLE }).catch(() => page.evaluate(addStyle, STYLE))
        const height = await page.evaluate(() => document.documentElement.scrollHeight)
        await page.setViewportSize({ width: WIDTH, height: height + 100 }) // a caret is found only in what is in view
        await page.evaluate(() => document.fonts.ready.then(() => null))
        blocks.push(...(await page.evaluate(inspect)))
        await page.screenshot({ path: `${output}bidi-${basename(book).replace(/\W/g, '-')}-${basename(path)}.png` })
    }
    await page.close()
    return blocks
}

async function readFiles(book) {
    const bytes = await readFile(book)
    if (!book.endsWith('.epub')) return new Map([[basename(book), bytes]])
    const entries = (await JSZip.loadAsync(bytes)).file(/\.(xhtml|css)$/)
    return new Map(await Promise.all(entries.map(async entry => [entry.name, await entry.async('nodebuffer')])))
}

function addStyle(css) {
    const style = document.createElementNS('http://www.w3.org/1999/xhtml', 'style')
    style.textContent = css
    document.documentElement.append(style)
}

// Runs in the page.
function inspect() {
    const BLOCKS = 'p, h1, h2, h3, h4, h5, h6, li, dt, dd, td, th, pre, figcaption'
    const NOTE = 'a[role="doc-noteref"]'
    const range = document.createRange()

    const boxOf = (node, from, to) => {
        range.setStart(node, from)
        range.setEnd(node, to)
        // at a turn of direction there may be an empty box besides that of the character
        const boxes = [...range.getClientRects()]
        return boxes.find(box => box.width > 0) ?? boxes[0]
    }

    /** The direction of the character at `from`: the caret beside its left edge stands before it, or after it. */
    const caretOf = (box, node, from) => {
        const caret = document.caretPositionFromPoint(box.left + box.width / 4, box.top + box.height / 2)
        if (!caret) return null
        range.setStart(node, from)
        range.collapse(true)
        return range.comparePoint(caret.offsetNode, caret.offset) <= 0 ? 'ltr' : 'rtl'
    }

    const inspectBlock = block => {
        const chars = []
        const tops = []
        let left = Infinity
        let right = -Infinity
        const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
        const seen = new Set()
        while (texts.nextNode()) {
            const node = texts.currentNode
            const note = node.parentElement.closest(NOTE)
            if (note) {
                if (seen.has(note)) continue
                seen.add(note)
                const box = note.getBoundingClientRect()
                chars.push(['※', box.left + box.width / 2, null])
                continue
            }
            let at = 0
            for (const char of node.data) {
                const box = boxOf(node, at, at + char.length)
                if (box) {
                    chars.push([char, box.left + box.width / 2, caretOf(box, node, at)])
                    if (box.width > 0 && char.trim()) {
                        tops.push((box.top + box.bottom) / 2)
                        left = Math.min(left, box.left)
                        right = Math.max(right, box.right)
                    }
                }
                at += char.length
            }
        }
        const frame = block.getBoundingClientRect()
        tops.sort((a, b) => a - b)
        return {
            name: block.localName,
            dir: getComputedStyle(block).direction,
            start: left - frame.left < frame.right - right ? 'left' : 'right',
            lines: 1 + tops.filter((top, i) => i > 0 && top - tops[i - 1] > 10).length,
            chars,
        }
    }
    return [...document.querySelectorAll(BLOCKS)].filter(block => !block.querySelector(BLOCKS)).map(inspectBlock)
}
