/** Whether the keyboard is Apple's: other keys, and other words for them. */
export const apple = /Mac|iPhone|iPad/.test(navigator.userAgent)
