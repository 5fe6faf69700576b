import type { FileConsumerKind, SnippetTool } from '../../electron/shared/consumer-view.js'

interface PlaceAdvice {
  /** What it means that the token is there. */
  readonly warning: string
  /** What needs no token at rest (azure-devops.md 6.5 to 6.7). */
  readonly better: string
}

/** Said before a token is written to a file as plain text. */
export const placeAdvice: Readonly<Record<FileConsumerKind, PlaceAdvice>> = {
  npmrc: {
    warning: 'npm reads it from this file as plain text (base64 hides nothing). pnpm and Yarn 1 read it too.',
    better: 'On your own computer, ado-npm-auth signs you in and writes a token that lives shorter.'
  },
  'nuget-config': {
    warning: 'NuGet reads it from this file as plain text.',
    better:
      'On your own computer, the Artifacts credential provider signs you in, and no token lies in a file.'
  },
  netrc: {
    warning: 'pip, curl and others read it from this file as plain text, for every address of this host.',
    better: 'For pip, the packages keyring and artifacts-keyring sign you in, and no token lies in a file.'
  },
  pypirc: {
    warning: 'twine reads it from this file as plain text.',
    better: 'With keyring and artifacts-keyring, twine signs you in, and no token lies in a file.'
  }
}

/** Programs as "Show me how" lists them. */
export const toolNames: Readonly<Record<SnippetTool, string>> = {
  git: 'Git',
  npm: 'npm',
  nuget: 'NuGet and dotnet',
  pip: 'pip and uv',
  twine: 'twine',
  maven: 'Maven',
  gradle: 'Gradle',
  cargo: 'Cargo',
  'yarn-berry': 'Yarn 2 and later',
  'az-devops': 'az devops',
  'mcp-server': 'MCP server',
  'build-agent': 'Build agent',
  curl: 'curl',
  env: 'An .env file'
}
