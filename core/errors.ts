/**
 * The closed table of errors. Only a code and details cross a process border; each side looks the
 * rest up here, and the words for people in `core/words/`.
 */
interface ErrorEntry {
  readonly fault: 'user' | 'alcove' | 'outside'
  /** Whether trying again helps. */
  readonly retry: 'now' | 'after-change' | 'never'
}

export const errors = {
  // paths and sources
  'path-missing': { fault: 'user', retry: 'after-change' },
  'path-unwritable': { fault: 'user', retry: 'after-change' },
  'path-unreadable': { fault: 'user', retry: 'after-change' },
  'path-in-data-folder': { fault: 'user', retry: 'never' },
  'source-unknown': { fault: 'user', retry: 'never' },
  'source-offline': { fault: 'user', retry: 'after-change' },
  'pick-unknown': { fault: 'user', retry: 'after-change' },
  // one file
  'file-unreadable': { fault: 'user', retry: 'after-change' },
  'file-gone': { fault: 'user', retry: 'after-change' },
  'file-changing': { fault: 'outside', retry: 'now' },
  'file-changed': { fault: 'user', retry: 'after-change' },
  'file-broken': { fault: 'user', retry: 'after-change' },
  'file-encrypted': { fault: 'user', retry: 'after-change' },
  'password-wrong': { fault: 'user', retry: 'after-change' },
  'encryption-unsupported': { fault: 'user', retry: 'after-change' },
  'page-missing': { fault: 'user', retry: 'never' },
  'parser-crashed': { fault: 'alcove', retry: 'now' },
  'parser-timeout': { fault: 'alcove', retry: 'now' },
  'parser-memory': { fault: 'alcove', retry: 'now' },
  'parser-output': { fault: 'alcove', retry: 'never' },
  // embedding
  'text-too-long': { fault: 'alcove', retry: 'never' },
  'model-stopped': { fault: 'alcove', retry: 'now' },
  'model-broken': { fault: 'alcove', retry: 'after-change' },
  // profile
  'data-folder-busy': { fault: 'user', retry: 'after-change' },
  'data-folder-unusable': { fault: 'user', retry: 'after-change' },
  'data-folder-newer': { fault: 'user', retry: 'after-change' },
  'index-broken': { fault: 'alcove', retry: 'now' },
  'disk-full': { fault: 'user', retry: 'after-change' },
  'setting-invalid': { fault: 'user', retry: 'never' },
  // doors
  'port-in-use': { fault: 'user', retry: 'after-change' },
  'door-refused': { fault: 'user', retry: 'never' },
  'engine-gone': { fault: 'alcove', retry: 'now' },
  'engine-other-version': { fault: 'user', retry: 'after-change' },
  'upload-too-large': { fault: 'user', retry: 'never' },
  usage: { fault: 'user', retry: 'never' },
  // network gate and chat models
  'network-refused': { fault: 'user', retry: 'never' },
  'network-locked': { fault: 'user', retry: 'after-change' },
  'ollama-absent': { fault: 'user', retry: 'after-change' },
  'ollama-hung': { fault: 'outside', retry: 'now' },
  'ollama-rubbish': { fault: 'outside', retry: 'after-change' },
  'ollama-too-old': { fault: 'user', retry: 'after-change' },
  'ollama-busy': { fault: 'outside', retry: 'now' },
  'ollama-failed': { fault: 'outside', retry: 'now' },
  'model-missing': { fault: 'user', retry: 'after-change' },
  'model-remote': { fault: 'user', retry: 'never' },
  'model-cut': { fault: 'outside', retry: 'now' },
  'context-too-small': { fault: 'user', retry: 'after-change' },
  'model-blind': { fault: 'user', retry: 'after-change' },
  'model-fixed': { fault: 'user', retry: 'never' },
  'pull-cut': { fault: 'outside', retry: 'now' },
  'pull-failed': { fault: 'outside', retry: 'now' },
  'engine-missing': { fault: 'alcove', retry: 'never' },
  'gguf-broken': { fault: 'user', retry: 'after-change' },
  'gguf-split': { fault: 'user', retry: 'after-change' },
  'gguf-not-chat': { fault: 'user', retry: 'never' },
  'gguf-adapter': { fault: 'user', retry: 'after-change' },
  'gguf-no-adapter': { fault: 'user', retry: 'after-change' },
  'gguf-unsupported': { fault: 'outside', retry: 'after-change' },
  'adapter-mismatch': { fault: 'user', retry: 'after-change' },
  'safetensors-broken': { fault: 'user', retry: 'after-change' },
  'adapter-broken': { fault: 'user', retry: 'after-change' },
  'adapter-unsupported': { fault: 'user', retry: 'never' },
  'merge-unsupported': { fault: 'user', retry: 'never' },
  'merge-stopped': { fault: 'alcove', retry: 'now' },
  'model-process-stopped': { fault: 'alcove', retry: 'now' },
  'model-memory': { fault: 'user', retry: 'after-change' },
  'server-absent': { fault: 'user', retry: 'after-change' },
  'server-hung': { fault: 'outside', retry: 'now' },
  'server-rubbish': { fault: 'outside', retry: 'after-change' },
  'server-key': { fault: 'user', retry: 'after-change' },
  'server-busy': { fault: 'outside', retry: 'now' },
  'server-elsewhere': { fault: 'user', retry: 'after-change' },
  'server-failed': { fault: 'outside', retry: 'now' },
  // conversations
  'conversation-unknown': { fault: 'user', retry: 'never' },
  'message-unknown': { fault: 'user', retry: 'never' },
  'continue-impossible': { fault: 'user', retry: 'after-change' },
  'import-invalid': { fault: 'user', retry: 'after-change' },
  // tuning and comparing
  'data-set-unknown': { fault: 'user', retry: 'never' },
  'version-unknown': { fault: 'user', retry: 'never' },
  'example-unknown': { fault: 'user', retry: 'never' },
  'data-set-file-large': { fault: 'user', retry: 'after-change' },
  'data-set-exists': { fault: 'user', retry: 'after-change' },
  'data-set-small': { fault: 'user', retry: 'after-change' },
  'leak-found': { fault: 'user', retry: 'after-change' },
  'training-unknown': { fault: 'user', retry: 'never' },
  'trainer-missing': { fault: 'user', retry: 'after-change' },
  'trainer-unfit': { fault: 'user', retry: 'after-change' },
  'trainer-stopped': { fault: 'alcove', retry: 'now' },
  'trainer-memory': { fault: 'user', retry: 'after-change' },
  'trainer-platform': { fault: 'outside', retry: 'never' },
  'trainer-install-failed': { fault: 'outside', retry: 'now' },
  'base-untrainable': { fault: 'user', retry: 'after-change' },
  'template-unfit': { fault: 'user', retry: 'never' },
  'rows-too-long': { fault: 'user', retry: 'after-change' },
  'adapter-unknown': { fault: 'user', retry: 'never' },
  'adapter-unchecked': { fault: 'user', retry: 'after-change' },
  'experiment-context': { fault: 'user', retry: 'after-change' },
  'experiment-unknown': { fault: 'user', retry: 'never' },
  'model-exists': { fault: 'user', retry: 'after-change' },
  'model-name-invalid': { fault: 'user', retry: 'after-change' },
  'base-unusable': { fault: 'user', retry: 'never' },
  'base-file-denied': { fault: 'user', retry: 'after-change' },
  'base-file-elsewhere': { fault: 'user', retry: 'after-change' },
  'adapter-refused': { fault: 'outside', retry: 'never' },
  'create-failed': { fault: 'outside', retry: 'now' },
  'create-cut': { fault: 'outside', retry: 'now' },
  'created-broken': { fault: 'outside', retry: 'after-change' },
  'created-unlike': { fault: 'outside', retry: 'never' },
  'disk-short': { fault: 'user', retry: 'after-change' },
  // evaluation
  'set-invalid': { fault: 'user', retry: 'after-change' },
  // every border
  'input-invalid': { fault: 'user', retry: 'never' },
  stopped: { fault: 'user', retry: 'now' },
  // a fault of ours that has no code: the log has its cause
  unexpected: { fault: 'alcove', retry: 'now' },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errors

/** What exactly is wrong, where the code alone does not say; crosses borders as `details.reason`, put into words at each side. */
export const reasons = [
  'unexpected',
  'field',
  'not-json',
  'too-large',
  'no-format',
  'newer-alcove',
  'no-conversation',
  'no-upload',
  'no-file-path',
  'too-many-folders',
  'out-of-order',
  'pictures-too-large',
  'picture-type',
  'scale',
  'no-file',
  'number-of-files',
  'missing',
  'neither',
  'arm-twice',
  'arm-adapter',
  'line',
  'no-judgment',
  'no-page',
  'other-base',
  'other-architecture',
  'unknown-tensor',
  'tensor-shape',
  'half-missing',
  'no-adapter-config',
  'not-numbers',
  'no-tensors',
] as const
export type Reason = (typeof reasons)[number]

/** Facts that the words for a code may name: a path, a port, a limit. Never document text. */
export type ErrorDetails = Readonly<Record<string, string | number>>

/** A failure as it is kept, and as it crosses a border. */
export interface Failure {
  readonly code: ErrorCode
  readonly details: ErrorDetails
}

/** A failure with a code of the table. `cause` is for the log and never crosses a border. */
export class AlcoveError extends Error {
  readonly code: ErrorCode
  readonly details: ErrorDetails

  constructor(code: ErrorCode, details: ErrorDetails = {}, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause })
    this.name = 'AlcoveError'
    this.code = code
    this.details = details
  }
}

/** A failure that says why. `details`: what the words for the reason name. */
export function because(code: ErrorCode, reason: Reason, details: ErrorDetails = {}, cause?: unknown): AlcoveError {
  return new AlcoveError(code, { ...details, reason }, cause)
}

/** What was thrown, to be kept: without a code of the table it is `unexpected`. */
export function toFailure(error: unknown): Failure {
  return error instanceof AlcoveError ? { code: error.code, details: error.details } : { code: 'unexpected', details: {} }
}

/** Not what a server said in its own words. */
export function isReason(value: unknown): value is Reason {
  return reasons.some((reason) => reason === value)
}

export function isErrorCode(value: unknown): value is ErrorCode {
  return typeof value === 'string' && Object.hasOwn(errors, value)
}

/** Whether reading a file ended the process that read it. */
export function isCrash(code: ErrorCode): boolean {
  return code === 'parser-crashed' || code === 'parser-timeout' || code === 'parser-memory'
}
