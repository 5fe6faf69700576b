import type { SnippetTool, SnippetView } from '../shared/consumer-view.js'
import { siteOf } from '../shared/site.js'
import { feedAddress, siteAddress } from './addresses.js'
import { escaped } from './consumer-files/markup.js'
import { elementName } from './consumer-files/nuget-config.js'

/** What the texts name besides the token. */
export interface SnippetFacts {
  readonly organization: string
  /** A feed of that organization; null where the token sees none: then the text says `FEED`. */
  readonly feed: { readonly name: string; readonly project: string | null } | null
}

/** Stands where the token goes until the text is copied. */
export const hiddenToken = '•••'

const base64 = (text: string): string => btoa(text)

interface Names {
  /** For a user name that is read by nobody. */
  readonly organization: string
  /** Of Git. */
  readonly host: string
  readonly feedHost: string
  /** The feed's address up to its protocol. */
  readonly feed: string
  readonly feedName: string
}

interface Snippet {
  readonly place: string
  /** What form the token takes there. */
  readonly encoding: string
  /** The form that the tool wants (azure-devops.md 6). */
  readonly encode: (token: string) => string
  readonly text: (names: Names, token: string) => string
  /** What tells the tool of the feed, in another file. */
  readonly setup?: { readonly place: string; readonly text: (names: Names) => string }
}

const plain = { encoding: 'The token as it is', encode: (token: string) => token }
const inMarkup = { encoding: 'The token as it is', encode: escaped }

