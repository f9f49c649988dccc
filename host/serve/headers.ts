/** What every answer of browser mode says about itself: nothing but our own files, no frames, no referrer, no sharing. */
export function securityHeaders(host: string): Readonly<Record<string, string>> {
  // a policy cannot name an IPv6 address; there 'self' covers the socket
  const socket = host.startsWith('[') ? '' : ` ws://${host}`
  return {
    'content-security-policy': [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self' data: blob:",
      "font-src 'self'",
      `connect-src 'self'${socket}`,
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), payment=()',
    'cache-control': 'no-store',
  }
}
