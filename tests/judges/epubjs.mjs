// epub.js, in its own unchanged example page: the engine of many readers on the web.
import { packages } from './places.mjs'
import { judgeWith } from './reading.mjs'

await judgeWith({
    name: 'epubjs',
    viewport: { width: 1000, height: 800 }, // what the example page is made for: two columns
    address: url => `/epubjs/examples/spreads.html?url=${url}`,
    // the example takes JSZip from a CDN
    answers: { 'https://cdnjs.cloudflare.com/ajax/libs/jszip/3.1.5/jszip.min.js': `${packages}jszip/dist/jszip.min.js` },
    // it shows sections in frames that may not run scripts, and Chromium says so
    ignored: text => text.includes('sandboxed') && text.includes('allow-scripts'),
    opened: () => globalThis.rendition?.location?.start,
    direction: () => book.package.metadata.direction,
    goTo: index => rendition.display(index),
    document: () => rendition.getContents()[0].document,
    position: () => {
        const start = rendition.currentLocation()?.start
        return start ? [start.index, start.displayed.page] : null
    },
    fits: () => {
        const { start, end } = rendition.currentLocation()
        return start.displayed.page === 1 && end.index === start.index && end.displayed.page === end.displayed.total
    },
})
