import { markup, page, type Markup } from './markup.js'
import type { Person } from './organizations.js'

const signIn = (title: string, content: Markup) =>
  page(title, markup`<main class="narrow"><p class="quiet">Entra sign-in (simulated)</p>${content}</main>`)

/** Step one: who. Posted back to the same address, which carries the whole request. */
export function accountPage(people: readonly Person[], action: string): string {
  const choices = people.map(
    ({ name, upn }) =>
      markup`<li><button class="account" name="account" value="${upn}">${name}<br><span class="quiet">${upn}</span></button></li>`
  )
  return signIn(
    'Sign in to your account',
    markup`<h1>Pick an account</h1><form method="post" action="${action}"><ul>${choices}</ul></form>`
  )
}

/** The second step of one person, with its ways on. */
const decision = (title: string, person: Person, action: string, text: Markup, buttons: Markup) =>
  signIn(
    title,
    markup`<p class="quiet">${person.upn}</p><h1>${title}</h1>${text}<form method="post" action="${action}">
<input type="hidden" name="account" value="${person.upn}"><div class="foot">${buttons}</div></form>`
  )

const permissions: Readonly<Record<string, string>> = {
  'vso.pats': 'Read your personal access tokens',
  'vso.pats_manage': 'Read and manage your personal access tokens',
  'vso.profile': 'Read your user profile',
  offline_access: 'Maintain access to data you have given it access to',
  openid: 'Sign you in',
  profile: 'View your basic profile'
}

/** Step two: consent, to each permission by name. */
export function consentPage(person: Person, clientId: string, scope: string, action: string): string {
  const scopes = [...new Set(scope.split(' '))].map((name) => {
    const id = name.slice(name.lastIndexOf('/') + 1)
    return markup`<li>${permissions[id] ?? id} <code>${id}</code></li>`
  })
  return decision(
    'Permissions requested',
    person,
    action,
    markup`<p>The app <code>${clientId}</code> would like to:</p><ul>${scopes}</ul>`,
    markup`<button name="decision" value="cancel">Cancel</button><button class="first" name="decision" value="accept">Accept</button>`
  )
}

/** In place of consent, where only an administrator may give it. The one way is back. */
export const approvalPage = (person: Person, clientId: string, action: string) =>
  decision(
    'Need admin approval',
    person,
    action,
    markup`<p>The app <code>${clientId}</code> needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.</p>`,
    markup`<button name="decision" value="cancel">Return to the application without granting consent</button>`
  )

/** Where the code of another device is entered. */
export const deviceCodePage = (action: string, wasWrong: boolean) =>
  signIn(
    'Sign in to your account',
    markup`<h1>Enter code to allow access</h1>
${wasWrong ? markup`<p role="alert">That code did not work. Check the code and try again.</p>` : null}
<form action="${action}"><label class="field">Code <input name="otc" required autocomplete="off"></label>
<p class="quiet">Do not enter codes from sources you don't trust.</p><div class="foot"><button>Next</button></div></form>`
  )

export function deviceDonePage(agreed: boolean): string {
  const title = agreed ? 'You have signed in' : 'You have not signed in'
  return signIn(title, markup`<h1>${title}</h1><p>You may now close this window.</p>`)
}

/** Step three: the browser posts the outcome to the app's loopback listener by itself. */
export function returnPage(action: string, fields: Readonly<Record<string, string>>): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => markup`<input type="hidden" name="${name}" value="${value}">`
  )
  return page(
    'Working...',
    markup`<form method="post" action="${action}">${inputs}</form><script>document.forms[0].submit()</script>`
  )
}

export const signInErrorPage = (message: string) =>
  signIn(
    'Sign in to your account',
    markup`<h1>Sorry, but we are having trouble signing you in</h1><p role="alert">${message}</p>`
  )
