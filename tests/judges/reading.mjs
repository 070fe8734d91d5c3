// What a reading system must show of a book, whichever it is: the same demands on foliate-js and epub.js.
//
// A reader is {name, viewport, address(url), ignored, answers} and, run in its page,
//   opened()      true once the book is shown
//   direction()   the direction it takes the book for
//   goTo(index)   shows the section with that place in the spine
//   document()    the document it shows now
//   position()    where the reader is, as an array that grows from the book's start to its end; null while it moves
//   fits()        true when the window shows the whole section
import { output } from './places.mjs'
import { openPage, startBrowser } from './browser.mjs'
import { readBook } from './book.mjs'
import { fontJudge } from './fonts.mjs'
import { startServer } from './server.mjs'
import { judgeEach, stem } from './verdict.mjs'

// All in milliseconds: to open a book, to show another page, and for everything together.
const OPENING = 20_000
const TURNING = 3_000
const PATIENCE = 180_000
/** A text page, for the picture, has this many letters at least: not the cover, not the title page. */
const TEXT_PAGE = 200

export async function judgeWith(reader) {
    const [server, browser] = await Promise.all([startServer(), startBrowser()])
    try {
        await judgeEach(async (file, problems) => {
            const page = await openPage(browser, { ...reader, origin: server.origin }, problems)
            try {
                const book = await readBook(page, file, problems)
                await page.goto(server.origin + reader.address(server.url(file)))
                const name = `${reader.name}-${stem(file)}`
                await Promise.race([
                    judgeBook(page, reader, book, name, problems),
                    page.waitForTimeout(PATIENCE).then(() => problems.push(`not done after ${PATIENCE / 1000} s`)),
                ])
            } finally {
                page.removeAllListeners() // what closing cuts off is no fault of the book
                await page.close()
            }
        })
    } finally {
        await browser.close()
        server.close()
    }
}

async function judgeBook(page, reader, book, name, problems) {
    try {
        await page.waitForFunction(reader.opened, null, { timeout: OPENING })
    } catch {
        problems.push(`does not open within ${OPENING / 1000} s`)
        return
    }
    const direction = await page.evaluate(reader.direction)
    if (direction !== book.direction)
        problems.push(`the reader takes the book for ${direction || 'of no direction'}, its text is ${book.direction}`)

    await turnPages(page, reader, book, problems)

    const fonts = book.faces.length > 0 ? fontJudge(page, book.faces, name, problems) : null
    let pictured = false
    for (const section of book.sections) {
        await page.evaluate(reader.goTo, section.index)
        const document = await page.evaluateHandle(reader.document)
        await judgeSection(document, section, section.dir ?? book.direction, problems)
        await fonts?.judge(document, section.path)
        if (!pictured && isTextPage(section)) {
            await page.screenshot({ path: `${output}${name}.png` })
            pictured = true
        }
        const frame = /(cover|title|colophon)\.xhtml$/.exec(section.path)
        if (frame) await page.screenshot({ path: `${output}${name}-${frame[1]}.png` })
    }
    fonts?.done()
    if (!pictured) problems.push(`no section has ${TEXT_PAGE} letters`)
}

const isTextPage = ({ letters: { rtl, ltr } }) => rtl + ltr >= TEXT_PAGE

/** The key that points where reading goes on leads on, and the other one back. */
async function turnPages(page, reader, book, problems) {
    const [onward, back] = book.direction === 'rtl' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowRight', 'ArrowLeft']
    // within a section, where there is one of several pages, else from the first section to the second
    const [first] = book.sections
    await page.evaluate(reader.goTo, (book.sections.find(isTextPage) ?? first).index)
    await settled(page, reader)
    if (await page.evaluate(reader.fits)) {
        if (book.sections.length === 1) return // nowhere to go
        await page.evaluate(reader.goTo, first.index)
    }

    const start = await settled(page, reader)
    const turned = await press(page, reader, onward, start)
    if (compare(turned, start) <= 0) {
        problems.push(`${onward} does not go forward: from ${start} to ${turned}`)
        return
    }
    const returned = await press(page, reader, back, turned)
    if (compare(returned, start) !== 0)
        problems.push(`${back} does not go back: from ${turned} to ${returned}, not ${start}`)
}

/** Presses `key` and answers where the reader is afterwards; it may stay where it was. */
async function press(page, reader, key, before) {
    await page.keyboard.press(key)
    const deadline = Date.now() + TURNING
    let now
    do now = await settled(page, reader)
    while (compare(now, before) === 0 && Date.now() < deadline)
    return now
}

/** The reader's place once two looks, a moment apart, agree: pages slide. */
async function settled(page, reader) {
    for (let last = null; ; ) {
        const now = await page.evaluate(reader.position)
        if (now && last && compare(now, last) === 0) return now
        last = now
        await page.waitForTimeout(100)
    }
}

const compare = (a, b) => {
    const differing = a.findIndex((part, i) => part !== b[i])
    return differing < 0 ? 0 : a[differing] - b[differing]
}

async function judgeSection(document, { path, letters }, direction, problems) {
    const shown = await document.evaluate(inspect)
    if (shown.direction !== direction) problems.push(`${path}: shown ${shown.direction}, not ${direction}`)
    if (letters.rtl + letters.ltr > 0 && !shown.text) problems.push(`${path}: no word of its text is to be seen`)
    for (const image of shown.brokenImages) problems.push(`${path}: broken image ${image}`)
    for (const font of shown.brokenFonts) problems.push(`${path}: broken font ${font}`)
}

// Runs on the document that the reader shows.
async function inspect(document) {
    const view = document.defaultView
    const frame = view.frameElement.getBoundingClientRect()

    // a word counts when it lies inside the window and nothing lies over it
    const isSeen = node => {
        const range = document.createRange()
        range.selectNodeContents(node)
        return [...range.getClientRects()].some(box => {
            const x = box.x + box.width / 2
            const y = box.y + box.height / 2
            const inside = x + frame.x > 0 && x + frame.x < innerWidth && y + frame.y > 0 && y + frame.y < innerHeight
            const style = view.getComputedStyle(node.parentElement)
            return box.width > 0 && box.height > 0 && inside && style.visibility === 'visible'
                && style.opacity !== '0' && document.elementFromPoint(x, y)?.contains(node)
        })
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    let text = false
    while (!text && texts.nextNode()) text = /\p{L}/u.test(texts.currentNode.data) && isSeen(texts.currentNode)

    const sources = [
        ...[...document.querySelectorAll('img')].map(image => image.src),
        ...[...document.querySelectorAll('image')].map(image => image.href.baseVal),
    ]
    const broken = await Promise.all(sources.map(async source => {
        const image = new Image()
        image.src = source
        return image.decode().then(() => null, () => source)
    }))
    await document.fonts.ready
    return {
        direction: view.getComputedStyle(document.body).direction,
        text,
        brokenImages: broken.filter(source => source !== null),
        brokenFonts: [...document.fonts].filter(font => font.status === 'error').map(font => font.family),
    }
}
