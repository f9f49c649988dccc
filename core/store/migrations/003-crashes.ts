/** How often in a row the bytes of a file ended the process that read them: what does so again and again is left alone. */
export const crashes = `
ALTER TABLE files ADD COLUMN crashes INTEGER NOT NULL DEFAULT 0;
`
