// The form every judge answers in: one JSON line per book, and every problem found, never only the first.
import { basename } from 'node:path'

/** Judges the books of the command line one after the other; `judge(book, problems)` adds to `problems`. */
export async function judgeEach(judge) {
    for (const book of process.argv.slice(2)) {
        const problems = []
        try {
            await judge(book, problems)
        } catch (error) {
            problems.push(`the judge stopped: ${error?.stack ?? error}`)
        }
        console.log(JSON.stringify({ book, problems: [...new Set(problems)] }))
    }
}

/** A book's file name without its extension, for the names of output files. */
export const stem = book => basename(book, '.epub')
