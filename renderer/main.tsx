import { createDOMRenderer, RendererProvider } from '@fluentui/react-components'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.js'
import { createMirror } from './use-app-state.js'

/** Milliseconds that the first drawing waits for main's state. */
const patience = 100

const root = document.getElementById('page')
if (root === null) throw new Error('index.html has no #page')

// SECURITY: styles made at run time carry the document's nonce; the policy allows no others.
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
const renderer = createDOMRenderer(document, { styleElementAttributes: { nonce } })

const mirror = createMirror()
// Main's answer is mostly there within some milliseconds, and is then the first that is drawn.
await Promise.race([mirror.settled, new Promise((resolve) => setTimeout(resolve, patience))])
createRoot(root).render(
  <StrictMode>
    <RendererProvider renderer={renderer}>
      <App mirror={mirror} />
    </RendererProvider>
  </StrictMode>
)
