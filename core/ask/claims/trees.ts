export const start = 0
export const limits = { weak: -1, unsupported: 0 }
export const table = `
cover 0.5 | run 0.5 1 0.5 | run 0.5 0 -1
`
