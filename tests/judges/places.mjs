// Where the judges' packages are installed and where their output goes; both under target/.
import { createRequire } from 'node:module'
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const target = new URL('../../target/', import.meta.url)

export const packages = fileURLToPath(new URL('judges/node_modules/', target))
export const output = fileURLToPath(new URL('judges-out/', target))
mkdirSync(output, { recursive: true })

// The packages are not beside these files, so `import` by name would not find them.
export const require = createRequire(new URL('judges/', target))
