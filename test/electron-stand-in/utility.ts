/* The first import of a utility process: `process.parentPort`, and `electron` with what such a process has. */
import { parentPort } from './app/parent-port.js'
import { becomeElectron, exportsWith } from './resolution.js'

becomeElectron('utility', exportsWith({ parentPort }))
Object.defineProperty(process, 'parentPort', { value: parentPort })
