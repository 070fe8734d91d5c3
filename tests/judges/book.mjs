// What a book says of its direction, read from its own files with Chromium's XML parser. The readers need it beside
// what they show: foliate-js fills in a missing `dir` from the language, and both readers repair ill-formed XHTML.
import { readFile } from 'node:fs/promises'
import { facesOf } from './fonts.mjs'
import { require } from './places.mjs'
import { count, direction, sum } from './script.mjs'

const JSZip = require('jszip')

/** From this share of letters against the book's direction a section may declare the other one: a page in English. */
const FOREIGN = 0.8

/**
 * The book's direction by its letters, the shipped fonts that it carries, and its linear sections in reading order as {index, path, dir, letters}, where
 * `index` counts the whole spine. Adds what the book declares wrongly, or not at all, to `problems`.
 */
export async function readBook(page, file, problems) {
    const files = await textFiles(file)
    const { progression, sections, opf } = await page.evaluate(parse, files)
    for (const section of sections) section.letters = count(section.text)
    const expected = direction(sum(sections.map(section => section.letters))) ?? 'ltr'

    if (progression !== expected)
        problems.push(`page-progression-direction is ${progression ?? 'missing'}, the text is ${expected}`)
    for (const { path, error, dir, letters } of sections) {
        if (error) problems.push(`${path} is ill-formed: ${error}`)
        else if (dir !== expected && !(dir && isForeign(letters, expected)))
            problems.push(`${path}: html has dir ${dir ?? 'missing'}, the book is ${expected}`)
    }
    return { direction: expected, faces: facesOf(opf), sections: sections.filter(section => section.linear) }
}

const isForeign = ({ rtl, ltr }, expected) =>
    (expected === 'rtl' ? ltr : rtl) >= FOREIGN * (rtl + ltr) && rtl + ltr > 0

async function textFiles(file) {
    const zip = await JSZip.loadAsync(await readFile(file))
    const texts = zip.file(/\.(xml|opf|x?html?)$/i).map(async entry => [entry.name, await entry.async('string')])
    return Object.fromEntries(await Promise.all(texts))
}

// Runs in the page.
function parse(files) {
    const read = (path, type) => new DOMParser().parseFromString(files[path] ?? '', type)
    const errorIn = document => document.querySelector('parsererror')?.textContent.slice(0, 200)
    const named = (node, name) => [...node.getElementsByTagNameNS('*', name)]

    const opfPath = named(read('META-INF/container.xml', 'application/xml'), 'rootfile')[0].getAttribute('full-path')
    const opf = read(opfPath, 'application/xml')
    const hrefs = new Map(named(opf, 'item').map(item => [item.getAttribute('id'), item.getAttribute('href')]))
    const [spine] = named(opf, 'spine')
    const sections = named(spine, 'itemref').map((itemref, index) => {
        const href = hrefs.get(itemref.getAttribute('idref'))
        const path = decodeURIComponent(new URL(href, `http://book/${opfPath}`).pathname.slice(1))
        const document = read(path, 'application/xhtml+xml')
        const error = errorIn(document)
        return {
            index,
            path,
            error,
            linear: itemref.getAttribute('linear') !== 'no',
            dir: document.documentElement.getAttribute('dir'),
            text: error ? '' : (document.getElementsByTagName('body')[0]?.textContent ?? ''),
        }
    })
    return { progression: spine.getAttribute('page-progression-direction'), sections, opf: files[opfPath] }
}