/** A heredoc with quotes expands nothing, and a `read` without an argument keeps the token out of the history. */
const snippets: Readonly<Record<SnippetTool, Snippet>> = {
  git: {
    place: 'the input of: git credential approve',
    ...plain,
    text: ({ organization, host }, token) =>
      `protocol=https\nhost=${host}\nusername=${organization}\npassword=${token}\n\n`
  },
  npm: {
    place: '~/.npmrc',
    encoding: 'The token alone, in base64',
    encode: base64,
    text: ({ feed }, token) =>
      ['registry/', '']
        .map((form) => {
          const key = `${feed.slice('https:'.length)}/npm/${form}`
          return `${key}:username=any\n${key}:_password=${token}\n${key}:email=any@example.invalid\n`
        })
        .join(''),
    setup: {
      place: '.npmrc of the project',
      // Without always-auth, which npm 11 warns of and does not need.
      text: ({ feed }) => `registry=${feed}/npm/registry/\n`
    }
  },
  nuget: {
    place: 'NuGet.Config',
    ...inMarkup,
    text: ({ feed, feedName }, token) => `<configuration>
  <packageSources>
    <add key="${escaped(feedName)}" value="${feed}/nuget/v3/index.json" />
  </packageSources>
  <packageSourceCredentials>
    <${elementName(feedName)}>
      <add key="Username" value="any" />
      <add key="ClearTextPassword" value="${token}" />
    </${elementName(feedName)}>
  </packageSourceCredentials>
</configuration>
`
  },
  pip: {
    place: '~/.netrc (Windows: %USERPROFILE%\\_netrc)',
    ...plain,
    text: ({ feedHost }, token) => `machine ${feedHost} login any password ${token}\n`,
    setup: {
      place: '~/.config/pip/pip.conf (Windows: %APPDATA%\\pip\\pip.ini)',
      text: ({ feed }) => `[global]\nindex-url=${feed}/pypi/simple/\n`
    }
  },
  twine: {
    place: '~/.pypirc',
    ...plain,
    text: ({ feed, feedName }, token) =>
      `[distutils]\nindex-servers =\n    ${feedName}\n\n[${feedName}]\nrepository = ${feed}/pypi/upload/\nusername = any\npassword = ${token}\n`
  },
  maven: {
    place: '~/.m2/settings.xml',
    ...inMarkup,
    text: ({ organization, feedName }, token) => `<settings>
  <servers>
    <server>
      <id>${escaped(feedName)}</id>
      <username>${escaped(organization)}</username>
      <password>${token}</password>
    </server>
  </servers>
</settings>
`,
    setup: {
      place: 'pom.xml, inside <project>',
      text: ({ feed, feedName }) => `<repositories>
  <repository>
    <id>${escaped(feedName)}</id>
    <url>${feed}/maven/v1</url>
  </repository>
</repositories>
`
    }
  },
  gradle: {
    place: '~/.gradle/gradle.properties',
    ...plain,
    text: ({ organization, feedName }, token) =>
      `${feedName}Username=${organization}\n${feedName}Password=${token}\n`,
    setup: {
      place: 'build.gradle',
      text: ({ feed, feedName }) => `repositories {
    maven {
        name = "${feedName}"
        url = "${feed}/maven/v1"
        credentials(PasswordCredentials)
    }
}
`
    }
  },
  cargo: {
    place: 'the input of: cargo login --registry FEED',
    encoding: '“Basic ” and the base64 of “PAT:” with the token',
    encode: (token) => `Basic ${base64(`PAT:${token}`)}`,
    text: (_facts, token) => `${token}\n`,
    setup: {
      place: '.cargo/config.toml of the project',
      text: ({ feed, feedName }) => `[registries]
${feedName} = { index = "sparse+${feed}/Cargo/index/" }

[registry]
global-credential-providers = ["cargo:token"]
`
    }
  },
  'yarn-berry': {
    place: '~/.yarnrc.yml',
    encoding: 'The base64 of “any:” with the token',
    encode: (token) => base64(`any:${token}`),
    text: ({ feed }, token) =>
      `npmRegistries:\n  "${feed.slice('https:'.length)}/npm/registry/":\n    npmAlwaysAuth: true\n    npmAuthIdent: "${token}"\n`,
    setup: {
      place: '.yarnrc.yml of the project',
      text: ({ feed }) => `npmRegistryServer: "${feed}/npm/registry/"\n`
    }
  },
  'az-devops': {
    place: 'the input of: az devops login --organization https://dev.azure.com/ORGANIZATION',
    ...plain,
    text: (_facts, token) => `${token}\n`
  },
  'mcp-server': {
    place: 'the environment of the Azure DevOps MCP server',
    encoding: 'The base64 of “any:” with the token',
    encode: (token) => base64(`any:${token}`),
    text: (_facts, token) => `PERSONAL_ACCESS_TOKEN=${token}\n`
  },
  'build-agent': {
    place: 'the answer to “Enter personal access token” of ./config.sh --auth pat',
    ...plain,
    text: (_facts, token) => `${token}\n`
  },
  curl: {
    place: 'the input of: curl --config - https://dev.azure.com/ORGANIZATION/_apis/projects',
    ...plain,
    text: (_facts, token) => `user = ":${token}"\n`
  },
  env: {
    place: '.env, which stays out of Git',
    ...plain,
    text: (_facts, token) => `AZURE_DEVOPS_EXT_PAT=${token}\n`
  }
}

function namesOf({ organization, feed }: SnippetFacts): Names {
  const feedName = feed?.name ?? 'FEED'
  const address = feedAddress(organization, { name: feedName, project: feed?.project ?? null })
  return {
    organization: siteOf(organization).kind === 'server' ? 'any' : organization,
    host: new URL(siteAddress(organization)).host,
    feedHost: new URL(address).host,
    feed: address,
    feedName
  }
}

/** The text for a tool as the page shows it, without the token. */
export function snippetView(tool: SnippetTool, facts: SnippetFacts): SnippetView {
  const { place, encoding, text, setup } = snippets[tool]
  const names = namesOf(facts)
  const named = place
    .replaceAll('https://dev.azure.com/ORGANIZATION', siteAddress(facts.organization))
    .replaceAll('FEED', names.feedName)
  return {
    ...{ tool, place: named, encoding, text: text(names, hiddenToken) },
    feed: facts.feed?.project == null ? names.feedName : `${facts.feed.project}/${names.feedName}`,
    setup: setup === undefined ? null : { place: setup.place, text: setup.text(names) }
  }
}

/** The text with the token in the form that the tool wants. SECURITY: the result is a secret, too. */
export function snippetText(tool: SnippetTool, facts: SnippetFacts, token: string): string {
  const { encode, text } = snippets[tool]
  return text(namesOf(facts), encode(token))
}
