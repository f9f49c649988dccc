/** Limits that several doors share. */

/** The largest single message a door takes, in bytes: four times a piece of an upload. */
export const largestMessage = 16_000_000
