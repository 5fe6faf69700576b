import { z } from 'zod'

/**
 * A claims challenge of continuous access evaluation, in the form of Microsoft's documentation (azure-devops.md 4.6).
 * What an access token must be newer than; any sign-in that passes it on answers it.
 */
export const claimsChallenge = JSON.stringify({
  access_token: { nbf: { essential: true, value: '1795392000' } }
})

const answer = z.object({ access_token: z.object({ nbf: z.object({ essential: z.literal(true) }) }) })

/** Whether the `claims` parameter of a sign-in answers the challenge; msal sends others with it, or alone. */
export function answersChallenge(claims: string | null): boolean {
  try {
    return answer.safeParse(JSON.parse(claims ?? 'null')).success
  } catch {
    return false
  }
}
