/** The spawner's types, which stand with the ports so that `models/` may use them too. */
export type { Child, ChildExit, ChildOptions, Spawner } from '../../core/ports/spawner.ts'
