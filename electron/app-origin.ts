/** Where the window's page lives: one scheme, one host, nothing else. */
export const appScheme = 'alcove'
export const appOrigin = 'alcove://app'
export const startPage = `${appOrigin}/index.html`
/** The same page, drawn for one question in between. */
export const quickPage = `${startPage}#quick`
