// MuPDF, the engine of several e-readers and of SumatraPDF. It reads `dir` on body and below, and ignores it on html.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { output } from './places.mjs'
import { count, direction, sum } from './script.mjs'
import { judgeEach, stem } from './verdict.mjs'

const run = promisify(execFile)

/** An e-reader's page in points, and the text size. */
const PAGE = ['-W', '450', '-H', '600', '-S', '12']
/** These two speak of how Debian built MuPDF 1.21, and come with every book. */
const KNOWN = ['ICC support is not available', 'unknown epub version: 3.0']
/** A line that leaves less than this share of the text's width free cannot tell where it was set from. */
const SLACK = 0.1
/** So many of the lines that can tell must be set from the book's side; the rest may be verse, captions, code. */
const AGREEMENT = 0.9
/** A pixel darker than this is ink. */
const INK = 200

const draw = (book, format, to = '-', pages = '1-N') =>
    run('mutool', ['draw', '-q', '-a', ...PAGE, '-F', format, '-o', to, book, pages], {
        encoding: 'buffer',
        maxBuffer: 2 ** 31 - 1,
        timeout: 120_000,
    })

/** The lines of a page as {page, text, left, right}: MuPDF lists the run of each font apart, so baselines are joined. */
function pageLines({ blocks }, index) {
    const lines = new Map()
    for (const run of blocks.flatMap(block => block.lines ?? [])) {
        if (!run.text.trim()) continue
        const line = lines.get(run.y) ?? { page: index + 1, text: '', left: Infinity, right: -Infinity }
        lines.set(run.y, line)
        line.text += ` ${run.text}`
        line.left = Math.min(line.left, run.bbox.x)
        line.right = Math.max(line.right, run.bbox.x + run.bbox.w)
    }
    return [...lines.values()]
}

/** Lines of the book's script that do not fill the text's width must leave it free on the side where reading ends. */
function judgeSide(lines, problems) {
    const side = direction(sum(lines.map(({ text }) => count(text))))
    if (!side) {
        problems.push('no text')
        return
    }
    const left = Math.min(...lines.map(line => line.left))
    const right = Math.max(...lines.map(line => line.right))
    const slack = SLACK * (right - left)

    const telling = lines
        .filter(({ text }) => direction(count(text)) === side)
        .map(line => ({ ...line, free: { ltr: right - line.right, rtl: line.left - left } }))
        .filter(({ free }) => Math.abs(free.ltr - free.rtl) > slack)
    const agreeing = telling.filter(({ free }) => direction(free) === side)
    if (telling.length === 0) problems.push('no line tells which side the text is set from')
    else if (agreeing.length < AGREEMENT * telling.length)
        problems.push(`text is ${side}, but only ${agreeing.length} of ${telling.length} lines are set from its side`)
}

/** The numbers of the pages without ink in MuPDF's pictures, which are PGM files one after the other. */
function blankPages(pictures) {
    const blank = []
    for (let start = 0, page = 1; start < pictures.length; page++) {
        const header = /^P5\s+(?:#.*\s+)?(\d+)\s+(\d+)\s+255\s/.exec(pictures.toString('latin1', start, start + 200))
        const from = start + header[0].length
        start = from + header[1] * header[2]
        if (!pictures.subarray(from, start).some(pixel => pixel < INK)) blank.push(page)
    }
    return blank
}

await judgeEach(async (book, problems) => {
    const { stdout: structure, stderr } = await draw(book, 'stext.json')
    for (const line of stderr.toString().split('\n'))
        if (line.trim() && !KNOWN.some(known => line.includes(known))) problems.push(line)

    const lines = JSON.parse(structure).pages.flatMap(pageLines)
    for (const { text, page } of lines) if (text.includes('\uFFFD')) problems.push(`page ${page} shows U+FFFD: ${text}`)
    judgeSide(lines, problems)

    const { stdout: pictures } = await draw(book, 'pgm')
    for (const page of blankPages(pictures)) problems.push(`page ${page} is blank`)
    await draw(book, 'png', `${output}mutool-${stem(book)}-%d.png`, '1-3')
})
