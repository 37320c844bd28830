/** The oldest Node that the libraries here run on (package.json `engines` says the same). */
const OLDEST: [number, number] = [22, 19]

/** What to tell somebody whose Node is too old; null when `version` ("24.21.0") will do. */
export function nodeVersionFault(version: string): string | null {
  const [major = 0, minor = 0] = version.split(".").map(Number)
  const [oldestMajor, oldestMinor] = OLDEST
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return null
  return (
    `Regulars needs Node ${oldestMajor}.${oldestMinor} or newer; this is ${version}. ` +
    "Start it through npm (npm start), which uses the Node pinned by the project, or install Node 24."
  )
}
