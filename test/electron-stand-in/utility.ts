/* The first import of a utility process: `process.parentPort`, and `electron` with what such a process has. */
import { parentPort } from './app/parent-port.js'
import { pretendElectronProcess } from './electron-process.js'
import { absent } from './not-built.js'
import { exportNames, resolveElectronTo } from './resolution.js'

pretendElectronProcess('utility')
Object.defineProperty(process, 'parentPort', { value: parentPort })
resolveElectronTo({
  ...Object.fromEntries(exportNames.map((name) => [name, absent(`${name} in a utility process`)])),
  parentPort
})
