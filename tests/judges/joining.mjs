// Do the letters of Arabic script join? Told by the ink alone, so with any font and any engine: joined letters are one
// connected piece, and a page has about as many pieces as its words have parts (كتاب has two, كتا and ب); letters set
// apart are a piece each. Dots and vowel marks are pieces too, and are left out by their size.

/** A letter after which a word goes on unjoined. */
const ENDS_PART = /[\u0621-\u0625\u0627\u0629\u062F-\u0632\u0648\u0671-\u0677\u0688-\u0699\u06C0\u06C3-\u06CB\u06CF\u06D2\u06D3\u06D5]/u
/** Of the size of the text: what is neither so wide nor so high is a dot or a mark. Nastaliq's dots are large. */
const MARK = 0.36
/** A pixel darker than this is ink. Paler ones are where two letters that only touch would seem to join. */
const INK = 128
/** Too few letters tell nothing. */
const LETTERS = 50

/** What a text should come to: its letters, and the parts they make when they join. */
function expected(text) {
    let letters = 0
    let parts = 0
    // ZERO WIDTH NON-JOINER is no excuse: it parts a few words of Persian, never all letters
    for (const word of text.replace(/[\p{Mn}\u0640\u200C\u200D]/gu, '').match(/\p{Script=Arabic}+/gu) ?? []) {
        const all = [...word].filter(c => /\p{L}/u.test(c))
        letters += all.length
        parts += all.filter((c, i) => i === all.length - 1 || ENDS_PART.test(c)).length
    }
    return { letters, parts }
}

/** The pieces of ink of a grey picture, as {x, y, w, h}; pixels that touch by a corner belong together. */
function pieces({ width, height, pixels }) {
    const seen = new Uint8Array(width * height)
    const found = []
    const stack = []
    for (let start = 0; start < seen.length; start++) {
        if (seen[start] || pixels[start] >= INK) continue
        let [left, right, top, bottom] = [width, 0, height, 0]
        seen[start] = 1
        stack.push(start)
        while (stack.length > 0) {
            const at = stack.pop()
            const x = at % width
            const y = (at - x) / width
            left = Math.min(left, x)
            right = Math.max(right, x)
            top = Math.min(top, y)
            bottom = Math.max(bottom, y)
            for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++)
                for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
                    const next = ny * width + nx
                    if (seen[next] || pixels[next] >= INK) continue
                    seen[next] = 1
                    stack.push(next)
                }
        }
        found.push({ x: left, y: top, w: right - left + 1, h: bottom - top + 1 })
    }
    return found
}

/**
 * How far the letters of some pages are apart: 0 when all join, 1 when none does; null where there are too few. `runs`
 * are those of Arabic script alone, {page, text, size, bbox} in points; `scale` is pixels per point.
 */
export function apartness(pages, runs, scale) {
    let [letters, parts, inked] = [0, 0, 0]
    pages.forEach((picture, page) => {
        const here = runs.filter(run => run.page === page + 1)
        if (here.length === 0) return
        for (const run of here) {
            const sum = expected(run.text)
            letters += sum.letters
            parts += sum.parts
        }
        for (const { x, y, w, h } of pieces(picture)) {
            const [cx, cy] = [(x + w / 2) / scale, (y + h / 2) / scale]
            const run = here.find(({ bbox }) =>
                cx >= bbox.x - 1 && cx <= bbox.x + bbox.w + 1 && cy >= bbox.y && cy <= bbox.y + bbox.h)
            if (run && Math.max(w, h) >= MARK * run.size * scale) inked++
        }
    })
    return letters < LETTERS ? null : { letters, parts, inked, apart: (inked - parts) / (letters - parts) }
}
