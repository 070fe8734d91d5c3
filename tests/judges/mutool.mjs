// MuPDF, the engine of several e-readers and of SumatraPDF. It reads `dir` on body and below, and ignores it on html.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { readFile, writeFile } from 'node:fs/promises'
import { facesOf, familyFor } from './fonts.mjs'
import { apartness } from './joining.mjs'
import { output, require } from './places.mjs'
import { count, direction, sum } from './script.mjs'
import { judgeEach, stem } from './verdict.mjs'

const JSZip = require('jszip')
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
/** So many letters may be in another font: code, quotations in another language. */
const OTHER_FONTS = 0.05
/** The pages that are looked at for joining, and how large. */
const JOINING_PAGES = '1-12'
const DPI = 216
/** Letters are joined below this (joining.mjs): measured were at most 0.2 where they are, and at least 1 where not. */
const APART = 0.5

const draw = (book, format, to = '-', pages = '1-N', ...more) =>
    run('mutool', ['draw', '-q', '-a', ...PAGE, ...more, '-F', format, '-o', to, book, pages], {
        encoding: 'buffer',
        maxBuffer: 2 ** 31 - 1,
        timeout: 120_000,
    })

/** Runs whose baselines are this close, in points, are of one line: a word with marks upon marks stands a little higher. */
const SAME_LINE = 5

/** The lines of a page as {page, text, left, right}: MuPDF lists the run of each font apart, so baselines are joined. */
function pageLines({ blocks }, index) {
    const lines = []
    for (const run of blocks.flatMap(block => block.lines ?? [])) {
        if (!run.text.trim()) continue
        let line = lines.find(({ y }) => Math.abs(y - run.y) < SAME_LINE)
        if (!line) lines.push((line = { page: index + 1, y: run.y, text: '', left: Infinity, right: -Infinity }))
        line.text += ` ${run.text}`
        // MuPDF sets the markers of lists at the left, whatever the direction: only words tell where a line begins.
        if (!/\p{L}/u.test(run.text)) continue
        line.left = Math.min(line.left, run.bbox.x)
        line.right = Math.max(line.right, run.bbox.x + run.bbox.w)
    }
    return lines
}

const words = text => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []

/** The words of each row of the book's tables. */
async function tableRows(book) {
    const zip = await JSZip.loadAsync(await readFile(book))
    const pages = await Promise.all(zip.file(/\.xhtml$/).map(page => page.async('string')))
    const rows = pages.flatMap(page => page.match(/<tr[\s>].*?<\/tr>/gsu) ?? [])
    return rows.map(row => new Set(words(row.replace(/<[^>]*>/g, ' '))))
}

/**
 * Lines of the book's script that do not fill the text's width must leave it free on the side where reading ends.
 * Lines within a row of a table tell nothing: MuPDF sets the columns of every table from the left.
 */
function judgeSide(lines, rows, problems) {
    const side = direction(sum(lines.map(({ text }) => count(text))))
    if (!side) {
        problems.push('no text')
        return
    }
    const worded = lines.filter(({ right }) => right > -Infinity)
    const left = Math.min(...worded.map(line => line.left))
    const right = Math.max(...worded.map(line => line.right))
    const slack = SLACK * (right - left)

    const telling = lines
        .filter(({ text }) => direction(count(text)) === side)
        .filter(({ text }) => !rows.some(row => words(text).every(word => row.has(word))))
        .map(line => ({ ...line, free: { ltr: right - line.right, rtl: line.left - left } }))
        .filter(({ free }) => Math.abs(free.ltr - free.rtl) > slack)
    const agreeing = telling.filter(({ free }) => direction(free) === side)
    if (telling.length === 0) problems.push('no line tells which side the text is set from')
    else if (agreeing.length < AGREEMENT * telling.length)
        problems.push(`text is ${side}, but only ${agreeing.length} of ${telling.length} lines are set from its side`)
}

/** MuPDF's pictures, which are PGM files one after the other. */
function readPictures(pictures) {
    const read = []
    for (let start = 0; start < pictures.length; ) {
        const header = /^P5\s+(?:#.*\s+)?(\d+)\s+(\d+)\s+255\s/.exec(pictures.toString('latin1', start, start + 200))
        const from = start + header[0].length
        const [width, height] = [Number(header[1]), Number(header[2])]
        start = from + width * height
        read.push({ width, height, pixels: pictures.subarray(from, start) })
    }
    return read
}

/** The runs of letters that go from right to left, and nothing else, as {page, text, face, size, bbox}. */
const foreignRuns = pages =>
    pages.flatMap(({ blocks }, index) =>
        blocks.flatMap(block => block.lines ?? [])
            .filter(({ text }) => count(text).rtl > 0 && count(text).ltr === 0)
            .map(({ text, font, bbox }) => ({ page: index + 1, text, face: font.name, size: font.size, bbox })))

/** Where a book carries a font for its language, MuPDF must draw with it too. */
async function judgeFonts(book, runs, problems) {
    const zip = await JSZip.loadAsync(await readFile(book))
    const opf = await zip.file(/\.opf$/)[0].async('string')
    const family = familyFor(/<dc:language[^>]*>([^<]*)</.exec(opf)?.[1])
    const faces = facesOf(opf).filter(face => face.startsWith(`${family} `))
    if (faces.length === 0) return
    const lettersOf = some => sum(some.map(({ text }) => count(text))).rtl
    const others = runs.filter(({ face }) => !faces.includes(face))
    if (lettersOf(others) > OTHER_FONTS * lettersOf(runs))
        problems.push(`${lettersOf(others)} of ${lettersOf(runs)} letters are not in ${family}, but in ${others[0].face}`)
    for (const face of faces)
        if (!runs.some(run => run.face === face)) problems.push(`font ${face} is in the book, and no run is in it`)
}

async function judgeJoining(book, runs, problems) {
    const arabic = runs.filter(({ text }) => /\p{Script=Arabic}/u.test(text))
    if (arabic.length === 0) return
    const { stdout } = await draw(book, 'pgm', '-', JOINING_PAGES, '-r', String(DPI))
    const found = apartness(readPictures(stdout), arabic, DPI / 72)
    if (!found) return
    const { letters, parts, inked, apart } = found
    await writeFile(`${output}mutool-${stem(book)}-joining.txt`,
        `${letters} letters in ${parts} parts, ${inked} pieces of ink: ${apart.toFixed(2)} apart (0 joined, 1 detached)\n`)
    if (apart > APART)
        problems.push(`letters do not join: ${letters} letters should be ${parts} pieces of ink, but are ${inked}`)
}

await judgeEach(async (book, problems) => {
    const { stdout: structure, stderr } = await draw(book, 'stext.json')
    for (const line of stderr.toString().split('\n'))
        if (line.trim() && !KNOWN.some(known => line.includes(known))) problems.push(line)

    const lines = JSON.parse(structure).pages.flatMap(pageLines)
    for (const { text, page } of lines) if (text.includes('\uFFFD')) problems.push(`page ${page} shows U+FFFD: ${text}`)
    judgeSide(lines, await tableRows(book), problems)

    const { stdout: pictures } = await draw(book, 'pgm')
    for (const [index, { pixels }] of readPictures(pictures).entries())
        if (!pixels.some(pixel => pixel < INK)) problems.push(`page ${index + 1} is blank`)
    const runs = foreignRuns(JSON.parse(structure).pages)
    await judgeFonts(book, runs, problems)
    await judgeJoining(book, runs, problems)
    await draw(book, 'png', `${output}mutool-${stem(book)}-%d.png`, '1-3')
})
