// Serves the two readers as their packages bring them, and the books, to the browser: files only, loopback only.
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { packages } from './places.mjs'

const TYPES = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.gif': 'image/gif',
    '.epub': 'application/epub+zip',
}

/** Starts the server; `url(book)` is where the book is served and `close()` ends it. */
export async function startServer() {
    const books = []
    const server = createServer((request, response) => {
        const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname)
        const served = path.match(/^\/books\/(\d+)\.epub$/)
        const file = served ? books[served[1]] : join(packages, normalize(path))
        if (path === '/favicon.ico') return response.writeHead(204).end() // every browser asks; no reader has one
        if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end()
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' })
        createReadStream(file).pipe(response)
    })
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    return {
        origin: `http://127.0.0.1:${server.address().port}`,
        url: book => `/books/${books.push(book) - 1}.epub`,
        close: () => server.close(),
    }
}
