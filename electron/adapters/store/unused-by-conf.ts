/*
 * What the bundle has in place of ajv, ajv-formats and semver (electron.vite.config.ts): conf, below electron-store,
 * imports them for its `schema` and `migrations` options, which the stores here do not use (document-file.ts).
 */
const unused = {}
// eslint-disable-next-line no-restricted-exports -- what conf asks of ajv-formats and semver
export default unused
export const Ajv2020 = unused
