/** Experiments, their questions, answers and ratings. What is JSON here was checked when it came in. */
import type { Failure } from '../errors.ts'
import type {
  ExperimentChanges,
  ExperimentGround,
  ExperimentsStore,
  NewExperiment,
  Rating,
  StoredAnswer,
  StoredExperiment,
} from '../ports/experiments-store.ts'
import type { Found } from '../types/answer.ts'
import type { Example } from '../types/data-set.ts'
import { type Arm, type ExperimentSettings, experimentStates } from '../types/experiment.ts'
import type { Database, Row } from './database.ts'
import { inSource } from './in-source.ts'
import { id, integer, integerOrNull, rowId, text, textOrNull } from './rows.ts'

const columns = `experiments.*,
  (SELECT count(*) FROM experiment_questions WHERE experiment_id = experiments.id) AS questions,
  (SELECT count(*) FROM experiment_answers WHERE experiment_id = experiments.id) AS done,
  (SELECT count(code) FROM experiment_answers WHERE experiment_id = experiments.id) AS failed`

const everywhere = { start: 0, end: Number.MAX_SAFE_INTEGER }

export function createExperimentsStore(database: Database): ExperimentsStore {
  function byId(experimentId: string): StoredExperiment | null {
    const row = database.prepare(`SELECT ${columns} FROM experiments WHERE id = ?`).get(rowId(experimentId))
    return row === undefined ? null : toExperiment(row)
  }

  function keepFiles(experimentId: number, paths: readonly string[]): void {
    const put = database.prepare('INSERT INTO experiment_files (experiment_id, path) VALUES (?, ?) ON CONFLICT DO NOTHING')
    for (const path of new Set(paths)) put.run(experimentId, path)
  }

  return {
    create: (experiment, examples) =>
      database.write(() => {
        const key = insert(database, experiment)
        const put = database.prepare('INSERT INTO experiment_questions (experiment_id, position, example_id, example) VALUES (?, ?, ?, ?)')
        for (const [position, example] of examples.entries()) put.run(key, position, example.id, JSON.stringify(example))
        keepFiles(
          key,
          examples.flatMap(({ passages }) => passages.map(({ file }) => file)),
        )
        return byId(String(key)) as StoredExperiment
      }),
    all: () => database.prepare(`SELECT ${columns} FROM experiments ORDER BY id DESC`).all().map(toExperiment),
    byId,
    update: (experimentId, changes) =>
      database.write(() => {
        for (const [column, value] of columnsOf(changes)) database.prepare(`UPDATE experiments SET ${column} = ? WHERE id = ?`).run(value, rowId(experimentId))
        return byId(experimentId)
      }),
    remove: (experimentId) =>
      database.write(() => {
        database.prepare('DELETE FROM experiments WHERE id = ?').run(rowId(experimentId))
      }),
    examples: (experimentId, { start, end } = everywhere) =>
      database
        .prepare('SELECT example FROM experiment_questions WHERE experiment_id = ? AND position >= ? AND position < ? ORDER BY position')
        .all(rowId(experimentId), start, end)
        .map((row) => JSON.parse(text(row, 'example')) as Example),
    found(experimentId, exampleId) {
      const row = database.prepare('SELECT found FROM experiment_questions WHERE experiment_id = ? AND example_id = ?').get(rowId(experimentId), exampleId)
      const found = row === undefined ? null : textOrNull(row, 'found')
      return found === null ? null : (JSON.parse(found) as readonly Found[])
    },
    keepFound: (experimentId, exampleId, found) =>
      database.write(() => {
        const key = rowId(experimentId)
        if (key === null) return
        const kept = database
          .prepare('UPDATE experiment_questions SET found = ? WHERE experiment_id = ? AND example_id = ?')
          .run(JSON.stringify(found), key, exampleId)
        if (kept.changes > 0)
          keepFiles(
            key,
            found.map(({ file }) => file),
          )
      }),
    putAnswer: (experimentId, answer) =>
      database.write(() => {
        const { armId, exampleId, failure } = answer
        database
          .prepare(
            `INSERT INTO experiment_answers (experiment_id, arm_id, example_id, answer, code)
             SELECT experiment_id, ?, example_id, ?, ? FROM experiment_questions WHERE experiment_id = ? AND example_id = ?
             ON CONFLICT (experiment_id, arm_id, example_id) DO UPDATE SET answer = excluded.answer, code = excluded.code`,
          )
          .run(armId, JSON.stringify(answer), failure?.code ?? null, rowId(experimentId), exampleId)
      }),
    answers: (experimentId, { start, end } = everywhere) =>
      database
        .prepare(
          `SELECT answer FROM experiment_answers JOIN experiment_questions USING (experiment_id, example_id)
           WHERE experiment_id = ? AND position >= ? AND position < ? ORDER BY position, experiment_answers.rowid`,
        )
        .all(rowId(experimentId), start, end)
        .map((row) => JSON.parse(text(row, 'answer')) as StoredAnswer),
    dropFailed: (experimentId) =>
      database.write(() => {
        database.prepare('DELETE FROM experiment_answers WHERE experiment_id = ? AND code IS NOT NULL').run(rowId(experimentId))
      }),
    ratings: (experimentId) => database.prepare('SELECT * FROM experiment_ratings WHERE experiment_id = ? ORDER BY at').all(rowId(experimentId)).map(toRating),
    rate: (experimentId, { exampleId, a, b, better, at }) =>
      database.write(() => {
        database
          .prepare(
            `INSERT INTO experiment_ratings (experiment_id, example_id, a, b, better, at) VALUES (?, ?, ?, ?, ?, ?)
             ON CONFLICT (experiment_id, example_id, a, b) DO UPDATE SET better = excluded.better, at = excluded.at`,
          )
          .run(rowId(experimentId), exampleId, a, b, better, Math.round(at))
      }),
    quoting: (sourceId) =>
      database
        .prepare(`SELECT DISTINCT experiment_files.experiment_id ${inSource('experiment_files')}`)
        .all(rowId(sourceId))
        .map((row) => id(row, 'experiment_id')),
  }
}

