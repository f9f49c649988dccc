/** What tests use of steps.mjs, which has no dependencies and so no compiler. */
export function packagesMatch(folder?: string): boolean
