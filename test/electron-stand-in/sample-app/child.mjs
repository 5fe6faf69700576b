import { parentPort } from 'electron'

// Late on purpose: what was posted before must not be lost.
await new Promise((resolve) => setTimeout(resolve, 50))
process.parentPort.on('message', ({ data }) => {
  if (data === 'environment') process.parentPort.postMessage(process.env.MARK ?? null)
  else if (data === 'process id') process.parentPort.postMessage(process.pid)
  else if (data === 'end with 7') process.exit(7)
  else
    process.parentPort.postMessage({
      type: process.type,
      got: data,
      argv: process.argv.slice(2),
      sameport: parentPort === process.parentPort
    })
})
