/** Pages that stand for themselves: they run nothing, load nothing, and obey no style but their own. */
import { toBase64 } from './base64.ts'

export interface PageParts {
  /** BCP 47. */
  readonly language: string
  readonly title: string
  /** Ours: never a document's words. */
  readonly style: string
  /** Pictures may stand in it as `data:` addresses. */
  readonly pictures?: boolean
  /** Below the title, already escaped. */
  readonly body: string
}

/** The policy names the style by its hash: nothing else of the page is obeyed. */
export async function htmlPage({ language, title, style, pictures = false, body }: PageParts): Promise<string> {
  const images = pictures ? ' img-src data:;' : ''
  const policy = `default-src 'none'; style-src 'sha256-${await sha256(style)}';${images} base-uri 'none'; form-action 'none'`
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body dir="auto">
<h1>${escaped(title)}</h1>
${body}
</body>
</html>
`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => entities[letter] ?? letter)
}

/** Base64. */
async function sha256(text: string): Promise<string> {
  return toBase64(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))))
}
