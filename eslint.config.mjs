import js from '@eslint/js'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

/**
 * What a folder may not import. The same borders are checked by test/architecture.test.ts, which no comment
 * can switch off.
 * @param {string[]} files
 * @param {{ patterns: string[], paths?: string[] }} forbidden
 * @param {string} message
 */
const border = (files, forbidden, message) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: forbidden.patterns.map((regex) => ({ regex, message })),
        paths: (forbidden.paths ?? []).map((name) => ({ name, message }))
      }
    ]
  }
})

const node = '^node:(fs|net|http|https|child_process|os|dns|tls)'

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'node_modules/', 'assets/generated/'] },
  js.configs.recommended,
  { rules: { 'no-duplicate-imports': 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true }
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true } }]
    }
  },
  { files: ['*.config.ts', 'test/**/*.config.ts'], rules: { 'no-restricted-exports': 'off' } },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        setInterval: 'readonly',
        clearInterval: 'readonly',
        Buffer: 'readonly',
        performance: 'readonly',
        AbortController: 'readonly',
        AbortSignal: 'readonly',
        fetch: 'readonly'
      }
    }
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    ...jsxA11y.flatConfigs.strict
  },
  { files: ['renderer/**/*.{ts,tsx}'], ...reactHooks.configs.flat.recommended },
  border(
    ['electron/shared/**'],
    { patterns: ['/(domain|services|adapters|app)/', node], paths: ['electron'] },
    'shared/ imports nothing of ours and no I/O'
  ),
  border(
    ['electron/domain/**'],
    { patterns: ['/(services|adapters|app)/', node], paths: ['electron', 'zod'] },
    'domain/ decides: it imports shared/ only, and does no I/O'
  ),
  border(
    ['electron/services/**'],
    { patterns: ['/(adapters|app)/', node], paths: ['electron', 'keytar', 'electron-store'] },
    'services/ wait on ports: they import shared/ and domain/ only'
  ),
  border(
    ['electron/adapters/**'],
    { patterns: ['/app/', '/services/(?!ports/)'] },
    'adapters/ implement ports: of services/ they know ports/ only'
  ),
  border(
    [
      'electron/adapters/{azure-devops,entra,files,store,consumers}/**',
      'electron/adapters/network/!(http).ts',
      'electron/adapters/vault/!(vault-process).ts'
    ],
    { patterns: ['/app/', '/services/(?!ports/)'], paths: ['electron'] },
    'Electron is imported in main.ts, assembly.ts, early.ts, preload.ts, app/, adapters/desktop/, network/http.ts and vault/vault-process.ts only'
  ),
  border(
    ['electron/app/**'],
    { patterns: ['/adapters/'] },
    'app/ is the Electron shell: adapters are given to it by main.ts and assembly.ts'
  ),
  {
    files: ['renderer/**'],
    rules: {
      'no-restricted-imports': 'off',
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              regex: 'electron/(domain|services|adapters|app)/',
              message: 'the page knows electron/shared only'
            },
            {
              regex: 'shared/(error-codes|ipc-contract|shape|stored-[a-z]+|([a-z]+-)?view)\\.js$',
              message: 'zod stays out of the page: types only',
              allowTypeImports: true
            },
            { regex: '^(electron|node:.*|zod)$', message: 'the page has no Node' }
          ]
        }
      ]
    }
  },
  {
    files: ['electron/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.object.name='shell'][callee.property.name='openExternal']",
          message: 'links leave through adapters/desktop/browser.ts only (https allow-list)'
        },
        {
          selector: "CallExpression[callee.object.name='ipcMain']",
          message: 'messages arrive through app/ipc-router.ts only (sender and schema checked)'
        },
        {
          selector: "CallExpression[callee.object.name='clipboard']",
          message: 'the clipboard is used through adapters/desktop/clipboard.ts only'
        },
        {
          selector: "CallExpression[callee.name='fetch']",
          message: 'HTTP goes through adapters/network/http.ts only'
        },
        { selector: "MemberExpression[object.name='console']", message: 'log through the Log port' }
      ]
    }
  },
  {
    files: [
      'electron/adapters/desktop/{browser,clipboard}.ts',
      'electron/app/ipc-router.ts',
      'electron/adapters/desktop/log.ts'
    ],
    rules: { 'no-restricted-syntax': 'off' }
  },
  {
    files: ['test/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off'
    }
  }
)
