/** What quotes a source, in lines: the window and the command line say it alike before it is removed. */
import type { SourceQuoting } from '../types/library.ts'
import { say } from './words.ts'

/** Empty where nothing does. */
export function quotingLines({ answers, conversations, examples, dataSets, versions, experiments }: SourceQuoting): readonly string[] {
  return [
    ...(answers > 0 ? [say('library.quoting-answers', { answers, conversations })] : []),
    ...(examples > 0 ? [say('library.quoting-examples', { examples, dataSets })] : []),
    ...(versions > 0 ? [say('library.quoting-versions', { versions })] : []),
    ...(experiments > 0 ? [say('library.quoting-experiments', { experiments })] : []),
  ]
}
