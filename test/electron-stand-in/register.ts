/*
 * node --import out/test-tools/stand-in/register.js out/main/main.js [switches]
 * Makes `electron` the stand-in and starts the app's life cycle.
 */
import { pathToFileURL } from 'node:url'
import { electron } from './electron.js'
import { becomeReady } from './app/life-cycle.js'
import { becomeElectron } from './resolution.js'

becomeElectron('browser', electron)

/*
 * `ready` waits for the app's whole module graph, awaits at top level included (electron/electron
 * shell/common/node_bindings.cc, JoinAppCode). Importing the entry again gives the graph that Node is loading;
 * one turn later Node has asked for it first.
 */
const entry = process.argv[1]
if (entry !== undefined) {
  setImmediate(() => {
    // A module that throws is loaded too; Node tells its error itself (electron/electron lib/browser/init.ts).
    import(/* @vite-ignore */ pathToFileURL(entry).href).then(becomeReady, becomeReady)
  })
}
