import { createHash, randomBytes } from 'node:crypto'
import type { PracticeClient } from './client.js'
import { azureDevOpsResource, practiceTenant } from './organizations.js'

/** An access token by plain HTTP: through the pages and the token endpoint, with the scopes that are named. */
export async function practiceBearer(
  client: PracticeClient,
  account: string,
  scopes: readonly string[] = ['vso.pats', 'vso.pats_manage', 'vso.profile']
): Promise<string> {
  const authority = `https://login.microsoftonline.com/${practiceTenant}/oauth2/v2.0`
  const verifier = randomBytes(32).toString('base64url')
  const whoAndWhere = { client_id: '1c5b8f0a-6b0e-4d3e-9d7e-2f6a1b3c4d5e', redirect_uri: 'http://localhost' }
  const query = new URLSearchParams({
    ...whoAndWhere,
    response_type: 'code',
    response_mode: 'form_post',
    scope: scopes.map((id) => `${azureDevOpsResource}/${id}`).join(' '),
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256'
  })
  const decided = await client.send(`${authority}/authorize?${query.toString()}`, {
    method: 'POST',
    body: new URLSearchParams({ account, decision: 'accept' })
  })
  const code = /name="code" value="([^"]+)"/.exec(await decided.text())?.[1] ?? ''
  const redeemed = await client.send(`${authority}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...whoAndWhere,
      grant_type: 'authorization_code',
      code,
      code_verifier: verifier
    })
  })
  const answer = (await redeemed.json()) as { readonly access_token: string } // the simulator's own answer
  return answer.access_token
}
