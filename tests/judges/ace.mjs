// Ace by DAISY, the accessibility checker publishers use: any violation is a problem. Its command line judges one book
// and starts a browser for it, so its core is driven here, with the runner its command line uses.
import { join } from 'node:path'
import { output, require } from './places.mjs'
import { judgeEach, stem } from './verdict.mjs'

process.env.PUPPETEER_EXECUTABLE_PATH = '/usr/bin/chromium'
process.env.ACE_TIMEOUT_INITIAL = '60000' // its 5 s are short for Chromium's start on a busy machine
process.env.XDG_STATE_HOME = output // its log files, which go to the home folder otherwise

const ace = require('@daisy/ace-core')
const runner = require('@daisy/ace-axe-runner-puppeteer')

await judgeEach(async (book, problems) => {
    const [, report] = await ace(book, {
        cwd: process.cwd(),
        outdir: join(output, `ace-${stem(book)}`),
        initLogger: true,
        silent: true,
    }, runner)
    const documents = report.assertions
    if (documents.length === 0) problems.push('Ace looked at no document')
    for (const { 'earl:testSubject': subject, assertions } of documents)
        for (const { 'earl:test': test, 'earl:result': result } of assertions)
            problems.push(`${subject.url}: ${test['earl:impact']} ${test['dct:title']}: ${result['dct:description']}`)
})
