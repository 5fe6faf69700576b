/** HTML that is already safe to be placed in HTML. */
export interface Markup {
  readonly html: string
}

type Part = Markup | readonly Markup[] | string | number

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;'
}

const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => escapes[character] ?? '')

function render(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part))
  return 'html' in part ? part.html : part.map((one) => one.html).join('')
}

/** HTML from a template: every value that is not markup itself is escaped. */
export function markup(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { html: strings.map((text, at) => text + render(parts[at] ?? '')).join('') }
}

export const nothing: Markup = { html: '' }

const style = `
:root { color-scheme: light dark; --ink: #201f1e; --quiet: #605e5c; --ground: #faf9f8; --sheet: #fff; --line: #c8c6c4; --accent: #0067b8; --on-accent: #fff; --warn: #a4262c }
@media (prefers-color-scheme: dark) { :root { --ink: #f3f2f1; --quiet: #c8c6c4; --ground: #1b1a19; --sheet: #252423; --line: #605e5c; --accent: #6cb8f6; --on-accent: #11100f; --warn: #f1707b } }
* { box-sizing: border-box } [hidden] { display: none !important }
body { margin: 0; font: 15px/1.45 "Segoe UI", system-ui, "DejaVu Sans", sans-serif; color: var(--ink); background: var(--ground) }
h1 { font-size: 1.5rem; font-weight: 600; margin: 0 0 .75rem } h2 { font-size: 1.2rem; margin: 0 0 .75rem }
button, .button { font: inherit; padding: .45rem 1rem; border: 1px solid var(--line); background: var(--sheet); color: var(--ink); cursor: pointer; border-radius: 2px }
button.first { background: var(--accent); border-color: var(--accent); color: var(--on-accent) }
button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
input[type=text], input[type=date], select { font: inherit; width: 100%; padding: .4rem .5rem; border: 1px solid var(--line); background: var(--sheet); color: inherit; border-radius: 2px }
.quiet { color: var(--quiet) } .practice { padding: .4rem 1rem; text-align: center; font-size: .85rem; color: var(--quiet); border-bottom: 1px solid var(--line) }
`

/** A whole page. Every one says that it is practice, so that no picture of it can be taken for the service. */
export function page(title: string, ownStyle: string, body: Markup): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<style>${style}${ownStyle}</style></head>
<body><aside class="practice" aria-label="Notice">Practice organization: nothing here leaves this computer</aside>${body.html}</body></html>`
}
