/** What a person thought of an answer, and what it should have said. */
export const ratings = `
ALTER TABLE messages ADD COLUMN rating TEXT;
ALTER TABLE messages ADD COLUMN correction TEXT;
`
