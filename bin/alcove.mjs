#!/usr/bin/env node
/** The command line in a clone: builds on first use, then runs. */
import { join } from 'node:path'
import { buildIfStale, checkNode, installPackages, root } from '../scripts/lib/steps.mjs'

checkNode()
installPackages()
buildIfStale()
await import(`file://${join(root, 'dist', 'cli.js')}`)
