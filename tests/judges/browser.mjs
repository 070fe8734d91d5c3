// Debian's Chromium, driven by playwright-core; every complaint of a page becomes a problem of the book shown in it.
import { require } from './places.mjs'

const { chromium } = require('playwright-core')

export const startBrowser = () =>
    chromium.launch({
        executablePath: '/usr/bin/chromium',
        // no sandbox: the tests may run as root; the rest keeps Chromium from calling home
        args: [
            '--no-sandbox',
            '--disable-gpu',
            '--disable-quic',
            '--disable-background-networking',
            '--disable-component-update',
            '--disable-sync',
        ],
    })

/**
 * A new page of `viewport`'s size that may talk to `origin` alone. `answers` maps a remote address that the reader
 * itself asks for to a local file; `ignored` tests for console messages that the reader itself causes.
 */
export async function openPage(browser, { viewport, origin, answers = {}, ignored = () => false }, problems) {
    const page = await browser.newPage({ viewport })
    page.on('console', message => {
        if (message.type() === 'error' && !ignored(message.text())) problems.push(`console: ${message.text()}`)
    })
    page.on('pageerror', error => problems.push(`page error: ${error.message}`))
    page.on('requestfailed', request =>
        problems.push(`failed request: ${request.url()}: ${request.failure()?.errorText}`))
    page.on('response', response => {
        if (response.status() >= 400) problems.push(`failed request: ${response.url()}: ${response.status()}`)
    })
    await page.route(/^(https?|wss?):/, route => {
        const url = route.request().url()
        if (new URL(url).origin === origin) return route.continue()
        if (answers[url]) return route.fulfill({ path: answers[url] })
        problems.push(`remote request: ${url}`)
        return route.abort()
    })
    return page
}
