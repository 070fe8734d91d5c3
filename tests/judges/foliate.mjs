// foliate-js, in its own unchanged reader.html: the engine of Foliate and of Readest.
import { judgeWith } from './reading.mjs'

await judgeWith({
    name: 'foliate',
    viewport: { width: 600, height: 800 }, // an e-reader's: one column
    address: url => `/foliate-js/reader.html?url=${url}`,
    opened: () => globalThis.reader?.view?.lastLocation,
    direction: () => reader.view.book.dir,
    goTo: index => reader.view.goTo(index),
    document: () => reader.view.renderer.getContents()[0].doc,
    position: () => {
        const { renderer } = reader.view
        const [contents] = renderer.getContents()
        return contents?.doc ? [contents.index, renderer.page] : null
    },
    fits: () => reader.view.renderer.pages === 3, // it counts an empty page at either end
})
