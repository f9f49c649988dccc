/** Reads values that somebody else wrote. */

export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Readonly<Record<string, unknown>>)[name] : undefined
}

export function textField(value: unknown, name: string): string | null {
  const one = field(value, name)
  return typeof one === 'string' && one !== '' ? one : null
}

export function countField(value: unknown, name: string): number | null {
  const one = field(value, name)
  return typeof one === 'number' && Number.isSafeInteger(one) && one >= 0 ? one : null
}

export function listField(value: unknown, name: string): readonly unknown[] | null {
  const one = field(value, name)
  return Array.isArray(one) ? one : null
}

export function parseJson(text: string): { readonly value: unknown } | null {
  try {
    return { value: JSON.parse(text) }
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
