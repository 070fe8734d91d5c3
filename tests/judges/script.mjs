// Which way a text runs, told by its letters alone: the judges must not believe what the book says of itself.
const RIGHT_TO_LEFT =
    /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u

/** The letters of each direction in `text`. */
export function count(text) {
    const letters = text.match(/\p{L}/gu) ?? []
    const rtl = letters.filter(letter => RIGHT_TO_LEFT.test(letter)).length
    return { rtl, ltr: letters.length - rtl }
}

export const sum = counts =>
    counts.reduce((a, b) => ({ rtl: a.rtl + b.rtl, ltr: a.ltr + b.ltr }), { rtl: 0, ltr: 0 })

/** 'rtl' or 'ltr' by the majority of letters; null where there is no letter. */
export const direction = ({ rtl, ltr }) => (rtl + ltr === 0 ? null : rtl > ltr ? 'rtl' : 'ltr')
