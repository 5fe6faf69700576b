import { markup, nothing, page } from './markup.js'
import type { Markup } from './markup.js'
import type { Person } from './organizations.js'

const style = `
main { width: min(27.5rem, 100%); margin: 8vh auto 0; padding: 2.5rem; background: var(--sheet); box-shadow: 0 2px 6px #0003 }
.brand { font-weight: 600; color: var(--quiet); margin: 0 0 1rem }
ul { list-style: none; padding: 0; margin: 1rem 0 }
.account { width: 100%; display: flex; gap: .9rem; align-items: center; text-align: left; padding: .7rem .6rem; border-color: transparent }
.account:hover { border-color: var(--line) }
.initials { width: 2.6rem; height: 2.6rem; border-radius: 50%; display: grid; place-items: center; background: var(--accent); color: var(--on-accent); flex: none }
.account .quiet { display: block; font-size: .9rem }
details { border-bottom: 1px solid var(--line); padding: .5rem 0 } summary { cursor: pointer; font-weight: 600 }
.choices { display: flex; justify-content: flex-end; gap: .5rem; margin-top: 1.5rem }
`

const body = (content: Markup) =>
  markup`<main><p class="brand">Entra sign-in (simulated)</p>${content}</main>`

/** Step one: who. Posted back to the same address, which carries the whole request. */
export function accountPage(people: readonly Person[], action: string): string {
  const initials = (person: Person) =>
    person.name
      .split(' ')
      .map((word) => word.slice(0, 1))
      .join('')
  const choices = people.map(
    (person) => markup`<li><button class="account" name="account" value="${person.upn}">
<span class="initials" aria-hidden="true">${initials(person)}</span>
<span>${person.name}<span class="quiet">${person.upn}</span></span></button></li>`
  )
  return page(
    'Sign in to your account',
    style,
    body(markup`<h1>Pick an account</h1><form method="post" action="${action}"><ul>${choices}</ul></form>`)
  )
}

const permissions: Readonly<Record<string, readonly [string, string]>> = {
  'vso.pats': ['Read your personal access tokens', 'Lists the names, scopes and ends of your tokens.'],
  'vso.pats_manage': [
    'Read and manage your personal access tokens',
    'Makes, changes and revokes tokens in your name.'
  ],
  'vso.profile': ['Read your user profile', 'Reads your profile, accounts, projects and teams.'],
  offline_access: ['Maintain access to data you have given it access to', 'Stays signed in without asking.'],
  openid: ['Sign you in', 'Lets the app know who you are.'],
  profile: ['View your basic profile', 'Reads your name and user name.']
}

function permission(scope: string): Markup {
  const id = scope.slice(scope.lastIndexOf('/') + 1)
  const [title, text] = permissions[id] ?? [id, 'No description.']
  return markup`<li><details><summary>${title}</summary><p class="quiet">${text} <code>${id}</code></p></details></li>`
}

/** Step two: consent, to each permission by name. */
export function consentPage(options: {
  readonly person: Person
  readonly clientId: string
  readonly scope: string
  readonly action: string
}): string {
  const { person, clientId, scope, action } = options
  const scopes = [...new Set(scope.split(' ').filter((one) => one !== ''))]
  return page(
    'Permissions requested',
    style,
    body(markup`<p class="quiet">${person.upn}</p><h1>Permissions requested</h1>
<p>The app <code>${clientId}</code> would like to:</p><ul>${scopes.map(permission)}</ul>
<form method="post" action="${action}"><input type="hidden" name="account" value="${person.upn}">
<div class="choices"><button name="decision" value="cancel">Cancel</button>
<button class="first" name="decision" value="accept">Accept</button></div></form>`)
  )
}

/** In place of consent, where only an administrator may give it. The one way is back. */
export function approvalPage(person: Person, clientId: string, action: string): string {
  return page(
    'Need admin approval',
    style,
    body(markup`<p class="quiet">${person.upn}</p><h1>Need admin approval</h1>
<p>The app <code>${clientId}</code> needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.</p>
<form method="post" action="${action}"><input type="hidden" name="account" value="${person.upn}">
<div class="choices"><button name="decision" value="cancel">Return to the application without granting consent</button></div></form>`)
  )
}

/** Where the code of another device is entered. */
export function deviceCodePage(action: string, wasWrong: boolean): string {
  const wrong = markup`<p role="alert">That code did not work. Check the code and try again.</p>`
  return page(
    'Sign in to your account',
    style,
    body(markup`<h1>Enter code to allow access</h1>${wasWrong ? wrong : nothing}
<form action="${action}"><label>Code <input type="text" name="otc" required autocomplete="off"></label>
<p class="quiet">Do not enter codes from sources you don't trust.</p>
<div class="choices"><button class="first">Next</button></div></form>`)
  )
}

export function deviceDonePage(agreed: boolean): string {
  const title = agreed ? 'You have signed in' : 'You have not signed in'
  return page(title, style, body(markup`<h1>${title}</h1><p>You may now close this window.</p>`))
}

/** Step three: the browser posts the outcome to the app's loopback listener by itself. */
export function returnPage(action: string, fields: Readonly<Record<string, string>>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`
  )
  return page(
    'Working...',
    style,
    markup`<form method="post" action="${action}">${inputs}<noscript><button>Continue</button></noscript></form>
<script>document.forms[0].submit()</script>`
  )
}

export function signInErrorPage(message: string): string {
  return page(
    'Sign in to your account',
    style,
    body(markup`<h1>Sorry, but we are having trouble signing you in</h1><p role="alert">${message}</p>`)
  )
}
