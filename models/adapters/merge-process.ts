/** The process that converts and merges adapters: hostile files and minutes of arithmetic, outside the engine. */
import type { MergeProgress } from '../../core/ports/adapter-files.ts'
import { connectToParent } from '../child-port.ts'
import { serveCalls } from '../serve-calls.ts'
import { startWatchdog } from '../watchdog.ts'
import type { FromMerger, ToMerger } from './merge-calls.ts'
import { createMerger } from './merger.ts'

/** A merge takes less than 300, the largest halves of an adapter that is converted more. Megabytes. */
const memoryMb = 1_200

const port = connectToParent()
startWatchdog(memoryMb).atWork(true)
serveCalls<ToMerger, FromMerger, MergeProgress>(port, createMerger())