function insert(database: Database, experiment: NewExperiment): number {
  const { name, versionId, dataSet, arms, settings, state, createdAt, endedAt, failure, leaks, ground } = experiment
  const { lastInsertRowid } = database
    .prepare(
      `INSERT INTO experiments (name, version_id, data_set, arms, settings, state, created_at, ended_at, failure, leaks, ground)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      name,
      versionId,
      dataSet,
      JSON.stringify(arms),
      JSON.stringify(settings),
      state,
      Math.round(createdAt),
      endedAt === null ? null : Math.round(endedAt),
      failure === undefined ? null : JSON.stringify(failure),
      JSON.stringify(leaks),
      JSON.stringify(ground),
    )
  return Number(lastInsertRowid)
}

function toExperiment(row: Row): StoredExperiment {
  const failure = textOrNull(row, 'failure')
  return {
    id: id(row, 'id'),
    name: text(row, 'name'),
    versionId: text(row, 'version_id'),
    dataSet: text(row, 'data_set'),
    arms: JSON.parse(text(row, 'arms')) as readonly Arm[],
    settings: JSON.parse(text(row, 'settings')) as ExperimentSettings,
    state: experimentStates.find((state) => state === text(row, 'state')) ?? 'failed',
    createdAt: integer(row, 'created_at'),
    endedAt: integerOrNull(row, 'ended_at'),
    ...(failure === null ? {} : { failure: JSON.parse(failure) as Failure }),
    leaks: JSON.parse(text(row, 'leaks')) as StoredExperiment['leaks'],
    ground: JSON.parse(text(row, 'ground')) as ExperimentGround,
    questions: integer(row, 'questions'),
    done: integer(row, 'done'),
    failed: integer(row, 'failed'),
  }
}

function toRating(row: Row): Rating {
  const better = text(row, 'better')
  return {
    exampleId: text(row, 'example_id'),
    a: text(row, 'a'),
    b: text(row, 'b'),
    better: better === 'a' || better === 'b' ? better : 'neither',
    at: integer(row, 'at'),
  }
}

function columnsOf({ state, endedAt, failure }: ExperimentChanges): readonly (readonly [column: string, value: string | number | null])[] {
  return [
    ...(state === undefined ? [] : ([['state', state]] as const)),
    ...(endedAt === undefined ? [] : ([['ended_at', endedAt === null ? null : Math.round(endedAt)]] as const)),
    ...(failure === undefined ? [] : ([['failure', failure && JSON.stringify(failure)]] as const)),
  ]
}
